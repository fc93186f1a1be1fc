//! What an aligner says of two documents: beads, and for each how its sides go together.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::{Clock, Sides};
use crate::error::Error;

/// The beads of a document pair. Each segment stands in exactly one bead; those that did not move tile both sides in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The beads in Korean order, English segments without partner where they stand among those that did not move.
    pub beads: Vec<Bead>,
    /// For each segment of each side the probability that it has no partner, whatever bead it stands in; in 0..=1.
    pub unpaired: Sides<Vec<f32>>,
    /// How the times of two subtitle files go together, where that could be told.
    pub clock: Option<Clock>,
}

/// Segments of one side and their partners on the other; one range is empty in a null bead.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Segment indices on each side.
    pub segments: Sides<Range<usize>>,
    /// Log-likelihood ratio (natural) of the two sides belonging together against being unrelated; higher is better.
    pub score: f64,
    /// Posterior probability that exactly this bead is right, in 0..=1, calibrated.
    pub confidence: f64,
    /// Whether it belongs to a section that changed places, and so crosses others.
    pub moved: bool,
    /// What spoke for the bead, strongest first. Empty unless an explanation was asked for.
    pub reasons: Vec<Reason>,
    /// The most probable other bead for the same place. `None` unless an explanation was asked for.
    pub runner_up: Option<RunnerUp>,
}

impl Bead {
    /// How many segments stand on each side.
    pub fn bead_type(&self) -> BeadType {
        BeadType { ko: self.segments.ko.len(), en: self.segments.en.len() }
    }
}

/// How two sides go together, as an aligner judged or as a file tells. Empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Log-likelihood ratio (natural) of the two sides belonging together against being unrelated; higher is better.
    pub score: Option<f64>,
    /// Posterior probability that they do, in 0..=1.
    pub confidence: Option<f64>,
    /// Whether they belong to a section that stands in another place on the other side.
    pub moved: bool,
    /// What spoke for it, strongest first.
    pub reasons: Vec<Reason>,
    /// The most probable other bead for the same place.
    pub runner_up: Option<RunnerUp>,
}

/// How many Korean and English segments a bead holds, written `2-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BeadType {
    /// Korean segments.
    pub ko: usize,
    /// English segments.
    pub en: usize,
}

impl BeadType {
    /// Whether one side is empty.
    pub fn is_null(self) -> bool {
        self.ko == 0 || self.en == 0
    }
}

impl fmt::Display for BeadType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.ko, self.en)
    }
}

impl FromStr for BeadType {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        s.split_once('-')
            .and_then(|(ko, en)| Some(BeadType { ko: ko.parse().ok()?, en: en.parse().ok()? }))
            .ok_or_else(|| Error::unknown(format!("'{s}' is no bead type: write Korean and English counts, as in 1-1 or 2-1")))
    }
}

/// Where a reason comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The two sides are as long as translations of one another are in this document pair.
    Length,
    /// The same number, date, time or amount on both sides.
    Number,
    /// A name that sounds the same.
    Name,
    /// The same Latin-script word, code, address or placeholder.
    Latin,
    /// The same form: question, exclamation, quotation, heading, list mark.
    Form,
    /// A word pair learned from this document.
    Learned,
    /// Similar meaning by vectors.
    Meaning,
    /// Shown at the same time.
    Time,
}

impl Evidence {
    /// Every source, in the order of declaration.
    pub const ALL: [Evidence; 8] = [
        Evidence::Length,
        Evidence::Number,
        Evidence::Name,
        Evidence::Latin,
        Evidence::Form,
        Evidence::Learned,
        Evidence::Meaning,
        Evidence::Time,
    ];

    /// The lower-case word used in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Length => "length",
            Evidence::Number => "number",
            Evidence::Name => "name",
            Evidence::Latin => "latin",
            Evidence::Form => "form",
            Evidence::Learned => "learned",
            Evidence::Meaning => "meaning",
            Evidence::Time => "time",
        }
    }
}

/// One thing that spoke for a bead.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Its source.
    pub evidence: Evidence,
    /// Its share of the bead's score (natural log-likelihood ratio).
    pub llr: f64,
    /// The words, as they stand on each side; for length, the two lengths in words.
    pub words: Sides<String>,
}

/// The most probable other bead for the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct RunnerUp {
    /// Segment indices on each side.
    pub segments: Sides<Range<usize>>,
    /// Its posterior probability.
    pub confidence: f64,
}

//! A pair of text, and a corpus of pairs.

use crate::bitext::{BeadType, Clock, Cue, Reason, RunnerUp, Sides, Span};

/// Pairs of Korean and English text in document order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The names of the two documents the pairs come from; empty where the format does not say.
    pub documents: Sides<String>,
    /// The pairs; those with an empty side are null beads.
    pub pairs: Vec<Pair>,
    /// How the times of two subtitle files go together, where that is known.
    pub clock: Option<Clock>,
}

/// One bead with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The segments of each side, in order; none on one side for a null bead.
    pub units: Sides<Vec<Unit>>,
    /// Log-likelihood ratio of the bead, where known.
    pub score: Option<f64>,
    /// Posterior probability of the bead in 0..=1, where known.
    pub confidence: Option<f64>,
    /// What spoke for it, strongest first.
    pub reasons: Vec<Reason>,
    /// The most probable other bead for the same place.
    pub runner_up: Option<RunnerUp>,
}

/// One segment of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Index of the segment in its document, from zero.
    pub index: usize,
    /// Its text, untouched.
    pub text: String,
    /// Where it stands in the file, where known.
    pub span: Option<Span>,
    /// When it is shown, for subtitles.
    pub cue: Option<Cue>,
}

impl Corpus {
    /// Whether any of its segments has times.
    pub fn has_times(&self) -> bool {
        self.pairs.iter().any(|pair| pair.units.ko.iter().chain(&pair.units.en).any(|unit| unit.cue.is_some()))
    }
}

impl Pair {
    /// How many segments stand on each side.
    pub fn bead_type(&self) -> BeadType {
        BeadType { ko: self.units.ko.len(), en: self.units.en.len() }
    }

    /// The text of each side, its segments joined by a space.
    pub fn text(&self) -> Sides<String> {
        self.units.as_ref().map(|units| units.iter().map(|u| u.text.as_str()).collect::<Vec<_>>().join(" "))
    }
}

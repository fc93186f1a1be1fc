//! Which sources of evidence to use.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// One source of evidence that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Lengths in characters and words.
    Length,
    /// Numbers, names, Latin words, form.
    Anchor,
    /// Word pairs learned from the documents.
    Learned,
    /// Similarity of meaning by vectors.
    Meaning,
    /// Times of subtitles.
    Time,
}

impl Source {
    /// All sources, in the order of the documentation.
    pub const ALL: [Source; 5] = [Source::Length, Source::Anchor, Source::Learned, Source::Meaning, Source::Time];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        match self {
            Source::Length => "length",
            Source::Anchor => "anchors",
            Source::Learned => "learned",
            Source::Meaning => "meaning",
            Source::Time => "time",
        }
    }
}

/// A set of sources; by default all that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceSet([bool; Source::ALL.len()]);

impl EvidenceSet {
    /// Whether a source is used.
    pub fn uses(self, source: Source) -> bool {
        self.0[source as usize]
    }

    /// The set without one source.
    #[must_use]
    pub fn without(mut self, source: Source) -> Self {
        self.0[source as usize] = false;
        self
    }
}

impl Default for EvidenceSet {
    fn default() -> Self {
        Self([true; Source::ALL.len()])
    }
}

impl FromStr for EvidenceSet {
    type Err = Error;

    /// Reads names with commas between, as in `length,anchors`.
    fn from_str(s: &str) -> Result<Self, Error> {
        let mut set = Self([false; Source::ALL.len()]);
        for name in s.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let known = Source::ALL.into_iter().find(|k| k.name() == name || k.name().trim_end_matches('s') == name);
            let source = known.ok_or_else(|| {
                let names = Source::ALL.map(Source::name).join(", ");
                Error::unknown(format!("'{name}' is no source of evidence: choose among {names}"))
            })?;
            set.0[source as usize] = true;
        }
        Ok(set)
    }
}

impl fmt::Display for EvidenceSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Source::ALL.into_iter().filter(|&s| self.uses(s)).map(Source::name).collect();
        f.write_str(&names.join(","))
    }
}

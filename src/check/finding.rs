//! What a rule says of a place in a bitext.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::Rule;
use crate::bitext::Sides;
use crate::error::Error;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Worth a look.
    Warning,
    /// Wrong, as far as a program can tell.
    Error,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// The lower-case word used in options and files.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Severity {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        Severity::ALL
            .into_iter()
            .find(|severity| severity.name() == s)
            .ok_or_else(|| Error::unknown(format!("'{s}' is no severity: say info, warning or error")))
    }
}

/// What a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The rule's own severity, or the one that the user gave it.
    pub severity: Severity,
    /// What is the matter, in a sentence without a full stop, with the words concerned.
    pub message: String,
    /// The entry concerned, as an index into [`Bitext::entries`](crate::bitext::Bitext::entries).
    pub entry: usize,
    /// The stretches at fault, as byte ranges of each document's text, in order; none where the whole side is meant.
    pub marks: Sides<Vec<Range<usize>>>,
    /// Other entries that the message speaks of.
    pub others: Vec<usize>,
}

//! What a rule is.

use std::fmt;
use std::ops::Range;

use super::{Facts, Settings, Severity};
use crate::bitext::{Bitext, Side, Sides};

/// One rule with what there is to know of it: a row of [`RULES`](super::RULES).
pub struct Rule {
    /// `KE` and three digits; never given to another rule.
    pub code: &'static str,
    /// Its name in words joined by hyphens; that of its file.
    pub name: &'static str,
    /// How bad its findings are unless the user says otherwise.
    pub severity: Severity,
    /// Its source file, whose head is the manual page.
    pub(super) file: &'static str,
    pub(super) check: &'static dyn Check,
}

/// What a rule looks at: each entry by itself, or all of them together. One of the two is given.
pub trait Check: Sync {
    /// Looks at one entry. Linear in its text.
    fn entry(&self, _facts: &Facts<'_>, _say: &mut Say<'_>) {}

    /// Looks at all entries together. At most n log n in the text.
    fn bitext(&self, _bitext: &Bitext, _settings: &Settings, _say: &mut SayOf<'_>) {}
}

impl Rule {
    /// Whether it looks at the form of each side by itself: doubled words, spaces, brackets, quotation marks.
    pub(super) fn is_of_form(&self) -> bool {
        matches!(self.code, "KE040" | "KE041" | "KE042" | "KE043")
    }

    /// The manual page, in Markdown: what the rule finds and why, a text that fires it and one that does not.
    pub fn manual(&self) -> String {
        let lines = self.file.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// The first sentence of the manual page, for lists.
    pub fn summary(&self) -> String {
        let manual = self.manual();
        let first: Vec<&str> = manual.lines().take_while(|line| !line.is_empty()).collect();
        first.join(" ")
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// Where a rule puts what it has to say of one entry.
pub type Say<'s> = dyn FnMut(Remark) + 's;

/// Where a rule puts what it has to say of an entry among many.
pub type SayOf<'s> = dyn FnMut(usize, Remark) + 's;

/// What a rule has to say: the sentence, and the stretches it speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remark {
    /// A sentence without a full stop.
    pub message: String,
    /// Byte ranges in the text of each side of the entry.
    pub marks: Sides<Vec<Range<usize>>>,
    /// Other entries it speaks of.
    pub others: Vec<usize>,
}

impl Remark {
    /// A remark on an entry as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    /// The same, on a stretch of one side.
    #[must_use]
    pub fn at(mut self, side: Side, range: Range<usize>) -> Self {
        self.marks.get_mut(side).push(range);
        self
    }

    /// The same, speaking of another entry.
    #[must_use]
    pub fn with(mut self, other: usize) -> Self {
        self.others.push(other);
        self
    }
}

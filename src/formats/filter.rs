//! Which pairs go out.

use super::format::{Format, Holds};
use crate::bitext::{BeadType, Bitext, Entry, View};

/// A choice among the entries of a bitext.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Leave out pairs whose confidence is lower or unknown.
    pub min_confidence: Option<f64>,
    /// Leave out all other types; empty for any type. A null type named here is kept whatever `keep_nulls` says.
    pub types: Vec<BeadType>,
    /// Whether pairs with an empty side stay.
    pub keep_nulls: bool,
}

impl Filter {
    /// What users of a format expect: corpora of text leave null beads out; formats of segment numbers say where every segment
    /// went, and keep them, and subtitles lose no cue.
    pub fn usual(format: Format) -> Self {
        Self { keep_nulls: format.info().holds == Holds::Numbers || format.is_subtitles(), ..Self::default() }
    }

    /// The entries that are not to be left out. Linear.
    pub fn view<'b>(&self, bitext: &'b Bitext) -> View<'b> {
        bitext.view_of(|entry| self.keeps(entry))
    }

    fn keeps(&self, entry: &Entry) -> bool {
        let bead_type = entry.bead_type();
        let sure = self.min_confidence.is_none_or(|least| entry.link.confidence.is_some_and(|c| c >= least));
        let wanted = if self.types.is_empty() { self.keep_nulls || !bead_type.is_null() } else { self.types.contains(&bead_type) };
        sure && wanted
    }
}

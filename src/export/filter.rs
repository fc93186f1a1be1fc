//! Which pairs go out.

use crate::bitext::BeadType;
use crate::corpus::{Corpus, Format};

/// A choice among the pairs of a corpus.
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
        Self { keep_nulls: !format.info().holds_text || format.is_subtitles(), ..Self::default() }
    }

    /// The corpus without the pairs that are to be left out. Linear.
    #[must_use]
    pub fn apply(&self, mut corpus: Corpus) -> Corpus {
        corpus.pairs.retain(|pair| {
            let bead_type = pair.bead_type();
            let sure = self.min_confidence.is_none_or(|least| pair.confidence.is_some_and(|c| c >= least));
            let wanted =
                if self.types.is_empty() { self.keep_nulls || !bead_type.is_null() } else { self.types.contains(&bead_type) };
            sure && wanted
        });
        corpus
    }
}

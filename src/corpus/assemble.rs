//! Alignment and documents -> corpus.

use crate::bitext::{Alignment, Document, Side, Sides};
use crate::corpus::{Corpus, Pair, Unit};

/// Joins an alignment with the text it speaks of. Linear in the text.
///
/// # Panics
/// When the alignment names a segment that a document does not have.
pub fn assemble(documents: Sides<&Document>, alignment: &Alignment) -> Corpus {
    let pairs = alignment
        .beads
        .iter()
        .map(|bead| Pair {
            units: Sides::build(|side: Side| {
                let document = documents.get(side);
                bead.segments
                    .get(side)
                    .clone()
                    .map(|index| Unit {
                        index,
                        text: document.segment_text(index).to_owned(),
                        span: Some(document.segment_span(index)),
                        cue: document.cue(index).cloned(),
                    })
                    .collect()
            }),
            score: Some(bead.score),
            confidence: Some(bead.confidence),
            reasons: bead.reasons.clone(),
            runner_up: bead.runner_up.clone(),
        })
        .collect();
    Corpus { documents: documents.map(|d| d.name.clone()), pairs, clock: alignment.clock.clone() }
}

//! The aligner: what it is made of, and its doors.

use std::sync::Arc;

use super::encoded::{Encode, SecondLook, Vectors};
use super::evidence::EvidenceSet;
use super::explain::Explain;
use super::model::Model;
use super::moves::Order;
use super::params::Params;
use super::stages::Gathered;
use crate::bitext::{Alignment, Document, Side, Sides};
use crate::error::{Error, Result};
use crate::semantic::Embeddings;

/// Aligns document pairs.
///
/// Cheap to make and to copy; holds no state between document pairs, so that each result depends on its own input alone.
#[derive(Clone, Debug, Default)]
pub struct Aligner {
    pub(super) params: Params,
    pub(super) explain: Explain,
    pub(super) second_look: Option<SecondLook>,
    pub(super) order: Order,
}

impl Aligner {
    /// An aligner that uses the given sources of evidence.
    pub fn new(evidence: EvidenceSet) -> Self {
        Self::with_model(Model::builtin(), evidence)
    }

    /// An aligner by another model.
    pub fn with_model(model: Arc<Model>, evidence: EvidenceSet) -> Self {
        Self { params: Params::of(model, evidence), ..Self::default() }
    }

    /// The same aligner, explaining or not.
    #[must_use]
    pub fn explain(mut self, explain: Explain) -> Self {
        self.explain = explain;
        self
    }

    /// The same aligner, with beads that may cross or not.
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// The same aligner, which asks an encoder where the built-in vectors leave doubt, or everywhere; it is never asked where evidence
    /// of meaning is not used.
    #[must_use]
    pub fn second_look(mut self, second_look: Option<SecondLook>) -> Self {
        self.second_look = second_look;
        self
    }

    /// Aligns two segmented documents. Total: any two documents have an alignment, if only of null beads.
    ///
    /// Time and memory grow linearly with the number of segments, but for text without any anchor, in which a corridor has to
    /// widen with the drift between the sides.
    pub fn align(&self, documents: Sides<&Document>) -> Alignment {
        let look = self.second_look.as_ref();
        self.align_by(documents, look.map(|look| (Vectors::Encoder(&*look.encoder), look.encode)))
    }

    /// The same by vectors that the user brings, one for every segment, in place of a second look. Without evidence of meaning they
    /// count for nothing.
    ///
    /// # Errors
    /// When there are not as many vectors as segments, or when those of the two sides are not of one size.
    pub fn align_embedded(&self, documents: Sides<&Document>, embeddings: Sides<&Embeddings>) -> Result<Alignment> {
        for side in Side::BOTH {
            let (rows, segments) = (embeddings.get(side).len(), documents.get(side).segments.len());
            if rows != segments {
                let language = side.language();
                return Err(Error::contradiction(format!(
                    "there are {rows} {language} vectors for {segments} segments: one is needed for each"
                )));
            }
        }
        let dims = embeddings.map(Embeddings::dim);
        if dims.ko != dims.en {
            let message = format!(
                "the Korean vectors have {} numbers and the English ones {}: one encoder has to make both",
                dims.ko, dims.en
            );
            return Err(Error::contradiction(message));
        }
        Ok(self.align_by(documents, Some((Vectors::Rows(embeddings), Encode::All))))
    }

    fn align_by(&self, documents: Sides<&Document>, look: Option<(Vectors<'_>, Encode)>) -> Alignment {
        let learned = Gathered::of(documents, &self.params).coarse(&self.params).learn(&self.params);
        learned.judge(look, &self.params).alignment(self.explain, self.order)
    }
}

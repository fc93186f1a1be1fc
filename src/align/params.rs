//! The numbers that one aligner works with: those of a model, for the evidence that is used.

use std::sync::Arc;

use super::evidence::{EvidenceSet, Source};
use super::features::{Feature, Weights};
use super::lattice::TYPES;
use super::model::{LengthParams, Model, TableKind};

/// All the numbers an aligner works with.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    /// One weight per [`Feature`].
    pub(crate) weights: Weights,
    /// The same for beads that a second look judges by better vectors.
    pub(crate) encoded: Weights,
    /// Share of each bead type over the gold that the weights were fitted on.
    pub(crate) usual_types: [f32; TYPES.len()],
    pub(crate) length: LengthParams,
    /// How many beads of usual composition the types of a document are mixed with before they count as its own.
    pub(crate) type_pseudo_beads: f32,
    pub(crate) evidence: EvidenceSet,
    /// Where all of it comes from.
    pub(crate) model: Arc<Model>,
}

impl Params {
    /// The numbers of a model, without the sources that are not to be used.
    pub(crate) fn of(model: Arc<Model>, evidence: EvidenceSet) -> Self {
        let table = model.table(if evidence.uses(Source::Meaning) { TableKind::WithMeaning } else { TableKind::WithoutMeaning });
        let mut params = Self {
            weights: table.weights,
            encoded: model.table(TableKind::WithEncoder).weights,
            usual_types: table.usual_types,
            length: model.length().clone(),
            type_pseudo_beads: model.type_pseudo_beads(),
            evidence,
            model,
        };
        params.switch_off_unused();
        params
    }

    /// Round weights that no gold has shaped: the fewer segments a bead holds the better, and all evidence counts about half.
    pub(crate) fn neutral(model: Arc<Model>, evidence: EvidenceSet) -> Self {
        let mut params = Self::of(model, evidence);
        for feature in Feature::all() {
            let weight = match feature {
                Feature::Type(t) if TYPES[t].is_null() => -3.0,
                Feature::Type(t) => -1.5 * (TYPES[t].ko + TYPES[t].en - 2) as f32,
                Feature::TypeInDocument => 1.0,
                Feature::NullLength => 0.0,
                Feature::RunKo | Feature::RunEn => 2.0,
                Feature::BlockInside | Feature::BlockStart => -1.0,
                _ => 0.5,
            };
            params.weights[feature.index()] = weight;
            params.encoded[feature.index()] = weight;
        }
        params.usual_types = std::array::from_fn(|t| params.weights[t].exp() / 2.0);
        params.switch_off_unused();
        params
    }

    fn switch_off_unused(&mut self) {
        for feature in Feature::all() {
            if feature.source().is_some_and(|s| !self.evidence.uses(s)) {
                self.weights[feature.index()] = 0.0;
                self.encoded[feature.index()] = 0.0;
            }
        }
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::of(Model::builtin(), EvidenceSet::default())
    }
}

//! How well single segments of two documents belong together, whatever their order: for captions, which stand where the pictures
//! stand. The same evidence and weights as in an alignment, without what only order can tell (types, blocks).

use super::aligner::Aligner;
use super::explain;
use super::features::Feature;
use super::lattice::Place;
use super::score::Scorer;
use super::stages::Gathered;
use crate::anchor::Anchors;
use crate::bitext::{Document, Evidence, Reason, Sides};

/// Segments without anchors that are thought to stand beside those of a document: on a page with one caption everything in it
/// would else seem to be everywhere.
const UNSEEN_SEGMENTS: f32 = 20.0;

impl Aligner {
    /// Gathers the evidence of two documents and hands it to `look`, which may ask it of any pair of their segments. Linear in the
    /// text, beside what is asked.
    pub fn with_affinities<R>(&self, documents: Sides<&Document>, look: impl FnOnce(&Affinities<'_>) -> R) -> R {
        let scorer = Gathered::of(documents, &self.params).scorer(&self.params).out_of_order(UNSEEN_SEGMENTS, &self.params);
        look(&Affinities { scorer, documents })
    }
}

/// The evidence of two documents, to be asked of single segments.
pub struct Affinities<'a> {
    scorer: Scorer,
    documents: Sides<&'a Document>,
}

/// What speaks for two segments being translations of each other, against their being unrelated: natural log-likelihood ratios.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Affinity {
    /// By their lengths.
    pub length: f64,
    /// By numbers, names and Latin words.
    pub anchors: f64,
    /// By what they mean, as wholes and word by word.
    pub meaning: f64,
}

impl Affinity {
    /// All of it.
    pub fn llr(self) -> f64 {
        self.length + self.anchors + self.meaning
    }
}

impl Affinities<'_> {
    /// What stands on both sides.
    pub fn anchors(&self) -> &Anchors {
        &self.scorer.anchors
    }

    /// What speaks for a Korean and an English segment; how common pairs are in an alignment says nothing here. O(words²).
    pub fn of(&self, ko: usize, en: usize) -> Affinity {
        let mut found = Affinity::default();
        self.scorer.visit(Place { ko: (ko, ko + 1), en: (en, en + 1) }, 0, |feature, value| {
            let llr = f64::from(self.scorer.weights[feature.index()] * value);
            match feature {
                Feature::Type(_) | Feature::TypeInDocument | Feature::BlockInside | Feature::BlockStart | Feature::NullLength => {}
                Feature::Chars | Feature::Words => found.length += llr,
                // Captions are alike in form: brackets, of all anchors the rarest in running text, stand in most of them.
                Feature::Anchor(kind) if kind.evidence() == Evidence::Form => {}
                Feature::Anchor(_) => found.anchors += llr,
                _ => found.meaning += llr,
            }
        });
        found
    }

    /// What speaks for a pair, word by word, strongest first.
    pub fn reasons(&self, ko: usize, en: usize) -> Vec<Reason> {
        let place = Place { ko: (ko, ko + 1), en: (en, en + 1) };
        let mut reasons = explain::reasons(place, &self.scorer, self.documents);
        reasons.retain(|reason| reason.evidence != Evidence::Form);
        reasons
    }
}

//! How well single segments of two documents belong together, whatever their order: for captions, which stand where the pictures
//! stand. The same evidence and weights as in an alignment, without what only order can tell (types, blocks).

use super::lattice::Place;
use super::params::Feature;
use super::score::Scorer;
use super::{Aligner, explain, gather};
use crate::anchor::Anchors;
use crate::bitext::{Document, Evidence, Reason, Sides};

/// Segments without anchors that are thought to stand beside those of a document: on a page with one caption everything in it
/// would else seem to be everywhere.
const UNSEEN_SEGMENTS: f32 = 20.0;

impl Aligner {
    /// For each pair of a Korean and an English segment the log-likelihood ratio (natural) of their being translations, against
    /// being unrelated. O(pairs), beside the evidence of the documents, which is linear in their text.
    pub fn weigh_pairs(&self, documents: Sides<&Document>, segments: Sides<&[usize]>) -> Vec<Vec<f64>> {
        let (anchors, meaning) = gather(documents, &self.params);
        let scorer = Scorer::new(documents, &anchors, meaning, &self.params).out_of_order(UNSEEN_SEGMENTS, &self.params);
        segments.ko.iter().map(|&ko| segments.en.iter().map(|&en| f64::from(llr(&scorer, ko, en))).collect()).collect()
    }

    /// What speaks for each of the given pairs of segments, strongest first.
    pub fn explain_pairs(&self, documents: Sides<&Document>, pairs: &[Sides<usize>]) -> Vec<Vec<Reason>> {
        let (anchors, meaning): (Anchors, _) = gather(documents, &self.params);
        let scorer = Scorer::new(documents, &anchors, meaning, &self.params).out_of_order(UNSEEN_SEGMENTS, &self.params);
        let place = |pair: &Sides<usize>| Place { ko: (pair.ko, pair.ko + 1), en: (pair.en, pair.en + 1) };
        let reasons = |pair| explain::reasons(place(pair), &scorer, &anchors, documents);
        pairs.iter().map(|pair| reasons(pair).into_iter().filter(|r| r.evidence != Evidence::Form).collect()).collect()
    }
}

/// What length, anchors, words and meaning say of two segments; how common pairs are in an alignment says nothing here.
fn llr(scorer: &Scorer, ko: usize, en: usize) -> f32 {
    let mut sum = 0.0;
    scorer.visit(Place { ko: (ko, ko + 1), en: (en, en + 1) }, 0, |feature, value| {
        let is_evidence = match feature {
            Feature::Type(_) | Feature::TypeInDocument | Feature::BlockInside | Feature::BlockStart => false,
            // Captions are alike in form: brackets, of all anchors the rarest in running text, stand in most of them.
            Feature::Anchor(kind) => kind.evidence() != Evidence::Form,
            _ => true,
        };
        sum += if is_evidence { scorer.weights[feature.index()] * value } else { 0.0 };
    });
    sum
}

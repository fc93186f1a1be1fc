//! How well single segments of two documents belong together, whatever their order: for captions, which stand where the pictures
//! stand. The same evidence and weights as in an alignment; what only order can tell (types, blocks) cancels out.

use super::lattice::{Place, TYPES};
use super::score::Scorer;
use super::{Aligner, explain, gather};
use crate::anchor::Anchors;
use crate::bitext::{BeadType, Document, Reason, Sides};

/// Segments without anchors that are thought to stand beside those of a document: on a page with one caption everything in it
/// would else seem to be everywhere.
const UNSEEN_SEGMENTS: f32 = 20.0;

impl Aligner {
    /// For each pair of a Korean and an English segment the log-likelihood ratio (natural) of their being translations, against
    /// each having none. O(pairs), beside the evidence of the documents, which is linear in their text.
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
        pairs.iter().map(|pair| explain::reasons(place(pair), &scorer, &anchors, documents)).collect()
    }
}

fn llr(scorer: &Scorer, ko: usize, en: usize) -> f32 {
    let score = |place: Place, kind: BeadType| TYPES.iter().position(|t| *t == kind).map_or(0.0, |t| scorer.score(place, t));
    let both = score(Place { ko: (ko, ko + 1), en: (en, en + 1) }, BeadType { ko: 1, en: 1 });
    let ko_alone = score(Place { ko: (ko, ko + 1), en: (en, en) }, BeadType { ko: 1, en: 0 });
    let en_alone = score(Place { ko: (ko, ko), en: (en, en + 1) }, BeadType { ko: 0, en: 1 });
    both - ko_alone - en_alone
}

//! From evidence to beads.
//!
//! Two documents go through three steps: a coarse pass over a wide corridor finds what is possible (`band`, `coarse`); a fine
//! pass over that band scores every bead type with all evidence (`score`) and yields probabilities (`posterior`); then what the
//! first fine pass found — the length ratio, the types common here, word pairs — is learned, and a second fine pass decides
//! (`viterbi`). Where both documents are subtitles, the first fine pass also gives the clock (`timing`), and runs once more by it.

mod affinity;
mod band;
mod coarse;
mod evidence;
mod explain;
pub mod fit;
mod lattice;
mod length;
mod meaning;
mod params;
mod posterior;
mod score;
#[cfg(test)]
mod tests;
mod timing;
mod viterbi;

use crate::anchor::{self, Anchors};
use crate::bitext::{Alignment, Bead, Document, Sides};
use crate::semantic::PieceVectors;
use band::{Corridor, possible, still_possible};
use coarse::Passes;
use lattice::{Lattice, Place, TYPES};
use meaning::Meaning;
use params::Params;
use posterior::Posterior;
use score::Scorer;
use viterbi::best_path;

pub use evidence::{EvidenceSet, Source};

/// Aligns document pairs.
///
/// Cheap to make and to copy; holds no state between document pairs, so that each result depends on its own input alone.
#[derive(Clone, Debug, Default)]
pub struct Aligner {
    params: Params,
    explain: Explain,
}

/// Whether an alignment carries reasons and runners-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// Beads with score and confidence only.
    #[default]
    No,
    /// Each bead with what spoke for it and the most probable other bead.
    Yes,
}

impl Aligner {
    /// An aligner that uses the given sources of evidence.
    pub fn new(evidence: EvidenceSet) -> Self {
        Self { params: Params::fitted(evidence), explain: Explain::No }
    }

    /// The same aligner, explaining or not.
    #[must_use]
    pub fn explain(mut self, explain: Explain) -> Self {
        self.explain = explain;
        self
    }

    /// Aligns two segmented documents. Total: any two documents have an alignment, if only of null beads.
    ///
    /// Time and memory grow linearly with the number of segments, but for text without any anchor, in which a corridor has to
    /// widen with the drift between the sides.
    pub fn align(&self, documents: Sides<&Document>) -> Alignment {
        let (anchors, meaning) = gather(documents, &self.params);
        let mut scorer = Scorer::new(documents, &anchors, meaning, &self.params);
        let band = coarse_band(&mut scorer, documents.map(|d| d.segments.len()), &anchors);
        let (band, _) = first_pass(&mut scorer, band, &self.params);
        let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t));
        let posterior = Posterior::of(&lattice);
        let bead = |place: Place| {
            let (score, confidence) = weigh(place, &lattice, &posterior);
            let (reasons, runner_up) = match self.explain {
                Explain::No => (Vec::new(), None),
                Explain::Yes => {
                    (explain::reasons(place, &scorer, &anchors, documents), explain::runner_up(place, &lattice, &posterior))
                }
            };
            let (score, confidence) = (f64::from(score), f64::from(confidence));
            Bead { segments: place.segments(), score, confidence, reasons, runner_up }
        };
        Alignment { beads: best_path(&lattice).into_iter().map(bead).collect(), clock: scorer.clock() }
    }
}

/// The evidence that takes a look at the words: anchors and vectors, side by side.
fn gather(documents: Sides<&Document>, params: &Params) -> (Anchors, Option<Meaning>) {
    let texts = documents.map(Document::segment_texts);
    let texts = Sides { ko: texts.ko.as_slice(), en: texts.en.as_slice() };
    rayon::join(
        || if params.evidence.uses(Source::Anchor) { anchor::find(texts) } else { Anchors::default() },
        || params.evidence.uses(Source::Meaning).then(|| Meaning::of(texts, PieceVectors::builtin())),
    )
}

/// The coarse pass, repeated with a wider corridor until no probable path is cut off.
fn coarse_band(scorer: &mut Scorer, counts: Sides<usize>, anchors: &Anchors) -> lattice::Band {
    let mut corridor = Corridor::new(counts, anchors);
    loop {
        let band = corridor.band();
        let pairs = scorer.pair_anchors(&band);
        if let Some(meaning) = &mut scorer.meaning {
            meaning.prepare(&band);
        }
        let passes = Passes::over(band, |band, place, t| scorer.shape_score(place, t) + sum_of_pairs(band, &pairs, place));
        match corridor.widened(&passes) {
            Some(wider) => corridor = wider,
            None => return possible(&passes),
        }
    }
}

/// What the pairs of a coarse bead add up to.
fn sum_of_pairs(band: &lattice::Band, pairs: &[f32], place: Place) -> f32 {
    let at = |i: usize, j: usize| band.cell(i, j).map_or(0.0, |cell| pairs[cell]);
    (place.ko.0..place.ko.1).map(|i| (place.en.0..place.en.1).map(|j| at(i + 1, j + 1)).sum::<f32>()).sum()
}

/// The first fine pass: teaches the scorer, and says where a second one need look.
fn first_pass(scorer: &mut Scorer, band: lattice::Band, params: &Params) -> (lattice::Band, [f32; TYPES.len()]) {
    let (mut lattice, mut posterior, mut types) = teaching_pass(scorer, band, params);
    if scorer.clock().is_some() {
        // From here on the times speak, too.
        (lattice, posterior, types) = teaching_pass(scorer, lattice.band, params);
    }
    (still_possible(&lattice, &posterior), types)
}

/// A fine pass that the scorer learns from.
fn teaching_pass(scorer: &mut Scorer, band: lattice::Band, params: &Params) -> (Lattice, Posterior, [f32; TYPES.len()]) {
    let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t));
    let posterior = Posterior::of(&lattice);
    let beads: Vec<(Place, f32)> =
        best_path(&lattice).into_iter().map(|place| (place, weigh(place, &lattice, &posterior).1)).collect();
    let types = expected_types(&lattice, &posterior);
    scorer.learn(&beads, &types, params);
    (lattice, posterior, types)
}

/// Score and posterior probability of a bead of the lattice.
fn weigh(place: Place, lattice: &Lattice, posterior: &Posterior) -> (f32, f32) {
    let cells = lattice.band.cell(place.ko.0, place.en.0).zip(lattice.band.cell(place.ko.1, place.en.1));
    let t = TYPES.iter().position(|&k| k == place.kind());
    match cells.zip(t) {
        Some(((source, target), t)) => {
            let score = lattice.at(target)[t];
            (score, posterior.of_bead((place.ko.0, source), (place.ko.1, target), score))
        }
        None => (0.0, 0.0),
    }
}

/// How many beads of each type the lattice expects, all paths considered.
fn expected_types(lattice: &Lattice, posterior: &Posterior) -> [f32; TYPES.len()] {
    let mut expected = [0.0; TYPES.len()];
    for i in 0..=lattice.band.n_ko() {
        for j in lattice.band.columns(i) {
            for (t, place, source, score) in lattice.ending_at(i, j) {
                if let Some(target) = lattice.band.cell(i, j) {
                    expected[t] += posterior.of_bead((place.ko.0, source), (i, target), score);
                }
            }
        }
    }
    expected
}

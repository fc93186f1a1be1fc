//! From evidence to beads.
//!
//! Two documents go through three steps: a coarse pass over a wide corridor finds what is possible (`band`, `coarse`); a fine
//! pass over that band scores every bead type with all evidence (`score`) and yields probabilities (`posterior`); then what the
//! first fine pass found — the length ratio, the types common here, word pairs — is learned, and a second fine pass decides
//! (`viterbi`). Where both documents are subtitles, the first fine pass also gives the clock (`timing`), and runs once more by it.

mod affinity;
mod band;
mod coarse;
mod encoded;
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
mod wording;

use crate::anchor::{self, Anchors};
use crate::bitext::{Alignment, Bead, Document, Side, Sides};
use crate::error::{Error, Result};
use crate::semantic::{Embeddings, PieceVectors};
use band::{Corridor, possible, still_possible};
use coarse::Passes;
use encoded::{Encoded, Vectors, doubtful};
use lattice::{Band, Lattice, Place, TYPES};
use meaning::Meaning;
use params::Params;
use posterior::Posterior;
use score::Scorer;
use viterbi::best_path;

pub use affinity::{Affinities, Affinity};
pub use encoded::{Encode, SecondLook};
pub use evidence::{EvidenceSet, Source};

/// Aligns document pairs.
///
/// Cheap to make and to copy; holds no state between document pairs, so that each result depends on its own input alone.
#[derive(Clone, Debug, Default)]
pub struct Aligner {
    params: Params,
    explain: Explain,
    second_look: Option<SecondLook>,
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
        Self { params: Params::fitted(evidence), ..Self::default() }
    }

    /// The same aligner, explaining or not.
    #[must_use]
    pub fn explain(mut self, explain: Explain) -> Self {
        self.explain = explain;
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
        let (anchors, meaning) = gather(documents, &self.params);
        let mut scorer = Scorer::new(documents, &anchors, meaning, &self.params);
        let band = coarse_band(&mut scorer, documents.map(|d| d.segments.len()), &anchors);
        let (band, _) = first_pass(&mut scorer, band, &self.params);
        let mut lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t));
        let mut posterior = Posterior::of(&lattice);
        if let Some((vectors, encode)) = look
            && look_again(&mut scorer, documents, &lattice, &posterior, vectors, encode, &self.params)
        {
            lattice = Lattice::score(lattice.band, TYPES.len(), |place, t| scorer.score(place, t));
            posterior = Posterior::of(&lattice);
        }
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
        let unpaired = unpaired(&lattice, &posterior);
        Alignment { beads: best_path(&lattice).into_iter().map(bead).collect(), unpaired, clock: scorer.clock() }
    }
}

/// Beads of at least this probability are taken for granted when vectors are measured.
const SURE: f32 = 0.9;

/// Gives the scorer better vectors of the segments that are in question; whether there are any.
fn look_again(
    scorer: &mut Scorer,
    documents: Sides<&Document>,
    lattice: &Lattice,
    posterior: &Posterior,
    vectors: Vectors<'_>,
    encode: Encode,
    params: &Params,
) -> bool {
    let counts = documents.map(|d| d.segments.len());
    let beads = weighed_path(lattice, posterior);
    let covered = match encode {
        Encode::All => counts.map(|n| vec![true; n]),
        Encode::Doubtful => doubtful(&beads, counts),
    };
    let Some(meaning) = scorer.meaning.as_ref().filter(|_| covered.ko.contains(&true) || covered.en.contains(&true)) else {
        return false;
    };
    let mut found = encoded(documents, meaning, vectors, &lattice.band, covered);
    let mut weights = params.encoded;
    // What the encoder's weights are worth for vectors of unknown make, nobody knows; those are brought to the built-in scale.
    if let Vectors::Rows(_) = vectors {
        weights = params.weights;
        let sure = beads.iter().filter(|(place, p)| *p > SURE && place.kind() == TYPES[0]);
        found.measure(&sure.map(|(place, _)| (place.ko.0, place.en.0)).collect::<Vec<_>>(), meaning);
    }
    scorer.encoded = Some((found, weights));
    true
}

fn encoded(
    documents: Sides<&Document>,
    meaning: &Meaning,
    vectors: Vectors<'_>,
    band: &Band,
    covered: Sides<Vec<bool>>,
) -> Encoded {
    let texts = documents.map(Document::segment_texts);
    let pieces = meaning.pieces();
    Encoded::of(texts.as_ref().map(Vec::as_slice), pieces.as_ref().map(Vec::as_slice), vectors, band, covered)
}

/// The beads of the best path, each with its probability.
fn weighed_path(lattice: &Lattice, posterior: &Posterior) -> Vec<(Place, f32)> {
    best_path(lattice).into_iter().map(|place| (place, weigh(place, lattice, posterior).1)).collect()
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
fn coarse_band(scorer: &mut Scorer, counts: Sides<usize>, anchors: &Anchors) -> Band {
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
fn sum_of_pairs(band: &Band, pairs: &[f32], place: Place) -> f32 {
    let at = |i: usize, j: usize| band.cell(i, j).map_or(0.0, |cell| pairs[cell]);
    (place.ko.0..place.ko.1).map(|i| (place.en.0..place.en.1).map(|j| at(i + 1, j + 1)).sum::<f32>()).sum()
}

/// The first fine pass: teaches the scorer, and says where a second one need look.
fn first_pass(scorer: &mut Scorer, band: Band, params: &Params) -> (Band, [f32; TYPES.len()]) {
    scorer.prepare_words(&band);
    let (mut lattice, mut posterior, mut types) = teaching_pass(scorer, band, params);
    if scorer.clock().is_some() {
        // From here on the times speak, too.
        (lattice, posterior, types) = teaching_pass(scorer, lattice.band, params);
    }
    (still_possible(&lattice, &posterior), types)
}

/// A fine pass that the scorer learns from.
fn teaching_pass(scorer: &mut Scorer, band: Band, params: &Params) -> (Lattice, Posterior, [f32; TYPES.len()]) {
    let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t));
    let posterior = Posterior::of(&lattice);
    let beads = weighed_path(&lattice, &posterior);
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

/// For each segment the probability that it stands alone, all paths considered.
fn unpaired(lattice: &Lattice, posterior: &Posterior) -> Sides<Vec<f32>> {
    let mut alone = Sides { ko: vec![0f32; lattice.band.n_ko()], en: vec![0f32; lattice.band.n_en()] };
    for i in 0..=lattice.band.n_ko() {
        for j in lattice.band.columns(i) {
            let Some(target) = lattice.band.cell(i, j) else { continue };
            for (t, place, source, score) in lattice.ending_at(i, j).filter(|(t, ..)| TYPES[*t].is_null()) {
                let segment = if TYPES[t].ko > 0 { &mut alone.ko[place.ko.0] } else { &mut alone.en[place.en.0] };
                *segment += posterior.of_bead((place.ko.0, source), (i, target), score);
            }
        }
    }
    alone.map(|side| side.into_iter().map(|p| p.min(1.0)).collect())
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

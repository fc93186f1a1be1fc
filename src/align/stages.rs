//! The stages of an alignment, each made from the one before: gathered, coarse, learned, judged.

use std::collections::BTreeMap;

use super::band::{Corridor, possible, still_possible};
use super::coarse::Passes;
use super::encoded::{Encode, Encoded, Vectors, doubtful};
use super::evidence::Source;
use super::explain::{self, Explain};
use super::features::Weights;
use super::islands;
use super::lattice::{Band, Lattice, Place, TYPES};
use super::meaning::Meaning;
use super::moves::{self, MovedBead, Order};
use super::params::Params;
use super::posterior::Posterior;
use super::score::Scorer;
use super::viterbi::best_path;
use crate::anchor::{self, Anchors};
use crate::bitext::{Alignment, Bead, Document, Reason, Side, Sides};

/// Beads of at least this probability are taken for granted when vectors are measured.
const SURE: f32 = 0.9;

/// What the documents hold: anchors and vectors, side by side, before anything is compared.
#[derive(Clone)]
pub(crate) struct Gathered<'d> {
    documents: Sides<&'d Document>,
    anchors: Anchors,
    meaning: Option<Meaning>,
}

/// What can be on the path at all.
pub(crate) struct Coarse<'d> {
    documents: Sides<&'d Document>,
    pub(crate) scorer: Scorer,
    pub(crate) band: Band,
}

/// The scorer knows the documents: their length ratio, the types common in them, their word pairs, their clock.
pub(crate) struct Learned<'d> {
    documents: Sides<&'d Document>,
    pub(crate) scorer: Scorer,
    /// Where there is still something to decide.
    band: Band,
    /// How many beads of each type are to be expected.
    pub(crate) types: [f32; TYPES.len()],
}

/// Every bead has its score and its probability.
pub(crate) struct Judged<'d> {
    documents: Sides<&'d Document>,
    scorer: Scorer,
    lattice: Lattice,
    posterior: Posterior,
}

impl<'d> Gathered<'d> {
    /// Takes a look at the words of both documents. Linear in the text.
    pub(crate) fn of(documents: Sides<&'d Document>, params: &Params) -> Self {
        let texts = documents.map(Document::segment_texts);
        let texts = texts.as_ref().map(Vec::as_slice);
        let meant =
            Sides::build(|side| -> Vec<&str> { texts.get(side).iter().map(|text| anchor::without_label(side, text)).collect() });
        let (anchors, meaning) = rayon::join(
            || if params.evidence.uses(Source::Anchor) { anchor::find(texts) } else { Anchors::default() },
            || {
                params
                    .evidence
                    .uses(Source::Meaning)
                    .then(|| Meaning::of(meant.as_ref().map(Vec::as_slice), params.model.vectors()))
            },
        );
        Self { documents, anchors, meaning }
    }

    /// The evidence, ready to be weighed.
    pub(crate) fn scorer(self, params: &Params) -> Scorer {
        Scorer::new(self.documents, self.anchors, self.meaning, params)
    }

    /// The coarse pass, repeated with a wider corridor until no probable path is cut off.
    pub(crate) fn coarse(self, params: &Params) -> Coarse<'d> {
        let documents = self.documents;
        let mut corridor = Corridor::new(documents.map(|d| d.segments.len()), &self.anchors);
        let mut scorer = self.scorer(params);
        loop {
            let passes = Passes::over(corridor.band(), &mut scorer);
            match corridor.widened(&passes) {
                Some(wider) => corridor = wider,
                None => return Coarse { documents, scorer, band: possible(&passes) },
            }
        }
    }
}

impl<'d> Coarse<'d> {
    /// The first fine pass: teaches the scorer, and says where a second one need look. Where both documents are subtitles, it runs
    /// once more by the clock that it found.
    pub(crate) fn learn(mut self, params: &Params) -> Learned<'d> {
        self.scorer.prepare_words((0, 0), &self.band);
        let mut pass = Pass::over(self.band, &self.scorer);
        let mut types = pass.teach(&mut self.scorer, params);
        if self.scorer.clock().is_some() {
            pass = Pass::over(pass.lattice.band, &self.scorer);
            types = pass.teach(&mut self.scorer, params);
        }
        let band = still_possible(&pass.lattice, &pass.posterior);
        Learned { documents: self.documents, scorer: self.scorer, band, types }
    }
}

impl<'d> Learned<'d> {
    /// The last pass, and one more where better vectors have something to say.
    pub(crate) fn judge(mut self, look: Option<(Vectors<'_>, Encode)>, params: &Params) -> Judged<'d> {
        let mut pass = Pass::over(self.band, &self.scorer);
        if let Some((vectors, encode)) = look
            && let Some(encoded) = look_again(&self.scorer, self.documents, &pass, vectors, encode, params)
        {
            self.scorer.encoded = Some(encoded);
            pass = Pass::over(pass.lattice.band, &self.scorer);
        }
        Judged { documents: self.documents, scorer: self.scorer, lattice: pass.lattice, posterior: pass.posterior }
    }
}

impl Judged<'_> {
    /// The best path, each bead with what is known of it, and the sections that changed places, if beads may cross.
    pub(crate) fn alignment(mut self, explain: Explain, order: Order) -> Alignment {
        let path = islands::dissolve(best_path(&self.lattice), &self.lattice);
        let mut unpaired = unpaired(&self.lattice, &self.posterior);
        let sections = match order {
            Order::Free => moves::find(&mut self.scorer, &path),
            Order::Monotone => Vec::new(),
        };
        let moved: Vec<MovedBead> = sections.into_iter().flatten().collect();
        for bead in &moved {
            for side in Side::BOTH {
                unpaired.get_mut(side)[bead.place.segments().get(side).clone()].fill(1.0 - bead.confidence);
            }
        }
        let beads = weave(path, moved, self.scorer.counts()).into_iter().map(|woven| match woven {
            Woven::OnPath(place) => self.bead(place, explain),
            Woven::Moved(moved) => self.moved_bead(moved, explain),
        });
        Alignment { beads: beads.collect(), unpaired, clock: self.scorer.clock() }
    }

    fn bead(&self, place: Place, explain: Explain) -> Bead {
        let bead = self.lattice.bead(place);
        let score = bead.map_or(0.0, |bead| f64::from(bead.score));
        let confidence = bead.map_or(0.0, |bead| f64::from(self.posterior.of_bead(bead)));
        let runner_up = match explain {
            Explain::No => None,
            Explain::Yes => explain::runner_up(place, &self.lattice, &self.posterior),
        };
        Bead { segments: place.segments(), score, confidence, moved: false, reasons: self.reasons(place, explain), runner_up }
    }

    fn moved_bead(&self, MovedBead { place, score, confidence }: MovedBead, explain: Explain) -> Bead {
        let (score, confidence) = (f64::from(score), f64::from(confidence));
        let reasons = self.reasons(place, explain);
        Bead { segments: place.segments(), score, confidence, moved: true, reasons, runner_up: None }
    }

    fn reasons(&self, place: Place, explain: Explain) -> Vec<Reason> {
        match explain {
            Explain::No => Vec::new(),
            Explain::Yes => explain::reasons(place, &self.scorer, self.documents),
        }
    }
}

/// A bead of the alignment, by where it comes from.
enum Woven {
    OnPath(Place),
    Moved(MovedBead),
}

/// The beads of the path with the moved ones in the place of their first Korean segment, and without the segments that these took.
fn weave(path: Vec<Place>, moved: Vec<MovedBead>, counts: Sides<usize>) -> Vec<Woven> {
    let mut taken = counts.map(|n| vec![false; n]);
    let mut starting: BTreeMap<usize, MovedBead> = BTreeMap::new();
    for bead in moved {
        taken.ko[bead.place.ko.0..bead.place.ko.1].fill(true);
        taken.en[bead.place.en.0..bead.place.en.1].fill(true);
        starting.insert(bead.place.ko.0, bead);
    }
    let mut woven = Vec::with_capacity(path.len());
    for place in path {
        let kind = place.kind();
        let moved = if kind.ko > 0 { starting.remove(&place.ko.0) } else { None };
        match moved {
            Some(bead) => woven.push(Woven::Moved(bead)),
            None if kind.en == 0 && taken.ko[place.ko.0] || kind.ko == 0 && taken.en[place.en.0] => {}
            None => woven.push(Woven::OnPath(place)),
        }
    }
    woven
}

/// A fine pass over a band.
struct Pass {
    lattice: Lattice,
    posterior: Posterior,
}

impl Pass {
    fn over(band: Band, scorer: &Scorer) -> Self {
        let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t)).with_runs(scorer.runs());
        let posterior = Posterior::of(&lattice);
        Self { lattice, posterior }
    }

    /// Teaches the scorer what the pass found; how many beads of each type there are.
    fn teach(&self, scorer: &mut Scorer, params: &Params) -> [f32; TYPES.len()] {
        let types = expected_types(&self.lattice, &self.posterior, |place, t| scorer.usual_type(place, t));
        scorer.learn(&weighed_path(&self.lattice, &self.posterior), &types, params);
        types
    }
}

/// Better vectors of the segments that are in question, and their weights, if there are any.
fn look_again(
    scorer: &Scorer,
    documents: Sides<&Document>,
    pass: &Pass,
    vectors: Vectors<'_>,
    encode: Encode,
    params: &Params,
) -> Option<(Encoded, Weights)> {
    let counts = documents.map(|d| d.segments.len());
    let beads = weighed_path(&pass.lattice, &pass.posterior);
    let covered = match encode {
        Encode::All => counts.map(|n| vec![true; n]),
        Encode::Doubtful => doubtful(&beads, counts),
    };
    let meaning = scorer.meaning.as_ref().filter(|_| covered.ko.contains(&true) || covered.en.contains(&true))?;
    let mut found = encoded(documents, meaning, vectors, &pass.lattice.band, covered);
    // What the encoder's weights are worth for vectors of unknown make, nobody knows; those are brought to the built-in scale.
    let Vectors::Rows(_) = vectors else { return Some((found, params.encoded)) };
    let sure = beads.iter().filter(|(place, p)| *p > SURE && place.kind() == TYPES[0]);
    found.measure(&sure.map(|(place, _)| (place.ko.0, place.en.0)).collect::<Vec<_>>(), meaning);
    Some((found, params.weights))
}

/// The vectors of the covered segments by another encoder.
pub(crate) fn encoded(
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
pub(crate) fn weighed_path(lattice: &Lattice, posterior: &Posterior) -> Vec<(Place, f32)> {
    let probability = |place| lattice.bead(place).map_or(0.0, |bead| posterior.of_bead(bead));
    best_path(lattice).into_iter().map(|place| (place, probability(place))).collect()
}

/// For each segment the probability that it stands alone, all paths considered.
fn unpaired(lattice: &Lattice, posterior: &Posterior) -> Sides<Vec<f32>> {
    let mut alone = Sides { ko: vec![0f32; lattice.band.n_ko()], en: vec![0f32; lattice.band.n_en()] };
    for bead in lattice.beads().filter(|bead| TYPES[bead.t].is_null()) {
        let place = bead.place;
        let segment = if TYPES[bead.t].ko > 0 { &mut alone.ko[place.ko.0] } else { &mut alone.en[place.en.0] };
        *segment += posterior.of_bead(bead);
    }
    alone.map(|side| side.into_iter().map(|p| p.min(1.0)).collect())
}

/// How many beads of each type the lattice expects, all paths considered, each counted as the type that `usual` says; a run of
/// segments without partner counts once.
pub(crate) fn expected_types(
    lattice: &Lattice,
    posterior: &Posterior,
    usual: impl Fn(Place, usize) -> usize,
) -> [f32; TYPES.len()] {
    let mut expected = [0.0; TYPES.len()];
    for bead in lattice.beads() {
        let in_run = if TYPES[bead.t].is_null() { posterior.in_run(bead) } else { 0.0 };
        expected[usual(bead.place, bead.t)] += posterior.of_bead(bead) - in_run;
    }
    expected
}

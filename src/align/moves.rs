//! Sections that changed places: what the best path leaves without partner on both sides is looked through for stretches that
//! belong together.
//!
//! As genes that moved are found (Li 2018): *seeds* are pairs of segments of which each is the other's nearest by the built-in
//! vectors; *chains* are seeds in the same order on both sides, with little between them; a chain is *extended* by the exact search
//! over a corridor round it. What speaks for its beads has to pay for the jump.

use super::lattice::{Band, Lattice, LatticeBead, Place, TYPES};
use super::posterior::Posterior;
use super::score::Scorer;
use super::seeds::Seed;
use super::viterbi::best_path;
use crate::bitext::Sides;

/// Seeds further apart than this on either side are not of one chain.
const CHAIN_GAP: usize = 8;
/// Seeds before one that are asked whether a chain leads on from them.
const LOOK_BACK: usize = 32;
/// Segments beside a chain, and cells beside its line, that are searched with it.
const ROOM: usize = 8;
/// What a section must have for it beside the choice of where it went (nats). Among segments without partner the most alike, of all
/// pairs and in any shape, have some 15 by chance; a section of a dozen lines has 50 and more.
const JUMP: f64 = 26.0;
/// Longest section that is searched as one, in segments of a side.
const LONGEST_SECTION: usize = 4_000;

/// Whether beads may cross.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Sections that changed places are found: their beads cross the others, and say so.
    #[default]
    Free,
    /// Both sides run in one order; what moved stands without partner.
    Monotone,
}

/// A bead of a section that changed places.
#[derive(Clone, Debug)]
pub(crate) struct MovedBead {
    pub(crate) place: Place,
    pub(crate) score: f32,
    pub(crate) confidence: f32,
}

/// The pairs of a section that changed places, in order.
type Section = Vec<MovedBead>;

/// The sections among the segments that the best path leaves alone. O(seeds × [`LOOK_BACK`]) beside a bounded number of comparisons and
/// the corridors round the chains.
pub(crate) fn find(scorer: &mut Scorer, path: &[Place]) -> Vec<Section> {
    let mut alone = scorer.counts().map(|n| vec![false; n]);
    for place in path.iter().filter(|place| place.kind().is_null()) {
        alone.ko[place.ko.0..place.ko.1].fill(true);
        alone.en[place.en.0..place.en.1].fill(true);
    }
    let Sides { ko, en } = scorer.counts().map(|n| (n.max(1) as f64).ln());
    let jump = JUMP + ko + en;
    let mut sections: Vec<Section> = Vec::new();
    for chain in chains(seeds(scorer, &alone)) {
        let section = extend(scorer, &chain, &alone, jump);
        for bead in section.iter().flatten() {
            alone.ko[bead.place.ko.0..bead.place.ko.1].fill(false);
            alone.en[bead.place.en.0..bead.place.en.1].fill(false);
        }
        sections.extend(section);
    }
    sections
}

/// The seeds among the segments that are alone.
fn seeds(scorer: &Scorer, alone: &Sides<Vec<bool>>) -> Vec<Seed> {
    let Some(meaning) = &scorer.meaning else { return Vec::new() };
    let numbers = alone.as_ref().map(|alone| (0..alone.len()).filter(|&s| alone[s]).collect::<Vec<_>>());
    super::seeds::find(meaning, &numbers.ko, &numbers.en, usize::MAX)
}

/// Seeds in the same order on both sides with little between them; each seed stands in one chain, the heaviest first.
fn chains(seeds: Vec<Seed>) -> Vec<Vec<Seed>> {
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(seeds.len());
    for (k, seed) in seeds.iter().enumerate() {
        let mut way = (seed.margin, None);
        for before in (k.saturating_sub(LOOK_BACK)..k).rev().filter(|&before| follows(&seeds[before], seed)) {
            let weight = best[before].0 + seed.margin;
            if weight > way.0 {
                way = (weight, Some(before));
            }
        }
        best.push(way);
    }
    let mut ends: Vec<usize> = (0..seeds.len()).collect();
    ends.sort_by(|&a, &b| best[b].0.total_cmp(&best[a].0).then(a.cmp(&b)));
    let mut taken = vec![false; seeds.len()];
    let mut chains = Vec::new();
    for end in ends {
        let mut chain = Vec::new();
        let mut at = Some(end);
        while let Some(k) = at.filter(|&k| !taken[k]) {
            taken[k] = true;
            chain.push(seeds[k]);
            at = best[k].1;
        }
        chain.reverse();
        chains.extend((!chain.is_empty()).then_some(chain));
    }
    chains
}

fn follows(before: &Seed, seed: &Seed) -> bool {
    seed.ko > before.ko && seed.en > before.en && seed.ko - before.ko <= CHAIN_GAP && seed.en - before.en <= CHAIN_GAP
}

/// The exact search over a corridor round a chain, within the segments that are alone; `None` where the section would not pay for the
/// jump.
fn extend(scorer: &mut Scorer, chain: &[Seed], alone: &Sides<Vec<bool>>, jump: f64) -> Option<Section> {
    let (first, last) = (chain.first()?, chain.last()?);
    let reach = Sides { ko: stretch(&alone.ko, first.ko, last.ko)?, en: stretch(&alone.en, first.en, last.en)? };
    let (origin, band) = corridor(chain, &reach);
    scorer.prepare_words(origin, &band);
    let at = |place: Place| place.moved_by(origin);
    let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(at(place), t)).with_runs(scorer.runs());
    let pairs: Vec<LatticeBead> =
        best_path(&lattice).into_iter().filter_map(|place| lattice.bead(place)).filter(|b| !TYPES[b.t].is_null()).collect();
    let gain: f64 = pairs.iter().map(|bead| f64::from(bead.score)).sum();
    if gain < jump {
        return None;
    }
    let posterior = Posterior::of(&lattice);
    let is_moved = 1.0 / (1.0 + (jump - gain).exp());
    let bead = |bead: LatticeBead| {
        let confidence = posterior.of_bead(bead) * is_moved as f32;
        MovedBead { place: at(bead.place), score: bead.score, confidence }
    };
    Some(pairs.into_iter().map(bead).collect())
}

/// The segments round a chain that are alone without a break, some of them beyond its ends; `None` where it is broken itself.
fn stretch(alone: &[bool], first: usize, last: usize) -> Option<(usize, usize)> {
    if last - first > LONGEST_SECTION || alone[first..=last].contains(&false) {
        return None;
    }
    let before = alone[..first].iter().rev().take(ROOM).take_while(|&&a| a).count();
    let after = alone[last + 1..].iter().take(ROOM).take_while(|&&a| a).count();
    Some((first - before, last + 1 + after))
}

/// The cells round the line of a chain, counted from the corner that is given with them.
fn corridor(chain: &[Seed], reach: &Sides<(usize, usize)>) -> ((usize, usize), Band) {
    let (ko, en) = (reach.ko, reach.en);
    let (n_ko, n_en) = (ko.1 - ko.0, en.1 - en.0);
    let mut points = vec![(0, (chain[0].en - en.0).saturating_sub(chain[0].ko - ko.0))];
    points.extend(chain.iter().map(|seed| (seed.ko - ko.0, seed.en - en.0)));
    let last = points[points.len() - 1];
    points.push((n_ko, (last.1 + n_ko - last.0).min(n_en)));
    let column = |i: usize| {
        let next = points.partition_point(|&(row, _)| row < i).clamp(1, points.len() - 1);
        let ((i0, j0), (i1, j1)) = (points[next - 1], points[next]);
        j0 + (j1 - j0) * (i - i0.min(i)) / (i1 - i0).max(1)
    };
    let rows = (0..=n_ko).map(|i| (column(i).saturating_sub(ROOM), column(i) + ROOM));
    ((ko.0, en.0), Band::new(n_en, rows))
}

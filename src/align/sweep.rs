//! Sums over all paths through a band, forwards and backwards (Baum 1972): the one dynamic programme behind every probability.
//!
//! A run of segments without partner is a state of its own, as gaps of an alignment of genes are (Gotoh 1982): dear to enter, cheap
//! to stay in. So a path arrives in a cell by a pair, in a run of Korean segments, or in one of English segments; of two runs
//! side by side the Korean one comes first, so that no path is counted by the many orders of its segments.
//!
//! Sums run in log space; each row carries its own offset in double precision, so that the cells themselves can be single
//! precision even where a path's score runs into millions.

use super::lattice::{Band, LONGEST, Lattice, Place, TYPES};
use crate::bitext::{BeadType, Sides};

/// Below this distance to the largest term (natural log) a term adds nothing that single precision could hold.
const NEGLIGIBLE: f32 = -18.0;

/// The beads that paths are made of.
pub(crate) trait Beads {
    /// Whether runs are states of their own; without them a cell takes a quarter of the memory.
    const HAS_RUNS: bool;

    /// The cells that a path may pass.
    fn band(&self) -> &Band;

    /// How many of [`TYPES`] there are.
    fn types(&self) -> usize;

    /// The score of the bead of type `t` at `place`, which ends in the cell of number `target`; negative infinity if it cannot be.
    fn score(&self, place: Place, t: usize, target: usize) -> f32;

    /// What is added to the score of a segment without partner that follows another one of its side.
    fn runs(&self) -> Sides<f32>;
}

impl Beads for Lattice {
    const HAS_RUNS: bool = true;

    fn band(&self) -> &Band {
        &self.band
    }

    fn types(&self) -> usize {
        Lattice::types(self)
    }

    fn score(&self, _: Place, t: usize, target: usize) -> f32 {
        self.at(target)[t]
    }

    fn runs(&self) -> Sides<f32> {
        self.runs
    }
}

/// How a path arrives in a cell; the places of the sums of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// By a pair, or at the beginning.
    Pair,
    /// By a Korean segment without partner.
    Ko,
    /// By an English segment without partner.
    En,
}

impl Arrival {
    pub(crate) const ALL: [Arrival; 3] = [Arrival::Pair, Arrival::Ko, Arrival::En];

    /// By a bead of a type.
    pub(crate) fn by(kind: BeadType) -> Self {
        match (kind.ko, kind.en) {
            (_, 0) => Arrival::Ko,
            (0, _) => Arrival::En,
            _ => Arrival::Pair,
        }
    }

    /// What is added to the score of a bead by which a path goes on from here; negative infinity where it cannot.
    pub(crate) fn then(self, next: Arrival, runs: Sides<f32>) -> f32 {
        match (self, next) {
            (Arrival::Ko, Arrival::Ko) => runs.ko,
            (Arrival::En, Arrival::En) => runs.en,
            (Arrival::En, Arrival::Ko) => f32::NEG_INFINITY,
            _ => 0.0,
        }
    }
}

/// The sums of all paths that lead to each cell, each row less its own offset.
#[derive(Debug)]
pub(crate) struct Sums {
    /// For each cell all paths together; then, with runs, those of each [`Arrival`].
    pub(crate) cells: Vec<f32>,
    stride: usize,
    pub(crate) offsets: Vec<f64>,
}

impl Sums {
    /// Over all paths that lead to a cell.
    pub(crate) fn total(&self, cell: usize) -> f32 {
        self.cells[cell * self.stride]
    }

    /// Over those that arrive in one way.
    pub(crate) fn of(&self, cell: usize, arrival: Arrival) -> f32 {
        self.cells[cell * self.stride + 1 + arrival as usize]
    }

    /// Over all that may go on by a bead that arrives in one way.
    pub(crate) fn before(&self, cell: usize, next: Arrival, runs: Sides<f32>) -> f32 {
        match next {
            _ if self.stride == 1 => self.total(cell),
            Arrival::Pair => self.total(cell),
            _ => log_sum(&Arrival::ALL.map(|arrival| self.of(cell, arrival) + arrival.then(next, runs))),
        }
    }
}

/// The sums of all paths from the beginning to each cell. O(cells × types).
pub(crate) fn forward<B: Beads>(beads: &B) -> Sums {
    let (band, runs) = (beads.band(), beads.runs());
    let stride = if B::HAS_RUNS { 4 } else { 1 };
    let cells = vec![f32::NEG_INFINITY; band.cells() * stride];
    let mut sums = Sums { cells, stride, offsets: vec![0.0; band.n_ko() + 1] };
    let mut terms = Vec::with_capacity(TYPES.len() + 1);
    for i in 0..=band.n_ko() {
        sums.offsets[i] = i.checked_sub(1).map_or(0.0, |before| sums.offsets[before]);
        for (cell, j) in band.row(i) {
            terms.clear();
            let mut alone = [f32::NEG_INFINITY; 2];
            if (i, j) == (0, 0) {
                terms.push(0.0);
            }
            for (t, place, source) in band.ending_at(i, j, beads.types()) {
                let arrival = Arrival::by(TYPES[t]);
                let before = sums.before(source, arrival, runs);
                if before > f32::NEG_INFINITY {
                    let shift = (sums.offsets[place.ko.0] - sums.offsets[i]) as f32;
                    let sum = before + shift + beads.score(place, t, cell);
                    match arrival {
                        Arrival::Ko if B::HAS_RUNS => alone[0] = sum,
                        Arrival::En if B::HAS_RUNS => alone[1] = sum,
                        _ => terms.push(sum),
                    }
                }
            }
            let all = &mut sums.cells[cell * stride..(cell + 1) * stride];
            all[0] = log_sum(&terms);
            if B::HAS_RUNS {
                let ways = [all[0], alone[0], alone[1]];
                all[1..].copy_from_slice(&ways);
                all[0] = log_sum(&ways);
            }
        }
        normalise(&mut sums.cells[band.row_start(i) * stride..band.row_start(i + 1) * stride], &mut sums.offsets[i]);
    }
    sums
}

/// The sums of all paths from each cell to the end, given row by row from the last, each with its offset: for each cell one number,
/// or, with runs, one for each [`Arrival`]. Only the rows within reach of a bead are kept. O(cells × types).
pub(crate) fn backward<B: Beads>(beads: &B, mut take: impl FnMut(usize, &[f32], f64)) {
    let (band, runs) = (beads.band(), beads.runs());
    let stride = if B::HAS_RUNS { 3 } else { 1 };
    // The rows below, nearest first: sums and offset.
    let mut below: [(Vec<f32>, f64); LONGEST] = std::array::from_fn(|_| (Vec::new(), 0.0));
    let mut row = Vec::new();
    let mut terms = Vec::with_capacity(TYPES.len() + 1);
    for i in (0..=band.n_ko()).rev() {
        let start = band.row_start(i);
        let mut offset = below[0].1;
        row.clear();
        row.resize((band.row_start(i + 1) - start) * stride, f32::NEG_INFINITY);
        for (cell, j) in band.row(i).rev() {
            terms.clear();
            let mut alone = [f32::NEG_INFINITY; 2];
            if (i, j) == (band.n_ko(), band.n_en()) {
                terms.push(0.0);
            }
            for (t, place, target) in band.starting_at(i, j, beads.types()) {
                let arrival = Arrival::by(TYPES[t]);
                let slot = (target - band.row_start(place.ko.1)) * stride + if B::HAS_RUNS { arrival as usize } else { 0 };
                let (sum, shift) = match place.ko.1 - i {
                    0 => (row[slot], 0.0),
                    rows => (below[rows - 1].0[slot], (below[rows - 1].1 - offset) as f32),
                };
                if sum > f32::NEG_INFINITY {
                    let sum = sum + shift + beads.score(place, t, target);
                    match arrival {
                        Arrival::Ko if B::HAS_RUNS => alone[0] = sum,
                        Arrival::En if B::HAS_RUNS => alone[1] = sum,
                        _ => terms.push(sum),
                    }
                }
            }
            let by_pair = log_sum(&terms);
            let all = &mut row[(cell - start) * stride..(cell - start + 1) * stride];
            all[0] = by_pair;
            if B::HAS_RUNS {
                for arrival in Arrival::ALL {
                    let [ko, en] = [Arrival::Ko, Arrival::En].map(|next| arrival.then(next, runs));
                    all[arrival as usize] = log_sum(&[by_pair, alone[0] + ko, alone[1] + en]);
                }
            }
        }
        normalise(&mut row, &mut offset);
        take(i, &row, offset);
        below.rotate_right(1);
        std::mem::swap(&mut below[0].0, &mut row);
        below[0].1 = offset;
    }
}

/// ln Σ exp(x).
pub(crate) fn log_sum(terms: &[f32]) -> f32 {
    let max = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if max == f32::NEG_INFINITY {
        return max;
    }
    let sum: f32 = terms.iter().map(|&t| t - max).filter(|&d| d > NEGLIGIBLE).map(f32::exp).sum();
    max + sum.ln()
}

/// Shifts a row so that its largest cell is zero, and the offset accordingly.
fn normalise(row: &mut [f32], offset: &mut f64) {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if max > f32::NEG_INFINITY {
        row.iter_mut().for_each(|c| *c -= max);
        *offset += f64::from(max);
    }
}

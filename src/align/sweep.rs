//! Sums over all paths through a band, forwards and backwards (Baum 1972): the one dynamic programme behind every probability.
//!
//! Sums run in log space; each row carries its own offset in double precision, so that the cells themselves can be single
//! precision even where a path's score runs into millions.

use super::lattice::{Band, LONGEST, Lattice, Place, TYPES};

/// Below this distance to the largest term (natural log) a term adds nothing that single precision could hold.
const NEGLIGIBLE: f32 = -18.0;

/// The beads that paths are made of.
pub(crate) trait Beads {
    /// The cells that a path may pass.
    fn band(&self) -> &Band;

    /// How many of [`TYPES`] there are.
    fn types(&self) -> usize;

    /// The score of the bead of type `t` at `place`, which ends in the cell of number `target`; negative infinity if it cannot be.
    fn score(&self, place: Place, t: usize, target: usize) -> f32;
}

impl Beads for Lattice {
    fn band(&self) -> &Band {
        &self.band
    }

    fn types(&self) -> usize {
        Lattice::types(self)
    }

    fn score(&self, _: Place, t: usize, target: usize) -> f32 {
        self.at(target)[t]
    }
}

/// The sums of all paths that lead to each cell, each row less its own offset.
#[derive(Debug)]
pub(crate) struct Sums {
    pub(crate) cells: Vec<f32>,
    pub(crate) offsets: Vec<f64>,
}

/// The sums of all paths from the beginning to each cell. O(cells × types).
pub(crate) fn forward(beads: &impl Beads) -> Sums {
    let band = beads.band();
    let mut sums = vec![f32::NEG_INFINITY; band.cells()];
    let mut offsets = vec![0.0f64; band.n_ko() + 1];
    let mut terms = Vec::with_capacity(TYPES.len() + 1);
    for i in 0..=band.n_ko() {
        offsets[i] = i.checked_sub(1).map_or(0.0, |before| offsets[before]);
        for (cell, j) in band.row(i) {
            terms.clear();
            if (i, j) == (0, 0) {
                terms.push(0.0);
            }
            for (t, place, source) in band.ending_at(i, j, beads.types()) {
                if sums[source] > f32::NEG_INFINITY {
                    let shift = (offsets[place.ko.0] - offsets[i]) as f32;
                    terms.push(sums[source] + shift + beads.score(place, t, cell));
                }
            }
            sums[cell] = log_sum(&terms);
        }
        normalise(&mut sums[band.row_start(i)..band.row_start(i + 1)], &mut offsets[i]);
    }
    Sums { cells: sums, offsets }
}

/// The sums of all paths from each cell to the end, given row by row from the last, each with its offset; only the rows within
/// reach of a bead are kept. O(cells × types).
pub(crate) fn backward(beads: &impl Beads, mut take: impl FnMut(usize, &[f32], f64)) {
    let band = beads.band();
    // The rows below, nearest first: sums and offset.
    let mut below: [(Vec<f32>, f64); LONGEST] = std::array::from_fn(|_| (Vec::new(), 0.0));
    let mut row = Vec::new();
    let mut terms = Vec::with_capacity(TYPES.len() + 1);
    for i in (0..=band.n_ko()).rev() {
        let start = band.row_start(i);
        let mut offset = below[0].1;
        row.clear();
        row.resize(band.row_start(i + 1) - start, f32::NEG_INFINITY);
        for (cell, j) in band.row(i).rev() {
            terms.clear();
            if (i, j) == (band.n_ko(), band.n_en()) {
                terms.push(0.0);
            }
            for (t, place, target) in band.starting_at(i, j, beads.types()) {
                let column = target - band.row_start(place.ko.1);
                let (sum, shift) = match place.ko.1 - i {
                    0 => (row[column], 0.0),
                    rows => (below[rows - 1].0[column], (below[rows - 1].1 - offset) as f32),
                };
                if sum > f32::NEG_INFINITY {
                    terms.push(sum + shift + beads.score(place, t, target));
                }
            }
            row[cell - start] = log_sum(&terms);
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

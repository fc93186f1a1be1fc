//! How probable each bead is, all paths considered (forward-backward, Baum 1972). O(cells × types) time, two numbers a cell of
//! memory.
//!
//! Sums run in log space; each row carries its own offset in double precision, so that the cells themselves can be single
//! precision even where a path's score runs into millions.

use super::lattice::Lattice;

/// Below this distance to the largest term (natural log) a term adds nothing that single precision could hold.
const NEGLIGIBLE: f32 = -18.0;

/// Forward and backward sums over a lattice.
#[derive(Debug)]
pub(crate) struct Posterior {
    forward: Vec<f32>,
    backward: Vec<f32>,
    forward_offsets: Vec<f64>,
    backward_offsets: Vec<f64>,
    /// Logarithm of the sum over all paths.
    pub(crate) log_total: f64,
}

/// ln Σ exp(x), over terms pushed one by one into a small buffer.
pub(crate) fn log_sum(terms: &[f32]) -> f32 {
    let max = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if max == f32::NEG_INFINITY {
        return max;
    }
    let sum: f32 = terms.iter().map(|&t| t - max).filter(|&d| d > NEGLIGIBLE).map(f32::exp).sum();
    max + sum.ln()
}

impl Posterior {
    /// Sums over all paths of a lattice.
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let band = &lattice.band;
        let mut forward = vec![f32::NEG_INFINITY; band.cells()];
        let mut forward_offsets = vec![0.0; band.n_ko() + 1];
        forward[0] = 0.0;
        let mut terms = Vec::with_capacity(lattice.types() + 1);
        for i in 0..=band.n_ko() {
            if i > 0 {
                forward_offsets[i] = forward_offsets[i - 1];
            }
            for j in band.columns(i) {
                let cell = band.row_start(i) + j - band.columns(i).start();
                terms.clear();
                if i == 0 && j == 0 {
                    terms.push(0.0);
                }
                for (_, place, source, score) in lattice.ending_at(i, j) {
                    let shift = (forward_offsets[place.ko.0] - forward_offsets[i]) as f32;
                    terms.push(forward[source] + shift + score);
                }
                forward[cell] = log_sum(&terms);
            }
            normalise(&mut forward[band.row_start(i)..band.row_start(i + 1)], &mut forward_offsets[i]);
        }

        let mut backward = vec![f32::NEG_INFINITY; band.cells()];
        let mut backward_offsets = vec![0.0; band.n_ko() + 1];
        let end = band.cells() - 1;
        for i in (0..=band.n_ko()).rev() {
            if i < band.n_ko() {
                backward_offsets[i] = backward_offsets[i + 1];
            }
            for j in band.columns(i).rev() {
                let cell = band.row_start(i) + j - band.columns(i).start();
                terms.clear();
                if cell == end {
                    terms.push(0.0);
                }
                for (place, target, score) in lattice.starting_at(i, j) {
                    let shift = (backward_offsets[place.ko.1] - backward_offsets[i]) as f32;
                    terms.push(backward[target] + shift + score);
                }
                backward[cell] = log_sum(&terms);
            }
            normalise(&mut backward[band.row_start(i)..band.row_start(i + 1)], &mut backward_offsets[i]);
        }
        let log_total = f64::from(forward[end]) + forward_offsets[band.n_ko()];
        Self { forward, backward, forward_offsets, backward_offsets, log_total }
    }

    /// Probability that the path passes cell number `cell` of row `i`.
    pub(crate) fn passes(&self, i: usize, cell: usize) -> f32 {
        let log =
            f64::from(self.forward[cell]) + self.forward_offsets[i] + f64::from(self.backward[cell]) + self.backward_offsets[i];
        ((log - self.log_total) as f32).exp().min(1.0)
    }

    /// Probability of the bead that leads from cell `source` of row `from` to cell `target` of row `to` with this score.
    pub(crate) fn of_bead(&self, (from, source): (usize, usize), (to, target): (usize, usize), score: f32) -> f32 {
        let log = f64::from(self.forward[source])
            + self.forward_offsets[from]
            + f64::from(score)
            + f64::from(self.backward[target])
            + self.backward_offsets[to];
        ((log - self.log_total) as f32).exp().min(1.0)
    }
}

/// Shifts a row so that its largest cell is zero, and the offset accordingly.
pub(crate) fn normalise(row: &mut [f32], offset: &mut f64) {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if max > f32::NEG_INFINITY {
        row.iter_mut().for_each(|c| *c -= max);
        *offset += f64::from(max);
    }
}

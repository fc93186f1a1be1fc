//! How probable each bead is, all paths considered. O(cells × types) time, seven numbers a cell of memory.

use super::lattice::{Lattice, LatticeBead, TYPES};
use super::sweep::{Arrival, Sums, backward, forward, log_sum};
use crate::bitext::Sides;

/// Forward and backward sums over a lattice.
#[derive(Debug)]
pub(crate) struct Posterior {
    forward: Sums,
    /// For each cell the sum over all ways on, after each [`Arrival`].
    backward: Vec<[f32; 3]>,
    backward_offsets: Vec<f64>,
    runs: Sides<f32>,
    /// Logarithm of the sum over all paths.
    pub(crate) log_total: f64,
}

impl Posterior {
    /// Sums over all paths of a lattice.
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let band = &lattice.band;
        let forward = forward(lattice);
        let mut sums = vec![[f32::NEG_INFINITY; 3]; band.cells()];
        let mut backward_offsets = vec![0.0; band.n_ko() + 1];
        backward(lattice, |i, row, offset| {
            for (cell, ways) in sums[band.row_start(i)..].iter_mut().zip(row.as_chunks::<3>().0) {
                *cell = *ways;
            }
            backward_offsets[i] = offset;
        });
        let log_total = f64::from(forward.total(band.cells() - 1)) + forward.offsets[band.n_ko()];
        Self { forward, backward: sums, backward_offsets, runs: lattice.runs, log_total }
    }

    /// Probability that the path passes cell number `cell` of row `i`.
    pub(crate) fn passes(&self, i: usize, cell: usize) -> f32 {
        let through = Arrival::ALL.map(|way| self.forward.of(cell, way) + self.backward[cell][way as usize]);
        self.probability((i, log_sum(&through)), (i, 0.0), 0.0)
    }

    /// Probability of a bead.
    pub(crate) fn of_bead(&self, bead: LatticeBead) -> f32 {
        let arrival = Arrival::by(TYPES[bead.t]);
        let before = self.forward.before(bead.source, arrival, self.runs);
        self.probability((bead.place.ko.0, before), (bead.place.ko.1, self.backward[bead.target][arrival as usize]), bead.score)
    }

    /// Probability that a segment stands alone and follows another one of its side that does.
    pub(crate) fn in_run(&self, bead: LatticeBead) -> f32 {
        let arrival = Arrival::by(TYPES[bead.t]);
        let before = self.forward.of(bead.source, arrival) + arrival.then(arrival, self.runs);
        self.probability((bead.place.ko.0, before), (bead.place.ko.1, self.backward[bead.target][arrival as usize]), bead.score)
    }

    /// The share of all paths: the sum up to a place in row `from`, a score, the sum from a place in row `to` on.
    fn probability(&self, (from, before): (usize, f32), (to, after): (usize, f32), score: f32) -> f32 {
        let log = f64::from(before) + self.forward.offsets[from] + f64::from(score) + f64::from(after) + self.backward_offsets[to];
        ((log - self.log_total) as f32).exp().min(1.0)
    }
}

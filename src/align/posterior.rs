//! How probable each bead is, all paths considered. O(cells × types) time, two numbers a cell of memory.

use super::lattice::{Lattice, LatticeBead};
use super::sweep::{Sums, backward, forward};

/// Forward and backward sums over a lattice.
#[derive(Debug)]
pub(crate) struct Posterior {
    forward: Sums,
    backward: Sums,
    /// Logarithm of the sum over all paths.
    pub(crate) log_total: f64,
}

impl Posterior {
    /// Sums over all paths of a lattice.
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let band = &lattice.band;
        let forward = forward(lattice);
        let mut back = Sums { cells: vec![f32::NEG_INFINITY; band.cells()], offsets: vec![0.0; band.n_ko() + 1] };
        backward(lattice, |i, row, offset| {
            back.cells[band.row_start(i)..band.row_start(i + 1)].copy_from_slice(row);
            back.offsets[i] = offset;
        });
        let log_total = f64::from(forward.cells[band.cells() - 1]) + forward.offsets[band.n_ko()];
        Self { forward, backward: back, log_total }
    }

    /// Probability that the path passes cell number `cell` of row `i`.
    pub(crate) fn passes(&self, i: usize, cell: usize) -> f32 {
        self.between((i, cell), (i, cell), 0.0)
    }

    /// Probability of a bead.
    pub(crate) fn of_bead(&self, bead: LatticeBead) -> f32 {
        self.between((bead.place.ko.0, bead.source), (bead.place.ko.1, bead.target), bead.score)
    }

    /// Probability of what leads from cell `source` of row `from` to cell `target` of row `to` with this score.
    fn between(&self, (from, source): (usize, usize), (to, target): (usize, usize), score: f32) -> f32 {
        let log = f64::from(self.forward.cells[source])
            + self.forward.offsets[from]
            + f64::from(score)
            + f64::from(self.backward.cells[target])
            + self.backward.offsets[to];
        ((log - self.log_total) as f32).exp().min(1.0)
    }
}

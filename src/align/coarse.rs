//! The coarse pass: which cells can be on the path at all.
//!
//! Sums over all paths as in [`super::posterior`], but with the few bead types that reach every cell that matters, over a wide
//! corridor, and keeping one number a cell: scores are computed twice rather than stored. O(cells) time and memory.

use super::lattice::{Band, Place};
use super::score::Scorer;
use super::sweep::{Beads, Sums, backward, forward};
use crate::bitext::Sides;

/// How many types the pass uses.
const COARSE_TYPES: usize = 5;

/// How probable it is that the path passes each cell of a band.
pub(crate) struct Passes {
    pub(crate) band: Band,
    probabilities: Vec<f32>,
}

/// The beads of the pass: what their shape says, and the anchors of single segments.
struct CoarseBeads<'s> {
    band: Band,
    scorer: &'s Scorer,
    pairs: Vec<f32>,
}

impl Beads for CoarseBeads<'_> {
    const HAS_RUNS: bool = false;

    fn band(&self) -> &Band {
        &self.band
    }

    fn types(&self) -> usize {
        COARSE_TYPES
    }

    fn score(&self, place: Place, t: usize, _: usize) -> f32 {
        let at = |i: usize, j: usize| self.band.cell(i, j).map_or(0.0, |cell| self.pairs[cell]);
        let of_row = |i: usize| (place.en.0..place.en.1).map(|j| at(i + 1, j + 1)).sum::<f32>();
        self.scorer.shape_score(place, t) + (place.ko.0..place.ko.1).map(of_row).sum::<f32>()
    }

    fn runs(&self) -> Sides<f32> {
        Sides::default()
    }
}

impl Passes {
    /// Runs the pass.
    pub(crate) fn over(band: Band, scorer: &mut Scorer) -> Self {
        let pairs = scorer.pair_anchors(&band);
        if let Some(meaning) = &mut scorer.meaning {
            meaning.prepare(&band);
        }
        let beads = CoarseBeads { band, scorer, pairs };
        let Sums { cells: mut sums, offsets, .. } = forward(&beads);
        let band = &beads.band;
        let log_total = f64::from(sums[band.cells() - 1]) + offsets[band.n_ko()];
        backward(&beads, |i, row, offset| {
            let shift = (offsets[i] + offset - log_total) as f32;
            for (sum, backward) in sums[band.row_start(i)..].iter_mut().zip(row) {
                *sum = (*sum + backward + shift).exp().min(1.0);
            }
        });
        Self { band: beads.band, probabilities: sums }
    }

    /// How probable it is that the path passes the cells of row `i`, by column.
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.probabilities[self.band.row_start(i)..self.band.row_start(i + 1)]
    }
}

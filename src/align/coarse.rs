//! The coarse pass: which cells can be on the path at all.
//!
//! Forward-backward as in [`super::posterior`], but with the few bead types that reach every cell that matters, over a wide
//! corridor, and keeping one number a cell: scores are computed twice rather than stored. O(cells) time and memory.

use super::lattice::{Band, Place, TYPES};
use super::posterior::{log_sum, normalise};

/// How many of [`TYPES`] the pass uses.
const COARSE_TYPES: usize = 5;
/// How far back a coarse bead reaches, in rows.
const REACH: usize = 2;

/// How probable it is that the path passes each cell of a band.
pub(crate) struct Passes {
    pub(crate) band: Band,
    probabilities: Vec<f32>,
}

impl Passes {
    /// Runs the pass; `score` is asked twice for every bead.
    pub(crate) fn over(band: Band, score: impl Fn(&Band, Place, usize) -> f32) -> Self {
        let (forward, offsets) = forward(&band, &score);
        let probabilities = with_backward(&band, forward, &offsets, &score);
        Self { band, probabilities }
    }

    /// How probable it is that the path passes the cells of row `i`, by column.
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.probabilities[self.band.row_start(i)..self.band.row_start(i + 1)]
    }
}

/// Sums over all paths up to each cell, each row less its own offset.
fn forward(band: &Band, score: &impl Fn(&Band, Place, usize) -> f32) -> (Vec<f32>, Vec<f64>) {
    let mut sums = vec![f32::NEG_INFINITY; band.cells()];
    let mut offsets = vec![0.0f64; band.n_ko() + 1];
    for i in 0..=band.n_ko() {
        if i > 0 {
            offsets[i] = offsets[i - 1];
        }
        for (cell, j) in (band.row_start(i)..).zip(band.columns(i)) {
            let mut terms = [f32::NEG_INFINITY; COARSE_TYPES + 1];
            terms[COARSE_TYPES] = if i == 0 && j == 0 { 0.0 } else { f32::NEG_INFINITY };
            for (t, &kind) in TYPES[..COARSE_TYPES].iter().enumerate() {
                if let Some(place) = Place::ending_at(i, j, kind)
                    && let Some(source) = band.cell(place.ko.0, place.en.0)
                    && sums[source] > f32::NEG_INFINITY
                {
                    terms[t] = sums[source] + (offsets[place.ko.0] - offsets[i]) as f32 + score(band, place, t);
                }
            }
            sums[cell] = log_sum(&terms);
        }
        normalise(&mut sums[band.row_start(i)..band.row_start(i + 1)], &mut offsets[i]);
    }
    (sums, offsets)
}

/// Turns forward sums into probabilities, keeping backward sums of the rows within reach only.
fn with_backward(band: &Band, mut sums: Vec<f32>, offsets: &[f64], score: &impl Fn(&Band, Place, usize) -> f32) -> Vec<f32> {
    let n_ko = band.n_ko();
    let log_total = f64::from(sums[band.cells() - 1]) + offsets[n_ko];
    // The rows below, nearest first: backward sums and their offset.
    let mut below: [(Vec<f32>, f64); REACH] = std::array::from_fn(|_| (Vec::new(), 0.0));
    for i in (0..=n_ko).rev() {
        let (first, start) = (*band.columns(i).start(), band.row_start(i));
        let mut row = vec![f32::NEG_INFINITY; band.row_start(i + 1) - start];
        let mut offset = below[0].1;
        for j in band.columns(i).rev() {
            let mut terms = [f32::NEG_INFINITY; COARSE_TYPES + 1];
            terms[COARSE_TYPES] = if i == n_ko && j == band.n_en() { 0.0 } else { f32::NEG_INFINITY };
            for (t, kind) in TYPES[..COARSE_TYPES].iter().enumerate() {
                let place = Place { ko: (i, i + kind.ko), en: (j, j + kind.en) };
                if place.ko.1 > n_ko || !band.columns(place.ko.1).contains(&place.en.1) {
                    continue;
                }
                let column = place.en.1 - band.columns(place.ko.1).start();
                let (sum, shift) = match kind.ko {
                    0 => (row[column], 0.0),
                    rows => (below[rows - 1].0[column], (below[rows - 1].1 - offset) as f32),
                };
                if sum > f32::NEG_INFINITY {
                    terms[t] = sum + shift + score(band, place, t);
                }
            }
            row[j - first] = log_sum(&terms);
        }
        normalise(&mut row, &mut offset);
        let shift = (offsets[i] + offset - log_total) as f32;
        for (sum, backward) in sums[start..].iter_mut().zip(&row) {
            *sum = (*sum + backward + shift).exp().min(1.0);
        }
        below.rotate_right(1);
        below[0] = (row, offset);
    }
    sums
}

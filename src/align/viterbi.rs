//! The best path through a lattice (Viterbi 1967). O(cells × types) time, one byte a cell of memory beside a few rows of scores.

use super::lattice::{Lattice, Place, TYPES};

/// The beads of the path with the highest sum of scores, in order. Of equal paths the one with the earlier bead types wins, so
/// that the result is the same everywhere.
pub(crate) fn best_path(lattice: &Lattice) -> Vec<Place> {
    best_path_by(lattice, |cell, t| lattice.at(cell)[t])
}

/// As [`best_path`], with another value for the bead of type `t` that ends in a cell.
pub(crate) fn best_path_by(lattice: &Lattice, value: impl Fn(usize, usize) -> f32) -> Vec<Place> {
    const NONE: u8 = u8::MAX;
    let band = &lattice.band;
    let mut best = vec![f64::NEG_INFINITY; band.cells()];
    let mut from = vec![NONE; band.cells()];
    best[0] = 0.0;
    for i in 0..=band.n_ko() {
        for j in band.columns(i) {
            let cell = band.row_start(i) + j - band.columns(i).start();
            for (t, _, source, _) in lattice.ending_at(i, j) {
                let total = best[source] + f64::from(value(cell, t));
                if total > best[cell] {
                    best[cell] = total;
                    from[cell] = t as u8;
                }
            }
        }
    }
    let (mut i, mut j) = (band.n_ko(), band.n_en());
    let mut path = Vec::with_capacity(i.max(j));
    while let Some(kind) = band.cell(i, j).and_then(|cell| TYPES.get(usize::from(from[cell]))) {
        let Some(place) = Place::ending_at(i, j, *kind) else { break };
        (i, j) = (place.ko.0, place.en.0);
        path.push(place);
    }
    path.reverse();
    path
}

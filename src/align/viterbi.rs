//! The best path through a lattice (Viterbi 1967). O(cells × types) time, one byte a cell of memory beside a few rows of scores.

use super::lattice::{Lattice, Place, TYPES};

/// The beads of the path with the highest sum of scores, in order. Of equal paths the one with the earlier bead types wins, so
/// that the result is the same everywhere.
pub(crate) fn best_path(lattice: &Lattice) -> Vec<Place> {
    const NONE: u8 = u8::MAX;
    let band = &lattice.band;
    let mut best = vec![f64::NEG_INFINITY; band.cells()];
    let mut from = vec![NONE; band.cells()];
    best[0] = 0.0;
    for i in 0..=band.n_ko() {
        for (cell, j) in band.row(i) {
            for bead in lattice.ending_at(i, j, cell) {
                let total = best[bead.source] + f64::from(bead.score);
                if total > best[cell] {
                    best[cell] = total;
                    from[cell] = bead.t as u8;
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

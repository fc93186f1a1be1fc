//! The best path through a lattice (Viterbi 1967). O(cells × types) time and memory.

use super::lattice::{Lattice, Place, TYPES};
use super::sweep::Arrival;

/// The beads of the path with the highest sum of scores, in order. Of equal paths the one with the earlier bead types wins, so
/// that the result is the same everywhere.
pub(crate) fn best_path(lattice: &Lattice) -> Vec<Place> {
    let band = &lattice.band;
    // For each cell and arrival the best sum, and the arrival before it with the type of bead that led here.
    let mut best = vec![[f64::NEG_INFINITY; 3]; band.cells()];
    let mut from = vec![[(Arrival::Pair, u8::MAX); 3]; band.cells()];
    best[0][Arrival::Pair as usize] = 0.0;
    for i in 0..=band.n_ko() {
        for (cell, j) in band.row(i) {
            for bead in lattice.ending_at(i, j, cell) {
                let arrival = Arrival::by(TYPES[bead.t]);
                for before in Arrival::ALL {
                    let score = f64::from(bead.score) + f64::from(before.then(arrival, lattice.runs));
                    let total = best[bead.source][before as usize] + score;
                    if total > best[cell][arrival as usize] {
                        best[cell][arrival as usize] = total;
                        from[cell][arrival as usize] = (before, bead.t as u8);
                    }
                }
            }
        }
    }
    let (mut i, mut j) = (band.n_ko(), band.n_en());
    let last = &best[band.cells() - 1];
    let mut arrival = Arrival::ALL[(0..3).rev().max_by(|&a, &b| last[a].total_cmp(&last[b])).unwrap_or_default()];
    let mut path = Vec::with_capacity(i.max(j));
    while let Some(cell) = band.cell(i, j) {
        let (before, t) = from[cell][arrival as usize];
        let Some(place) = TYPES.get(usize::from(t)).and_then(|kind| Place::ending_at(i, j, *kind)) else { break };
        (i, j, arrival) = (place.ko.0, place.en.0, before);
        path.push(place);
    }
    path.reverse();
    path
}

//! Pairs that stand alone between long stretches without partner.
//!
//! Of the many pairs that segments of a stretch could make with those of another, some look right by chance, as a search through a
//! genome finds short matches everywhere. So an island has to be as clear as a section that moved is.

use super::lattice::{Lattice, Place};

/// Segments without partner on one side that part an island from the rest.
const GAP: usize = 8;
/// What must speak for the pairs of an island (nats): one in ten thousand has as much by chance.
const CLEAR: f32 = 26.0;

/// The path without the pairs of islands that are not clear. The clearest stays in any case.
pub(crate) fn dissolve(path: Vec<Place>, lattice: &Lattice) -> Vec<Place> {
    let islands = islands(&path);
    if islands.len() < 2 {
        return path;
    }
    let score = |&at: &usize| lattice.bead(path[at]).map_or(0.0, |bead| bead.score);
    let weights: Vec<f32> = islands.iter().map(|pairs| pairs.iter().map(score).sum()).collect();
    let most = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut is_dissolved = vec![false; path.len()];
    for (pairs, _) in islands.iter().zip(&weights).filter(|(_, weight)| **weight < CLEAR.min(most)) {
        pairs.iter().for_each(|&at| is_dissolved[at] = true);
    }
    let mut left = Vec::with_capacity(path.len());
    for (place, is_dissolved) in path.into_iter().zip(is_dissolved) {
        if is_dissolved {
            left.extend(place.segments_alone());
        } else {
            left.push(place);
        }
    }
    left
}

/// The pairs of a path, as places in it, parted wherever a side has a long stretch without partner.
fn islands(path: &[Place]) -> Vec<Vec<usize>> {
    let mut islands: Vec<Vec<usize>> = Vec::new();
    let mut end: Option<Place> = None;
    for (at, place) in path.iter().enumerate().filter(|(_, place)| !place.kind().is_null()) {
        let is_near = |end: Place| place.ko.0 - end.ko.1 < GAP && place.en.0 - end.en.1 < GAP;
        match islands.last_mut().filter(|_| end.is_some_and(is_near)) {
            Some(island) => island.push(at),
            None => islands.push(vec![at]),
        }
        end = Some(*place);
    }
    islands
}

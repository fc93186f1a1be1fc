//! Pairs of segments that only fit one another: each is the other's nearest by the built-in vectors, wherever they stand.

use std::collections::HashMap;

use super::lattice::Place;
use super::meaning::Meaning;

/// Segments that are less alike than this, above what chance gives, are no seed.
const LEAST_MARGIN: f32 = 0.15;
/// Comparisons made at most, in a million-line document as in a small one; beyond, some Korean segments stand for all …
const MOST_COMPARISONS: usize = 2_000_000;
/// … but so many at least.
const LEAST_SAMPLES: usize = 16;

/// Two segments that are each other's nearest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed {
    pub(crate) ko: usize,
    pub(crate) en: usize,
    /// How alike they are above what chance gives.
    pub(crate) margin: f32,
}

/// The seeds among some segments of each side, in Korean order. At most `samples` Korean segments are asked, spread over all.
pub(crate) fn find(meaning: &Meaning, ko: &[usize], en: &[usize], samples: usize) -> Vec<Seed> {
    let affordable = (MOST_COMPARISONS / (ko.len() + en.len()).max(1)).max(LEAST_SAMPLES);
    let step = ko.len().div_ceil(samples.min(affordable).max(1)).max(1);
    let mut nearest_of_en: HashMap<usize, Option<usize>> = HashMap::new();
    let mut seeds = Vec::new();
    for &i in ko.iter().step_by(step) {
        let Some((j, margin)) = nearest(en, |j| margin_of(meaning, i, j)) else { continue };
        let back = nearest_of_en.entry(j).or_insert_with(|| nearest(ko, |i| margin_of(meaning, i, j)).map(|(i, _)| i));
        if *back == Some(i) {
            seeds.push(Seed { ko: i, en: j, margin });
        }
    }
    seeds
}

fn margin_of(meaning: &Meaning, i: usize, j: usize) -> f32 {
    meaning.likeness(Place { ko: (i, i + 1), en: (j, j + 1) }).margin
}

/// The first of the segments that are most alike, if it is alike enough.
fn nearest(segments: &[usize], margin: impl Fn(usize) -> f32) -> Option<(usize, f32)> {
    let best = segments.iter().fold((usize::MAX, LEAST_MARGIN), |best, &s| {
        let margin = margin(s);
        if margin > best.1 { (s, margin) } else { best }
    });
    (best.0 != usize::MAX).then_some(best)
}

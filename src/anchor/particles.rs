//! Korean particles and the like, which stick to the end of a noun or numeral.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The longest particle that is known, in syllables.
const LONGEST: usize = 5;

static PARTICLES: LazyLock<FxHashSet<u128>> =
    LazyLock::new(|| include_str!("data/particles.txt").lines().filter_map(|p| pack(&p.chars().collect::<Vec<_>>())).collect());

/// Up to five syllables in one number.
fn pack(syllables: &[char]) -> Option<u128> {
    let fits = (1..=LONGEST).contains(&syllables.len());
    fits.then(|| syllables.iter().fold(0, |packed, c| packed << 21 | *c as u128))
}

/// Whether these syllables are one particle, or particles that usually stand together.
pub(crate) fn is_particle(syllables: &[char]) -> bool {
    pack(syllables).is_some_and(|p| PARTICLES.contains(&p))
}

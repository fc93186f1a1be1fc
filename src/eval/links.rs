//! Beads as bare numbers, as any tool may write them.

use crate::bitext::{Alignment, Sides};

/// A bead as any tool may write it: segment indices on each side, in ascending order, not necessarily consecutive.
pub type Links = Sides<Vec<usize>>;

/// The beads of an alignment as links.
pub fn links(alignment: &Alignment) -> Vec<Links> {
    alignment.beads.iter().map(|b| Sides { ko: b.segments.ko.clone().collect(), en: b.segments.en.clone().collect() }).collect()
}

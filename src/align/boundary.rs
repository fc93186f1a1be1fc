//! Evidence from boundaries: which segments of a bead are sentences, and which only parts of one.
//!
//! Where a splitter has left to the aligner what is a sentence, segments are atoms, and how likely a sentence ends behind each is
//! known. What is usual among the types of beads is usual among sentences, so atoms that no likely boundary parts count as one. An
//! edge at an unlikely boundary costs nothing more: a cost for it, of whatever weight, only made beads of scripture too long.

use super::lattice::{Place, TYPES};
use crate::bitext::{BeadType, Document, Sides};

/// Atoms that a boundary of at least this probability parts are two sentences.
pub(super) const LIKELY: f32 = 0.5;

/// The boundaries of one side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boundaries {
    /// How many likely boundaries stand before each segment; empty where all are certain.
    likely_before: Vec<u32>,
}

impl Boundaries {
    /// The boundaries of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let ends = document.segments_as_atoms().unwrap_or_default().iter().map(|atom| u32::from(atom.strength >= LIKELY));
        let likely_before = ends.scan(0, |before, ends| Some(std::mem::replace(before, *before + ends))).collect();
        Self { likely_before }
    }

    /// How many sentences some segments are.
    fn sentences(&self, (from, to): (usize, usize)) -> usize {
        match self.likely_before.get(from..to) {
            Some([first, .., last]) => 1 + (last - first) as usize,
            _ => to - from,
        }
    }
}

/// The type that a bead of type `t` has when sentences are counted, if beads of that type are searched.
pub(crate) fn type_of_sentences(sides: Sides<&Boundaries>, place: Place, t: usize) -> usize {
    if TYPES[t].is_null() || sides.ko.likely_before.is_empty() && sides.en.likely_before.is_empty() {
        return t;
    }
    let kind = BeadType { ko: sides.ko.sentences(place.ko), en: sides.en.sentences(place.en) };
    TYPES.iter().position(|&k| k == kind).unwrap_or(t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Atom, Segment};

    /// A document of atoms with these strengths.
    fn document(strengths: &[f32]) -> Document {
        let segments: Vec<Segment> = (0..strengths.len()).map(|i| Segment { range: i..i + 1, block: 0 }).collect();
        let atoms = segments.iter().zip(strengths).map(|(s, &strength)| Atom { segment: s.clone(), strength }).collect();
        Document { text: "a".repeat(strengths.len()), segments, atoms, ..Document::default() }
    }

    #[test]
    fn atoms_count_as_the_sentences_that_they_make() {
        let ko = Boundaries::of(&document(&[0.1, 0.9, 0.2, 0.1, 1.0]));
        let counts = [(0, 1), (0, 2), (0, 3), (1, 3), (2, 5), (0, 5)].map(|range| ko.sentences(range));
        assert_eq!(counts, [1, 1, 2, 2, 1, 2]);
        let lines = Boundaries::of(&Document { atoms: Vec::new(), ..document(&[0.1, 0.1]) });
        assert_eq!(lines.sentences((0, 2)), 2);
        let of_type = |ko, en| TYPES.iter().position(|&k| k == BeadType { ko, en }).unwrap();
        let place = Place { ko: (0, 3), en: (0, 1) };
        assert_eq!(type_of_sentences(Sides { ko: &ko, en: &lines }, place, of_type(3, 1)), of_type(2, 1));
        assert_eq!(type_of_sentences(Sides { ko: &lines, en: &lines }, place, of_type(3, 1)), of_type(3, 1));
    }
}

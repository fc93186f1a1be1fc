//! Which stretches are sentences: what the beads of atoms say about the segments of the documents.
//!
//! Beads are joined where both sides together speak against the end of a sentence, for it would be cut in both languages for nothing;
//! then the atoms of one side of a bead that no likely boundary parts are one segment.

use std::ops::Range;

use super::Aligner;
use super::boundary::LIKELY;
use crate::bitext::{Alignment, Atom, Bead, Document, Segment, Side, Sides};

/// Beads are parted where the log-odds that a sentence ends there, those of both sides added, are at least this. One less leaves more
/// names of news cut in two ("Peppa ‖ Pig"), one more joins more verses of scripture that has no marks.
const PARTING: f32 = -4.5;
/// No boundary is more certain than this, and none less.
const CERTAINTY: f32 = 0.9999;

impl Aligner {
    /// Aligns two documents as [`Aligner::align`] does, and where one has atoms, decides what its segments are. Linear, as it is.
    pub fn align_atoms(&self, documents: &mut Sides<Document>) -> Alignment {
        if Side::BOTH.iter().all(|&side| documents.get(side).atoms.is_empty()) {
            return self.align(documents.as_ref());
        }
        for side in Side::BOTH {
            let document = documents.get_mut(side);
            if !document.atoms.is_empty() {
                document.segments = document.atoms.iter().map(|atom| atom.segment.clone()).collect();
            }
        }
        let alignment = self.align(documents.as_ref());
        settle(documents, alignment)
    }
}

/// Joins beads and atoms, and gives the documents the segments that are left.
fn settle(documents: &mut Sides<Document>, alignment: Alignment) -> Alignment {
    let Alignment { beads, mut unpaired, clock } = alignment;
    let mut joined: Vec<Bead> = Vec::with_capacity(beads.len());
    for bead in beads {
        match joined.last_mut() {
            Some(before) if is_one(before, &bead, documents.as_ref()) => join(before, bead),
            _ => joined.push(bead),
        }
    }
    for side in Side::BOTH {
        settle_side(side, documents.get_mut(side), &mut joined, unpaired.get_mut(side));
    }
    Alignment { beads: joined, unpaired, clock }
}

/// Makes segments of the atoms of one side, and lets beads and what is known of atoms speak of segments.
fn settle_side(side: Side, document: &mut Document, beads: &mut [Bead], unpaired: &mut Vec<f32>) {
    let atoms = std::mem::take(&mut document.atoms);
    if atoms.is_empty() {
        return;
    }
    let groups = groups(&atoms, beads.iter().map(|bead| bead.segments.get(side)));
    document.segments = groups.iter().map(|group| whole(&atoms[group.clone()])).collect();
    *unpaired = groups.iter().map(|group| unpaired[group.clone()].iter().copied().fold(1.0, f32::min)).collect();
    for bead in beads {
        let runner_up = bead.runner_up.as_mut().map(|runner_up| runner_up.segments.get_mut(side));
        for range in [bead.segments.get_mut(side)].into_iter().chain(runner_up) {
            *range = place(&groups, range);
        }
    }
}

/// Whether two beads in a row are parted where no sentence ends.
fn is_one(before: &Bead, bead: &Bead, documents: Sides<&Document>) -> bool {
    let is_pair = |bead: &Bead| !bead.segments.ko.is_empty() && !bead.segments.en.is_empty();
    let goes_on = |side| before.segments.get(side).end == bead.segments.get(side).start;
    let odds = |side| log_odds(strength(documents.get(side), bead.segments.get(side).start));
    before.moved == bead.moved
        && is_pair(before)
        && is_pair(bead)
        && Side::BOTH.into_iter().all(goes_on)
        && odds(Side::Ko) + odds(Side::En) < PARTING
}

/// The logit of a probability.
fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(1.0 - CERTAINTY, CERTAINTY);
    (probability / (1.0 - probability)).ln()
}

/// How likely a sentence ends before segment `at`.
fn strength(document: &Document, at: usize) -> f32 {
    let block = |at: usize| document.segments.get(at).map(|segment| segment.block);
    match at.checked_sub(1) {
        Some(before) if block(before) == block(at) => document.atoms.get(before).map_or(1.0, |atom| atom.strength),
        _ => 1.0,
    }
}

/// Adds a bead to the one before it.
fn join(before: &mut Bead, bead: Bead) {
    for side in Side::BOTH {
        before.segments.get_mut(side).end = bead.segments.get(side).end;
    }
    before.score += bead.score;
    if bead.confidence < before.confidence {
        (before.confidence, before.runner_up) = (bead.confidence, bead.runner_up);
    }
    before.reasons.extend(bead.reasons);
    before.reasons.sort_by(|a, b| b.llr.total_cmp(&a.llr));
}

/// The atoms of each segment: those of one bead that no likely boundary parts.
fn groups<'b>(atoms: &[Atom], beads: impl Iterator<Item = &'b Range<usize>>) -> Vec<Range<usize>> {
    let mut begins = vec![false; atoms.len()];
    for segments in beads.filter(|segments| !segments.is_empty()) {
        begins[segments.start] = true;
    }
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, atom) in atoms.iter().enumerate() {
        let parted = |before: &Atom| before.strength >= LIKELY || before.segment.block != atom.segment.block;
        match groups.last_mut() {
            Some(group) if !begins[at] && !parted(&atoms[at - 1]) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Atoms as one segment.
fn whole(atoms: &[Atom]) -> Segment {
    let (first, last) = (&atoms[0].segment, &atoms[atoms.len() - 1].segment);
    Segment { range: first.range.start..last.range.end, block: first.block }
}

/// Which segments hold a range of atoms.
fn place(groups: &[Range<usize>], atoms: &Range<usize>) -> Range<usize> {
    let start = groups.partition_point(|group| group.end <= atoms.start);
    let end = groups.partition_point(|group| group.start < atoms.end);
    start..if atoms.is_empty() { start } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::RunnerUp;

    /// A document of atoms, each of one letter, with what ends behind it.
    fn document(strengths: &[f32]) -> Document {
        let atom = |(i, &strength): (usize, &f32)| Atom { segment: Segment { range: i..i + 1, block: 0 }, strength };
        let atoms: Vec<Atom> = strengths.iter().enumerate().map(atom).collect();
        let segments = atoms.iter().map(|atom| atom.segment.clone()).collect();
        Document { text: "a".repeat(strengths.len()), segments, atoms, ..Document::default() }
    }

    fn bead(ko: Range<usize>, en: Range<usize>, confidence: f64) -> Bead {
        Bead { segments: Sides { ko, en }, score: 1.0, confidence, moved: false, reasons: Vec::new(), runner_up: None }
    }

    fn ranges(document: &Document) -> Vec<Range<usize>> {
        document.segments.iter().map(|segment| segment.range.clone()).collect()
    }

    #[test]
    fn beads_are_joined_where_no_sentence_ends_and_atoms_become_segments() {
        // In Korean a sentence ends behind the third atom, in English behind the second.
        let mut documents = Sides { ko: document(&[0.01, 0.3, 0.99, 1.0]), en: document(&[0.01, 0.99, 1.0]) };
        let beads = vec![bead(0..1, 0..1, 0.9), bead(1..3, 1..2, 0.8), bead(3..4, 2..3, 0.7)];
        let unpaired = Sides { ko: vec![0.4, 0.1, 0.2, 0.3], en: vec![0.5, 0.6, 0.7] };
        let alignment = settle(&mut documents, Alignment { beads, unpaired, clock: None });
        assert_eq!(ranges(&documents.ko), [0..3, 3..4]);
        assert_eq!(ranges(&documents.en), [0..2, 2..3]);
        let segments: Vec<Sides<Range<usize>>> = alignment.beads.iter().map(|bead| bead.segments.clone()).collect();
        assert_eq!(segments, [Sides { ko: 0..1, en: 0..1 }, Sides { ko: 1..2, en: 1..2 }]);
        assert_eq!((alignment.beads[0].score, alignment.beads[0].confidence), (2.0, 0.8));
        assert_eq!(alignment.unpaired, Sides { ko: vec![0.1, 0.3], en: vec![0.5, 0.7] });
    }

    #[test]
    fn what_one_side_parts_stays_parted_and_sentences_stay_segments() {
        let mut documents = Sides { ko: document(&[0.01, 0.01, 1.0]), en: document(&[0.9, 0.9, 1.0]) };
        let mut beads = vec![bead(0..1, 0..1, 0.9), bead(1..1, 1..2, 0.9), bead(1..3, 2..3, 0.9)];
        beads[2].runner_up = Some(RunnerUp { segments: Sides { ko: 2..3, en: 1..3 }, confidence: 0.1 });
        let unpaired = Sides { ko: vec![0.0; 3], en: vec![0.0; 3] };
        let alignment = settle(&mut documents, Alignment { beads, unpaired, clock: None });
        assert_eq!(ranges(&documents.ko), [0..1, 1..3]);
        assert_eq!(ranges(&documents.en), [0..1, 1..2, 2..3]);
        let segments: Vec<Sides<Range<usize>>> = alignment.beads.iter().map(|bead| bead.segments.clone()).collect();
        assert_eq!(segments, [Sides { ko: 0..1, en: 0..1 }, Sides { ko: 1..1, en: 1..2 }, Sides { ko: 1..2, en: 2..3 }]);
        assert_eq!(alignment.beads[2].runner_up.as_ref().unwrap().segments, Sides { ko: 1..2, en: 1..3 });
    }
}

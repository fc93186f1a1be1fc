//! The stretches that sentences are made of, for an aligner to decide.

use super::{Boundary, BoundaryKind};
use crate::bitext::{Atom, Document, Segment, Side};
use crate::split::Splitter;

/// Boundaries that are at least so likely always part atoms.
const LIKELY: f32 = 0.5;
/// How a text is parted whose sentences end with marks.
const MARKED: Grain = Grain { long: Sizes { ko: 70, en: 140 }, unlikeliest: 0.1 };
/// And how one without marks, where every end of a sentence is a guess.
const UNMARKED: Grain = Grain { long: Sizes { ko: 40, en: 80 }, unlikeliest: 0.02 };
/// A part of a long stretch has at least one so-manieth of its characters.
const SHORTEST_SHARE: usize = 4;
/// How likely a cut of the rules is at least.
const CUT: f32 = 0.9;

/// How finely stretches are parted that may hold several sentences.
struct Grain {
    /// A longer stretch, in characters, is parted at its likeliest boundary that leaves no small parts.
    long: Sizes,
    /// No boundary that is less likely parts one. With half of it, names of news in a marked text are cut in two.
    unlikeliest: f32,
}

/// The same amount of text in both languages, in characters.
struct Sizes {
    ko: usize,
    en: usize,
}

impl Splitter {
    /// Fills `document.atoms`: sentences, where nothing is in doubt, and else stretches that end where a sentence might. An end
    /// inside a quotation that is to stay whole parts nothing. O(n).
    pub fn find_atoms(&self, document: &mut Document) {
        let segments = std::mem::take(&mut document.segments);
        let (behind, is_unmarked) = self.segment_at(document, UNMARKED.unlikeliest);
        let grain = if is_unmarked { UNMARKED } else { MARKED };
        let finest = std::mem::replace(&mut document.segments, segments);
        let length = |segment: &Segment| document.text[segment.range.clone()].chars().count() + 1;
        let finest: Vec<Piece> =
            finest.into_iter().zip(behind).map(|(segment, end)| Piece { length: length(&segment), segment, end }).collect();
        document.atoms =
            finest.split_inclusive(|piece| piece.parts()).flat_map(|stretch| grain.parted(stretch, self.side)).collect();
    }
}

/// A stretch without any possible boundary inside.
struct Piece {
    segment: Segment,
    end: Boundary,
    /// In characters, with one of white space.
    length: usize,
}

impl Piece {
    /// Whether what comes behind is another atom in any case.
    fn parts(&self) -> bool {
        self.end.is_cut || self.end.strength >= LIKELY && !self.is_quoted()
    }

    /// Whether it ends inside a quotation that is to stay whole.
    fn is_quoted(&self) -> bool {
        self.end.kind == BoundaryKind::Quoted
    }
}

impl Grain {
    /// The atoms of a stretch that nothing parts for sure.
    fn parted(&self, stretch: &[Piece], side: Side) -> Vec<Atom> {
        let long = if side == Side::Ko { self.long.ko } else { self.long.en };
        let mut atoms = Vec::new();
        let mut left: usize = stretch.iter().map(|piece| piece.length).sum();
        let mut rest = stretch;
        while let Some(first) = rest.first() {
            let count = if left > long { self.likeliest_end(rest, left, long) } else { rest.len() };
            let (atom, behind) = rest.split_at(count);
            if let Some(last) = atom.last() {
                let segment = Segment { range: first.segment.range.start..last.segment.range.end, block: first.segment.block };
                let strength = if last.end.is_cut { last.end.strength.max(CUT) } else { last.end.strength };
                atoms.push(Atom { segment, strength });
            }
            left -= atom.iter().map(|piece| piece.length).sum::<usize>();
            rest = behind;
        }
        atoms
    }

    /// How many pieces the first atom of a stretch takes that has `left` characters: up to the likeliest boundary within the first
    /// `long` ones, or the first one behind; all, where there is none.
    fn likeliest_end(&self, pieces: &[Piece], left: usize, long: usize) -> usize {
        let (mut length, mut best) = (0, None::<(f32, usize)>);
        for (at, piece) in pieces[..pieces.len() - 1].iter().enumerate() {
            length += piece.length;
            if best.is_some() && length > long {
                break;
            }
            let is_likely = !piece.is_quoted() && piece.end.strength >= self.unlikeliest;
            let is_better = is_likely && best.is_none_or(|(strength, _)| piece.end.strength > strength);
            let leaves_enough = length * SHORTEST_SHARE >= long && (left - length) * SHORTEST_SHARE >= long;
            if leaves_enough && is_better {
                best = Some((piece.end.strength, at));
            }
        }
        best.map_or(pieces.len(), |(_, at)| at + 1)
    }
}

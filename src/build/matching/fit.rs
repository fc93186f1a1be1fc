//! Where the weights of the matcher come from: documents with gold, cut into texts that are to find each other again.

use rayon::prelude::*;

use super::{Sketch, Support, Weights, judge, take};
use crate::align::Aligner;
use crate::bitext::{Bitext, Document, Side, Sides};
use crate::eval::Links;
use crate::semantic::PieceVectors;

/// A text has from so many to so many beads.
const BEADS: (usize, usize) = (12, 40);
/// It has at least so many segments on each side.
const SEGMENTS: usize = 8;
/// So many of a hundred texts of each side lose their partner.
const LOST: u64 = 15;
/// How often all documents are cut anew.
const ROUNDS: u64 = 4;

/// What a fit finds.
#[derive(Clone, Copy, Debug)]
pub struct Fitted {
    /// The weights.
    pub weights: Weights,
    /// How many pairs of texts there were to be found, how many were said, and how many of these are right.
    pub gold: usize,
    /// See there.
    pub said: usize,
    /// See there.
    pub right: usize,
}

/// A text of one side, and which piece of gold it is.
struct Text {
    piece: usize,
    document: Document,
}

/// Fits weights to documents with gold. The same documents give the same weights.
pub fn fit(gold: &[(Sides<Document>, Vec<Links>)], aligner: &Aligner) -> Fitted {
    let (mut rows, mut count) = (Vec::new(), 0);
    for round in 0..ROUNDS {
        let texts = cut(gold, &mut Chance(round));
        let sketches = Sides::build(|side| {
            texts.get(side).par_iter().map(|text| Sketch::of(side, &text.document, PieceVectors::builtin())).collect::<Vec<_>>()
        });
        let align = |ko: usize, en: usize| {
            let documents = Sides { ko: &texts.ko[ko].document, en: &texts.en[en].document };
            let alignment = aligner.align(documents);
            Some(Support::of(&Bitext::of_alignment(documents.map(Document::clone), alignment)))
        };
        let taken = take(judge(Sides { ko: &sketches.ko, en: &sketches.en }, &[], align));
        let piece = |side: Side, at: u32| texts.get(side)[at as usize].piece;
        rows.extend(taken.iter().map(|t| (t.values, piece(Side::Ko, t.pair.ko) == piece(Side::En, t.pair.en))));
        count += texts.ko.iter().filter(|ko| texts.en.iter().any(|en| en.piece == ko.piece)).count();
    }
    let weights = Weights::fitted(&rows);
    let said = rows.iter().filter(|(values, _)| weights.sum(values) > 0.0);
    Fitted { weights, gold: count, said: said.clone().count(), right: said.filter(|(_, is_right)| *is_right).count() }
}

/// Cuts documents into texts, and takes some of each side away.
fn cut(gold: &[(Sides<Document>, Vec<Links>)], chance: &mut Chance) -> Sides<Vec<Text>> {
    let mut texts: Sides<Vec<Text>> = Sides::default();
    let mut piece = 0;
    for (documents, beads) in gold {
        let mut rest = beads.as_slice();
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(chance.between(BEADS).min(rest.len()));
            rest = behind;
            let of = Sides::build(|side| part_of(documents.get(side), part.iter().flat_map(|bead| bead.get(side).iter().copied())));
            let fate = chance.between((0, 99)) as u64;
            if Side::BOTH.iter().any(|side| of.get(*side).segments.len() < SEGMENTS) {
                continue;
            }
            piece += 1;
            let Sides { ko, en } = of;
            if fate >= LOST {
                texts.ko.push(Text { piece, document: ko });
            }
            if fate < 100 - LOST {
                texts.en.push(Text { piece, document: en });
            }
        }
    }
    texts
}

/// Some segments of a document.
fn part_of(document: &Document, segments: impl Iterator<Item = usize>) -> Document {
    let segments = segments.map(|at| document.segments[at].clone()).collect();
    Document { segments, atoms: Vec::new(), cues: Vec::new(), ..document.clone() }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn between(&mut self, (least, most): (usize, usize)) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        least + ((z ^ (z >> 31)) % (most - least + 1) as u64) as usize
    }
}

//! What is kept of a document while partners are looked for: little, and of bounded size.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::anchor::{Quantity, scan_latin, scan_numbers};
use crate::bitext::{Document, Side};
use crate::semantic::PieceVectors;

/// So many segments of a document are kept at most, spread evenly.
const SEGMENTS: usize = 64;
/// Longer segments are cut off here when anchors are looked for, in bytes.
const LONGEST: usize = 4096;

/// A document as the matcher sees it.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// The unit vectors of some segments, one after the other, in steps of [`STEP`].
    pub(super) vectors: Vec<i8>,
    /// The mean of the vectors of all segments.
    pub(super) mean: Vec<f32>,
    /// What may stand on the other side just so: numbers, dates, Latin words; hashes in order.
    pub(super) tokens: Vec<u64>,
}

/// A vector's parts are whole numbers of this.
pub(super) const STEP: f32 = 1.0 / 127.0;

impl Sketch {
    /// The sketch of a document that has segments. O(n).
    pub fn of(side: Side, document: &Document, vectors: &PieceVectors) -> Self {
        let texts: Vec<&str> = document.segment_texts().into_iter().filter(|text| !text.is_empty()).collect();
        let dim = vectors.dim();
        let mut mean = vec![0.0; dim];
        let mut kept = Vec::with_capacity(texts.len().min(SEGMENTS) * dim);
        let (mut sum, mut unit) = (vec![0.0; dim], vec![0.0; dim]);
        let mut next = 0;
        for (i, text) in texts.iter().enumerate() {
            sum.fill(0.0);
            let pieces = vectors.add_sentence(text, &mut sum);
            vectors.finish(&sum, pieces, &mut unit);
            mean.iter_mut().zip(&unit).for_each(|(mean, x)| *mean += x);
            if i == next * texts.len() / SEGMENTS.min(texts.len()) {
                kept.extend(unit.iter().map(|x| (x / STEP).round() as i8));
                next += 1;
            }
        }
        Self { vectors: kept, mean, tokens: tokens(side, &texts) }
    }
}

/// The anchors of some texts as hashes.
fn tokens(side: Side, texts: &[&str]) -> Vec<u64> {
    let mut tokens = Vec::new();
    for text in texts {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let numbers = scan_numbers(side, text).into_iter().flat_map(|mention| mention.readings);
        tokens.extend(numbers.filter(|reading| tells(*reading)).map(|reading| hash(&reading)));
        tokens.extend(scan_latin(text).into_iter().map(|mention| hash(&mention.token)));
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Whether a number may tell a document from others.
fn tells(reading: Quantity) -> bool {
    match reading {
        Quantity::Number(value) => value.approximate() > 10.0,
        _ => true,
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

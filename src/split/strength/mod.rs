//! How likely each possible boundary is, for those who want to decide themselves where a sentence ends: an aligner that sees the
//! other side, or a reader of text without marks.
//!
//! ```text
//! text ── scan (twice: quotations whole, and cut) ── places.rs   every white space, with what the rules say of it
//!                                                       │
//!                                                  features.rs   what is known of a place, by name
//!                                                       │
//!                                    table.rs + ko.txt, en.txt   a weight for each name: logistic regression
//!                                                       └─────── fit.rs   where the weights come from
//! ```
//!
//! The rules stay what decides by default; here they are one feature among others. O(n), as they are.

mod atoms;
mod features;
pub mod fit;
mod kind;
mod places;
mod table;

use super::{Splitter, is_whole, trim};
use crate::bitext::{BlockKind, Document, Segment};
use features::Features;
pub use kind::BoundaryKind;
use places::{Context, Place};
use table::Table;

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boundary {
    /// Where the next sentence would begin.
    pub at: usize,
    /// How likely a sentence ends there: a calibrated probability.
    pub strength: f32,
    /// What speaks for it.
    pub kind: BoundaryKind,
    /// Whether the rules cut there, with the splitter's policies.
    pub is_cut: bool,
}

/// Boundaries less likely than this are not worth a mention, unless the rules cut there.
pub const FAINTEST: f32 = 0.005;

impl Splitter {
    /// The places where a sentence may end inside `text`, in order, each with how likely it is; the end of the text is none. O(n).
    ///
    /// ```
    /// use jjak::bitext::Side;
    /// use jjak::split::Splitter;
    ///
    /// let text = "비가 그쳤다. 바람이 불고 해가 났다.";
    /// let boundaries = Splitter::new(Side::Ko).boundaries(text);
    /// assert!(text[boundaries[0].at..].starts_with("바람이") && boundaries[0].strength > 0.95);
    /// assert!(boundaries[1..].iter().all(|b| b.strength < 0.2));
    /// ```
    pub fn boundaries(&self, text: &str) -> Vec<Boundary> {
        self.boundaries_of_blocks(&[text]).pop().unwrap_or_default()
    }

    /// The same for the blocks of a document, whose sentences end with or without marks alike.
    pub fn boundaries_of_blocks(&self, blocks: &[&str]) -> Vec<Vec<Boundary>> {
        self.weigh(blocks).0
    }

    /// The boundaries of each block, and how the sentences of the document end.
    fn weigh(&self, blocks: &[&str]) -> (Vec<Vec<Boundary>>, Context) {
        let places: Vec<Vec<Place>> = self.places(blocks);
        let context = Context::of(blocks, &places);
        let table = Table::of(self.side);
        let of_block = |(text, places): (&&str, Vec<Place>)| {
            let features = Features::new(text, self.side, context);
            let boundary = |place: &Place| {
                let strength = features.probability(place, table);
                let worth_a_mention = strength >= FAINTEST || place.is_cut;
                worth_a_mention.then_some(Boundary { at: place.at, strength, kind: place.kind(), is_cut: place.is_cut })
            };
            places.iter().filter_map(boundary).collect()
        };
        (blocks.iter().zip(places).map(of_block).collect(), context)
    }

    /// Fills `document.segments` with the stretches between the boundaries that are at least so likely or that the rules cut at, and
    /// gives the boundary behind each. A line or a cue stays as it is; a block of code gives no segment. O(n).
    pub fn segment_finely(&self, document: &mut Document, at_least: f32) -> Vec<Boundary> {
        self.segment_at(document, at_least).0
    }

    /// The same, and whether hardly any sentence of the document ends with a mark.
    fn segment_at(&self, document: &mut Document, at_least: f32) -> (Vec<Boundary>, bool) {
        let Document { text, blocks, segments, .. } = document;
        let texts: Vec<&str> = blocks.iter().map(|b| if is_whole(b) { "" } else { &text[b.range.clone()] }).collect();
        let (found, context) = self.weigh(&texts);
        segments.clear();
        let mut behind = Vec::new();
        for (block, (of_block, found)) in blocks.iter().zip(found).enumerate() {
            if of_block.kind == BlockKind::Code {
                continue;
            }
            let (base, last) = (of_block.range.start, of_block.range.len());
            let kept = found.into_iter().filter(|b| b.strength >= at_least || b.is_cut);
            let end = Boundary { at: last, strength: 1.0, kind: BoundaryKind::Block, is_cut: true };
            let mut start = base;
            for boundary in kept.chain(std::iter::once(end)) {
                let range = trim(text, start..base + boundary.at);
                start = base + boundary.at;
                if !range.is_empty() || is_whole(of_block) {
                    segments.push(Segment { range, block });
                    behind.push(Boundary { at: start, ..boundary });
                }
            }
        }
        (behind, context.is_unmarked)
    }
}

#[cfg(test)]
mod tests;

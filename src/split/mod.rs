//! Blocks to sentences. Never alters text: what comes out are byte ranges.
//!
//! ```text
//! block ── scan.rs ──────── quotes.rs   which quotes and brackets belong together; cuts inside them are taken back
//!            │     └─────── lists.rs    1. 2.  a) b)  가. 나.; labels of headings, 3.1. and Chapter 3. (labels.txt)
//!      scan/judge.rs ────── hangul.rs   after a Hangul word: marks, and endings without a mark (endings.txt)
//!            │     └─────── latin.rs    after a Latin word or a number: marks, abbreviations (abbreviations.txt, openers.txt)
//!         marks.rs                      the characters, and what stands at the end of a word
//! ```
//!
//! `strength` says how likely each possible boundary is, for those who want to decide themselves.
//!
//! The rules are chosen by the script of the word that stands before a mark, so Latin words in Korean and Hangul in English are
//! judged by their own; the side decides only whether endings without a mark count. One pass, O(n) time on any input.
//!
//! To add an ending, an abbreviation, a label or an opening word, add it to its text file.

mod hangul;
mod latin;
mod lists;
mod marks;
mod quotes;
mod scan;
pub mod strength;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::bitext::{Block, BlockKind, Document, Segment, Side};
use crate::normalize;
use hangul::Strength;
use scan::{Cut, Found, Ground};
pub use strength::{Boundary, BoundaryKind};

/// What to do with the ends of sentences inside a quotation; the same policy serves both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quotes {
    /// A quotation stays with the sentence that quotes it.
    #[default]
    Whole,
    /// A quotation is cut like any other text.
    Split,
}

/// How a Korean text treats its sentence ends, which says whether an ending without a mark may close a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Register {
    /// Decided for each document from how often its sentences end without a mark.
    #[default]
    Auto,
    /// Well punctuated: only the surest endings (-습니다, -어요) close a sentence without a mark.
    Formal,
    /// Loosely punctuated, as in blogs and messages: every known ending counts.
    Informal,
}

/// A register is taken for formal when at least so many sentences end with a mark for each that ends without one. An ending that may
/// be that of a name weighs a tenth, so that it alone never makes a text informal that has as many marks.
const FORMAL_MARKED_PER_BARE: usize = 10;

/// Cuts text of one language into sentences.
///
/// ```
/// use jjak::bitext::Side;
/// use jjak::split::Splitter;
///
/// let text = "값이 올랐다.그러나 아무도 몰랐다. \"왜?\"라고 물었다.";
/// let sentences: Vec<&str> = Splitter::new(Side::Ko).split_text(text).into_iter().map(|r| &text[r]).collect();
/// assert_eq!(sentences, ["값이 올랐다.", "그러나 아무도 몰랐다.", "\"왜?\"라고 물었다."]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splitter {
    side: Side,
    quotes: Quotes,
    register: Register,
}

impl Splitter {
    /// A splitter for one language, with the default policies.
    pub fn new(side: Side) -> Self {
        Self { side, quotes: Quotes::default(), register: Register::default() }
    }

    /// The same splitter with another policy for quotations.
    #[must_use]
    pub fn quotes(mut self, quotes: Quotes) -> Self {
        self.quotes = quotes;
        self
    }

    /// The same splitter with a given register.
    #[must_use]
    pub fn register(mut self, register: Register) -> Self {
        self.register = register;
        self
    }

    /// The sentences of one block, as byte ranges: trimmed, in order, not overlapping, covering everything but white space. White
    /// space inside is only white space, new lines too. O(n).
    pub fn split_text(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.find(text);
        let formal = self.is_formal(std::slice::from_ref(&found));
        sentences(text, &found.cuts, formal).collect()
    }

    /// Fills `document.segments` from its blocks, each cut on its own, and gives the register that was decided on for all of them.
    /// A line or a cue stays as it is, even when empty; a block of code gives no segment. O(n).
    pub fn segment(&self, document: &mut Document) -> Register {
        let Document { text, blocks, segments, .. } = document;
        let find = |b: &Block| if is_whole(b) { Found::default() } else { self.find(&text[b.range.clone()]) };
        let found: Vec<Found> = blocks.iter().map(find).collect();
        let formal = self.is_formal(&found);
        segments.clear();
        for (index, (block, found)) in blocks.iter().zip(&found).enumerate() {
            if is_whole(block) {
                if block.kind != BlockKind::Code {
                    segments.push(Segment { range: trim(text, block.range.clone()), block: index });
                }
                continue;
            }
            let base = block.range.start;
            segments.extend(
                sentences(&text[block.range.clone()], &found.cuts, formal)
                    .map(|r| Segment { range: base + r.start..base + r.end, block: index }),
            );
        }
        if formal { Register::Formal } else { Register::Informal }
    }

    /// All cuts, whatever the register; offsets lead to `text` itself even when jamo had to be composed to read it.
    fn find(&self, text: &str) -> Found {
        match normalize::compose_hangul(text) {
            None => scan::scan(text, self.side, self.quotes),
            Some(composed) => {
                let mut found = scan::scan(&composed.text, self.side, self.quotes);
                for cut in &mut found.cuts {
                    cut.at = composed.original(cut.at);
                }
                found
            }
        }
    }

    fn is_formal(&self, found: &[Found]) -> bool {
        match self.register {
            Register::Formal => true,
            Register::Informal => false,
            Register::Auto => {
                let sum = |count: fn(&Found) -> usize| found.iter().map(count).sum::<usize>();
                let (marked, bare, faint) = (sum(|f| f.marked), sum(|f| f.bare), sum(|f| f.faint));
                marked > 0 && bare * FORMAL_MARKED_PER_BARE + faint <= marked
            }
        }
    }
}

/// Whether a block is not to be cut.
fn is_whole(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Line | BlockKind::Cue | BlockKind::Code)
}

/// The stretches between the cuts that hold in this register, trimmed.
fn sentences<'a>(text: &'a str, cuts: &'a [Cut], formal: bool) -> impl Iterator<Item = Range<usize>> + 'a {
    let holds = move |cut: &&Cut| !(formal && matches!(cut.ground, Ground::Ending(Strength::Faint | Strength::Weak)));
    let mut start = 0;
    cuts.iter()
        .filter(holds)
        .map(|cut| cut.at)
        .chain(std::iter::once(text.len()))
        .map(move |end| trim(text, std::mem::replace(&mut start, end)..end))
        .filter(|range| !range.is_empty())
}

/// A range without the white space around it; of white space alone, its start.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    if start == range.end {
        return range.start..range.start;
    }
    start..start + piece.trim().len()
}

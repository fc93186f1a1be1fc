//! Builds a bitext out of one source that holds both sides: every text with its way back to the file.

use std::ops::Range;

use super::encoding::Decoded;
use crate::bitext::{Bitext, Block, BlockKind, Document, Entry, Segment, Side, Sides, Width};
use crate::error::Position;

/// Takes the texts of one entry piece by piece, then the entry.
pub(super) struct Entries<'s> {
    source: &'s Decoded,
    pub(super) bitext: Bitext,
    /// Where the text of the entry at hand begins in each document.
    start: Sides<usize>,
}

impl<'s> Entries<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        let document = || Document { encoding: source.encoding.clone(), ..Document::default() };
        Self { source, bitext: Bitext { documents: Sides::build(|_| document()), ..Bitext::default() }, start: Sides::default() }
    }

    /// The source being read.
    pub(super) fn source_text(&self) -> &'s str {
        &self.source.text
    }

    /// Text that stands in the source as it is.
    pub(super) fn verbatim(&mut self, side: Side, range: Range<usize>) {
        let document = self.bitext.documents.get_mut(side);
        document.origin.push_copy(document.text.len(), &self.source.origin, &self.source.text, range.clone());
        document.text.push_str(&self.source.text[range]);
    }

    /// Text that stands for a stretch of the source as a whole: an entity, an escape.
    pub(super) fn stand_in(&mut self, side: Side, text: &str, source: Range<usize>) {
        let (from, start) = self.locate(source.start);
        let (to, end) = self.locate(source.end);
        let document = self.bitext.documents.get_mut(side);
        let at = document.text.len();
        document.origin.push(at, from, start, Width::Whole);
        document.text.push_str(text);
        document.origin.push(at + text.len(), to, end, Width::Utf8);
    }

    /// The place of a byte of the source.
    pub(super) fn locate(&self, at: usize) -> (usize, Position) {
        self.source.origin.locate(&self.source.text, at)
    }

    /// The text of one side so far.
    pub(super) fn text(&self, side: Side) -> &str {
        &self.bitext.documents.get(side).text[*self.start.get(side)..]
    }

    /// Forgets the text of one side so far.
    pub(super) fn clear(&mut self, side: Side) {
        let document = self.bitext.documents.get_mut(side);
        document.text.truncate(*self.start.get(side));
        document.origin.truncate(*self.start.get(side));
    }

    /// Ends an entry: what was taken becomes its two texts, none where nothing was.
    pub(super) fn close(&mut self, entry: Entry) {
        let segments = Sides::build(|side| {
            let start = *self.start.get(side);
            let document = self.bitext.documents.get_mut(side);
            let (end, first) = (document.text.len(), document.segments.len());
            if end > start {
                document.segments.push(Segment { range: start..end, block: document.blocks.len() });
                document.blocks.push(Block { kind: BlockKind::Line, range: start..end });
                document.text.push('\n');
            }
            *self.start.get_mut(side) = document.text.len();
            first..document.segments.len()
        });
        self.bitext.entries.push(Entry { segments, ..entry });
    }

    /// The bitext, each document under the name of the file.
    pub(super) fn finish(mut self, name: &str) -> Bitext {
        for side in Side::BOTH {
            self.bitext.documents.get_mut(side).name = name.to_owned();
        }
        self.bitext.documents.ko.warnings = self.source.warnings.clone();
        self.bitext
    }
}

/// Where a part of a text stands in it.
///
/// # Panics
/// In debug builds, when it is no part of it.
pub(super) fn range_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    debug_assert!(start + part.len() <= whole.len());
    start..start + part.len()
}

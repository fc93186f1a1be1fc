//! Builds a bitext out of one source that holds both sides: every text with its way back to the file.

use std::ops::Range;

use crate::bitext::{Bitext, Block, BlockKind, Citation, Cue, Entry, Segment, Side, Sides, Warning};
use crate::formats::encoding::Decoded;
use crate::formats::sourced::Sourced;

/// Takes the texts of one entry piece by piece, then the entry.
pub(in crate::formats) struct Entries<'s> {
    taken: Sides<Sourced<'s>>,
    entries: Vec<Entry>,
    /// Where the text of the entry at hand begins in each document, and that of its segment at hand.
    start: Sides<usize>,
    segment: Sides<usize>,
    /// How many segments were ended before the entry at hand.
    before: Sides<usize>,
    warnings: Vec<Warning>,
}

impl<'s> Entries<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        Self::of_two(Sides { ko: source, en: source })
    }

    /// Where each side has a file of its own.
    pub(super) fn of_two(sources: Sides<&'s Decoded>) -> Self {
        Self {
            taken: sources.map(Sourced::new),
            entries: Vec::new(),
            start: Sides::default(),
            segment: Sides::default(),
            before: Sides::default(),
            warnings: Vec::new(),
        }
    }

    /// The source being read.
    pub(super) fn source_text(&self) -> &'s str {
        self.taken.ko.source()
    }

    /// Text that stands in the source as it is.
    pub(in crate::formats) fn verbatim(&mut self, side: Side, range: Range<usize>) {
        self.taken.get_mut(side).verbatim(range);
    }

    /// Text that stands for a stretch of the source as a whole: an entity, an escape.
    pub(super) fn stand_in(&mut self, side: Side, text: &str, source: Range<usize>) {
        self.taken.get_mut(side).stand_in(text, source);
    }

    /// The text of one side so far.
    pub(super) fn text(&self, side: Side) -> &str {
        &self.taken.get(side).document.text[*self.start.get(side)..]
    }

    /// Forgets the text of one side so far.
    pub(super) fn clear(&mut self, side: Side) {
        let start = *self.start.get(side);
        self.taken.get_mut(side).truncate(start);
    }

    /// Something that is wrong with the file.
    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// Ends a segment of the entry at hand, and says where it was taken from; nothing where no text was taken since the last one.
    pub(super) fn end_segment(&mut self, side: Side, citation: Option<Citation>) {
        let start = *self.segment.get(side);
        let document = &mut self.taken.get_mut(side).document;
        let end = document.text.len();
        if end == start {
            return;
        }
        if let Some(citation) = citation {
            // Segments of which nothing is told are cited by their number.
            let told = document.citations.len();
            document.citations.extend((told..document.segments.len()).map(|index| Citation { index, span: None }));
            document.citations.push(citation);
        }
        document.segments.push(Segment { range: start..end, block: document.blocks.len() });
        document.blocks.push(Block { kind: BlockKind::Line, range: start..end });
        document.text.push('\n');
        *self.segment.get_mut(side) = end + 1;
    }

    /// Ends an entry: what was taken and not yet ended becomes a segment of each side, none where nothing was.
    pub(super) fn close(&mut self, entry: Entry) {
        Side::BOTH.into_iter().for_each(|side| self.end_segment(side, None));
        self.close_cited(entry);
    }

    /// Ends an entry whose segments have been ended.
    pub(super) fn close_cited(&mut self, entry: Entry) {
        let segments = Sides::build(|side| {
            let document = &self.taken.get(side).document;
            *self.start.get_mut(side) = document.text.len();
            std::mem::replace(self.before.get_mut(side), document.segments.len())..document.segments.len()
        });
        self.entries.push(Entry { segments, ..entry });
    }

    /// How many segments of one side were ended.
    pub(super) fn count(&self, side: Side) -> usize {
        self.taken.get(side).document.segments.len()
    }

    /// Says when the segment is shown that was ended last, if one was ended since there were `before`.
    pub(super) fn time_segment(&mut self, side: Side, before: usize, cue: Option<Cue>) {
        let document = &mut self.taken.get_mut(side).document;
        if let Some(cue) = cue.filter(|_| document.segments.len() > before) {
            // Segments before it of which no times are told stand at the beginning.
            document.cues.resize(before, Cue::default());
            document.cues.push(cue);
        }
    }

    /// The bitext.
    pub(super) fn finish(self) -> Bitext {
        let Self { taken, entries, warnings, .. } = self;
        let mut ko = taken.ko.finish();
        ko.warnings.extend(warnings);
        let mut en = taken.en.finish();
        // What is wrong with a file that holds both is said once.
        en.warnings.retain(|warning| !ko.warnings.contains(warning));
        let mut documents = Sides { ko, en };
        for side in Side::BOTH {
            let document = documents.get_mut(side);
            if !document.citations.is_empty() {
                let told = document.citations.len();
                document.citations.extend((told..document.segments.len()).map(|index| Citation { index, span: None }));
            }
        }
        Bitext { documents, entries, ..Bitext::default() }
    }
}

/// Where a part of a text stands in it.
///
/// # Panics
/// In debug builds, when it is no part of it.
pub(in crate::formats) fn range_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    debug_assert!(start + part.len() <= whole.len());
    start..start + part.len()
}

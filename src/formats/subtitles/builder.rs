//! Builds a document of cues, each text with its way back to the file and without its tags.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::bitext::{Block, BlockKind, Cue, Document, Segment, Warning};
use crate::formats::encoding::Decoded;
use crate::formats::sourced::Sourced;

/// Repairs of one kind that are told one by one; the others are counted.
const TOLD: usize = 20;

/// Takes the text of one cue piece by piece, then the cue.
pub(super) struct Builder<'s> {
    taken: Sourced<'s>,
    /// Where the cue at hand begins in the document's text.
    start: usize,
    tags: Vec<(usize, String)>,
    /// A line break that stands in the text if more follows.
    line_break: Option<Range<usize>>,
    repairs: BTreeMap<&'static str, Vec<usize>>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        Self { taken: Sourced::new(source), start: 0, tags: Vec::new(), line_break: None, repairs: BTreeMap::new() }
    }

    pub(super) fn source(&self) -> &'s str {
        self.taken.source()
    }

    /// Text that stands in the source as it is; white space at the beginning of a line is left out.
    pub(super) fn text(&mut self, range: Range<usize>) {
        let text = &self.source()[range.clone()];
        let is_first = self.begins_line();
        let text = if is_first { text.trim_start_matches(is_edge) } else { text };
        if text.is_empty() {
            return;
        }
        let range = range.end - text.len()..range.end;
        self.break_line();
        self.taken.verbatim(range);
    }

    /// Text that stands for a stretch of the source as a whole: an entity, white space.
    pub(super) fn stand_in(&mut self, text: &str, source: Range<usize>) {
        if self.begins_line() && text.chars().all(is_edge) {
            return;
        }
        self.break_line();
        self.taken.stand_in(text, source);
    }

    /// White space that stands for one space, if none stands there yet.
    pub(super) fn space(&mut self, source: Range<usize>) {
        if !self.taken.document.text[self.start..].ends_with(' ') {
            self.stand_in(" ", source);
        }
    }

    /// A tag that is none of the text.
    pub(super) fn tag(&mut self, range: Range<usize>) {
        // What opens behind a line break belongs to the line below.
        let pending = usize::from(self.line_break.is_some() && self.taken.document.text.len() > self.start);
        self.tags.push((self.taken.document.text.len() - self.start + pending, self.source()[range].to_owned()));
    }

    /// A line ends.
    pub(super) fn line_break(&mut self, source: Range<usize>) {
        self.line_break.get_or_insert(source);
    }

    /// Whether nothing has been taken yet of the line at hand.
    fn begins_line(&self) -> bool {
        self.line_break.is_some() || self.taken.document.text.len() == self.start
    }

    /// Whether the cue at hand has any text so far.
    pub(super) fn is_blank(&self) -> bool {
        self.taken.document.text.len() == self.start
    }

    fn break_line(&mut self) {
        if let Some(source) = self.line_break.take().filter(|_| self.taken.document.text.len() > self.start) {
            // White space before the end of a line is none of the text.
            let text = &self.taken.document.text[self.start..];
            let (line_end, len) = (text.len(), text.trim_end_matches(is_edge).len());
            let kept = self.start + len;
            self.taken.cut(kept);
            // Tags move with the text that they stand in, or behind.
            for (at, _) in self.tags.iter_mut().rev().take_while(|(at, _)| *at > len) {
                *at = if *at > line_end { len + 1 } else { len };
            }
            self.taken.stand_in("\n", source);
        }
    }

    /// Ends the cue at hand; an empty one stands where `place` is in the source.
    pub(super) fn close(&mut self, cue: Cue, place: usize) {
        self.line_break = None;
        let kept = self.start + self.taken.document.text[self.start..].trim_end_matches(is_edge).len();
        self.taken.cut(kept);
        if kept == self.start {
            self.taken.stands_at(place);
        }
        let range = self.start..kept;
        let len = kept - self.start;
        let tags = std::mem::take(&mut self.tags).into_iter().map(|(at, tag)| (at.min(len), tag)).collect();
        self.taken.document.segments.push(Segment { range: range.clone(), block: self.taken.document.blocks.len() });
        self.taken.document.blocks.push(Block { kind: BlockKind::Cue, range });
        self.taken.document.cues.push(Cue { tags, ..cue });
        self.taken.document.text.push('\n');
        self.start = self.taken.document.text.len();
    }

    /// Something had to be mended at a byte of the source.
    pub(super) fn repair(&mut self, what: &'static str, at: usize) {
        self.repairs.entry(what).or_default().push(at);
    }

    /// A comment, which may speak to the linter.
    pub(super) fn comment(&mut self, comment: &str) {
        self.taken.comment(comment);
    }

    /// The document, with what was mended in the order of the file.
    pub(super) fn finish(mut self) -> Document {
        let mut warnings = Vec::new();
        for (what, places) in &self.repairs {
            for (number, at) in places.iter().take(TOLD).enumerate() {
                let more = places.len().saturating_sub(TOLD);
                let rest = if number + 1 == TOLD && more > 0 { format!(" (and so in {more} more places)") } else { String::new() };
                let position = self.taken.locate(*at).1;
                warnings.push(Warning { position: Some(position), message: format!("{what}{rest}") });
            }
        }
        warnings.sort_by_key(|w| w.position);
        self.taken.document.warnings = warnings;
        self.taken.finish()
    }
}

/// White space and stray byte order marks.
pub(super) fn is_edge(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

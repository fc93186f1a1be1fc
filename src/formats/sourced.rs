//! A document in the making: text taken from a source piece by piece, every byte with its way back to the file.

use std::ops::Range;

use super::encoding::Decoded;
use crate::bitext::{Document, Width};
use crate::error::Position;

/// Takes text from a decoded file into a document.
pub(super) struct Sourced<'s> {
    source: &'s Decoded,
    pub(super) document: Document,
}

impl<'s> Sourced<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        Self { source, document: Document { encoding: source.encoding.clone(), ..Document::default() } }
    }

    /// The text of the file.
    pub(super) fn source(&self) -> &'s str {
        &self.source.text
    }

    /// How long the text is by now.
    pub(super) fn len(&self) -> usize {
        self.document.text.len()
    }

    /// A stretch of the source that stands for itself.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        self.document.origin.push_copy(self.document.text.len(), &self.source.origin, &self.source.text, range.clone());
        self.document.text.push_str(&self.source.text[range]);
    }

    /// Text that stands for a stretch of the source as a whole: an entity, an escape, white space.
    pub(super) fn stand_in(&mut self, text: &str, range: Range<usize>) {
        let (from, start) = self.locate(range.start);
        let (to, end) = self.locate(range.end);
        let at = self.len();
        self.document.origin.push(at, from, start, Width::Whole);
        self.document.text.push_str(text);
        // What ends with this text ends where the stretch ends.
        self.document.origin.push(at + text.len(), to, end, Width::Utf8);
    }

    /// Says that what follows, if nothing else is said of it, stands at a byte of the source.
    pub(super) fn stands_at(&mut self, place: usize) {
        let (from, position) = self.locate(place);
        self.document.origin.push(self.len(), from, position, Width::Whole);
    }

    /// Forgets the text from `at` on.
    pub(super) fn truncate(&mut self, at: usize) {
        self.document.text.truncate(at);
        self.document.origin.truncate(at);
    }

    /// Forgets the text from `at` on, but not where text at `at` would stand.
    pub(super) fn cut(&mut self, at: usize) {
        self.document.text.truncate(at);
        self.document.origin.truncate(at + 1);
    }

    /// The byte and the position in the file of a byte of the source.
    pub(super) fn locate(&self, at: usize) -> (usize, Position) {
        self.source.origin.locate(&self.source.text, at)
    }

    /// A comment, which may speak to the linter.
    pub(super) fn comment(&mut self, comment: &str) {
        if let Some(directive) = comment.trim().strip_prefix("jjak:") {
            self.document.directives.push((self.len(), directive.trim().to_owned()));
        }
    }

    /// The document, with what the decoder had to say before what was found in reading.
    pub(super) fn finish(mut self) -> Document {
        self.document.warnings.splice(0..0, self.source.warnings.iter().cloned());
        self.document
    }
}

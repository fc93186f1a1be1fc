//! From offsets in a document's text back to the file as read.

use std::ops::Range;
use std::sync::Arc;

use super::Span;
use crate::error::Position;

/// How many bytes of the file one character of the text took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// UTF-8: as many as in the text itself.
    #[default]
    Utf8,
    /// UTF-16: two or four.
    Utf16,
    /// EUC-KR and CP949: one for ASCII, else two.
    DoubleByte,
    /// Windows-1252: always one.
    SingleByte,
    /// The whole run stands for one stretch of the file (an entity, a replaced sequence of bad bytes): every offset inside it
    /// leads to the start of that stretch.
    Whole,
}

impl Width {
    /// How many bytes of the file `text` took. Linear in `text`, constant for UTF-8.
    pub fn bytes_of(self, text: &str) -> usize {
        match self {
            Width::Utf8 => text.len(),
            Width::Utf16 => 2 * text.chars().map(char::len_utf16).sum::<usize>(),
            Width::DoubleByte => text.chars().map(|c| 1 + usize::from(!c.is_ascii())).sum(),
            Width::SingleByte => text.chars().count(),
            Width::Whole => 0,
        }
    }
}

/// A stretch of text that stood in one piece in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    file: usize,
    position: Position,
    width: Width,
}

/// A map from offsets in [`super::Document::text`] to places in the file, as runs in ascending order of the text.
///
/// Look-up is a binary search and a walk inside one run; a reader keeps runs short (a few hundred bytes), so that a look-up costs
/// O(log runs) however long a line is. Inside a run only `\n` counts as a line end; a reader begins a run where another one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    runs: Vec<Run>,
    /// Where the text from an offset on stands, in the words of its format, where that has no lines.
    names: Vec<(usize, Arc<str>)>,
}

impl Origin {
    /// Says that the text from offset `text` on, up to the next run, stood in the file from byte `file` on.
    ///
    /// # Panics
    /// In debug builds, when a run begins before the one before.
    pub fn push(&mut self, text: usize, file: usize, position: Position, width: Width) {
        debug_assert!(self.runs.last().is_none_or(|r| r.text <= text));
        let run = Run { text, file, position, width };
        match self.runs.last_mut().filter(|r| r.text == text) {
            Some(last) => *last = run,
            None => self.runs.push(run),
        }
    }

    /// Says how people of the format name the place of the text from offset `text` on: `page 7`, `Sheet1!B12`. Formats with lines
    /// name none.
    ///
    /// # Panics
    /// In debug builds, when a place begins before the one before.
    pub fn push_name(&mut self, text: usize, name: Arc<str>) {
        debug_assert!(self.names.last().is_none_or(|(from, _)| *from <= text));
        match self.names.last_mut().filter(|(from, _)| *from == text) {
            Some(last) => last.1 = name,
            None => self.names.push((text, name)),
        }
    }

    /// The name of the place of an offset, where it has one. Logarithmic in the places.
    pub fn name(&self, offset: usize) -> Option<&Arc<str>> {
        self.names[..self.names.partition_point(|(from, _)| *from <= offset)].last().map(|(_, name)| name)
    }

    /// Says that the text from offset `text` on is a copy of `range` of another text, whose own origin is `inner`. Linear in the
    /// runs that the range crosses.
    pub fn push_copy(&mut self, text: usize, inner: &Origin, inner_text: &str, range: Range<usize>) {
        let first = inner.runs.partition_point(|r| r.text <= range.start);
        let (file, position) = inner.locate(inner_text, range.start);
        let width = inner.runs[..first].last().map_or(Width::Utf8, |r| r.width);
        self.push(text, file, position, width);
        for run in inner.runs[first..].iter().take_while(|r| r.text < range.end) {
            self.push(text + run.text - range.start, run.file, run.position, run.width);
        }
        let first = inner.names.partition_point(|(from, _)| *from <= range.start).saturating_sub(1);
        for (from, name) in inner.names[first..].iter().take_while(|(from, _)| *from < range.end) {
            self.push_name(text + from.saturating_sub(range.start), Arc::clone(name));
        }
    }

    /// Forgets everything from offset `text` on.
    pub fn truncate(&mut self, text: usize) {
        self.runs.truncate(self.runs.partition_point(|r| r.text < text));
        self.names.truncate(self.names.partition_point(|(from, _)| *from < text));
    }

    /// The byte and the position in the file of one offset in `text`.
    pub fn locate(&self, text: &str, offset: usize) -> (usize, Position) {
        let Some(run) = self.runs[..self.runs.partition_point(|r| r.text <= offset)].last() else {
            return (0, Position { line: 1, column: 1 });
        };
        if run.width == Width::Whole {
            return (run.file, run.position);
        }
        let stretch = &text[run.text..offset];
        let position = match memchr::memrchr(b'\n', stretch.as_bytes()) {
            None => Position { line: run.position.line, column: run.position.column + stretch.chars().count() },
            Some(last) => Position {
                line: run.position.line + memchr::memchr_iter(b'\n', stretch.as_bytes()).count(),
                column: 1 + stretch[last + 1..].chars().count(),
            },
        };
        (run.file + run.width.bytes_of(stretch), position)
    }

    /// The stretch of the file that a range of `text` stood in.
    pub fn span(&self, text: &str, range: Range<usize>) -> Span {
        let (from, start) = self.locate(text, range.start);
        let (to, end) = self.locate(text, range.end);
        Span { bytes: from..to.max(from), start, end, place: self.name(range.start).cloned() }
    }
}

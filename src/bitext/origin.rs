//! From offsets in a document's text back to the file as read.

use std::ops::Range;

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
    /// The whole run stands for one stretch of the file (an entity, a replaced sequence of bad bytes): every offset inside it
    /// leads to the start of that stretch.
    Whole,
}

impl Width {
    fn of(self, c: char) -> usize {
        match self {
            Width::Utf8 => c.len_utf8(),
            Width::Utf16 => 2 * c.len_utf16(),
            Width::DoubleByte => 1 + usize::from(!c.is_ascii()),
            Width::Whole => 0,
        }
    }
}

/// A stretch of text that stood in one piece in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    file: usize,
    position: Position,
    width: Width,
}

/// A map from offsets in [`super::Document::text`] to places in the file, as runs in ascending order of both.
///
/// Look-up is a binary search and a walk inside one run; a reader keeps runs short by starting one at each line and at least
/// every few thousand bytes, so a look-up costs O(log runs).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    runs: Vec<Run>,
}

impl Origin {
    /// Says that the text from offset `text` on, up to the next run, stood in the file from byte `file` on.
    ///
    /// # Panics
    /// In debug builds, when a run does not begin after the one before.
    pub fn push(&mut self, text: usize, file: usize, position: Position, width: Width) {
        debug_assert!(self.runs.last().is_none_or(|r| r.text <= text && r.file <= file));
        if let Some(last) = self.runs.last_mut().filter(|r| r.text == text) {
            *last = Run { text, file, position, width };
        } else {
            self.runs.push(Run { text, file, position, width });
        }
    }

    /// The byte and the position in the file of one offset in `text`.
    pub fn locate(&self, text: &str, offset: usize) -> (usize, Position) {
        let Some(run) = self.runs[..self.runs.partition_point(|r| r.text <= offset)].last() else {
            return (0, Position { line: 1, column: 1 });
        };
        let (mut file, mut position) = (run.file, run.position);
        if run.width == Width::Whole {
            return (file, position);
        }
        for c in text[run.text..offset].chars() {
            file += run.width.of(c);
            if c == '\n' {
                position = Position { line: position.line + 1, column: 1 };
            } else {
                position.column += 1;
            }
        }
        (file, position)
    }

    /// The stretch of the file that a range of `text` stood in.
    pub fn span(&self, text: &str, range: Range<usize>) -> Span {
        let (from, start) = self.locate(text, range.start);
        let (to, end) = self.locate(text, range.end);
        Span { bytes: from..to.max(from), start, end }
    }
}

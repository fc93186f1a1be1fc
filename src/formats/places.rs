//! Where each byte of a decoded text stood in its file: runs for [`Origin`], short enough that a look-up is quick however long a
//! line is. Linear time; lines end at LF, CR LF or a lone CR.

use crate::bitext::{Origin, Width};
use crate::error::Position;

/// A run spans whole lines until it is this long (in bytes of text) …
const LEAST_RUN: usize = 256;
/// … and a line longer than this is cut into several runs.
const LONGEST_RUN: usize = 1024;

/// A stretch of decoded text that is a plain image of the file, up to the next piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) text: usize,
    pub(super) file: usize,
    pub(super) width: Width,
}

/// The origin of a text that consists of `pieces`, in order.
pub(super) fn origin(text: &str, pieces: &[Piece]) -> Origin {
    let mut walk = Walk { text, origin: Origin::default(), at: 0, file: 0, position: Position { line: 1, column: 1 }, run: 0 };
    for (piece, end) in pieces.iter().zip(pieces.iter().skip(1).map(|p| p.text).chain([text.len()])) {
        walk.file = piece.file;
        walk.push(piece.width);
        walk.through(end, piece.width);
    }
    walk.origin
}

struct Walk<'t> {
    text: &'t str,
    origin: Origin,
    at: usize,
    file: usize,
    position: Position,
    /// Where the current run began.
    run: usize,
}

impl Walk<'_> {
    fn push(&mut self, width: Width) {
        self.origin.push(self.at, self.file, self.position, width);
        self.run = self.at;
    }

    fn through(&mut self, end: usize, width: Width) {
        let bytes = self.text.as_bytes();
        for found in memchr::memchr2_iter(b'\n', b'\r', &bytes[self.at..end]).map({
            let base = self.at;
            move |i| base + i
        }) {
            let is_cr = bytes[found] == b'\r';
            if is_cr && bytes.get(found + 1) == Some(&b'\n') {
                continue;
            }
            self.along_line(found, width);
            self.file += width.bytes_of(&self.text[self.at..=found]);
            self.at = found + 1;
            self.position = Position { line: self.position.line + 1, column: 1 };
            if is_cr || self.at - self.run >= LEAST_RUN {
                self.push(width);
            }
        }
        self.along_line(end, width);
        let rest = &self.text[self.at..end];
        self.file += width.bytes_of(rest);
        // The column matters only to a piece that follows on the same line.
        if end < self.text.len() {
            self.position.column += rest.chars().count();
        }
        self.at = end;
    }

    /// Cuts the rest of a long line into runs.
    fn along_line(&mut self, end: usize, width: Width) {
        while end - self.at > LONGEST_RUN {
            let next = self.text.floor_char_boundary(self.at + LONGEST_RUN);
            let stretch = &self.text[self.at..next];
            self.file += width.bytes_of(stretch);
            self.position.column += stretch.chars().count();
            self.at = next;
            self.push(width);
        }
    }
}

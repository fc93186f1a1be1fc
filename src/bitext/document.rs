//! A document: its text, the blocks it falls into, and the segments those were cut into.

use std::ops::Range;

use super::{Cue, Origin, Width};
use crate::error::Position;

/// One document of one language, as read and perhaps split.
///
/// `text` holds what is there to align, in one piece: for plain text the whole file, decoded; for HTML and Markdown the visible
/// text, block after block. Blocks and segments are ranges of it, so nothing is copied, and `origin` leads every offset back to
/// the file as read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The path as the user gave it, or `-`.
    pub name: String,
    /// The text that blocks and segments point into.
    pub text: String,
    /// Whether `text` is all that the file says, line ends and empty lines included, and not only what it shows.
    pub is_verbatim: bool,
    /// The blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// The segments in reading order; empty until split.
    pub segments: Vec<Segment>,
    /// The stretches that segments may be made of, where it is left to the aligner which of them are sentences; empty otherwise.
    pub atoms: Vec<Atom>,
    /// When each segment is shown, for subtitles; empty for every other document.
    pub cues: Vec<Cue>,
    /// The pictures of a page, in reading order.
    pub pictures: Vec<Picture>,
    /// Where each byte of `text` stood in the file.
    pub origin: Origin,
    /// Where each segment was taken from, in a file of pairs that tells it; empty for every other document.
    pub citations: Vec<Citation>,
    /// The encoding that was decided on, by its usual name (`UTF-8`, `UTF-16LE`, `CP949`), and why.
    pub encoding: String,
    /// What comments in the file tell a linter, each with the offset in `text` that it stands before.
    pub directives: Vec<(usize, String)>,
    /// What was wrong with the content, in file order. Nothing is dropped without an entry here.
    pub warnings: Vec<Warning>,
}

/// A stretch of text that no sentence crosses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the stretch is.
    pub kind: BlockKind,
    /// Byte range in [`Document::text`].
    pub range: Range<usize>,
}

/// What a block is, as far as the format tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text; for plain text, a line.
    #[default]
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    Cell,
    /// A quoted block.
    Quote,
    /// What the markup calls a caption: `figcaption`, a class or an attribute of that name.
    Caption,
    /// Words in place of a picture, or shown when something is pointed at: `alt`, `title`.
    AltText,
    /// Program text: kept in order, not aligned.
    Code,
    /// A line that is one segment as it stands (`--lines`), perhaps an empty one.
    Line,
    /// A cue of a subtitle file: one segment, which may be of several lines.
    Cue,
}

/// A sentence, a caption, a line: what the aligner pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte range in [`Document::text`], without surrounding white space.
    pub range: Range<usize>,
    /// Index of the block it was cut from.
    pub block: usize,
}

/// A segment's place in the document that it was taken from, which is not at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Index of the segment there, from zero.
    pub index: usize,
    /// Where it stood in that file, where that is told.
    pub span: Option<Span>,
}

/// A picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it stands: an offset in [`Document::text`].
    pub at: usize,
    /// What the smallest element that is there for pictures (`figure`, a class of that kind) holds beside it, as a byte range of the
    /// text; empty if it stands in none.
    pub frame: Range<usize>,
    /// Its address, as the page has it.
    pub address: String,
}

/// A stretch that sentences are made of: a sentence, or a part of one that ends where one might end.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// The stretch.
    pub segment: Segment,
    /// How likely a sentence ends behind it.
    pub strength: f32,
}

/// A stretch of a file as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Byte range in the file (after decompression).
    pub bytes: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: the position just after its last character.
    pub end: Position,
}

/// Something damaged or doubtful in the content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where in the file, when it can be said.
    pub position: Option<Position>,
    /// What, in plain words.
    pub message: String,
}

impl Document {
    /// A document of texts that are its segments already, as a list in memory holds them: each is a line by itself, and positions
    /// count the texts as lines. Linear.
    pub fn of_segments<'t>(name: impl Into<String>, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut document = Self { name: name.into(), is_verbatim: true, encoding: "UTF-8".to_owned(), ..Self::default() };
        for (block, text) in texts.into_iter().enumerate() {
            let start = document.text.len();
            document.origin.push(start, start, Position { line: block + 1, column: 1 }, Width::Utf8);
            document.text += text;
            let range = start..document.text.len();
            let trimmed = text.trim_start();
            let from = range.end - trimmed.len();
            document.segments.push(Segment { range: from..from + trimmed.trim_end().len(), block });
            document.blocks.push(Block { kind: BlockKind::Line, range });
            document.text.push('\n');
        }
        document
    }

    /// The text of segment `index`.
    ///
    /// # Panics
    /// When there is no such segment.
    pub fn segment_text(&self, index: usize) -> &str {
        &self.text[self.segments[index].range.clone()]
    }

    /// The texts of all segments, in order.
    pub fn segment_texts(&self) -> Vec<&str> {
        self.segments.iter().map(|s| &self.text[s.range.clone()]).collect()
    }

    /// The atoms, when they are what the segments are at present.
    pub fn segments_as_atoms(&self) -> Option<&[Atom]> {
        let are_atoms =
            self.atoms.len() == self.segments.len() && self.atoms.iter().zip(&self.segments).all(|(a, s)| a.segment == *s);
        (are_atoms && !self.atoms.is_empty()).then_some(&self.atoms)
    }

    /// When segment `index` is shown, in a document of subtitles.
    pub fn cue(&self, index: usize) -> Option<&Cue> {
        self.cues.get(index)
    }

    /// Where segment `index` stands in the file as read.
    ///
    /// # Panics
    /// When there is no such segment.
    pub fn segment_span(&self, index: usize) -> Span {
        self.origin.span(&self.text, self.segments[index].range.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_memory_become_segments_with_their_numbers_as_lines() {
        let document = Document::of_segments("list", [" 비가 온다. ", "", "창을\n닫아라."]);
        assert_eq!(document.segment_texts(), ["비가 온다.", "", "창을\n닫아라."]);
        let starts: Vec<Position> = (0..3).map(|n| document.segment_span(n).start).collect();
        assert_eq!(starts.iter().map(|p| (p.line, p.column)).collect::<Vec<_>>(), [(1, 2), (2, 1), (3, 1)]);
    }
}

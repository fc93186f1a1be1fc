//! Builds a document out of the visible text of a marked-up source: blocks joined by line feeds, white space collapsed as a
//! browser would, and every byte with its place in the source.

use std::ops::Range;

use super::encoding::Decoded;
use super::sourced::Sourced;
use crate::bitext::{Block, BlockKind, Document, Picture, Warning};

/// Text that would stand inside a sentence (the title of a link, the text in place of a picture) waits here for its block's end.
struct Aside {
    kind: BlockKind,
    text: String,
    /// Where it stood in the source, and whether letter by letter.
    source: Range<usize>,
    verbatim: bool,
}

/// Takes text piece by piece in source order.
pub(super) struct Builder<'s> {
    taken: Sourced<'s>,
    /// The kind of block that text now belongs to.
    pub(super) kind: BlockKind,
    /// Where the current block begins in the document's text.
    start: usize,
    /// White space that becomes one space if more text follows in the block.
    gap: Option<Range<usize>>,
    asides: Vec<Aside>,
    /// The pictures that stand in no frame yet that has ended.
    unframed: Vec<usize>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        let mut taken = Sourced::new(source);
        taken.document.text.reserve(source.text.len() / 2);
        Self { taken, kind: BlockKind::Paragraph, start: 0, gap: None, asides: Vec::new(), unframed: Vec::new() }
    }

    /// The source being read.
    pub(super) fn source(&self) -> &'s str {
        self.taken.source()
    }

    /// Source text that stands for itself.
    pub(super) fn text(&mut self, range: Range<usize>) {
        if self.kind == BlockKind::Code {
            return self.taken.verbatim(range);
        }
        let text = self.source()[range.clone()].as_bytes();
        let mut at = 0;
        while at < text.len() {
            let end = at + stretch_len(&text[at..]);
            if end > at {
                self.fill_gap();
                self.taken.verbatim(range.start + at..range.start + end);
            }
            let next = end + text[end..].iter().take_while(|b| is_collapsible(**b)).count();
            if next > end {
                self.gap.get_or_insert(range.start + end..range.start + next).end = range.start + next;
            }
            at = next;
        }
    }

    /// Text that stands for a stretch of the source as a whole: an entity, an escape.
    pub(super) fn stand_in(&mut self, text: &str, source: Range<usize>) {
        if self.kind != BlockKind::Code && text.bytes().all(is_collapsible) {
            self.gap.get_or_insert(source.clone()).end = source.end;
            return;
        }
        self.fill_gap();
        self.taken.stand_in(text, source);
    }

    /// A text of its own that goes behind the block it stands in.
    pub(super) fn aside(&mut self, kind: BlockKind, text: &str, source: Range<usize>) {
        let verbatim = self.source().get(source.clone()) == Some(text);
        if !text.trim().is_empty() {
            self.asides.push(Aside { kind, text: text.to_owned(), source, verbatim });
        }
    }

    /// A picture that stands here.
    pub(super) fn picture(&mut self, address: String) {
        let at = self.taken.document.text.len();
        self.unframed.push(self.taken.document.pictures.len());
        self.taken.document.pictures.push(Picture { at, frame: at..at, address });
    }

    /// Where a frame of pictures begins: the pictures so far, and the text.
    pub(super) fn frame(&self) -> (usize, usize) {
        (self.taken.document.pictures.len(), self.taken.document.text.len())
    }

    /// Ends a frame: what was read since it began stands with the pictures read since, but for those that have a smaller frame.
    pub(super) fn end_frame(&mut self, (first, start): (usize, usize)) {
        while let Some(number) = self.unframed.pop_if(|number| *number >= first) {
            self.taken.document.pictures[number].frame = start..self.taken.document.text.len();
        }
    }

    /// Whether nothing has been read since a picture, but what stands in its place and a caption in the other language perhaps.
    pub(super) fn follows_picture(&self) -> bool {
        let Some(picture) = self.taken.document.pictures.last() else { return false };
        let since = self.taken.document.blocks.iter().rev().take_while(|block| block.range.start >= picture.at);
        let mut captions = 0;
        self.taken.document.text.len() == self.start
            && since.map(|block| block.kind).all(|kind| {
                captions += usize::from(kind == BlockKind::Caption);
                kind == BlockKind::AltText || kind == BlockKind::Caption && captions < 2
            })
    }

    /// A comment, which may speak to the linter.
    pub(super) fn comment(&mut self, comment: &str) {
        self.taken.comment(comment);
    }

    /// Something was mended at a byte of the source.
    pub(super) fn mended(&mut self, at: usize, message: String) {
        let position = Some(self.taken.locate(at).1);
        self.taken.document.warnings.push(Warning { position, message });
    }

    /// Ends the current block, if it holds anything, and lets what waited for that follow.
    pub(super) fn end_block(&mut self) {
        self.gap = None;
        self.close();
        if !self.asides.is_empty() {
            let kind = self.kind;
            for aside in std::mem::take(&mut self.asides) {
                self.kind = aside.kind;
                if aside.verbatim {
                    self.text(aside.source);
                } else {
                    let words = aside.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    self.taken.stand_in(&words, aside.source);
                }
                self.gap = None;
                self.close();
            }
            self.kind = kind;
        }
    }

    /// The document, with what the decoder had to say.
    pub(super) fn finish(mut self) -> Document {
        self.end_block();
        self.taken.finish()
    }

    fn close(&mut self) {
        let document = &mut self.taken.document;
        let text = &document.text;
        let end =
            if self.kind == BlockKind::Code { self.start + text[self.start..].trim_end_matches('\n').len() } else { text.len() };
        if !text[self.start..end].trim().is_empty() {
            document.blocks.push(Block { kind: self.kind, range: self.start..end });
        }
        if text.len() > self.start {
            document.text.push('\n');
        }
        self.start = document.text.len();
    }

    fn fill_gap(&mut self) {
        if let Some(gap) = self.gap.take().filter(|_| self.taken.len() > self.start) {
            if self.source().get(gap.clone()) == Some(" ") {
                self.taken.verbatim(gap);
            } else {
                self.taken.stand_in(" ", gap);
            }
        }
    }
}

/// The white space that a browser collapses: not U+00A0, nor the ideographic space.
fn is_collapsible(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// How far text goes in which white space is nothing but single spaces between words.
fn stretch_len(text: &[u8]) -> usize {
    let breaks =
        |at: usize| is_collapsible(text[at]) && (text[at] != b' ' || text.get(at + 1).is_none_or(|next| is_collapsible(*next)));
    (0..text.len()).find(|at| breaks(*at)).unwrap_or(text.len())
}

/// Reads a marked-up source with `fill` and gives the document with the decoder's findings.
pub(super) fn document(decoded: &Decoded, fill: impl FnOnce(&mut Builder<'_>)) -> Document {
    let mut builder = Builder::new(decoded);
    fill(&mut builder);
    builder.finish()
}

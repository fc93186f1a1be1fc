//! Builds a document out of the visible text of a marked-up source: blocks joined by line feeds, white space collapsed as a
//! browser would, and every byte with its place in the source.

use std::ops::Range;

use super::encoding::Decoded;
use crate::bitext::{Block, BlockKind, Document, Origin};

/// Text that would stand inside a sentence (the title of a link, the text in place of a picture) waits here for its block's end.
struct Caption {
    text: String,
    /// Where it stood in the source, and whether letter by letter.
    source: Range<usize>,
    verbatim: bool,
}

/// Takes text piece by piece in source order.
pub(super) struct Builder<'s> {
    source: &'s str,
    source_origin: &'s Origin,
    document: Document,
    /// The kind of block that text now belongs to.
    pub(super) kind: BlockKind,
    /// Where the current block begins in the document's text.
    start: usize,
    /// White space that becomes one space if more text follows in the block.
    gap: Option<Range<usize>>,
    captions: Vec<Caption>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str, source_origin: &'s Origin) -> Self {
        let document = Document { text: String::with_capacity(source.len() / 2), ..Document::default() };
        Self { source, source_origin, document, kind: BlockKind::Paragraph, start: 0, gap: None, captions: Vec::new() }
    }

    /// The source being read.
    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// Source text that stands for itself.
    pub(super) fn text(&mut self, range: Range<usize>) {
        if self.kind == BlockKind::Code {
            return self.copy(range);
        }
        let text = self.source[range.clone()].as_bytes();
        let mut at = 0;
        while at < text.len() {
            let end = at + stretch_len(&text[at..]);
            if end > at {
                self.fill_gap();
                self.copy(range.start + at..range.start + end);
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
        self.push_whole(text, source);
    }

    /// A caption that goes behind the block it stands in.
    pub(super) fn caption(&mut self, text: &str, source: Range<usize>) {
        let verbatim = self.source.get(source.clone()) == Some(text);
        if !text.trim().is_empty() {
            self.captions.push(Caption { text: text.to_owned(), source, verbatim });
        }
    }

    /// A comment that speaks to the linter.
    pub(super) fn directive(&mut self, comment: &str) {
        if let Some(directive) = comment.trim().strip_prefix("jjak:") {
            self.document.directives.push((self.document.text.len(), directive.to_owned()));
        }
    }

    /// Ends the current block, if it holds anything, and lets the captions that waited follow.
    pub(super) fn end_block(&mut self) {
        self.gap = None;
        self.close();
        if !self.captions.is_empty() {
            let kind = std::mem::replace(&mut self.kind, BlockKind::Caption);
            for caption in std::mem::take(&mut self.captions) {
                if caption.verbatim {
                    self.text(caption.source);
                } else {
                    let words = caption.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    self.push_whole(&words, caption.source);
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
        self.document
    }

    fn close(&mut self) {
        let text = &self.document.text;
        let end =
            if self.kind == BlockKind::Code { self.start + text[self.start..].trim_end_matches('\n').len() } else { text.len() };
        if !text[self.start..end].trim().is_empty() {
            self.document.blocks.push(Block { kind: self.kind, range: self.start..end });
        }
        if text.len() > self.start {
            self.document.text.push('\n');
        }
        self.start = self.document.text.len();
    }

    fn fill_gap(&mut self) {
        if let Some(gap) = self.gap.take().filter(|_| self.document.text.len() > self.start) {
            if self.source.get(gap.clone()) == Some(" ") {
                self.copy(gap);
            } else {
                self.push_whole(" ", gap);
            }
        }
    }

    fn copy(&mut self, range: Range<usize>) {
        let at = self.document.text.len();
        self.document.origin.push_copy(at, self.source_origin, self.source, range.clone());
        self.document.text.push_str(&self.source[range]);
    }

    fn push_whole(&mut self, text: &str, source: Range<usize>) {
        let at = self.document.text.len();
        let (from, start) = self.source_origin.locate(self.source, source.start);
        let (to, end) = self.source_origin.locate(self.source, source.end);
        self.document.origin.push(at, from, start, crate::bitext::Width::Whole);
        self.document.text.push_str(text);
        // What ends with this text ends where the stretch ends.
        self.document.origin.push(at + text.len(), to, end, crate::bitext::Width::Utf8);
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
    let mut builder = Builder::new(&decoded.text, &decoded.origin);
    fill(&mut builder);
    let document = builder.finish();
    Document { encoding: decoded.encoding.clone(), warnings: decoded.warnings.clone(), ..document }
}

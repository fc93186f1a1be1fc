//! The sentences of a document: line by line, or as JSON lines with their places.

use std::io::Write;

use serde::Serialize;

use crate::bitext::{BlockKind, Document};
use crate::error::Result;

/// How sentences are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SentenceFormat {
    /// One sentence a line, line ends inside a sentence as spaces, paragraphs parted by an empty line.
    #[default]
    Lines,
    /// One JSON object a line: text, bytes, line, column, block.
    Jsonl,
}

/// Writes the segments of a document.
///
/// # Errors
/// When writing fails.
pub fn write_sentences(document: &Document, format: SentenceFormat, out: &mut dyn Write) -> Result<()> {
    match format {
        SentenceFormat::Lines => write_lines(document, out),
        SentenceFormat::Jsonl => write_jsonl(document, out),
    }
}

/// Sentences as they stand, line by line. Plain text keeps its empty lines as paragraph ends; elsewhere every block is a paragraph.
fn write_lines(document: &Document, out: &mut dyn Write) -> Result<()> {
    let text = document.text.as_bytes();
    let mut before: Option<(usize, usize)> = None;
    for segment in &document.segments {
        if let Some((end, _)) = before.filter(|(_, block)| *block != segment.block) {
            let parts = match document.blocks[segment.block].kind {
                // A cue is a line by itself.
                BlockKind::Cue => false,
                _ if document.is_verbatim => has_empty_line(&text[end..segment.range.start]),
                _ => true,
            };
            if parts {
                out.write_all(b"\n")?;
            }
        }
        write_line(&text[segment.range.clone()], out)?;
        before = Some((segment.range.end, segment.block));
    }
    Ok(())
}

/// Whether two line ends stand here.
fn has_empty_line(gap: &[u8]) -> bool {
    let ends = gap.iter().filter(|b| **b == b'\n').count();
    // Lone carriage returns end lines only where there is no line feed.
    ends > 1 || ends == 0 && gap.iter().filter(|b| **b == b'\r').count() > 1
}

/// A sentence on one line.
fn write_line(sentence: &[u8], out: &mut dyn Write) -> Result<()> {
    let mut rest = sentence;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        out.write_all(&rest[..end])?;
        out.write_all(b" ")?;
        let after = &rest[end..];
        rest = after.strip_prefix(b"\r\n").unwrap_or(&after[1..]);
    }
    out.write_all(rest)?;
    Ok(out.write_all(b"\n")?)
}

#[derive(Serialize)]
struct Row<'t> {
    text: &'t str,
    /// Half-open range of the file as read.
    bytes: [usize; 2],
    line: usize,
    column: usize,
    /// The name of the place, in a file without lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'t str>,
    block: &'static str,
}

fn write_jsonl(document: &Document, out: &mut dyn Write) -> Result<()> {
    for (index, segment) in document.segments.iter().enumerate() {
        let span = document.segment_span(index);
        let row = Row {
            text: document.segment_text(index),
            bytes: [span.bytes.start, span.bytes.end],
            line: span.start.line,
            column: span.start.column,
            place: span.place.as_deref(),
            block: block_name(document.blocks[segment.block].kind),
        };
        serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "list-item",
        BlockKind::Cell => "cell",
        BlockKind::Quote => "quote",
        BlockKind::Caption => "caption",
        BlockKind::AltText => "alt-text",
        BlockKind::Code => "code",
        BlockKind::Line => "line",
        BlockKind::Cue => "cue",
    }
}

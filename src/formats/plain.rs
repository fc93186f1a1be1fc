//! Plain text: each line a block, hard-wrapped paragraphs joined, or each line a segment.
//!
//! Lines end at LF, CR LF or a lone CR, as editors and Python count them. U+2028, U+2029 and U+0085 end a block as well, but no
//! line: line numbers stay those of other tools, and a file of one segment a line is never cut at them.

use std::ops::Range;

use super::encoding::Decoded;
use super::line::{lines, trimmed};
use super::options::Lines;
use super::wrapped;
use crate::bitext::{Block, BlockKind, Document, Segment};

pub(super) fn document(decoded: Decoded, lines: Lines) -> Document {
    let Decoded { text, origin, encoding, warnings, .. } = decoded;
    let mut document = Document { origin, encoding, warnings, is_verbatim: true, ..Document::default() };
    match lines {
        Lines::Segments => {
            for (block, range) in super::line::lines(&text).enumerate() {
                document.segments.push(Segment { range: trimmed(&text, range.clone()), block });
                document.blocks.push(Block { kind: BlockKind::Line, range });
            }
        }
        Lines::Text => document.blocks = paragraphs(&text),
    }
    document.text = text;
    document
}

fn paragraphs(text: &str) -> Vec<Block> {
    let mut ranges: Vec<Range<usize>> = if wrapped::is_wrapped(text) {
        wrapped::paragraphs(text)
    } else {
        lines(text).filter(|line| !trimmed(text, line.clone()).is_empty()).collect()
    };
    const SEPARATORS: [char; 3] = ['\u{2028}', '\u{2029}', '\u{85}'];
    if SEPARATORS.iter().any(|c| memchr::memmem::find(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()).is_some()) {
        ranges = ranges.into_iter().flat_map(|range| cut(text, range, &SEPARATORS)).collect();
    }
    ranges.into_iter().map(|range| Block { kind: BlockKind::Paragraph, range: unmarked(text, range) }).collect()
}

fn cut<'t>(text: &'t str, range: Range<usize>, separators: &'static [char]) -> impl Iterator<Item = Range<usize>> + 't {
    let base = text.as_ptr() as usize;
    text[range]
        .split(separators)
        .map(move |part| part.as_ptr() as usize - base..part.as_ptr() as usize - base + part.len())
        .filter(move |part| !trimmed(text, part.clone()).is_empty())
}

/// A range without byte order marks at its edges.
fn unmarked(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = text[range.clone()].trim_end_matches('\u{FEFF}');
    let start = range.start + rest.len() - rest.trim_start_matches('\u{FEFF}').len();
    start..range.start + rest.len()
}

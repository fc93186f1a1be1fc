//! Lines of a text, as editors count them.

use std::ops::Range;

/// The lines of a text without their ends; an end at the very end begins no further line. Linear.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let mut start = 0;
    std::iter::from_fn(move || {
        // The LF of a CR LF was passed along with its CR.
        let end = ends.by_ref().find(|&end| end >= start);
        if start >= bytes.len() {
            return None;
        }
        let from = start;
        let end = end.unwrap_or(bytes.len());
        start = end + 1 + usize::from(bytes[end..].starts_with(b"\r\n"));
        Some(from..end)
    })
}

/// A range without white space and stray byte order marks at its edges; an empty one stays where the range begins.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let edge = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    let rest = text[range.clone()].trim_end_matches(edge);
    let start = range.start + rest.len() - rest.trim_start_matches(edge).len();
    if rest.is_empty() { range.start..range.start } else { start..range.start + rest.len() }
}

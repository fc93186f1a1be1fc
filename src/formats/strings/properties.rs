//! Java properties: `key = value`, a backslash at the end goes on with the next line. Linear in the text.

use std::ops::Range;

use super::catalogue::{Catalogue, common, some, unescaped};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;
use crate::formats::line::lines;

/// Reads it.
///
/// # Errors
/// When there is no message in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let text = source.text.as_str();
    let mut catalogue = Catalogue::new(source);
    let mut lines = lines(text);
    while let Some(line) = lines.next() {
        let line = trimmed(text, line);
        if line.is_empty() || text[line.clone()].starts_with(['#', '!']) {
            continue;
        }
        let key_end = key_end(text, &line);
        let key = unescaped(&text[line.start..key_end]);
        let behind = text[key_end..line.end].trim_start();
        let behind = behind.strip_prefix(['=', ':']).unwrap_or(behind).trim_start();
        let mut value = line.end - behind.len()..line.end;
        let at = value.start;
        while goes_on(&text[value.clone()]) {
            catalogue.escaped(value.start..value.end - 1, common);
            match lines.next() {
                Some(next) => value = trimmed(text, next),
                None => value = value.end..value.end,
            }
        }
        catalogue.escaped(value, common);
        catalogue.close(key, None, at);
    }
    some(catalogue.finish(), "there is no line with a key in this file of properties")
}

/// A line without the white space that it begins with.
fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let rest = text[line.clone()].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    line.end - rest.len()..line.end
}

/// Whether a line ends in a backslash that is not escaped itself.
fn goes_on(line: &str) -> bool {
    line.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

/// Where the key of a line ends.
fn key_end(text: &str, line: &Range<usize>) -> usize {
    let mut is_escaped = false;
    let ends = |c: char| matches!(c, '=' | ':' | ' ' | '\t' | '\u{C}');
    let found = text[line.clone()].char_indices().find(|(_, c)| {
        let is_end = !is_escaped && ends(*c);
        is_escaped = !is_escaped && *c == '\\';
        is_end
    });
    line.start + found.map_or(line.len(), |(at, _)| at)
}

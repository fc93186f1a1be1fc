//! Apple `.strings`: `"key" = "value";` with comments. Linear in the text.

use std::ops::Range;

use super::catalogue::{Catalogue, common, some, unescaped, wrong};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// Reads it.
///
/// # Errors
/// When a message breaks off or is none, and when there is no message in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let mut catalogue = Catalogue::new(source);
    let mut at = skip(source, 0)?;
    while at < source.text.len() {
        let (key, behind) = word(source, at)?;
        let behind = skip(source, behind)?;
        at = if let Some(b'=') = source.text.as_bytes().get(behind) {
            let (value, behind) = word(source, skip(source, behind + 1)?)?;
            let start = value.start;
            catalogue.escaped(value, common);
            catalogue.close(unescaped(&source.text[key]), None, start);
            skip(source, behind)?
        } else {
            // A key alone stands for itself.
            catalogue.escaped(key.clone(), common);
            catalogue.close(unescaped(&source.text[key.clone()]), None, key.start);
            behind
        };
        if source.text.as_bytes().get(at) != Some(&b';') {
            return Err(wrong(source, at, "a semicolon was expected here, behind the text"));
        }
        at = skip(source, at + 1)?;
    }
    some(catalogue.finish(), "there is no message in this file of strings")
}

/// Past white space and comments.
fn skip(source: &Decoded, mut at: usize) -> Result<usize> {
    loop {
        let rest = &source.text[at..];
        let solid = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        at += rest.len() - solid.len();
        if solid.starts_with("//") {
            at += solid.find(['\n', '\r']).unwrap_or(solid.len());
        } else if solid.starts_with("/*") {
            at += solid.find("*/").ok_or_else(|| wrong(source, at, "the comment that begins here is never closed"))? + 2;
        } else {
            return Ok(at);
        }
    }
}

/// The inside of the string, or the bare word, that begins here, and where it ends.
fn word(source: &Decoded, at: usize) -> Result<(Range<usize>, usize)> {
    let bytes = source.text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        let is_bare = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'$' | b'/' | b':');
        let length = bytes[at..].iter().take_while(|b| is_bare(b)).count();
        return match length {
            0 => Err(wrong(source, at, "a text in quotation marks was expected here")),
            _ => Ok((at..at + length, at + length)),
        };
    }
    let mut end = at + 1;
    loop {
        match memchr::memchr2(b'"', b'\\', &bytes[end..]).map(|i| end + i) {
            Some(quote) if bytes[quote] == b'"' => return Ok((at + 1..quote, quote + 1)),
            Some(backslash) if backslash + 1 < bytes.len() => end = source.text.ceil_char_boundary(backslash + 2),
            _ => return Err(wrong(source, at, "the quotation mark that opens here is never closed")),
        }
    }
}

//! PHP arrays, as Laravel keeps its messages: `return ['key' => 'text'];`. The file is read and never run; what would have to be
//! run is passed over with a warning. Linear in the text.

use std::ops::Range;

use super::catalogue::{Catalogue, common, some, unescaped, wrong};
use super::tree::{DEEPEST, Node, walk};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// Reads it.
///
/// # Errors
/// When no array is returned, or it breaks off.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let start = source.text.find("return").ok_or_else(|| wrong(source, 0, "this file returns no array of messages"))?;
    let mut scan = Scan { source, at: start + "return".len(), passed: Vec::new() };
    scan.skip()?;
    let Some(close) = scan.opens() else { return Err(scan.wrong("an array was expected here")) };
    let root = scan.array(close, 0)?;
    let mut catalogue = Catalogue::new(source);
    walk(&mut catalogue, &root, &|catalogue, strings| {
        for range in strings {
            let is_double = source.text[..range.start].ends_with('"');
            let meaning = if is_double { common } else { single };
            catalogue.escaped(range.clone(), meaning);
        }
    });
    for at in scan.passed {
        catalogue.warn(at, "this is no plain text, and PHP is not run: it was passed over".to_owned());
    }
    some(catalogue.finish(), "there is no text in this array")
}

/// In single quotes a backslash means itself, but before another and before the quote.
fn single(text: &str) -> (Option<char>, usize) {
    match text.as_bytes().get(1) {
        Some(b'\'') => (Some('\''), 2),
        Some(b'\\') => (Some('\\'), 2),
        _ => (Some('\\'), 1),
    }
}

struct Scan<'s> {
    source: &'s Decoded,
    at: usize,
    /// Where something stood that cannot be read without being run.
    passed: Vec<usize>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        &self.source.text[self.at..]
    }

    fn wrong(&self, message: &str) -> crate::error::Error {
        wrong(self.source, self.at, message)
    }

    fn skip(&mut self) -> Result<()> {
        loop {
            let rest = self.rest();
            let solid = rest.trim_start();
            let before = rest.len() - solid.len();
            let length = if solid.starts_with("//") || solid.starts_with('#') {
                solid.find(['\n', '\r']).unwrap_or(solid.len())
            } else if solid.starts_with("/*") {
                solid.find("*/").ok_or_else(|| self.wrong("a comment that begins here is never closed"))? + 2
            } else {
                self.at += before;
                return Ok(());
            };
            self.at += before + length;
        }
    }

    /// Enters an array; gives what closes it.
    fn opens(&mut self) -> Option<char> {
        if self.rest().starts_with('[') {
            self.at += 1;
            return Some(']');
        }
        let behind = self.rest().strip_prefix("array")?.trim_start();
        let behind = behind.strip_prefix('(')?;
        self.at = self.source.text.len() - behind.len();
        Some(')')
    }

    fn array(&mut self, close: char, depth: usize) -> Result<Node> {
        if depth > DEEPEST {
            return Err(self.wrong("this is nested too deeply for a file of messages"));
        }
        let mut children = Vec::new();
        loop {
            self.skip()?;
            if self.rest().starts_with(close) {
                self.at += 1;
                return Ok(Node::Map(children));
            }
            let mut value = self.value(depth)?;
            let mut key = children.len().to_string();
            self.skip()?;
            if self.rest().starts_with("=>") {
                self.at += 2;
                key = match value.0 {
                    Node::Text(strings) => strings.into_iter().map(|range| unescaped(&self.source.text[range])).collect(),
                    _ => self.source.text[value.1].trim().to_owned(),
                };
                self.skip()?;
                value = self.value(depth)?;
                self.skip()?;
            }
            children.push((key, value.0));
            if self.rest().starts_with(',') {
                self.at += 1;
            } else if !self.rest().starts_with(close) {
                return Err(self.wrong("a comma or the end of the array was expected here"));
            }
        }
    }

    /// A value, and where it stands.
    fn value(&mut self, depth: usize) -> Result<(Node, Range<usize>)> {
        let start = self.at;
        let node = if self.rest().starts_with(['"', '\'']) {
            self.strings()?
        } else if let Some(close) = self.opens() {
            self.array(close, depth + 1)?
        } else {
            Node::Other
        };
        self.skip()?;
        let ends = |rest: &str| rest.starts_with([',', ']', ')']) || rest.starts_with("=>");
        if ends(self.rest()) {
            return Ok((node, start..self.at));
        }
        let is_plain = self.pass(ends)?;
        if !is_plain {
            self.passed.push(start);
        }
        Ok((Node::Other, start..self.at))
    }

    /// Past what is no text; whether it is a number or a word.
    fn pass(&mut self, ends: impl Fn(&str) -> bool) -> Result<bool> {
        let (start, mut open) = (self.at, 0);
        while open > 0 || !ends(self.rest()) {
            match self.rest().chars().next() {
                None => return Err(self.wrong("the file breaks off before the array is closed")),
                Some('"' | '\'') => {
                    self.string()?;
                    continue;
                }
                Some('(' | '[' | '{') => open += 1,
                Some(')' | ']' | '}') => open -= 1,
                Some(_) => {}
            }
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        let said = self.source.text[start..self.at].trim();
        Ok(!said.is_empty() && said.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')))
    }

    /// Strings joined by dots.
    fn strings(&mut self) -> Result<Node> {
        let mut strings = Vec::new();
        while self.rest().starts_with(['"', '\'']) {
            strings.push(self.string()?);
            self.skip()?;
            let after = self.at;
            if !self.rest().starts_with('.') {
                break;
            }
            self.at += 1;
            self.skip()?;
            if !self.rest().starts_with(['"', '\'']) {
                self.at = after;
                break;
            }
        }
        Ok(Node::Text(strings))
    }

    fn string(&mut self) -> Result<Range<usize>> {
        let (bytes, start) = (self.source.text.as_bytes(), self.at + 1);
        let (quote, mut at) = (bytes[self.at], start);
        loop {
            match memchr::memchr2(quote, b'\\', &bytes[at..]).map(|i| at + i) {
                Some(end) if bytes[end] == quote => {
                    self.at = end + 1;
                    return Ok(start..end);
                }
                Some(backslash) if backslash + 1 < bytes.len() => at = self.source.text.ceil_char_boundary(backslash + 2),
                _ => return Err(self.wrong("the quotation mark that opens here is never closed")),
            }
        }
    }
}

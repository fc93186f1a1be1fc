//! JSON: flat or nested keys, plurals of i18next, `messages.json` of browser extensions, ARB with what it says of messages.
//! Comments and a comma too many are put up with, as the tools of its users do. Linear in the text.

use super::catalogue::{Catalogue, common, some, unescaped, wrong};
use super::tree::{DEEPEST, Node, walk};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// Reads it.
///
/// # Errors
/// When it is no JSON, and when there is no text in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let mut scan = Scan { source, at: 0 };
    scan.skip()?;
    let root = scan.value(0)?;
    scan.skip()?;
    if scan.at < source.text.len() {
        return Err(scan.wrong("nothing may stand behind the end of the object"));
    }
    let mut catalogue = Catalogue::new(source);
    walk(&mut catalogue, &root, &|catalogue, strings| {
        strings.iter().for_each(|range| catalogue.escaped(range.clone(), common));
    });
    some(catalogue.finish(), "there is no text in this JSON")
}

struct Scan<'s> {
    source: &'s Decoded,
    at: usize,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        &self.source.text[self.at..]
    }

    fn wrong(&self, message: &str) -> crate::error::Error {
        wrong(self.source, self.at, message)
    }

    /// White space, comments, byte order marks.
    fn skip(&mut self) -> Result<()> {
        loop {
            let rest = self.rest();
            let solid = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            let length = if solid.starts_with("//") {
                solid.find(['\n', '\r']).unwrap_or(solid.len())
            } else if solid.starts_with("/*") {
                let end = solid.find("*/").ok_or_else(|| self.wrong("a comment that begins here is never closed"))?;
                end + 2
            } else {
                self.at += rest.len() - solid.len();
                return Ok(());
            };
            self.at += rest.len() - solid.len() + length;
        }
    }

    fn eat(&mut self, c: char) -> bool {
        let is_there = self.rest().starts_with(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    fn value(&mut self, depth: usize) -> Result<Node> {
        if depth > DEEPEST {
            return Err(self.wrong("this is nested too deeply for a file of messages"));
        }
        if self.rest().starts_with('"') {
            return Ok(Node::Text(vec![self.string()?]));
        }
        if self.eat('{') {
            return self.map(depth);
        }
        if self.eat('[') {
            return self.list(depth);
        }
        let word = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(self.rest().len());
        let said = &self.rest()[..word];
        if !matches!(said, "true" | "false" | "null") && said.parse::<f64>().is_err() {
            return Err(self.wrong("a string, a number, an object or a list was expected here"));
        }
        self.at += word;
        Ok(Node::Other)
    }

    fn map(&mut self, depth: usize) -> Result<Node> {
        let mut children = Vec::new();
        loop {
            self.skip()?;
            if self.eat('}') {
                return Ok(Node::Map(children));
            }
            if !self.rest().starts_with('"') {
                return Err(self.wrong("a key in quotation marks, or } was expected here"));
            }
            let key = self.string()?;
            let key = unescaped(&self.source.text[key]);
            self.skip()?;
            if !self.eat(':') {
                return Err(self.wrong("a colon was expected here, behind the key"));
            }
            self.skip()?;
            children.push((key, self.value(depth + 1)?));
            self.skip()?;
            if !self.eat(',') && !self.rest().starts_with('}') {
                return Err(self.wrong("a comma or } was expected here"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node> {
        let mut children = Vec::new();
        loop {
            self.skip()?;
            if self.eat(']') {
                return Ok(Node::List(children));
            }
            children.push(self.value(depth + 1)?);
            self.skip()?;
            if !self.eat(',') && !self.rest().starts_with(']') {
                return Err(self.wrong("a comma or ] was expected here"));
            }
        }
    }

    /// The inside of the string that begins here.
    fn string(&mut self) -> Result<std::ops::Range<usize>> {
        let (start, bytes) = (self.at + 1, self.source.text.as_bytes());
        let mut at = start;
        loop {
            match memchr::memchr3(b'"', b'\\', b'\n', &bytes[at..]).map(|i| at + i) {
                Some(end) if bytes[end] == b'"' => {
                    self.at = end + 1;
                    return Ok(start..end);
                }
                Some(backslash) if bytes[backslash] == b'\\' && backslash + 1 < bytes.len() => {
                    at = self.source.text.ceil_char_boundary(backslash + 2);
                }
                _ => return Err(self.wrong("the string that begins here is not closed on its line")),
            }
        }
    }
}

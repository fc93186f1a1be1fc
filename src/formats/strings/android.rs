//! Android resources: strings, plurals and arrays, less what is not to be translated. Elements inside a text stay in it, those
//! that only mark something for translators (`xliff:g`) do not. Linear in the text.

use std::ops::Range;

use super::catalogue::{Catalogue, common, inside, some};
use super::markup::{Part, attribute, parts};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// Reads it.
///
/// # Errors
/// When it is no well-formed XML, when it is none of Android's, and when there is no text in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let mut scan = Scan { source, catalogue: Catalogue::new(source), group: None, text: None, in_space: true };
    parts(source, "resources", |part, range| {
        scan.take(part, range);
        Ok(())
    })?;
    some(scan.catalogue.finish(), "there is no text in these resources")
}

/// A group of items: its name, how many came, whether it is to be translated.
struct Group {
    element: String,
    name: String,
    count: usize,
    is_translated: bool,
}

/// The text being read: its key and form, where it begins, and how deep in elements of its own we are.
struct Text {
    key: String,
    plural: Option<String>,
    at: usize,
    depth: usize,
}

struct Scan<'s> {
    source: &'s Decoded,
    catalogue: Catalogue<'s>,
    group: Option<Group>,
    text: Option<Text>,
    /// Whether white space was just passed: Android makes one space of any.
    in_space: bool,
}

impl Scan<'_> {
    fn take(&mut self, part: Part, range: Range<usize>) {
        match part {
            Part::Start(name, attributes) => self.start(&name, &attributes, range),
            Part::End(name) => self.end(&name, range),
            Part::Text | Part::Raw if self.text.is_some() => self.words(range),
            Part::Meant(said) if self.text.is_some() => {
                self.in_space = false;
                self.catalogue.stand_in(&said, range);
            }
            _ => {}
        }
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)], range: Range<usize>) {
        if let Some(text) = &mut self.text {
            text.depth += 1;
            if name != "g" {
                self.in_space = false;
                self.catalogue.verbatim(range);
            }
            return;
        }
        let is_translated = attribute(attributes, "translatable") != Some("false");
        let called = attribute(attributes, "name").unwrap_or_default().to_owned();
        match (name, &mut self.group) {
            ("string", None) if is_translated => self.begin(called, None, range.end),
            ("plurals" | "string-array", None) => {
                self.group = Some(Group { element: name.to_owned(), name: called, count: 0, is_translated });
            }
            ("item", Some(group)) if group.is_translated => {
                let (key, plural) = match attribute(attributes, "quantity") {
                    Some(quantity) => (group.name.clone(), Some(quantity.to_owned())),
                    None => (inside(&group.name, &group.count.to_string()), None),
                };
                group.count += 1;
                self.begin(key, plural, range.end);
            }
            _ => {}
        }
    }

    fn begin(&mut self, key: String, plural: Option<String>, at: usize) {
        self.text = Some(Text { key, plural, at, depth: 0 });
        self.in_space = true;
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        match &mut self.text {
            Some(text) if text.depth > 0 => {
                text.depth -= 1;
                if name != "g" && !range.is_empty() {
                    self.catalogue.verbatim(range);
                }
            }
            Some(_) => {
                if let Some(text) = self.text.take() {
                    // A reference to another text is none.
                    if self.catalogue.text().starts_with("@string/") {
                        self.catalogue.clear();
                    } else {
                        self.catalogue.close(text.key, text.plural, text.at);
                    }
                }
            }
            None if self.group.as_ref().is_some_and(|group| group.element == name) => self.group = None,
            None => {}
        }
    }

    /// Text with white space made one and escapes read. Quotation marks that keep white space are not said.
    fn words(&mut self, range: Range<usize>) {
        let (text, mut from) = (self.source.text.as_str(), range.start);
        let mut at = range.start;
        while let Some(c) = text[at..range.end].chars().next() {
            let mut length = c.len_utf8();
            if c == '\\' || c == '"' || c.is_ascii_whitespace() {
                self.catalogue.verbatim(from..at);
                match c {
                    '\\' => {
                        let (said, escape) = common(&text[at..range.end]);
                        length = escape.min(range.end - at);
                        self.catalogue.stand_in(&said.map_or(String::new(), String::from), at..at + length);
                    }
                    '"' => {}
                    ' ' if !self.in_space => self.catalogue.verbatim(at..at + 1),
                    _ if !self.in_space => self.catalogue.stand_in(" ", at..at + 1),
                    _ => {}
                }
                from = at + length;
            }
            self.in_space = c.is_ascii_whitespace();
            at += length;
        }
        self.catalogue.verbatim(from..range.end);
    }
}

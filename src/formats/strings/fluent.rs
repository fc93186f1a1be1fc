//! Fluent: `id = text`, lines that are indented go on, `.attribute = text`. Placeables stay in the text. Linear in it.

use std::ops::Range;

use super::catalogue::{Catalogue, inside, some};
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
    let mut scan = Scan { text, catalogue: Catalogue::new(source), id: String::new(), key: None };
    for range in lines(text) {
        let line = text[range.clone()].trim_start_matches('\u{FEFF}');
        let range = range.end - line.len()..range.end;
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with('#') {
            scan.close();
        } else if line.starts_with([' ', '\t', '}']) {
            scan.goes_on(range);
        } else {
            scan.message(range);
        }
    }
    scan.close();
    some(scan.catalogue.finish(), "there is no message in this Fluent file")
}

struct Scan<'s> {
    text: &'s str,
    catalogue: Catalogue<'s>,
    id: String,
    /// The key at hand, and where its text begins.
    key: Option<(String, usize)>,
}

impl Scan<'_> {
    fn close(&mut self) {
        // A message may have attributes alone.
        if let Some((key, at)) = self.key.take().filter(|(key, _)| *key != self.id || !self.catalogue.text().is_empty()) {
            self.catalogue.close(key, None, at);
        }
    }

    fn message(&mut self, line: Range<usize>) {
        self.close();
        let said = &self.text[line.clone()];
        let is_id = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        match said.split_once('=').filter(|(id, _)| is_id(id.trim())) {
            Some((id, value)) => {
                self.id = id.trim().to_owned();
                self.begins(self.id.clone(), line.end - value.len()..line.end);
            }
            None => self.catalogue.warn(line.start, "this line is no part of a message: it was passed over".to_owned()),
        }
    }

    fn begins(&mut self, key: String, value: Range<usize>) {
        let value = trimmed(self.text, value);
        self.key = Some((key, value.start));
        self.catalogue.verbatim(value);
    }

    fn goes_on(&mut self, line: Range<usize>) {
        let line = trimmed(self.text, line);
        let attribute = self.text[line.clone()].strip_prefix('.').and_then(|rest| rest.split_once('='));
        if let Some((name, value)) = attribute.filter(|(name, _)| !name.trim().is_empty() && !name.trim().contains(' ')) {
            self.close();
            return self.begins(inside(&self.id, name.trim()), line.end - value.len()..line.end);
        }
        if self.key.is_none() {
            return self.catalogue.warn(line.start, "this line is no part of a message: it was passed over".to_owned());
        }
        if !self.catalogue.text().is_empty() {
            self.catalogue.stand_in("\n", line.start..line.start);
        }
        self.catalogue.verbatim(line);
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    crate::formats::line::trimmed(text, range)
}

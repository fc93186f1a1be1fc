//! Catalogues of Qt Linguist (`.ts`): each message with its translation, which may be unfinished, gone, or of several forms.

use std::ops::Range;

use super::entries::Entries;
use super::units::side;
use crate::bitext::{Bitext, Entry, Side, State, Warning};
use crate::error::Result;
use crate::formats::encoding::Decoded;
use crate::formats::strings::markup::{Part, attribute, parts};

/// Reads it.
///
/// # Errors
/// When it is no well-formed XML, or none of Qt's.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Bitext> {
    let mut scan = Scan {
        entries: Entries::new(source),
        target: Side::Ko,
        other: None,
        path: Vec::new(),
        context: String::new(),
        id: None,
        state: State::Untold,
        is_gone: false,
        source: Vec::new(),
        forms: 0,
    };
    parts(source, "TS", |part, range| {
        scan.take(part, range);
        Ok(())
    })?;
    let source_side = scan.target.other();
    if let Some(language) = scan.other {
        let message = format!("the translations are in another language ({language}): they were left out");
        scan.entries.warn(Warning { position: None, message });
    }
    Ok(Bitext { source: Some(source_side), ..scan.entries.finish() })
}

struct Scan<'s> {
    entries: Entries<'s>,
    target: Side,
    /// A language of the translations that is neither Korean nor English.
    other: Option<String>,
    path: Vec<String>,
    context: String,
    id: Option<String>,
    state: State,
    /// Whether the message is no longer in the program.
    is_gone: bool,
    /// The pieces of the source text: each plural form stands beside it.
    source: Vec<(Option<String>, Range<usize>)>,
    forms: usize,
}

impl Scan<'_> {
    fn take(&mut self, part: Part, range: Range<usize>) {
        match part {
            Part::Start(name, attributes) => {
                self.start(&name, &attributes);
                self.path.push(name);
            }
            Part::End(name) => {
                self.path.pop();
                self.end(&name);
            }
            Part::Text | Part::Raw => self.text(None, range),
            Part::Meant(said) => self.text(Some(said), range),
        }
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)]) {
        match name {
            "TS" => {
                let language = attribute(attributes, "language").unwrap_or_default();
                self.target = side(language).unwrap_or(Side::Ko);
                self.other = (!language.is_empty() && side(language).is_none()).then(|| language.to_owned());
            }
            "context" => self.context.clear(),
            "message" => {
                self.id = attribute(attributes, "id").map(str::to_owned);
                (self.state, self.is_gone, self.forms) = (State::Untold, false, 0);
                self.source.clear();
            }
            "translation" => match attribute(attributes, "type") {
                Some("unfinished") => self.state = State::Draft,
                Some("vanished" | "obsolete") => self.is_gone = true,
                _ => {}
            },
            _ => {}
        }
    }

    fn text(&mut self, said: Option<String>, range: Range<usize>) {
        let within = self.path.last().map_or("", String::as_str);
        match within {
            "name" => self.context.push_str(said.as_deref().unwrap_or(&self.entries.source_text()[range])),
            "source" => self.source.push((said, range)),
            "translation" if self.forms == 0 => {
                // White space between forms is no translation.
                let text = &self.entries.source_text()[range.clone()];
                if said.is_some() || !text.trim().is_empty() || !self.entries.text(self.target).is_empty() {
                    self.put(self.target, said, range);
                }
            }
            "numerusform" | "lengthvariant" => self.put(self.target, said, range),
            _ => {}
        }
    }

    fn put(&mut self, side: Side, said: Option<String>, range: Range<usize>) {
        match said {
            Some(said) => self.entries.stand_in(side, &said, range),
            None => self.entries.verbatim(side, range),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "numerusform" => {
                self.forms += 1;
                self.close();
            }
            "translation" if self.forms == 0 => self.close(),
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.is_gone || self.other.is_some() {
            return self.entries.clear(self.target);
        }
        for (said, range) in self.source.clone() {
            self.put(self.target.other(), said, range);
        }
        let context = self.context.trim();
        let id = self.id.clone().or_else(|| (!context.is_empty()).then(|| context.to_owned()));
        // What is empty lacks its translation; that it is not finished need not be said, too.
        let state = if self.entries.text(self.target).is_empty() { State::Untold } else { self.state };
        self.entries.close(Entry { id, state, ..Entry::default() });
    }
}

//! TMX and XLIFF, of any version and maker: the Korean and the English text of each unit, its inline codes kept apart.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::entries::Entries;
use super::ignored::ignored;
use crate::bitext::{Bitext, Entry, Side, Sides, State, Warning};
use crate::error::{Error, Position, Result};
use crate::formats::encoding::Decoded;
use crate::formats::format::Format;

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// The text of one side.
    Text(Side),
    /// A code inside the text, which is no text, and how deep.
    Code(Side, usize),
    Property(Property),
}

/// What a unit says besides its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Score,
    Confidence,
    Document(Side),
    Note,
}

/// Inline elements whose content is text all the same.
const SHOWN: &[&str] = &["hi", "g", "mrk", "pc"];

struct Units<'s> {
    entries: Entries<'s>,
    entry: Entry,
    /// Where the languages of a file are named once, what `source` and `target` are.
    languages: [Option<Side>; 2],
    /// Languages named in the file that are neither Korean nor English.
    others: BTreeSet<String>,
    /// The open elements, each with whether its content is not to be translated.
    open: Vec<(String, bool)>,
    language: Option<Side>,
    within: Option<Within>,
    property: String,
    /// The names of the documents a translation memory says it was made from.
    names: Sides<String>,
    /// The name of the unit, and the checks it turns off; in XLIFF 2 a unit has several segments.
    unit: Option<String>,
    ignored: Vec<String>,
    /// Inside a translation that is only proposed.
    is_proposed: bool,
    format: Format,
}

/// Reads a translation memory.
///
/// # Errors
/// When it is no well-formed XML, no TMX, or breaks off.
pub(in crate::formats) fn read_tmx(source: &Decoded) -> Result<Bitext> {
    bitext(source, Format::Tmx)
}

/// Reads XLIFF of any version.
///
/// # Errors
/// As [`read_tmx`].
pub(in crate::formats) fn read_xliff(source: &Decoded) -> Result<Bitext> {
    bitext(source, Format::Xliff)
}

fn bitext(source: &Decoded, format: Format) -> Result<Bitext> {
    let text = source.text.as_str();
    let mut reader = Reader::from_str(text);
    let mut units = Units {
        entries: Entries::new(source),
        entry: Entry::default(),
        languages: [None; 2],
        others: BTreeSet::new(),
        open: Vec::new(),
        language: None,
        within: None,
        property: String::new(),
        names: Sides::default(),
        unit: None,
        ignored: Vec::new(),
        is_proposed: false,
        format,
    };
    let root = if format == Format::Tmx { "tmx" } else { "xliff" };
    let mut is_ours = false;
    loop {
        let from = reader.buffer_position() as usize;
        let wrong = |message: String| Error::malformed(message).at(Position::of(text, from));
        let event = reader.read_event().map_err(|e| wrong(format!("this is no well-formed XML: {e}")))?;
        let range = from..reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => {
                is_ours |= tag.name().local_name().as_ref() == root;
                let is_fixed = attribute(&tag, &["translate"]).map_or_else(|| units.is_fixed(), |value| value == "no");
                units.open.push((tag.name().as_ref().to_owned(), is_fixed));
                units.start(&tag);
            }
            Event::Empty(tag) => units.empty(&tag),
            Event::End(tag) => {
                units.end(tag.name().local_name().as_ref());
                units.open.pop();
            }
            Event::Text(content) => units.text(&content.xml10_content(), text, range),
            Event::CData(content) => units.text(&content.xml10_content(), text, range),
            Event::GeneralRef(name) => {
                let meant = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                units.text(&meant.ok_or_else(|| wrong(format!("the reference &{}; means nothing here", &*name)))?, text, range);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !is_ours {
        return Err(Error::malformed(format!("this is no {}: there is no <{root}> element", root.to_uppercase())));
    }
    if let Some((name, _)) = units.open.last() {
        let message = format!("the file breaks off here: <{name}> is never closed");
        return Err(Error::malformed(message).at(Position::of(text, text.len())));
    }
    if !units.others.is_empty() {
        let others = units.others.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        units.entries.warn(Warning { position: None, message: format!("what is in other languages was left out: {others}") });
    }
    let mut bitext = units.entries.finish();
    bitext.source = units.languages[0];
    if units.names != Sides::default() {
        let cited = Arc::new(units.names);
        bitext.entries.iter_mut().for_each(|entry| entry.cited = Some(cited.clone()));
    }
    Ok(bitext)
}

impl Units<'_> {
    /// Whether what is being read is not to be translated.
    fn is_fixed(&self) -> bool {
        self.open.last().is_some_and(|(_, is_fixed)| *is_fixed)
    }

    /// The side of a language code; any other language is noted.
    fn side(&mut self, code: &str) -> Option<Side> {
        let side = side(code);
        if side.is_none() {
            self.others.insert(code.to_owned());
        }
        side
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().local_name();
        let name = name.as_ref();
        match self.within {
            Some(Within::Text(side)) => {
                self.code(side, tag);
                if !SHOWN.contains(&name) {
                    self.within = Some(Within::Code(side, 1));
                }
                return;
            }
            Some(Within::Code(side, depth)) => {
                self.within = Some(Within::Code(side, depth + 1));
                return;
            }
            _ => {}
        }
        self.within = match name {
            "tmx" | "xliff" | "file" | "header" => {
                self.header(tag);
                None
            }
            "tu" | "trans-unit" | "unit" => {
                self.entry = Entry::default();
                self.unit = attribute(tag, &["id", "tuid", "resname"]);
                self.ignored.clear();
                Side::BOTH.into_iter().for_each(|side| self.entries.clear(side));
                None
            }
            "alt-trans" | "matches" => {
                self.is_proposed = true;
                None
            }
            _ if self.is_proposed => None,
            "tuv" => {
                self.language = attribute(tag, &["xml:lang", "lang"]).and_then(|code| self.side(&code));
                None
            }
            "segment" => {
                self.state(tag);
                None
            }
            "seg" => self.language.map(Within::Text),
            "source" if self.format == Format::Xliff => self.languages[0].map(Within::Text),
            "target" if self.format == Format::Xliff => {
                self.state(tag);
                self.languages[1].map(Within::Text)
            }
            "note" => Some(Within::Property(Property::Note)),
            "prop" => attribute(tag, &["type"]).and_then(|name| property(&name)).map(Within::Property),
            _ => None,
        };
        if let Some(Within::Text(side)) = self.within {
            // A second variant in the same language takes nothing from the first.
            if self.entries.text(side).is_empty() { self.entry.codes.get_mut(side).clear() } else { self.within = None }
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        match self.within {
            Some(Within::Text(side)) => self.code(side, tag),
            None => {
                self.start(tag);
                self.end(tag.name().local_name().as_ref());
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match (self.within, name) {
            (Some(Within::Code(side, 1)), _) => self.within = Some(Within::Text(side)),
            (Some(Within::Code(side, depth)), _) => self.within = Some(Within::Code(side, depth - 1)),
            (Some(Within::Text(_)), name) if SHOWN.contains(&name) => {}
            (Some(Within::Property(property)), _) => {
                self.take(property);
                self.within = None;
            }
            (_, "alt-trans" | "matches") => self.is_proposed = false,
            (_, "tuv") => self.language = None,
            (_, "tu" | "trans-unit" | "segment") => self.close(),
            _ => self.within = None,
        }
    }

    /// What XLIFF says of a translation that is not done.
    fn state(&mut self, tag: &BytesStart<'_>) {
        let is_draft = |state: &str| matches!(state, "new" | "initial") || state.starts_with("needs-");
        if attribute(tag, &["state"]).is_some_and(|state| is_draft(&state)) {
            self.entry.state = State::Draft;
        }
    }

    /// The languages of the whole.
    fn header(&mut self, tag: &BytesStart<'_>) {
        let named = [["source-language", "srcLang", "srclang"], ["target-language", "trgLang", "trglang"]];
        let codes = named.map(|names| attribute(tag, &names));
        for (n, code) in codes.iter().enumerate() {
            if let Some(code) = code.as_ref().filter(|code| *code != "*all*") {
                self.languages[n] = self.side(code);
            }
        }
        if let ([Some(source), None], [Some(_), None]) = (self.languages, codes) {
            self.languages[1] = Some(source.other());
        }
    }

    fn code(&mut self, side: Side, tag: &BytesStart<'_>) {
        let number = attribute(tag, &["id", "x", "i"]);
        let code = std::iter::once(tag.name().as_ref().to_owned()).chain(number).collect::<Vec<_>>().join(" ");
        // A note of the maker about words is no code.
        if tag.name().as_ref() != "mrk" {
            self.entry.codes.get_mut(side).push(code);
        }
    }

    fn text(&mut self, meant: &str, source: &str, range: Range<usize>) {
        match self.within {
            Some(Within::Text(side)) if source.get(range.clone()) == Some(meant) => self.entries.verbatim(side, range),
            Some(Within::Text(side)) => self.entries.stand_in(side, meant, range),
            Some(Within::Property(_)) => self.property.push_str(meant),
            _ => {}
        }
    }

    fn take(&mut self, property: Property) {
        let value = std::mem::take(&mut self.property);
        match property {
            Property::Score => self.entry.link.score = number(&value),
            Property::Confidence => self.entry.link.confidence = number(&value),
            Property::Document(side) => *self.names.get_mut(side) = value,
            Property::Note => self.ignored.extend(ignored(&value)),
        }
    }

    fn close(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        let is_empty = Side::BOTH.map(|side| self.entries.text(side).is_empty());
        let is_bilingual = self.format == Format::Tmx || self.languages.iter().all(Option::is_some);
        // A unit in other languages is no entry of ours, and one that is not to be translated lacks nothing.
        let is_meant = is_bilingual && is_empty != [true; 2] && !(self.is_fixed() && is_empty != [false; 2]);
        if is_meant {
            self.entries.close(Entry { id: self.unit.clone(), ignored: self.ignored.clone(), ..entry });
        } else {
            Side::BOTH.into_iter().for_each(|side| self.entries.clear(side));
        }
    }
}

fn attribute(tag: &BytesStart<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| tag.try_get_attribute(name).ok().flatten()).map(|a| a.value.into_owned())
}

/// By the language alone, whatever the region and the standard: `ko`, `KO-KR`, `en_GB`, `kor`, `English`, and `kr` and `us`, which
/// are countries but stand for languages in many files.
pub(in crate::formats) fn side(code: &str) -> Option<Side> {
    match code.trim().split(['-', '_', ' ']).next()?.to_ascii_lowercase().as_str() {
        "ko" | "kor" | "korean" | "kr" => Some(Side::Ko),
        "en" | "eng" | "english" | "us" | "gb" => Some(Side::En),
        _ => None,
    }
}

/// A number that means something.
fn number(value: &str) -> Option<f64> {
    value.trim().parse().ok().filter(|x: &f64| x.is_finite())
}

fn property(name: &str) -> Option<Property> {
    Some(match name {
        "x-score" => Property::Score,
        "x-confidence" => Property::Confidence,
        "x-document-ko" => Property::Document(Side::Ko),
        "x-document-en" => Property::Document(Side::En),
        _ => return None,
    })
}

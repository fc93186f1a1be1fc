//! TMX of any version and maker to a corpus: the Korean and the English variant of each unit, without inline codes.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::corpus::pair;
use crate::bitext::{Side, Sides};
use crate::corpus::Corpus;
use crate::error::{Error, Position, Result};

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// The text of a variant.
    Segment(Side),
    /// A code inside the text, which is no text, and how deep.
    Code(Side, usize),
    Property(Property),
}

/// The properties that are made use of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Score,
    Confidence,
    Document(Side),
}

#[derive(Default)]
struct Unit {
    text: Sides<String>,
    score: String,
    confidence: String,
}

struct Memory {
    corpus: Corpus,
    unit: Unit,
    language: Option<Side>,
    within: Option<Within>,
}

pub(super) fn corpus(text: &str) -> Result<Corpus> {
    let mut reader = Reader::from_str(text);
    let mut memory = Memory { corpus: Corpus::default(), unit: Unit::default(), language: None, within: None };
    let mut is_tmx = false;
    loop {
        let place = reader.buffer_position();
        let wrong = |message: String| Error::malformed(message).at(position(text, place));
        match reader.read_event().map_err(|e| wrong(format!("this is no well-formed XML: {e}")))? {
            Event::Start(tag) => {
                is_tmx |= tag.name().as_ref() == "tmx";
                memory.start(&tag);
            }
            Event::End(tag) => memory.end(tag.name().as_ref()),
            Event::Text(text) => memory.text(&text.xml10_content()),
            Event::CData(text) => memory.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let meant = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                memory.text(&meant.ok_or_else(|| wrong(format!("the reference &{}; means nothing in TMX", &*name)))?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !is_tmx {
        return Err(Error::malformed("this is no TMX: there is no <tmx> element"));
    }
    Ok(memory.corpus)
}

impl Memory {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| tag.try_get_attribute(name).ok().flatten().map(|a| a.value.into_owned());
        self.within = match (self.within, tag.name().as_ref()) {
            (Some(Within::Segment(side)), name) if name != "hi" => Some(Within::Code(side, 1)),
            (Some(Within::Code(side, depth)), _) => Some(Within::Code(side, depth + 1)),
            (within @ Some(Within::Segment(_)), _) => within,
            (_, "tu") => {
                self.unit = Unit::default();
                None
            }
            (_, "tuv") => {
                self.language = attribute("xml:lang").or_else(|| attribute("lang")).and_then(|l| side(&l));
                None
            }
            (_, "seg") => self.language.map(Within::Segment),
            (_, "prop") => attribute("type").and_then(|name| property(&name)).map(Within::Property),
            _ => None,
        };
    }

    fn end(&mut self, name: &str) {
        match (self.within, name) {
            (Some(Within::Code(side, 1)), _) => self.within = Some(Within::Segment(side)),
            (Some(Within::Code(side, depth)), _) => self.within = Some(Within::Code(side, depth - 1)),
            (Some(Within::Segment(_)), "hi") => {}
            (_, "tuv") => self.language = None,
            (_, "tu") => self.close(),
            _ => self.within = None,
        }
    }

    fn text(&mut self, text: &str) {
        match self.within {
            Some(Within::Segment(side)) => self.unit.text.get_mut(side).push_str(text),
            Some(Within::Property(Property::Score)) => self.unit.score.push_str(text),
            Some(Within::Property(Property::Confidence)) => self.unit.confidence.push_str(text),
            Some(Within::Property(Property::Document(side))) => self.corpus.documents.get_mut(side).push_str(text),
            _ => {}
        }
    }

    fn close(&mut self) {
        let unit = std::mem::take(&mut self.unit);
        let number = self.corpus.pairs.len();
        let mut pair = pair(unit.text.as_ref().map(String::as_str), Sides { ko: number, en: number });
        pair.score = unit.score.trim().parse().ok();
        pair.confidence = unit.confidence.trim().parse().ok();
        // A unit in other languages is no pair of ours.
        if !pair.units.ko.is_empty() || !pair.units.en.is_empty() {
            self.corpus.pairs.push(pair);
        }
    }
}

/// By the language alone, whatever the region: `ko`, `KO-KR`, `en_GB`.
fn side(code: &str) -> Option<Side> {
    code.split(['-', '_']).next()?.to_ascii_lowercase().parse().ok()
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

fn position(text: &str, byte: u64) -> Position {
    let before = &text[..text.floor_char_boundary(usize::try_from(byte).unwrap_or(usize::MAX))];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

//! XML as the readers of messages see it: events with their places, and texts whose every letter leads back to the file.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::catalogue::wrong;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// What a reader is told, each with its place.
pub(in crate::formats) enum Part {
    /// An element begins: its local name and its attributes.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Text as it stands in the file.
    Text,
    /// An entity, and what it stands for.
    Meant(String),
    /// Text of a CDATA section, as it stands; its place is that of the inside.
    Raw,
}

/// Every part of a file, in order.
///
/// # Errors
/// When it is no well-formed XML, when its root is not the one given, when it breaks off, and what `take` finds wrong.
pub(in crate::formats) fn parts(
    source: &Decoded,
    root: &str,
    mut take: impl FnMut(Part, Range<usize>) -> Result<()>,
) -> Result<()> {
    let text = source.text.as_str();
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let mut is_ours = false;
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|e| wrong(source, from, &format!("this is no well-formed XML: {e}")))?;
        let range = from..reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => {
                let (name, attributes) = start(&tag);
                is_ours |= name == root && open.is_empty();
                open.push(name.clone());
                take(Part::Start(name, attributes), range)?;
            }
            Event::Empty(tag) => {
                let (name, attributes) = start(&tag);
                is_ours |= name == root && open.is_empty();
                take(Part::Start(name.clone(), attributes), range.clone())?;
                take(Part::End(name), range.end..range.end)?;
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                take(Part::End(name), range)?;
            }
            Event::Text(_) => take(Part::Text, range)?,
            Event::CData(_) => take(Part::Raw, range.start + "<![CDATA[".len()..range.end - "]]>".len())?,
            Event::GeneralRef(name) => {
                let meant = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                // An entity that the file defines itself stays as it is written.
                take(Part::Meant(meant.unwrap_or_else(|| text[range.clone()].to_owned())), range)?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !is_ours {
        return Err(wrong(source, 0, &format!("this is no file of its kind: there is no <{root}> at its head")));
    }
    match open.last() {
        Some(name) => Err(wrong(source, text.len(), &format!("the file breaks off here: <{name}> is never closed"))),
        None => Ok(()),
    }
}

fn start(tag: &BytesStart<'_>) -> (String, Vec<(String, String)>) {
    let attributes = tag.attributes().flatten();
    let attributes = attributes.map(|a| (a.key.local_name().as_ref().to_owned(), a.value.clone().into_owned())).collect();
    (tag.name().local_name().as_ref().to_owned(), attributes)
}

/// The value of an attribute.
pub(in crate::formats) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

//! Translation Memory eXchange 1.4, valid against its DTD.
//!
//! Languages are written `ko-KR` and `en-US`: Trados and memoQ ask for a region, and the others look at the language alone. There
//! are no dates, as they would make two equal runs differ.

use std::io::Write;

use quick_xml::Writer as XmlWriter;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::fields::decimal;
use crate::bitext::{EntryRef, Side, View};
use crate::error::Result;
use crate::formats::writer::Writer;
use crate::xml::{finish, text_element, writer};

/// Writes it.
pub(in crate::formats) struct Tmx;

const HEADER: [(&str, &str); 7] = [
    ("creationtool", "jjak"),
    ("creationtoolversion", env!("CARGO_PKG_VERSION")),
    ("segtype", "sentence"),
    ("o-tmf", "jjak"),
    ("adminlang", "en"),
    ("srclang", "ko-KR"),
    ("datatype", "plaintext"),
];

fn language(side: Side) -> &'static str {
    match side {
        Side::Ko => "ko-KR",
        Side::En => "en-US",
    }
}

impl Writer for Tmx {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        let mut xml = writer(out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.write_event(Event::DocType(BytesText::from_escaped(r#"tmx SYSTEM "tmx14.dtd""#)))?;
        xml.write_event(Event::Start(BytesStart::new("tmx").with_attributes([("version", "1.4")])))?;
        xml.write_event(Event::Start(BytesStart::new("header").with_attributes(HEADER)))?;
        for side in Side::BOTH {
            let name = view.entries.first().map_or(view.bitext.documents.get(side).name.as_str(), |entry| entry.document(side));
            if !name.is_empty() {
                text_element(&mut xml, "prop", &[("type", &format!("x-document-{side}"))], name)?;
            }
        }
        xml.write_event(Event::End(BytesEnd::new("header")))?;
        xml.write_event(Event::Start(BytesStart::new("body")))?;
        for (number, entry) in (1usize..).zip(&view.entries) {
            unit(&mut xml, number, entry)?;
        }
        xml.write_event(Event::End(BytesEnd::new("body")))?;
        xml.write_event(Event::End(BytesEnd::new("tmx")))?;
        finish(&mut xml)
    }
}

fn unit(xml: &mut XmlWriter<&mut dyn Write>, number: usize, entry: &EntryRef<'_>) -> Result<()> {
    // A unit must hold a text.
    if entry.segments.ko.is_empty() && entry.segments.en.is_empty() {
        return Ok(());
    }
    xml.write_event(Event::Start(BytesStart::new("tu").with_attributes([("tuid", number.to_string().as_str())])))?;
    text_element(xml, "prop", &[("type", "x-bead-type")], &entry.bead_type().to_string())?;
    for (name, value) in [("x-score", entry.link.score), ("x-confidence", entry.link.confidence)] {
        let value = decimal(value);
        if !value.is_empty() {
            text_element(xml, "prop", &[("type", name)], &value)?;
        }
    }
    if entry.link.moved {
        text_element(xml, "prop", &[("type", "x-moved")], "yes")?;
    }
    let text = entry.text();
    for side in Side::BOTH.into_iter().filter(|side| !entry.segments.get(*side).is_empty()) {
        xml.write_event(Event::Start(BytesStart::new("tuv").with_attributes([("xml:lang", language(side))])))?;
        text_element(xml, "seg", &[], text.get(side))?;
        xml.write_event(Event::End(BytesEnd::new("tuv")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("tu")))?;
    Ok(())
}

//! XCES `cesAlign`, as OPUS distributes alignments: sentence ids count from one, Korean before the semicolon.

use std::io::Write;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::fields::{decimal, ids};
use crate::bitext::{Side, Sides, View};
use crate::error::Result;
use crate::formats::writer::Writer;
use crate::xml::{allowed, finish, writer};

/// Writes it.
pub(in crate::formats) struct Xces;

impl Writer for Xces {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        let mut xml = writer(out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let doctype = r#"cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" """#;
        xml.write_event(Event::DocType(BytesText::from_escaped(doctype)))?;
        xml.write_event(Event::Start(BytesStart::new("cesAlign").with_attributes([("version", "1.0")])))?;
        let documents = Sides::build(|side| allowed(&view.bitext.documents.get(side).name));
        let group = [("targType", "s"), ("fromDoc", &*documents.ko), ("toDoc", &*documents.en)];
        xml.write_event(Event::Start(BytesStart::new("linkGrp").with_attributes(group)))?;
        for (number, entry) in (1usize..).zip(&view.entries) {
            let targets = format!("{};{}", ids(entry, Side::Ko, 1, " "), ids(entry, Side::En, 1, " "));
            let (id, certainty) = (format!("SL{number}"), decimal(entry.link.score));
            let link = BytesStart::new("link");
            let link = if certainty.is_empty() { link } else { link.with_attributes([("certainty", certainty.as_str())]) };
            xml.write_event(Event::Empty(link.with_attributes([("xtargets", targets.as_str()), ("id", id.as_str())])))?;
        }
        xml.write_event(Event::End(BytesEnd::new("linkGrp")))?;
        xml.write_event(Event::End(BytesEnd::new("cesAlign")))?;
        finish(&mut xml)
    }
}

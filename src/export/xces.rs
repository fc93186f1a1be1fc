//! XCES `cesAlign`, as OPUS distributes alignments: sentence ids count from one, Korean before the semicolon.

use std::io::Write;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::Exporter;
use super::fields::{decimal, ids};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::xml::{allowed, finish, writer};

pub(super) struct Xces;

impl Exporter for Xces {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        let mut xml = writer(out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let doctype = r#"cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" """#;
        xml.write_event(Event::DocType(BytesText::from_escaped(doctype)))?;
        xml.write_event(Event::Start(BytesStart::new("cesAlign").with_attributes([("version", "1.0")])))?;
        let documents = corpus.documents.as_ref().map(|name| allowed(name));
        let group = [("targType", "s"), ("fromDoc", &*documents.ko), ("toDoc", &*documents.en)];
        xml.write_event(Event::Start(BytesStart::new("linkGrp").with_attributes(group)))?;
        for (number, pair) in (1usize..).zip(&corpus.pairs) {
            let targets = format!("{};{}", ids(&pair.units.ko, 1, " "), ids(&pair.units.en, 1, " "));
            let (id, certainty) = (format!("SL{number}"), decimal(pair.score));
            let link = BytesStart::new("link");
            let link = if certainty.is_empty() { link } else { link.with_attributes([("certainty", certainty.as_str())]) };
            xml.write_event(Event::Empty(link.with_attributes([("xtargets", targets.as_str()), ("id", id.as_str())])))?;
        }
        xml.write_event(Event::End(BytesEnd::new("linkGrp")))?;
        xml.write_event(Event::End(BytesEnd::new("cesAlign")))?;
        finish(&mut xml)
    }
}

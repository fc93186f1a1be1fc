//! A walk through the XML of office formats: local names, text with its references resolved, and nothing fetched. No entity but
//! the five of XML and characters by number means anything.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Error, Result};

/// Deeper than this nothing is nested that a person wrote.
const MOST_DEPTH: usize = 512;

/// A start tag.
pub(super) struct Tag<'t> {
    inner: &'t BytesStart<'t>,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.inner.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let attribute = self.inner.attributes().with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// The value of an attribute that has a prefix, by its name without.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        let attribute = self
            .inner
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|a| a.key.local_name().into_inner() == name && a.key.prefix().is_some())?;
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// Whether an attribute has a value.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|found| found == value)
    }

    /// Whether a property that needs no value is on: `<w:vanish/>`, `<w:vanish w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        self.get("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// What is done with the elements of a part.
pub(super) trait Handler {
    /// An element begins. `false` passes over all that is in it; its end is not told then.
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool>;
    /// An element ends.
    fn end(&mut self, _name: &str) {}
    /// Text, perhaps in several pieces.
    fn text(&mut self, _text: &str) {}
}

/// Walks through a part. Linear.
///
/// # Errors
/// When the XML is not well-formed, breaks off or is nested too deep.
pub(super) fn walk(part: &str, bytes: &[u8], handler: &mut dyn Handler) -> Result<()> {
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    let mut reader = Reader::from_str(&text);
    let wrong = |what: String| Error::malformed(format!("the file is damaged: its part {part} is no well-formed XML ({what})"));
    let (mut depth, mut passed) = (0usize, None::<usize>);
    let mut has_root = false;
    loop {
        match reader.read_event().map_err(|e| wrong(e.to_string()))? {
            Event::Start(tag) => {
                (depth, has_root) = (depth + 1, true);
                if depth > MOST_DEPTH {
                    return Err(Error::limit(format!("its part {part} nests elements more than {MOST_DEPTH} deep")));
                }
                if passed.is_none() && !handler.start(&Tag { inner: &tag })? {
                    passed = Some(depth);
                }
            }
            Event::Empty(tag) => {
                has_root = true;
                if passed.is_none() && handler.start(&Tag { inner: &tag })? {
                    handler.end(tag.local_name().into_inner());
                }
            }
            Event::End(tag) => {
                match passed {
                    None => handler.end(tag.local_name().into_inner()),
                    Some(from) if from == depth => passed = None,
                    Some(_) => {}
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(content) if passed.is_none() => handler.text(&content.xml10_content()),
            Event::CData(content) if passed.is_none() => handler.text(&content.xml10_content()),
            Event::GeneralRef(name) if passed.is_none() => {
                let meant = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                handler.text(&meant.ok_or_else(|| wrong(format!("the reference &{}; means nothing here", &*name)))?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 || !has_root {
        return Err(wrong("it breaks off".to_owned()));
    }
    Ok(())
}

//! What the XML formats share: characters that XML 1.0 can hold, and one way to write elements.

use std::borrow::Cow;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesText, Event};

use crate::error::Result;

/// A writer that indents by two spaces.
pub(crate) fn writer(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    Writer::new_with_indent(out, b' ', 2)
}

/// Text with U+FFFD for every character that XML 1.0 forbids.
pub(crate) fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(forbidden) { Cow::Owned(text.replace(forbidden, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// `<name a="b">text</name>`. A carriage return is written as a reference, as a parser would else take it for a line feed.
pub(crate) fn text_element(xml: &mut Writer<&mut dyn Write>, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
    let text = allowed(text);
    let escaped = escape(&*text).replace('\r', "&#13;");
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_text_content(BytesText::from_escaped(escaped))?;
    Ok(())
}

/// The last line end of a file.
pub(crate) fn finish(xml: &mut Writer<&mut dyn Write>) -> Result<()> {
    xml.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    Ok(())
}

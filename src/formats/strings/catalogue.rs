//! Builds a document of messages: each a segment with its key.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bitext::{Block, BlockKind, Document, Message, Segment, Warning};
use crate::error::{Error, Result};
use crate::formats::encoding::Decoded;
use crate::formats::sourced::Sourced;

/// The categories of plurals in CLDR, which all ecosystems share.
const PLURAL_FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Takes the text of a message piece by piece, then its key.
pub(super) struct Catalogue<'s> {
    taken: Sourced<'s>,
    start: usize,
    names: BTreeSet<String>,
}

impl<'s> Catalogue<'s> {
    pub(super) fn new(source: &'s Decoded) -> Self {
        Self { taken: Sourced::new(source), start: 0, names: BTreeSet::new() }
    }

    /// Text that stands in the source as it is.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.taken.verbatim(range);
        }
    }

    /// Text that stands for a stretch of the source as a whole: an escape, an entity.
    pub(super) fn stand_in(&mut self, text: &str, range: Range<usize>) {
        self.taken.stand_in(text, range);
    }

    /// Text in which a backslash begins an escape; `meaning` is given what begins with it, and gives what that says and how long
    /// it is.
    pub(super) fn escaped(&mut self, range: Range<usize>, meaning: impl Fn(&str) -> (Option<char>, usize)) {
        let text = self.taken.source();
        let mut from = range.start;
        while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[from..range.end]).map(|i| from + i) {
            self.verbatim(from..at);
            let (said, length) = meaning(&text[at..range.end]);
            from = (at + length).min(range.end);
            self.stand_in(said.map_or(String::new(), String::from).as_str(), at..from);
        }
        self.verbatim(from..range.end);
    }

    /// The text of the message at hand.
    pub(super) fn text(&self) -> &str {
        &self.taken.document.text[self.start..]
    }

    /// Forgets the text of the message at hand.
    pub(super) fn clear(&mut self) {
        self.taken.truncate(self.start);
    }

    /// Ends a message; `at` is where it stands if it is empty.
    pub(super) fn close(&mut self, key: String, plural: Option<String>, at: usize) {
        if self.text().is_empty() {
            self.taken.stands_at(at);
        }
        let message = Message { key, plural };
        if !self.names.insert(message.name()) {
            self.warn(at, format!("the key {} stands here a second time", message.name()));
        }
        let document = &mut self.taken.document;
        let range = self.start..document.text.len();
        document.segments.push(Segment { range: range.clone(), block: document.blocks.len() });
        document.blocks.push(Block { kind: BlockKind::Line, range });
        document.messages.push(message);
        document.text.push('\n');
        self.start = document.text.len();
    }

    /// Something doubtful at a place of the source.
    pub(super) fn warn(&mut self, at: usize, message: String) {
        let position = Some(self.taken.locate(at).1);
        self.taken.document.warnings.push(Warning { position, message });
    }

    pub(super) fn finish(self) -> Document {
        self.taken.finish()
    }
}

/// What is wrong with the syntax at a place of the source.
pub(super) fn wrong(source: &Decoded, at: usize, message: &str) -> Error {
    Error::malformed(message).at(source.origin.locate(&source.text, at).1)
}

/// A key without the plural form that it ends in (`files_other`), as i18next has it.
pub(super) fn suffixed(key: &str) -> (String, Option<String>) {
    match key.rsplit_once('_').filter(|(stem, form)| !stem.is_empty() && PLURAL_FORMS.contains(form)) {
        Some((stem, form)) => (stem.to_owned(), Some(form.to_owned())),
        None => (key.to_owned(), None),
    }
}

/// Whether these are the forms of one plural.
pub(super) fn are_forms<'k>(mut keys: impl Iterator<Item = &'k str>) -> bool {
    let mut has_other = false;
    keys.all(|key| {
        has_other |= key == "other";
        PLURAL_FORMS.contains(&key)
    }) && has_other
}

/// The character of an escape `\u` and four hexadecimal digits, or of two that make up one, and its length.
pub(super) fn unicode(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u").or_else(|| text.get(from..from + 6)?.strip_prefix("\\U"))?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 6));
    }
    let pair = [first, unit(6).unwrap_or_default()];
    Some(match char::decode_utf16(pair).next() {
        Some(Ok(c)) => (c, 12),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    })
}

/// The escapes that most languages share; of any other the backslash falls away.
pub(super) fn common(text: &str) -> (Option<char>, usize) {
    if let Some((c, length)) = unicode(text) {
        return (Some(c), length);
    }
    let Some(c) = text[1..].chars().next() else { return (Some('\\'), 1) };
    let said = match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{C}',
        c => c,
    };
    (Some(said), 1 + c.len_utf8())
}

/// The key of something inside something else.
pub(super) fn inside(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// What went wrong where nothing is found that a file of its kind has.
pub(super) fn some(document: Document, lacking: &str) -> Result<Document> {
    if document.messages.is_empty() { Err(Error::malformed(lacking)) } else { Ok(document) }
}

/// A key with its escapes read.
pub(super) fn unescaped(raw: &str) -> String {
    let (mut said, mut rest) = (String::new(), raw);
    while let Some(at) = rest.find('\\') {
        said.push_str(&rest[..at]);
        let (c, length) = common(&rest[at..]);
        said.extend(c);
        rest = &rest[at + length..];
    }
    said + rest
}

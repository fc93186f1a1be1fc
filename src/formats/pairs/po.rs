//! Catalogues of GNU gettext (PO): each message with its translation, as lines of quoted strings.
//!
//! What a line is goes by its keyword; a string goes on over as many lines as follow. Linear in the text.

use std::ops::Range;

use super::entries::{Entries, range_in};
use super::ignored::ignored;
use super::units::side;
use crate::bitext::{Bitext, Entry, Side, State, Warning};
use crate::error::{Error, Position, Result};
use crate::formats::encoding::Decoded;
use crate::formats::line::lines;

/// The inner of quoted strings, as places in the source.
type Strings = Vec<Range<usize>>;

#[derive(Default)]
struct Message {
    context: Strings,
    id: Strings,
    plural: Option<Strings>,
    translations: Vec<Strings>,
    ignored: Vec<String>,
    is_fuzzy: bool,
}

/// A context is named whole unless it is longer than this: each form of a plural names it.
const LONGEST_ID_CHARS: usize = 200;

/// What the strings of continued lines belong to.
#[derive(Clone, Copy)]
enum Part {
    Context,
    Id,
    Plural,
    Translation,
}

/// Reads it.
///
/// # Errors
/// When there is no message in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Bitext> {
    let (messages, warnings) = messages(source)?;
    let header = messages.iter().find(|m| m.id.iter().all(Range::is_empty)).map(|m| unescaped(source, m.translations.first()));
    let mut entries = Entries::new(source);
    warnings.into_iter().for_each(|warning| entries.warn(warning));
    let target = match target(source, header.as_deref().unwrap_or_default(), &messages) {
        Target::Side(side) => side,
        Target::Other(language) => {
            let message = format!("the translations are in another language ({language}): they were left out");
            entries.warn(Warning { position: None, message });
            return Ok(entries.finish());
        }
    };
    for message in messages.iter().filter(|m| m.id.iter().any(|range| !range.is_empty())) {
        let last = message.translations.len().saturating_sub(1);
        let none = Strings::new();
        for form in 0..=last {
            // The first of several forms is that of one thing; a language with a single form has it for any number.
            let id = message.plural.as_ref().filter(|_| form > 0 || last == 0).unwrap_or(&message.id);
            take(&mut entries, target.other(), id);
            take(&mut entries, target, message.translations.get(form).unwrap_or(&none));
            let context = unescaped(source, Some(&message.context));
            let is_draft = message.is_fuzzy && !entries.text(target).is_empty();
            entries.close(Entry {
                state: if is_draft { State::Draft } else { State::Untold },
                id: (!context.is_empty()).then(|| context.chars().take(LONGEST_ID_CHARS).collect()),
                ignored: message.ignored.clone(),
                ..Entry::default()
            });
        }
    }
    Ok(Bitext { source: Some(target.other()), ..entries.finish() })
}

/// Every message that is not obsolete, and lines that mean nothing.
fn messages(source: &Decoded) -> Result<(Vec<Message>, Vec<Warning>)> {
    let text = source.text.as_str();
    let (mut messages, mut warnings): (Vec<Message>, Vec<Warning>) = Default::default();
    let mut message = Message::default();
    let mut part = None;
    for (number, range) in (1..).zip(lines(text)) {
        let line = text[range].trim();
        if line.is_empty() {
            continue;
        }
        let keyword = line.split(['"', ' ', '\t']).next().unwrap_or_default();
        // A remark, a context or an identifier behind a translation begins the next message.
        let begins = line.starts_with('#')
            || line.starts_with("msgctxt")
            || (line.starts_with("msgid") && !line.starts_with("msgid_plural"));
        // So does a second identifier, which means that the first one has no translation.
        let is_second = keyword == "msgid" && !message.id.is_empty();
        if begins && (!message.translations.is_empty() || is_second) {
            if message.translations.is_empty() {
                let message = "the message above has no msgstr: it was taken for untranslated".to_owned();
                warnings.push(Warning { position: Some(Position { line: number, column: 1 }), message });
            }
            messages.push(std::mem::take(&mut message));
            part = None;
        }
        if line.starts_with('#') {
            message.ignored.extend(ignored(line));
            message.is_fuzzy |= line.strip_prefix("#,").is_some_and(|flags| flags.split(',').any(|flag| flag.trim() == "fuzzy"));
            continue;
        }
        part = match keyword {
            "" => part,
            "msgctxt" => Some(Part::Context),
            "msgid" => Some(Part::Id),
            "msgid_plural" => Some(Part::Plural),
            _ if keyword == "msgstr" || keyword.starts_with("msgstr[") => {
                message.translations.push(Strings::new());
                Some(Part::Translation)
            }
            _ => None,
        };
        let position = Some(Position { line: number, column: 1 });
        let inner = line.find('"').and_then(|from| Some((from + 1, line.rfind('"').filter(|to| *to > from)?)));
        let (Some(part), Some((from, to))) = (part, inner) else {
            let message = "this line is no part of a message: it was passed over".to_owned();
            warnings.push(Warning { position, message });
            continue;
        };
        let strings = match part {
            Part::Context => &mut message.context,
            Part::Id => &mut message.id,
            Part::Plural => message.plural.get_or_insert_default(),
            Part::Translation => message.translations.last_mut().unwrap_or(&mut message.id),
        };
        strings.push(range_in(text, &line[from..to]));
    }
    if !message.id.is_empty() || !message.translations.is_empty() {
        messages.push(message);
    }
    if messages.is_empty() && !text.trim().is_empty() {
        return Err(Error::malformed("this is no catalogue: there is no msgid"));
    }
    Ok((messages, warnings))
}

/// What a catalogue is translated into.
enum Target {
    Side(Side),
    /// A language that is neither Korean nor English.
    Other(String),
}

/// The language of the translations: by the header, by the script of what stands on either side, or by what most of it looks like.
fn target(source: &Decoded, header: &str, messages: &[Message]) -> Target {
    let field = |name: &str| header.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).filter(|said| !said.is_empty());
    if let Some(named) = field("Language:") {
        return side(named).map_or_else(|| Target::Other(named.to_owned()), Target::Side);
    }
    let has_hangul =
        |strings: Option<&Strings>| strings.into_iter().flatten().any(|range| source.text[range.clone()].contains(is_syllable));
    let translated = messages.iter().filter(|m| m.translations.iter().any(|t| has_hangul(Some(t)))).count();
    let written = messages.iter().filter(|m| has_hangul(Some(&m.id))).count();
    if translated != written {
        return Target::Side(if translated > written { Side::Ko } else { Side::En });
    }
    if let Some(side) = field("Language-Team:").and_then(side) {
        return Target::Side(side);
    }
    let sample: String = messages.iter().take(50).map(|m| unescaped(source, m.translations.first())).collect();
    let ids: String = messages.iter().take(50).map(|m| unescaped(source, Some(&m.id))).collect();
    Target::Side(Side::of_text(&sample).or(Side::of_text(&ids).map(Side::other)).unwrap_or(Side::Ko))
}

fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Each escape of a string with its place, and what stands between as it is.
fn pieces(source: &str, strings: &[Range<usize>], mut take: impl FnMut(Option<char>, Range<usize>)) {
    for range in strings {
        let (bytes, mut from) = (source.as_bytes(), range.start);
        while let Some(backslash) = memchr::memchr(b'\\', &bytes[from..range.end]).map(|i| from + i) {
            take(None, from..backslash);
            let escaped = source[backslash + 1..range.end].chars().next();
            let meant = match escaped {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(c) => c,
                None => '\\',
            };
            from = backslash + 1 + escaped.map_or(0, char::len_utf8);
            take(Some(meant), backslash..from);
        }
        take(None, from..range.end);
    }
}

fn take(entries: &mut Entries<'_>, side: Side, strings: &[Range<usize>]) {
    let source = entries.source_text();
    pieces(source, strings, |escape, range| match escape {
        Some(c) => entries.stand_in(side, c.encode_utf8(&mut [0; 4]), range),
        None if range.is_empty() => {}
        None => entries.verbatim(side, range),
    });
}

fn unescaped(source: &Decoded, strings: Option<&Strings>) -> String {
    let mut text = String::new();
    pieces(&source.text, strings.map_or(&[], Vec::as_slice), |escape, range| match escape {
        Some(c) => text.push(c),
        None => text.push_str(&source.text[range]),
    });
    text
}

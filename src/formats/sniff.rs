//! What a file is by its first bytes. Only signs that prose does not bear count; where there is none, the ending decides.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::encoding;
use super::foreign::Foreign;
use super::format::Format;

/// How much of a file is looked at.
const HEAD_BYTES: usize = 4096;

/// What the beginning of a text file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// A format of ours.
    Format(Format),
    /// Something that is not read.
    Foreign(Foreign),
    /// Nothing in particular.
    Nothing,
}

/// Looks at the head of a file that holds text in any encoding. Constant time.
pub(super) fn look(bytes: &[u8]) -> Seen {
    let head = encoding::head(&bytes[..bytes.len().min(HEAD_BYTES)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if head.starts_with("WEBVTT") {
        return Seen::Format(Format::Vtt);
    }
    if head.starts_with('<') {
        return markup(head);
    }
    if let Some(foreign) = Foreign::by_head(head) {
        return Seen::Foreign(foreign);
    }
    let format = if is_subrip(head) {
        Some(Format::Srt)
    } else if is_catalogue(head) {
        Some(Format::Po)
    } else if head.starts_with('{') {
        json(head)
    } else {
        None
    };
    format.map_or(Seen::Nothing, Seen::Format)
}

/// By the first element; what is no XML at its head may still be HTML or SAMI.
fn markup(head: &str) -> Seen {
    let lower = head.get(..head.floor_char_boundary(256)).unwrap_or(head).to_ascii_lowercase();
    if lower.starts_with("<sami") {
        return Seen::Format(Format::Sami);
    }
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Seen::Format(Format::Html);
    }
    let Some(root) = root(head) else { return Seen::Nothing };
    match root.as_str() {
        "tmx" => Seen::Format(Format::Tmx),
        "xliff" => Seen::Format(Format::Xliff),
        "html" => Seen::Format(Format::Html),
        "TS" => Seen::Format(Format::Qt),
        "resources" => Seen::Format(Format::Android),
        "cesAlign" => Seen::Format(Format::Xces),
        // Any page may begin with any element; a file that says that it is XML is one.
        root if head.starts_with("<?xml") => Foreign::by_root(root).map_or(Seen::Nothing, Seen::Foreign),
        _ => Seen::Nothing,
    }
}

/// The name of the first element, without its prefix.
fn root(head: &str) -> Option<String> {
    let mut reader = Reader::from_str(head);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name();
                let name = name.as_ref();
                return Some(name.rsplit(':').next().unwrap_or(name).to_owned());
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

/// A number, and times below it.
fn is_subrip(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let number = lines.next().unwrap_or_default();
    let times = lines.next().unwrap_or_default();
    let is_time = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit()) && text.matches(':').count() >= 2;
    number.bytes().all(|b| b.is_ascii_digit()) && times.split_once("-->").is_some_and(|(from, to)| is_time(from) && is_time(to))
}

/// A message is the first that is no remark.
fn is_catalogue(head: &str) -> bool {
    let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        ["msgid", "msgctxt"].iter().any(|word| line.strip_prefix(word).is_some_and(|r| r.trim_start().starts_with('"')))
    })
}

/// A first line that is a row of pairs.
fn json(head: &str) -> Option<Format> {
    let line = head.lines().next()?;
    let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).ok()?;
    if row.contains_key("translation") {
        return Some(Format::HuggingFace);
    }
    (row.contains_key("ko") && row.contains_key("en")).then_some(Format::Jsonl)
}

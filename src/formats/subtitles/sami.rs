//! SAMI: paragraphs of several languages under one point of time, until the next one.
//!
//! A file is cut at its `<SYNC>`s, and each stretch is read by itself, so that a tag that is never closed harms no other. A
//! paragraph is shown until its class has another one; one that holds nothing but `&nbsp;` ends what is shown. The language of a
//! class is told by its style (`lang:`, `Name:`), by its own name (`KRCC`), or by the letters of its text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::builder::Builder;
use super::language::{self, Spoken};
use super::marks::{name, reference};
use crate::bitext::{Cue, Document, Side, Sides};
use crate::formats::content::Content;
use crate::formats::encoding::Decoded;

/// How long a cue is taken to be shown that nothing ends.
const LAST_MS: u64 = 4000;
/// Nothing longer is a tag.
const LONGEST_TAG: usize = 512;

const NO_START: &str = "the time of this SYNC cannot be read: that of the one before was taken";
const OUT_OF_ORDER: &str = "this SYNC stands behind a later one: its cues were put where they belong by their time";
const UNCLOSED: &str = "a tag is not closed: it was taken to end here";
const ENDLESS: &str = "nothing ends this cue: it was taken to be shown for 4 seconds";
const IN_COMMENT: &str = "this SYNC stands in a comment: its cue was left out";
const BEFORE_FIRST: &str = "text before the first SYNC: it was kept as a cue at the beginning";

/// Tags that are none of the text; others stand for themselves, as in `<sighs>`.
const KNOWN: [&str; 38] = [
    "a", "b", "big", "body", "br", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "head", "hr", "i", "img", "li",
    "p", "pre", "rp", "rt", "ruby", "s", "sami", "small", "span", "strong", "style", "sub", "sup", "sync", "table", "td", "title",
    "tr", "u",
];

/// What a stretch of a file shows: nothing, if it only ends what was shown.
struct Paragraph {
    class: String,
    start_ms: u64,
    place: usize,
    pieces: Vec<Piece>,
}

enum Piece {
    Text(Range<usize>),
    StandIn(String, Range<usize>),
    Space(Range<usize>),
    Tag(Range<usize>),
    Break(Range<usize>),
}

/// A file, read.
struct Scan {
    /// In the order of their times.
    paragraphs: Vec<Paragraph>,
    repairs: Vec<(&'static str, usize)>,
    /// The language of each class that has text.
    languages: BTreeMap<String, Spoken>,
}

/// Reads a file: both languages if it holds both, else the cues in the language of `side`, or all of a file that has only one class.
pub(in crate::formats) fn read(source: &Decoded, side: Side) -> Content {
    let scan = scan(source);
    both(source, &scan).map_or_else(|| Content::Text(one(source, &scan, side)), Content::Both)
}

fn one(source: &Decoded, scan: &Scan, side: Side) -> Document {
    let has = |spoken: Spoken| scan.languages.values().any(|s| *s == spoken);
    let is_meant = |spoken: Spoken| spoken == Spoken::Side(side) || scan.languages.len() == 1;
    let mut document = assemble(source, scan, |class| scan.languages.get(class).is_none_or(|s| is_meant(*s)));
    if scan.languages.len() > 1 && !has(Spoken::Side(side)) {
        let position = Some(source.origin.locate(&source.text, 0).1);
        let message = format!("no class of this file is {}", side.language());
        document.warnings.push(crate::bitext::Warning { position, message });
    }
    document
}

/// Reads both languages of a file, if it has a class of either.
fn both(source: &Decoded, scan: &Scan) -> Option<Sides<Document>> {
    let holds = |side: Side| scan.languages.values().any(|s| *s == Spoken::Side(side));
    (holds(Side::Ko) && holds(Side::En)).then(|| {
        Sides::build(|side| {
            let of_side = |class: &str| scan.languages.get(class).is_some_and(|s| *s == Spoken::Side(side));
            assemble(source, scan, of_side)
        })
    })
}

fn scan(source: &Decoded) -> Scan {
    let text = &source.text;
    let comments = comments(text);
    let is_shown = |at: &usize| comments[..comments.partition_point(|c| c.start <= *at)].last().is_none_or(|c| c.end <= *at);
    let mut syncs: Vec<usize> = tags(text, "<sync").filter(is_shown).collect();
    let head = syncs.first().copied().unwrap_or(text.len());
    syncs.push(text.len());
    let mut scan = Scan { paragraphs: Vec::new(), repairs: Vec::new(), languages: BTreeMap::new() };
    scan.repairs.extend(tags(text, "<sync").filter(|at| !is_shown(at)).map(|at| (IN_COMMENT, at)));
    let ends = ["<body", "</head", "</style", "</title"].into_iter().filter_map(|tag| tags(&text[..head], tag).last());
    let body = ends.max().map_or(0, |at| tag_end(text, at, head).0);
    scan.stretch(text, body..head, 0);
    if let Some(paragraph) = scan.paragraphs.iter().find(|p| !p.is_blank(text)) {
        scan.repairs.push((BEFORE_FIRST, paragraph.place));
    } else {
        scan.paragraphs.clear();
    }
    let mut before_ms = 0;
    for pair in syncs.windows(2) {
        let (at, end) = (pair[0], pair[1]);
        let (tag, _) = tag_end(text, at, end);
        let start = attribute(&text[at..tag], "start").and_then(milliseconds);
        if start.is_none() {
            scan.repairs.push((NO_START, at));
        }
        let start_ms = start.unwrap_or(before_ms);
        if start_ms < before_ms {
            scan.repairs.push((OUT_OF_ORDER, at));
        }
        before_ms = start_ms;
        scan.stretch(text, at..end, start_ms);
    }
    scan.paragraphs.sort_by_key(|paragraph| paragraph.start_ms);
    scan.languages = languages(text, head, &scan.paragraphs);
    scan
}

/// The comments of a file, each up to its end; one without an end is none.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|i| at + i) {
        let Some(end) = text[start + 4..].find("-->").map(|i| start + 4 + i + 3) else { break };
        found.push(start..end);
        at = end;
    }
    found
}

/// Where tags begin, whatever their case.
fn tags<'t>(text: &'t str, tag: &'static str) -> impl Iterator<Item = usize> + 't {
    memchr::memchr_iter(b'<', text.as_bytes())
        .filter(move |at| text.as_bytes().get(*at..at + tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag.as_bytes())))
}

/// Where the tag ends that begins at `at`, and whether it is closed there; one that is not ends behind its last attribute.
fn tag_end(text: &str, at: usize, end: usize) -> (usize, bool) {
    let limit = text.floor_char_boundary(end.min(at + LONGEST_TAG));
    let inner = &text[at + 1..limit.max(at + 1)];
    match inner.find(['>', '<']) {
        Some(i) if inner.as_bytes()[i] == b'>' => (at + 1 + i + 1, true),
        stop => {
            let inner = &inner[..stop.unwrap_or(inner.len())];
            (at + 1 + inner.len() - behind_attributes(inner).len(), false)
        }
    }
}

/// What follows the name and the attributes of a tag.
fn behind_attributes(inner: &str) -> &str {
    let slash = inner.strip_prefix('/').unwrap_or(inner);
    let mut rest = &slash[name(slash).len()..];
    loop {
        let word = rest.trim_start();
        let is_first = word.len() < rest.len();
        let after = word[name(word).len()..].trim_start().strip_prefix('=');
        let Some(value) = after.filter(|_| is_first && !name(word).is_empty()).map(str::trim_start) else { return rest };
        let quoted = value.strip_prefix('"').and_then(|value| Some(&value[value.find('"')? + 1..]));
        rest = quoted.unwrap_or_else(|| &value[value.find(char::is_whitespace).unwrap_or(value.len())..]);
    }
}

/// The value of an attribute of a tag, quoted or not.
fn attribute<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    let lower = tag.to_ascii_lowercase();
    let found = lower.match_indices(wanted).find(|(at, _)| lower[..*at].ends_with([' ', '\t', '\n', '\r', '"', '\'']))?.0;
    let value = tag[found + wanted.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    Some(&value[..value.find(['"', '\'', ' ', '>', '<', '\t', '\n', '\r']).unwrap_or(value.len())])
}

/// Digits, `ms` behind them or not.
fn milliseconds(value: &str) -> Option<u64> {
    let digits: String = value.chars().filter(|c| *c != ',').take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|_| digits.len() <= 12)
}

impl Scan {
    /// Reads what stands from one SYNC to the next.
    fn stretch(&mut self, text: &str, range: Range<usize>, start_ms: u64) {
        let new = |class: String, place| Paragraph { class, start_ms, place, pieces: Vec::new() };
        let mut paragraph = new(String::new(), range.start);
        let mut has_paragraph = false;
        // Without this, a comment would be looked for behind each one that is not closed.
        let last_comment_end = text[range.clone()].rfind("-->").map_or(range.start, |i| range.start + i);
        let mut at = range.start;
        while at < range.end {
            let next = text[at..range.end].find(['<', '&', '\n', '\r']).map_or(range.end, |i| at + i);
            if next > at {
                paragraph.pieces.push(Piece::Text(at..next));
            }
            let Some(byte) = text[next..range.end].bytes().next() else { break };
            at = next + 1;
            match byte {
                b'&' => match reference(&text[next..range.end]) {
                    (Some(meant), len) => {
                        at = next + len;
                        // A space that does not break is what files of this kind write for any.
                        let meant = if meant == "\u{A0}" { " ".to_owned() } else { meant };
                        paragraph.pieces.push(Piece::StandIn(meant, next..at));
                    }
                    (None, _) => paragraph.pieces.push(Piece::Text(next..at)),
                },
                b'<' if next < last_comment_end && text[next..range.end].starts_with("<!--") => {
                    at = text[next..range.end].find("-->").map_or(at, |i| next + i + 3);
                }
                b'<' => {
                    let word = name(&text[next + 1..range.end]).to_ascii_lowercase();
                    if KNOWN.binary_search(&word.as_str()).is_err() {
                        paragraph.pieces.push(Piece::Text(next..at));
                        continue;
                    }
                    let (end, is_closed) = tag_end(text, next, range.end);
                    if !is_closed {
                        self.repairs.push((UNCLOSED, next));
                    }
                    at = end;
                    match word.as_str() {
                        "p" if !text[next..].starts_with("</") => {
                            let class = attribute(&text[next..end], "class").unwrap_or_default().to_ascii_uppercase();
                            let before = std::mem::replace(&mut paragraph, new(class, next));
                            self.take(text, before, has_paragraph);
                            has_paragraph = true;
                        }
                        "br" => paragraph.pieces.push(Piece::Break(next..end)),
                        "b" | "i" | "u" | "s" | "font" => paragraph.pieces.push(Piece::Tag(next..end)),
                        _ => {}
                    }
                }
                // A line end of the source is a space, with all white space behind it.
                _ => {
                    at = range.end - text[next..range.end].trim_start_matches([' ', '\t', '\r', '\n']).len();
                    paragraph.pieces.push(Piece::Space(next..at));
                }
            }
        }
        // Many files do without `<P>`; then what stands behind a SYNC is the paragraph, and a blank one ends the one before.
        self.take(text, paragraph, true);
    }

    /// Takes a paragraph: one before the first `<P>` only if there is text in it.
    fn take(&mut self, text: &str, paragraph: Paragraph, is_named: bool) {
        if is_named || !paragraph.is_blank(text) {
            self.paragraphs.push(paragraph);
        }
    }
}

impl Paragraph {
    fn is_blank(&self, text: &str) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Text(range) => text[range.clone()].trim().is_empty(),
            Piece::StandIn(meant, _) => meant.trim().is_empty(),
            Piece::Space(_) | Piece::Tag(_) | Piece::Break(_) => true,
        })
    }

    fn letters<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(range) => Some(&text[range.clone()]),
            Piece::StandIn(meant, _) => Some(meant.as_str()),
            Piece::Space(_) | Piece::Tag(_) | Piece::Break(_) => None,
        })
    }
}

/// The language of each class that has text.
fn languages(text: &str, head: usize, paragraphs: &[Paragraph]) -> BTreeMap<String, Spoken> {
    /// Enough text to tell a language by its letters.
    const SAMPLE_BYTES: usize = 20_000;
    let mut samples: BTreeMap<&str, String> = BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|p| !p.is_blank(text)) {
        let sample = samples.entry(&paragraph.class).or_default();
        if sample.len() < SAMPLE_BYTES {
            paragraph.letters(text).for_each(|part| sample.push_str(part));
        }
    }
    let styles = language::styles(&text[..head]);
    let told = |class: &str, sample: &str| {
        let by_text = || Side::of_text(sample).map_or(Spoken::Other, Spoken::Side);
        language::of_class(&styles, class).unwrap_or_else(by_text)
    };
    samples.into_iter().map(|(class, sample)| (class.to_owned(), told(class, &sample))).collect()
}

/// When each paragraph goes: when its class shows something at a later time, or when a blank one without class ends them all.
fn ends(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<u64>> {
    let mut ends = vec![None; paragraphs.len()];
    // For each class when its next paragraph begins, and when that goes.
    let mut next: BTreeMap<&str, (u64, Option<u64>)> = BTreeMap::new();
    let mut next_of_all = None;
    for (number, paragraph) in paragraphs.iter().enumerate().rev() {
        let start_ms = paragraph.start_ms;
        let neighbours = [number.checked_sub(1), Some(number + 1)];
        let is_alone = neighbours.into_iter().flatten().filter_map(|n| paragraphs.get(n)).all(|p| p.start_ms != start_ms);
        if paragraph.class.is_empty() && paragraph.is_blank(text) {
            if is_alone {
                next.clear();
                next_of_all = Some(start_ms);
            }
            continue;
        }
        ends[number] = match next.get(paragraph.class.as_str()) {
            Some((start, end)) if *start == start_ms => *end,
            Some((start, _)) => Some(*start),
            None => next_of_all,
        };
        next.insert(&paragraph.class, (start_ms, ends[number]));
    }
    ends
}

/// The cues of the classes that are meant, each until its class shows something else.
fn assemble(source: &Decoded, scan: &Scan, is_meant: impl Fn(&str) -> bool) -> Document {
    let mut builder = Builder::new(source);
    scan.repairs.iter().for_each(|(what, at)| builder.repair(what, *at));
    for (paragraph, end_ms) in scan.paragraphs.iter().zip(ends(&source.text, &scan.paragraphs)) {
        if paragraph.is_blank(&source.text) || !is_meant(&paragraph.class) {
            continue;
        }
        if end_ms.is_none() {
            builder.repair(ENDLESS, paragraph.place);
        }
        for piece in &paragraph.pieces {
            match piece {
                Piece::Text(range) => builder.text(range.clone()),
                Piece::StandIn(meant, range) => builder.stand_in(meant, range.clone()),
                Piece::Space(range) => builder.space(range.clone()),
                Piece::Tag(range) => builder.tag(range.clone()),
                Piece::Break(range) => builder.line_break(range.clone()),
            }
        }
        let start_ms = paragraph.start_ms;
        builder.close(Cue { start_ms, end_ms: end_ms.unwrap_or(start_ms + LAST_MS), ..Cue::default() }, paragraph.place);
    }
    let others: Vec<&str> =
        scan.languages.iter().filter(|(_, spoken)| **spoken == Spoken::Other).map(|(class, _)| class.as_str()).collect();
    let mut document = builder.finish();
    if !others.is_empty() && scan.languages.len() > 1 && !others.iter().all(|class| is_meant(class)) {
        let message = format!("classes in other languages were left out: {}", others.join(", "));
        document.warnings.push(crate::bitext::Warning { position: Some(source.origin.locate(&source.text, 0).1), message });
    }
    document
}

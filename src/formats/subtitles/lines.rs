//! SubRip and WebVTT: a number or a name, a line with two times, lines of text, a blank line.
//!
//! Only timing lines are trusted. What stands between two of them is the text of the first one, but for the number or name of the
//! second one and, in WebVTT, for notes and style sheets.

use std::ops::Range;

use super::bilingual;
use super::builder::{Builder, is_edge};
use super::marks::{self, Markup};
use super::times::{self, Form, Timing};
use crate::bitext::{Cue, Document, Side};
use crate::formats::content::Content;
use crate::formats::encoding::Decoded;
use crate::formats::line;

const LOOSE: &str = "the times are not written as usual; they were read all the same";
const UNREADABLE: &str = "the times cannot be read: the cue was kept, at the end of the one before";
const UNNUMBERED: &str = "the cue has no number";
const NOT_PARTED: &str = "no blank line before the cue";
const BLANK_INSIDE: &str = "a blank line inside a cue: what follows it was taken as its text";
const BLANK_BEHIND_NUMBER: &str = "a blank line between the number of a cue and its times";
const NO_TEXT: &str = "the cue has no text";
const UNTIMED: &str = "text before the first times: it was kept as a cue at the beginning";
const NO_HEADER: &str = "the file does not begin with WEBVTT; it was read all the same";

/// A line of the file.
struct Line<'s> {
    range: Range<usize>,
    text: &'s str,
}

/// Where a cue stands, by line.
struct Found<'s> {
    id: Option<&'s str>,
    /// The line with its number, or the timing line.
    first: usize,
    timing_line: usize,
    timing: Option<Timing<'s>>,
}

/// Reads a SubRip file; one that is WebVTT by its first word is read as that.
pub(in crate::formats) fn srt(source: &Decoded, _: Side) -> Content {
    bilingual::content(whole(source))
}

/// All cues, in whatever language.
pub(super) fn whole(source: &Decoded) -> Document {
    document(source, if is_vtt(&source.text) { Markup::Vtt } else { Markup::Srt })
}

/// Reads a WebVTT file.
pub(in crate::formats) fn vtt(source: &Decoded, _: Side) -> Content {
    bilingual::content(document(source, Markup::Vtt))
}

fn is_vtt(text: &str) -> bool {
    text.trim_start_matches(is_edge).starts_with("WEBVTT")
}

fn document(source: &Decoded, markup: Markup) -> Document {
    let lines: Vec<Line<'_>> =
        line::lines(&source.text).map(|range| Line { text: source.text[range.clone()].trim_matches(is_edge), range }).collect();
    let mut builder = Builder::new(source);
    let begin = match markup {
        Markup::Srt => 0,
        Markup::Vtt => header(&mut builder, &lines),
    };
    let found = cues(&mut builder, &lines, begin, markup);
    let first = found.first().map_or(lines.len(), |cue| cue.first);
    if text(&mut builder, &lines, begin..first, markup, UNTIMED) {
        builder.close(Cue::default(), lines[begin].range.start);
    }
    let mut before_ms = 0;
    for (number, cue) in found.iter().enumerate() {
        let end = found.get(number + 1).map_or(lines.len(), |next| next.first);
        let place = lines[cue.timing_line].range.start;
        if !text(&mut builder, &lines, cue.timing_line + 1..end, markup, BLANK_INSIDE) {
            builder.repair(NO_TEXT, place);
        }
        let (start_ms, end_ms, settings) = match &cue.timing {
            Some(t) => (t.start_ms, t.end_ms, t.settings.to_owned()),
            None => (before_ms, before_ms, String::new()),
        };
        before_ms = end_ms;
        builder.close(Cue { start_ms, end_ms, id: cue.id.map(str::to_owned), settings, tags: Vec::new() }, place);
    }
    builder.finish()
}

/// The line behind the header of WebVTT: the word, and what stands below it before a blank line.
fn header(builder: &mut Builder<'_>, lines: &[Line<'_>]) -> usize {
    if !is_vtt(builder.source()) {
        builder.repair(NO_HEADER, 0);
        return 0;
    }
    let word = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(0);
    let rest = lines[word + 1..].iter().take_while(|line| !line.text.is_empty() && !times::has_arrow(line.text)).count();
    // A name right above the first times is that of the cue.
    let is_cut = lines.get(word + 1 + rest).is_some_and(|line| times::has_arrow(line.text));
    word + 1 + if is_cut { rest.saturating_sub(1) } else { rest }
}

/// Finds the timing lines, and what names their cues.
fn cues<'s>(builder: &mut Builder<'_>, lines: &[Line<'s>], begin: usize, markup: Markup) -> Vec<Found<'s>> {
    let mark = if markup == Markup::Vtt { '.' } else { ',' };
    let mut found: Vec<Found<'s>> = Vec::new();
    let mut number_before = None;
    let mut skipped_to = begin;
    for (at, line) in lines.iter().enumerate().skip(begin) {
        if markup == Markup::Vtt && at >= skipped_to && is_aside(lines, at) {
            skipped_to = aside_end(lines, at, lines.len());
        }
        if at < skipped_to && markup == Markup::Vtt {
            continue;
        }
        let timing = times::timing(line.text, mark);
        if timing.is_none() && !times::is_meant_as_times(line.text) {
            continue;
        }
        match &timing {
            None => builder.repair(UNREADABLE, line.range.start),
            Some(t) if t.form == Form::Loose => builder.repair(LOOSE, line.range.start),
            Some(_) => {}
        }
        let from = found.last().map_or(begin, |cue| cue.timing_line + 1);
        let (id, first) = named(lines, from, at, number_before, markup);
        if id.is_none() && markup == Markup::Srt {
            builder.repair(UNNUMBERED, line.range.start);
        }
        if id.is_some() && first + 1 < at {
            builder.repair(BLANK_BEHIND_NUMBER, lines[first].range.start);
        }
        if first > from && !lines[first - 1].text.is_empty() {
            builder.repair(NOT_PARTED, lines[first].range.start);
        }
        number_before = id.and_then(|id| id.parse::<u64>().ok()).or(number_before.map(|n| n.saturating_add(1)));
        found.push(Found { id, first, timing_line: at, timing });
    }
    found
}

/// What names the cue whose timing line is `at`, and the first line of that cue; text down from line `from` may be another's.
fn named<'s>(lines: &[Line<'s>], from: usize, at: usize, number_before: Option<u64>, markup: Markup) -> (Option<&'s str>, usize) {
    let Some(above) = at.checked_sub(1).filter(|above| *above >= from) else { return (None, at) };
    // The number may stand a blank line or two higher.
    let near = (from.max(at.saturating_sub(3))..at).rev().find(|line| !lines[*line].text.is_empty());
    let Some(near) = near else { return (None, at) };
    let text = lines[near].text;
    let number = text.parse::<u64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let is_next = number.is_some() && number == number_before.map_or(Some(1), |n: u64| n.checked_add(1));
    let is_parted = near == from || lines[near - 1].text.is_empty();
    let is_name = match markup {
        Markup::Srt => number.is_some(),
        Markup::Vtt => !is_aside(lines, near),
    };
    // Right below the times of the cue before stands its text, if only a number.
    let is_text_of_other = near == from && from > 0 && times::has_arrow(lines[from - 1].text) && !is_next;
    let is_named = if near == above { (is_parted && is_name && !is_text_of_other) || is_next } else { is_next && is_parted };
    if is_named { (Some(text), near) } else { (None, at) }
}

/// Whether a note, a style sheet or a region of WebVTT begins in a line.
fn is_aside(lines: &[Line<'_>], at: usize) -> bool {
    let word = lines[at].text.split(char::is_whitespace).next().unwrap_or_default();
    let is_parted = at == 0 || lines[at - 1].text.is_empty();
    is_parted && matches!(word, "NOTE" | "STYLE" | "REGION") && !times::has_arrow(lines[at].text)
}

/// The line behind a note or the like: a blank one, or one of times, which no note may hold.
fn aside_end(lines: &[Line<'_>], at: usize, end: usize) -> usize {
    at + lines[at..end].iter().take_while(|line| !line.text.is_empty() && !times::has_arrow(line.text)).count()
}

/// Takes the text of some lines, and says whether there is any. `within` is what to say of a blank line with text on both sides.
fn text(builder: &mut Builder<'_>, lines: &[Line<'_>], range: Range<usize>, markup: Markup, within: &'static str) -> bool {
    let begin = range.start;
    let mut at = begin;
    let mut was_blank = within == UNTIMED;
    while at < range.end {
        let line = &lines[at];
        if markup == Markup::Vtt && is_aside(lines, at) {
            let end = aside_end(lines, at, range.end);
            let note = &builder.source()[line.range.start..lines[end - 1].range.end];
            builder.comment(note.trim_start_matches(is_edge).strip_prefix("NOTE").unwrap_or_default());
            at = end;
            continue;
        }
        if line.text.is_empty() {
            was_blank = was_blank || !builder.is_blank();
        } else {
            if was_blank {
                builder.repair(within, line.range.start);
                was_blank = false;
            }
            if at > begin {
                builder.line_break(lines[at - 1].range.end..line.range.start);
            }
            let start = line.range.end - builder.source()[line.range.clone()].trim_start_matches(is_edge).len();
            marks::line(builder, start..start + line.text.len(), markup);
        }
        at += 1;
    }
    !builder.is_blank()
}

//! A bitext as cues that hold both languages: what the writers of subtitles share.
//!
//! The Korean cues keep their times and their cutting, and each shows the English that goes with it, below its own lines. English
//! that stands alone keeps its own times, put on the Korean clock if that is known. A segment without times (of a script that was
//! aligned to subtitles) goes with the cue before it, so that nothing is lost.

use std::ops::Range;

use crate::bitext::{Clock, Cue, EntryRef, SegmentRef, Side, Sides, View};
use crate::error::{Error, Result};

/// One cue to be written.
#[derive(Debug, Default)]
pub(super) struct Shown<'c> {
    pub(super) start_ms: u64,
    pub(super) end_ms: u64,
    /// What the side that gives the times calls it; `None` for a cue that came in from the other side.
    pub(super) id: Option<&'c str>,
    pub(super) settings: &'c str,
    /// The texts, one below the other, Korean first.
    pub(super) segments: Vec<SegmentRef<'c>>,
}

/// The cues of a bitext in its order. Linear.
///
/// # Errors
/// When nothing in it has times.
pub(super) fn cues<'b>(view: &View<'b>) -> Result<Vec<Shown<'b>>> {
    let is_timed = |side| view.entries.iter().any(|entry| entry.side(side).any(|segment| segment.cue().is_some()));
    let Some(leading) = Side::BOTH.into_iter().find(|side| is_timed(*side)) else {
        let message = "there are no times here to write subtitles by: align subtitles (srt, vtt, smi), or take another format";
        return if view.entries.is_empty() { Ok(Vec::new()) } else { Err(Error::contradiction(message)) };
    };
    let mut shown: Vec<Shown<'_>> = Vec::new();
    // Text without times that comes before any cue.
    let mut waiting: Vec<SegmentRef<'_>> = Vec::new();
    for entry in &view.entries {
        let [own, other] = [leading, leading.other()].map(|side| entry.side(side).collect::<Vec<_>>());
        let first = shown.len();
        for (segment, cue) in own.iter().filter_map(|segment| Some((*segment, segment.cue()?))) {
            shown.push(Shown {
                start_ms: cue.start_ms,
                end_ms: cue.end_ms,
                id: cue.id.as_deref(),
                settings: &cue.settings,
                segments: vec![segment],
            });
        }
        if shown.len() == first {
            alone(&mut shown, &mut waiting, own.into_iter().chain(other), leading, view.bitext.clock.as_ref());
            continue;
        }
        let parts = shares(entry, leading);
        let mut before: Option<(u64, u64, Range<usize>)> = None;
        for (cue, part) in shown[first..].iter_mut().zip(parts) {
            // What is shown with a cue of the same time already is not shown twice.
            let is_shown = before.filter(|(start, end, _)| (*start, *end) == (cue.start_ms, cue.end_ms)).map(|(_, _, part)| part);
            let new = part.start.max(is_shown.map_or(0, |shown| shown.end)).min(part.end)..part.end;
            before = Some((cue.start_ms, cue.end_ms, part));
            let texts = other[new].iter().copied();
            match leading {
                Side::Ko => cue.segments.extend(texts),
                Side::En => cue.segments.splice(0..0, texts).for_each(drop),
            }
        }
    }
    match shown.first_mut() {
        Some(first) => first.segments.splice(0..0, waiting).for_each(drop),
        None => debug_assert!(waiting.is_empty(), "some segment has times"),
    }
    Ok(shown)
}

/// Takes segments that have no partner with times on the leading side.
fn alone<'c>(
    shown: &mut Vec<Shown<'c>>,
    waiting: &mut Vec<SegmentRef<'c>>,
    segments: impl Iterator<Item = SegmentRef<'c>>,
    leading: Side,
    clock: Option<&Clock>,
) {
    for segment in segments {
        match segment.cue() {
            Some(cue) => {
                let ms = |ms| match (leading, clock) {
                    (Side::Ko, Some(clock)) => clock.to_korean(ms as f64).max(0.0).round() as u64,
                    _ => ms,
                };
                let (start_ms, end_ms) = (ms(cue.start_ms), ms(cue.end_ms));
                shown.push(Shown { start_ms, end_ms, id: None, settings: &cue.settings, segments: vec![segment] });
            }
            None => shown.last_mut().map_or(&mut *waiting, |last| &mut last.segments).push(segment),
        }
    }
}

/// As much of the shorter one of two as makes them go together, rounding aside.
const HALF: f64 = 0.499;

/// Which segments of the other side each cue of a pair shows: those that cover half of it, or of which it covers half, when both sides are laid along one another. Every cue shows at least one, and every segment is shown. O(m n).
fn shares(entry: &EntryRef<'_>, leading: Side) -> Vec<Range<usize>> {
    let stretches = Sides::build(|side| stretches(&entry.side(side).collect::<Vec<_>>()));
    let (own, other) = (stretches.get(leading), stretches.get(leading.other()));
    let overlap = |a: &Range<f64>, b: &Range<f64>| {
        (a.end.min(b.end) - a.start.max(b.start)) / (a.end - a.start).min(b.end - b.start).max(f64::MIN_POSITIVE)
    };
    let nearest =
        |to: &Range<f64>, all: &[Range<f64>]| (0..all.len()).max_by(|a, b| overlap(&all[*a], to).total_cmp(&overlap(&all[*b], to)));
    let mut parts: Vec<Range<usize>> = own
        .iter()
        .map(|stretch| {
            let near: Vec<usize> = (0..other.len()).filter(|n| overlap(&other[*n], stretch) >= HALF).collect();
            let best = nearest(stretch, other);
            match (near.first(), near.last(), best) {
                (Some(first), Some(last), _) => *first..last + 1,
                (.., Some(best)) => best..best + 1,
                (.., None) => 0..0,
            }
        })
        .collect();
    for (n, stretch) in other.iter().enumerate().filter(|_| !own.is_empty()) {
        if !parts.iter().any(|part| part.contains(&n)) {
            let best = nearest(stretch, own).unwrap_or(0);
            let part = &mut parts[best];
            *part = part.start.min(n)..part.end.max(n + 1);
        }
    }
    parts
}

/// The share of the whole that each segment takes, one behind the other: by its time, or else by its length.
fn stretches(segments: &[SegmentRef<'_>]) -> Vec<Range<f64>> {
    let by_time: Option<Vec<f64>> = segments.iter().map(|segment| Some(segment.cue()?.duration_ms() as f64)).collect();
    let weights = by_time.filter(|times| times.iter().all(|ms| *ms > 0.0));
    let weights = weights.unwrap_or_else(|| segments.iter().map(|segment| segment.text().chars().count().max(1) as f64).collect());
    let all: f64 = weights.iter().sum();
    let mut at = 0.0;
    let mut stretch = |weight: &f64| {
        let start = at;
        at += weight / all;
        start..at
    };
    weights.iter().map(&mut stretch).collect()
}

/// The text of a segment with those of its tags that are kept, each piece of text put through `plain`. Lines that are blank, which
/// would end a cue, are left out.
pub(super) fn styled(segment: SegmentRef<'_>, keeps: impl Fn(&str) -> bool, plain: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut from = 0;
    let text = segment.text();
    for (at, tag) in segment.cue().iter().flat_map(|cue: &&Cue| &cue.tags).filter(|(_, tag)| keeps(tag)) {
        let at = text.floor_char_boundary(*at).max(from);
        out += &plain(&text[from..at]);
        out += tag;
        from = at;
    }
    out += &plain(&text[from..]);
    out.extend(closing(&out));
    let lines = out.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Tags that close what a text leaves open, so that nothing runs on into what stands below it.
fn closing(text: &str) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices('<') {
        let Some(len) = text[at..].find('>') else { break };
        let tag = &text[at..at + len];
        let name = tag_name(tag);
        if !CLOSED.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        if !tag.starts_with("</") {
            open.push(name);
        } else if let Some(last) = open.iter().rposition(|other| other.eq_ignore_ascii_case(name)) {
            open.remove(last);
        }
    }
    open.iter().rev().map(|name| format!("</{name}>")).collect()
}

/// Tags that change how text looks until they are closed.
const CLOSED: [&str; 9] = ["b", "c", "em", "font", "i", "lang", "s", "strong", "u"];

/// `00:00:01,500`.
pub(super) fn stamp(ms: u64, mark: char) -> String {
    format!("{:02}:{:02}:{:02}{mark}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// The name of a tag: `i` of `<i>` and of `</i>`.
pub(super) fn tag_name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    &inner[..inner.bytes().take_while(u8::is_ascii_alphanumeric).count()]
}

//! SubRip and WebVTT that hold both languages: one below the other in each cue, or in two cues of one time.

use std::ops::Range;

use crate::bitext::{Block, BlockKind, Cue, Document, Segment, Side, Sides};
use crate::formats::content::Content;

/// From this share of cues on that are shown in both languages, a file holds both; a film in which another language is spoken now and
/// then does not.
const LEAST_SHARE: f64 = 0.3;

/// Where the lines of a cue in each language stand, if there are any.
type Parts = Sides<Option<Range<usize>>>;

/// The document as it is, or the texts of both sides.
pub(super) fn content(document: Document) -> Content {
    let parts: Vec<Parts> = document.segments.iter().map(|segment| parts(&document.text, segment)).collect();
    let is_whole = |parts: &Parts| parts.ko.is_some() && parts.en.is_some();
    let follow_up = |pair: (&[Cue], &[Parts])| {
        let (cues, parts) = pair;
        let is_one_time = (cues[0].start_ms, cues[0].end_ms) == (cues[1].start_ms, cues[1].end_ms);
        let [one, two] = [&parts[0], &parts[1]];
        let is_pair = one.ko.is_some() && two.en.is_some() || one.en.is_some() && two.ko.is_some();
        is_one_time && is_pair && !is_whole(one) && !is_whole(two)
    };
    let inside = parts.iter().filter(|parts| is_whole(parts)).count();
    let beside = document.cues.windows(2).zip(parts.windows(2)).filter(|pair| follow_up(*pair)).count();
    let spoken = parts.iter().filter(|parts| parts.ko.is_some() || parts.en.is_some()).count();
    let shown = spoken.saturating_sub(beside).max(1);
    if inside + beside == 0 || ((inside + beside) as f64) < LEAST_SHARE * shown as f64 {
        return Content::Text(document);
    }
    let (ko, en) = (of_side(&document, &parts, Side::Ko), of_side(&document, &parts, Side::En));
    Content::Both(Sides { ko, en: Document { warnings: Vec::new(), ..en } })
}

/// The stretch of a cue's lines in each language; lines without letters go with the one above. Lines in which the languages alternate
/// are one stretch, of the language of most.
fn parts(text: &str, segment: &Segment) -> Parts {
    let mut found: Parts = Sides::default();
    let most = Side::of_text(&text[segment.range.clone()]);
    let mut last = None;
    let mut at = segment.range.start;
    for line in text[segment.range.clone()].split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        let Some(side) = Side::of_text(line).or(last).or(most) else { continue };
        last = Some(side);
        let part = found.get_mut(side);
        *part = Some(part.as_ref().map_or(range.start, |part| part.start)..range.end);
    }
    match &found {
        Sides { ko: Some(ko), en: Some(en) } if ko.start < en.end && en.start < ko.end => {
            let mut whole = Sides::default();
            *whole.get_mut(most.unwrap_or(Side::Ko)) = Some(segment.range.clone());
            whole
        }
        _ => found,
    }
}

/// One side of the cues, each with the tags that stand in its part.
fn of_side(document: &Document, parts: &[Parts], side: Side) -> Document {
    let mut one = Document { blocks: Vec::new(), segments: Vec::new(), cues: Vec::new(), ..document.clone() };
    for ((segment, cue), parts) in document.segments.iter().zip(&document.cues).zip(parts) {
        // A cue without letters, such as a note of music, stays with the Korean side.
        let is_mute = side == Side::Ko && parts.ko.is_none() && parts.en.is_none();
        let Some(range) = parts.get(side).clone().or(is_mute.then(|| segment.range.clone())) else { continue };
        let (from, to) = (range.start - segment.range.start, range.end - segment.range.start);
        let tags = cue.tags.iter().filter(|(at, _)| (from..=to).contains(at)).map(|(at, tag)| (at - from, tag.clone())).collect();
        one.segments.push(Segment { range: range.clone(), block: one.blocks.len() });
        one.blocks.push(Block { kind: BlockKind::Cue, range });
        one.cues.push(Cue { tags, ..cue.clone() });
    }
    one
}

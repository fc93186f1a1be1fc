//! What rules about subtitles share: the cues of an entry, and how long a line of text is to its readers.

use super::Facts;
use crate::bitext::{Cue, Side};

/// One cue of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct CueFacts<'a> {
    /// Its number as a segment.
    pub(super) segment: usize,
    pub(super) cue: &'a Cue,
    pub(super) text: &'a str,
    /// Where its text begins in the text of its side of the entry.
    pub(super) start: usize,
}

/// The cues of one side of an entry; none where there are no times.
pub(super) fn cues<'a>(facts: &Facts<'a>, side: Side) -> impl Iterator<Item = CueFacts<'a>> {
    let document = facts.bitext.documents.get(side);
    let base = facts.bitext.range(side, facts.entry).start;
    facts.entry.segments.get(side).clone().filter_map(move |segment| {
        let start = document.segments[segment].range.start.saturating_sub(base);
        Some(CueFacts { segment, cue: document.cue(segment)?, text: document.segment_text(segment), start })
    })
}

/// How many characters a line takes: in Korean, what is not as wide as a syllable (Latin letters, digits, spaces, marks) counts half.
pub(super) fn len(side: Side, line: &str) -> f64 {
    let half = |c: char| side == Side::Ko && (c.is_ascii() || !c.is_alphanumeric());
    line.chars().map(|c| if half(c) { 0.5 } else { 1.0 }).sum()
}

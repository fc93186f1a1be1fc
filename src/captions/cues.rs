//! The cues of two subtitle files, with what became of each: they stand in order, so they are aligned, not assigned.

use super::credit::is_credit;
use super::find::{Caption, Page};
use super::fold::difference;
use super::pair::{Candidate, PageLine, PairedPage, SURE, Verdict};
use super::signs::{Judgement, Sign};
use crate::align::{Aligner, Explain};
use crate::bitext::{Bead, Document, Side, Sides};

/// Pairs the cues of two subtitle files. Of several cues that stand against fewer, those at the end share the last one. A cue without
/// words, or a credit, needs no counterpart. As linear as an alignment.
pub fn pair_cues(documents: Sides<Document>, aligner: &Aligner) -> PairedPage {
    let alignment = aligner.clone().explain(Explain::Yes).align(documents.as_ref());
    let count = documents.ko.segments.len();
    let line = |side, segment| PageLine {
        side,
        segment,
        caption: Some(Caption { side, segment, judgement: Judgement::known(Sign::Cue), is_foreign: false, picture: None }),
        verdict: Verdict::Missing,
        candidates: Vec::new(),
    };
    let of_side = |side: Side| (0..documents.get(side).segments.len()).map(move |segment| line(side, segment));
    let mut lines: Vec<PageLine> = of_side(Side::Ko).chain(of_side(Side::En)).collect();
    for bead in &alignment.beads {
        for side in Side::BOTH {
            let (own, other) = (bead.segments.get(side), bead.segments.get(side.other()));
            for (nth, segment) in own.clone().enumerate() {
                let number = |side, segment| if side == Side::Ko { segment } else { count + segment };
                let text = documents.get(side).segment_text(segment);
                let partner = (!other.is_empty()).then(|| other.start + nth.min(other.len() - 1));
                let line = &mut lines[number(side, segment)];
                let Some(partner) = partner else {
                    line.verdict = alone(side, text);
                    continue;
                };
                let at = number(side.other(), partner);
                let partner = documents.get(side.other()).segment_text(partner);
                line.verdict = beside(side, [text, partner], at, bead, nth >= other.len());
                line.candidates =
                    vec![Candidate { line: at, confidence: bead.confidence, reasons: bead.reasons.clone(), clues: Vec::new() }];
            }
        }
    }
    PairedPage { page: Page { documents, ..Page::default() }, lines }
}

/// What became of a cue without partner.
fn alone(side: Side, text: &str) -> Verdict {
    if !text.contains(char::is_alphanumeric) || is_credit(text) {
        return Verdict::Extra;
    }
    if Side::of_text(text) == Some(side.other()) { Verdict::Copied(None) } else { Verdict::Missing }
}

/// What became of a cue with its partner, which is the line `at`.
fn beside(side: Side, [text, partner]: [&str; 2], at: usize, bead: &Bead, is_left_over: bool) -> Verdict {
    let languages = [text, partner].map(Side::of_text);
    let is_copied = languages[0].is_some() && languages[0] == languages[1] && difference(text, partner).is_some();
    if is_copied || languages[0] == Some(side.other()) && languages[1] == Some(side.other()) {
        return Verdict::Copied(Some(at));
    }
    match (bead.confidence < SURE, is_left_over) {
        (true, _) => Verdict::Doubtful(at),
        (false, true) => Verdict::Shared(at),
        (false, false) => Verdict::Paired(at),
    }
}

//! The mentions of one text, each kind alone.

use std::ops::Range;

use super::latin::{self, LatinMention};
use super::quantity::{Found, NumberMention};
use super::{exonym, number_en, number_ko};
use crate::bitext::Side;
use crate::normalize::Folded;

/// The numbers of one text with all their readings, in order. Linear in the text.
pub fn scan_numbers(side: Side, text: &str) -> Vec<NumberMention> {
    let mut mentions = Vec::new();
    Folded::with(text, |folded| {
        scan_folded_numbers(side, folded.chars(), |f| {
            mentions.push(NumberMention { range: folded.source(f.start..f.end), readings: f.readings });
        });
    });
    mentions
}

/// The Latin-script words, codes and addresses of one text, in order. Linear in the text.
pub fn scan_latin(text: &str) -> Vec<LatinMention> {
    let mut mentions = Vec::new();
    Folded::with(text, |folded| {
        latin::scan(folded.chars(), |t| {
            let token = folded.chars()[t.start..t.end].iter().flat_map(|c| c.to_lowercase()).collect();
            mentions.push(LatinMention { range: folded.source(t.start..t.end), kind: t.kind, token });
        });
    });
    mentions
}

/// The countries, peoples and other places of one text that have a name of their own in each language, in order: where each stands, and
/// numbers by which the same place is known on the other side. Linear in the text.
pub fn scan_places(side: Side, text: &str) -> Vec<(Range<u32>, u32)> {
    let mut found = Vec::new();
    Folded::with(text, |folded| {
        exonym::scan(side, folded.chars(), |line, start, end| found.push((folded.source(start..end), line)));
    });
    found
}

pub(super) fn scan_folded_numbers(side: Side, chars: &[char], emit: impl FnMut(Found)) {
    match side {
        Side::Ko => number_ko::scan(chars, emit),
        Side::En => number_en::scan(chars, emit),
    }
}

//! Findings with all that a report says of them, free of the bitext they came from.

use std::ops::Range;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::{Finding, Rule, Severity, same_form};
use crate::bitext::{Bitext, Side, Sides, Span};

/// A finding with its places, ready to be reported.
#[derive(Clone, Debug)]
pub struct Located {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in a sentence without a full stop.
    pub message: String,
    /// Where it stands on each side; `None` where nothing stands there.
    pub places: Sides<Option<Place>>,
    /// The side to mend, whose place names the finding; there always is a place there.
    pub side: Side,
    /// Where the other entries stand that the message speaks of.
    pub others: Vec<Place>,
    /// What the file calls the entry.
    pub id: Option<String>,
    /// The same for the same finding, wherever in its file it moves to: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The file as it was named.
    pub file: String,
    /// The stretch at fault, or the whole text, in the file.
    pub span: Span,
    /// The text of the entry.
    pub text: String,
    /// The stretches at fault, as byte ranges of [`text`](Self::text).
    pub marks: Vec<Range<usize>>,
}

impl Located {
    /// The place that names the finding.
    pub fn place(&self) -> Option<&Place> {
        self.places.get(self.side).as_ref()
    }
}

/// Findings of one bitext with their places. Linear in their texts.
pub fn locate(bitext: &Bitext, findings: Vec<Finding>) -> Vec<Located> {
    let mut seen: FxHashMap<[u8; 32], u32> = FxHashMap::default();
    findings
        .into_iter()
        .map(|finding| {
            let places = Sides::build(|side| place(bitext, side, finding.entry, finding.marks.get(side)));
            let side = side_to_mend(bitext, &places);
            let hash = hash(&finding, &places);
            let count = seen.entry(hash).or_default();
            *count += 1;
            Located {
                rule: finding.rule,
                severity: finding.severity,
                message: finding.message,
                side,
                others: finding.others.iter().filter_map(|other| place(bitext, side, *other, &[])).collect(),
                id: bitext.entries[finding.entry].id.clone(),
                fingerprint: fingerprint(hash, *count),
                places,
            }
        })
        .collect()
}

fn place(bitext: &Bitext, side: Side, entry: usize, marks: &[Range<usize>]) -> Option<Place> {
    let document = bitext.documents.get(side);
    let range = bitext.range(side, &bitext.entries[entry]);
    if range.is_empty() {
        return None;
    }
    let spanned = marks.first().cloned().unwrap_or(range.clone());
    Some(Place {
        file: document.name.clone(),
        span: document.origin.span(&document.text, spanned),
        text: document.text[range.clone()].to_owned(),
        marks: marks.iter().map(|mark| mark.start - range.start..mark.end - range.start).collect(),
    })
}

/// The translation, unless it is not there or only the source is at fault.
fn side_to_mend(bitext: &Bitext, places: &Sides<Option<Place>>) -> Side {
    let target = bitext.source.unwrap_or(Side::Ko).other();
    let is_marked = |side: Side| places.get(side).as_ref().is_some_and(|place| !place.marks.is_empty());
    let by_marks = if is_marked(target) || !is_marked(target.other()) { target } else { target.other() };
    if places.get(by_marks).is_some() { by_marks } else { by_marks.other() }
}

/// Rule, file and words, but no line: text that moves keeps its findings.
fn hash(finding: &Finding, places: &Sides<Option<Place>>) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut take = |part: &str| {
        hash.update(part);
        hash.update([0]);
    };
    take(finding.rule.code);
    for side in Side::BOTH {
        let Some(place) = places.get(side) else {
            take("");
            continue;
        };
        take(&place.file.replace('\\', "/"));
        take(&same_form(&place.text));
        place.marks.iter().for_each(|mark| take(&place.text[mark.clone()]));
    }
    hash.finalize().into()
}

/// The nth finding of the same words gets a fingerprint of its own.
fn fingerprint(hash: [u8; 32], nth: u32) -> String {
    let digest = Sha256::new().chain_update(hash).chain_update(nth.to_le_bytes()).finalize();
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

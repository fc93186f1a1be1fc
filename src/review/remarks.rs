//! What the checks say of each row.

use std::ops::Range;

use serde::Serialize;

use super::export;
use super::state::{Row, State};
use crate::bitext::{Bitext, Document, Side, Sides};
use crate::check::{Checker, Finding};

/// What a rule says of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowFinding {
    /// The code of the rule.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// `info`, `warning` or `error`.
    pub severity: &'static str,
    /// What is the matter.
    pub message: String,
    /// The stretches at fault: the piece within the row, and the characters of it, from and to.
    pub marks: Marks,
}

/// For each side, pieces with the characters at fault.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Marks {
    /// Of the Korean side.
    pub ko: Vec<[usize; 3]>,
    /// Of the English one.
    pub en: Vec<[usize; 3]>,
}

/// What the rules say of all rows, row by row.
pub(super) fn of_all(state: &State, documents: Sides<&Document>) -> Vec<Vec<RowFinding>> {
    sorted(&export::bitext(state, documents))
}

/// What they say of neighbouring rows by themselves.
pub(super) fn of_rows(state: &State, documents: Sides<&Document>, rows: &[Row]) -> Vec<Vec<RowFinding>> {
    sorted(&export::part(state, documents, rows))
}

fn sorted(bitext: &Bitext) -> Vec<Vec<RowFinding>> {
    let mut sorted = vec![Vec::new(); bitext.entries.len()];
    for finding in Checker::default().check(bitext) {
        sorted[finding.entry].push(told(bitext, &finding));
    }
    sorted
}

fn told(bitext: &Bitext, finding: &Finding) -> RowFinding {
    let marks = |side: Side| finding.marks.get(side).iter().flat_map(|mark| placed(bitext, finding.entry, side, mark)).collect();
    RowFinding {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.message.clone(),
        marks: Marks { ko: marks(Side::Ko), en: marks(Side::En) },
    }
}

/// A stretch of a document as characters of the pieces of an entry.
fn placed(bitext: &Bitext, entry: usize, side: Side, mark: &Range<usize>) -> Vec<[usize; 3]> {
    let document = bitext.documents.get(side);
    let segments = bitext.entries[entry].segments.get(side).clone();
    let within = |(number, segment): (usize, usize)| {
        let range = &document.segments[segment].range;
        let (start, end) = (mark.start.max(range.start), mark.end.min(range.end));
        let chars = |to: usize| document.text.get(range.start..to).map(|text| text.chars().count());
        (start < end).then_some(())?;
        Some([number, chars(start)?, chars(end)?])
    };
    segments.enumerate().filter_map(within).collect()
}

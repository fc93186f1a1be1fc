//! What the page is told, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::export::words;
use super::{Change, Decision, Review, Row, RowFinding};
use crate::bitext::rows::ReasonRow;
use crate::bitext::{Side, Sides};

/// A row in short: where its pieces are on each side, from and to, and what it is, as bits.
pub(super) type Short = [u32; 5];

/// All rows in short, and what the page is about.
#[derive(Serialize)]
pub(super) struct Opened<'r> {
    pub(super) version: u64,
    pub(super) ko: &'r str,
    pub(super) en: &'r str,
    pub(super) journal: String,
    pub(super) outputs: Vec<String>,
    pub(super) formats: Vec<&'static str>,
    pub(super) pieces: [usize; 2],
    pub(super) rows: Vec<Short>,
    pub(super) rules: BTreeMap<&'static str, usize>,
    pub(super) undo: bool,
    pub(super) redo: bool,
}

/// What an act has changed.
#[derive(Serialize)]
pub(super) struct Patch {
    pub(super) version: u64,
    pub(super) at: usize,
    pub(super) removed: usize,
    pub(super) rows: Vec<Short>,
    /// For each side where pieces became more or fewer: those from here on are so many further.
    pub(super) shifts: Vec<(u8, usize, i64)>,
    pub(super) undo: bool,
    pub(super) redo: bool,
}

/// A row in full.
#[derive(Serialize)]
pub(super) struct Full<'r> {
    ko: Vec<PieceRow<'r>>,
    en: Vec<PieceRow<'r>>,
    confidence: Option<f64>,
    note: &'r str,
    reasons: Vec<ReasonRow<'r>>,
    runner_up: Option<RunnerUp>,
    findings: &'r [RowFinding],
}

#[derive(Serialize)]
struct RunnerUp {
    ko: [usize; 2],
    en: [usize; 2],
    confidence: f64,
}

#[derive(Serialize)]
struct PieceRow<'r> {
    number: usize,
    text: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

/// Surer than this is sure, and less sure than that doubtful.
const SURE: f64 = 0.9;
const DOUBTFUL: f64 = 0.6;

impl Review {
    /// Rows in short.
    pub(super) fn short(&self, from: usize, to: usize) -> Vec<Short> {
        let rows = self.state.rows[from..to].iter().zip(&self.findings[from..to]);
        rows.map(|(row, findings)| short(row, findings)).collect()
    }

    /// What has changed, for pages that show the rest already.
    pub(super) fn patch(&self, change: &Change) -> Patch {
        let shift = |side: Side| {
            let recut = change.pieces.get(side).as_ref()?;
            let more = recut.new.len() as i64 - recut.old.len() as i64;
            (more != 0).then_some((u8::from(side == Side::En), recut.at + recut.old.len(), more))
        };
        let (undo, redo) = self.can_undo_redo();
        Patch {
            version: self.version,
            at: change.at,
            removed: change.old.len(),
            rows: self.short(change.at, change.at + change.new.len()),
            shifts: Side::BOTH.into_iter().filter_map(shift).collect(),
            undo,
            redo,
        }
    }

    /// Rows in full.
    pub(super) fn full(&self, from: usize, to: usize) -> Vec<Full<'_>> {
        let to = to.min(self.state.rows.len());
        (from.min(to)..to).map(|number| self.full_row(&self.state.rows[number], &self.findings[number])).collect()
    }

    fn full_row<'r>(&'r self, row: &'r Row, findings: &'r [RowFinding]) -> Full<'r> {
        let Sides { ko, en } = Sides::build(|side| row.pieces.get(side).clone().map(|piece| self.piece(side, piece)).collect());
        let ends = |range: &std::ops::Range<usize>| [range.start, range.end];
        Full {
            ko,
            en,
            confidence: row.link.confidence,
            note: &row.note,
            reasons: row.link.reasons.iter().map(ReasonRow::of).collect(),
            runner_up: row.link.runner_up.as_ref().map(|other| RunnerUp {
                ko: ends(&other.segments.ko),
                en: ends(&other.segments.en),
                confidence: other.confidence,
            }),
            findings,
        }
    }

    fn piece(&self, side: Side, number: usize) -> PieceRow<'_> {
        let (document, piece) = (self.documents.get(side), &self.state.pieces.get(side)[number]);
        let span = document.citations.get(piece.segment).and_then(|citation| citation.span.as_ref());
        PieceRow {
            number,
            text: words(document, piece),
            original: piece.edited.is_some().then(|| &document.text[piece.range.clone()]),
            place: span.map(|span| span.start.to_string()),
        }
    }

    /// How many findings there are of each rule.
    pub(super) fn rules(&self) -> BTreeMap<&'static str, usize> {
        let mut rules = BTreeMap::new();
        self.findings.iter().flatten().for_each(|finding| *rules.entry(finding.name).or_default() += 1);
        rules
    }
}

fn short(row: &Row, findings: &[RowFinding]) -> Short {
    let step = match row.link.confidence {
        Some(confidence) if confidence >= SURE => 2,
        Some(confidence) if confidence >= DOUBTFUL => 1,
        Some(_) => 0,
        None => 3,
    };
    let decision = match row.decision {
        Decision::Open => 0,
        Decision::Accepted => 1,
        Decision::NeedsReview => 2,
    };
    let severity = findings.iter().map(|finding| match finding.severity {
        "error" => 3,
        "warning" => 2,
        _ => 1,
    });
    let bits = step
        | decision << 2
        | u32::from(row.is_pinned) << 4
        | u32::from(row.link.moved) << 5
        | u32::from(row.is_by_hand) << 6
        | u32::from(!row.note.is_empty()) << 7
        | severity.max().unwrap_or(0) << 8;
    let [ko, en] = [&row.pieces.ko, &row.pieces.en];
    [ko.start as u32, ko.end as u32, en.start as u32, en.end as u32, bits]
}

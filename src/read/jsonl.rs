//! Our own JSON lines back to a corpus, with all that they carry.

use std::ops::Range;

use serde::Deserialize;

use super::corpus::{json_lines, pair};
use crate::bitext::{Cue, Evidence, Reason, RunnerUp, Sides, Span};
use crate::corpus::{Corpus, Pair, Unit};
use crate::error::{Position, Result};

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    ko: String,
    #[serde(default)]
    en: String,
    score: Option<f64>,
    confidence: Option<f64>,
    ko_segments: Option<Vec<SegmentRow>>,
    en_segments: Option<Vec<SegmentRow>>,
    #[serde(default)]
    reasons: Vec<ReasonRow>,
    runner_up: Option<RunnerUpRow>,
    #[serde(default)]
    ko_doc: String,
    #[serde(default)]
    en_doc: String,
}

#[derive(Deserialize)]
struct SegmentRow {
    id: usize,
    text: Option<String>,
    bytes: Option<[usize; 2]>,
    start: Option<PositionRow>,
    end: Option<PositionRow>,
    cue: Option<CueRow>,
}

#[derive(Deserialize)]
struct CueRow {
    start_ms: u64,
    end_ms: u64,
    id: Option<String>,
    #[serde(default)]
    settings: String,
    #[serde(default)]
    tags: Vec<(usize, String)>,
}

#[derive(Deserialize)]
struct PositionRow {
    line: usize,
    column: usize,
}

#[derive(Deserialize)]
struct ReasonRow {
    evidence: String,
    llr: Option<f64>,
    ko: String,
    en: String,
}

#[derive(Deserialize)]
struct RunnerUpRow {
    ko: Vec<usize>,
    en: Vec<usize>,
    confidence: Option<f64>,
}

pub(super) fn corpus(text: &str) -> Result<Corpus> {
    let mut documents = Sides::default();
    let pairs = json_lines(text, |mut row: Row, number| {
        if number == 0 {
            documents = Sides { ko: std::mem::take(&mut row.ko_doc), en: std::mem::take(&mut row.en_doc) };
        }
        pair_of(row, number)
    })?;
    Ok(Corpus { documents, pairs, clock: None })
}

fn pair_of(row: Row, number: usize) -> Pair {
    let whole = pair(Sides { ko: &row.ko, en: &row.en }, Sides { ko: number, en: number }).units;
    let named = Sides { ko: (row.ko, row.ko_segments), en: (row.en, row.en_segments) };
    let units = named.zip(whole).map(|((text, segments), whole)| match segments {
        Some(segments) => segments.into_iter().map(|segment| unit(segment, &text)).collect(),
        None => whole,
    });
    Pair {
        units,
        score: row.score,
        confidence: row.confidence,
        reasons: row.reasons.into_iter().filter_map(reason).collect(),
        runner_up: row.runner_up.map(runner_up),
    }
}

fn unit(row: SegmentRow, whole: &str) -> Unit {
    let position = |p: PositionRow| Position { line: p.line, column: p.column };
    let span = match (row.bytes, row.start, row.end) {
        (Some([from, to]), Some(start), Some(end)) => Some(Span { bytes: from..to, start: position(start), end: position(end) }),
        _ => None,
    };
    let cue = row.cue.map(|CueRow { start_ms, end_ms, id, settings, tags }| Cue { start_ms, end_ms, id, settings, tags });
    Unit { index: row.id, text: row.text.unwrap_or_else(|| whole.to_owned()), span, cue }
}

/// A reason of a kind that this version does not know is passed over.
fn reason(row: ReasonRow) -> Option<Reason> {
    let evidence = Evidence::ALL.into_iter().find(|e| e.name() == row.evidence)?;
    Some(Reason { evidence, llr: row.llr.unwrap_or_default(), words: Sides { ko: row.ko, en: row.en } })
}

fn runner_up(row: RunnerUpRow) -> RunnerUp {
    let range = |ids: Vec<usize>| -> Range<usize> {
        match (ids.first(), ids.last()) {
            (Some(first), Some(last)) => *first..last.saturating_add(1),
            _ => 0..0,
        }
    };
    RunnerUp { segments: Sides { ko: range(row.ko), en: range(row.en) }, confidence: row.confidence.unwrap_or_default() }
}

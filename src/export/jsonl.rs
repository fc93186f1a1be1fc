//! JSON lines with everything that is known of a pair.

use std::io::Write;

use serde::Serialize;

use super::fields::rounded;
use super::{Columns, Exporter};
use crate::bitext::{Reason, RunnerUp};
use crate::corpus::{Corpus, Pair, Unit};
use crate::error::{Position, Result};

pub(super) struct Jsonl;

#[derive(Serialize)]
struct Row<'c> {
    ko: String,
    en: String,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    ko_segments: Vec<SegmentRow<'c>>,
    en_segments: Vec<SegmentRow<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runner_up: Option<RunnerUpRow>,
    #[serde(skip_serializing_if = "str::is_empty")]
    ko_doc: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    en_doc: &'c str,
}

/// Ids count from zero; bytes are a half-open range of the file as read; lines and columns count from one.
#[derive(Serialize)]
struct SegmentRow<'c> {
    id: usize,
    /// Left out where it is the text of the whole side.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<PositionRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<PositionRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<CueRow<'c>>,
}

/// Times in milliseconds; tags with the byte of the segment's text that they stand before.
#[derive(Serialize)]
struct CueRow<'c> {
    start_ms: u64,
    end_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'c str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    settings: &'c str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [(usize, String)],
}

#[derive(Serialize)]
struct PositionRow {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct ReasonRow<'c> {
    evidence: &'static str,
    llr: Option<f64>,
    ko: &'c str,
    en: &'c str,
}

#[derive(Serialize)]
struct RunnerUpRow {
    ko: Vec<usize>,
    en: Vec<usize>,
    confidence: Option<f64>,
}

impl Exporter for Jsonl {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        for pair in &corpus.pairs {
            serde_json::to_writer(&mut *out, &row(corpus, pair)).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn append(&self, corpus: &Corpus, _: Columns, out: &mut dyn Write) -> Result<()> {
        self.write(corpus, out)
    }
}

fn row<'c>(corpus: &'c Corpus, pair: &'c Pair) -> Row<'c> {
    let text = pair.text();
    Row {
        ko: text.ko,
        en: text.en,
        r#type: pair.bead_type().to_string(),
        score: rounded(pair.score),
        confidence: rounded(pair.confidence),
        ko_segments: segments(&pair.units.ko),
        en_segments: segments(&pair.units.en),
        reasons: pair.reasons.iter().map(reason).collect(),
        runner_up: pair.runner_up.as_ref().map(runner_up),
        ko_doc: &corpus.documents.ko,
        en_doc: &corpus.documents.en,
    }
}

fn segments(units: &[Unit]) -> Vec<SegmentRow<'_>> {
    let position = |p: Position| PositionRow { line: p.line, column: p.column };
    units
        .iter()
        .map(|unit| {
            let span = unit.span.as_ref();
            SegmentRow {
                id: unit.index,
                text: (units.len() > 1).then_some(unit.text.as_str()),
                bytes: span.map(|s| [s.bytes.start, s.bytes.end]),
                start: span.map(|s| position(s.start)),
                end: span.map(|s| position(s.end)),
                cue: unit.cue.as_ref().map(|cue| CueRow {
                    start_ms: cue.start_ms,
                    end_ms: cue.end_ms,
                    id: cue.id.as_deref(),
                    settings: &cue.settings,
                    tags: &cue.tags,
                }),
            }
        })
        .collect()
}

fn reason(reason: &Reason) -> ReasonRow<'_> {
    ReasonRow { evidence: reason.evidence.name(), llr: rounded(Some(reason.llr)), ko: &reason.words.ko, en: &reason.words.en }
}

fn runner_up(runner_up: &RunnerUp) -> RunnerUpRow {
    RunnerUpRow {
        ko: runner_up.segments.ko.clone().collect(),
        en: runner_up.segments.en.clone().collect(),
        confidence: rounded(Some(runner_up.confidence)),
    }
}

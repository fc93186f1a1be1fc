//! What a review keeps, as rows of JSON: documents, rows as they were or became.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::state::{Decision, Row};
use crate::bitext::rows::{PositionRow, ReasonRow, RunnerUpRow};
use crate::bitext::{Bitext, Block, BlockKind, Citation, Cue, Document, Link, Segment, Side, Sides, Span};
use crate::error::{Error, Position, Result};

/// A document as it was opened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SavedDocument {
    pub(super) name: String,
    /// Of the text, in hexadecimal digits.
    pub(super) sha256: String,
    encoding: String,
    text: String,
    /// What each block is, and its bytes in the text.
    blocks: Vec<(String, usize, usize)>,
    segments: Vec<SavedSegment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cues: Vec<SavedCue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    directives: Vec<(usize, String)>,
}

/// When a segment is shown.
#[derive(Debug, Serialize, Deserialize)]
struct SavedCue {
    start_ms: u64,
    end_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    settings: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<(usize, String)>,
}

/// A segment: its bytes in the text, its block, and where it stood in the file.
#[derive(Debug, Serialize, Deserialize)]
struct SavedSegment {
    text: [usize; 2],
    block: usize,
    bytes: [usize; 2],
    /// The name of its place, in a format without lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    start: PositionRow,
    end: PositionRow,
}

/// A row of the review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SavedRow {
    ko: [usize; 2],
    en: [usize; 2],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(default, skip_serializing_if = "is_false")]
    moved: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<SavedReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    runner_up: Option<SavedRunnerUp>,
    #[serde(default, skip_serializing_if = "is_open")]
    decision: Decision,
    #[serde(default, skip_serializing_if = "is_false")]
    pinned: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    by_hand: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

/// What spoke for a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedReason {
    evidence: String,
    llr: f64,
    ko: String,
    en: String,
}

/// What else a row could have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedRunnerUp {
    ko: Vec<usize>,
    en: Vec<usize>,
    confidence: Option<f64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(is: &bool) -> bool {
    !is
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_open(decision: &Decision) -> bool {
    *decision == Decision::Open
}

impl SavedRow {
    /// A row as it is saved.
    pub fn of(row: &Row) -> Self {
        let ends = |range: &Range<usize>| [range.start, range.end];
        let reason = |reason| {
            let ReasonRow { evidence, llr, ko, en } = ReasonRow::of(reason);
            SavedReason { evidence: evidence.into(), llr: llr.unwrap_or_default(), ko: ko.into(), en: en.into() }
        };
        let runner_up = |runner_up| {
            let RunnerUpRow { ko, en, confidence } = RunnerUpRow::of(runner_up);
            SavedRunnerUp { ko, en, confidence }
        };
        Self {
            ko: ends(&row.pieces.ko),
            en: ends(&row.pieces.en),
            score: row.link.score,
            confidence: row.link.confidence,
            moved: row.link.moved,
            reasons: row.link.reasons.iter().map(reason).collect(),
            runner_up: row.link.runner_up.as_ref().map(runner_up),
            decision: row.decision,
            pinned: row.is_pinned,
            by_hand: row.is_by_hand,
            note: row.note.clone(),
        }
    }

    /// The row.
    pub fn row(&self) -> Row {
        let reason = |reason: &SavedReason| {
            let SavedReason { evidence, llr, ko, en } = reason;
            ReasonRow { evidence: evidence.into(), llr: Some(*llr), ko: ko.into(), en: en.into() }.into_reason()
        };
        let runner_up = |saved: &SavedRunnerUp| {
            RunnerUpRow { ko: saved.ko.clone(), en: saved.en.clone(), confidence: saved.confidence }.into_runner_up()
        };
        let link = Link {
            score: self.score,
            confidence: self.confidence,
            moved: self.moved,
            reasons: self.reasons.iter().filter_map(reason).collect(),
            runner_up: self.runner_up.as_ref().map(runner_up),
        };
        Row {
            pieces: Sides { ko: self.ko[0]..self.ko[1], en: self.en[0]..self.en[1] },
            link: Arc::new(link),
            decision: self.decision,
            is_pinned: self.pinned,
            is_by_hand: self.by_hand,
            note: self.note.clone(),
        }
    }
}

/// The kinds of blocks by name.
const KINDS: [(&str, BlockKind); 15] = [
    ("paragraph", BlockKind::Paragraph),
    ("heading 1", BlockKind::Heading(1)),
    ("heading 2", BlockKind::Heading(2)),
    ("heading 3", BlockKind::Heading(3)),
    ("heading 4", BlockKind::Heading(4)),
    ("heading 5", BlockKind::Heading(5)),
    ("heading 6", BlockKind::Heading(6)),
    ("list item", BlockKind::ListItem),
    ("cell", BlockKind::Cell),
    ("quote", BlockKind::Quote),
    ("caption", BlockKind::Caption),
    ("alt text", BlockKind::AltText),
    ("code", BlockKind::Code),
    ("line", BlockKind::Line),
    ("cue", BlockKind::Cue),
];

impl SavedDocument {
    /// A document with its segments.
    pub(super) fn of(document: &Document) -> Self {
        let kind = |block: &Block| {
            let name = KINDS.iter().find(|(_, kind)| *kind == block.kind).map_or("paragraph", |(name, _)| name);
            (name.to_owned(), block.range.start, block.range.end)
        };
        let position = |p: Position| PositionRow { line: p.line, column: p.column };
        let segment = |(number, segment): (usize, &Segment)| {
            let cited = document.citations.get(number).and_then(|citation| citation.span.clone());
            let span = cited.unwrap_or_else(|| document.segment_span(number));
            SavedSegment {
                text: [segment.range.start, segment.range.end],
                block: segment.block,
                bytes: [span.bytes.start, span.bytes.end],
                place: span.place.as_deref().map(str::to_owned),
                start: position(span.start),
                end: position(span.end),
            }
        };
        Self {
            name: document.name.clone(),
            sha256: hash(&document.text),
            encoding: document.encoding.clone(),
            text: document.text.clone(),
            blocks: document.blocks.iter().map(kind).collect(),
            segments: document.segments.iter().enumerate().map(segment).collect(),
            cues: document.cues.iter().map(SavedCue::of).collect(),
            directives: document.directives.clone(),
        }
    }

    /// The document, whose segments are cited by their places.
    ///
    /// # Errors
    /// When its parts do not fit together.
    pub(super) fn into_document(self) -> Result<Document> {
        let damaged = || Error::malformed("the text and its segments do not fit together");
        let mut document = Document { name: self.name, text: self.text, encoding: self.encoding, ..Document::default() };
        for (name, start, end) in self.blocks {
            let kind = KINDS.iter().find(|(known, _)| *known == name).map_or(BlockKind::Paragraph, |(_, kind)| *kind);
            document.text.get(start..end).ok_or_else(damaged)?;
            document.blocks.push(Block { kind, range: start..end });
        }
        let position = |row: &PositionRow| Position { line: row.line, column: row.column };
        for (index, segment) in self.segments.iter().enumerate() {
            let [start, end] = segment.text;
            document.text.get(start..end).ok_or_else(damaged)?;
            document.blocks.get(segment.block).ok_or_else(damaged)?;
            document.segments.push(Segment { range: start..end, block: segment.block });
            let span = Span {
                bytes: segment.bytes[0]..segment.bytes[1],
                start: position(&segment.start),
                end: position(&segment.end),
                place: segment.place.as_deref().map(Into::into),
            };
            document.citations.push(Citation { index, span: Some(span) });
        }
        document.cues = self.cues.into_iter().map(SavedCue::into_cue).collect();
        document.directives = self.directives;
        Ok(document)
    }
}

impl SavedCue {
    fn of(cue: &Cue) -> Self {
        let Cue { start_ms, end_ms, id, settings, tags } = cue.clone();
        Self { start_ms, end_ms, id, settings, tags }
    }

    fn into_cue(self) -> Cue {
        let Self { start_ms, end_ms, id, settings, tags } = self;
        Cue { start_ms, end_ms, id, settings, tags }
    }
}

/// The hash of a text, in hexadecimal digits.
pub(super) fn hash(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The documents and rows of a bitext as they are when they have been saved and opened again: what is saved is what is shown.
pub(super) fn saved(bitext: &Bitext) -> Sides<SavedDocument> {
    Sides::build(|side: Side| SavedDocument::of(bitext.documents.get(side)))
}

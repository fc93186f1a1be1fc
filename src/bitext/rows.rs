//! The nouns as rows of JSON: what is written, read back and reported has one shape, defined here.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Citation, Cue, Evidence, Reason, RunnerUp, SegmentRef, Sides, Span};
use crate::error::Position;

/// Rounded to four decimals; `None` where it is not finite.
pub fn rounded(value: Option<f64>) -> Option<f64> {
    // Adding zero makes a negative zero positive.
    value.filter(|v| v.is_finite()).map(|v| (v * 1e4).round() / 1e4 + 0.0).filter(|v| v.is_finite())
}

/// Lines and columns count from one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PositionRow {
    /// Line.
    pub line: usize,
    /// Column in Unicode scalar values.
    pub column: usize,
}

/// A segment with its place. Ids count from zero; bytes are a half-open range of the file as read. `T` is its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>, 'de: 'b"))]
pub struct SegmentRow<'b, T> {
    /// Index of the segment in its document.
    pub id: usize,
    /// Left out where it is the text of the whole side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<T>,
    /// Byte range in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[usize; 2]>,
    /// Where it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<PositionRow>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<PositionRow>,
    /// The name of its place, in a file without lines.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Cow<'b, str>>,
    /// When it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<CueRow<'b>>,
}

/// Times in milliseconds; tags with the byte of the segment's text that they stand before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CueRow<'b> {
    /// When it appears.
    pub start_ms: u64,
    /// When it goes.
    pub end_ms: u64,
    /// Its number or name.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'b, str>>,
    /// What WebVTT says behind the times.
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    pub settings: Cow<'b, str>,
    /// Tags taken out of the text.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub tags: Cow<'b, [(usize, String)]>,
}

/// What spoke for a pair.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReasonRow<'b> {
    /// The name of the source.
    #[serde(borrow)]
    pub evidence: Cow<'b, str>,
    /// Its share of the score.
    pub llr: Option<f64>,
    /// The Korean words.
    #[serde(borrow)]
    pub ko: Cow<'b, str>,
    /// The English words.
    #[serde(borrow)]
    pub en: Cow<'b, str>,
}

/// What else a pair could have been.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunnerUpRow {
    /// Korean segments.
    pub ko: Vec<usize>,
    /// English segments.
    pub en: Vec<usize>,
    /// Its probability.
    pub confidence: Option<f64>,
}

impl<'b> SegmentRow<'b, &'b str> {
    /// A segment with its text, or without where the row around it tells that.
    pub fn of(segment: SegmentRef<'b>, with_text: bool) -> Self {
        let span = segment.span();
        let position = |p: Position| PositionRow { line: p.line, column: p.column };
        Self {
            id: segment.index(),
            text: with_text.then(|| segment.text()),
            bytes: span.as_ref().map(|s| [s.bytes.start, s.bytes.end]),
            start: span.as_ref().map(|s| position(s.start)),
            end: span.as_ref().map(|s| position(s.end)),
            place: span.and_then(|s| s.place).map(|place| Cow::Owned(place.to_string())),
            cue: segment.cue().map(CueRow::of),
        }
    }
}

impl<T> SegmentRow<'_, T> {
    /// Where the segment was taken from.
    pub fn citation(&self) -> Citation {
        let position = |p: PositionRow| Position { line: p.line, column: p.column };
        let span = self.bytes.zip(self.start).zip(self.end).map(|(([from, to], start), end)| Span {
            bytes: from..to,
            start: position(start),
            end: position(end),
            place: self.place.as_deref().map(Into::into),
        });
        Citation { index: self.id, span }
    }
}

impl<'b> CueRow<'b> {
    fn of(cue: &'b Cue) -> Self {
        Self {
            start_ms: cue.start_ms,
            end_ms: cue.end_ms,
            id: cue.id.as_deref().map(Cow::Borrowed),
            settings: Cow::Borrowed(&cue.settings),
            tags: Cow::Borrowed(&cue.tags),
        }
    }

    /// The cue.
    pub fn into_cue(self) -> Cue {
        Cue {
            start_ms: self.start_ms,
            end_ms: self.end_ms,
            id: self.id.map(Cow::into_owned),
            settings: self.settings.into_owned(),
            tags: self.tags.into_owned(),
        }
    }
}

impl<'b> ReasonRow<'b> {
    /// A reason.
    pub fn of(reason: &'b Reason) -> Self {
        Self {
            evidence: reason.evidence.name().into(),
            llr: rounded(Some(reason.llr)),
            ko: Cow::Borrowed(&reason.words.ko),
            en: Cow::Borrowed(&reason.words.en),
        }
    }

    /// The reason; `None` for one of a kind that this version does not know.
    pub fn into_reason(self) -> Option<Reason> {
        let evidence = Evidence::ALL.into_iter().find(|e| e.name() == self.evidence)?;
        let words = Sides { ko: self.ko.into_owned(), en: self.en.into_owned() };
        Some(Reason { evidence, llr: self.llr.unwrap_or_default(), words })
    }
}

impl RunnerUpRow {
    /// A runner-up.
    pub fn of(runner_up: &RunnerUp) -> Self {
        let Sides { ko, en } = runner_up.segments.clone().map(Iterator::collect);
        Self { ko, en, confidence: rounded(Some(runner_up.confidence)) }
    }

    /// The runner-up.
    pub fn into_runner_up(self) -> RunnerUp {
        let range = |ids: Vec<usize>| -> Range<usize> {
            // Numbers that no document can have are no range to walk along.
            const MOST: usize = u32::MAX as usize;
            match (ids.first(), ids.last()) {
                (Some(first), Some(last)) if first <= last && *last < MOST => *first..last + 1,
                _ => 0..0,
            }
        };
        let segments = Sides { ko: range(self.ko), en: range(self.en) };
        RunnerUp { segments, confidence: self.confidence.unwrap_or_default() }
    }
}

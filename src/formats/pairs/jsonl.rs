//! JSON lines with everything that is known of a pair, and those of other people: rows with `ko` and `en`, or with `translation`
//! as Hugging Face has it.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::entries::{Entries, range_in};
use crate::bitext::rows::{CueRow, ReasonRow, RunnerUpRow, SegmentRow, rounded};
use crate::bitext::{Bitext, Entry, EntryRef, Link, Side, Sides, View};
use crate::error::{Error, Position, Result};
use crate::formats::encoding::Decoded;
use crate::formats::writer::{Columns, Writer};

/// Writes it.
pub(in crate::formats) struct Jsonl;

/// A row as written.
#[derive(Serialize)]
struct Written<'b> {
    ko: String,
    en: String,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    ko_segments: Vec<SegmentRow<'b, &'b str>>,
    en_segments: Vec<SegmentRow<'b, &'b str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonRow<'b>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runner_up: Option<RunnerUpRow>,
    #[serde(skip_serializing_if = "str::is_empty")]
    ko_doc: &'b str,
    #[serde(skip_serializing_if = "str::is_empty")]
    en_doc: &'b str,
}

impl Writer for Jsonl {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        for entry in &view.entries {
            serde_json::to_writer(&mut *out, &written(entry)).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn append(&self, view: &View<'_>, _: Columns, out: &mut dyn Write) -> Result<()> {
        self.write(view, out)
    }
}

fn written<'b>(entry: &'b EntryRef<'b>) -> Written<'b> {
    let text = entry.text();
    let segments = |side: Side| entry.side(side).map(|s| SegmentRow::of(s, entry.segments.get(side).len() > 1)).collect();
    Written {
        ko: text.ko,
        en: text.en,
        r#type: entry.bead_type().to_string(),
        score: rounded(entry.link.score),
        confidence: rounded(entry.link.confidence),
        moved: entry.link.moved,
        ko_segments: segments(Side::Ko),
        en_segments: segments(Side::En),
        reasons: entry.link.reasons.iter().map(ReasonRow::of).collect(),
        runner_up: entry.link.runner_up.as_ref().map(RunnerUpRow::of),
        ko_doc: entry.document(Side::Ko),
        en_doc: entry.document(Side::En),
    }
}

/// A row of our own, of other people's with `ko` and `en`, or of the Hugging Face kind.
#[derive(Deserialize)]
struct Row<'t> {
    #[serde(borrow, default)]
    ko: Option<&'t RawValue>,
    #[serde(borrow, default)]
    en: Option<&'t RawValue>,
    #[serde(borrow, default)]
    translation: Option<Texts<'t>>,
    #[serde(borrow, default)]
    id: Option<&'t RawValue>,
    score: Option<f64>,
    confidence: Option<f64>,
    #[serde(default)]
    moved: bool,
    #[serde(borrow)]
    ko_segments: Option<Vec<SegmentRow<'t, &'t RawValue>>>,
    #[serde(borrow)]
    en_segments: Option<Vec<SegmentRow<'t, &'t RawValue>>>,
    #[serde(borrow, default)]
    reasons: Vec<ReasonRow<'t>>,
    runner_up: Option<RunnerUpRow>,
    #[serde(borrow)]
    ko_doc: Option<Cow<'t, str>>,
    #[serde(borrow)]
    en_doc: Option<Cow<'t, str>>,
    #[serde(default)]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
struct Texts<'t> {
    #[serde(borrow, default)]
    ko: Option<&'t RawValue>,
    #[serde(borrow, default)]
    en: Option<&'t RawValue>,
}

/// Reads it.
///
/// # Errors
/// At the first line that is no such row.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Bitext> {
    let mut entries = Entries::new(source);
    let mut cited: Option<Arc<Sides<String>>> = None;
    for (number, line) in (1..).zip(source.text.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |e: serde_json::Error, column: usize| {
            Error::malformed(format!("this is no row of the format: {e}")).at(Position { line: number, column })
        };
        let row: Row<'_> =
            serde_json::from_str(line).map_err(|e| (e.column().max(1), e)).map_err(|(column, e)| wrong(e, column))?;
        let place = |raw: &RawValue| range_in(&source.text, raw.get()).start;
        let column = |raw: &RawValue| 1 + source.text[range_in(&source.text, line).start..place(raw)].chars().count();
        let Texts { ko, en } = row.translation.unwrap_or(Texts { ko: row.ko, en: row.en });
        for (side, whole, segments) in [(Side::Ko, ko, row.ko_segments), (Side::En, en, row.en_segments)] {
            let Some(whole) = whole else { continue };
            let parts = match segments {
                Some(segments) => parts(whole, segments).map_err(|e| wrong(e, column(whole)))?,
                None => vec![(whole, None)],
            };
            for (raw, segment) in parts {
                take(&mut entries, side, raw.get(), place(raw)).map_err(|e| wrong(e, column(raw)))?;
                end_segment(&mut entries, side, segment);
            }
        }
        if row.ko_doc.is_some() || row.en_doc.is_some() {
            let named = Sides { ko: row.ko_doc.unwrap_or_default(), en: row.en_doc.unwrap_or_default() };
            if cited.as_ref().is_none_or(|known| known.ko != named.ko || known.en != named.en) {
                cited = Some(Arc::new(named.map(Cow::into_owned)));
            }
        }
        entries.close_cited(Entry {
            id: row.id.map(|id| id.get().trim_matches('"').to_owned()),
            link: Link {
                score: row.score,
                confidence: row.confidence,
                moved: row.moved,
                reasons: row.reasons.into_iter().filter_map(ReasonRow::into_reason).collect(),
                runner_up: row.runner_up.map(RunnerUpRow::into_runner_up),
            },
            ignored: row.ignore,
            cited: cited.clone(),
            ..Entry::default()
        });
    }
    Ok(entries.finish())
}

/// Where a text and a segment of it stand.
type Part<'t> = (&'t RawValue, Option<SegmentRow<'t, &'t RawValue>>);

/// The segments that a side consists of, each with its text. Where these are not what the side says, somebody has changed that since:
/// then it is one text.
fn parts<'t>(
    whole: &'t RawValue,
    segments: Vec<SegmentRow<'t, &'t RawValue>>,
) -> std::result::Result<Vec<Part<'t>>, serde_json::Error> {
    if segments.len() == 1 && segments[0].text.is_none() {
        return Ok(segments.into_iter().map(|segment| (whole, Some(segment))).collect());
    }
    let said: Option<String> = serde_json::from_str(whole.get())?;
    let texts: Option<Vec<&RawValue>> = segments.iter().map(|segment| segment.text).collect();
    let Some(texts) = texts.filter(|texts| !texts.is_empty()) else { return Ok(vec![(whole, None)]) };
    let joined =
        texts.iter().map(|raw| serde_json::from_str::<Cow<'_, str>>(raw.get())).collect::<std::result::Result<Vec<_>, _>>()?;
    if said.is_some_and(|said| said == joined.join(" ")) {
        return Ok(texts.into_iter().zip(segments).map(|(raw, segment)| (raw, Some(segment))).collect());
    }
    Ok(vec![(whole, None)])
}

fn end_segment(entries: &mut Entries<'_>, side: Side, segment: Option<SegmentRow<'_, &RawValue>>) {
    let before = entries.count(side);
    let citation = segment.as_ref().map(SegmentRow::citation);
    entries.end_segment(side, citation);
    entries.time_segment(side, before, segment.and_then(|segment| segment.cue).map(CueRow::into_cue));
}

/// Takes a JSON string that begins at byte `at` of the source, escape by escape.
fn take(entries: &mut Entries<'_>, side: Side, raw: &str, at: usize) -> std::result::Result<(), serde_json::Error> {
    let text: Option<String> = serde_json::from_str(raw)?;
    if text.is_none() {
        return Ok(());
    }
    let inner = &raw[1..raw.len() - 1];
    let mut from = 0;
    while let Some(backslash) = memchr::memchr(b'\\', &inner.as_bytes()[from..]).map(|i| from + i) {
        if backslash > from {
            entries.verbatim(side, at + 1 + from..at + 1 + backslash);
        }
        let is_high = |at: usize| {
            inner.get(at + 2..at + 6).and_then(|hex| u16::from_str_radix(hex, 16).ok()).is_some_and(|u| u & 0xFC00 == 0xD800)
        };
        let len = match inner.as_bytes()[backslash + 1] {
            b'u' if is_high(backslash) => 12,
            b'u' => 6,
            _ => 2,
        };
        let escape: String = serde_json::from_str(&format!("\"{}\"", &inner[backslash..backslash + len]))?;
        entries.stand_in(side, &escape, at + 1 + backslash..at + 1 + backslash + len);
        from = backslash + len;
    }
    if from < inner.len() {
        entries.verbatim(side, at + 1 + from..at + 1 + inner.len());
    }
    Ok(())
}

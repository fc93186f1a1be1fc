//! JSON for programs: all in one object, or a finding a line.

use std::io::Write;

use serde::Serialize;

use super::FindingsReport;
use crate::check::{Located, Place, Severity};
use crate::error::{Error, Result};

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    files: &'a [String],
    entries: usize,
    counts: Counts,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    /// The side whose place is the finding's own.
    side: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    ko: Option<PlaceRow<'a>>,
    en: Option<PlaceRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<PlaceRow<'a>>,
    fingerprint: &'a str,
}

/// Lines and columns count from one, columns in Unicode scalar values; marks are such columns of the text, from nought.
#[derive(Serialize)]
struct PlaceRow<'a> {
    file: &'a str,
    start: PositionRow,
    end: PositionRow,
    /// The name of the place, in a file without lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    text: &'a str,
    marks: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct PositionRow {
    line: usize,
    column: usize,
}

impl<'a> Row<'a> {
    fn of(finding: &'a Located) -> Self {
        Self {
            code: finding.rule.code,
            rule: finding.rule.name,
            severity: finding.severity.name(),
            message: &finding.message,
            side: finding.side.code(),
            id: finding.id.as_deref(),
            ko: finding.places.ko.as_ref().map(PlaceRow::of),
            en: finding.places.en.as_ref().map(PlaceRow::of),
            others: finding.others.iter().map(PlaceRow::of).collect(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> PlaceRow<'a> {
    fn of(place: &'a Place) -> Self {
        let position = |p: crate::error::Position| PositionRow { line: p.line, column: p.column };
        let chars = |bytes: usize| place.text[..bytes].chars().count();
        Self {
            file: &place.file,
            start: position(place.span.start),
            end: position(place.span.end),
            place: place.span.place.as_deref(),
            text: &place.text,
            marks: place.marks.iter().map(|mark| [chars(mark.start), chars(mark.end)]).collect(),
        }
    }
}

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    let whole = Whole {
        version: 1,
        files: report.files,
        entries: report.entries,
        counts: Counts {
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            info: report.count(Severity::Info),
        },
        findings: report.findings.iter().map(Row::of).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &whole).map_err(io)?;
    writeln!(out)?;
    Ok(())
}

pub(super) fn write_lines(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    for finding in report.findings {
        serde_json::to_writer(&mut *out, &Row::of(finding)).map_err(io)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Rows of text and numbers always have a form in JSON: only writing can fail.
fn io(error: serde_json::Error) -> Error {
    Error::new(std::io::Error::from(error))
}

//! What became of the captions of a page: for people, for scripts, and as JSON lines.

use std::io::Write;

use serde::Serialize;

use super::because::reasons;
use crate::bitext::rows::{ReasonRow, rounded};
use crate::bitext::{Reason, Side, Span};
use crate::captions::{Entry, Report, Verdict};
use crate::display::{Colour, Paint, safe, wrapped};
use crate::error::Result;
use crate::report::TableOptions;

/// How captions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionFormat {
    /// A line a caption for scripts, then the two texts and the reasons for people.
    #[default]
    Text,
    /// One line a caption and nothing else.
    Lines,
    /// One JSON object a line, a caption each.
    Jsonl,
}

/// Writes every caption with its verdict.
///
/// # Errors
/// When writing fails.
pub fn write_captions(report: &Report, format: CaptionFormat, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    for entry in &report.entries {
        match format {
            CaptionFormat::Jsonl => json_line(report, entry, out)?,
            CaptionFormat::Lines => writeln!(out, "{}", line(report, entry, Colour::Never))?,
            CaptionFormat::Text => {
                writeln!(out, "{}", line(report, entry, options.colour))?;
                detail(report, entry, options.width, options.colour, out)?;
            }
        }
    }
    Ok(())
}

fn span(report: &Report, entry: &Entry) -> Span {
    report.page.documents.get(entry.side).segment_span(entry.segment)
}

fn place(report: &Report, entry: &Entry) -> String {
    format!("{}:{}", safe(&report.page.documents.get(entry.side).name), span(report, entry).start)
}

fn text<'r>(report: &'r Report, entry: &Entry) -> &'r str {
    report.page.documents.get(entry.side).segment_text(entry.segment)
}

fn because(spoke_for_it: &[Reason]) -> String {
    if spoke_for_it.is_empty() { "little".to_owned() } else { reasons(spoke_for_it) }
}

/// A text on one line.
fn flat(text: &str) -> String {
    safe(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The confidence of the candidate that a verdict is about.
fn confidence(entry: &Entry) -> Option<f64> {
    let (Verdict::Paired(partner) | Verdict::Shared(partner) | Verdict::Doubtful(partner)) = entry.verdict else { return None };
    entry.candidates.iter().find(|c| c.entry == partner).map(|c| c.confidence)
}

/// `page.txt:3:1: paired 0.97 ko “…” = en 12:1 “…”`
fn line(report: &Report, entry: &Entry, colour: Colour) -> String {
    let paint = match entry.verdict {
        Verdict::Paired(_) | Verdict::Shared(_) => Paint::Green,
        Verdict::Duplicate(..) | Verdict::Extra => Paint::Dim,
        Verdict::Doubtful(_) => Paint::Yellow,
        Verdict::Missing | Verdict::Copied(_) => Paint::Red,
    };
    let verdict = [
        Some(entry.verdict.name().to_owned()),
        entry.verdict.code().map(str::to_owned),
        confidence(entry).map(|c| format!("{c:.2}")),
    ];
    let verdict = colour.paint(paint, &verdict.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let own = format!("{} “{}”", entry.side, flat(text(report, entry)));
    let other = |n: usize| {
        let other = &report.entries[n];
        format!("{} {} “{}”", other.side, place(report, other), flat(text(report, other)))
    };
    let rest = match &entry.verdict {
        Verdict::Paired(n) => format!(" = {}", other(*n)),
        Verdict::Shared(n) => format!(" shares {}", other(*n)),
        Verdict::Doubtful(n) => format!(" perhaps = {}", other(*n)),
        Verdict::Duplicate(n, difference) => format!(" is {}, but for {difference}", other(*n)),
        Verdict::Copied(Some(n)) => format!(" as in {}", other(*n)),
        Verdict::Missing => format!(" has no {} caption", entry.side.other().language()),
        Verdict::Copied(None) | Verdict::Extra => String::new(),
    };
    format!("{}: {verdict} {own}{rest}", place(report, entry))
}

/// The candidates with their reasons.
fn detail(report: &Report, entry: &Entry, width: usize, colour: Colour, out: &mut dyn Write) -> Result<()> {
    // What was said of the Korean caption need not be said of its partner.
    let is_said = matches!(entry.verdict, Verdict::Paired(_)) && entry.side == Side::En;
    for candidate in entry.candidates.iter().filter(|_| !is_said) {
        let other = &report.entries[candidate.entry];
        let head = format!("{:.2} {} {}: {}", candidate.confidence, other.side, place(report, other), because(&candidate.reasons));
        for (number, row) in wrapped(&head, width.saturating_sub(9).max(24)).iter().enumerate() {
            let indent = if number == 0 { "    " } else { "         " };
            writeln!(out, "{indent}{}", colour.paint(Paint::Dim, row))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Row<'r> {
    verdict: &'static str,
    code: Option<&'static str>,
    confidence: Option<f64>,
    caption: CaptionRow<'r>,
    sign: Option<&'static str>,
    /// The caption it is paired with, the same as, or copied from.
    other: Option<CaptionRow<'r>>,
    difference: Option<&'r str>,
    candidates: Vec<CandidateRow<'r>>,
}

#[derive(Serialize)]
struct CaptionRow<'r> {
    side: &'static str,
    file: &'r str,
    line: usize,
    column: usize,
    text: &'r str,
}

#[derive(Serialize)]
struct CandidateRow<'r> {
    confidence: Option<f64>,
    caption: CaptionRow<'r>,
    reasons: Vec<ReasonRow<'r>>,
}

fn caption_row<'r>(report: &'r Report, entry: &Entry) -> CaptionRow<'r> {
    let start = span(report, entry).start;
    let file = &report.page.documents.get(entry.side).name;
    CaptionRow { side: entry.side.code(), file, line: start.line, column: start.column, text: text(report, entry) }
}

fn json_line(report: &Report, entry: &Entry, out: &mut dyn Write) -> Result<()> {
    let (other, difference) = match &entry.verdict {
        Verdict::Paired(n) | Verdict::Shared(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) => (Some(*n), None),
        Verdict::Duplicate(n, difference) => (Some(*n), Some(difference.as_str())),
        Verdict::Missing | Verdict::Copied(None) | Verdict::Extra => (None, None),
    };
    let row = Row {
        verdict: entry.verdict.name(),
        code: entry.verdict.code(),
        confidence: rounded(confidence(entry)),
        caption: caption_row(report, entry),
        sign: entry.caption.as_ref().map(|caption| caption.sign.name()),
        other: other.map(|n| caption_row(report, &report.entries[n])),
        difference,
        candidates: entry
            .candidates
            .iter()
            .map(|c| CandidateRow {
                confidence: rounded(Some(c.confidence)),
                caption: caption_row(report, &report.entries[c.entry]),
                reasons: c.reasons.iter().map(ReasonRow::of).collect(),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

//! Findings for the eyes:
//!
//! ```text
//! en.txt:4:10: error KE010 number-missing: 35억 원 is not in the English text
//!   ko ko.txt:3:5 │ 그는 35억 원을 냈다.
//!                 │      ^^^^^^^
//!   en en.txt:4:1 │ He paid it.
//! ```

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::FindingsReport;
use crate::bitext::Side;
use crate::check::{Located, Place, Severity};
use crate::display::{Colour, Paint, counted, safe};
use crate::error::Result;

/// No text is shown in fewer columns.
const NARROWEST: usize = 24;
const DIVIDER: &str = " │ ";

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    for finding in report.findings {
        head(finding, report.colour, out)?;
        texts(finding, report, out)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report))?;
    Ok(())
}

fn head(finding: &Located, colour: Colour, out: &mut dyn Write) -> Result<()> {
    let paint = match finding.severity {
        Severity::Info => Paint::Green,
        Severity::Warning => Paint::Yellow,
        Severity::Error => Paint::Red,
    };
    let place = finding.place().map_or_else(String::new, |place| format!("{}: ", safe(&place.span.in_file(&place.file))));
    let severity = colour.paint(paint, finding.severity.name());
    let rule = colour.paint(Paint::Bold, &format!("{} {}", finding.rule.code, finding.rule.name));
    writeln!(out, "{place}{severity} {rule}: {}", shown(&finding.message))?;
    Ok(())
}

fn texts(finding: &Located, report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    let rows: Vec<(String, &Place)> = Side::BOTH
        .into_iter()
        .filter_map(|side| finding.places.get(side).as_ref().map(|place| (label(finding, side, place), place)))
        .collect();
    let gutter = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    for (label, place) in rows {
        let room = report.width.saturating_sub(gutter + DIVIDER.width()).max(NARROWEST);
        let (text, carets) = marked(place, room);
        let pad = " ".repeat(gutter - label.width());
        let divider = report.colour.paint(Paint::Dim, DIVIDER);
        writeln!(out, "{}{pad}{divider}{text}", report.colour.paint(Paint::Dim, &label))?;
        if !carets.is_empty() {
            writeln!(out, "{}{divider}{}", " ".repeat(gutter), report.colour.paint(Paint::Yellow, &carets))?;
        }
    }
    Ok(())
}

/// `ko 3:5`, with the file where it is not the one of the head.
fn label(finding: &Located, side: Side, place: &Place) -> String {
    let is_known = finding.place().is_some_and(|own| own.file == place.file);
    let told = if is_known { place.span.to_string() } else { place.span.in_file(&place.file) };
    format!("  {side} {}", safe(&told))
}

/// Control characters, line ends among them, would break the picture.
fn shown(text: &str) -> String {
    safe(text).into_owned()
}

/// As much of the text around its first mark as fits, and a row of carets below what is marked.
fn marked(place: &Place, room: usize) -> (String, String) {
    let window = window(&place.text, place.marks.first(), room);
    let (mut text, mut carets) = (String::new(), String::new());
    if window.start > 0 {
        text.push('…');
        carets.push(' ');
    }
    for (offset, grapheme) in place.text[window.clone()].grapheme_indices(true) {
        let at = window.start + offset;
        let grapheme = shown(grapheme);
        let is_marked = place.marks.iter().any(|mark| mark.contains(&at));
        carets.push_str(&if is_marked { "^" } else { " " }.repeat(grapheme.width()));
        text.push_str(&grapheme);
    }
    if window.end < place.text.len() {
        text.push('…');
    }
    carets.truncate(carets.trim_end().len());
    (text, carets)
}

/// Bytes of the text that fit into `room` columns, an ellipsis on each side counted in: from the beginning, or from a little
/// before the mark where that would not be seen.
fn window(text: &str, mark: Option<&Range<usize>>, room: usize) -> Range<usize> {
    let fits = |from: usize, room: usize| -> usize {
        let mut used = 0;
        let graphemes = text[from..].grapheme_indices(true);
        let end = graphemes.map(|(at, g)| (from + at, g)).find(|(_, g)| {
            used += g.width();
            used > room
        });
        end.map_or(text.len(), |(at, _)| at)
    };
    let end = fits(0, room);
    let Some(mark) = mark.filter(|mark| mark.end > end) else {
        return if end == text.len() { 0..end } else { 0..fits(0, room - 1) };
    };
    let mut start = mark.start;
    let mut before = 0;
    for (at, grapheme) in text[..mark.start].grapheme_indices(true).rev() {
        before += grapheme.width();
        if before > room / 3 {
            break;
        }
        start = at;
    }
    start..fits(start, room - 2)
}

fn summary(report: &FindingsReport<'_>) -> String {
    let checked = format!("{} in {}", entries(report.entries), counted(report.files.len(), "file"));
    if report.findings.is_empty() {
        return format!("no findings; {checked} checked");
    }
    let severities = Severity::ALL.into_iter().rev().map(|severity| (report.count(severity), severity.name()));
    let severities: Vec<String> = severities
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| if name == "info" { format!("{n} info") } else { counted(n, name) })
        .collect();
    let files: BTreeSet<&str> = report.findings.iter().filter_map(|f| Some(f.place()?.file.as_str())).collect();
    format!(
        "{}: {}, in {}; {checked} checked",
        counted(report.findings.len(), "finding"),
        severities.join(", "),
        counted(files.len(), "file")
    )
}

fn entries(n: usize) -> String {
    if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") }
}

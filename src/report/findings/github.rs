//! Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`, with the escapes that its runner undoes.

use std::io::Write;

use super::FindingsReport;
use crate::bitext::Side;
use crate::check::{Located, Severity};
use crate::display::safe;
use crate::error::Result;

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    for finding in report.findings {
        let level = match finding.severity {
            Severity::Info => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
        let place = finding.place().map_or_else(String::new, |place| {
            let (start, end) = (place.span.start, place.span.end);
            // The last column is inside the stretch here, and may only be named where it stands on the same line.
            let end_column =
                if end.line == start.line { format!(",endColumn={}", (end.column - 1).max(start.column)) } else { String::new() };
            let file = property(&place.file.replace('\\', "/"));
            if place.span.place.is_some() {
                return format!("file={file},");
            }
            format!("file={file},line={},endLine={},col={}{end_column},", start.line, end.line, start.column)
        });
        writeln!(out, "::{level} {place}title={title}::{}", data(&message(finding)))?;
    }
    Ok(())
}

/// The message, with both texts below.
fn message(finding: &Located) -> String {
    let texts = Side::BOTH.into_iter().filter_map(|side| {
        let place = finding.places.get(side).as_ref()?;
        let told = match place.span.place {
            Some(_) => place.span.in_file(&place.file),
            None => format!("{}:{}", place.file, place.span.start.line),
        };
        Some(format!("\n{side} {told}: {}", place.text))
    });
    std::iter::once(finding.message.clone()).chain(texts).collect()
}

/// Line ends are written as the runner asks for them; every line is safe for its log.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| safe(line.trim_end_matches('\r'))).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! Findings as text for people, and as what programs read: one file per format.

mod github;
mod json;
mod junit;
mod sarif;
mod statistics;
mod text;

pub use statistics::write_statistics;

use std::fmt;
use std::io::Write;
use std::str::FromStr;

use crate::check::{Located, Severity};
use crate::display::Colour;
use crate::error::{Error, Result};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// For people: each finding with both texts and the stretch marked, and a summary.
    #[default]
    Text,
    /// One JSON object with everything.
    Json,
    /// One JSON object a line, a finding each.
    Jsonl,
    /// Commands that make GitHub Actions annotate a pull request.
    Github,
    /// JUnit XML: a test suite a file, a failed test a finding.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct FindingsReport<'a> {
    /// What was found, in order.
    pub findings: &'a [Located],
    /// Every file that was checked, in order, each once.
    pub files: &'a [String],
    /// How many entries were checked.
    pub entries: usize,
    /// Columns to fill, for people.
    pub width: usize,
    /// Whether to paint, for people.
    pub colour: Colour,
}

impl FindingsReport<'_> {
    /// How many findings have the given severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }
}

impl ReportFormat {
    /// Every format, in the order of help texts.
    pub const ALL: [ReportFormat; 6] = [Self::Text, Self::Json, Self::Jsonl, Self::Github, Self::Junit, Self::Sarif];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Github => "github",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ReportFormat {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.name() == s).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            Error::unknown(format!("'{s}' is no report format: say one of {known}"))
        })
    }
}

/// Writes a report. The same findings give the same bytes.
///
/// # Errors
/// When writing fails.
pub fn write_report(format: ReportFormat, report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    match format {
        ReportFormat::Text => text::write(report, out),
        ReportFormat::Json => json::write(report, out),
        ReportFormat::Jsonl => json::write_lines(report, out),
        ReportFormat::Github => github::write(report, out),
        ReportFormat::Junit => junit::write(report, out),
        ReportFormat::Sarif => sarif::write(report, out),
    }
}

#[cfg(test)]
mod tests;

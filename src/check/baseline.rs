//! Findings that are known and put up with: only new ones are reported.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Located;
use crate::error::{Error, Position, Result};

/// The fingerprints of known findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    known: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Row>,
}

/// Rule and file stand there for people, who review what they put up with.
#[derive(Serialize, Deserialize)]
struct Row {
    fingerprint: String,
    rule: String,
    file: String,
}

impl Baseline {
    /// Reads a baseline that [`write_baseline`] wrote.
    ///
    /// # Errors
    /// When it cannot be read, or is no baseline.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::from(e).in_file(path))?;
        let file: File = serde_json::from_str(&text).map_err(|e| {
            let place = Position { line: e.line(), column: e.column().max(1) };
            Error::malformed(format!("this is no baseline: {e}")).at(place).in_file(path)
        })?;
        Ok(Self { known: file.findings.into_iter().map(|row| row.fingerprint).collect() })
    }

    /// Takes out the findings that are known, and tells how many known ones were not met again.
    pub fn apply(&self, findings: &mut Vec<Located>) -> usize {
        let met: BTreeSet<&str> = findings.iter().map(|f| f.fingerprint.as_str()).filter(|f| self.known.contains(*f)).collect();
        let stale = self.known.len() - met.len();
        findings.retain(|finding| !self.known.contains(&finding.fingerprint));
        stale
    }
}

/// Writes the given findings as a baseline, in an order that changes little from one time to the next.
///
/// # Errors
/// When writing fails.
pub fn write_baseline(findings: &[Located], out: &mut dyn Write) -> Result<()> {
    let file = |f: &Located| f.place().map_or_else(String::new, |place| place.file.clone());
    let row =
        |f: &Located| Row { fingerprint: f.fingerprint.clone(), rule: format!("{} {}", f.rule.code, f.rule.name), file: file(f) };
    let mut rows: Vec<Row> = findings.iter().map(row).collect();
    rows.sort_by(|a, b| (&a.file, &a.rule, &a.fingerprint).cmp(&(&b.file, &b.rule, &b.fingerprint)));
    serde_json::to_writer_pretty(&mut *out, &File { version: 1, findings: rows })
        .map_err(|e| Error::new(std::io::Error::from(e)))?;
    writeln!(out)?;
    Ok(())
}

//! How many findings each rule has.

use std::collections::BTreeMap;
use std::io::Write;

use crate::check::Located;
use crate::error::Result;

/// A line a rule, most findings first, and the sum.
///
/// # Errors
/// When writing fails.
pub fn write_statistics(findings: &[Located], out: &mut dyn Write) -> Result<()> {
    let mut counts: BTreeMap<&str, (usize, &Located)> = BTreeMap::new();
    for finding in findings {
        counts.entry(finding.rule.code).or_insert((0, finding)).0 += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(count, finding)| (std::cmp::Reverse(*count), finding.rule.code));
    for (count, finding) in counts {
        writeln!(out, "{count:>6}  {}  {:<7}  {}", finding.rule.code, finding.severity.name(), finding.rule.name)?;
    }
    writeln!(out, "{:>6}  in all", findings.len())?;
    Ok(())
}

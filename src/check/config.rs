//! `jjak.toml`: which rules are on, how bad they are, where, and what they go by.
//!
//! ```toml
//! source = "ko"
//! fail-level = "error"
//! select = ["KE0", "number-missing"]     # codes, beginnings of codes, names; all if left out
//! ignore = ["double-space"]
//! glossary = "terms.tsv"                # beside this file
//!
//! [severity]
//! KE031 = "info"
//!
//! [per-file-ignores]
//! "docs/legacy/**" = ["KE06"]
//!
//! [limits]
//! confidence = 0.5
//! unpaired = 0.3
//! line-en = 37
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;

use super::{Checker, Glossary, Limits, RULES, Rule, Settings, Severity, rule};
use crate::bitext::Side;
use crate::error::{Error, Position, Result};

/// A configuration as read, every name in it known.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What rules go by.
    pub settings: Settings,
    /// From which severity on findings fail a build; warnings if not said.
    pub fail_level: Option<Severity>,
    /// The rules that are on; all if empty.
    pub select: Vec<&'static Rule>,
    /// The rules that are off all the same.
    pub ignore: Vec<&'static Rule>,
    /// Where the glossary lies, as the file says; [`read`](Self::read) reads it.
    pub glossary: Option<PathBuf>,
    severity: BTreeMap<&'static str, Severity>,
    per_file: Vec<(GlobMatcher, Vec<&'static Rule>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    source: Option<String>,
    #[serde(default)]
    source_too: bool,
    fail_level: Option<String>,
    #[serde(default)]
    select: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
    glossary: Option<PathBuf>,
    #[serde(default)]
    severity: BTreeMap<String, String>,
    #[serde(default)]
    per_file_ignores: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    limits: Limits,
}

/// The rules that a code, the beginning of one, or a name stands for.
///
/// # Errors
/// When there is none.
pub fn rules_by_name(name: &str) -> Result<Vec<&'static Rule>> {
    let by_code: Vec<_> = RULES
        .iter()
        .filter(|r| name.len() >= 2 && r.code.get(..name.len()).is_some_and(|c| c.eq_ignore_ascii_case(name)))
        .collect();
    if by_code.is_empty() { Ok(vec![rule(name)?]) } else { Ok(by_code) }
}

fn all_by_name(names: &[String]) -> Result<Vec<&'static Rule>> {
    Ok(names.iter().map(|name| rules_by_name(name)).collect::<Result<Vec<_>>>()?.concat())
}

impl Config {
    /// Parses the text of a `jjak.toml`.
    ///
    /// # Errors
    /// When it is no TOML, or names something that there is not, with the line where that can be said.
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|e| {
            let error = Error::malformed(e.message().to_owned());
            e.span().map_or(error, |span: Range<usize>| Error::malformed(e.message().to_owned()).at(Position::of(text, span.start)))
        })?;
        let mut severity = BTreeMap::new();
        for (name, value) in &file.severity {
            for rule in rules_by_name(name)? {
                severity.insert(rule.code, value.parse()?);
            }
        }
        let per_file = file.per_file_ignores.iter().map(|(pattern, names)| {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build();
            let glob = glob.map_err(|e| Error::malformed(format!("'{pattern}' is no pattern of paths: {}", e.kind())))?;
            Ok((glob.compile_matcher(), all_by_name(names)?))
        });
        Ok(Self {
            settings: Settings {
                source: file.source.as_deref().map(str::parse::<Side>).transpose()?,
                source_too: file.source_too,
                limits: file.limits,
                glossary: None,
            },
            glossary: file.glossary,
            fail_level: file.fail_level.as_deref().map(str::parse).transpose()?,
            select: all_by_name(&file.select)?,
            ignore: all_by_name(&file.ignore)?,
            severity,
            per_file: per_file.collect::<Result<_>>()?,
        })
    }

    /// Reads a `jjak.toml`, and the glossary that it names, by its place beside the file.
    ///
    /// # Errors
    /// When one of them cannot be read, and as [`parse`](Self::parse).
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::from(e).in_file(path))?;
        let mut config = Self::parse(&text).map_err(|e| e.in_file(path))?;
        if let Some(glossary) = &config.glossary {
            let beside = path.parent().map_or_else(|| glossary.clone(), |folder| folder.join(glossary));
            config.settings.glossary = Some(Arc::new(Glossary::read(beside)?));
        }
        Ok(config)
    }

    /// The checker for files of the given names.
    pub fn checker(&self, files: &[&str]) -> Checker {
        let is_meant = |pattern: &GlobMatcher| {
            files.iter().any(|file| {
                let file = file.replace('\\', "/");
                pattern.is_match(file.strip_prefix("./").unwrap_or(&file))
            })
        };
        let off: Vec<&str> =
            self.per_file.iter().filter(|(p, _)| is_meant(p)).flat_map(|(_, rules)| rules).map(|r| r.code).collect();
        let is_on = |rule: &&Rule| {
            (self.select.is_empty() || self.select.iter().any(|r| r.code == rule.code))
                && self.ignore.iter().all(|r| r.code != rule.code)
                && !off.contains(&rule.code)
        };
        let severity = |rule: &Rule| self.severity.get(rule.code).copied().unwrap_or(rule.severity);
        Checker::new(RULES.iter().filter(is_on).map(|rule| (rule, severity(rule))), self.settings.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_go_by_code_by_its_beginning_and_by_name() {
        let codes = |name: &str| rules_by_name(name).unwrap().iter().map(|r| r.code).collect::<Vec<_>>();
        assert_eq!(codes("ke041"), ["KE041"]);
        assert_eq!(codes("double-space"), ["KE041"]);
        assert_eq!(codes("KE").len(), RULES.len());
        assert!(rules_by_name("K").is_err() && rules_by_name("가").is_err());
    }

    #[test]
    fn files_can_be_left_out_and_severities_changed() {
        let text = "ignore = ['KE001']\n[severity]\ndouble-space = 'error'\n[per-file-ignores]\n'old/**' = ['KE02']\n";
        let config = Config::parse(text).unwrap();
        let names = |files: &[&str]| config.checker(files).rules().map(|(r, s)| (r.code, s)).collect::<BTreeMap<_, _>>();
        assert_eq!(names(&["new/a.tsv"]).get("KE041"), Some(&Severity::Error));
        assert!(names(&["new/a.tsv"]).contains_key("KE022") && !names(&["new/a.tsv"]).contains_key("KE001"));
        assert!(!names(&["./old/b/a.tsv"]).contains_key("KE022"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("select = ['KE041']\nfail = 3\n", "2:1: unknown field `fail`"),
            ("select = ['KE999']", "there is no rule 'KE999'"),
            ("[severity]\nKE041 = 'bad'", "'bad' is no severity"),
            ("a = ", "1:"),
        ] {
            let error = Config::parse(text).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}

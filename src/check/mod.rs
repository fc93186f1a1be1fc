//! A linter for bilingual text: rules look at the entries of a [`Bitext`] and say what is wrong.
//!
//! Flow: each entry becomes [`Facts`] (its two texts, and what several rules want to know of them), every rule that is on looks
//! at them, rules about the whole look at the whole; what they remark becomes a [`Finding`] with its place, in document order.
//! [`locate`] adds what a report says of it. Nothing here reads texts or prints.

mod accelerators;
mod address;
mod alone;
mod baseline;
mod classes;
mod config;
mod cues;
mod facts;
mod finding;
mod form;
mod glossary;
mod language;
mod marks;
mod names;
mod numbers;
mod place;
mod placeholders;
mod rule;
mod rules;
pub mod seeded;
mod settings;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

pub use baseline::{Baseline, write_baseline};
pub use classes::Class;
pub use config::{Config, rules_by_name};
pub use facts::Facts;
pub use finding::{Finding, Severity};
pub use form::same_form;
pub use glossary::{Form, Glossary, Term};
pub use numbers::{Group, Unmatched};
pub use place::{Located, Place, locate};
pub use rule::{Check, Remark, Rule, Say, SayOf};
pub use rules::RULES;
pub use settings::{Limits, Settings};

use crate::bitext::{Bitext, Sides};
use classes::Classes;
use glossary::Hit;

use crate::error::{Error, Result};

/// The rule of a code or a name.
///
/// # Errors
/// When there is none.
pub fn rule(code_or_name: &str) -> Result<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name).ok_or_else(|| {
        let near = RULES.iter().max_by(|a, b| {
            let alike = |rule: &Rule| {
                strsim::jaro_winkler(rule.name, code_or_name).max(strsim::jaro_winkler(rule.code, &code_or_name.to_uppercase()))
            };
            alike(a).total_cmp(&alike(b))
        });
        let hint = near.map_or(String::new(), |rule| format!("; do you mean {} ({})?", rule.code, rule.name));
        Error::unknown(format!("there is no rule '{code_or_name}'{hint}"))
    })
}

/// How often a rule says something of one entry; the rest is counted.
const MOST_IN_AN_ENTRY: usize = 50;

/// Checks bitexts by a choice of rules.
#[derive(Clone, Debug)]
pub struct Checker {
    rules: Vec<(&'static Rule, Severity)>,
    settings: Settings,
}

impl Default for Checker {
    /// Every rule with its own severity.
    fn default() -> Self {
        Self::new(RULES.iter().map(|rule| (rule, rule.severity)), Settings::default())
    }
}

impl Checker {
    /// A checker with the given rules, each with the severity of its findings.
    pub fn new(rules: impl IntoIterator<Item = (&'static Rule, Severity)>, settings: Settings) -> Self {
        Self { rules: rules.into_iter().collect(), settings }
    }

    /// The rules that are on, each with the severity of its findings.
    pub fn rules(&self) -> impl Iterator<Item = (&'static Rule, Severity)> + '_ {
        self.rules.iter().copied()
    }

    /// All that is to be said of a bitext: in the order of its entries, for each in the order of the rules. Linear in the text,
    /// but for rules about the whole, which may sort it.
    pub fn check(&self, bitext: &Bitext) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            (0..bitext.entries.len()).into_par_iter().flat_map_iter(|number| self.check_entry(bitext, number)).collect();
        let of_all = self.rules.par_iter().flat_map_iter(|(rule, severity)| {
            let mut found = Vec::new();
            rule.check.bitext(bitext, &self.settings, &mut |number, remark| {
                let facts = Facts::new(bitext, &bitext.entries[number], &self.settings);
                found.extend(finding(rule, *severity, &facts, number, remark));
            });
            found
        });
        findings.par_extend(of_all);
        findings.sort_by_cached_key(|f| (f.entry, f.rule.code));
        findings
    }

    fn check_entry(&self, bitext: &Bitext, number: usize) -> Vec<Finding> {
        let facts = Facts::new(bitext, &bitext.entries[number], &self.settings);
        let mut found = Vec::new();
        for (rule, severity) in &self.rules {
            let before = found.len();
            let (mut said, mut more) = (0, 0);
            rule.check.entry(&facts, &mut |remark| {
                said += 1;
                match said > MOST_IN_AN_ENTRY {
                    true => more += 1,
                    false => found.extend(finding(rule, *severity, &facts, number, remark)),
                }
            });
            if let Some(last) = found.last_mut().filter(|last| more > 0 && last.rule.code == rule.code) {
                last.message = format!("{} (and {more} more in this text)", last.message);
            }
            if rule.is_of_form() && self.is_form_of_source(&facts, &found[before..]) {
                found.truncate(before);
            }
        }
        found
    }
}

impl Checker {
    /// Whether an oddity of form stands in the source, which translators cannot change and may have kept: of a text that was aligned, or
    /// whose source nobody names, both sides may be somebody's own.
    fn is_form_of_source(&self, facts: &Facts<'_>, found: &[Finding]) -> bool {
        let source = self.settings.known_source(facts.bitext).filter(|_| !self.settings.source_too && !facts.entry.is_aligned());
        source.is_some_and(|source| found.iter().any(|finding| !finding.marks.get(source).is_empty()))
    }
}

/// A remark with its place, unless the file turns its rule off there.
fn finding(rule: &'static Rule, severity: Severity, facts: &Facts<'_>, entry: usize, remark: Remark) -> Option<Finding> {
    let is_off = facts.entry.ignored.iter().any(|name| name == rule.code || name == rule.name);
    let marks = Sides::build(|side| remark.marks.get(side).iter().map(|mark| facts.in_document(side, mark.clone())).collect());
    let Remark { message, others, .. } = remark;
    (!is_off).then_some(Finding { rule, severity, message, entry, marks, others })
}

//! Findings of the rules.

use std::path::PathBuf;
use std::sync::Arc;

use jjak::bitext::{Bitext, Side, Sides};
use jjak::check::{Config, Finding, Glossary, RULES, locate, rules_by_name};
use pyo3::prelude::*;

use crate::bitext::PyBitext;
use crate::errors::OrRaise;
use crate::pool::run;
use crate::texts::side;

/// Stretches of a text, in characters.
type Spans = Vec<(usize, usize)>;

/// Link, code, rule, severity, message, side to mend, stretches at fault on each side, fingerprint.
type Row = (usize, &'static str, &'static str, &'static str, String, &'static str, Spans, Spans, String);

/// Rules to go by, rules to leave out, the language translated from, a glossary, a `jjak.toml`.
type Chosen = (Vec<String>, Vec<String>, Option<String>, Option<PathBuf>, Option<PathBuf>);

/// Every rule: code, name, severity.
#[pyfunction]
pub(crate) fn rules() -> Vec<(&'static str, &'static str, &'static str)> {
    RULES.iter().map(|rule| (rule.code, rule.name, rule.severity.name())).collect()
}

/// Checks pairs of texts; those that stand apart know nothing of one another.
#[pyfunction]
pub(crate) fn check_pairs(
    py: Python<'_>,
    pairs: Vec<(Option<String>, Option<String>)>,
    apart: bool,
    chosen: Chosen,
) -> PyResult<Vec<Row>> {
    let config = configured(chosen)?;
    let of = move |pairs: &[(Option<String>, Option<String>)]| {
        let texts = |pair: &(Option<String>, Option<String>)| Sides { ko: pair.0.clone(), en: pair.1.clone() };
        let texts: Vec<Sides<String>> = pairs.iter().map(|pair| texts(pair).map(Option::unwrap_or_default)).collect();
        let bitext = Bitext::of_pairs("", texts.iter().map(|pair| pair.as_ref().map(String::as_str)));
        found(&bitext, &config)
    };
    run(py, move || match apart {
        false => of(&pairs),
        true => {
            let each = pairs.chunks(1).enumerate();
            each.flat_map(|(link, pair)| of(pair).into_iter().map(move |row| at(link, row))).collect()
        }
    })
}

/// The same of another link.
fn at(link: usize, mut row: Row) -> Row {
    row.0 = link;
    row
}

/// Checks a bitext.
#[pyfunction]
pub(crate) fn check_bitext(py: Python<'_>, bitext: &Bound<'_, PyBitext>, chosen: Chosen) -> PyResult<Vec<Row>> {
    let config = configured(chosen)?;
    let bitext = Arc::clone(&bitext.get().bitext);
    run(py, move || found(&bitext, &config))
}

fn configured((select, ignore, source, glossary, config): Chosen) -> PyResult<Config> {
    let mut config = config.map(Config::read).transpose().or_raise()?.unwrap_or_default();
    for (names, into) in [(&select, &mut config.select), (&ignore, &mut config.ignore)] {
        for name in names {
            into.extend(rules_by_name(name).or_raise()?);
        }
    }
    if let Some(source) = source {
        config.settings.source = Some(side(&source)?);
    }
    if let Some(glossary) = glossary {
        config.settings.glossary = Some(Arc::new(Glossary::read(glossary).or_raise()?));
    }
    Ok(config)
}

fn found(bitext: &Bitext, config: &Config) -> Vec<Row> {
    let files = bitext.documents.as_ref().map(|document| document.name.as_str());
    let findings = config.checker(&[files.ko, files.en]).check(bitext);
    let spans: Vec<(usize, Sides<Spans>)> = findings.iter().map(|finding| (finding.entry, spans(bitext, finding))).collect();
    let located = locate(bitext, findings).into_iter().zip(spans);
    located
        .map(|(l, (entry, Sides { ko, en }))| {
            (entry, l.rule.code, l.rule.name, l.severity.name(), l.message, l.side.code(), ko, en, l.fingerprint)
        })
        .collect()
}

/// Where the marks stand in the text of each side.
fn spans(bitext: &Bitext, finding: &Finding) -> Sides<Spans> {
    Sides::build(|side: Side| {
        let range = bitext.range(side, &bitext.entries[finding.entry]);
        let text = &bitext.documents.get(side).text;
        let chars = |byte: usize| text[range.start..byte].chars().count();
        finding.marks.get(side).iter().map(|mark| (chars(mark.start), chars(mark.end))).collect()
    })
}

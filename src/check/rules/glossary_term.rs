//! A term is not translated as the glossary says.
//!
//! The glossary is a table, `glossary = "terms.tsv"` in `jjak.toml` or `--glossary terms.tsv`: Korean, a tab, English, and a note if
//! one likes. Alternatives are divided by `|`; what begins with `!` must not be used. A Korean term is found under its particles, an
//! English one in any case and plainly inflected; lines with the same term count as alternatives. Without a glossary the rule is
//! silent.
//!
//! ## Glossary
//!
//! ```text
//! 약관<TAB>terms|terms of service|!rules
//! 환불<TAB>refund
//! ```
//!
//! ## Fires
//!
//! ```text
//! ko: 환불은 약관에 따릅니다.
//! en: Your money is given back by the rules.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 환불은 약관에 따릅니다.
//! en: Refunds are subject to the Terms.
//! ```

use crate::check::{Check, Facts, Glossary, Hit, Remark, Say};

pub(super) struct GlossaryTerm;

impl Check for GlossaryTerm {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let Some(glossary) = facts.settings.glossary.as_deref().filter(|_| facts.is_pair()) else { return };
        let (source, target) = (facts.source, facts.source.other());
        let terms = glossary.find(source, facts.text.get(source));
        if terms.is_empty() {
            return;
        }
        let used = glossary.find(target, facts.text.get(target));
        let allows = |hit: &Hit| !glossary.terms()[hit.term].forms.get(target)[hit.form].is_forbidden;
        let is_fine = |term: usize| {
            used.iter().any(|hit| hit.term == term && allows(hit)) || glossary.is_said(term, target, facts.text.get(target))
        };
        let mut said: Vec<&str> = Vec::new();
        for same in terms.chunk_by(|a, b| a.range == b.range) {
            let word = &facts.text.get(source)[same[0].range.clone()];
            if said.contains(&word) {
                continue;
            }
            said.push(word);
            let forbidden = used.iter().find(|hit| !allows(hit) && same.iter().any(|term| term.term == hit.term));
            if let Some(hit) = forbidden {
                let there = &facts.text.get(target)[hit.range.clone()];
                let message = format!("{word} must not be {there}{}", instead(glossary, same, facts));
                say(Remark::new(message).at(source, same[0].range.clone()).at(target, hit.range.clone()));
            } else if !same.iter().any(|term| is_fine(term.term)) && !wanted(glossary, same, facts).is_empty() {
                let message = format!("{word} is not {} in the {}", wanted(glossary, same, facts).join(" or "), target.language());
                say(Remark::new(message + &note(glossary, same)).at(source, same[0].range.clone()));
            }
        }
    }
}

/// The translations that the glossary allows.
fn wanted<'g>(glossary: &'g Glossary, same: &[Hit], facts: &Facts<'_>) -> Vec<&'g str> {
    let forms = same.iter().flat_map(|hit| glossary.terms()[hit.term].forms.get(facts.source.other()));
    forms.filter(|form| !form.is_forbidden).map(|form| form.text.as_str()).collect()
}

fn instead(glossary: &Glossary, same: &[Hit], facts: &Facts<'_>) -> String {
    let wanted = wanted(glossary, same, facts);
    let note = note(glossary, same);
    if wanted.is_empty() { note } else { format!(", but {}{note}", wanted.join(" or ")) }
}

fn note(glossary: &Glossary, same: &[Hit]) -> String {
    let note = same.iter().find_map(|hit| glossary.terms()[hit.term].note.as_deref());
    note.map_or(String::new(), |note| format!(" ({note})"))
}

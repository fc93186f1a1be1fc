//! The contract of every rule: its page shows a text that fires it and one that does not, and both are run here.

use std::collections::BTreeSet;

use super::*;
use crate::bitext::{Block, BlockKind, Document, Entry, Segment};

/// A bitext of entries as forms have them.
fn bitext(texts: &[Sides<&str>]) -> Bitext {
    let mut bitext = Bitext::default();
    for text in texts {
        let kind = text.map(|text| if text.starts_with("caption ") { BlockKind::Caption } else { BlockKind::Line });
        let (text, entry) = described(*text);
        let segments = Sides::build(|side| {
            let Document { text: all, blocks, segments, .. } = bitext.documents.get_mut(side);
            let (start, first, text) = (all.len(), segments.len(), text.get(side));
            all.push_str(text);
            all.push('\n');
            if !text.is_empty() {
                let range = start..start + text.len();
                segments.push(Segment { range: range.clone(), block: blocks.len() });
                blocks.push(Block { kind: *kind.get(side), range });
            }
            first..segments.len()
        });
        bitext.entries.push(Entry { segments, ..entry });
    }
    bitext
}

/// What an example says of an entry before its texts: `aligned:`, `alone=0.3`, `confidence=0.5`.
fn described(text: Sides<&str>) -> (Sides<&str>, Entry) {
    let mut entry = Entry::default();
    let mut unpaired = Sides::<Vec<f32>>::default();
    let text = Sides::build(|side| {
        let text = *text.get(side);
        let rest = text.strip_prefix("caption ").unwrap_or(text);
        let rest = rest.strip_prefix("aligned: ").inspect(|_| entry.is_aligned = true).unwrap_or(rest);
        let value = |rest: &'_ str, name: &str| -> Option<(f64, usize)> {
            let (value, text) = rest.strip_prefix(name)?.split_once(' ').expect("a text behind the value");
            Some((value.parse().expect("a number"), rest.len() - text.len()))
        };
        let rest = value(rest, "alone=").map_or(rest, |(p, len)| {
            unpaired.get_mut(side).push(p as f32);
            &rest[len..]
        });
        value(rest, "confidence=").map_or(rest, |(p, len)| {
            entry.confidence = Some(p);
            &rest[len..]
        })
    });
    entry.unpaired = unpaired;
    (text, entry)
}

/// The entries of a fenced example: `ko:` and `en:` lines, a blank line between entries.
fn example(page: &str, heading: &str) -> Vec<Sides<String>> {
    let section = page.split(&format!("## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no section '{heading}' in\n{page}"));
    let fenced = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a fenced example");
    let side = |entry: &str, mark: &str| {
        entry.lines().find_map(|line| line.strip_prefix(mark)).map(|t| t.strip_prefix(' ').unwrap_or(t).to_owned())
    };
    let entries = fenced.trim_end().split("\n\n");
    entries.map(|entry| Sides { ko: side(entry, "ko:").expect("ko:"), en: side(entry, "en:").expect("en:") }).collect()
}

/// The findings on entries, with the glossary of the page if it has one.
fn codes_on(page: &str, entries: &[Sides<String>]) -> BTreeSet<&'static str> {
    let texts: Vec<Sides<&str>> = entries.iter().map(|entry| entry.as_ref().map(String::as_str)).collect();
    let glossary = page.split("## Glossary\n\n```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let glossary = glossary.map(|text| std::sync::Arc::new(Glossary::parse(&text.replace("<TAB>", "\t")).expect("a glossary")));
    let checker = Checker::new(RULES.iter().map(|rule| (rule, rule.severity)), Settings { glossary, ..Settings::default() });
    checker.check(&bitext(&texts)).iter().map(|f| f.rule.code).collect()
}

#[test]
fn every_rule_fires_on_its_example_and_not_on_the_other() {
    for rule in RULES {
        let page = rule.manual();
        assert!(codes_on(&page, &example(&page, "Fires")).contains(rule.code), "{rule:?} does not fire on its example");
        assert!(
            !codes_on(&page, &example(&page, "Does not fire")).contains(rule.code),
            "{rule:?} fires on the example that is right"
        );
    }
}

#[test]
fn codes_ascend_and_names_are_those_of_the_files() {
    assert!(RULES.windows(2).all(|w| w[0].code < w[1].code));
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let digits = rule.code.strip_prefix("KE").expect("KE");
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{rule:?}");
        let summary = rule.summary();
        assert!(summary.len() < 160 && summary.ends_with('.'), "{rule:?}: {summary}");
        let structure: String = rule.name.split('-').map(|w| w[..1].to_uppercase() + &w[1..]).collect();
        assert!(rule.file.contains(&format!("impl Check for {structure} ")), "{rule:?} is no {structure}");
    }
}

#[test]
fn a_rule_is_found_by_code_and_name_and_a_near_one_is_named() {
    assert_eq!(rule("ke041").unwrap().name, "double-space");
    assert_eq!(rule("double-space").unwrap().code, "KE041");
    assert!(rule("double-spaces").unwrap_err().to_string().contains("KE041"));
}

#[test]
fn marks_lead_into_the_document() {
    let bitext = bitext(&[Sides { ko: "하나.", en: "One." }, Sides { ko: "둘  셋.", en: "Two three." }]);
    let findings = Checker::default().check(&bitext);
    let finding = findings.iter().find(|f| f.rule.code == "KE041").expect("a double space");
    assert_eq!((finding.entry, &bitext.documents.ko.text[finding.marks.ko[0].clone()]), (1, "  "));
}

#[test]
fn an_entry_can_turn_a_rule_off() {
    let mut bitext = bitext(&[Sides { ko: "둘  셋.", en: "Two three." }]);
    bitext.entries[0].ignored = vec!["KE041".to_owned()];
    assert!(Checker::default().check(&bitext).iter().all(|f| f.rule.code != "KE041"));
}

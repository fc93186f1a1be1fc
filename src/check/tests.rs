//! The contract of every rule: its page shows a text that fires it and one that does not, and both are run here.

use std::collections::BTreeSet;

use super::*;
use crate::bitext::{Block, BlockKind, Clock, Cue, Document, Entry, Segment, Side, State};

/// A bitext of entries as forms have them.
fn bitext(texts: &[Sides<&str>]) -> Bitext {
    let mut bitext = Bitext::default();
    for text in texts {
        let kind = text.map(|text| if text.starts_with("caption ") { BlockKind::Caption } else { BlockKind::Line });
        let (text, cues) = shown(*text);
        let (text, entry) = described(text.as_ref().map(String::as_str));
        let segments = Sides::build(|side| {
            let Document { text: all, blocks, segments, cues: all_cues, .. } = bitext.documents.get_mut(side);
            let (start, first, text) = (all.len(), segments.len(), text.get(side));
            all.push_str(text);
            all.push('\n');
            if !text.is_empty() {
                let range = start..start + text.len();
                segments.push(Segment { range: range.clone(), block: blocks.len() });
                all_cues.extend(cues.get(side).clone());
                blocks.push(Block { kind: *kind.get(side), range });
            }
            first..segments.len()
        });
        bitext.entries.push(Entry { segments, ..entry });
    }
    bitext
}

/// What an example says of times: `cue 1.0-2.5: text / second line`.
fn shown(text: Sides<&str>) -> (Sides<String>, Sides<Option<Cue>>) {
    let read = |text: &str| -> Option<(String, Cue)> {
        let (times, text) = text.strip_prefix("cue ")?.split_once(": ")?;
        let (start, end) = times.split_once('-')?;
        let ms = |seconds: &str| seconds.parse().ok().map(|seconds: f64| (seconds * 1e3) as u64);
        Some((text.replace(" / ", "\n"), Cue { start_ms: ms(start)?, end_ms: ms(end)?, ..Cue::default() }))
    };
    let read = text.map(|text| read(text).map_or((text.to_owned(), None), |(text, cue)| (text, Some(cue))));
    (read.as_ref().map(|r| r.0.clone()), read.map(|r| r.1))
}

/// What an example says of an entry before its texts: `aligned:`, `draft:`, `key here alone:`, `alone=0.3`, `confidence=0.5`.
fn described(text: Sides<&str>) -> (Sides<&str>, Entry) {
    let mut entry = Entry::default();
    let mut unpaired = Sides::<Vec<f32>>::default();
    let text = Sides::build(|side| {
        let text = *text.get(side);
        let rest = text.strip_prefix("caption ").unwrap_or(text);
        let rest = rest.strip_prefix("aligned: ").inspect(|_| entry.link.confidence = Some(1.0)).unwrap_or(rest);
        let rest = rest.strip_prefix("draft: ").inspect(|_| entry.state = State::Draft).unwrap_or(rest);
        let rest = rest.strip_prefix("key here alone: ").inspect(|_| entry.state = State::NoKey(side.other())).unwrap_or(rest);
        let value = |rest: &'_ str, name: &str| -> Option<(f64, usize)> {
            let (value, text) = rest.strip_prefix(name)?.split_once(' ').expect("a text behind the value");
            Some((value.parse().expect("a number"), rest.len() - text.len()))
        };
        let rest = value(rest, "alone=").map_or(rest, |(p, len)| {
            unpaired.get_mut(side).push(p as f32);
            &rest[len..]
        });
        value(rest, "confidence=").map_or(rest, |(p, len)| {
            entry.link.confidence = Some(p);
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

/// The messages of one rule, on cues by one clock.
fn told(code: &str, texts: &[Sides<&str>]) -> Vec<String> {
    let mut bitext = bitext(texts);
    bitext.clock = Some(Clock { stretch: 1.0, shift_ms: -60_000.0, later: Vec::new() });
    bitext.entries.iter_mut().for_each(|entry| entry.link.confidence = entry.link.confidence.or(Some(1.0)));
    let findings = Checker::default().check(&bitext);
    findings.into_iter().filter(|f| f.rule.code == code).map(|f| f.message).collect()
}

#[test]
fn messages_name_the_language_of_the_translation() {
    for (code, ko, en, of_en, of_ko) in [
        ("KE010", "책상 35개를 샀다.", "They bought 45 desks.", "35 is 45 in the English", "45 is 35 in the Korean"),
        (
            "KE012",
            "3월 12일에 연다.",
            "It opens on March 21.",
            "3월 12일 is March 21 in the English",
            "March 21 is 3월 12일 in the Korean",
        ),
        (
            "KE014",
            "회의는 화요일이다.",
            "They meet on Friday.",
            "화요일 is Friday in the English",
            "Friday is 화요일 in the Korean",
        ),
        (
            "KE015",
            "35억 원을 냈다.",
            "They paid $3.5 billion.",
            "35억 원 is $3.5 billion in the English",
            "$3.5 billion is 35억 원 in the Korean",
        ),
        ("KE016", "5kg을 뺐다.", "He lost 5 grams.", "5 has another unit in the English", "5 has another unit in the Korean"),
        ("KE020", "일본에서 왔다.", "They came from China.", "일본 is China in the English", "China is 일본 in the Korean"),
    ] {
        for (source, wanted) in [(Side::Ko, of_en), (Side::En, of_ko)] {
            let settings = Settings { source: Some(source), ..Settings::default() };
            let findings =
                Checker::new([rule(code).map(|rule| (rule, rule.severity)).unwrap()], settings).check(&bitext(&[Sides { ko, en }]));
            assert_eq!(findings.iter().map(|f| f.message.as_str()).collect::<Vec<_>>(), [wanted]);
        }
    }
}

#[test]
fn every_fault_of_times_is_told() {
    for (texts, wanted) in [
        (vec![Sides { ko: "cue 2.0-2.0: 왜?", en: "cue 62.0-63.0: Why?" }], "it ends as it begins (0:02.000 to 0:02.000)"),
        (
            vec![
                Sides { ko: "cue 2.0-4.5: 왜?", en: "cue 62.0-63.0: Why?" },
                Sides { ko: "cue 4.0-5.0: 그냥.", en: "cue 64.0-65.0: Just so." },
            ],
            "it is still shown when the next one begins, 0.500 s too long",
        ),
        (vec![Sides { ko: "cue 2.0-2.5: 왜?", en: "cue 62.0-63.0: Why?" }], "it is shown for 0.50 s only, less than 0.83"),
        (vec![Sides { ko: "cue 2.0-9.5: 왜?", en: "cue 62.0-63.0: Why?" }], "it is shown for 7.50 s, more than 7.00"),
        (
            vec![Sides { ko: "cue 2.0-3.0: 왜?", en: "cue 2.0-3.0: Why?" }],
            "shown 59.0 s apart, once on one clock: Korean 0:02.000, English 0:02.000",
        ),
    ] {
        assert_eq!(told("KE053", &texts), [wanted]);
    }
    // A cue that is left out is told once, whether another one stays on meanwhile or nothing is shown.
    for end in [63, 66] {
        let en = format!("cue 62.0-{end}.0: Why?");
        let alone = [Sides { ko: "cue 2.0-3.0: 왜?", en: &en }, Sides { ko: "cue 4.0-5.0: 그냥.", en: "" }];
        assert_eq!((told("KE053", &alone), told("KE004", &alone)), (vec![], vec!["not in the English".to_owned()]));
    }
}

#[test]
fn narrow_characters_count_half_in_korean() {
    let line = |ko| told("KE051", &[Sides { ko, en: "cue 61.0-64.0: Yes." }]);
    assert!(line("cue 1.0-4.0: 가나다라마바사아자차카타파하거너").is_empty());
    assert_eq!(line("cue 1.0-4.0: 가나다라마바사아자차카타파하거너!"), ["a line of 16.5 characters, more than 16"]);
    assert_eq!(line("cue 1.0-4.0: 가 / 나 / 다"), ["3 lines, more than 2"]);
    assert!(told("KE052", &[Sides { ko: "", en: "cue 61.0-62.0: Twenty characters .." }]).is_empty());
    assert_eq!(told("KE052", &[Sides { ko: "", en: "cue 61.0-62.0: Twenty-one characters" }]).len(), 1);
}

#[test]
fn limits_are_set_in_the_configuration() {
    let config = Config::parse("[limits]\nline-ko = 20\nspeed-en = 17.0\nlongest = 6\n").unwrap();
    let limits = config.settings.limits;
    assert_eq!((limits.line_ko, limits.speed_en, limits.longest, limits.line_en), (20.0, 17.0, 6.0, 42.0));
}

#[test]
fn the_form_of_a_source_is_no_matter_of_its_translators() {
    let codes = |source: Option<Side>, source_too: bool, ko: &str, en: &str| {
        let settings = Settings { source, source_too, ..Settings::default() };
        let checker = Checker::new(RULES.iter().filter(|rule| rule.is_of_form()).map(|rule| (rule, rule.severity)), settings);
        checker.check(&bitext(&[Sides { ko, en }])).iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    let (odd, even) = ("It waits.  Then it reads.", "기다립니다. 그런 다음 읽습니다.");
    assert_eq!(codes(Some(Side::En), false, even, odd), Vec::<&str>::new());
    assert_eq!(codes(Some(Side::En), true, even, odd), ["KE041"]);
    assert_eq!(codes(None, false, even, odd), ["KE041"]);
    // Both have it: the translator kept what was there.
    assert_eq!(codes(Some(Side::En), false, "  (문서 ", "  (in "), Vec::<&str>::new());
    assert_eq!(codes(Some(Side::En), false, "기다립니다.  그런 다음", "It waits. Then it"), ["KE041"]);
}

//! Every format on the same findings.

use super::*;
use crate::bitext::{Bitext, Block, BlockKind, Document, Entry, Origin, Segment, Sides, Width};
use crate::check::{Checker, RULES, Settings, locate};
use crate::error::Position;

fn document(name: &str, lines: &[&str]) -> Document {
    let mut document = Document { name: name.to_owned(), ..Document::default() };
    let mut origin = Origin::default();
    origin.push(0, 0, Position { line: 1, column: 1 }, Width::Utf8);
    for line in lines {
        let range = document.text.len()..document.text.len() + line.len();
        document.segments.push(Segment { range: range.clone(), block: document.blocks.len() });
        document.blocks.push(Block { kind: BlockKind::Line, range });
        document.text.push_str(line);
        document.text.push('\n');
    }
    Document { origin, ..document }
}

/// Two files: one with findings in both scripts, a long line among them, and one without any.
fn findings() -> Vec<Located> {
    let long = "The commission, which was set up in the spring after long talks between the ministries concerned, \
                will present its  report to the assembly before the end of the month.";
    let documents = Sides {
        ko: document(
            "안내/ko: 1.txt",
            &["파일을  저장하시겠습니까?", "위원회는 이달 말까지 보고서를 낸다.", "파일을 저장하시겠습니까?"],
        ),
        en: document("안내/en.txt", &["Do you want to save, 100%?", long, "Would you like to keep it?"]),
    };
    let entry = |n: usize| Entry { segments: Sides { ko: n..n + 1, en: n..n + 1 }, id: Some(format!("m{n}")), ..Entry::default() };
    let bitext = Bitext { documents, entries: (0..3).map(entry).collect(), source: Some(crate::bitext::Side::Ko), clock: None };
    let settings = Settings { source_too: true, ..Settings::default() };
    let checker = Checker::new(RULES.iter().map(|rule| (rule, rule.severity)), settings);
    let mut located = locate(&bitext, checker.check(&bitext));
    located.retain(|finding| ["double-space", "inconsistent-translation"].contains(&finding.rule.name));
    located
}

fn written(format: ReportFormat, findings: &[Located], colour: Colour) -> String {
    let files = ["안내/ko: 1.txt", "안내/en.txt", "other.tsv"].map(str::to_owned);
    let mut out = Vec::new();
    write_report(format, &FindingsReport { findings, files: &files, entries: 3, width: 80, colour }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_says_the_same() {
    for format in ReportFormat::ALL {
        // The manual pages in SARIF change with the rules; their own test holds them.
        let mut text = written(format, &findings(), Colour::Never);
        if format == ReportFormat::Sarif {
            let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
            for rule in value["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
                rule["help"] = serde_json::Value::Null;
            }
            text = serde_json::to_string_pretty(&value).unwrap();
        }
        insta::assert_snapshot!(format!("report_{format}"), text);
    }
    insta::assert_snapshot!("report_colour", written(ReportFormat::Text, &findings()[..1], Colour::Always).replace('\x1b', "^"));
}

#[test]
fn nothing_found_is_a_report_too() {
    assert_eq!(written(ReportFormat::Text, &[], Colour::Never), "no findings; 3 entries in 3 files checked\n");
    assert_eq!(written(ReportFormat::Github, &[], Colour::Never), "");
    assert!(written(ReportFormat::Junit, &[], Colour::Never).contains("failures=\"0\""));
}

#[test]
fn fingerprints_differ_and_do_not_depend_on_lines() {
    let first = findings();
    let mut prints: Vec<&str> = first.iter().map(|f| f.fingerprint.as_str()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), first.len());

    let texts = Sides { ko: ["둘  셋.", "넷."], en: ["Two three.", "Four."] };
    let of_order = |order: [usize; 2]| {
        let documents = Sides { ko: document("a", &order.map(|n| texts.ko[n])), en: document("b", &order.map(|n| texts.en[n])) };
        let entries = (0..2).map(|n| Entry { segments: Sides { ko: n..n + 1, en: n..n + 1 }, ..Entry::default() }).collect();
        let bitext = Bitext { documents, entries, source: None, clock: None };
        locate(&bitext, Checker::default().check(&bitext)).iter().map(|f| f.fingerprint.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_order([0, 1]), of_order([1, 0]));
}

//! Pages of our own, with what a reader would say of each caption.

use super::*;
use crate::align::Aligner;
use crate::bitext::{Evidence, Side, Sides};
use crate::formats::{ReadOptions, parse_document};

fn report(name: &str, text: &str) -> Report {
    let document = parse_document(name, text.as_bytes(), &ReadOptions::new(Side::En)).unwrap();
    pair(find(&document), &Aligner::default())
}

fn of_two(name: &str, ko: &str, en: &str) -> Report {
    let texts = Sides { ko, en };
    let read = |side: Side| parse_document(name, texts.get(side).as_bytes(), &ReadOptions::new(side));
    pair(Page::of_two(Sides::build(read).transpose().unwrap().as_ref()), &Aligner::default())
}

fn text<'r>(report: &'r Report, entry: &Entry) -> &'r str {
    report.page.documents.get(entry.side).segment_text(entry.segment)
}

/// The one entry whose text begins so.
fn entry<'r>(report: &'r Report, beginning: &str) -> &'r Entry {
    let found: Vec<&Entry> = report.entries.iter().filter(|e| text(report, e).starts_with(beginning)).collect();
    assert_eq!(found.len(), 1, "{beginning}: {:?}", report.entries.iter().map(|e| text(report, e)).collect::<Vec<_>>());
    found[0]
}

fn partner<'r>(report: &'r Report, entry: &Entry) -> &'r str {
    match entry.verdict {
        Verdict::Paired(n) | Verdict::Shared(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) => {
            text(report, &report.entries[n])
        }
        _ => "",
    }
}

#[test]
fn a_caption_left_in_korean_finds_its_english_one_among_traps() {
    let report = report("page.txt", include_str!("../../examples/captions/page.txt"));
    let ko = entry(&report, "▲ 도하람 총리가 7일");
    assert!(matches!(ko.verdict, Verdict::Paired(_)), "{ko:?}");
    assert!(partner(&report, ko).contains("welcomes World Fisheries Organization") && partner(&report, ko).contains("Busan's"));
    let first = &ko.candidates[0];
    let said = |evidence: Evidence| -> Vec<(&str, &str)> {
        let of = first.reasons.iter().filter(|r| r.evidence == evidence);
        of.map(|r| (r.words.ko.as_str(), r.words.en.as_str())).collect()
    };
    for name in [("도하람", "Do Haram"), ("린드크비스트", "Lindqvist"), ("영도", "Yeongdo"), ("부산", "Busan")] {
        assert!(said(Evidence::Name).contains(&name), "{name:?}: {:?}", first.reasons);
    }
    assert!(said(Evidence::Number).contains(&("7일", "April 7")) && said(Evidence::Latin).contains(&("WFO", "WFO")));

    // Two that differ in an apostrophe are one.
    let folded: Vec<&Entry> = report.entries.iter().filter(|e| matches!(e.verdict, Verdict::Duplicate(..))).collect();
    let [Entry { verdict: Verdict::Duplicate(first, difference), .. }] = folded[..] else { panic!("{folded:?}") };
    assert!(text(&report, &report.entries[*first]).starts_with("Prime Minister") && difference == "’ for '", "{difference}");

    // Another politician of the same name on another day is somebody else.
    assert_eq!(entry(&report, "Minister of Oceans Do Jaeyun").verdict, Verdict::Missing);
    assert_eq!(entry(&report, "▲ 어린이 합창단이").verdict, Verdict::Missing);
    // Credits are no captions, and neither are the items of a list nor running text.
    for credit in ["By Ok Seorin", "Photos = Office", "seorin@"] {
        assert_eq!(entry(&report, credit).verdict, Verdict::Extra, "{credit}");
    }
    assert_eq!(report.entries.len(), 8);
    // Sentences glued together are cut.
    let en = report.page.documents.en.segment_texts();
    assert!(en.iter().any(|s| s.starts_with("Director-General Lindqvist thanked")), "{en:?}");
}

#[test]
fn captions_of_two_pages_are_paired_in_any_order() {
    let (ko, en) = (include_str!("../../examples/captions/ko.html"), include_str!("../../examples/captions/en.html"));
    let report = of_two("a.html", ko, en);
    for (ko, en) in
        [("백서린 시장이", "Mayor Baek Seorin"), ("건축가 다니엘", "Architect Daniel"), ("밤에 불을", "The glass front")]
    {
        let entry = entry(&report, ko);
        assert!(matches!(entry.verdict, Verdict::Paired(_)) && partner(&report, entry).starts_with(en), "{entry:?}");
    }
    assert_eq!(entry(&report, "옛 제지 공장의 굴뚝은").verdict, Verdict::Missing);
    let copied: Vec<&Entry> = report.entries.iter().filter(|e| matches!(e.verdict, Verdict::Copied(Some(_)))).collect();
    assert_eq!(
        copied.iter().map(|e| (e.side, text(&report, e))).collect::<Vec<_>>(),
        [(Side::Ko, "Children listen to a story on the stairs"), (Side::En, "Children listen to a story on the stairs")]
    );
}

#[test]
fn two_pictures_may_share_a_caption() {
    let ko = "▲ 도하람 총리가 7일 부산에서 마르타 린드크비스트 사무총장과 회담하고 있다.\n\n기사 본문이다. 두 사람은 오징어를 논의했다.\n";
    let en = "Prime Minister Do Haram (left) on April 7 meets Director-General Marta Lindqvist in Busan.\n\nThe two spoke about squid.\n\n\
        Prime Minister Do Haram (right) on April 7 holds talks with Director-General Marta Lindqvist in Busan.\n";
    let report = of_two("a.txt", ko, en);
    let verdicts: Vec<&str> = report.entries.iter().map(|e| e.verdict.name()).collect();
    assert!(verdicts.contains(&"shared"), "{verdicts:?}");
}

#[test]
fn marks_open_captions_only_where_a_picture_is_described() {
    for text in
        ["▲ 시장이 3일 다리를 걷고 있다. (사진=시청)", "▶ 새 도서관의 유리 정면 모습", "[사진] 눈 덮인 산을 오르는 등산객들"]
    {
        assert!(signs::sign(text).is_some(), "{text}");
    }
    for text in [
        "▲ 서울 ▲ 부산 ▲ 대구",
        "▶ 관련기사 더보기",
        "■ 행사 개요",
        "◆ 참가 방법과 일정",
        "사진=한빛통신",
        "그는 회의에서 말했다.",
        "He sat on the right.",
    ] {
        assert_eq!(signs::sign(text), None, "{text}");
    }
}

#[test]
fn folding_forgives_marks_and_two_letters_but_no_number() {
    let a = "The mayor opens the library on April 3 in Seoul's old quarter.";
    assert_eq!(difference(a, &a.replace('\'', "’")).as_deref(), Some("’ for '"));
    assert_eq!(difference(a, &a.replace("mayor", "Mayor")).as_deref(), Some("M for m"));
    assert_eq!(difference(a, &a.replace("quarter", "quater")).as_deref(), Some("1 letter"));
    assert_eq!(difference(a, &a.replace("April 3", "April 4")), None);
    assert_eq!(difference(a, "Another text altogether, about something else."), None);
}

#[test]
fn credits_are_told_from_sentences() {
    for text in [
        "By Han Seo-yun",
        "Photos = Office of the President",
        "한서윤 기자",
        "사진=한빛통신",
        "a.b@example.org",
        "번역: 김하늘",
        "Copyright 2026 Onnara News",
    ] {
        assert!(is_credit(text), "{text}");
    }
    for text in ["By the river stands an old mill.", "Photo of the year", "기자는 그를 만나 이야기를 들었다.", "사진을 찍었다."]
    {
        assert!(!is_credit(text), "{text}");
    }
}

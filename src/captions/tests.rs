//! Pages of our own, with what a reader would say of each caption.

use super::*;
use crate::align::Aligner;
use crate::bitext::{Evidence, Side, Sides};
use crate::formats::{ReadOptions, parse_document};

fn report(name: &str, text: &str) -> PairedPage {
    let document = parse_document(name, text.as_bytes(), &ReadOptions::new(Side::En)).unwrap();
    pair(find(&document), &Aligner::default())
}

fn of_two(name: &str, ko: &str, en: &str) -> PairedPage {
    let texts = Sides { ko, en };
    let read = |side: Side| parse_document(name, texts.get(side).as_bytes(), &ReadOptions::new(side));
    pair(Page::of_two(Sides::build(read).transpose().unwrap().as_ref()), &Aligner::default())
}

fn text<'r>(report: &'r PairedPage, line: &PageLine) -> &'r str {
    report.page.documents.get(line.side).segment_text(line.segment)
}

/// The one entry whose text begins so.
fn entry<'r>(report: &'r PairedPage, beginning: &str) -> &'r PageLine {
    let found: Vec<&PageLine> = report.lines.iter().filter(|e| text(report, e).starts_with(beginning)).collect();
    assert_eq!(found.len(), 1, "{beginning}: {:?}", report.lines.iter().map(|e| text(report, e)).collect::<Vec<_>>());
    found[0]
}

fn partner<'r>(report: &'r PairedPage, entry: &PageLine) -> &'r str {
    match entry.verdict {
        Verdict::Paired(n) | Verdict::Shared(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) => text(report, &report.lines[n]),
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
    let folded: Vec<&PageLine> = report.lines.iter().filter(|e| matches!(e.verdict, Verdict::Duplicate(..))).collect();
    let [PageLine { verdict: Verdict::Duplicate(first, difference), .. }] = folded[..] else { panic!("{folded:?}") };
    assert!(text(&report, &report.lines[*first]).starts_with("Prime Minister") && difference == "’ for '", "{difference}");

    // Another politician of the same name on another day is somebody else.
    assert_eq!(entry(&report, "Minister of Oceans Do Jaeyun").verdict, Verdict::Missing);
    assert_eq!(entry(&report, "▲ 어린이 합창단이").verdict, Verdict::Missing);
    // Credits are no captions, and neither are the items of a list nor running text.
    for credit in ["By Ok Seorin", "Photos = Office", "seorin@"] {
        assert_eq!(entry(&report, credit).verdict, Verdict::Extra, "{credit}");
    }
    assert_eq!(report.lines.len(), 8);
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
    let copied: Vec<&PageLine> = report.lines.iter().filter(|e| matches!(e.verdict, Verdict::Copied(Some(_)))).collect();
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
    let verdicts: Vec<&str> = report.lines.iter().map(|e| e.verdict.name()).collect();
    assert!(verdicts.contains(&"shared"), "{verdicts:?}");
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

/// The texts of the captions of a page, in order.
fn found(name: &str, text: &str) -> Vec<String> {
    let document = parse_document(name, text.as_bytes(), &ReadOptions::new(Side::of_text(text).unwrap())).unwrap();
    let page = find(&document);
    page.captions.iter().map(|caption| page.text(caption).to_owned()).collect()
}

const S: &str = "구슬아 시장이 12일 하늬시청에서 첫 삽을 뜨고 있다.";
const T: &str = "Mayor Gu Seula breaks ground at Hanui City Hall, Monday.";

/// A Korean article with a line in the middle.
fn korean_page(line: &str) -> String {
    format!(
        "하늬시는 올해 어린이 도서관 세 곳을 새로 짓는다. 시는 예산 40억 원을 마련했다.\n\n{line}\n\n도서관은 내년 봄에 문을 연다. 시민들은 누구나 무료로 \
         이용할 수 있다.\n"
    )
}

/// An English one.
fn english_page(line: &str) -> String {
    format!(
        "Hanui City will build three new children's libraries this year. It has set aside 4 billion won.\n\n{line}\n\nThe libraries will open next \
         spring. Everybody can use them free of charge.\n"
    )
}

/// That of each page the line, and nothing else, is a caption.
fn all_are_captions(page: impl Fn(&str) -> String, lines: &[String]) {
    let missed: Vec<(&String, Vec<String>)> =
        lines.iter().map(|line| (line, found("a.txt", &page(line)))).filter(|(line, found)| **found != [(*line).clone()]).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn marks_and_copyright_signs_go_together() {
    let korean =
        ["▲ S ©하늬뉴스", "▲ S © 도나래 기자", "S © 뉴스1", "S Ⓒ 하늬뉴스", "▲ S", "▲ S ⓒ하늬뉴스", "△ S ⓒ 가람군", "S ©가람통신"];
    all_are_captions(korean_page, &korean.map(|line| line.replacen('S', S, 1)));
    let english = ["T © Hanui News", "T ©Garam Herald", "T ⓒ Do Narae"];
    all_are_captions(english_page, &english.map(|line| line.replacen('T', T, 1)));
    let page = format!(
        "▲ {S} ©하늬뉴스\n\n기사 본문이다. 시장은 기뻐했다.\n\n▲ Mayor Gu Seula breaks ground at Hanui City Hall on the 12th. ©Hanui News\n"
    );
    let report = report("a.txt", &page);
    assert_eq!(entry(&report, "▲ 구슬아").verdict.name(), "paired", "{:?}", report.lines);
}

#[test]
fn datelines_of_agencies_head_captions_and_articles() {
    let lines = [
        "[하늬=뉴시스] 도나래 기자 = S 2031.03.12. photo@newsis.com",
        "【하늬=뉴시스】도나래 기자 = S 2031.03.12. photo@newsis.com",
        "[하늬=뉴시스] 도나래 기자 = S (사진=하늬시 제공) 2031.03.12. photo@newsis.com *재판매 및 DB 금지",
        "(하늬=뉴스1) 도나래 기자 = S 2031.3.12/뉴스1",
        "(서울=연합뉴스) 도나래 기자 = S 2031.3.12 narae@yna.co.kr",
        "[가람일보=도나래 기자] S",
        "[가람=뉴스핌] 한솔 기자 = S 2031.03.12 han@newspim.com",
    ];
    all_are_captions(korean_page, &lines.map(|line| line.replacen('S', S, 1)));
    for lead in [
        "[하늬=뉴시스] 도나래 기자 = 하늬시는 12일 도서관을 짓는다고 밝혔다.",
        "(가람=연합뉴스) 한솔 기자 = 가람시는 올해 축제를 열지 않기로 했다고 3일 밝혔다.",
    ] {
        assert_eq!(found("a.txt", &korean_page(lead)), Vec::<String>::new(), "{lead}");
    }
    let lead = "HANUI, March 12 (Yonhap) -- The city of Hanui said Monday that it will build three libraries.";
    assert_eq!(found("a.txt", &english_page(lead)), Vec::<String>::new());
}

#[test]
fn credits_stand_behind_the_full_stop() {
    let lines = [
        "S / 뉴시스",
        "S /연합뉴스",
        "S /뉴스1",
        "S 뉴시스",
        "S 연합뉴스",
        "S AP 연합뉴스",
        "S [연합]",
        "S [AP=연합뉴스]",
        "S 2031.3.12/뉴스1",
        "S /도나래기자",
        "S 도나래 기자",
        "S 하늬시청사진기자단",
        "S <출처=하늬시/뉴스1>",
        "S (출처=하늬시)",
        "S (하늬시 제공)",
        "S [하늬시 제공. 재판매 및 DB 금지]",
        "S 사진/하늬시",
        "S 사진|하늬시",
        "S [사진 하늬시]",
        "S [사진출처 : 하늬시]",
        "S 사진제공 : 하늬시",
        "S [가람뉴스 자료사진]",
        "S [도나래 촬영]",
        "S (하늬TV 갈무리)",
        "S [하늬TV 캡처]",
        "하늬시-나래시 우호협력 협약 체결. 사진/하늬시",
        "[사진설명: S]",
        "사진설명=S",
        "S (사진=하늬시)",
        "S 사진=하늬시",
        "S /사진=하늬시",
        "S [사진=하늬시]",
        "S <사진=하늬시>",
        "S 【사진=하늬시】",
        "S 사진제공=하늬시",
        "S (자료사진)",
        "S ⓒ하늬시",
        "S [연합뉴스]",
        "S 로이터=뉴스1",
        "S (가람경찰청 제공)",
        "S /가람일보 DB",
        "S 사진 제공 가람도",
        "S [가람방송 유튜브 캡처]",
        "S <사진 제공=가람군>",
        "S EPA 연합뉴스",
        "S 한국경제신문",
        "▲ S / 뉴시스",
        "▲ S 연합뉴스",
        "▲ S (하늬시 제공)",
    ];
    all_are_captions(korean_page, &lines.map(|line| line.replacen('S', S, 1)));
}

#[test]
fn a_triangle_stands_before_more_than_a_sentence() {
    let lines = [
        "▲ 구슬아 의원(하늬 갑)이 하늬시청에 나온 시민들과 인사하고 있다.",
        "▲ 구슬아 시장이 \"아이들이 걸어서 갈 수 있는 곳에 짓겠다\"며 \"시민과 함께하겠다\"는 인사말을 하고 있다.",
        "▲하늬시 착공식 (지난 3월 12일)",
        "▲ 구슬아 하늬시장",
        "▲ 도나래 작가(가람 출판사)",
        "△ 가람천 새 다리 조감도",
    ];
    all_are_captions(korean_page, &lines.map(str::to_owned));
    for items in [
        ["▲ 도서관 세 곳을 새로 짓는다", "▲ 버스 노선을 늘린다", "▲ 구슬아 시장이 매달 시민과 만난다"],
        ["▲ 3월 2일 접수를 마친다", "▲ 4월에 공사를 시작한다", "▲ 비용은 시가 낸다"],
    ] {
        let page = korean_page(&format!("하늬시는 세 가지를 정했다.\n{}", items.join("\n")));
        assert_eq!(found("a.txt", &page), Vec::<String>::new());
    }
}

#[test]
fn english_credits_are_as_many() {
    let lines = [
        "T / Yonhap",
        "T Yonhap",
        "T AFP-Yonhap",
        "T /Newsis",
        "T / Courtesy of Hanui City",
        "T Courtesy of Hanui City",
        "T (AP Photo/Do Narae)",
        "T (Do Narae/The Garam Herald)",
        "T / Source: Yonhap News |",
        "T EPA-EFE/GARAM PRESS POOL / POOL",
        "T / AFP PHOTO / YONHAP",
        "T [GARAM ILBO]",
        "T (Provided by Hanui City)",
        "T CreditDo Narae/Associated Press",
        "Mayor Gu Seula breaks ground in this photo provided by the city, Monday.",
        "T (Yonhap)",
        "T [YONHAP]",
        "T (Newsis)",
        "T (Courtesy of Hanui City)",
        "T (Photo: Hanui City)",
        "T Photo by Do Narae",
        "T Korea Times photo by Do Narae",
        "T (Pool photo) (Yonhap)",
        "T Reuters-Yonhap",
        "T (Photo courtesy of the city of Garam)",
        "T / Screenshot from Garam TV",
        "T (Xinhua)",
        "T (Garam County via AP)",
        "T Photo: Do Narae/Reuters",
        "T [Photo by Kim Maru]",
    ];
    all_are_captions(english_page, &lines.map(|line| line.replacen('T', T, 1)));
    all_are_captions(english_page, &["Mayor Gu Seula breaks ground at Hanui City Hall, Monday./ Yonhap".to_owned()]);
}

#[test]
fn long_captions_are_captions() {
    let getty = "GARAM POOL via Getty Images Mayor Gu Seula (L) shakes hands with Speaker Do Narae (R) at City Hall in Hanui on March 12, 2031. - Mayor Gu Seula and \
        Speaker Do Narae agreed on a plan for three libraries after years of talks laden with symbolism. The libraries are to open next spring. They will be free. \
        The city has set aside 4 billion won for them. (Photo by Garam Pool / AFP) (Photo credit should read GARAM POOL/AFP/Getty Images)";
    let lines = ["Mayor Gu Seula (left) waves. She is happy. It is spring. Birds sing.", getty];
    all_are_captions(english_page, &lines.map(str::to_owned));
    let korean = format!(
        "▲ {S} 이날 행사에는 시민 300명이 왔다. 아이들은 노래를 불렀다. 시장은 삽을 세 번 떴다. 하늘은 맑았다. 바람은 없었다. 행사는 한 시간 만에 끝났다. \
        시는 내년 봄에 문을 연다. 책은 5만 권이다. (사진=하늬시)"
    );
    all_are_captions(korean_page, &[korean]);
}

#[test]
fn markup_of_all_papers_is_understood() {
    let pages: Vec<String> =
        ["caption", "photo-caption", "img-caption", "image_caption", "wp-caption-text", "img_desc", "photo_desc", "txt_caption"]
            .map(|class| format!("<div class=\"{class}\">S</div>"))
            .into_iter()
            .chain(
                [
                    "<em class=\"img_desc\">S</em>",
                    "<p class=\"caption\">S</p>",
                    "<figure><img src=a.jpg><p>S</p></figure>",
                    "<figure><img src=a.jpg><div>S</div></figure>",
                    "<dl><dt><img src=a.jpg></dt><dd>S</dd></dl>",
                    "<table><tr><td><img src=a.jpg></td></tr><tr><td>S</td></tr></table>",
                    "<p><img src=a.jpg></p><p>S</p>",
                    "<p><img src=a.jpg><br>S</p>",
                    "<a href=b.jpg data-caption=\"S\"><img src=a.jpg></a>",
                    "<figure><img src=a.jpg alt=\"S\"><figcaption>S</figcaption></figure>",
                    "<figure><img src=a.jpg title=\"S\" alt=\"S\"><figcaption>S</figcaption></figure>",
                    "<div class=article_photo><span><img src=a.jpg></span><span class=img_txt>S</span></div>",
                ]
                .map(str::to_owned),
            )
            .collect();
    for sentence in [S, "산 위의 눈 덮인 마을"] {
        let missed: Vec<String> = pages
            .iter()
            .map(|page| format!("<html><body><h1>하늬시 도서관</h1><p>하늬시는 도서관 세 곳을 짓는다. 예산은 40억 원이다.</p>{page}<p>도서관은 내년 봄에 문을 연다. 누구나 쓸 수 있다.</p></body></html>").replace('S', sentence))
            .filter(|page| found("a.html", page) != [sentence])
            .collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }
    assert_eq!(found("a.md", &format!("글이다. 긴 글이다.\n\n![](a.jpg)\n*{S}*\n\n뒤의 글이다.\n")), [S]);
    for alt in [
        "하늬일보",
        "페이스북 공유",
        "광고",
        "Share on Facebook",
        "Image",
        "Profile picture of Do Narae",
        "IMG_2031.jpg",
        "닫기",
        "가람신문 로고",
        "Logo of the city",
    ] {
        let page = format!(
            "<body><h1>하늬시 도서관</h1><p>하늬시는 도서관 세 곳을 짓는다. 예산은 40억 원이다.</p><img src=a.png alt=\"{alt}\"><p>도서관은 내년 봄에 문을 연다. 누구나 쓸 수 있다.</p></body>"
        );
        assert_eq!(found("a.html", &page), Vec::<String>::new(), "{alt}");
    }
    let page = format!("<figure><img src=a.jpg><figcaption><p>{S}</p><p>연합뉴스</p></figcaption></figure>");
    assert_eq!(found("a.html", &page), [S]);
}

#[test]
fn an_article_with_its_translation_is_no_heap_of_captions() {
    let korean = "하늬시가 어린이 도서관 세 곳을 새로 짓는다.\n\n하늬시는 올해 예산 40억 원을 들여 도서관 세 곳을 짓는다. 첫 도서관은 봄에 연다.\n\n시장은 “아이들이 걸어서 갈 곳”이라고 말했다.\n\n\
        시민들은 누구나 무료로 이용할 수 있다.\n\n아래는 위 기사를 기계 번역한 영문 기사의 전문입니다.\n\n";
    let english = [
        "Hanui City to build three children's libraries",
        "Hanui City will build three new children's libraries this year. It has set aside 4 billion won.",
        "The libraries will open next spring. Everybody can use them.",
        "“A place that children can walk to,” the mayor said.",
    ];
    for lines in 1..=english.len() {
        let page = format!("{korean}{}\n", english[..lines].join("\n\n"));
        assert_eq!(found("a.txt", &page), Vec::<String>::new(), "{lines} lines");
    }
    let page = english_page("영어 뉴스를 통한 듣기·읽기 단기 학습 프로그램");
    assert_eq!(found("a.txt", &page), Vec::<String>::new());
}

/// The verdicts of the captions of one page, Korean ones first.
fn verdicts(text: &str) -> Vec<(Side, &'static str)> {
    let report = report("a.txt", text);
    report.lines.iter().filter(|line| line.caption.is_some()).map(|line| (line.side, line.verdict.name())).collect()
}

const PAIRED: [(Side, &str); 2] = [(Side::Ko, "paired"), (Side::En, "paired")];

#[test]
fn unmarked_captions_of_two_languages_find_each_other() {
    for (ko, en) in [
        (
            "구슬아 시장이 12일 하늬에서 어린이 도서관의 첫 삽을 뜨고 있다. 시는 내년 봄에 문을 열 계획이다.",
            "Mayor Gu Seula breaks ground for a children's library in Hanui, March 12. The city plans to open it next spring.",
        ),
        (
            "한솔 군수가 3일 가람 시장에서 상인들과 이야기하고 있다.",
            "County Governor Han Sol talks with vendors at Garam Market on April 3.",
        ),
    ] {
        for between in ["\n", "\n\n"] {
            for lines in [format!("{en}{between}{ko}"), format!("{ko}{between}{en}"), format!("{en}{between}▲ {ko}")] {
                assert_eq!(verdicts(&korean_page(&lines)), PAIRED, "{lines}");
            }
        }
    }
    let headings = "First shovel for a library\n도서관 첫 삽";
    assert!(verdicts(&korean_page(headings)).iter().all(|(_, verdict)| *verdict == "paired"));
}

#[test]
fn captions_in_both_languages_stand_in_many_layouts() {
    let paragraphs = "The canal between Gaon and the sea was opened on May 2 after nine years. It is 41 kilometers long.\n\nThe canal cost 3 trillion won. Ships of up to 5,000 tons can use it.\n\n\
        Farmers along the canal had asked for bridges. Four were built in the end.";
    let (ko, en) = ("▲ 5월 2일 열린 운하로 첫 배가 들어오고 있다.", "The first boat enters the canal on May 2.");
    for captions in [
        format!("{ko}\n{en}"),
        format!("{en}\n\n{ko}"),
        format!("{ko} / {en}"),
        format!("{en} / {ko}"),
        format!("{ko}\n\n{en} Courtesy of Gaon City"),
        format!("{ko}{en}"),
    ] {
        assert_eq!(verdicts(&format!("{paragraphs}\n\n{captions}\n")), PAIRED, "{captions}");
    }
}

#[test]
fn captions_of_korean_papers_are_listed() {
    let sentence = "시장이 3일 서울의 상점을 찾아 상인들과 이야기하고 있다.";
    for credit in [" /연합뉴스", " 가온시 제공", " 김아무 기자 kim@example.org", " /가온시"] {
        let line = format!("{sentence}{credit}");
        assert_eq!(found("a.txt", &format!("첫 문단이다. 시장은 상점을 찾았다.\n\n{line}\n\n둘째 문단이다.\n")), [line]);
    }
    for class in ["caption", "wp-caption-text"] {
        let page = format!("<article><p>첫 문단이다.</p><p class=\"{class}\">{sentence}</p><p>둘째 문단이다.</p></article>");
        assert_eq!(found("a.html", &page), [sentence]);
    }
    let line = "종로의 골목과 대구의 상가에 걸린 등불.(사진=가나통신, 무단 전재-재배포 금지)";
    assert_eq!(found("a.html", &format!("<article><p>첫 문단이다.</p><p>{line}</p></article>")), [line]);
}

#[test]
fn a_partner_is_sought_before_a_caption_is_held_to_be_untranslated() {
    let ko = korean_page("▲ 구슬아 시장이 12일 하늬시청에서 열린 착공식에서 첫 삽을 뜨고 있다.");
    for credit in [" / Source: Garam News |", " (Yonhap)", "", " Photo/Garam"] {
        let en = english_page(&format!("Mayor Gu Seula breaks ground at a ceremony at Hanui City Hall on March 12.{credit}"));
        let report = of_two("a.txt", &ko, &en);
        assert_eq!(entry(&report, "▲ 구슬아").verdict.name(), "paired", "{credit}");
    }
}

/// The verdict of the one Korean caption beside English ones, with its partner's beginning, as captions of two pages.
fn beside(ko: &str, en: &[&str]) -> (&'static str, String, f64) {
    let html = |captions: &[&str]| -> String {
        captions
            .iter()
            .map(|caption| format!("<figure><img src=\"{}.jpg\"><figcaption>{caption}</figcaption></figure>", caption.len()))
            .collect()
    };
    let report = of_two("a.html", &html(&[ko]), &html(en));
    let line = report.lines.iter().find(|line| line.side == Side::Ko).unwrap();
    let confidence = line.candidates.first().map_or(0.0, |candidate| candidate.confidence);
    (line.verdict.name(), partner(&report, line).chars().take(30).collect(), confidence)
}

#[test]
fn two_pictures_of_one_event_are_no_pair() {
    for (ko, en) in [
        (
            "구슬아 시장과 도나래 여사가 18일 하늬시청에서 열린 주하늬외교단 초청 만찬에 참석, 마테오 리베라 주하늬 스페인대사 내외와 인사하고 있다.",
            "Mayor Gu Seula, her husband Do Narae (R) and ambassadors in Hanui wave balloons at City Hall on Friday.",
        ),
        (
            "1박 2일 일정으로 아를렌을 방문한 구슬아 총리와 도나래 여사가 16일 아를렌 공항에 도착, 전용기에서 내리고 있다.",
            "Prime Minister Gu Seula (right) on March 16 shakes hands with Arlen Vice Foreign Minister Tomas Berg upon arrival at Arlen Airport.",
        ),
        // Another person on the same day.
        (
            "구슬아 시장이 16일 하늬시청에서 도서관 열쇠를 건네고 있다.",
            "Speaker Maru Han hands over the key of a library at Hanui City Hall on March 16.",
        ),
        ("한솔 장관이 4일 가람항에서 선원들과 악수하고 있다.", "Minister Han Sol gives a speech at Garam Port on June 4."),
    ] {
        let (verdict, ..) = beside(ko, &[en]);
        assert!(matches!(verdict, "untranslated" | "doubtful"), "{verdict}: {ko}");
    }
}

#[test]
fn names_outweigh_common_words_and_likenesses_of_sound() {
    let ko = "구슬아 총리(왼쪽)와 토마스 베리 아를렌 대통령이 16일 저녁 아를렌 마르덴의 음식점 팔라조에서 맥주로 건배를 하고 있다. 두 사람은 만찬을 가진 뒤 맥주를 곁들이며 단독 회동을 가졌다.";
    let wrong = "Prime Minister Gu Seula (right) on March 16 shakes hands with Arlen Vice Foreign Minister Emil Stahl upon arrival at Arlen Airport. On the same day, she held a \
        bilateral summit with Arlen President Tomas Berry, resuming talks between the two sides.";
    let right = "Prime Minister Gu Seula (left) and Arlen President Tomas Berry on the evening of March 16 give a toast at Palazzo, a restaurant in Marden.";
    let (verdict, partner, _) = beside(ko, &[wrong, right]);
    assert_eq!((verdict, partner.as_str()), ("paired", &right[..30]));
}

#[test]
fn pictures_of_an_event_without_a_common_scene_stay_alone() {
    let ko = [
        "구슬아 시장이 2031년 4월 27일 하늬 영빈관에서 에밀 슈탈 총리와 만찬을 하고 있다.",
        "구슬아 시장과 에밀 슈탈 총리가 2031년 4월 27일 가람 호숫가를 산책하고 있다.",
        "구슬아 시장과 에밀 슈탈 총리가 2031년 4월 27일 연극을 보러 극장으로 들어가고 있다.",
    ];
    let en = [
        "Mayor Gu Seula and Prime Minister Emil Stahl cross a bridge in Garam on 27 April 2031.",
        "Mayor Gu Seula shakes hands with Prime Minister Emil Stahl at the border on 27 April 2031.",
        "Prime Minister Emil Stahl arrives at Hanui Airport on 27 April 2031.",
    ];
    let page = |captions: &[&str]| {
        captions.iter().map(|caption| format!("<figure><img><figcaption>{caption}</figcaption></figure>")).collect::<String>()
    };
    let report = of_two("a.html", &page(&ko), &page(&en));
    for line in &report.lines {
        assert!(!matches!(line.verdict, Verdict::Paired(_) | Verdict::Shared(_)), "{} {:?}", text(&report, line), line.verdict);
    }
}

#[test]
fn thousands_of_captions_take_little_time() {
    let days = |n: usize| (n % 28 + 1, n % 12 + 1);
    let name = |n: usize| -> String {
        [n % 19, n / 19 % 19, n / 361 % 19]
            .iter()
            .map(|k| {
                ["ba", "da", "ga", "ha", "ja", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "ya", "cha", "go", "mo", "no"]
                    [*k]
            })
            .collect()
    };
    let hangul = |n: usize| -> String {
        [n % 19, n / 19 % 19, n / 361 % 19]
            .iter()
            .map(|k| {
                ["바", "다", "가", "하", "자", "카", "라", "마", "나", "파", "라", "사", "타", "와", "야", "차", "고", "모", "노"]
                    [*k]
            })
            .collect()
    };
    let ko: String = (0..4000)
        .map(|n| format!("▲ {} 시장이 {}월 {}일 상점 {n}호를 둘러보고 있다.\n\n", hangul(n), days(n).1, days(n).0))
        .collect();
    let en: String = (0..4000)
        .map(|n| {
            let name = name(n);
            format!(
                "Mayor {}{} (left) looks around shop No. {n} on {}/{}. (Yonhap)\n\n",
                name[..1].to_uppercase(),
                &name[1..],
                days(n).1,
                days(n).0
            )
        })
        .collect();
    let start = std::time::Instant::now();
    let report = of_two("a.txt", &ko, &en);
    assert!(report.lines.len() >= 8000);
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn captions_of_other_papers_are_told_from_their_articles() {
    let are = |page: fn(&str) -> String, lines: &[&str]| {
        all_are_captions(page, &lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    };
    are(
        korean_page,
        &[
            "▲ 가람군은 3일 군청 대회의실에서 청년 농업인과 간담회를 열었다. (사진=가람군청)",
            "한솔 가람군수가 3일 군청에서 열린 간담회에서 발언하고 있다. (가람군 제공) 2031.05.03.",
            "3일 오후 가람항에서 어민들이 그물을 손질하고 있다. /사진=한솔 기자",
            "3일 가람항에서 어민들이 그물을 손질하고 있다. <가람신문 DB>",
            "3일 가람항에서 어민들이 그물을 손질하고 있다. 사진 = 가람항만공사",
            "3일 가람항에서 어민들이 그물을 손질하고 있다. ⓒ 게티이미지뱅크",
            "기사와 무관한 자료사진입니다. [사진=픽사베이]",
            "▲ 사진 왼쪽부터 한솔 군수, 마루 의장, 도나래 교육장",
            "왼쪽부터 한솔 군수, 마루 의장, 도나래 교육장.",
            "◆ 가람군 새 청사 투시도. /자료=가람군",
            "가람산 단풍 [사진=가람군]",
            "가람산 정상에서 내려다본 단풍 (사진=독자 제공)",
            "(가람=연합뉴스) 5일 가람산 정상에 첫눈이 내려 등산객들이 설경을 즐기고 있다. 2031.11.5 [가람군 제공]",
            "[가람=뉴시스] 가람소방서 대원들이 5일 불을 끄고 있다. (사진=가람소방서 제공) 2031.11.05. photo@newsis.com *재판매 및 DB 금지",
            "5일 서울 코엑스에서 열린 채용 박람회에서 구직자들이 줄을 서 있다. 2031.11.5/뉴스1 ⓒ News1 한솔 기자",
            "한솔 대표가 5일 국회에서 기자회견을 하고 있다. 국회사진기자단",
            "[포토] 손 흔드는 한솔 군수",
        ],
    );
    are(
        english_page,
        &[
            "Mayor Gu Seula, left, greets Speaker Do Narae on Monday. AP",
            "Children play in a fountain in Hanui on Aug. 3, 2031. REUTERS/Do Narae",
            "Children play in a fountain in Hanui, South Korea. (EPA)",
            "The old bridge at dusk. Photo: Hanui Museum",
            "A view of the new library. Courtesy Hanui City",
            "A customer looks at phones at a shop in Seoul, Sunday. Korea Times photo by Han Sol",
            "From left are Mayor Gu Seula, Speaker Do Narae and Han Sol. (Hanui City Hall)",
            "Mayor Gu Seula (C) poses with pupils on March 12. (Xinhua/Do Narae)",
            "This photo taken on March 12 shows the new bridge in Hanui. (Yonhap)",
            "The seal of the Bank of Hanui / Korea Times file",
            "In this file photo, Mayor Gu Seula speaks to reporters. (Newsis)",
            "Mayor Gu Seula delivers a speech at City Hall on Monday. [JOINT PRESS CORPS]",
            "Gu Seula, far right, and Do Narae, second from left, pose for a photo.",
            "Mayor Gu Seula speaks during an interview with The Garam Herald at her office in Hanui, Thursday. Do Narae/The Garam Herald",
        ],
    );
    let korean = [
        "하늬시는 3월부터 도서관 운영 시간을 늘리고 있다. 시민들의 반응은 좋다.",
        "한편 하늬시는 이날 예산안을 의회에 제출했다.",
        "도나래 기자 narae@hanui.example",
        "▶ 관련기사 더보기",
        "■ 신청 방법",
        "※ 문의: 하늬시 도서관과 (02-000-0000)",
        "구슬아 시장은 “아이들을 위한 일”이라며 “끝까지 하겠다”고 말했다. /도나래 기자 narae@hanui.example",
        "최근 물가가 빠르게 오르고 있다.",
        "정부는 12일 대책을 발표하고 시장 상황을 살펴보고 있다고 밝혔다.",
        "저작권자 ⓒ 하늬뉴스, 무단 전재 및 재배포 금지",
        "[하늬=연합뉴스] 하늬시의 인구가 12일 기준으로 10만 명을 넘어섰다.",
        "시는 지난 12일부터 버스 노선 세 개를 새로 운행하고 있다.",
    ];
    let english = [
        "Mayor Gu Seula met Speaker Do Narae on Monday.",
        "The libraries open at 9 a.m. and close at 10 p.m.",
        "By Do Narae",
        "Mayor Gu Seula told reporters that the libraries (left unfinished for years) would open.",
        "The number of visitors rises every year, the city says.",
        "He is expected to leave for Busan on Monday.",
        "This article was written in cooperation with Hanui City.",
        "Copyright © Hanui News. All rights reserved.",
        "“We want children to read,” the mayor says.",
        "Residents want more parks, and the city plans two.",
    ];
    let pages = korean.map(korean_page).into_iter().chain(english.map(english_page));
    let wrong: Vec<Vec<String>> = pages.map(|page| found("a.txt", &page)).filter(|found| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

//! Files as people have them: what is damaged is mended and told, and no cue and no word is lost.

use proptest::prelude::*;

use super::as_one;
use crate::bitext::{Document, Side, Sides};
use crate::error::Result;
use crate::formats::{self, ReadOptions, parse_document};

fn parse(name: &str, bytes: &[u8]) -> Document {
    parse_document(name, bytes, &ReadOptions::new(Side::Ko)).unwrap()
}

fn both(name: &str, bytes: &[u8]) -> Result<Sides<Document>> {
    formats::parse(name, bytes.to_vec(), &ReadOptions::new(Side::Ko))?.into_both()
}

/// Start, end, number and text of each cue.
fn cues(document: &Document) -> Vec<(u64, u64, Option<&str>, &str)> {
    assert_eq!(document.cues.len(), document.segments.len());
    document.cues.iter().enumerate().map(|(n, c)| (c.start_ms, c.end_ms, c.id.as_deref(), document.segment_text(n))).collect()
}

fn told(document: &Document) -> Vec<(usize, &str)> {
    document.warnings.iter().map(|w| (w.position.map_or(0, |p| p.line), w.message.as_str())).collect()
}

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\n안녕하세요.\n\n2\n00:00:03,000 --> 00:00:04,000\n- 어디 가세요?\n- 집에요.\n";

#[test]
fn a_cue_is_a_segment_with_its_times_and_its_line_breaks() {
    let wanted = [(1000, 2500, Some("1"), "안녕하세요."), (3000, 4000, Some("2"), "- 어디 가세요?\n- 집에요.")];
    for text in [SRT.to_owned(), SRT.replace('\n', "\r\n"), SRT.replace('\n', "\r"), format!("\u{FEFF}{SRT}\n\n\n")] {
        let document = parse("a.srt", text.as_bytes());
        assert_eq!(cues(&document), wanted, "{text:?}");
        assert!(document.warnings.is_empty(), "{:?}", told(&document));
        assert_eq!(document.segment_span(1).start.line, 7);
    }
    let cp949 = encoding_rs::EUC_KR.encode(SRT).0.into_owned();
    assert_eq!(cues(&parse("a.srt", &cp949)), wanted);
}

#[test]
fn what_is_damaged_is_mended_and_told_with_its_line() {
    for (text, wanted, warnings) in [
        (
            "1\n00:00:01.000 --> 00:00:02.500\n하나\n",
            vec![(1000, 2500, Some("1"), "하나")],
            vec![(2, "the times are not written as usual; they were read all the same")],
        ),
        (
            "00:00:01,000 --> 00:00:02,000\n하나\n\n00:00:03,000 --> 00:00:04,000\n둘\n",
            vec![(1000, 2000, None, "하나"), (3000, 4000, None, "둘")],
            vec![(1, "the cue has no number"), (4, "the cue has no number")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n하나\n\n1987\n\n2\n00:00:03,000 --> 00:00:04,000\n둘\n",
            vec![(1000, 2000, Some("1"), "하나\n1987"), (3000, 4000, Some("2"), "둘")],
            vec![(5, "a blank line inside a cue: what follows it was taken as its text")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n하나\n2\n00:00:03,000 --> 00:00:04,000\n둘\n",
            vec![(1000, 2000, Some("1"), "하나"), (3000, 4000, Some("2"), "둘")],
            vec![(4, "no blank line before the cue")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n2002\n\n2\n\n00:00:03,000 --> 00:00:04,000\n둘\n",
            vec![(1000, 2000, Some("1"), "2002"), (3000, 4000, Some("2"), "둘")],
            vec![(5, "a blank line between the number of a cue and its times")],
        ),
        (
            "제목\n\n1\n00:00:01,000 --> 어딘가\n하나\n\n2\n00:00:03,000 --> 00:00:04,000\n",
            vec![(0, 0, None, "제목"), (0, 0, Some("1"), "하나"), (3000, 4000, Some("2"), "")],
            vec![
                (1, "text before the first times: it was kept as a cue at the beginning"),
                (4, "the times cannot be read: the cue was kept, at the end of the one before"),
                (8, "the cue has no text"),
            ],
        ),
    ] {
        let document = parse("a.srt", text.as_bytes());
        assert_eq!(cues(&document), wanted, "{text}");
        assert_eq!(told(&document), warnings, "{text}");
    }
}

#[test]
fn tags_are_kept_beside_the_text() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>I <3 you</i>\n<font color=\"#ff0\"> R&D</font> <sighs>\n";
    let document = parse("a.srt", text.as_bytes());
    assert_eq!(document.segment_text(0), "I <3 you\nR&D <sighs>");
    let tags: Vec<(usize, &str)> = document.cues[0].tags.iter().map(|(at, tag)| (*at, tag.as_str())).collect();
    assert_eq!(tags, [(0, "{\\an8}"), (0, "<i>"), (8, "</i>"), (9, "<font color=\"#ff0\">"), (12, "</font>")]);
    assert_eq!(document.segment_span(0).bytes, 41..92);
}

const VTT: &str = "WEBVTT - 제목\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.500 line:0 align:start\n\
    <v 하늘>배 &amp; 바다 &lt;3</v>\n\nNOTE jjak:ignore KE010\n\n00:03.000 --> 00:00:04.000\n<00:00:03.500>둘\n";

#[test]
fn webvtt_keeps_names_and_settings_and_leaves_notes_out() {
    let document = parse("a.vtt", VTT.as_bytes());
    assert_eq!(cues(&document), [(1000, 2500, Some("intro"), "배 & 바다 <3"), (3000, 4000, None, "둘")]);
    assert_eq!(document.cues[0].settings, "line:0 align:start");
    assert_eq!(document.cues[0].tags.iter().map(|t| t.1.as_str()).collect::<Vec<_>>(), ["<v 하늘>", "</v>"]);
    assert_eq!(document.directives.iter().map(|d| d.1.as_str()).collect::<Vec<_>>(), ["ignore KE010"]);
    assert!(document.warnings.is_empty(), "{:?}", told(&document));
    let unparted = VTT.replace("KE010\n\n", "KE010\n");
    assert_eq!(cues(&parse("a.vtt", unparted.as_bytes())), cues(&document));
    // By its first word, whatever its ending.
    assert_eq!(cues(&parse("a.srt", VTT.as_bytes())).len(), 2);
    let bare = parse("a.vtt", VTT.split_once("intro\n").unwrap().1.as_bytes());
    assert_eq!(cues(&bare).len(), 2);
    assert_eq!(told(&bare)[0].1, "the file does not begin with WEBVTT; it was read all the same");
}

const SAMI: &str = r#"<SAMI>
<HEAD>
<TITLE>섬</TITLE>
<STYLE TYPE="text/css">
<!--
P { font-family: Arial; }
.KRCC { Name: 한국어; lang: ko-KR; SAMIType: CC; }
.ENCC { Name: English; lang: en-US; SAMIType: CC; }
.JPCC { Name: Japanese; lang: ja-JP; }
-->
</STYLE>
</HEAD>
<BODY>
<SYNC Start=1000><P Class=KRCC>배가 <i>떠났다</i>.<br>
아침에.
<P Class=ENCC>The boat left &amp; sailed.
<SYNC Start=2500><P Class=KRCC>&nbsp;
<SYNC Start=3000><P Class=ENCC>&nbsp;
<SYNC Start=4000><P Class=JPCC>船
<SYNC Start=6000><P Class=KRCC>비가 온다
</BODY>
</SAMI>
"#;

#[test]
fn sami_holds_both_languages_until_each_is_ended() {
    let wanted = Sides {
        ko: vec![(1000, 2500, None, "배가 떠났다.\n아침에."), (6000, 10_000, None, "비가 온다")],
        en: vec![(1000, 3000, None, "The boat left & sailed.")],
    };
    let cp949 = encoding_rs::EUC_KR.encode(SAMI).0.into_owned();
    for bytes in [SAMI.as_bytes(), &cp949] {
        let documents = both("a.smi", bytes).unwrap();
        assert_eq!(documents.as_ref().map(|d| cues(d)), wanted);
        let ko = told(&documents.ko);
        assert_eq!(ko.len(), 2, "{ko:?}");
        assert!(ko[0] == (20, "nothing ends this cue: it was taken to be shown for 4 seconds") && ko[1].1.contains("JPCC"));
    }
    let english = parse_document("a.smi", SAMI.as_bytes(), &ReadOptions::new(Side::En)).unwrap();
    assert_eq!(cues(&english), wanted.en);
}

#[test]
fn sami_is_read_however_it_is_written() {
    let text = "<sync start='3,000'><p class=KOCC 안녕<3<br><font color=red>하나</font><sync start=\"1000\"><p class='ENCC'>Hello\n there<P>\n<SYNC Start=5000><P>&nbsp;";
    let documents = both("a.smi", text.as_bytes()).unwrap();
    assert_eq!(cues(&documents.ko), [(3000, 5000, None, "안녕<3\n하나")]);
    assert_eq!(cues(&documents.en), [(1000, 5000, None, "Hello there")]);
    assert!(told(&documents.ko).iter().any(|t| t.1.contains("not closed")), "{:?}", told(&documents.ko));
    let turned = "<SYNC Start=3000><P Class=A>둘<SYNC Start=1000><P Class=A>하나<SYNC Start=x><P Class=A>셋";
    let document = parse("a.smi", turned.as_bytes());
    assert_eq!(cues(&document).iter().map(|c| c.3).collect::<Vec<_>>(), ["하나", "셋", "둘"]);
    assert_eq!(told(&document).len(), 3, "{:?}", told(&document));
}

#[test]
fn one_language_is_not_taken_for_both() {
    let error = both("a.smi", "<SYNC Start=1><P Class=KRCC>하나<SYNC Start=2><P Class=KRCC>&nbsp;".as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("a.smi: this file holds no English"), "{error}");
    assert!(both("a.srt", SRT.as_bytes()).unwrap_err().to_string().contains("holds no English"));
}

#[test]
fn an_arrow_that_is_said_is_text() {
    let texts = |text: &str| {
        let document = parse(
            "a.srt",
            format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n2\n00:00:03,000 --> 00:00:04,000\n끝\n").as_bytes(),
        );
        document.segment_texts().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(texts("가 --> 나 로."), ["가 --> 나 로.", "끝"]);
    assert_eq!(texts("길은\n서울 --> 부산\n으로 이어진다."), ["길은\n서울 --> 부산\n으로 이어진다.", "끝"]);
    assert_eq!(texts("see A --> B 12:30"), ["see A --> B 12:30", "끝"]);
    // Times that were mistyped still part two cues.
    assert_eq!(texts("하나\n\n00:00:0I,500 --> 00:00:02,500\n둘"), ["하나", "둘", "끝"]);
}

#[test]
fn a_thousand_repairs_are_told_in_a_few_lines() {
    let text: String = (0..1000).map(|n| format!("{n}\n00:00:01.0 --> 00:00:02.0\n줄\n\n")).collect();
    let document = parse("a.srt", text.as_bytes());
    assert_eq!((document.cues.len(), document.warnings.len()), (1000, 20));
    assert!(document.warnings[19].message.ends_with("(and so in 980 more places)"));
}

/// How much of a text stands in tags that break a line, however they end: `<br>`, `<br/>`, `<br.>`.
fn breaks_len(text: &str) -> usize {
    let tag = |after: &str| {
        let is_name = !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        after.find('>').filter(|end| is_name && !after[..*end].contains('<')).map_or(0, |end| "<br".len() + end + 1)
    };
    text.split("<br").skip(1).map(tag).sum()
}

/// Pieces that mean something in one of the formats.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[가-힣a-z0-9 .,?!-]{0,12}",
        2 => Just("\n".to_owned()),
        1 => prop::sample::select(vec![
            "\r\n", "\r", "\n\n", "1\n", "2\n", "18446744073709551615\n", "00:00:01,000 --> 00:00:02,000\n", "00:00:01.5-->\n", "--> ", "WEBVTT\n\n", "NOTE\n",
            "<i>", "</", "<3", "<", ">", "{\\an8}", "{\\", "&amp;", "&nbsp;", "&", "\u{FEFF}", "\u{A0}", "\0", "\u{2028}",
            "<SYNC Start=1000>", "<SYNC Start=9", "<P Class=KRCC>", "<P Class=ENCC>", "<P", "<!--", "-->", "<br>", "<STYLE>.KRCC{lang:ko}",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_with_one_cue_a_segment(text in pieces()) {
        for name in ["a.srt", "a.vtt", "a.smi"] {
            let document = parse(name, text.as_bytes());
            prop_assert_eq!(document.cues.len(), document.segments.len());
            for (n, segment) in document.segments.iter().enumerate() {
                prop_assert_eq!(&document.blocks[segment.block].range, &segment.range);
                let span = document.segment_span(n);
                prop_assert!(span.bytes.end <= text.len());
                prop_assert!(document.cues[n].tags.iter().all(|(at, _)| document.segment_text(n).is_char_boundary(*at)));
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.srt", "a.vtt", "a.smi"] {
            let _ = parse_document(name, &bytes, &ReadOptions::new(Side::Ko));
            let _ = both(name, &bytes);
            let options = ReadOptions { encoding: "windows-1252".parse().unwrap(), ..ReadOptions::new(Side::Ko) };
            formats::decoded_as(formats::Format::of_input(name).unwrap(), bytes.clone(), None, &options).unwrap();
        }
    }

    #[test]
    fn no_word_of_a_cue_is_lost(texts in prop::collection::vec("[가-힣a-z0-9<>&{}\\\\ .!]{0,20}(\n[가-힣a-z .]{1,9})?", 1..8)) {
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let mut file = String::new();
        for (n, text) in texts.iter().enumerate() {
            file += &format!("{}\n00:00:{:02},000 --> 00:00:{:02},900\n{text}\n\n", n + 1, n, n);
        }
        let document = as_one(&file);
        prop_assert_eq!(document.cues.len(), texts.len());
        for (n, text) in texts.iter().enumerate() {
            let tags: String = document.cues[n].tags.iter().map(|t| t.1.as_str()).collect();
            let with_tags = solid(document.segment_text(n)).len() + solid(&tags).len() + breaks_len(&solid(text));
            prop_assert_eq!(with_tags, solid(text).len(), "{}", text);
        }
    }
}

#[test]
fn a_tag_behind_a_line_break_stays_there_when_the_line_above_loses_its_white_space() {
    let document = as_one("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na<b>&nbsp;</b>\n<i>가</i>\n");
    assert_eq!(document.segment_text(0), "a\n가");
    let tags: Vec<(usize, &str)> = document.cues[0].tags.iter().map(|(at, tag)| (*at, tag.as_str())).collect();
    assert_eq!(tags, [(1, "<b>"), (1, "</b>"), (2, "<i>"), (5, "</i>")]);
}

#[test]
fn time_is_linear_on_hostile_files() {
    let start = std::time::Instant::now();
    for unit in
        ["<", "<!--", "{\\", "&", "\n\n", "1\n", "-->\n", "<SYNC Start=1><P Class=A1>&nbsp;", "<P Class=", "NOTE\n\n", ".A{"]
    {
        let text = unit.repeat(300_000 / unit.len());
        for name in ["a.srt", "a.vtt", "a.smi"] {
            parse(name, text.as_bytes());
        }
    }
    let many: String = (0..30_000).map(|n| format!("<SYNC Start={n}><P Class=C{n}>x")).collect();
    parse("a.smi", many.as_bytes());
    assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
}

/// The cues of one language: when each is shown, and what it says.
fn shown(document: &Document) -> Vec<(u64, u64, String)> {
    let texts = document.segment_texts().into_iter().map(str::to_owned);
    document.cues.iter().zip(texts).map(|(cue, text)| (cue.start_ms, cue.end_ms, text)).collect()
}

#[test]
fn sami_without_paragraphs_is_ended_by_what_is_blank() {
    let file = "<SAMI><BODY>\n<SYNC Start=1000>하나\n<SYNC Start=3000>&nbsp;\n<SYNC Start=5000><font color=red>둘\n<SYNC Start=7000>&nbsp\n\
        <SYNC Start=9000>셋\n<SYNC Start=10000>\n</BODY></SAMI>";
    let document = parse("a.smi", file.as_bytes());
    let expected =
        [(1000, 3000, "하나"), (5000, 7000, "둘"), (9000, 10000, "셋")].map(|(from, to, text)| (from, to, text.to_owned()));
    assert_eq!(shown(&document), expected);
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
}

#[test]
fn what_stands_in_a_comment_of_sami_is_no_cue() {
    let file = "<SYNC Start=1000><P Class=KRCC>하나\n<SYNC Start=3000><P Class=KRCC>&nbsp;\n<!-- 옛 번역\n<SYNC Start=4000><P Class=KRCC>지운 자막\n\
        -->\n<SYNC Start=5000><P Class=KRCC>둘\n<SYNC Start=7000><P Class=KRCC>&nbsp;";
    let document = parse("a.smi", file.as_bytes());
    assert_eq!(shown(&document), [(1000, 3000, "하나".to_owned()), (5000, 7000, "둘".to_owned())]);
    assert!(document.warnings[0].message.contains("in a comment") && document.warnings[0].position.unwrap().line == 4);
}

#[test]
fn one_subrip_file_may_hold_both_languages() {
    let below = "1\n00:00:01,000 --> 00:00:02,000\n<i>문 좀 닫아 줄래?</i>\nCould you close the door?\n\n2\n00:00:03,000 --> 00:00:04,000\n\
        우산이 두 개\n필요해요.\nWe need three umbrellas.\n\n3\n00:00:05,000 --> 00:00:06,000\n고마워요.\n";
    let documents = both("both.srt", below.as_bytes()).unwrap();
    assert_eq!(documents.ko.segment_texts(), ["문 좀 닫아 줄래?", "우산이 두 개\n필요해요.", "고마워요."]);
    assert_eq!(documents.en.segment_texts(), ["Could you close the door?", "We need three umbrellas."]);
    assert_eq!(documents.ko.cues[0].tags.len(), 2);
    assert_eq!(documents.en.segment_span(1).start.line, 10);
    let beside =
        "1\n00:00:01,000 --> 00:00:02,000\n문 좀 닫아 줄래?\n\n2\n00:00:01,000 --> 00:00:02,000\nCould you close the door?\n";
    assert_eq!(both("both.srt", beside.as_bytes()).unwrap().en.segment_texts(), ["Could you close the door?"]);
    // A song in another language makes no second side.
    let line = |n: usize, text: &str| format!("{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n\n");
    let song: String = (1..9).map(|n| line(n, "눈이 온다.")).chain([line(9, "♪ 봄\nSpring is coming")]).collect();
    assert!(both("song.srt", song.as_bytes()).is_err());
}

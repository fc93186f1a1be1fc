//! What holds for every reader: places lead back to the file, nothing panics, time is linear.

use std::io::Write;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::bitext::{Bitext, Entry, Sides};
use crate::bitext::{BlockKind, Segment};
use crate::error::ErrorKind;
use crate::error::Position;

/// Reads bytes as what their name says, even if no reader would be asked to.
fn forced(name: &str, bytes: &[u8], options: &ReadOptions) -> Document {
    let bytes = gzip::unpack(bytes.to_vec(), options.limits).unwrap();
    decoded_as(Format::of_input(name).unwrap(), bytes, None, options).unwrap().into_text(options.side).unwrap()
}

fn parsed(name: &str, bytes: &[u8]) -> Document {
    parse_document(name, bytes, &ReadOptions::new(Side::Ko)).unwrap()
}

fn parse_lines(bytes: &[u8]) -> Document {
    parse_document("-", bytes, &ReadOptions { lines: Lines::Segments, ..ReadOptions::new(Side::Ko) }).unwrap()
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, &document.text[b.range.clone()])).collect()
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| &document.text[b.range.clone()]).collect()
}

/// The bytes of the file that each block stood in.
fn sources<'f>(document: &Document, file: &'f [u8]) -> Vec<&'f [u8]> {
    document.blocks.iter().map(|b| &file[document.origin.span(&document.text, b.range.clone()).bytes]).collect()
}

fn utf16(text: &str, high_first: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if high_first { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
}

fn euc_kr(text: &str) -> Vec<u8> {
    encoding_rs::EUC_KR.encode(text).0.into_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

const STORY: &str = "봄이 왔다.\n\n제비가 돌아왔다 — \"반갑다\"고 했다.\nOK 2번\n";

#[test]
fn a_line_is_a_block_and_empty_lines_are_none() {
    let document = parsed("a.txt", "하나\r\n\n  \n둘\r셋".as_bytes());
    assert_eq!(texts(&document), ["하나", "둘", "셋"]);
    let line = |n: usize| document.origin.locate(&document.text, document.blocks[n].range.start).1;
    assert_eq!((0..3).map(|n| line(n).line).collect::<Vec<_>>(), [1, 4, 5]);
}

#[test]
fn separators_end_a_block_but_no_line() {
    let text = "하나\u{2028}둘\u{2029}셋\u{85}넷\n다섯\n";
    assert_eq!(texts(&parsed("a", text.as_bytes())), ["하나", "둘", "셋", "넷", "다섯"]);
    assert_eq!(parse_lines(text.as_bytes()).segments.len(), 2);
}

#[test]
fn each_line_is_a_segment_when_asked_and_empty_ones_count() {
    let document = parse_lines(" 하나 \n\n둘\r\n\r\n".as_bytes());
    assert_eq!(document.segment_texts(), ["하나", "", "둘", ""]);
    assert_eq!(document.blocks.len(), 4);
    assert!(document.blocks.iter().all(|b| b.kind == BlockKind::Line));
    assert_eq!(document.segment_span(2).start, Position { line: 3, column: 1 });
    assert!(parse_lines(b"").segments.is_empty());
}

#[test]
fn byte_order_marks_stand_in_no_segment() {
    let document = parse_lines("\u{FEFF}하나\n\u{FEFF}둘\n".as_bytes());
    assert_eq!(document.segment_texts(), ["하나", "둘"]);
    assert_eq!(document.segment_span(0).bytes, 3..9);
    assert_eq!(document.segment_span(1).bytes, 13..16);
    assert_eq!(texts(&parsed("a", "\u{FEFF}하나\n\u{FEFF}둘\n".as_bytes())), ["하나", "둘"]);
}

#[test]
fn every_encoding_is_recognised_and_leads_back_to_its_bytes() {
    let mark = |mut bytes: Vec<u8>, mark: &[u8]| {
        bytes.splice(0..0, mark.iter().copied());
        bytes
    };
    let files = [
        (STORY.as_bytes().to_vec(), "UTF-8"),
        (mark(STORY.into(), b"\xEF\xBB\xBF"), "UTF-8 (byte order mark)"),
        (mark(utf16(STORY, false), b"\xFF\xFE"), "UTF-16LE (byte order mark)"),
        (mark(utf16(STORY, true), b"\xFE\xFF"), "UTF-16BE (byte order mark)"),
        (utf16(STORY, false), "UTF-16LE (guessed"),
        (utf16(STORY, true), "UTF-16BE (guessed"),
        (euc_kr(&STORY.replace('—', "―")), "CP949 (guessed: 100%"),
    ];
    for (file, encoding) in files {
        let document = parsed("a.txt", &file);
        assert!(document.encoding.starts_with(encoding), "{} for {encoding}", document.encoding);
        assert_eq!(texts(&document)[2], "OK 2번");
        assert!(document.warnings.is_empty());
        let span = document.origin.span(&document.text, document.blocks[2].range.clone());
        assert_eq!((span.start, span.end), (Position { line: 4, column: 1 }, Position { line: 4, column: 6 }));
        assert_eq!(parsed("b", &file[span.bytes]).text, "OK 2번", "{encoding}");
    }
}

#[test]
fn hangul_without_any_ascii_is_recognised() {
    for text in ["네", "안녕하세요", "대한민국정부수립기념일"] {
        assert_eq!(parsed("a", &utf16(text, false)).text, text, "low byte first");
        assert_eq!(parsed("a", &utf16(text, true)).text, text, "high byte first");
        assert_eq!(parsed("a", &euc_kr(text)).text, text, "EUC-KR");
    }
}

#[test]
fn rare_syllables_of_cp949_are_read() {
    assert_eq!(parsed("a", &euc_kr("똠방각하가 펲시를 마셨다.")).text, "똠방각하가 펲시를 마셨다.");
}

#[test]
fn curly_quotes_of_old_english_files_are_no_hangul() {
    let file = b"\x93Don\x92t,\x94 she said at the caf\xE9 \x97 twice.\n";
    let document = parse_document("a", file, &ReadOptions::new(Side::En)).unwrap();
    assert_eq!(document.text, "“Don’t,” she said at the café — twice.\n");
    assert!(document.encoding.starts_with("windows-1252 (guessed"));
}

#[test]
fn a_named_encoding_overrides() {
    let options = ReadOptions { encoding: "euc-kr".parse().unwrap(), ..ReadOptions::new(Side::Ko) };
    let document = parse_document("a", &euc_kr("네."), &options).unwrap();
    assert_eq!((document.text.as_str(), document.encoding.as_str()), ("네.", "CP949 (as asked)"));
    let error = "klingon".parse::<EncodingChoice>().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Unknown(_)));
    assert!(error.to_string().contains("UTF-16LE"), "{error}");
}

#[test]
fn bad_bytes_are_replaced_counted_and_told_with_their_line() {
    let document = parse_lines(b"\xEA\xB0\x80\n\xEA\xB0\x80\xFFb\xFEc\n\xEA\xB0\x80\xEA\xB0\x80\xEA\xB0\x80\xEA\xB0\x80\xFF\n");
    assert_eq!(document.segment_texts(), ["가", "가\u{FFFD}b\u{FFFD}c", "가가가가\u{FFFD}"]);
    let told: Vec<_> = document.warnings.iter().map(|w| (w.position.map(|p| (p.line, p.column)), w.message.as_str())).collect();
    assert_eq!((told[0].0, told[1].0, told[2].0), (Some((2, 2)), Some((3, 5)), None));
    assert!(told[0].1.starts_with("2 byte sequences"), "{told:?}");
    assert!(told[2].1.starts_with("3 byte sequences on 2 lines"), "{told:?}");
    assert_eq!(document.segment_span(1).bytes, 4..11);
    assert_eq!(document.segment_span(2).start, Position { line: 3, column: 1 });
}

#[test]
fn a_flood_of_bad_bytes_gives_few_warnings() {
    let options = ReadOptions { encoding: EncodingChoice::Named(Encoding::Utf8), ..ReadOptions::new(Side::Ko) };
    let document = parse_document("a", &b"\xFF\n".repeat(50_000), &options).unwrap();
    assert!(document.warnings.len() < 30);
    assert!(document.warnings.last().unwrap().message.contains("50000"));
}

#[test]
fn a_stray_nul_makes_no_utf16() {
    assert_eq!(parsed("a", b"x\0 plain words\n").text, "x\0 plain words\n");
    assert_eq!(parsed("a", &utf16("plain words\n", false)).text, "plain words\n");
}

#[test]
fn one_bad_byte_is_one_bad_byte() {
    for side in Side::BOTH {
        let read = |bytes: &[u8]| parse_document("a.txt", bytes, &ReadOptions::new(side)).unwrap();
        let document = read(b"caf\xC3\xA9 \xFF \xC2\xA35 and na\xC3\xAFve");
        assert_eq!(document.text, "café \u{FFFD} £5 and naïve");
        assert_eq!(document.warnings[0].position, Some(Position { line: 1, column: 6 }));
        assert_eq!(read("눈이 왔다.\n\u{201C}Snow\u{201D}".as_bytes()).text, "눈이 왔다.\n“Snow”");
    }
    let curly = parse_document("a.txt", b"\x93Snow,\x94 he said. It\x92s cold.", &ReadOptions::new(Side::En)).unwrap();
    assert_eq!(curly.text, "“Snow,” he said. It’s cold.");
}

#[test]
fn short_korean_files_in_cp949_are_korean() {
    let srt = b"1\n00:00:01,000 --> 00:00:02,000\n\xB3\xD7.\n\n2\n00:00:03,000 --> 00:00:04,000\n\x94\xEE!\n";
    let document = parse_document("a.srt", srt, &ReadOptions::new(Side::Ko)).unwrap();
    assert_eq!(document.segment_texts(), ["네.", "뷁!"]);
}

#[test]
fn nul_bytes_are_told() {
    let document = parsed("a", b"Snow fell all night, and then\0 it thawed.\nd\0\0e\xF0\x01 on the pond");
    assert!(document.warnings.iter().any(|w| w.message.contains("NUL")), "{:?}", document.warnings);
}

#[test]
fn gzip_is_known_by_its_bytes_and_a_cut_file_is_an_error() {
    let mut two = gzip("하나\n".as_bytes());
    two.extend(gzip("둘\n".as_bytes()));
    assert_eq!(parsed("a", &two).text, "하나\n둘\n");
    let text = "물이 흐른다. ".repeat(10_000);
    let packed = gzip(text.as_bytes());
    let cut = parse_document("a.md.gz", &packed[..packed.len() / 2], &ReadOptions::new(Side::Ko)).unwrap_err().to_string();
    assert!(cut.starts_with("a.md.gz: ") && cut.contains("cut short"), "{cut}");
    let limits = Limits::of_bytes(1000);
    let bomb = parse_document("a.gz", &packed, &ReadOptions { limits, ..ReadOptions::new(Side::Ko) }).unwrap_err();
    assert!(matches!(bomb.kind(), ErrorKind::Limit(_)) && bomb.to_string().contains("--max-bytes"), "{bomb}");
}

#[test]
fn files_that_cannot_be_read_are_told_with_the_way_out() {
    let options = ReadOptions::new(Side::Ko);
    let missing = read_document("/no/such/file.txt", &options).unwrap_err();
    assert!(missing.to_string().starts_with("/no/such/file.txt: there is no such file"), "{missing}");
    let folder = read_document(env!("CARGO_MANIFEST_DIR"), &options).unwrap_err();
    assert!(folder.to_string().contains("folder"), "{folder}");
    let lines = ReadOptions { lines: Lines::Segments, format: Some(Format::Html), ..options };
    assert!(matches!(parse_document("a", b"", &lines).unwrap_err().kind(), ErrorKind::Contradiction(_)));
}

#[test]
fn formats_go_by_name_and_by_file_ending() {
    for (name, format) in
        [("a.HTML", Some(Format::Html)), ("b.md.gz", Some(Format::Markdown)), ("c.txt", Some(Format::Plain)), ("-", None)]
    {
        assert_eq!(Format::of_input(name), format, "{name}");
    }
    assert_eq!("markdown".parse::<Format>().unwrap(), Format::Markdown);
    assert!("word".parse::<Format>().is_err());
}

const WRAPPED: &str = "\
The river had been frozen since the first week of December, and the
ferryman who lived below the bridge spent his mornings mending nets
that nobody would need until the thaw. He did not mind the waiting.

In the evenings his daughter read to him from the only book in the
house, an almanac of tides for a sea that neither of them had ever
seen. She changed the numbers when she grew tired of them, and he
never noticed.

Items:
- rope
- tar
";

#[test]
fn hard_wrapped_paragraphs_are_joined_and_lists_are_not() {
    let document = parsed("a.txt", WRAPPED.as_bytes());
    let texts = texts(&document);
    assert_eq!(texts.len(), 5, "{texts:#?}");
    assert!(texts[1].starts_with("In the evenings") && texts[1].ends_with("never noticed."));
    assert_eq!(&texts[2..], ["Items:", "- rope", "- tar"]);
}

#[test]
fn a_sentence_a_line_is_not_taken_for_wrapped_text() {
    let text = "The ferryman mended his nets through all of that long winter.\nHe did not mind.\n\n".repeat(10)
        + &"His daughter read to him from the only book there was in the house.\nShe changed the numbers when tired of them.\n"
            .repeat(10);
    assert_eq!(parsed("a.txt", text.as_bytes()).blocks.len(), 40);
}

#[test]
fn visible_text_of_a_page_comes_by_block() {
    let page = "<!doctype html><html><head><meta charset=utf-8><title>강 이야기</title><style>p{}</style></head><body>\
        <nav><ul><li>처음으로</nav><h1>강</h1><p>강은 <b>얼</b>어\n   있었다.<br>사공은 &lt;그물&gt;을 A&amp;B&nbsp;손봤다.\
        <script>var x='<p>안 보임</p>'</script><ul><li>밧줄<li>타르</ul><blockquote><p>인용</p></blockquote>\
        <table><tr><td>칸1<td>칸2</table><pre>let  x\n  = 1;\n</pre>\
        <figure><img src=a.png alt='언 강'><figcaption>1월의 <i>강</i></figcaption></figure><p hidden>끝</body></html>";
    let document = parsed("a.html", page.as_bytes());
    use BlockKind::*;
    assert_eq!(
        blocks(&document),
        [
            (Heading(1), "강 이야기"),
            (Heading(1), "강"),
            (Paragraph, "강은 얼어 있었다."),
            (Paragraph, "사공은 <그물>을 A&B\u{A0}손봤다."),
            (ListItem, "밧줄"),
            (ListItem, "타르"),
            (Quote, "인용"),
            (Cell, "칸1"),
            (Cell, "칸2"),
            (Code, "let  x\n  = 1;"),
            (AltText, "언 강"),
            (Caption, "1월의 강"),
            (Paragraph, "끝"),
        ]
    );
    let sources: Vec<_> = sources(&document, page.as_bytes()).into_iter().map(|s| std::str::from_utf8(s).unwrap()).collect();
    assert_eq!(sources[2], "강은 <b>얼</b>어\n   있었다.");
    assert_eq!(sources[3], "사공은 &lt;그물&gt;을 A&amp;B&nbsp;손봤다.");
    assert_eq!(sources[10], "언 강");
}

#[test]
fn a_title_inside_a_sentence_does_not_cut_it() {
    let document = parsed("a.html", "<p>그는 <abbr title='세계 보건 기구'>WHO</abbr>에서 일한다.</p>".as_bytes());
    assert_eq!(blocks(&document), [(BlockKind::Paragraph, "그는 WHO에서 일한다."), (BlockKind::AltText, "세계 보건 기구")]);
}

#[test]
fn a_page_in_cp949_says_so() {
    let page = euc_kr("<meta http-equiv=Content-Type content='text/html; charset=euc-kr'><p>네.</p>");
    let document = parsed("a.html", &page);
    assert_eq!(texts(&document), ["네."]);
    assert!(document.encoding.starts_with("CP949"), "{}", document.encoding);
    let mislabelled = parsed("a.html", "<meta charset=euc-kr><p>강은 얼어 있었다.</p>".as_bytes());
    assert_eq!(texts(&mislabelled), ["강은 얼어 있었다."]);
}

#[test]
fn an_element_that_hides_the_rest_is_told() {
    let document = parsed("a.html", "<p>앞</p>\n<nav><p>뒤</p>".as_bytes());
    assert_eq!(texts(&document), ["앞"]);
    assert_eq!(document.warnings[0].position, Some(Position { line: 2, column: 1 }));
}

#[test]
fn references_are_resolved_wherever_they_end() {
    for (html, text) in [
        ("a &amp; b", "a & b"),
        ("a & b", "a & b"),
        ("AT&T &copy2024", "AT&T ©2024"),
        ("&#44032;&#xAC01;나", "가각나"),
        ("&unknown; x", "&unknown; x"),
        ("&semi;;", ";;"),
        ("&", "&"),
        ("&&amp;&", "&&&"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("&CounterClockwiseContourIntegral;가", "∳가"),
    ] {
        assert_eq!(parsed("a.html", html.as_bytes()).text.trim_end(), text, "{html}");
    }
}

#[test]
fn markdown_gives_prose_captions_and_code_in_order() {
    let file = "---\ntitle: 강\n---\n# 강 *이야기*\n\n강은 `얼어` 있었다\n그리고 &amp; **사공**은 \\*그물\\*을 손봤다.\n\n- 밧줄\n- 타르\n  - 안쪽\n\n\
        > 인용\n\n```rust\nlet x = 1;\n\nlet y;\n```\n\n| 칸1 | 칸2 |\n|--|--|\n| a | b |\n\n![언 강](a.png)\n\n<div>\n안 <b>굵게</b>\n</div>\n";
    let document = parsed("a.md", file.as_bytes());
    use BlockKind::*;
    assert_eq!(
        blocks(&document),
        [
            (Heading(1), "강 이야기"),
            (Paragraph, "강은 얼어 있었다 그리고 & 사공은 *그물*을 손봤다."),
            (ListItem, "밧줄"),
            (ListItem, "타르"),
            (ListItem, "안쪽"),
            (Quote, "인용"),
            (Code, "let x = 1;\n\nlet y;"),
            (Cell, "칸1"),
            (Cell, "칸2"),
            (Cell, "a"),
            (Cell, "b"),
            (AltText, "언 강"),
            (Paragraph, "안 굵게"),
        ]
    );
    let sources = sources(&document, file.as_bytes());
    assert_eq!(std::str::from_utf8(sources[11]).unwrap(), "언 강");
    let at = document.text.find("사공").unwrap();
    assert_eq!(document.origin.locate(&document.text, at).1, Position { line: 7, column: 13 });
}

#[test]
fn titles_of_links_and_pictures_are_blocks_of_their_own() {
    let file = "가 [나](x \"다 라\") 마 ![바](y '사')\n";
    let document = parsed("a.md", file.as_bytes());
    let captions = ["다 라", "사", "바"].map(|text| (BlockKind::AltText, text));
    assert_eq!(blocks(&document), [[(BlockKind::Paragraph, "가 나 마")].as_slice(), &captions].concat());
    assert_eq!(sources(&document, file.as_bytes())[1..], ["다 라", "사", "바"].map(str::as_bytes));
}

#[test]
fn readers_are_linear_on_hostile_input() {
    let mb = 1 << 20;
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("one-line.txt", "가나다 ".repeat(mb).into_bytes()),
        ("empty.txt", b"\n".repeat(100_000)),
        ("cr.txt", b"a\r".repeat(200_000)),
        ("deep.html", [b"<div>".repeat(100_000), b"x".to_vec(), b"</p></b></div>".repeat(100_000)].concat()),
        ("open.html", b"<p title=x>a<".repeat(20_000)),
        ("ampersands.html", b"&a".repeat(100_000)),
        ("quote.md", b"> ".repeat(20_000)),
        ("stars.md", b"*a_ ".repeat(50_000)),
        ("brackets.md", b"![[".repeat(50_000)),
        ("titles.md", [b"![".repeat(20_000), b"](x 't')".repeat(20_000)].concat()),
        ("ticks.md", (0..1000).flat_map(|n| [b"`".repeat(n), b"a".to_vec()].concat()).collect()),
        ("html.md", b"<div>\n\n".repeat(20_000)),
        ("noise.txt", (0..mb as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
    ];
    for (name, file) in files {
        let start = Instant::now();
        let document = forced(name, &file, &ReadOptions::new(Side::Ko));
        check(&document, file.len());
        assert!(start.elapsed().as_secs() < 20, "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn a_place_in_the_middle_of_a_long_line_is_found() {
    let text = "한글 mixed 글. ".repeat(100_000);
    let document = parsed("a", text.as_bytes());
    let offset = text.floor_char_boundary(text.len() / 2);
    let (byte, position) = document.origin.locate(&document.text, offset);
    assert_eq!((byte, position), (offset, Position { line: 1, column: text[..offset].chars().count() + 1 }));
}

/// Each entry as its two texts, with where they begin in the file.
fn entries(bitext: &Bitext) -> Vec<(String, String, String)> {
    let place = |side: Side, entry: &Entry| {
        let document = bitext.documents.get(side);
        document.origin.locate(&document.text, bitext.range(side, entry).start).1.to_string()
    };
    let row = |entry: &Entry| {
        let text = |side| bitext.text(side, entry).to_owned();
        (text(Side::Ko), text(Side::En), format!("{} {}", place(Side::Ko, entry), place(Side::En, entry)))
    };
    bitext.entries.iter().map(row).collect()
}

fn row(ko: &str, en: &str, places: &str) -> (String, String, String) {
    (ko.to_owned(), en.to_owned(), places.to_owned())
}

#[test]
fn a_table_tells_where_its_texts_stand() {
    let table = "id\tko\ten\tignore\na\t하나\tOne\t\nb\t둘\tTwo\tKE041 KE042\n";
    let bitext = parse_bitext("a.tsv", table.as_bytes(), Format::Tsv).unwrap();
    assert_eq!(entries(&bitext), [row("하나", "One", "2:3 2:6"), row("둘", "Two", "3:3 3:5")]);
    assert_eq!(
        (bitext.entries[1].id.as_deref(), &bitext.entries[1].ignored[..]),
        (Some("b"), &["KE041".into(), "KE042".into()][..])
    );
}

#[test]
fn escapes_of_json_lead_back_to_their_places() {
    let lines = "{\"ko\": \"\\uB458 \\\"셋\\\"\\n넷\", \"en\": null, \"ignore\": [\"KE001\"]}\n{\"translation\": {\"en\": \"\\ud83d\\ude00!\", \"ko\": \"\"}}\n";
    let bitext = parse_bitext("a.jsonl", lines.as_bytes(), Format::Jsonl).unwrap();
    let rows = entries(&bitext);
    assert_eq!((rows[0].0.as_str(), rows[0].1.as_str(), rows[1].1.as_str()), ("둘 \"셋\"\n넷", "", "😀!"));
    let ko = &bitext.documents.ko;
    assert_eq!(ko.origin.locate(&ko.text, ko.text.find('셋').unwrap()).1.to_string(), "1:18");
    assert_eq!(ko.origin.locate(&ko.text, ko.text.find('넷').unwrap()).1.to_string(), "1:23");
    let told = parse_bitext("a.jsonl", b"{\"ko\": 3, \"en\": \"\"}", Format::Jsonl).unwrap_err().to_string();
    assert!(told.starts_with("a.jsonl:1:8: "), "{told}");
}

#[test]
fn xliff_gives_sources_and_targets_and_keeps_codes_apart() {
    let old = "<xliff version='1.2'><file source-language='en-US' target-language='ko'><body>\n\
        <trans-unit id='m1'><source>Save <g id='1'>all</g> &amp; go<x id='2'/></source><target state='final'><g id='1'>모두</g> 저장</target>\
        <note>jjak:ignore KE010</note><alt-trans><target>딴것</target></alt-trans></trans-unit>\n\
        <trans-unit id='m2'><source>Quit</source><alt-trans><source>Quit</source><target>끝</target></alt-trans></trans-unit>\n\
        </body></file></xliff>";
    let bitext = parse_bitext("a.xlf", old.as_bytes(), Format::Xliff).unwrap();
    assert_eq!(bitext.source, Some(Side::En));
    assert_eq!(entries(&bitext)[0], row("모두 저장", "Save all & go", "2:112 2:29"));
    assert_eq!(bitext.text(Side::Ko, &bitext.entries[1]), "");
    let first = &bitext.entries[0];
    assert_eq!((first.id.as_deref(), &first.ignored[..]), (Some("m1"), &["KE010".into()][..]));
    assert_eq!(first.codes, Sides { ko: vec!["g 1".to_owned()], en: vec!["g 1".to_owned(), "x 2".to_owned()] });

    let new = "<xliff version='2.1' srcLang='ko' trgLang='en'><file id='f'><unit id='u'><segment><source>하나<pc id='1'>둘</pc></source>\
        <target>One <pc id='1'>two</pc></target></segment><segment><source>셋</source></segment></unit></file></xliff>";
    let bitext = parse_bitext("a.xlf", new.as_bytes(), Format::Xliff).unwrap();
    let texts: Vec<_> = entries(&bitext).into_iter().map(|(ko, en, _)| (ko, en)).collect();
    assert_eq!(texts, [("하나둘".to_owned(), "One two".to_owned()), ("셋".to_owned(), String::new())]);
    assert!(parse_bitext("a.xlf", b"<tmx/>", Format::Xliff).unwrap_err().to_string().contains("no XLIFF"));
}

#[test]
fn catalogues_give_messages_with_their_forms() {
    let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\n# jjak:ignore KE010 KE011\n#, fuzzy\nmsgctxt \"menu\"\nmsgid \"Open \"\n\"\\\"file\\\"\"\nmsgstr \"파일 열기\"\n\
        \nmsgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"파일 %d개\"\n\n#~ msgid \"old\"\n#~ msgstr \"옛것\"\nmsgid \"Quit\"\nmsgstr \"\"\nwhat\n";
    let bitext = parse_bitext("a.po", catalogue.as_bytes(), Format::Po).unwrap();
    let texts: Vec<_> = entries(&bitext).into_iter().map(|(ko, en, _)| (ko, en)).collect();
    let expected = [("파일 열기", "Open \"file\""), ("파일 %d개", "%d files"), ("", "Quit")];
    assert_eq!(texts, expected.map(|(ko, en)| (ko.to_owned(), en.to_owned())));
    assert_eq!(bitext.source, Some(Side::En));
    assert_eq!((bitext.entries[0].id.as_deref(), bitext.entries[0].ignored.len()), (Some("menu"), 2));
    let en = &bitext.documents.en;
    assert_eq!(en.origin.locate(&en.text, en.text.find("file").unwrap()).1.to_string(), "9:4");
    assert_eq!(bitext.documents.ko.warnings.len(), 1);
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just(" ".to_owned()),
        "[가-힣]{1,9}",
        "[ -~]{1,30}",
        prop::sample::select(vec![
            "<p>", "</p>", "<!--", "&amp;", "&#x41", "<pre>", "```\n", "# ", "> ", "- ", "![a](b)", "|", "\u{FEFF}", "\0", "<br>",
            "<nav>"
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What holds of every document.
fn check(document: &Document, file_len: usize) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.range.start >= end && block.range.end >= block.range.start);
        end = block.range.end;
        let span = document.origin.span(&document.text, block.range.clone());
        assert!(span.bytes.end <= file_len, "{span:?} in {file_len}");
        assert!(span.start.line >= 1 && span.start.column >= 1 && span.start <= span.end, "{span:?}");
    }
    assert!(document.text.get(end..).is_some());
    for Segment { range, block } in &document.segments {
        assert!(document.blocks[*block].range.start <= range.start && range.end <= document.blocks[*block].range.end);
    }
}

proptest! {
    #[test]
    fn what_is_no_bitext_panics_no_reader(
        text in "((msgid|msgstr|msgctxt|msgid_plural|msgstr\\[0\\]) \"[^\"]{0,9}\\\\?\"?\n|#,? x\n|<(/)?(xliff|tmx|file|trans-unit|source|target|g|mrk|note)( srcLang='ko'| source-language='en')?>|\\{\"ko\": ?(\"[a\\\\u0-9]{0,9}\"|null)\\}\n|\\PC|\t|\n){0,30}"
    ) {
        for format in [Format::Tsv, Format::Jsonl, Format::HuggingFace, Format::Tmx, Format::Xliff, Format::Po] {
            if let Ok(bitext) = parse_bitext("x", text.as_bytes(), format) {
                for entry in &bitext.entries {
                    Side::BOTH.into_iter().for_each(|side| { bitext.text(side, entry); });
                }
                for side in Side::BOTH {
                    check(bitext.documents.get(side), text.len());
                }
            }
        }
    }

    #[test]
    fn random_bytes_panic_no_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), packed in any::<bool>()) {
        let file = if packed { gzip(&bytes) } else { bytes.clone() };
        for name in ["a.txt", "a.html", "a.md"] {
            for encoding in [EncodingChoice::Detect, EncodingChoice::Named(Encoding::Utf16Be), EncodingChoice::Named(Encoding::Cp949)] {
                let options = ReadOptions { encoding, ..ReadOptions::new(Side::En) };
                check(&forced(name, &file, &options), bytes.len());
            }
        }
        let lines = ReadOptions { lines: Lines::Segments, ..ReadOptions::new(Side::En) };
        check(&forced("a.txt", &bytes, &lines), bytes.len());
        let _ = parse_document("a.txt", &file, &lines);
    }

    #[test]
    fn hostile_text_panics_no_reader(text in hostile_text()) {
        for name in ["a.txt", "a.html", "a.md"] {
            check(&forced(name, text.as_bytes(), &ReadOptions::new(Side::Ko)), text.len());
        }
        let options = ReadOptions { encoding: EncodingChoice::Named(Encoding::Utf16Le), ..ReadOptions::new(Side::Ko) };
        let file = utf16(&text, false);
        check(&parse_document("a", &file, &options).unwrap(), file.len());
    }

    #[test]
    fn places_in_plain_text_are_those_counted_by_hand(text in hostile_text(), at in any::<prop::sample::Index>()) {
        prop_assume!(!text.starts_with('\u{FEFF}'));
        let options = ReadOptions { encoding: EncodingChoice::Named(Encoding::Utf16Be), ..ReadOptions::new(Side::Ko) };
        let document = parse_document("a", &utf16(&text, true), &options).unwrap();
        prop_assert_eq!(&document.text, &text);
        let offset = text.floor_char_boundary(at.index(text.len() + 1));
        let before = &text[..offset];
        // A CR with its LF still to come has not ended the line.
        let closed = if before.ends_with('\r') && text[offset..].starts_with('\n') { &before[..offset - 1] } else { before };
        let ends = closed.matches('\n').count() + closed.replace("\r\n", "").matches('\r').count();
        let line_start = closed.rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let expected = Position { line: ends + 1, column: before[line_start..].chars().count() + 1 };
        prop_assert_eq!(document.origin.locate(&document.text, offset), (2 * before.encode_utf16().count(), expected));
    }
}

/// The kinds of the blocks that hold what is said of a picture.
fn kind_of(document: &Document, text: &str) -> BlockKind {
    let found = blocks(document).into_iter().find(|(_, of_block)| *of_block == text);
    found.unwrap_or_else(|| panic!("{text}: {:?}", blocks(document))).0
}

#[test]
fn markup_says_what_is_a_caption() {
    for page in [
        "<div class='photo'><img src=a.jpg><div class='photo-caption'>새 다리</div></div>",
        "<p><img src=a.jpg><em class=img_desc>새 다리</em></p>",
        "<p><span><img src=a.jpg></span><br><span class='txt_caption'><span>새</span> 다리</span> 뒤</p>",
        "<p class=caption>새 다리</p>",
        "<a href=b.jpg data-caption='새 다리'><img src=a.jpg></a>",
        "<dl><dt><img src=a.jpg></dt><dd class=caption>새 다리</dd></dl>",
    ] {
        assert_eq!(kind_of(&parsed("a.html", page.as_bytes()), "새 다리"), BlockKind::Caption, "{page}");
    }
    for page in ["![](a.jpg)\n*새 다리*\n", "![](a.jpg)\n\n*새 다리*\n", "![새](a.jpg)\n\n_새 *다리*_\n\n뒤 *말*\n"] {
        let document = parsed("a.md", page.as_bytes());
        assert_eq!(kind_of(&document, "새 다리"), BlockKind::Caption, "{page}");
        assert_eq!(document.pictures[0].address, "a.jpg");
    }
    let document = parsed(
        "a.md",
        "앞\n\n{{< figure src=\"a.jpg\" caption=\"새 *다리* '하늬'\" >}}\n\n앞 {{< figure src='b.jpg' caption='배' >}} 뒤\n"
            .as_bytes(),
    );
    use BlockKind::{Caption, Paragraph};
    assert_eq!(
        blocks(&document),
        [(Paragraph, "앞"), (Caption, "새 *다리* '하늬'"), (Paragraph, "앞"), (Caption, "배"), (Paragraph, "뒤")]
    );
    assert_eq!(document.pictures.iter().map(|p| p.address.as_str()).collect::<Vec<_>>(), ["a.jpg", "b.jpg"]);
    assert_eq!(kind_of(&parsed("a.md", "앞\n\n*새 다리*\n".as_bytes()), "새 다리"), BlockKind::Paragraph);
    let article = parsed("a.html", "<article class='photo-caption'><p>첫 문단</p></article>".as_bytes());
    assert_eq!(kind_of(&article, "첫 문단"), BlockKind::Paragraph);
}

#[test]
fn pictures_know_what_stands_with_them() {
    let page = "<p>앞</p><figure><img data-src=a.jpg alt='강'><p>언 강</p></figure><p>뒤</p><div class=photo_box><div><img src=b.jpg></div>\
        <p>배</p></div><img src=c.jpg>";
    let document = parsed("a.html", page.as_bytes());
    let found: Vec<(&str, &str)> =
        document.pictures.iter().map(|p| (p.address.as_str(), document.text[p.frame.clone()].trim())).collect();
    assert_eq!(found, [("a.jpg", "강\n언 강"), ("b.jpg", "배"), ("c.jpg", "")]);
}

#[test]
fn a_page_that_lacks_a_mark_keeps_its_text_and_says_so() {
    let cases = [
        ("<p>a.</p><p class=\"b>c.</p><p>d.</p>", vec!["a.", "c.", "d."]),
        ("<p>a.</p><p class=\"b>c.</p><p class=\"x\">d.</p><p id='y'>e.</p>", vec!["a.", "c.", "d.", "e."]),
        ("<p>a.</p><a href='b>c.</a><p>“d”.</p>", vec!["a.", "c.", "“d”."]),
        ("<p>a.</p><p class=\"b>He said \"yes\" and left.</p><p>d.</p>", vec!["a.", "He said \"yes\" and left.", "d."]),
        ("<p>a.</p><!-- b <p>c.</p><p>d.</p>", vec!["a.", "c.", "d."]),
    ];
    for (html, expected) in cases {
        let document = parsed("a.html", html.as_bytes());
        let texts: Vec<&str> = document.blocks.iter().map(|block| document.text[block.range.clone()].trim()).collect();
        assert_eq!(texts, expected, "{html}");
        assert!(!document.warnings.is_empty() && document.warnings[0].position.is_some(), "{html}");
    }
    // What is well written is left as it is.
    for html in ["<p data-x=\"<b>x</b>\" title=\"a > b\">c.</p>", "<p><!-- a > b --> c.</p>", "<p>1 < 2 and 3 > 2.</p>"] {
        assert_eq!(parsed("a.html", html.as_bytes()).warnings, [], "{html}");
    }
}

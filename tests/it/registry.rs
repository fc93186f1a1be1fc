//! Every row of the registry of formats is held to the same contract: what is written is read back, places lead into the file,
//! and no cut, no changed byte and no foreign byte makes a reader panic, or an error that names no file.

use jjak::bitext::{Bitext, Document, Side, Sides};
use jjak::formats::{Content, FORMATS, Format, FormatInfo, Holds, ReadOptions, parse, write};
use jjak::pipeline::Pipeline;
use proptest::prelude::*;

use crate::office;

/// A small file of each format that is read by itself, of our own words.
fn sample(format: Format) -> Option<Vec<u8>> {
    if let Some(document) = office::document(format) {
        return Some(document);
    }
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let text = match format {
        Format::Plain => "아침에 배가 떠났다. 바다는 잔잔했다.\n\n저녁에 3명이 돌아왔다.\n".to_owned(),
        Format::Html => "<!DOCTYPE html><html><head><title>항구</title></head><body><!-- 주석 --><p class=\"a\">배가 &quot;항구&quot;를 떠났다.</p>\
            <figure><img src=\"a.jpg\" alt=\"배\"><figcaption>부두의 배</figcaption></figure></body></html>\n"
            .to_owned(),
        Format::Markdown => "# 항구\n\n배가 **항구**를 떠났다. [지도](a.md \"지도\")를 보라.\n\n- 하나\n- 둘\n\n```\ncode\n```\n".to_owned(),
        Format::Srt => "1\n00:00:01,000 --> 00:00:02,500\n<i>배가</i> 떠났다.\n\n2\n00:00:03,000 --> 00:00:04,000\n바다는 잔잔했다.\n".to_owned(),
        Format::Vtt => "WEBVTT\n\nNOTE 항구\n\n첫째\n00:01.000 --> 00:02.500 line:0\n배가 &amp; 떠났다.\n\n00:03.000 --> 00:04.000\n바다는 잔잔했다.\n".to_owned(),
        Format::Sami => "<SAMI><BODY>\n<SYNC Start=1000><P Class=KRCC>배가 떠났다.\n<SYNC Start=2500><P Class=KRCC>&nbsp;\n</BODY></SAMI>\n".to_owned(),
        Format::Tsv => "ko\ten\tid\n배가 떠났다.\tThe boat left.\ta\n바다는 잔잔했다.\tThe sea was calm.\tb\n".to_owned(),
        Format::Csv => "id,ko,en\na,\"배가, \"\"떠났다\"\".\",The boat left.\nb,바다는 잔잔했다.,The sea was calm.\n".to_owned(),
        Format::Jsonl => "{\"ko\":\"배가 \\\"떠났다\\\".\",\"en\":\"The boat left.\",\"confidence\":0.9}\n".to_owned(),
        Format::HuggingFace => "{\"id\":\"1\",\"translation\":{\"ko\":\"배가 떠났다.\",\"en\":\"The boat left.\"}}\n".to_owned(),
        Format::Tmx => format!(
            "{xml}<tmx version=\"1.4\"><header srclang=\"ko\"/><body><tu tuid=\"a\"><tuv xml:lang=\"ko\"><seg>배가 &amp; <ph>x</ph>떠났다.</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>The boat left.</seg></tuv></tu></body></tmx>\n"
        ),
        Format::Xliff => format!(
            "{xml}<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ko\"><body><trans-unit id=\"a\"><source>The boat left.</source>\
             <target>배가 떠났다.</target></trans-unit></body></file></xliff>\n"
        ),
        Format::Po => "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\nmsgctxt \"a\"\nmsgid \"The boat left.\"\nmsgstr \"\"\n\"배가 \"\n\"떠났다.\"\n".to_owned(),
        Format::Qt => format!(
            "{xml}<!DOCTYPE TS><TS language=\"ko_KR\"><context><name>A</name><message><source>The boat left.</source>\
             <translation>배가 떠났다.</translation></message></context></TS>\n"
        ),
        Format::Json => "{\n  \"a\": \"배가 \\\"항구\\\"를 떠났다.\",\n  \"b\": {\"c_one\": \"하나\", \"d\": [\"둘\", 3]}\n}\n".to_owned(),
        Format::Android => format!(
            "{xml}<resources>\n<string name=\"a\">배가 <b>항구</b>를 \\'떠났다\\' &amp; 갔다.</string>\n<plurals name=\"p\">\
             <item quantity=\"other\">%d척</item></plurals>\n<string name=\"c\"><![CDATA[<i>바다</i>]]></string>\n</resources>\n"
        ),
        Format::Apple => "/* 항구 */\n\"a\" = \"배가 \\\"항구\\\"를 떠났다.\";\nb = \"바다\"; // 끝\n".to_owned(),
        Format::Properties => "# 항구\na.b = 배가 \\\n    떠났다.\nc: \\ubc30\\n둘\n".to_owned(),
        Format::Php => "<?php\n// 항구\nreturn [\n  'a' => 'it\\'s 배가 ' . \"떠났다.\",\n  'b' => ['c' => array('d' => '둘', 'e' => 3)],\n];\n".to_owned(),
        Format::Resx => format!("{xml}<root><data name=\"a\"><value>배가 &quot;떠났다&quot;.</value></data></root>\n"),
        Format::Fluent => "# 항구\na = 배가 { $n }번\n    떠났다.\n    .title = 배\n-b = 바다\n".to_owned(),
        _ => return None,
    };
    Some(text.into_bytes())
}

fn rows() -> impl Iterator<Item = (&'static FormatInfo, Vec<u8>)> {
    FORMATS.iter().filter_map(|info| Some((info, sample(info.format)?)))
}

fn name(info: &FormatInfo) -> String {
    format!("harbour.{}", info.endings[0])
}

fn read(info: &FormatInfo, bytes: &[u8]) -> jjak::error::Result<Content> {
    parse(&name(info), bytes.to_vec(), &ReadOptions::new(Side::Ko))
}

/// Every document of what was read.
fn documents(content: &Content) -> Vec<&Document> {
    match content {
        Content::Text(document) => vec![document],
        Content::Both(Sides { ko, en }) | Content::Pairs(Bitext { documents: Sides { ko, en }, .. }) => vec![ko, en],
    }
}

/// Ranges lie on characters, and places in the file.
fn hold(content: &Content, file_len: usize, what: &str) {
    for document in documents(content) {
        for range in document.blocks.iter().map(|b| &b.range).chain(document.segments.iter().map(|s| &s.range)) {
            assert!(document.text.get(range.clone()).is_some(), "{what}: {range:?}");
            let span = document.origin.span(&document.text, range.clone());
            assert!(span.bytes.start <= span.bytes.end && span.bytes.end <= file_len, "{what}: {span:?} of {file_len}");
            assert!(span.start.line >= 1 && span.start.column >= 1 && span.start <= span.end, "{what}: {span:?}");
        }
    }
}

#[test]
fn every_format_that_is_read_has_a_sample_that_it_reads_without_a_word() {
    for info in FORMATS.iter().filter(|info| info.is_read() && info.format != Format::Moses) {
        let text = sample(info.format).unwrap_or_else(|| panic!("{}: a sample is missing", info.name));
        let content = read(info, &text).unwrap_or_else(|e| panic!("{e}"));
        hold(&content, text.len(), info.name);
        for document in documents(&content) {
            assert_eq!(document.name, name(info));
            assert!(document.warnings.is_empty(), "{}: {:?}", info.name, document.warnings);
        }
        match (info.holds, &content) {
            (Holds::Text | Holds::Messages, Content::Text(document)) => assert!(document.text.contains("떠났다"), "{}", info.name),
            (Holds::Pairs, Content::Pairs(bitext)) => {
                let text = bitext.view().entries[0].text();
                assert!(text.ko.contains("떠났다") && text.en == "The boat left.", "{}: {text:?}", info.name);
            }
            other => panic!("{}: {other:?}", info.name),
        }
    }
}

#[test]
fn bytes_are_looked_at_before_the_name() {
    for (info, text) in rows() {
        let told = [
            Format::Html,
            Format::Srt,
            Format::Vtt,
            Format::Sami,
            Format::Tmx,
            Format::Xliff,
            Format::Po,
            Format::Jsonl,
            Format::HuggingFace,
            Format::Docx,
            Format::Pptx,
            Format::Xlsx,
            Format::Odt,
            Format::Odp,
            Format::Ods,
            Format::Hwpx,
            Format::Hwp,
            Format::Epub,
        ];
        if told.contains(&info.format) {
            let options = ReadOptions::new(Side::Ko);
            let bare = parse("harbour", text.clone(), &options).unwrap();
            let named = read(info, &text).unwrap();
            assert_eq!(documents(&bare)[0].text, documents(&named)[0].text, "{}", info.name);
            let wrong = parse("harbour.tsv", text, &options).unwrap();
            assert!(
                documents(&wrong).iter().any(|d| d.warnings.iter().any(|w| w.message.contains("whatever its ending says"))),
                "{}",
                info.name
            );
        }
    }
}

#[test]
fn a_cut_at_any_byte_is_read_or_refused_with_the_name_of_the_file() {
    for (info, text) in rows() {
        // Of archives, whose directory stands at their end, some cuts stand for all.
        let step = if office::document(info.format).is_some() { 37 } else { 1 };
        for end in (0..text.len()).step_by(step) {
            match read(info, &text[..end]) {
                Ok(content) => hold(&content, end, info.name),
                Err(error) => assert!(error.to_string().starts_with(&name(info)), "{error}"),
            }
        }
        // What is closed by an end of its own cannot be cut without a word.
        if matches!(info.format, Format::Tmx | Format::Xliff) {
            let start = text.windows(6).position(|part| part == b"<body>").unwrap();
            assert!((start..text.trim_ascii_end().len()).all(|end| read(info, &text[..end]).is_err()), "{}", info.name);
        }
    }
}

#[test]
fn what_is_written_is_read_back() {
    let parse_side = |side: Side, text: &str| {
        parse(side.code(), text.as_bytes().to_vec(), &ReadOptions::new(side)).and_then(|content| content.into_text(side)).unwrap()
    };
    let documents = Sides {
        ko: parse_side(Side::Ko, "아침에 배가 떠났다. 바다는 \"잔잔\"했다.\n저녁에 3명이 돌아왔다.\n"),
        en: parse_side(Side::En, "The boat left in the morning. The sea was \"calm\".\n3 people returned in the evening.\n"),
    };
    let bitext = Pipeline::default().run(documents);
    let texts = |bitext: &Bitext| bitext.view().entries.iter().map(|entry| entry.text()).collect::<Vec<_>>();
    for info in FORMATS.iter().filter(|info| info.is_written() && info.holds == Holds::Pairs && info.format != Format::Moses) {
        let mut out = Vec::new();
        write(info.format, &bitext.view(), &mut out).unwrap();
        let Content::Pairs(back) = read(info, &out).unwrap() else { panic!("{}", info.name) };
        assert_eq!(texts(&back), texts(&bitext), "{}", info.name);
        // And once more, to the byte.
        let mut again = Vec::new();
        write(info.format, &back.view(), &mut again).unwrap();
        if info.format != Format::HuggingFace {
            assert_eq!(String::from_utf8(out).unwrap(), String::from_utf8(again).unwrap(), "{}", info.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_panics_no_reader(at in any::<prop::sample::Index>(), byte in any::<u8>(), removed in 0usize..4) {
        for (info, text) in rows() {
            let mut bytes = text;
            let at = at.index(bytes.len());
            bytes.splice(at..(at + removed).min(bytes.len()), [byte]);
            match read(info, &bytes) {
                Ok(content) => hold(&content, bytes.len(), info.name),
                Err(error) => prop_assert!(error.to_string().starts_with(&name(info)), "{}", error),
            }
        }
    }

    #[test]
    fn no_bytes_panic_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (info, _) in rows() {
            if let Ok(content) = read(info, &bytes) {
                hold(&content, bytes.len(), info.name);
            }
        }
    }
}

//! Files nobody would write, the whole way from bytes to every export: nothing panics, nothing is lost, and nothing takes more
//! than linear time. The sizes are such that a quadratic step would not come to an end.

use std::time::{Duration, Instant};

use jjak::align::Explain;
use jjak::bitext::{Bitext, Side, Sides};
use jjak::display::Colour;
use jjak::formats::{FORMATS, Format, Lines, ReadOptions, parse_document, write, write_to};
use jjak::pipeline::Pipeline;
use jjak::report::{TableOptions, write_table};
use jjak::split::Quotes;
use proptest::prelude::*;

// Sizes are smaller in debug builds, which take ten times as long.
const MB: usize = 1_000_000;

/// Long enough for a loaded machine and a debug build, and too short for anything quadratic.
const PATIENCE: Duration = Duration::from_secs(300);

/// Reads and aligns bytes, and holds the bitext to what every bitext promises.
fn bitext_of(ko: &[u8], en: &[u8], format: Format, lines: Lines, pipeline: Pipeline) -> Bitext {
    let bytes = Sides { ko, en };
    let documents = Sides::build(|side| {
        let format = if lines == Lines::Segments { Format::Plain } else { format };
        parse_document(side.code(), bytes.get(side), &ReadOptions { format: Some(format), lines, ..ReadOptions::new(side) })
    });
    // What is no text is refused.
    let Ok(documents) = documents.transpose() else { return Bitext::default() };
    // Subtitles in both languages give one side the lines of its own.
    let texts = documents.as_ref().map(|d| match d.cues.is_empty() {
        true => d.text.clone(),
        false => d.blocks.iter().map(|block| &d.text[block.range.clone()]).collect(),
    });
    let bitext = pipeline.run(documents);
    let mut seen: Sides<Vec<usize>> = Sides::default();
    let view = bitext.view();
    for entry in &view.entries {
        assert!(entry.link.confidence.is_some_and(|c| (0.0..=1.0).contains(&c)));
        assert!(entry.link.score.is_some_and(f64::is_finite));
        for side in Side::BOTH {
            seen.get_mut(side).extend(entry.side(side).map(|segment| segment.index()));
        }
    }
    // Each segment stands in one entry, Korean ones in order; English ones cross where sections changed places.
    assert!(seen.ko.is_sorted());
    for side in Side::BOTH {
        seen.get_mut(side).sort_unstable();
        assert!(seen.get(side).iter().copied().eq(0..bitext.documents.get(side).segments.len()));
    }
    // Splitting loses nothing but white space and stray byte order marks.
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}').count();
    for side in Side::BOTH {
        let kept: usize = view.entries.iter().flat_map(|entry| entry.side(side)).map(|segment| solid(segment.text())).sum();
        if format != Format::Markdown {
            assert_eq!(kept, solid(texts.get(side)));
        }
    }
    bitext
}

/// Writes a bitext in every format there is.
fn export(bitext: &Bitext) {
    let view = bitext.view();
    let is_written = |format: Format| format != Format::Moses && (view.has_times() || !format.is_subtitles());
    for info in FORMATS.iter().filter(|info| info.is_written() && is_written(info.format)) {
        let mut out = Vec::new();
        write(info.format, &view, &mut out).unwrap();
        assert!(std::str::from_utf8(&out).is_ok(), "{}", info.name);
    }
    let folder = tempfile::tempdir().unwrap();
    write_to(Format::Moses, &view, folder.path().join("out.moses")).unwrap();
    write_table(&view, &TableOptions { width: 60, colour: Colour::Always, is_explained: true }, &mut Vec::new()).unwrap();
}

/// The whole way from plain text, split or by lines.
fn whole_way(ko: &str, en: &str, lines: Lines) -> Bitext {
    let start = Instant::now();
    let bitext = bitext_of(ko.as_bytes(), en.as_bytes(), Format::Plain, lines, Pipeline::default());
    export(&bitext);
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    bitext
}

/// Bytes as they come: noise, and pieces that mean something to one reader or another.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..40),
        3 => "\\PC{0,30}".prop_map(String::into_bytes),
        3 => "[가-힣 .?!\"'“”()\n0-9A-Z]{0,30}".prop_map(String::into_bytes),
        1 => Just(b"\xEF\xBB\xBF".to_vec()),
        1 => Just(b"\xFF\xFE".to_vec()),
        1 => Just(b"\x1F\x8B\x08".to_vec()),
        1 => Just(b"\0\r\n\r".to_vec()),
        1 => Just(b"<p><b title=\"x\">&amp;&#x1F600;</p><!-- <td".to_vec()),
        1 => Just(b"\n\n# a\n> - `b` [c](d) ```\n|e|f|\n|-|-|\n".to_vec()),
        1 => Just(b"1\n00:00:01,000 --> 00:00:02,500\n<i>".to_vec()),
        1 => Just(b"\n\n2\n00:00:03.0-->0:4\n{\\an8}".to_vec()),
        1 => Just(b"WEBVTT\n\nNOTE x\n\n".to_vec()),
        1 => Just(b"<SYNC Start=1000><P Class=KRCC>&nbsp;<SYNC Start=9><P Class=ENCC".to_vec()),
        1 => Just("\u{1112}\u{1161}\u{11ab}\u{2028}\u{feff}".as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_go_the_whole_way(ko in bytes(), en in bytes(), lines: bool, reasons: bool, split_quotes: bool, format in 0usize..6) {
        let format = [
            Format::Plain,
            Format::Html,
            Format::Markdown,
            Format::Srt,
            Format::Vtt,
            Format::Sami,
        ][format];
        let lines = if lines { Lines::Segments } else { Lines::Text };
        let pipeline = Pipeline {
            explain: if reasons { Explain::Yes } else { Explain::No },
            quotes: split_quotes.then_some(Quotes::Split),
            ..Pipeline::default()
        };
        export(&bitext_of(&ko, &en, format, lines, pipeline));
    }
}

#[test]
fn two_megabytes_without_a_space() {
    whole_way(&"가".repeat(2 * MB / 3), &"a".repeat(2 * MB), Lines::Text);
    whole_way(&"갔다.왔다.".repeat(2 * MB / 14), &"Went.Came.".repeat(2 * MB / 10), Lines::Text);
}

/// Run with `cargo test --release --test it -- --ignored`.
#[test]
#[ignore = "for release builds"]
fn ten_megabytes_without_a_space() {
    whole_way(&"가".repeat(10 * MB / 3), &"a".repeat(10 * MB), Lines::Text);
    whole_way(&"1".repeat(10 * MB), &"&".repeat(10 * MB), Lines::Text);
}

#[test]
fn nothing_but_empty_lines() {
    let lines = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
    let empty = "\n".repeat(lines);
    assert!(whole_way(&empty, &empty, Lines::Text).entries.is_empty());
    let one = whole_way(&empty, "One line.\n", Lines::Segments);
    assert_eq!(one.entries.iter().map(|p| p.segments.ko.len()).sum::<usize>(), lines);
    let both = whole_way(&empty, &empty, Lines::Segments);
    assert_eq!(both.entries.iter().map(|p| p.segments.en.len()).sum::<usize>(), lines);
}

#[test]
fn one_side_empty() {
    let text = "배가 떠났다. 바람이 불었다.\n".repeat(10_000);
    for (ko, en) in [(text.as_str(), ""), ("", text.as_str())] {
        for lines in [Lines::Text, Lines::Segments] {
            let bitext = whole_way(ko, en, lines);
            assert!(bitext.entries.len() >= 10_000 && bitext.entries.iter().all(|pair| pair.bead_type().is_null()));
        }
    }
}

#[test]
fn unbalanced_quotes_everywhere() {
    let ko = "“그는 \"갔다. ‘또 (왔다. 「비가 60\" 내렸다.\n".repeat(4_000);
    let en = "\"He went. “Then 'he (came. [It rained 60\" deep.\n".repeat(4_000);
    whole_way(&ko, &en, Lines::Text);
    whole_way(&"\"".repeat(MB), &"(".repeat(MB), Lines::Text);
    whole_way(&"\" ".repeat(MB / 2), &"' ".repeat(MB / 2), Lines::Segments);
}

#[test]
fn a_segment_of_a_million_characters() {
    let ko = format!("{}\n끝.\n", "긴 이야기 ".repeat(MB / 6));
    let en = format!("{}\nThe end.\n", "a long story 12 NATO ".repeat(MB / 21));
    let bitext = whole_way(&ko, &en, Lines::Segments);
    assert_eq!(bitext.entries.iter().map(|entry| entry.segments.ko.len()).sum::<usize>(), 2);
}

#[test]
fn lines_that_are_all_the_same() {
    let lines = if cfg!(debug_assertions) { 10_000 } else { 50_000 };
    let bitext = whole_way(&"같은 줄 7번.\n".repeat(lines), &"The same line 7.\n".repeat(lines), Lines::Segments);
    // Any two lines go together as well as any others: nothing may be said with confidence.
    let sure = bitext.entries.iter().filter(|p| p.bead_type().is_null() && p.link.confidence.is_some_and(|c| c > 0.9)).count();
    assert!(sure * 100 < lines, "{sure} of {lines}");
}

#[test]
fn a_number_on_every_line() {
    let lines = if cfg!(debug_assertions) { 5_000 } else { 50_000 };
    let side = |before: &str, after: &str| (0..lines).map(|n| format!("{before}{n}{after}\n")).collect::<String>();
    // Not as a label: equal labels say little, as sections are renumbered.
    let bitext = whole_way(&side("", "명이 왔다."), &side("", " people came."), Lines::Segments);
    let right = bitext
        .entries
        .iter()
        .filter(|p| p.segments.ko.len() == 1 && p.segments.en.len() == 1)
        .all(|p| p.segments.ko == p.segments.en);
    assert!(right && bitext.entries.len() == lines);
}

#[test]
fn thousands_of_numbers_on_one_line() {
    let table = |unit: &str| (0..20_000).map(|n| format!("{n}{unit} ")).collect::<String>();
    whole_way(&format!("{}\n{}\n", table("명"), table("원")), &format!("{}\n{}\n", table(""), table("%")), Lines::Segments);
}

/// Reads and aligns two subtitle files, and writes them in every format.
fn whole_way_of_cues(ko: &str, en: &str, format: Format) -> Bitext {
    let start = Instant::now();
    let bitext = bitext_of(ko.as_bytes(), en.as_bytes(), format, Lines::Text, Pipeline::default());
    export(&bitext);
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    bitext
}

#[test]
fn subtitles_whose_times_are_all_the_same_or_run_backwards() {
    let cues = if cfg!(debug_assertions) { 3_000 } else { 20_000 };
    let file = |text: &str, seconds: fn(usize) -> usize| {
        let stamp = |s: usize| format!("{:02}:{:02}:{:02},000", s / 3600, s / 60 % 60, s % 60);
        let cue = |n: usize| format!("{}\n{} --> {}\n{text} {n}\n\n", n + 1, stamp(seconds(n)), stamp(seconds(n) + 1));
        (0..cues).map(cue).collect::<String>()
    };
    let orders: [fn(usize) -> usize; 3] = [|_| 7, |n| 400_000 - 3 * n, |n| 3 * n];
    for seconds in orders {
        let bitext = whole_way_of_cues(&file("줄", seconds), &file("Line", |n| 3 * n), Format::Srt);
        assert_eq!(bitext.entries.iter().map(|entry| entry.segments.ko.len()).sum::<usize>(), cues);
    }
}

#[test]
fn subtitles_that_are_nothing_but_marks() {
    for unit in ["-->\n", "00:00:01,000 --> 00:00:02,000\n", "1\n\n", "<", "{\\", "WEBVTT\n\n"] {
        let text = unit.repeat(MB / 20 / unit.len());
        whole_way_of_cues(&text, "", Format::Srt);
        whole_way_of_cues("", &text, Format::Vtt);
    }
    let sami = "<SYNC Start=1><P Class=KRCC><!-- &nbsp; <P Class=ENCC".repeat(MB / 500);
    whole_way_of_cues(&sami, &sami, Format::Sami);
}

#[test]
fn nul_bytes() {
    whole_way("갔다.\0 왔다.\0\0\n\0", "He went.\0 He came.\0\0\n\0", Lines::Text);
    whole_way(&"\0".repeat(MB), &"\0 \0.".repeat(MB / 4), Lines::Text);
}

#[test]
fn a_sentence_of_one_side_against_a_book_of_the_other() {
    let en = (0..3_000).map(|n| format!("It was the {n}th day of rain.\n")).collect::<String>();
    let bitext = whole_way("비가 온 지 1500일째였다.\n", &en, Lines::Segments);
    assert_eq!(bitext.entries.iter().map(|pair| pair.segments.en.len()).sum::<usize>(), 3_000);
}

//! What each fuzz target does with the bytes it is given, and what has to hold.
//!
//! Inputs of several parts begin with a line that says what the rest is (a name of a format), or hold their parts one after the
//! other, parted by a byte that no text has ([`PART`]). So a seed can be read by a person, and stays good when rows of the registry
//! move.

use std::ops::Range;
use std::sync::Arc;

use jjak::align::{Aligner, Explain};
use jjak::bitext::{Bitext, Document, Side, Sides};
use jjak::captions;
use jjak::check::{Baseline, Checker, Config, Glossary, Settings, locate, write_baseline};
use jjak::display::Colour;
use jjak::eval::{Judge, Measure, extent};
use jjak::formats::{Content, FORMATS, Format, Lines, ReadOptions, parse, parse_beads, read, write, write_to};
use jjak::pipeline::Pipeline;
use jjak::report::findings::{FindingsReport, ReportFormat, write_report};
use jjak::report::{CaptionFormat, SentenceFormat, TableOptions, write_captions, write_sentences, write_table};
use jjak::split::{Quotes, Splitter};

/// Between the parts of an input.
const PART: u8 = 0xFF;
/// Longer texts are cut before they are aligned: what there is to find shows in short ones, a thousand times as fast.
const ALIGNED_BYTES: usize = 2_000;

/// The first line of an input, and what comes after it.
fn first_line(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|&byte| byte == b'\n') {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (input, &[]),
    }
}

/// The two parts of an input.
fn parts(input: &[u8]) -> Sides<&[u8]> {
    let mut parts = input.splitn(2, |&byte| byte == PART);
    Sides { ko: parts.next().unwrap_or_default(), en: parts.next().unwrap_or_default() }
}

/// What a document promises: its segments lie in its text, in order, and each leads back into the file.
fn expect_sound(document: &Document) {
    let mut end = 0;
    for (number, segment) in document.segments.iter().enumerate() {
        assert!(segment.range.start >= end && segment.range.end <= document.text.len(), "segment {number} of {}", document.name);
        end = segment.range.end;
        let _ = document.segment_text(number);
        let span = document.segment_span(number);
        assert!(span.bytes.start <= span.bytes.end && span.start <= span.end, "segment {number} ends before it begins");
    }
}

/// Writes a bitext in every format that can hold it.
fn write_everywhere(bitext: &Bitext) {
    let view = bitext.view();
    for info in FORMATS.iter().filter(|info| info.is_written() && info.format != Format::Moses) {
        if info.format.is_subtitles() && !view.has_times() {
            continue;
        }
        let mut out = Vec::new();
        write(info.format, &view, &mut out).unwrap_or_else(|e| panic!("{}: {e}", info.name));
        assert!(std::str::from_utf8(&out).is_ok(), "{} is not UTF-8", info.name);
    }
    let table = TableOptions { width: 60, colour: Colour::Always, is_explained: true };
    write_table(&view, &table, &mut Vec::new()).expect("memory takes it");
}

/// A file of each format, by its row in the registry, or of none: read, and written in every other. The first line names it.
pub fn formats(input: &[u8]) {
    let (name, bytes) = first_line(input);
    let name = String::from_utf8_lossy(name);
    let row = FORMATS.iter().find(|info| info.name == name);
    if row.is_some_and(|info| info.format == Format::Moses) {
        return moses(bytes);
    }
    let side = if bytes.len() % 2 == 0 { Side::Ko } else { Side::En };
    let lines = if name == "lines" { Lines::Segments } else { Lines::Text };
    let options = ReadOptions { format: row.map(|info| info.format), lines, ..ReadOptions::new(side) };
    // Where no row is named, the first line is the name of the file: its ending and the bytes decide.
    let file = row.map_or(&*name, |info| info.name);
    match parse(file, bytes.to_vec(), &options) {
        Ok(Content::Pairs(bitext)) => {
            Side::BOTH.into_iter().for_each(|side| expect_sound(bitext.documents.get(side)));
            write_everywhere(&bitext);
        }
        Ok(Content::Text(document)) => {
            expect_sound(&document);
            let other = Document::default();
            aligned(match side {
                Side::Ko => Sides { ko: document, en: other },
                Side::En => Sides { ko: other, en: document },
            });
        }
        Ok(Content::Both(documents)) => {
            Side::BOTH.into_iter().for_each(|side| expect_sound(documents.get(side)));
            aligned(documents);
        }
        Err(error) => assert!(!error.to_string().trim().is_empty(), "an error says what is wrong"),
    }
}

/// The one format of two files: they have to lie on a disk.
fn moses(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let parts = parts(bytes);
    for side in Side::BOTH {
        std::fs::write(folder.path().join(format!("corpus.{}", side.code())), parts.get(side)).expect("a folder of our own");
    }
    let options = ReadOptions { format: Some(Format::Moses), ..ReadOptions::new(Side::Ko) };
    if let Ok(Content::Pairs(bitext)) = read(folder.path().join("corpus.ko"), &options) {
        write_everywhere(&bitext);
        write_to(Format::Moses, &bitext.view(), folder.path().join("out.moses")).expect("the outputs are new");
    }
}

/// Splits and aligns what is not too long for that, and writes it.
fn aligned(documents: Sides<Document>) {
    if documents.ko.text.len() + documents.en.text.len() <= 2 * ALIGNED_BYTES {
        write_everywhere(&Pipeline::default().run(documents));
    }
}

/// Text of either side into sentences: in order, between one another nothing but white space, every character kept.
pub fn split(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    for side in Side::BOTH {
        for quotes in [Quotes::Whole, Quotes::Split] {
            let spans = Splitter::new(side).quotes(quotes).split_text(&text);
            let mut end = 0;
            for Range { start, end: next } in spans {
                assert!(text[end..start].chars().all(|c| c.is_whitespace() || c == '\u{FEFF}'), "{:?} was lost", &text[end..start]);
                assert!(start < next, "an empty sentence at {start}");
                end = next;
            }
            assert!(text[end..].chars().all(|c| c.is_whitespace() || c == '\u{FEFF}'), "{:?} was lost", &text[end..]);
        }
    }
    if let Ok(document) =
        parse("split.txt", text.as_bytes().to_vec(), &ReadOptions::new(Side::Ko)).and_then(|c| c.into_text(Side::Ko))
    {
        let mut document = document;
        Splitter::new(Side::Ko).segment(&mut document);
        expect_sound(&document);
        for format in [SentenceFormat::Lines, SentenceFormat::Jsonl] {
            write_sentences(&document, format, &mut Vec::new()).expect("memory takes it");
        }
    }
}

/// Two short texts, the Korean and the English one: each segment stands in exactly one bead, in order.
pub fn align(input: &[u8]) {
    let parts = parts(input);
    let documents = Sides::build(|side| {
        let bytes = parts.get(side);
        let lines = if input.len() % 2 == 0 { Lines::Segments } else { Lines::Text };
        let options = ReadOptions { format: Some(Format::Plain), lines, ..ReadOptions::new(side) };
        parse(side.code(), bytes[..bytes.len().min(ALIGNED_BYTES)].to_vec(), &options).and_then(|content| content.into_text(side))
    });
    let Sides { ko: Ok(ko), en: Ok(en) } = documents else { return };
    let bitext = Pipeline { explain: Explain::Yes, ..Pipeline::default() }.run(Sides { ko, en });
    let mut next = Sides { ko: 0, en: 0 };
    for entry in &bitext.view().entries {
        assert!(entry.link.confidence.is_some_and(|c| (0.0..=1.0).contains(&c)), "{:?}", entry.link.confidence);
        assert!(entry.link.score.is_some_and(f64::is_finite), "{:?}", entry.link.score);
        for side in Side::BOTH {
            for segment in entry.side(side) {
                assert_eq!(segment.index(), *next.get(side));
                *next.get_mut(side) += 1;
            }
        }
    }
    for side in Side::BOTH {
        assert_eq!(*next.get(side), bitext.documents.get(side).segments.len(), "{side:?}");
    }
    write_everywhere(&bitext);
}

/// A page with captions, in the format that the first line names, or two pages.
pub fn captions(input: &[u8]) {
    let (name, bytes) = first_line(input);
    let format = [Format::Html, Format::Markdown].into_iter().find(|format| format.info().name.as_bytes() == name);
    let page = |side: Side, bytes: &[u8]| {
        let options = ReadOptions { format: format.or(Some(Format::Plain)), ..ReadOptions::new(side) };
        parse("page", bytes[..bytes.len().min(2 * ALIGNED_BYTES)].to_vec(), &options).and_then(|content| content.into_text(side))
    };
    let found = if bytes.contains(&PART) {
        let parts = parts(bytes);
        match (page(Side::Ko, parts.ko), page(Side::En, parts.en)) {
            (Ok(ko), Ok(en)) => captions::Page::of_two(Sides { ko: &ko, en: &en }),
            _ => return,
        }
    } else {
        match page(Side::Ko, bytes) {
            Ok(document) => captions::find(&document),
            Err(_) => return,
        }
    };
    let report = captions::pair(found, &Aligner::default());
    for format in [CaptionFormat::Text, CaptionFormat::Lines, CaptionFormat::Jsonl] {
        let table = TableOptions { width: 60, colour: Colour::Never, is_explained: true };
        write_captions(&report, format, &table, &mut Vec::new()).expect("memory takes it");
    }
}

/// Pairs, by every rule, and in every report; then a second part as a glossary.
pub fn check(input: &[u8]) {
    let (name, bytes) = first_line(input);
    let format = FORMATS.iter().find(|info| info.name.as_bytes() == name).map(|info| info.format);
    let parts = parts(bytes);
    let options = ReadOptions { format: format.or(Some(Format::Tsv)), ..ReadOptions::new(Side::Ko) };
    let Ok(bitext) = parse("pairs", parts.ko.to_vec(), &options).and_then(Content::into_pairs) else { return };
    let mut checker = Checker::default();
    if let Ok(glossary) = Glossary::parse(&String::from_utf8_lossy(parts.en)) {
        let settings = Settings { glossary: Some(Arc::new(glossary)), ..Default::default() };
        checker = Checker::new(checker.rules().collect::<Vec<_>>(), settings);
    }
    let findings = locate(&bitext, checker.check(&bitext));
    let files = ["pairs".to_owned()];
    let report =
        FindingsReport { findings: &findings, files: &files, entries: bitext.entries.len(), width: 80, colour: Colour::Always };
    for format in ReportFormat::ALL {
        write_report(format, &report, &mut Vec::new()).unwrap_or_else(|e| panic!("{}: {e}", format.name()));
    }
    let mut baseline = Vec::new();
    write_baseline(&findings, &mut baseline).expect("memory takes it");
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let path = folder.path().join("known.json");
    std::fs::write(&path, baseline).expect("a folder of our own");
    let mut known = findings;
    Baseline::read(&path).expect("what was written is read").apply(&mut known);
    assert!(known.is_empty(), "a baseline leaves findings that it holds");
}

/// Gold and a result to measure by it, as numbers of segments.
pub fn beads(input: &[u8]) {
    let parts = parts(input);
    let read = |bytes: &[u8]| parse_beads("gold.beads", &String::from_utf8_lossy(bytes));
    let (Ok(gold), Ok(result)) = (read(parts.ko), read(parts.en)) else { return };
    let judge = Judge::new(&gold);
    for bead in &result {
        let is_null = bead.ko.is_empty() || bead.en.is_empty();
        assert!(is_null || !judge.is_exact(bead) || judge.lies_inside(bead), "exact, and not inside: {bead:?}");
    }
    // Numbers can be as large as they like, tables of what they count not.
    let size = extent(gold.iter().chain(&result));
    if size.ko.max(size.en) < 1_000_000 {
        let mut measure = Measure::default();
        measure.add(&gold, &result, size);
        let _ = measure.figures();
    }
}

/// The text of a `jjak.toml`.
pub fn config(input: &[u8]) {
    if let Ok(config) = Config::parse(&String::from_utf8_lossy(input)) {
        let _ = config.checker(&["a/b.po"]);
    }
}

//! What holds for every format: the same bytes each time, and what it carries comes back when read.

use proptest::prelude::*;

use super::*;
use crate::bitext::{Clock, Cue, Evidence, Reason, RunnerUp, Side, Sides, Span};
use crate::corpus::{Pair, Unit};
use crate::error::Position;
use crate::read;

fn unit(index: usize, text: &str) -> Unit {
    let position = Position { line: index + 1, column: 1 };
    Unit { index, text: text.to_owned(), span: Some(Span { bytes: 0..text.len(), start: position, end: position }), cue: None }
}

fn pair(ko: &[(usize, &str)], en: &[(usize, &str)], confidence: f64) -> Pair {
    let units = |side: &[(usize, &str)]| side.iter().map(|(index, text)| unit(*index, text)).collect();
    Pair {
        units: Sides { ko: units(ko), en: units(en) },
        score: Some(3.25),
        confidence: Some(confidence),
        reasons: Vec::new(),
        runner_up: None,
    }
}

fn sample() -> Corpus {
    let mut first = pair(&[(0, "강은 얼었다."), (1, "배는 \t없었다.")], &[(0, "The river froze & no <boat> ran.")], 0.98765);
    first.reasons = vec![Reason { evidence: Evidence::Length, llr: 1.5, words: Sides { ko: "4".into(), en: "7".into() } }];
    first.runner_up = Some(RunnerUp { segments: Sides { ko: 0..1, en: 0..1 }, confidence: 0.01 });
    let pairs = vec![first, pair(&[], &[(1, "Nobody\u{1} came.")], 0.5), pair(&[(2, "봄.")], &[(2, "Spring.")], 0.4)];
    Corpus { documents: Sides { ko: "강.txt".into(), en: "river.txt".into() }, pairs, clock: None }
}

fn written(format: Format, corpus: &Corpus) -> String {
    let mut out = Vec::new();
    write(format, corpus, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A folder of its own for a test, gone when dropped.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jjak-export-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn formats_of_numbers_are_written_as_others_read_them() {
    assert_eq!(written(Format::Beads, &sample()), "[0, 1]:[0]\n[]:[1]\n[2]:[2]\n");
    assert_eq!(written(Format::Ladder, &sample()), "0\t0\t3.2500\n2\t1\t3.2500\n2\t2\t3.2500\n3\t3\t0.0000\n");
    insta::assert_snapshot!("xces", written(Format::Xces, &sample()));
}

#[test]
fn a_ladder_with_gaps_keeps_its_rungs_in_order() {
    let filter = Filter { min_confidence: Some(0.9), ..Filter::usual(Format::Ladder) };
    let mut corpus = sample();
    corpus.pairs[2].confidence = Some(0.95);
    let ladder = written(Format::Ladder, &filter.apply(corpus));
    assert_eq!(ladder, "0\t0\t3.2500\n2\t1\t0.0000\n2\t2\t3.2500\n3\t3\t0.0000\n");
}

#[test]
fn text_formats_are_written_as_others_read_them() {
    for format in [Format::Tsv, Format::HuggingFace, Format::Jsonl, Format::Tmx] {
        insta::assert_snapshot!(format.name(), written(format, &sample()));
    }
}

#[test]
fn moses_is_two_files_whichever_is_named() {
    let folder = Folder::new("moses");
    for name in ["a.ko", "b.en", "c.moses", "d", "e.ko.gz"] {
        write_to(Format::Moses, &sample(), folder.0.join(name)).unwrap();
        let read = read::read_corpus(folder.0.join(name), Some(Format::Moses)).unwrap();
        assert_eq!(texts(&read), texts_on_lines(&sample()), "{name}");
    }
    assert_eq!(std::fs::read_to_string(folder.0.join("d.en")).unwrap().lines().nth(2), Some("Spring."));
    assert!(write(Format::Moses, &sample(), &mut Vec::new()).unwrap_err().to_string().contains("-o"));
}

#[test]
fn a_packed_file_comes_back_and_a_missing_folder_is_told() {
    let folder = Folder::new("packed");
    let path = folder.0.join("a.tsv.gz");
    write_to(Format::Tsv, &sample(), &path).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(&[0x1F, 0x8B]));
    assert_eq!(texts(&read::read_corpus(&path, None).unwrap()), texts_on_lines(&sample()));
    let error = write_to(Format::Tsv, &sample(), folder.0.join("no/such/a.tsv")).unwrap_err();
    assert!(error.to_string().contains("no/such/a.tsv"), "{error}");
}

#[test]
fn filters_leave_out_what_they_say() {
    let kept = |filter: &Filter| filter.apply(sample()).pairs.len();
    assert_eq!(kept(&Filter::usual(Format::Tsv)), 2);
    assert_eq!(kept(&Filter::usual(Format::Beads)), 3);
    assert_eq!(kept(&Filter { min_confidence: Some(0.5), ..Filter::usual(Format::Beads) }), 2);
    assert_eq!(kept(&Filter { types: vec!["0-1".parse().unwrap(), "2-1".parse().unwrap()], ..Filter::default() }), 2);
}

#[test]
fn every_format_stands_in_the_registry_once_with_endings_that_lead_to_it() {
    for info in FORMATS {
        assert_eq!(info.name.parse::<Format>().unwrap(), info.format);
        assert_eq!(FORMATS.iter().filter(|other| other.format == info.format).count(), 1);
        for ending in info.extensions {
            assert_eq!(Format::from_extension(format!("dir.x/a.{ending}.gz")), Some(info.format), "{ending}");
        }
        assert_eq!(info.is_written && info.format != Format::Moses, exporter(info.format).is_ok());
    }
    assert_eq!(Format::from_extension("a.docx"), None);
    assert!("docx".parse::<Format>().unwrap_err().to_string().contains("tmx"));
}

#[test]
fn files_of_other_makers_are_read() {
    let bare = read::parse_corpus("a.tsv", "강\triver\r\n\n배\tboat".as_bytes(), Format::Tsv).unwrap();
    assert_eq!(texts(&bare), [["강", "river"], ["배", "boat"]].map(|p| p.map(str::to_owned)));
    let turned = read::parse_corpus("a.tsv", "en\tko\nriver\t강\n".as_bytes(), Format::Tsv).unwrap();
    assert_eq!(texts(&turned), [["강", "river"].map(str::to_owned)]);
    let tmx = "<?xml version='1.0'?><tmx version='1.1'><header/><body><tu><tuv lang='EN_us'><seg>A <bpt i='1'>{\\b</bpt>big<ept i='1'>}</ept> \
        <hi>river</hi> &amp; &#x41;<![CDATA[<B>]]></seg></tuv><tuv xml:lang='ko-KR'><seg>강</seg></tuv></tu></body></tmx>";
    assert_eq!(
        texts(&read::parse_corpus("a.tmx", tmx.as_bytes(), Format::Tmx).unwrap()),
        [["강", "A big river & A<B>"].map(str::to_owned)]
    );
}

#[test]
fn broken_files_are_told_with_their_place() {
    let told = |text: &str, format| read::parse_corpus("f", text.as_bytes(), format).unwrap_err().to_string();
    assert!(told("강\triver\n배\n", Format::Tsv).starts_with("f:2:1: "));
    assert!(told("{\"ko\":1}\n", Format::Jsonl).starts_with("f:1:"));
    assert!(told("<tmx>\n<body></tmx>", Format::Tmx).starts_with("f:2:"));
    assert!(told("words", Format::Tmx).contains("no TMX"));
    assert!(told("[0]:[0]", Format::Beads).contains("no text"));
    let damaged = [&"강\triver\n".repeat(9).into_bytes(), b"\xFF\tboat\n".as_slice()].concat();
    assert!(read::parse_corpus("f", &damaged, Format::Tsv).unwrap_err().to_string().starts_with("f:10:1: "));
    let moses = read::parse_moses(Sides { ko: "a.ko".into(), en: "a.en".into() }, Sides { ko: b"a\nb\n", en: b"a\n" });
    assert!(moses.unwrap_err().to_string().contains("2 Korean lines stand beside 1"));
}

#[test]
#[ignore = "asks xmllint; run with TMX_DTD naming a copy of tmx14.dtd"]
fn tmx_is_valid_against_its_dtd() {
    let dtd = std::env::var_os("TMX_DTD").expect("TMX_DTD");
    let folder = Folder::new("tmx");
    let path = folder.0.join("a.tmx");
    write_to(Format::Tmx, &sample(), &path).unwrap();
    // The document names its DTD; the copy beside it is the one that is asked.
    std::fs::copy(dtd, folder.0.join("tmx14.dtd")).unwrap();
    let run = std::process::Command::new("xmllint").args(["--noout", "--valid"]).arg(&path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn texts(corpus: &Corpus) -> Vec<[String; 2]> {
    corpus.pairs.iter().map(Pair::text).map(|t| [t.ko, t.en]).collect()
}

fn texts_on_lines(corpus: &Corpus) -> Vec<[String; 2]> {
    corpus.pairs.iter().map(fields::lines).map(|t| [t.ko, t.en]).collect()
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[가-힣 ]{1,8}",
        "[ -~]{1,12}",
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\"",
            "'",
            "<&>",
            "]]>",
            "&amp;",
            "\u{2028}",
            "\u{85}",
            "\0",
            "\u{1}",
            "🇰🇷👩‍🚀",
            "가\u{301}",
            "\u{1112}\u{1161}\u{11AB}",
            "\u{FFFE}"
        ])
        .prop_map(str::to_owned),
    ];
    // Something to see on each side: empty texts are no units, and a byte order mark at the head of a file is none of its text.
    prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("x{}", pieces.concat()))
}

fn hostile_corpus() -> impl Strategy<Value = Corpus> {
    let row = (prop::collection::vec(hostile(), 0..3), prop::collection::vec(hostile(), 0..3), -1e6..1e6f64, 0.0..=1.0f64);
    prop::collection::vec(row, 0..6).prop_map(|rows| {
        let mut at = Sides { ko: 0, en: 0 };
        let mut pairs = Vec::new();
        for (ko, en, score, confidence) in rows.into_iter().filter(|row| !row.0.is_empty() || !row.1.is_empty()) {
            let mut units = |side: Side, texts: Vec<String>| -> Vec<Unit> {
                let at = at.get_mut(side);
                texts
                    .iter()
                    .map(|text| {
                        *at += 1;
                        unit(*at - 1, text)
                    })
                    .collect()
            };
            let units = Sides { ko: units(Side::Ko, ko), en: units(Side::En, en) };
            let reasons = vec![Reason { evidence: Evidence::Name, llr: 0.5, words: Sides { ko: "김".into(), en: "Kim".into() } }];
            pairs.push(Pair { units, score: Some(score), confidence: Some(confidence), reasons, runner_up: None });
        }
        let documents = if pairs.is_empty() { Sides::default() } else { Sides { ko: "가 a.txt".into(), en: "b & c.txt".into() } };
        Corpus { documents, pairs, clock: None }
    })
}

/// The same with times for every segment.
fn timed(mut corpus: Corpus) -> Corpus {
    for side in Side::BOTH {
        let units = corpus.pairs.iter_mut().flat_map(|pair| pair.units.get_mut(side));
        for (n, unit) in (0..).zip(units) {
            let tags = vec![(0, "<i>".to_owned()), (unit.text.len(), "</i>".to_owned())];
            let settings = if n % 2 == 0 { "line:0".to_owned() } else { String::new() };
            let start_ms = 3000 * n + 7;
            unit.cue = Some(Cue { start_ms, end_ms: start_ms + 2500, id: Some((n + 1).to_string()), settings, tags });
        }
    }
    corpus
}

/// A subtitle file as a document again.
fn document(format: Format, corpus: &Corpus) -> crate::bitext::Document {
    let options = read::ReadOptions {
        encoding: "utf-8".parse().unwrap(),
        format: Some(format.name().replace("vtt", "webvtt").parse().unwrap()),
        ..read::ReadOptions::new(Side::Ko)
    };
    read::parse_document("f", written(format, corpus).as_bytes(), &options).unwrap()
}

fn lines_of(corpus: &Corpus, side: Side) -> impl Iterator<Item = &Unit> {
    corpus.pairs.iter().flat_map(move |pair| pair.units.get(side))
}

#[test]
fn subtitles_are_written_as_players_read_them() {
    let mut corpus = timed(sample());
    corpus.clock = Some(Clock { stretch: 1.0, shift_ms: 500.0, later: Vec::new() });
    insta::assert_snapshot!("srt", written(Format::Srt, &corpus));
    insta::assert_snapshot!("vtt", written(Format::Vtt, &corpus));
    insta::assert_snapshot!("tsv_timed", written(Format::Tsv, &corpus));
}

#[test]
fn numbers_of_cues_are_kept_while_they_ascend() {
    let numbers = |corpus: &Corpus| {
        let document = document(Format::Srt, corpus);
        document.cues.iter().map(|cue| cue.id.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let mut corpus = timed(sample());
    corpus.pairs.remove(1);
    let ids = ["7", "9", "12"];
    corpus.pairs.iter_mut().flat_map(|pair| &mut pair.units.ko).zip(ids).for_each(|(unit, id)| {
        unit.cue.as_mut().unwrap().id = Some(id.to_owned());
    });
    assert_eq!(numbers(&corpus), ids);
    assert_eq!(numbers(&timed(sample())), ["1", "2", "3", "4"]);
}

#[test]
fn text_without_times_goes_with_the_cue_before() {
    let mut corpus = timed(sample());
    corpus.pairs.iter_mut().flat_map(|pair| &mut pair.units.en).for_each(|unit| unit.cue = None);
    corpus.pairs.insert(0, pair(&[], &[(9, "Ahead.")], 0.5));
    let document = document(Format::Srt, &corpus);
    let texts: Vec<&str> = document.segment_texts();
    assert_eq!(document.cues.len(), 3);
    assert!(texts[0].starts_with("Ahead.\n강은") && texts[1].contains("Nobody"), "{texts:?}");
    assert!(write(Format::Vtt, &sample(), &mut Vec::new()).unwrap_err().to_string().contains("no times"));
}

#[test]
fn a_longer_cue_is_shown_with_each_that_it_spans() {
    let pair_of = |ko: &[&str], en: &[&str]| {
        let numbered = |texts: &[&str]| texts.iter().enumerate().map(|(n, t)| unit(n, t)).collect();
        let units = Sides { ko: numbered(ko), en: numbered(en) };
        let pairs = vec![Pair { units, score: None, confidence: None, reasons: Vec::new(), runner_up: None }];
        timed(Corpus { documents: Sides::default(), pairs, clock: None })
    };
    let shown = |ko: &[&str], en: &[&str]| {
        let document = document(Format::Srt, &pair_of(ko, en));
        document.segment_texts().into_iter().map(|t| t.replace('\n', "/")).collect::<Vec<_>>()
    };
    assert_eq!(shown(&["가", "나"], &["AB"]), ["가/AB", "나/AB"]);
    assert_eq!(shown(&["가나"], &["A", "B"]), ["가나/A/B"]);
    assert_eq!(shown(&["가", "나"], &["A", "B"]), ["가/A", "나/B"]);
    assert_eq!(shown(&["가", "나", "다"], &["AB", "C"]), ["가/AB", "나/AB/C", "다/C"]);
}

fn rounded(corpus: &Corpus) -> Vec<(Option<f64>, Option<f64>)> {
    corpus.pairs.iter().map(|p| (fields::rounded(p.score), fields::rounded(p.confidence))).collect()
}

fn back(format: Format, corpus: &Corpus) -> Corpus {
    read::parse_corpus("f", written(format, corpus).as_bytes(), format).unwrap()
}

proptest! {
    #[test]
    fn json_lines_carry_everything(corpus in hostile_corpus()) {
        let mut expected = corpus.clone();
        for pair in &mut expected.pairs {
            (pair.score, pair.confidence) = (fields::rounded(pair.score), fields::rounded(pair.confidence));
        }
        prop_assert_eq!(back(Format::Jsonl, &corpus), expected);
    }

    #[test]
    fn hugging_face_carries_texts_and_numbers(corpus in hostile_corpus()) {
        let read = back(Format::HuggingFace, &corpus);
        prop_assert_eq!(texts(&read), texts(&corpus));
        prop_assert_eq!(rounded(&read), rounded(&corpus));
    }

    #[test]
    fn tsv_carries_lines_numbers_and_documents(corpus in hostile_corpus()) {
        let read = back(Format::Tsv, &corpus);
        prop_assert_eq!(texts(&read), texts_on_lines(&corpus));
        prop_assert_eq!(rounded(&read), rounded(&corpus));
        prop_assert_eq!(&read.documents, &corpus.documents);
        prop_assert!(written(Format::Tsv, &corpus).lines().all(|line| line.matches('\t').count() == 9));
    }

    #[test]
    fn tmx_carries_what_xml_can_hold(corpus in hostile_corpus()) {
        let read = back(Format::Tmx, &corpus);
        let expected: Vec<_> = texts(&corpus).into_iter().map(|p| p.map(|t| crate::xml::allowed(&t).into_owned())).collect();
        prop_assert_eq!(texts(&read), expected);
        prop_assert_eq!(rounded(&read), rounded(&corpus));
        prop_assert_eq!(&read.documents, &corpus.documents);
    }

    #[test]
    fn json_lines_carry_cues(corpus in hostile_corpus()) {
        let mut expected = timed(corpus);
        let read = back(Format::Jsonl, &expected);
        for pair in &mut expected.pairs {
            (pair.score, pair.confidence) = (fields::rounded(pair.score), fields::rounded(pair.confidence));
        }
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn tsv_carries_the_first_and_the_last_time(corpus in hostile_corpus()) {
        let corpus = timed(corpus);
        let ends = |units: &[Unit]| {
            let cue = |unit: Option<&Unit>| unit.and_then(|unit| unit.cue.clone()).unwrap_or_default();
            (cue(units.first()).start_ms, cue(units.last()).end_ms)
        };
        let all = |corpus: &Corpus| corpus.pairs.iter().map(|p| p.units.as_ref().map(|units| ends(units))).collect::<Vec<_>>();
        prop_assert_eq!(all(&back(Format::Tsv, &corpus)), all(&corpus));
    }

    #[test]
    fn webvtt_loses_no_cue_and_no_word(corpus in hostile_corpus()) {
        let corpus = timed(corpus);
        let document = document(Format::Vtt, &corpus);
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}').collect::<String>();
        let all = solid(&document.text);
        for unit in Side::BOTH.into_iter().flat_map(|side| lines_of(&corpus, side)) {
            prop_assert!(all.contains(&solid(&unit.text)), "{:?} in {:?}", unit.text, all);
        }
        let times = |cue: &Cue| (cue.start_ms, cue.end_ms);
        let korean: Vec<_> = lines_of(&corpus, Side::Ko).filter_map(|unit| unit.cue.as_ref()).map(times).collect();
        let written: Vec<_> = document.cues.iter().map(times).collect();
        let alone = corpus.pairs.iter().filter(|pair| pair.units.ko.is_empty()).map(|pair| pair.units.en.len()).sum::<usize>();
        let leading = if korean.is_empty() { lines_of(&corpus, Side::En).count() } else { korean.len() + alone };
        prop_assert_eq!(written.len(), leading);
        prop_assert!(korean.iter().all(|times| written.contains(times)));
    }

    #[test]
    fn subrip_carries_one_side_whole(texts in prop::collection::vec("[가-힣a-z]([가-힣a-z0-9 .,!?♪-]{0,12}[가-힣a-z.?!])?(\n[a-z가-힣]{1,6})?", 1..9)) {
        let units = texts.iter().enumerate().map(|(n, text)| vec![unit(n, text.trim_end())]);
        let pair = |ko| Pair { units: Sides { ko, en: vec![] }, score: None, confidence: None, reasons: vec![], runner_up: None };
        let corpus = timed(Corpus { documents: Sides::default(), pairs: units.map(pair).collect(), clock: None });
        let document = document(Format::Srt, &corpus);
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        for (n, unit) in lines_of(&corpus, Side::Ko).enumerate() {
            let mut cue = document.cues[n].clone();
            cue.settings = unit.cue.as_ref().map(|cue| cue.settings.clone()).unwrap_or_default();
            prop_assert_eq!(Some(&cue), unit.cue.as_ref());
            prop_assert_eq!(solid(document.segment_text(n)), solid(&unit.text));
        }
        prop_assert!(document.warnings.is_empty());
    }

    #[test]
    fn moses_carries_lines(corpus in hostile_corpus()) {
        let side = |side| { let mut out = Vec::new(); moses::write_side(&corpus, side, &mut out).unwrap(); out };
        let (ko, en) = (side(Side::Ko), side(Side::En));
        let read = read::parse_moses(corpus.documents.clone(), Sides { ko: &ko, en: &en }).unwrap();
        prop_assert_eq!(texts(&read), texts_on_lines(&corpus));
    }

    #[test]
    fn beads_and_ladders_carry_the_numbers(corpus in hostile_corpus()) {
        let expected: Vec<_> = corpus.pairs.iter().map(|p| p.units.as_ref().map(|u| u.iter().map(|u| u.index).collect::<Vec<_>>())).collect();
        for format in [Format::Beads, Format::Ladder] {
            prop_assert_eq!(read::parse_beads("f", &written(format, &corpus)).unwrap(), expected.clone());
        }
    }

    #[test]
    fn no_bytes_panic_a_reader_of_corpora(bytes in prop::collection::vec(any::<u8>(), 0..200), text in hostile()) {
        for format in FORMATS.iter().filter(|info| info.is_written).map(|info| info.format) {
            let _ = read::parse_corpus("f", &bytes, format);
            let _ = read::parse_corpus("f", text.as_bytes(), format);
        }
        let _ = read::parse_beads("f", &text);
    }
}

//! What holds for every format: the same bytes each time, and what it carries comes back when read.

use proptest::prelude::*;

use super::{fields, moses as two_files};
use crate::bitext::rows::rounded;
use crate::bitext::sample::{Piece, Row, Sample};
use crate::bitext::{Clock, Cue, Evidence, Link, Reason, RunnerUp, Side, Sides, Span};
use crate::error::Position;
use crate::formats::{FORMATS, Filter, Format, Holds, ReadOptions, parse_beads, parse_bitext, read_bitext, write, write_to};

fn piece(index: usize, text: &str) -> Piece {
    let position = Position { line: index + 1, column: 1 };
    Piece {
        index,
        text: text.to_owned(),
        span: Some(Span { bytes: 0..text.len(), start: position, end: position, place: None }),
        cue: None,
    }
}

fn pair(ko: &[(usize, &str)], en: &[(usize, &str)], confidence: f64) -> Row {
    let pieces = |side: &[(usize, &str)]| side.iter().map(|(index, text)| piece(*index, text)).collect();
    let link = Link { score: Some(3.25), confidence: Some(confidence), ..Link::default() };
    Row { pieces: Sides { ko: pieces(ko), en: pieces(en) }, link }
}

fn river() -> Sample {
    let mut first = pair(&[(0, "강은 얼었다."), (1, "배는 \t없었다.")], &[(0, "The river froze & no <boat> ran.")], 0.98765);
    first.link.reasons = vec![Reason { evidence: Evidence::Length, llr: 1.5, words: Sides { ko: "4".into(), en: "7".into() } }];
    first.link.runner_up = Some(RunnerUp { segments: Sides { ko: 0..1, en: 0..1 }, confidence: 0.01 });
    let rows = vec![first, pair(&[], &[(1, "Nobody\u{1} came.")], 0.5), pair(&[(2, "봄.")], &[(2, "Spring.")], 0.4)];
    Sample { documents: Sides { ko: "강.txt".into(), en: "river.txt".into() }, rows, clock: None }
}

fn written(format: Format, sample: &Sample) -> String {
    let mut out = Vec::new();
    write(format, &sample.bitext().view(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn written_view(format: Format, sample: &Sample, filter: &Filter) -> String {
    let mut out = Vec::new();
    write(format, &filter.view(&sample.bitext()), &mut out).unwrap();
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
    assert_eq!(written(Format::Beads, &river()), "[0, 1]:[0]\n[]:[1]\n[2]:[2]\n");
    assert_eq!(written(Format::Ladder, &river()), "0\t0\t3.2500\n2\t1\t3.2500\n2\t2\t3.2500\n3\t3\t0.0000\n");
    insta::assert_snapshot!("xces", written(Format::Xces, &river()));
}

#[test]
fn a_ladder_with_gaps_keeps_its_rungs_in_order() {
    let filter = Filter { min_confidence: Some(0.9), ..Filter::usual(Format::Ladder) };
    let mut sample = river();
    sample.rows[2].link.confidence = Some(0.95);
    let ladder = written_view(Format::Ladder, &sample, &filter);
    assert_eq!(ladder, "0\t0\t3.2500\n2\t1\t0.0000\n2\t2\t3.2500\n3\t3\t0.0000\n");
}

#[test]
fn text_formats_are_written_as_others_read_them() {
    for format in [Format::Tsv, Format::HuggingFace, Format::Jsonl, Format::Tmx] {
        insta::assert_snapshot!(format.name(), written(format, &river()));
    }
}

#[test]
fn moses_is_two_files_whichever_is_named() {
    let folder = Folder::new("moses");
    for name in ["a.ko", "b.en", "c.moses", "d", "e.ko.gz"] {
        write_to(Format::Moses, &river().bitext().view(), folder.0.join(name)).unwrap();
        let read = read_bitext(folder.0.join(name), Some(Format::Moses)).unwrap();
        assert_eq!(texts(&Sample::of(&read)), texts_on_lines(&river()), "{name}");
    }
    assert_eq!(std::fs::read_to_string(folder.0.join("d.en")).unwrap().lines().nth(2), Some("Spring."));
    assert!(write(Format::Moses, &river().bitext().view(), &mut Vec::new()).unwrap_err().to_string().contains("-o"));
}

#[test]
fn a_packed_file_comes_back_and_a_missing_folder_is_told() {
    let folder = Folder::new("packed");
    let path = folder.0.join("a.tsv.gz");
    write_to(Format::Tsv, &river().bitext().view(), &path).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(&[0x1F, 0x8B]));
    assert_eq!(texts(&Sample::of(&read_bitext(&path, None).unwrap())), texts_on_lines(&river()));
    let error = write_to(Format::Tsv, &river().bitext().view(), folder.0.join("no/such/a.tsv")).unwrap_err();
    assert!(error.to_string().contains("no/such/a.tsv"), "{error}");
}

#[test]
fn filters_leave_out_what_they_say() {
    let kept = |filter: &Filter| filter.view(&river().bitext()).entries.len();
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
        for ending in info.endings {
            let name = format!("dir.x/a.{ending}.gz");
            let found = [Format::of_input(&name), Format::of_output(&name)];
            assert!(found.contains(&Some(info.format)), "{ending}: {found:?}");
        }
        assert_eq!(info.is_written() && info.format != Format::Moses, info.writer.is_some());
    }
    assert_eq!(Format::of_input("a.doc"), None);
    assert_eq!(Format::of_output("a.md"), None);
    assert!("doc".parse::<Format>().unwrap_err().to_string().contains("tmx"));
}

#[test]
fn files_of_other_makers_are_read() {
    let bare = parse_bitext("a.tsv", "강\triver\r\n\n배\tboat".as_bytes(), Format::Tsv).unwrap();
    assert_eq!(texts(&Sample::of(&bare)), [["강", "river"], ["배", "boat"]].map(|p| p.map(str::to_owned)));
    let turned = parse_bitext("a.tsv", "en\tko\nriver\t강\n".as_bytes(), Format::Tsv).unwrap();
    assert_eq!(texts(&Sample::of(&turned)), [["강", "river"].map(str::to_owned)]);
    let tmx = "<?xml version='1.0'?><tmx version='1.1'><header/><body><tu><tuv lang='EN_us'><seg>A <bpt i='1'>{\\b</bpt>big<ept i='1'>}</ept> \
        <hi>river</hi> &amp; &#x41;<![CDATA[<B>]]></seg></tuv><tuv xml:lang='ko-KR'><seg>강</seg></tuv></tu></body></tmx>";
    assert_eq!(
        texts(&Sample::of(&parse_bitext("a.tmx", tmx.as_bytes(), Format::Tmx).unwrap())),
        [["강", "A big river & A<B>"].map(str::to_owned)]
    );
}

#[test]
fn broken_files_are_told_with_their_place() {
    let told = |text: &str, format| parse_bitext("f", text.as_bytes(), format).unwrap_err().to_string();
    assert!(told("강\triver\n배\n", Format::Tsv).starts_with("f:2:1: "));
    assert!(told("{\"ko\":1}\n", Format::Jsonl).starts_with("f:1:"));
    assert!(told("<tmx>\n<body></tmx>", Format::Tmx).starts_with("f:2:"));
    assert!(told("words", Format::Tmx).contains("no TMX"));
    assert!(told("[0]:[0]", Format::Beads).contains("no text"));
    let damaged = [&"강\triver\n".repeat(9).into_bytes(), b"\xFF\tboat\n".as_slice()].concat();
    let damaged = parse_bitext("f", &damaged, Format::Tsv).unwrap();
    assert_eq!(damaged.documents.ko.warnings[0].position, Some(Position { line: 10, column: 1 }));
    let moses = moses(Sides { ko: "a.ko", en: "a.en" }, Sides { ko: b"a\nb\n", en: b"a\n" }).unwrap();
    assert!(moses.documents.ko.warnings[0].message.contains("2 Korean lines stand beside 1"));
    assert_eq!(moses.entries.len(), 2);
}

#[test]
#[ignore = "asks xmllint; run with TMX_DTD naming a copy of tmx14.dtd"]
fn tmx_is_valid_against_its_dtd() {
    let dtd = std::env::var_os("TMX_DTD").expect("TMX_DTD");
    let folder = Folder::new("tmx");
    let path = folder.0.join("a.tmx");
    write_to(Format::Tmx, &river().bitext().view(), &path).unwrap();
    // The document names its DTD; the copy beside it is the one that is asked.
    std::fs::copy(dtd, folder.0.join("tmx14.dtd")).unwrap();
    let run = std::process::Command::new("xmllint").args(["--noout", "--valid"]).arg(&path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn texts(sample: &Sample) -> Vec<[String; 2]> {
    sample.rows.iter().map(Row::text).map(|t| [t.ko, t.en]).collect()
}

fn texts_on_lines(sample: &Sample) -> Vec<[String; 2]> {
    texts(sample).into_iter().map(|pair| pair.map(|text| fields::one_line(&text).into_owned())).collect()
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

fn hostile_corpus() -> impl Strategy<Value = Sample> {
    let row = (prop::collection::vec(hostile(), 0..3), prop::collection::vec(hostile(), 0..3), -1e6..1e6f64, 0.0..=1.0f64);
    prop::collection::vec(row, 0..6).prop_map(|rows| {
        let mut at = Sides { ko: 0, en: 0 };
        let mut made = Vec::new();
        for (ko, en, score, confidence) in rows.into_iter().filter(|row| !row.0.is_empty() || !row.1.is_empty()) {
            let mut pieces = |side: Side, texts: Vec<String>| -> Vec<Piece> {
                let at = at.get_mut(side);
                texts
                    .iter()
                    .map(|text| {
                        *at += 1;
                        piece(*at - 1, text)
                    })
                    .collect()
            };
            let pieces = Sides { ko: pieces(Side::Ko, ko), en: pieces(Side::En, en) };
            let reasons = vec![Reason { evidence: Evidence::Name, llr: 0.5, words: Sides { ko: "김".into(), en: "Kim".into() } }];
            made.push(Row { pieces, link: Link { score: Some(score), confidence: Some(confidence), reasons, ..Link::default() } });
        }
        let documents = if made.is_empty() { Sides::default() } else { Sides { ko: "가 a.txt".into(), en: "b & c.txt".into() } };
        Sample { documents, rows: made, clock: None }
    })
}

/// The same with times for every segment.
fn timed(mut sample: Sample) -> Sample {
    for side in Side::BOTH {
        let pieces = sample.rows.iter_mut().flat_map(|pair| pair.pieces.get_mut(side));
        for (n, piece) in (0..).zip(pieces) {
            let tags = vec![(0, "<i>".to_owned()), (piece.text.len(), "</i>".to_owned())];
            let settings = if n % 2 == 0 { "line:0".to_owned() } else { String::new() };
            let start_ms = 3000 * n + 7;
            piece.cue = Some(Cue { start_ms, end_ms: start_ms + 2500, id: Some((n + 1).to_string()), settings, tags });
        }
    }
    sample
}

/// A subtitle file as a document again.
fn document(format: Format, sample: &Sample) -> crate::bitext::Document {
    crate::formats::subtitles::as_one(&written(format, sample))
}

fn lines_of(sample: &Sample, side: Side) -> impl Iterator<Item = &Piece> {
    sample.rows.iter().flat_map(move |pair| pair.pieces.get(side))
}

#[test]
fn subtitles_are_written_as_players_read_them() {
    let mut sample = timed(river());
    sample.clock = Some(Clock { stretch: 1.0, shift_ms: 500.0, later: Vec::new() });
    insta::assert_snapshot!("srt", written(Format::Srt, &sample));
    insta::assert_snapshot!("vtt", written(Format::Vtt, &sample));
    insta::assert_snapshot!("tsv_timed", written(Format::Tsv, &sample));
}

#[test]
fn numbers_of_cues_are_kept_while_they_ascend() {
    let numbers = |sample: &Sample| {
        let document = document(Format::Srt, sample);
        document.cues.iter().map(|cue| cue.id.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let mut sample = timed(river());
    sample.rows.remove(1);
    let ids = ["7", "9", "12"];
    sample.rows.iter_mut().flat_map(|pair| &mut pair.pieces.ko).zip(ids).for_each(|(unit, id)| {
        unit.cue.as_mut().unwrap().id = Some(id.to_owned());
    });
    assert_eq!(numbers(&sample), ids);
    assert_eq!(numbers(&timed(river())), ["1", "2", "3", "4"]);
}

#[test]
fn text_without_times_goes_with_the_cue_before() {
    let mut sample = timed(river());
    sample.rows.iter_mut().flat_map(|pair| &mut pair.pieces.en).for_each(|unit| unit.cue = None);
    sample.rows.insert(0, pair(&[], &[(9, "Ahead.")], 0.5));
    let document = document(Format::Srt, &sample);
    let texts: Vec<&str> = document.segment_texts();
    assert_eq!(document.cues.len(), 3);
    assert!(texts[0].starts_with("Ahead.\n강은") && texts[1].contains("Nobody"), "{texts:?}");
    assert!(write(Format::Vtt, &river().bitext().view(), &mut Vec::new()).unwrap_err().to_string().contains("no times"));
}

#[test]
fn a_longer_cue_is_shown_with_each_that_it_spans() {
    let pair_of = |ko: &[&str], en: &[&str]| {
        let numbered = |texts: &[&str]| texts.iter().enumerate().map(|(n, t)| piece(n, t)).collect();
        let pieces = Sides { ko: numbered(ko), en: numbered(en) };
        timed(Sample { rows: vec![Row { pieces, link: Link::default() }], ..Sample::default() })
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

fn moses(names: Sides<&str>, bytes: Sides<&[u8]>) -> crate::error::Result<crate::bitext::Bitext> {
    two_files::parse(names.map(str::to_owned), bytes.map(<[u8]>::to_vec), &ReadOptions::new(Side::Ko))
}

fn numbers(sample: &Sample) -> Vec<(Option<f64>, Option<f64>)> {
    sample.rows.iter().map(|row| (rounded(row.link.score), rounded(row.link.confidence))).collect()
}

fn back(format: Format, sample: &Sample) -> Sample {
    Sample::of(&parse_bitext("f", written(format, sample).as_bytes(), format).unwrap())
}

proptest! {
    #[test]
    fn json_lines_carry_everything(sample in hostile_corpus()) {
        let mut expected = sample.clone();
        for pair in &mut expected.rows {
            (pair.link.score, pair.link.confidence) = (rounded(pair.link.score), rounded(pair.link.confidence));
        }
        prop_assert_eq!(back(Format::Jsonl, &sample), expected);
    }

    #[test]
    fn hugging_face_carries_texts_and_numbers(sample in hostile_corpus()) {
        let read = back(Format::HuggingFace, &sample);
        prop_assert_eq!(texts(&read), texts(&sample));
        prop_assert_eq!(numbers(&read), numbers(&sample));
    }

    #[test]
    fn tsv_carries_lines_numbers_and_documents(sample in hostile_corpus()) {
        let read = back(Format::Tsv, &sample);
        prop_assert_eq!(texts(&read), texts_on_lines(&sample));
        prop_assert_eq!(numbers(&read), numbers(&sample));
        prop_assert_eq!(&read.documents, &sample.documents);
        prop_assert!(written(Format::Tsv, &sample).lines().all(|line| line.matches('\t').count() == 9));
    }

    #[test]
    fn tmx_carries_what_xml_can_hold(sample in hostile_corpus()) {
        let read = back(Format::Tmx, &sample);
        let expected: Vec<_> = texts(&sample).into_iter().map(|p| p.map(|t| crate::xml::allowed(&t).into_owned())).collect();
        prop_assert_eq!(texts(&read), expected);
        prop_assert_eq!(numbers(&read), numbers(&sample));
        prop_assert_eq!(&read.documents, &sample.documents);
    }

    #[test]
    fn json_lines_carry_cues(sample in hostile_corpus()) {
        let mut expected = timed(sample);
        let read = back(Format::Jsonl, &expected);
        for pair in &mut expected.rows {
            (pair.link.score, pair.link.confidence) = (rounded(pair.link.score), rounded(pair.link.confidence));
        }
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn tsv_carries_the_first_and_the_last_time(sample in hostile_corpus()) {
        let sample = timed(sample);
        let ends = |units: &[Piece]| {
            let cue = |unit: Option<&Piece>| unit.and_then(|unit| unit.cue.clone()).unwrap_or_default();
            (cue(units.first()).start_ms, cue(units.last()).end_ms)
        };
        let all = |sample: &Sample| sample.rows.iter().map(|p| p.pieces.as_ref().map(|units| ends(units))).collect::<Vec<_>>();
        prop_assert_eq!(all(&back(Format::Tsv, &sample)), all(&sample));
    }

    #[test]
    fn webvtt_loses_no_cue_and_no_word(sample in hostile_corpus()) {
        let sample = timed(sample);
        let document = document(Format::Vtt, &sample);
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}').collect::<String>();
        let all = solid(&document.text);
        for unit in Side::BOTH.into_iter().flat_map(|side| lines_of(&sample, side)) {
            prop_assert!(all.contains(&solid(&unit.text)), "{:?} in {:?}", unit.text, all);
        }
        let times = |cue: &Cue| (cue.start_ms, cue.end_ms);
        let korean: Vec<_> = lines_of(&sample, Side::Ko).filter_map(|unit| unit.cue.as_ref()).map(times).collect();
        let written: Vec<_> = document.cues.iter().map(times).collect();
        let alone = sample.rows.iter().filter(|pair| pair.pieces.ko.is_empty()).map(|pair| pair.pieces.en.len()).sum::<usize>();
        let leading = if korean.is_empty() { lines_of(&sample, Side::En).count() } else { korean.len() + alone };
        prop_assert_eq!(written.len(), leading);
        prop_assert!(korean.iter().all(|times| written.contains(times)));
    }

    #[test]
    fn subrip_carries_one_side_whole(texts in prop::collection::vec("[가-힣a-z]([가-힣a-z0-9 .,!?♪-]{0,12}[가-힣a-z.?!])?(\n[a-z가-힣]{1,6})?", 1..9)) {
        let pieces = texts.iter().enumerate().map(|(n, text)| vec![piece(n, text.trim_end())]);
        let row = |ko| Row { pieces: Sides { ko, en: vec![] }, link: Link::default() };
        let sample = timed(Sample { rows: pieces.map(row).collect(), ..Sample::default() });
        let document = document(Format::Srt, &sample);
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        for (n, unit) in lines_of(&sample, Side::Ko).enumerate() {
            let mut cue = document.cues[n].clone();
            cue.settings = unit.cue.as_ref().map(|cue| cue.settings.clone()).unwrap_or_default();
            prop_assert_eq!(Some(&cue), unit.cue.as_ref());
            prop_assert_eq!(solid(document.segment_text(n)), solid(&unit.text));
        }
        prop_assert!(document.warnings.is_empty());
    }

    #[test]
    fn moses_carries_lines(sample in hostile_corpus()) {
        let side = |side| { let mut out = Vec::new(); two_files::write_side(&sample.bitext().view(), side, &mut out).unwrap(); out };
        let (ko, en) = (side(Side::Ko), side(Side::En));
        let read = moses(Sides { ko: "a.ko", en: "a.en" }, Sides { ko: &ko, en: &en }).unwrap();
        prop_assert_eq!(texts(&Sample::of(&read)), texts_on_lines(&sample));
    }

    #[test]
    fn beads_and_ladders_carry_the_numbers(sample in hostile_corpus()) {
        let expected: Vec<_> = sample.rows.iter().map(|p| p.pieces.as_ref().map(|u| u.iter().map(|u| u.index).collect::<Vec<_>>())).collect();
        for format in [Format::Beads, Format::Ladder] {
            prop_assert_eq!(parse_beads("f", &written(format, &sample)).unwrap(), expected.clone());
        }
    }

    #[test]
    fn no_bytes_panic_a_reader_of_corpora(bytes in prop::collection::vec(any::<u8>(), 0..200), text in hostile()) {
        for format in FORMATS.iter().filter(|info| info.holds == Holds::Pairs).map(|info| info.format) {
            let _ = parse_bitext("f", &bytes, format);
            let _ = parse_bitext("f", text.as_bytes(), format);
        }
        let _ = parse_beads("f", &text);
    }
}

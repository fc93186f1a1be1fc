//! How well the documents in `corpora/` are aligned: strict F1 on their lines as they are, and the whole way from the running text,
//! splitting included. Raising a floor is part of a change that aligns better.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jjak::bitext::{Document, Side, Sides};
use jjak::eval::{Links, Measure};
use jjak::formats::{Lines, ReadOptions, parse_beads, read_document};
use jjak::pipeline::Pipeline;

/// Document, floor of F1 on its lines, floor of F1 from its running text.
const FLOORS: &[(&str, f64, f64)] = &[
    ("blog_informal", 0.85, 0.82),
    ("contract", 0.88, 0.92),
    ("dialogue", 0.82, 0.88),
    ("documentary_subtitles", 0.90, 0.94),
    ("film_subtitles", 0.86, 0.90),
    ("folk_tale", 0.72, 0.75),
    ("lecture_captions", 0.37, 0.37),
    ("letters", 0.74, 0.74),
    ("match_report", 0.69, 0.87),
    ("museum_guide", 0.90, 0.88),
    ("news_visit", 0.78, 0.83),
    ("press_budget", 0.79, 0.79),
    ("science_essay", 0.66, 0.71),
    ("software_manual", 0.92, 0.92),
    ("speech", 0.80, 0.80),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(name)
}

fn gold(name: &str) -> Vec<Links> {
    let path = folder(name).join("gold.beads");
    parse_beads(&path.to_string_lossy(), &fs::read_to_string(&path).unwrap()).unwrap()
}

fn documents(lines: Lines, path: impl Fn(Side) -> PathBuf) -> Sides<Document> {
    Sides::build(|side| read_document(path(side), &ReadOptions { lines, ..ReadOptions::new(side) }).unwrap())
}

fn lines_of(name: &str) -> Sides<Document> {
    documents(Lines::Segments, |side| folder(name).join(format!("{side}.lines")))
}

/// The running text of one side, whatever its format.
fn running_text(name: &str, side: Side) -> PathBuf {
    let paths = ["txt", "html", "md", "srt", "vtt"].map(|ending| folder(name).join(format!("{side}.{ending}")));
    paths.into_iter().find(|path| path.is_file()).unwrap()
}

/// Strict F1 on the lines as they are.
fn f1_of_lines(name: &str) -> f64 {
    f1_of(name, lines_of(name))
}

/// Strict F1 on documents whose segments are those of gold.
fn f1_of(name: &str, documents: Sides<Document>) -> f64 {
    let segments = documents.as_ref().map(|d| d.segments.len());
    let bitext = Pipeline::default().run(documents);
    let hyp: Vec<Links> = bitext.entries.iter().map(|entry| entry.segments.clone().map(Iterator::collect)).collect();
    let mut measure = Measure::default();
    measure.add(&gold(name), &hyp, segments);
    measure.figures().strict.f1
}

/// What stands on each side of a bead, without white space.
type Texts = Sides<String>;

/// Strict F1 from the running text: a pair is right when both its sides are, white space aside, what a gold bead says.
fn f1_of_text(name: &str) -> f64 {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let lines = lines_of(name);
    let gold: Vec<Texts> = gold(name)
        .iter()
        .map(|bead| Sides::build(|side| bead.get(side).iter().map(|&i| squeezed(lines.get(side).segment_text(i))).collect()))
        .collect();
    let bitext = Pipeline::default().run(documents(Lines::Text, |side| running_text(name, side)));
    let hyp: Vec<Texts> = bitext.view().entries.iter().map(|entry| entry.text().map(|text| squeezed(&text))).collect();

    let paired = |texts: Vec<Texts>| texts.into_iter().filter(|t| !t.ko.is_empty() && !t.en.is_empty()).collect::<Vec<_>>();
    let (gold, hyp) = (paired(gold), paired(hyp));
    let mut left: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    gold.iter().for_each(|t| *left.entry((&t.ko, &t.en)).or_default() += 1);
    let mut hits = 0;
    for t in &hyp {
        // Two gold beads that say the same can be hit once each.
        if let Some(n) = left.get_mut(&(t.ko.as_str(), t.en.as_str())).filter(|n| **n > 0) {
            *n -= 1;
            hits += 1;
        }
    }
    2.0 * hits as f64 / (gold.len() + hyp.len()) as f64
}

#[test]
fn no_document_of_the_corpora_is_aligned_worse_than_its_floor() {
    let mut low = Vec::new();
    for (name, floor_of_lines, floor_of_text) in FLOORS {
        for (way, f1, floor) in [("lines", f1_of_lines(name), floor_of_lines), ("text", f1_of_text(name), floor_of_text)] {
            if f1 < *floor {
                low.push(format!("{name} from its {way}: {f1:.3}, floor {floor:.3}"));
            }
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

/// The subtitles among the corpora.
const SUBTITLES: [&str; 2] = ["documentary_subtitles", "film_subtitles"];

/// Subtitles whose English times have been put through a function of milliseconds.
fn retimed(name: &str, ms: impl Fn(u64) -> u64) -> Sides<Document> {
    let mut documents = documents(Lines::Text, |side| running_text(name, side));
    for cue in &mut documents.en.cues {
        let long = cue.duration_ms();
        cue.start_ms = ms(cue.start_ms);
        cue.end_ms = cue.start_ms + long;
    }
    documents
}

#[test]
fn times_that_are_shifted_stretched_or_cut_still_help() {
    let others: [fn(u64) -> u64; 4] = [
        |ms| ms + 3_600_000,
        |ms| ms * 23_976 / 25_000,
        |ms| 120_000 + ms * 25_000 / 23_976,
        |ms| if ms < 150_000 { ms } else { ms + 40_000 },
    ];
    for name in SUBTITLES {
        let floor = FLOORS.iter().find(|floor| floor.0 == name).unwrap();
        for (number, ms) in others.iter().enumerate() {
            let f1 = f1_of(name, retimed(name, ms));
            assert!(f1 >= floor.2, "{name}, retimed in way {number}: {f1:.3}, floor {:.3}", floor.2);
        }
    }
}

#[test]
fn times_without_sense_are_not_listened_to() {
    let without = Pipeline { evidence: "length,anchors,learned,meaning".parse().unwrap(), ..Pipeline::default() };
    for name in SUBTITLES {
        // In no order, as a multiplicative hash has them.
        let documents = || retimed(name, |ms| ms.wrapping_mul(2_654_435_761) % 1_000_000);
        let (with, without) = (Pipeline::default().run(documents()), without.run(documents()));
        assert_eq!(with.clock, None, "{name}");
        assert_eq!(with.entries, without.entries, "{name}");
    }
}

#[test]
fn every_document_of_the_corpora_has_a_floor() {
    let mut folders: Vec<String> = fs::read_dir(folder(""))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        // Captions on pages, which are no documents with beads.
        .filter(|name| name != "pages")
        .collect();
    folders.sort();
    assert_eq!(folders, FLOORS.iter().map(|floor| floor.0).collect::<Vec<_>>());
}

/// Run with `cargo test figures_of_the_corpora -- --ignored --nocapture` to see where the floors could be.
#[test]
#[ignore = "prints figures"]
#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
fn figures_of_the_corpora() {
    for (name, ..) in FLOORS {
        println!("    (\"{name}\", {:.3}, {:.3}),", f1_of_lines(name), f1_of_text(name));
    }
}

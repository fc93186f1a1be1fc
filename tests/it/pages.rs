//! How well captions are found and paired on the pages of `corpora/pages`. Raising a floor is part of a change that does better.

use std::path::{Path, PathBuf};

use jjak::align::Aligner;
use jjak::batch::read_page_folders;
use jjak::captions::{PageFigures, pair};

fn folder(split: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/pages").join(split)
}

fn figures(split: &str) -> PageFigures {
    let aligner = Aligner::default();
    let mut figures = PageFigures::default();
    for of_folder in read_page_folders(&folder(split)).unwrap() {
        figures.add(&of_folder.name, &pair(of_folder.page(), &aligner), &of_folder.gold);
    }
    figures
}

/// Precision and recall of finding, of pairs, and of the verdict untranslated.
const FLOORS_OF_DEV: [(f64, f64); 3] = [(0.985, 0.985), (0.98, 0.94), (0.80, 0.95)];

fn check(split: &str, floors: [(f64, f64); 3]) {
    let figures = figures(split);
    let mut low = Vec::new();
    let rows = [("captions", figures.finding), ("pairs", figures.pairs), ("untranslated", figures.untranslated)];
    for ((name, hits), (precision, recall)) in rows.into_iter().zip(floors) {
        assert!(hits.gold > 30, "{name}: {hits:?}");
        if hits.precision() < precision || hits.recall() < recall {
            low.push(format!("{name}: {:.3} and {:.3}, floors {precision} and {recall}", hits.precision(), hits.recall()));
        }
    }
    assert!(low.is_empty(), "{low:#?}\n{:#?}", figures.faults);
    let sure: Vec<bool> = figures.confidences.iter().filter(|(p, _)| *p >= 0.9).map(|(_, right)| *right).collect();
    let right = sure.iter().filter(|right| **right).count();
    assert!(sure.len() >= 20 && right * 10 >= sure.len() * 9, "of {} pairs at 0.9 and more {right} are right", sure.len());
}

#[test]
fn pages_fare_no_worse_than_their_floors() {
    check("dev", FLOORS_OF_DEV);
}

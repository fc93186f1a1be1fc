//! `jjak fit --captions`: the weights of the signs of a caption and of the clues to a pair, from pages with gold.

use std::io::Write;
use std::path::Path;

use jjak::align::Aligner;
use jjak::batch::{PageFolder, read_page_folders};
use jjak::captions::fit::{GoldPage, clues_to_table, fit_clues, fit_signs, signs_to_table};
use jjak::captions::{Hits, PageFigures, pair};
use jjak::error::Result;

use crate::{Outcome, Ran, terminal};

/// Bounds of the bins in which confidences are compared with what is right.
const BINS: [f64; 6] = [0.0, 0.6, 0.8, 0.9, 0.97, 1.01];

/// Shows how pages fare, the worst first, and fits weights to them unless no steps are wanted.
pub(crate) fn run(folder: &Path, steps: usize) -> Ran {
    let folders = read_page_folders(folder)?;
    let aligner = Aligner::default();
    let mut figures = PageFigures::default();
    for of_folder in &folders {
        figures.add(&of_folder.name, &pair(of_folder.page(), &aligner), &of_folder.gold);
    }
    let mut out = terminal::stdout();
    write_figures(&figures, &mut out)?;
    if steps > 0 {
        write!(out, "\nsrc/captions/data/weights.tsv\n{}", signs_to_table(&fit_signs(&gold_pages(&folders))))?;
        let pages: Vec<_> = folders.iter().map(|of_folder| (of_folder.page(), of_folder.gold.clone())).collect();
        write!(out, "\nsrc/captions/data/clues.tsv\n{}", clues_to_table(&fit_clues(&pages, &aligner)))?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn gold_pages(folders: &[PageFolder]) -> Vec<GoldPage<'_>> {
    let mut pages = Vec::new();
    for folder in folders {
        for (name, document) in &folder.pages {
            pages.push(GoldPage { document, gold: folder.gold.iter().filter(|line| line.page == *name).collect() });
        }
    }
    pages
}

fn write_figures(figures: &PageFigures, out: &mut impl Write) -> Result<()> {
    for fault in &figures.faults {
        writeln!(out, "{fault}")?;
    }
    writeln!(out, "\n{:<40}{:>8}{:>8}", "form", "gold", "found")?;
    for (form, all, right) in figures.forms() {
        writeln!(out, "{form:<40}{all:>8}{right:>8}")?;
    }
    writeln!(out, "\n{:<40}{:>8}{:>8}", "confidence of pairs", "said", "right")?;
    for bin in BINS.windows(2) {
        let within: Vec<bool> =
            figures.confidences.iter().filter(|(p, _)| (bin[0]..bin[1]).contains(p)).map(|(_, right)| *right).collect();
        let right = within.iter().filter(|right| **right).count();
        writeln!(out, "{:<40}{:>8}{right:>8}", format!("{:.2} to {:.2}", bin[0], bin[1].min(1.0)), within.len())?;
    }
    writeln!(out, "\n{:<16}{:>8}{:>8}{:>8}{:>10}{:>10}{:>10}", "", "gold", "said", "right", "precision", "recall", "F1")?;
    let rows: [(&str, Hits); 3] = [("untranslated", figures.untranslated), ("pairs", figures.pairs), ("captions", figures.finding)];
    for (name, hits) in rows {
        let Hits { gold, said, right } = hits;
        writeln!(
            out,
            "{name:<16}{gold:>8}{said:>8}{right:>8}{:>10.3}{:>10.3}{:>10.3}",
            hits.precision(),
            hits.recall(),
            hits.f1()
        )?;
    }
    Ok(())
}

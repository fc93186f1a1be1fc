//! `jjak fit --matches`: what tells that two documents translate each other, from documents with gold.

use std::io::Write;
use std::path::PathBuf;

use jjak::align::Aligner;
use jjak::build::fit;
use jjak::eval::find_gold;

use crate::{Outcome, Ran, terminal};

/// Fits weights to the gold of some folders, and prints their table and how they fare on it.
pub(crate) fn run(folders: &[PathBuf]) -> Ran {
    let mut gold = Vec::new();
    for folder in folders {
        for file in find_gold(folder)? {
            gold.push(file.load()?);
        }
    }
    let spinner = terminal::spinner("fitting");
    let fitted = fit(&gold, &Aligner::default());
    spinner.finish_and_clear();
    let mut out = terminal::stdout();
    write!(out, "{}", fitted.weights.to_table())?;
    writeln!(out, "# of {} pairs of texts, {} were said, and {} of these are right", fitted.gold, fitted.said, fitted.right)?;
    out.flush()?;
    Ok(Outcome::Fine)
}

//! `jjak rates`: how often rules fire on good translations, and how many faults they find.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jjak::batch::{write_rates, write_recall};

use crate::terminal;
use crate::{Outcome, Ran};

/// Measure the rules of check on pairs that were put together by hand
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RatesArgs {
    /// Folders with gold: <set>/<document>.{ko,en,gold}, or <document>/{ko.lines,en.lines,gold.beads}
    #[arg(required = true, value_name = "GOLD")]
    folders: Vec<PathBuf>,

    /// Print the findings themselves, one a line with tabs between
    #[arg(long)]
    list: bool,

    /// Put faults into the pairs at random, and print how many are found: a number that chance begins with
    #[arg(long, value_name = "SEED", conflicts_with = "list")]
    seeded: Option<u64>,
}

const EXAMPLES: &str = "\
Examples:
  jjak rates corpora
  jjak rates corpora --list | grep number-missing
  jjak rates corpora --seeded 1

Gold pairs are translations by people, so that nearly every finding of an error is false.";

pub(crate) fn run(args: RatesArgs) -> Ran {
    let mut out = terminal::stdout();
    match args.seeded {
        Some(seed) => write_recall(&args.folders, seed, &mut out)?,
        None => write_rates(&args.folders, args.list, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

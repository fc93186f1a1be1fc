//! `jjak eval`: how good alignments are against gold, set by set, and whether their confidence is true.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jjak::display::counted;
use jjak::error::Error;
use jjak::eval::{Counts, cases};
use jjak::report::Measures;

use crate::{Outcome, Ran, terminal};

/// Measure alignments against gold
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct EvalArgs {
    /// Gold: a file of beads, or a folder with <set>/<document>.gold or <document>/gold.beads
    #[arg(long, value_name = "GOLD")]
    gold: PathBuf,

    /// Alignments: a file, or a folder with <set>/<document>.beads (or .ladder, or .jsonl, which carries confidence)
    #[arg(long, value_name = "HYP")]
    hyp: PathBuf,

    /// Sets whose gold is cut at paragraphs: their main figure is F1 of inside and enline
    #[arg(long, value_name = "SETS", value_delimiter = ',')]
    coarse: Vec<String>,

    /// Write JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  jjak align corpora/letters/ko.lines corpora/letters/en.lines --lines -o letters.jsonl
  jjak eval --gold corpora/letters/gold.beads --hyp letters.jsonl

  jjak align corpora corpora --lines -o aligned --format jsonl
  jjak eval --gold corpora --hyp aligned --json

strict  exact beads, null beads left out        inside  share of beads that lie inside one gold bead
lax     beads that share a segment on each side enline  share of English lines with all partners right
null    lines left without a partner            main    strict F1, or F1 of inside and enline with --coarse";

pub(crate) fn run(args: EvalArgs) -> Ran {
    let (cases, missing) = cases(&args.gold, &args.hyp)?;
    missing.iter().for_each(|message| terminal::say(&format!("jjak: {message}")));
    let mut bad = missing.len();
    if let Some(unknown) = args.coarse.iter().find(|set| cases.iter().all(|case| case.set != **set)) {
        return Err(Error::unknown(format!("--coarse {unknown}: there is no such set here")));
    }
    let mut sets: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for case in &cases {
        let is_coarse = args.coarse.contains(&case.set);
        match case.load() {
            Ok((gold, hyp)) => {
                sets.entry(&case.set).or_default().add(&gold, &hyp, is_coarse);
                all.add(&gold, &hyp, is_coarse);
            }
            Err(error) if cases.len() == 1 => return Err(error),
            Err(error) => {
                terminal::say(&format!("jjak: {error}"));
                bad += 1;
            }
        }
    }
    let report = Measures::of(&sets, all, &args.coarse);
    let mut out = terminal::stdout();
    if args.json {
        report.write_json(&mut out)?
    } else {
        report.write_table(&mut out)?
    }
    out.flush()?;
    if bad == 0 {
        return Ok(Outcome::Fine);
    }
    terminal::say(&format!("jjak: {bad} of {} could not be measured", counted(cases.len(), "document")));
    Ok(Outcome::SomeBad)
}

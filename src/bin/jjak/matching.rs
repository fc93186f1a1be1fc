//! `jjak match`: which of many documents translate each other.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jjak::align::Explain;
use jjak::batch::MatchJob;
use jjak::bitext::{Side, Sides};
use jjak::display::counted;
use jjak::formats::Lines;
use jjak::output;
use jjak::report::{MatchFormat, MatchRow, paths_as_text, write_matches};

use crate::aligner::AlignerArgs;
use crate::input::InputArgs;
use crate::{Outcome, Ran, terminal};

/// Find which Korean and English documents translate each other, by what they say
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct MatchArgs {
    /// Folder of Korean documents; folders inside count
    #[arg(value_name = "KO_DIR")]
    ko: PathBuf,

    /// Folder of English documents
    #[arg(value_name = "EN_DIR")]
    en: PathBuf,

    /// File to write the pairs to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// What to write [default: by the ending of --out, else tsv]
    #[arg(long, value_enum)]
    format: Option<Shape>,

    /// Leave out pairs that are less likely to translate each other
    #[arg(long, value_name = "P", default_value_t = 0.5, value_parser = crate::align::confidence)]
    min_confidence: f64,

    /// Go by what the documents say alone, not by the names of the files
    #[arg(long)]
    ignore_names: bool,

    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    aligner: AlignerArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Korean file, English file, confidence and share with partners, parted by tabs; `jjak align --pairs` reads it
    Tsv,
    /// The same as one JSON object a line
    Jsonl,
}

const EXAMPLES: &str = "\
Examples:
  jjak match examples/notice examples/notice
  jjak match examples/notice examples/notice --format jsonl
  jjak match examples/notice examples/notice -o pairs.tsv
  jjak align --pairs pairs.tsv -o notices.jsonl

Each document gets one partner at most. A file in the wrong language finds none.";

pub(crate) fn run(args: MatchArgs) -> Ran {
    let (pipeline, _) = args.aligner.pipeline(&args.input, Explain::No)?;
    let job = MatchJob { pipeline, options: args.input.read_options(Side::Ko, Lines::Text), ignores_names: args.ignore_names };
    if let Some(out) = &args.out {
        output::expect_apart([&*args.ko, &*args.en], std::slice::from_ref(out))?;
    }
    let progress = terminal::spinner("reading");
    let matched = job.run(Sides { ko: &args.ko, en: &args.en }, &mut |messages, error| terminal::tell(&progress, messages, error));
    progress.finish_and_clear();
    let matched = matched?;
    let kept: Vec<_> = matched.matches.iter().filter(|found| found.confidence >= args.min_confidence).collect();
    let shown = kept.iter().filter_map(|found| {
        let paths = Sides { ko: &*matched.files.ko[found.ko], en: &*matched.files.en[found.en] };
        let texts = paths_as_text(paths);
        if texts.is_none() {
            terminal::say(&format!(
                "{}: warning: its name or its partner's has a tab or a line end, and is left out",
                paths.ko.display()
            ));
        }
        Some((texts?, found))
    });
    let shown: Vec<_> = shown.collect();
    let rows = || {
        shown.iter().map(|(paths, found)| MatchRow {
            ko: &paths.ko,
            en: &paths.en,
            confidence: found.confidence,
            share: found.support.share,
        })
    };
    match &args.out {
        Some(path) => output::write_file(path, |out| write_matches(rows(), args.shape(), out))?,
        None => {
            let mut out = terminal::stdout();
            write_matches(rows(), args.shape(), &mut out)?;
            out.flush()?;
        }
    }
    say_what_is_left(&matched.files, shown.len());
    Ok(if matched.bad == 0 && shown.len() == kept.len() { Outcome::Fine } else { Outcome::SomeBad })
}

impl MatchArgs {
    fn shape(&self) -> MatchFormat {
        let by_ending = || self.out.as_ref()?.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl")).then_some(Shape::Jsonl);
        match self.format.or_else(by_ending) {
            Some(Shape::Jsonl) => MatchFormat::Jsonl,
            Some(Shape::Tsv) | None => MatchFormat::Tsv,
        }
    }
}

/// Says how many files have found nobody, if any.
fn say_what_is_left(files: &Sides<Vec<PathBuf>>, pairs: usize) {
    let left = files.as_ref().map(|files| files.len() - pairs);
    if left.ko + left.en > 0 {
        let pairs = counted(pairs, "pair");
        terminal::say(&format!("jjak: {pairs}; without a partner: {} Korean and {} English files", left.ko, left.en));
    }
}

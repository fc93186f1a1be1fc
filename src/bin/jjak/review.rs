//! `jjak review`: the page in the browser where an alignment is looked through and mended.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use jjak::align::Explain;
use jjak::batch::AlignJob;
use jjak::bitext::{Side, Sides};
use jjak::error::{Error, Result};
use jjak::formats::{Filter, Format, Lines, written_paths};
use jjak::review::server::{Output, serve};
use jjak::review::{Lock, Review, usual_path};

use crate::aligner::AlignerArgs;
use crate::input::InputArgs;
use crate::{Outcome, Ran, terminal};

/// Look through an alignment in the browser, mend it, and hand it on
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReviewArgs {
    /// Korean file, or a review that was begun (.jjak)
    #[arg(value_name = "KO")]
    ko: PathBuf,

    /// English file
    #[arg(value_name = "EN")]
    en: Option<PathBuf>,

    /// File that the page writes when it is told to save, its format by its ending; may be given several times
    #[arg(short, long = "out", value_name = "OUT")]
    out: Vec<PathBuf>,

    /// Where the review is kept [default: beside KO, as KO-EN.jjak]
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Port of the page on this machine [default: one that is free]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    /// The input has one segment a line already; empty lines count
    #[arg(long)]
    lines: bool,

    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    aligner: AlignerArgs,
}

const EXAMPLES: &str = "\
Examples:
  Look through the pairs of a contract, and save them as a translation memory:
  jjak review corpora/contract/ko.txt corpora/contract/en.txt -o contract.tmx

  Go on where you stopped:
  jjak review corpora/contract/ko-en.jjak -o contract.tmx

Each act is on the disk before the page shows it. The page is for this machine alone; press ? in it for the keys, and Ctrl-C here
to end.";

pub(crate) fn run(args: ReviewArgs) -> Ran {
    args.aligner.encoder.expect_none_of_many()?;
    let path = args.path()?;
    let outputs = args.outputs()?;
    let written: Vec<PathBuf> = outputs.iter().flat_map(|output| written_paths(output.format, &output.path)).collect();
    jjak::output::expect_apart(
        [Some(&args.ko), args.en.as_ref(), Some(&path)].into_iter().flatten().map(PathBuf::as_path),
        &written,
    )?;
    let lock = Lock::take(&path)?;
    let review = args.review(&path)?;
    let told = |address: &str| {
        terminal::say(&format!("jjak: review {} at", path.display()));
        terminal::say(address);
        if args.open && !open_browser(address) {
            terminal::say("jjak: no browser could be started: open the address yourself");
        }
    };
    serve(review, lock, outputs, args.port, told)?;
    Ok(Outcome::Fine)
}

impl ReviewArgs {
    /// Where the review is kept.
    fn path(&self) -> Result<PathBuf> {
        match (&self.en, &self.journal) {
            (None, None) if self.ko.extension().is_some_and(|e| e.eq_ignore_ascii_case("jjak")) => Ok(self.ko.clone()),
            (None, _) => {
                Err(Error::contradiction("name a Korean and an English file, or a review that was begun (.jjak)").in_file(&self.ko))
            }
            (Some(_), Some(journal)) => Ok(journal.clone()),
            (Some(en), None) => Ok(usual_path(Sides { ko: &self.ko, en })),
        }
    }

    fn outputs(&self) -> Result<Vec<Output>> {
        let output = |path: &PathBuf| {
            let format = Format::of_output(path).ok_or_else(|| {
                Error::unknown(format!("the ending tells no format: take one of {}", Format::written_names())).in_file(path)
            })?;
            Ok(Output { format, path: path.clone() })
        };
        self.out.iter().map(output).collect()
    }

    /// The review that is there, or a new one of what the aligner says.
    fn review(&self, path: &Path) -> Result<Review> {
        let (pipeline, _) = self.aligner.pipeline(&self.input, Explain::Yes)?;
        let Some(en) = &self.en else { return Review::open(path, pipeline) };
        let lines = if self.lines { Lines::Segments } else { Lines::Text };
        let options = self.input.read_options(Side::Ko, lines);
        let job = AlignJob { pipeline, options, filter: Filter::default(), embeddings: None, is_verbose: false };
        let spinner = terminal::spinner("aligning");
        let aligned = job.align(Sides { ko: &self.ko, en });
        spinner.finish_and_clear();
        aligned.messages.iter().for_each(|message| terminal::say(message));
        let bitext = aligned.result?;
        if !path.exists() {
            return Review::begin(path, &bitext, job.pipeline);
        }
        let review = Review::open(path, job.pipeline)?;
        if !review.is_of(bitext.documents.as_ref()) {
            let message = "the texts have changed since this review was begun: name another place for a new one with --journal";
            return Err(Error::contradiction(message).in_file(path));
        }
        Ok(review)
    }
}

/// Whether the desktop's browser could be started.
fn open_browser(address: &str) -> bool {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}

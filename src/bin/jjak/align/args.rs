//! The options of `jjak align`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jjak::align::Explain;
use jjak::batch::AlignJob;
use jjak::bitext::{BeadType, Side};
use jjak::error::Result;
use jjak::formats::{Filter, Lines};

use super::shape::Shape;
use super::stream::StreamArgs;
use crate::aligner::AlignerArgs;
use crate::encoder::Counted;
use crate::input::InputArgs;
use crate::terminal::ColourChoice;

/// Pair the sentences of a Korean and an English text
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct AlignArgs {
    /// Korean file or folder, or - for standard input; a subtitle file may hold both languages
    #[arg(value_name = "KO", required_unless_present_any = ["pairs", "stdin"], conflicts_with = "pairs")]
    pub(super) ko: Option<PathBuf>,

    /// English file or folder, or - for standard input
    #[arg(value_name = "EN", conflicts_with = "pairs")]
    pub(super) en: Option<PathBuf>,

    /// List of file pairs to align, one a line: KO<TAB>EN or KO<TAB>EN<TAB>OUT
    #[arg(long, value_name = "LIST")]
    pub(super) pairs: Option<PathBuf>,

    /// File to write, its format by its ending; may be given several times. A folder when many pairs are aligned
    #[arg(short, long = "out", value_name = "OUT")]
    pub(super) out: Vec<PathBuf>,

    /// Format to write: table, tsv, hf, jsonl, tmx, moses, beads, hunalign, xces, srt or vtt [default: by the ending of
    /// OUT, else table on a terminal and tsv elsewhere]
    #[arg(long)]
    pub(super) format: Option<Shape>,

    /// Show the table of pairs, also beside files written with -o
    #[arg(long)]
    pub(super) table: bool,

    /// The input has one segment a line already; empty lines count
    #[arg(long)]
    pub(super) lines: bool,

    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    pub(super) aligner: AlignerArgs,

    /// Say for each pair what spoke for it, and what else it could have been (JSON lines always do)
    #[arg(long)]
    pub(super) explain: bool,

    /// Leave out pairs of lower confidence (0 to 1)
    #[arg(long, value_name = "X", value_parser = confidence)]
    pub(super) min_confidence: Option<f64>,

    /// Leave out pairs of other types, as in 1-1,2-1 (Korean first)
    #[arg(long, value_delimiter = ',')]
    pub(super) types: Vec<BeadType>,

    /// Keep segments without a partner in formats that usually leave them out
    #[arg(long)]
    pub(super) keep_nulls: bool,

    /// When to use colours in the table
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: ColourChoice,

    /// Width of the table in columns [default: the terminal's]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub(super) width: Option<u16>,

    /// Say what was decided about each file: encoding, blocks, segments, register
    #[arg(short, long)]
    pub(super) verbose: bool,

    #[command(flatten)]
    pub(super) stream: StreamArgs,
}

const EXAMPLES: &str = "\
Examples:
  Look at the pairs, with the reasons for each:
  jjak align corpora/news_visit/ko.txt corpora/news_visit/en.txt --table --explain

  Write a translation memory and a table of good pairs:
  jjak align corpora/contract/ko.txt corpora/contract/en.txt -o a.tmx -o a.tsv --min-confidence 0.8

  Align lines as they are, and print segment numbers:
  jjak align corpora/letters/ko.lines corpora/letters/en.lines --lines --format beads | head -3

  Subtitles of a film in two languages, as subtitles with both:
  jjak align corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt -o both.srt
  jjak align examples/subtitles/island.smi -o island.tsv

  Align a whole folder, files paired by name, into one corpus, or one file for each pair:
  jjak align corpora corpora -o all.jsonl
  jjak align corpora corpora -o aligned --format tmx

  Align a stream of documents, a pair a line, as GNU parallel, bitextor or Hadoop hand them out:
  jjak align --stdin < examples/stream.documents

KO and EN may be text, HTML, Markdown or subtitles (srt, vtt, smi), packed with gzip or not, in UTF-8, UTF-16 or CP949.
Once 'jjak model install' has fetched the full encoder, '--encode doubtful' asks it where there is doubt.
In folders, files are paired by their path without ko, kr, kor, korean, en, eng, english.";

/// A number from 0 to 1.
pub(crate) fn confidence(s: &str) -> std::result::Result<f64, String> {
    s.parse().ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "a confidence lies between 0 and 1".to_owned())
}

impl AlignArgs {
    /// What is to be done with each pair of files, and the count of what an encoder sees.
    pub(super) fn job(&self) -> Result<(AlignJob, Option<Arc<Counted>>)> {
        let explain = if self.explain { Explain::Yes } else { Explain::No };
        let lines = if self.lines { Lines::Segments } else { Lines::Text };
        let (pipeline, encoder) = self.aligner.pipeline(&self.input, explain)?;
        let job = AlignJob {
            pipeline,
            options: self.input.read_options(Side::Ko, lines),
            filter: Filter { min_confidence: self.min_confidence, types: self.types.clone(), keep_nulls: self.keep_nulls },
            embeddings: self.aligner.encoder.embeddings()?,
            is_verbose: self.verbose,
        };
        Ok((job, encoder))
    }
}

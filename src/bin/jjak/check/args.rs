//! The options of `jjak check`.

use std::path::PathBuf;

use clap::Args;
use jjak::bitext::Side;
use jjak::check::Severity;
use jjak::formats::Format;
use jjak::report::findings::ReportFormat;

use crate::aligner::AlignerArgs;
use crate::input::InputArgs;
use crate::terminal::ColourChoice;

/// Find what is wrong with bilingual text
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Corpora (tsv, csv, jsonl, tmx, xliff, po, qt), two files of messages (json, arb, Android, strings, properties, php, resx, ftl), a Korean and an English document or subtitle file, a SAMI file with both, a page in both languages with captions, folders or patterns, or -
    #[arg(value_name = "INPUT", required_unless_present_any = ["explain_rule", "list_rules"])]
    pub(super) inputs: Vec<PathBuf>,

    /// How to write the findings: text, json, jsonl, github, junit or sarif
    #[arg(long, default_value = "text", hide_default_value = true)]
    pub(super) format: ReportFormat,

    /// File to write them to [default: standard output]
    #[arg(short, long = "out", value_name = "OUT")]
    pub(super) out: Option<PathBuf>,

    /// Only these rules: codes, beginnings of codes, names, with commas between
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,

    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,

    /// From which severity on findings make the exit code 1: info, warning or error [default: warning]
    #[arg(long, value_name = "SEVERITY")]
    pub(super) fail_level: Option<Severity>,

    /// Language that was translated from, where the files do not say: ko or en [default: ko]
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) source: Option<Side>,

    /// Find fault with the form of the source, too: doubled words, spaces, brackets and quotation marks that no translator can change
    #[arg(long)]
    pub(super) source_too: bool,

    /// Settings [default: jjak.toml here or in a folder above, up to the root of the repository]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Table of terms and their translations: KO<TAB>EN[<TAB>NOTE], | between alternatives, ! before forbidden ones
    #[arg(long, value_name = "FILE")]
    pub(super) glossary: Option<PathBuf>,

    /// Known findings, which are not reported
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Write all findings as known ones, and report nothing
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,

    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    pub(super) statistics: bool,

    /// Show the manual page of a rule
    #[arg(long, value_name = "RULE")]
    pub(super) explain_rule: Option<String>,

    /// List all rules
    #[arg(long)]
    pub(super) list_rules: bool,

    /// Format of corpora: tsv, csv, jsonl, hf, tmx, moses, xliff or po [default: by the file's ending]
    #[arg(long, value_name = "FORMAT")]
    pub(super) corpus_format: Option<Format>,

    /// Documents have one segment a line already
    #[arg(long)]
    pub(super) lines: bool,

    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    pub(super) aligner: AlignerArgs,

    /// Say which settings hold
    #[arg(short, long)]
    pub(super) verbose: bool,

    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: ColourChoice,

    /// Columns to fill [default: the terminal's]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub(super) width: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  Check a translation memory, and count what is found:
  jjak check examples/orders.tsv
  jjak check examples/orders.tsv --statistics

  Align two documents and check the pairs, sentences left out among them:
  jjak check corpora/software_manual/ko.md corpora/software_manual/en.md

  The captions of a page in both languages, and subtitles:
  jjak check examples/captions/page.txt
  jjak check corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt

  Terms as a glossary says:
  jjak check examples/orders.tsv --glossary examples/terms.tsv

  All tables of a project, as annotations of a pull request:
  jjak check 'examples/**/*.tsv' --format github

  Put up with what there is, and fail on what is new:
  jjak check examples --write-baseline known.json
  jjak check examples --baseline known.json

  What a rule is about:
  jjak check --explain-rule KE010

The exit code is 0 when nothing was found, 1 when something was at or above the fail level, 2 on an error.";

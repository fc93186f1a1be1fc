//! `jjak align`: two documents, or two folders of them, to a corpus.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use clap::Args;
use jjak::align::{EvidenceSet, Explain, Source};
use jjak::bitext::{BeadType, Clock, Document, Side, Sides, clock_time};
use jjak::corpus::Corpus;
use jjak::display::{Colour, counted};
use jjak::error::{Error, Result};
use jjak::export::{self, FORMATS, Filter, Format, TableOptions};
use jjak::pipeline::{Pipeline, look_swapped};
use jjak::read::{self, Lines, ReadOptions, read_both, read_document};
use jjak::semantic::Embeddings;
use jjak::split::Register;

use crate::encoder::{Counted, EncoderArgs};
use crate::input::InputArgs;
use crate::terminal::{self, ColourChoice};
use crate::{Outcome, Ran, batch};

/// Pair the sentences of a Korean and an English text
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct AlignArgs {
    /// Korean file or folder, or - for standard input; a SAMI file may hold both languages
    #[arg(value_name = "KO", required_unless_present = "pairs", conflicts_with = "pairs")]
    ko: Option<PathBuf>,

    /// English file or folder, or - for standard input
    #[arg(value_name = "EN", conflicts_with = "pairs")]
    en: Option<PathBuf>,

    /// List of file pairs to align, one a line: KO<TAB>EN or KO<TAB>EN<TAB>OUT
    #[arg(long, value_name = "LIST")]
    pairs: Option<PathBuf>,

    /// File to write, its format by its ending; may be given several times. A folder when many pairs are aligned
    #[arg(short, long = "out", value_name = "OUT")]
    out: Vec<PathBuf>,

    /// Format to write: table, tsv, hf, jsonl, tmx, moses, beads, hunalign, xces, srt or vtt [default: by the ending of
    /// OUT, else table on a terminal and tsv elsewhere]
    #[arg(long)]
    format: Option<Shape>,

    /// Show the table of pairs, also beside files written with -o
    #[arg(long)]
    table: bool,

    /// The input has one segment a line already; empty lines count
    #[arg(long)]
    lines: bool,

    #[command(flatten)]
    input: InputArgs,

    /// Evidence to weigh: any of length, anchors, learned, meaning, time, with commas between [default: all]
    #[arg(long, value_name = "SOURCES")]
    evidence: Option<EvidenceSet>,

    #[command(flatten)]
    encoder: EncoderArgs,

    /// Say for each pair what spoke for it, and what else it could have been (JSON lines always do)
    #[arg(long)]
    explain: bool,

    /// Leave out pairs of lower confidence (0 to 1)
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f64>,

    /// Leave out pairs of other types, as in 1-1,2-1 (Korean first)
    #[arg(long, value_delimiter = ',')]
    types: Vec<BeadType>,

    /// Keep segments without a partner in formats that usually leave them out
    #[arg(long)]
    keep_nulls: bool,

    /// When to use colours in the table
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: ColourChoice,

    /// Width of the table in columns [default: the terminal's]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,

    /// Say what was decided about each file: encoding, blocks, segments, register
    #[arg(short, long)]
    verbose: bool,
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

KO and EN may be text, HTML, Markdown or subtitles (srt, vtt, smi), packed with gzip or not, in UTF-8, UTF-16 or CP949.
Once 'jjak model install' has fetched the full encoder, '--encode doubtful' asks it where there is doubt.
In folders, files are paired by their path without ko, kr, kor, korean, en, eng, english.";

/// What a result is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Table,
    Corpus(Format),
}

impl FromStr for Shape {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        if s.eq_ignore_ascii_case("table") {
            return Ok(Shape::Table);
        }
        s.parse().map(Shape::Corpus).map_err(|_| Error::unknown(format!("say one of table, {}", format_names())))
    }
}

fn format_names() -> String {
    FORMATS.iter().filter(|info| info.is_written).map(|info| info.name).collect::<Vec<_>>().join(", ")
}

fn confidence(s: &str) -> std::result::Result<f64, String> {
    s.parse().ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "a confidence lies between 0 and 1".to_owned())
}

/// Everything but which files, as meant.
pub(crate) struct Plan {
    pub(crate) pipeline: Pipeline,
    input: InputArgs,
    lines: Lines,
    filter: Filter,
    is_verbose: bool,
    embeddings: Option<Sides<Embeddings>>,
    /// How much an encoder has seen, if one was asked.
    encoder: Option<Arc<Counted>>,
}

/// One thing to write; to standard output without a path.
struct Output {
    shape: Shape,
    path: Option<PathBuf>,
}

pub(crate) fn run(args: AlignArgs) -> Ran {
    if args.encoder.is_asked_for() && args.evidence.is_some_and(|evidence| !evidence.uses(Source::Meaning)) {
        return Err(Error::contradiction("vectors are evidence of meaning: add meaning to --evidence, or leave them out"));
    }
    let plan = Plan::of(&args)?;
    if let Some(list) = &args.pairs {
        return batch::run_list(plan, list, &batch_output(&args)?);
    }
    let Some(ko) = &args.ko else {
        return Err(Error::contradiction("name a Korean and an English file, or a list of pairs with --pairs"));
    };
    let Some(en) = &args.en else {
        if plan.input.may_hold_both(ko) {
            return one(plan, Sides { ko, en: ko }, &args);
        }
        return Err(Error::contradiction("an English file is required, too: only SAMI holds both languages").in_file(ko));
    };
    let paths = Sides { ko: ko.as_path(), en: en.as_path() };
    match paths.map(Path::is_dir) {
        Sides { ko: true, en: true } => {
            args.encoder.expect_none_of_many()?;
            batch::run_folders(plan, paths, &batch_output(&args)?)
        }
        Sides { ko: false, en: false } => one(plan, paths, &args),
        Sides { ko: is_folder, .. } => {
            let (folder, file) = if is_folder { (ko, en) } else { (en, ko) };
            let message = format!("this is a folder, but {} is none: name two files or two folders", file.display());
            Err(Error::contradiction(message).in_file(folder))
        }
    }
}

fn one(mut plan: Plan, paths: Sides<&Path>, args: &AlignArgs) -> Ran {
    if paths.ko == paths.en && !plan.input.may_hold_both(paths.ko) {
        let message = match paths.ko.as_os_str() == "-" {
            true => "standard input can hold only one of the two texts: name a file for the other",
            false => "this file is named for both languages: name a Korean and an English one",
        };
        return Err(Error::contradiction(message).in_file(paths.ko));
    }
    let outputs = outputs(args)?;
    if outputs.iter().any(|o| o.shape == Shape::Corpus(Format::Jsonl)) {
        plan.pipeline.explain = Explain::Yes;
    }
    let spinner = terminal::spinner("aligning");
    let aligned = plan.align(paths);
    spinner.finish_and_clear();
    aligned.messages.iter().for_each(|message| terminal::say(message));
    plan.tell_encoded();
    let mut corpus = aligned.result?;
    let table = terminal::table_options(args.width, args.color);
    for (left, output) in (0..outputs.len()).rev().zip(&outputs) {
        // The last one may have it.
        let copy = if left == 0 { std::mem::take(&mut corpus) } else { corpus.clone() };
        plan.write(output, copy, &table, args)?;
    }
    Ok(Outcome::Fine)
}

/// What is to be written of a single pair of files.
fn outputs(args: &AlignArgs) -> Result<Vec<Output>> {
    let to_stdout = |shape| Output { shape, path: None };
    if args.out.is_empty() {
        let usual = if terminal::stdout_is_terminal() { Shape::Table } else { Shape::Corpus(Format::Tsv) };
        let shape = if args.table { Shape::Table } else { args.format.unwrap_or(usual) };
        return Ok(vec![to_stdout(shape)]);
    }
    let of = |path: &PathBuf| -> Result<Output> {
        if path.as_os_str() == "-" {
            return Ok(to_stdout(args.format.unwrap_or(Shape::Corpus(Format::Tsv))));
        }
        let by_ending = || Format::from_extension(path).map(Shape::Corpus);
        let shape = args.format.or_else(by_ending).ok_or_else(|| {
            let message = format!("the ending tells no format: add --format with one of {}", format_names());
            Error::unknown(message).in_file(path)
        })?;
        Ok(Output { shape, path: Some(path.clone()) })
    };
    let mut outputs = args.out.iter().map(of).collect::<Result<Vec<_>>>()?;
    outputs.extend(args.table.then(|| to_stdout(Shape::Table)));
    Ok(outputs)
}

fn batch_output(args: &AlignArgs) -> Result<batch::Target> {
    let format = match args.format {
        _ if args.table => Err(Error::contradiction("the table shows one pair of files: leave --table out")),
        Some(Shape::Table) => Err(Error::contradiction("the table shows one pair of files: say another --format")),
        Some(Shape::Corpus(format)) => Ok(Some(format)),
        None => Ok(None),
    }?;
    match args.out.as_slice() {
        [] => batch::Target::stdout(format),
        [out] => batch::Target::at(out, format),
        _ => Err(Error::contradiction("many pairs of files go to one place: give -o once")),
    }
}

/// What came of one pair of files, and what is to be said of it.
pub(crate) struct Told<T> {
    pub(crate) messages: Vec<String>,
    pub(crate) result: Result<T>,
}

impl<T> Told<T> {
    /// Goes on with the result.
    pub(crate) fn and_then<U>(self, next: impl FnOnce(T) -> Result<U>) -> Told<U> {
        Told { messages: self.messages, result: self.result.and_then(next) }
    }
}

impl Plan {
    fn of(args: &AlignArgs) -> Result<Self> {
        let (second_look, encoder) = args.encoder.second_look()?.unzip();
        let pipeline = Pipeline {
            evidence: args.evidence.unwrap_or_default(),
            explain: if args.explain { Explain::Yes } else { Explain::No },
            second_look,
            quotes: args.input.quotes(),
            register: args.input.register(),
        };
        let filter = Filter { min_confidence: args.min_confidence, types: args.types.clone(), keep_nulls: args.keep_nulls };
        let lines = if args.lines { Lines::Segments } else { Lines::Text };
        let embeddings = args.encoder.embeddings()?;
        Ok(Self { pipeline, input: args.input, lines, filter, is_verbose: args.verbose, embeddings, encoder })
    }

    /// Says how much the encoder has seen, to whom wants to know.
    pub(crate) fn tell_encoded(&self) {
        if let Some(encoder) = self.encoder.as_ref().filter(|_| self.is_verbose) {
            terminal::say(&format!("jjak: {}", encoder.message()));
        }
    }

    /// Whether every file is to be taken for text, whatever its ending.
    pub(crate) fn takes_any_ending(&self) -> bool {
        self.input.input_format.is_some()
    }

    /// Reads and aligns a pair of files.
    pub(crate) fn align(&self, paths: Sides<&Path>) -> Told<Corpus> {
        let mut messages = Vec::new();
        let options = Sides::build(|side| self.input.read_options(side, self.lines));
        let documents = match paths.ko == paths.en {
            true => read_both(paths.ko, &options.ko),
            false => paths.zip(options).map(|(path, options)| read_document(path, &options)).transpose(),
        };
        let corpus = documents.and_then(|mut documents| {
            let registers = self.pipeline.segment(&mut documents);
            for side in Side::BOTH {
                let document = documents.get(side);
                if self.is_verbose {
                    messages.push(decisions(document, options.get(side), *registers.get(side)));
                }
                messages.extend(terminal::warnings(document));
            }
            if look_swapped(documents.as_ref()) {
                let name = &documents.ko.name;
                messages.push(format!(
                    "{name}: warning: this looks like English, and the other file like Korean: name the Korean one first"
                ));
            }
            let corpus = match &self.embeddings {
                Some(embeddings) => self.pipeline.pair_embedded(documents.as_ref(), embeddings.as_ref())?,
                None => self.pipeline.pair(documents.as_ref()),
            };
            messages.extend(corpus.clock.iter().filter(|_| self.is_verbose).map(|clock| told_clock(&documents.en.name, clock)));
            Ok(corpus)
        });
        Told { messages, result: corpus }
    }

    /// Leaves out what a format's users do not expect, and what the user does not want.
    pub(crate) fn filtered(&self, corpus: Corpus, format: Option<Format>) -> Corpus {
        let keeps_nulls = format.is_none_or(|format| Filter::usual(format).keep_nulls);
        Filter { keep_nulls: self.filter.keep_nulls || keeps_nulls, ..self.filter.clone() }.apply(corpus)
    }

    fn write(&self, output: &Output, corpus: Corpus, table: &TableOptions, args: &AlignArgs) -> Result<()> {
        match (output.shape, &output.path) {
            (Shape::Corpus(format), Some(path)) => export::write_to(format, &self.filtered(corpus, Some(format)), path),
            (Shape::Corpus(format), None) => {
                let mut out = terminal::stdout();
                export::write(format, &self.filtered(corpus, Some(format)), &mut out)?;
                Ok(out.flush()?)
            }
            (Shape::Table, path) => {
                let mut corpus = self.filtered(corpus, None);
                if !args.explain {
                    corpus.pairs.iter_mut().for_each(|pair| (pair.reasons, pair.runner_up) = (Vec::new(), None));
                }
                match path {
                    None => {
                        let mut out = terminal::stdout();
                        export::write_table(&corpus, table, &mut out)?;
                        Ok(out.flush()?)
                    }
                    Some(path) => {
                        let mut text = Vec::new();
                        export::write_table(&corpus, &TableOptions { colour: Colour::Never, ..*table }, &mut text)?;
                        std::fs::write(path, text).map_err(|e| Error::from(e).in_file(path))
                    }
                }
            }
        }
    }
}

/// How the times of two subtitle files go together, in a line.
fn told_clock(name: &str, clock: &Clock) -> String {
    let seconds = |ms: f64| format!("{} {:.2} s", if ms < 0.0 { '-' } else { '+' }, ms.abs() / 1e3);
    let breaks = clock.later.iter().map(|(from, shift_ms)| format!(", from {} on {}", clock_time(*from), seconds(*shift_ms)));
    let breaks: String = breaks.collect();
    format!("{name}: English times × {:.4} {} are Korean ones{breaks}", clock.stretch, seconds(clock.shift_ms))
}

/// What was decided about a document, in a line.
fn decisions(document: &Document, options: &ReadOptions, register: Option<Register>) -> String {
    let format = match options.lines {
        Lines::Segments => "one segment a line".to_owned(),
        Lines::Text => options.format.unwrap_or_else(|| read::Format::from_extension(&document.name)).to_string(),
    };
    // English sentences always end with a mark.
    let register = match register.filter(|_| options.side == Side::Ko) {
        Some(Register::Informal) => ", sentences may end without a mark",
        Some(_) => ", sentences end with a mark",
        None => "",
    };
    let (blocks, segments) = (counted(document.blocks.len(), "block"), counted(document.segments.len(), "segment"));
    format!("{}: {}, {format}, {blocks}, {segments}{register}", document.name, document.encoding)
}

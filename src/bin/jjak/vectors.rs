//! `jjak vectors`: tables of piece vectors, made and looked into.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, Subcommand};
use jjak::bitext::{Document, Side, Sides};
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::formats::{Lines, ReadOptions, parse_document};
use jjak::semantic::{DistillOptions, DistillProgress, DistillReport, Encoder, FullEncoder, PieceVectors, distill, rank_one};
use serde::Serialize;
use serde_json::Value;

use crate::model::{self, Known};
use crate::{Outcome, Ran, terminal};

/// Make tables of piece vectors, which tell what words mean, or look into one
#[derive(Args)]
#[command(after_help = "Examples:\n  jjak vectors info\n\n'jjak vectors distill --help' tells how to make a table.")]
pub(crate) struct VectorsArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Distill(DistillArgs),
    Info(InfoArgs),
}

/// Make a table from the full encoder and text of each language alone; no translations are needed
#[derive(Args)]
#[command(after_help = "\
Examples:
  jjak vectors distill --text ko.txt en.txt -o vectors.bin
  jjak vectors distill --text *.txt.gz --dim 128 --eval test.ko test.en -o small.bin

The record of how the table was made is written beside it: vectors.json for vectors.bin.")]
struct DistillArgs {
    /// Wheel of the full encoder, or a folder it was unpacked into [default: what 'jjak model install' put there]
    #[arg(long, value_name = "WHEEL")]
    teacher: Option<PathBuf>,

    /// Text to learn from, a sentence or paragraph a line, Korean and English in any order
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    text: Vec<PathBuf>,

    /// Numbers of a vector
    #[arg(long, value_name = "N", default_value_t = DistillOptions::default().dim)]
    dim: usize,

    /// Pieces of words to keep at most, the most frequent ones
    #[arg(long, value_name = "N", default_value_t = DistillOptions::default().pieces)]
    pieces: usize,

    /// Pairs of neighbouring pieces to keep at most, those that move texts most
    #[arg(long, value_name = "N", default_value_t = DistillOptions::default().pairs)]
    pairs: usize,

    /// Seed of the order of texts and of the places where they are cut
    #[arg(long, value_name = "N", default_value_t = DistillOptions::default().seed)]
    seed: u64,

    /// Two files to measure retrieval on: line n of the one translates line n of the other; may be given more than once
    #[arg(long, value_names = ["KO", "EN"], num_args = 2)]
    eval: Vec<PathBuf>,

    /// File to write the table to
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Tell what a table holds
#[derive(Args)]
#[command(after_help = "Examples:\n  jjak vectors info")]
struct InfoArgs {
    /// Table to look into [default: the one built in]
    file: Option<PathBuf>,
}

pub(crate) fn run(args: VectorsArgs) -> Ran {
    match args.command {
        Command::Distill(args) => run_distill(&args),
        Command::Info(args) => info(&args),
    }
}

fn info(args: &InfoArgs) -> Ran {
    let mut out = terminal::stdout();
    match &args.file {
        None => {
            write_facts(&TableFacts::of(PieceVectors::BUILTIN_BYTES)?, &mut out)?;
            write!(out, "\n{}", PieceVectors::BUILTIN_RECORD)?;
        }
        Some(path) => {
            let bytes = read(path)?;
            write_facts(&TableFacts::of(&bytes).map_err(|e| e.in_file(path))?, &mut out)?;
            if let Ok(record) = fs::read_to_string(record_path(path)) {
                write!(out, "\n{record}")?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn write_facts(facts: &TableFacts, out: &mut impl Write) -> Result<()> {
    writeln!(out, "dimensions  {}, {} bits each", facts.dim, facts.bits)?;
    writeln!(out, "pieces      {}", facts.pieces)?;
    writeln!(out, "pairs       {}", facts.pairs)?;
    writeln!(out, "bytes       {}", facts.bytes)?;
    Ok(writeln!(out, "crc32       {}", facts.crc32)?)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| Error::from(e).in_file(path))
}

/// Where the record of a table lies.
fn record_path(table: &Path) -> PathBuf {
    table.with_extension("json")
}

fn run_distill(args: &DistillArgs) -> Ran {
    let started = Instant::now();
    let record_path = record_path(&args.output);
    if record_path == args.output {
        return Err(Error::contradiction("this is where the record goes: give the table another ending").in_file(&args.output));
    }
    if let Some(folder) = args.output.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Error::contradiction("there is no such folder to write to").in_file(folder));
    }
    let texts = args.text.iter().map(|path| LineFile::read(path, Side::Ko)).collect::<Result<Vec<_>>>()?;
    let evaluations = args.eval.chunks_exact(2).map(Evaluation::read).collect::<Result<Vec<_>>>()?;
    let teacher_path = args.teacher.clone().map_or_else(model::installed, Ok)?;
    let teacher = FullEncoder::open(&teacher_path)?;

    let lines: Vec<&str> = texts.iter().flat_map(LineFile::lines).collect();
    let default = DistillOptions::default();
    let options = DistillOptions { dim: args.dim, pieces: args.pieces, pairs: args.pairs, seed: args.seed, ..default };
    let bar = terminal::bar(0, "reading");
    let mut show = |progress: DistillProgress| {
        bar.set_message(progress.stage);
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
    };
    let distilled = distill(&teacher, &lines, &options, &mut show);
    bar.finish_and_clear();
    let (bytes, report) = distilled?;
    fs::write(&args.output, &bytes).map_err(|e| Error::from(e).in_file(&args.output))?;

    let table = PieceVectors::parse(&bytes)?;
    let record = Record {
        table: TableFacts::of(&bytes)?,
        teacher: describe_teacher(&teacher_path)?,
        command: command_line(),
        options: options.into(),
        texts: texts.iter().map(TextRow::of).collect(),
        figures: Figures {
            rank_one: evaluations.iter().map(|evaluation| evaluation.measure(&table, &teacher)).collect(),
            seconds: started.elapsed().as_secs(),
            ..report.into()
        },
    };
    let json = serde_json::to_string_pretty(&record).map_err(std::io::Error::from)?;
    fs::write(&record_path, json + "\n").map_err(|e| Error::from(e).in_file(&record_path))?;
    let mut out = terminal::stdout();
    write_report(&record, &mut out)?;
    writeln!(out, "written     {}, {}", args.output.display(), record_path.display())?;
    out.flush()?;
    Ok(Outcome::Fine)
}

/// A file of lines, held in memory.
struct LineFile {
    name: String,
    sha256: String,
    document: Document,
}

impl LineFile {
    fn read(path: &Path, side: Side) -> Result<Self> {
        let bytes = read(path)?;
        let sha256 = model::sha256(&bytes);
        let options = ReadOptions { lines: Lines::Segments, ..ReadOptions::new(side) };
        let document = parse_document(&path.to_string_lossy(), &bytes, &options)?;
        jjak::batch::warnings(&document).for_each(|message| terminal::say(&message));
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { name, sha256, document })
    }

    fn lines(&self) -> Vec<&str> {
        self.document.segment_texts()
    }
}

/// Two files whose lines translate each other.
struct Evaluation(Sides<LineFile>);

impl Evaluation {
    fn read(pair: &[PathBuf]) -> Result<Self> {
        let sides = Sides { ko: LineFile::read(&pair[0], Side::Ko)?, en: LineFile::read(&pair[1], Side::En)? };
        let lines = sides.as_ref().map(|file| file.lines().len());
        if lines.ko != lines.en || lines.ko == 0 {
            let message = format!("has {}, but {} has {}", counted(lines.ko, "line"), pair[1].display(), lines.en);
            return Err(Error::contradiction(message).in_file(&pair[0]));
        }
        Ok(Self(sides))
    }

    fn measure(&self, table: &PieceVectors, teacher: &FullEncoder) -> RankOneRow {
        let lines = self.0.as_ref().map(|file| file.lines());
        let of = |encoder: &dyn Encoder| {
            let found = rank_one(encoder, &lines.ko, &lines.en);
            RankOne { ko: rounded(found.ko), en: rounded(found.en) }
        };
        RankOneRow {
            ko: self.0.ko.name.clone(),
            en: self.0.en.name.clone(),
            lines: lines.ko.len(),
            table: of(table),
            teacher: of(teacher),
        }
    }
}

/// To four places.
fn rounded(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

/// What is known of the teacher: all that the built-in table's record tells, if it is the same; else its hash, if it is a file.
fn describe_teacher(path: &Path) -> Result<Value> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    if path.is_dir() {
        return Ok(serde_json::json!({ "folder": name }));
    }
    let sha256 = model::sha256(&read(path)?);
    let known = Known::of_record()?;
    Ok(if sha256 == known.sha256 { Known::as_recorded() } else { serde_json::json!({ "file": name, "sha256": sha256 }) })
}

/// The command as typed.
fn command_line() -> String {
    let quoted = |word: std::borrow::Cow<str>| match word.chars().any(|c| c.is_whitespace() || "'\"\\$*?".contains(c)) {
        true => format!("'{}'", word.replace('\'', r"'\''")),
        false => word.into_owned(),
    };
    let words = std::env::args_os().skip(1).map(|word| quoted(word.to_string_lossy()));
    std::iter::once("jjak".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// How a table was made: the file beside it.
#[derive(Serialize)]
struct Record {
    table: TableFacts,
    teacher: Value,
    command: String,
    options: OptionsRow,
    texts: Vec<TextRow>,
    figures: Figures,
}

#[derive(Serialize)]
struct TableFacts {
    bytes: usize,
    crc32: String,
    dim: usize,
    bits: usize,
    pieces: usize,
    pairs: usize,
}

impl TableFacts {
    fn of(bytes: &[u8]) -> Result<Self> {
        let table = PieceVectors::parse(bytes)?;
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Ok(Self {
            bytes: bytes.len(),
            crc32: format!("{:08x}", crc.sum()),
            dim: table.dim(),
            bits: PieceVectors::BITS,
            pieces: table.pieces(),
            pairs: table.pairs(),
        })
    }
}

#[derive(Serialize)]
struct OptionsRow {
    dim: usize,
    pieces: usize,
    pairs: usize,
    piece_count: u32,
    pair_count: u32,
    passes: [usize; 3],
    rate: f32,
    seed: u64,
}

impl From<DistillOptions> for OptionsRow {
    fn from(o: DistillOptions) -> Self {
        let DistillOptions { dim, pieces, pairs, piece_count, pair_count, passes, rate, seed } = o;
        Self { dim, pieces, pairs, piece_count, pair_count, passes, rate, seed }
    }
}

#[derive(Serialize)]
struct TextRow {
    file: String,
    lines: usize,
    sha256: String,
}

impl TextRow {
    fn of(text: &LineFile) -> Self {
        Self { file: text.name.clone(), lines: text.lines().len(), sha256: text.sha256.clone() }
    }
}

#[derive(Serialize)]
struct Figures {
    texts: usize,
    held_out: usize,
    held_out_loss: Loss,
    pieces: PieceFigures,
    pairs: PairFigures,
    rank_one: Vec<RankOneRow>,
    seconds: u64,
}

#[derive(Serialize)]
struct Loss {
    first_table: f64,
    trained: f64,
    rounded: f64,
}

#[derive(Serialize)]
struct PieceFigures {
    teacher: usize,
    frequent: usize,
    kept: usize,
    unseen: usize,
}

#[derive(Serialize)]
struct PairFigures {
    frequent: usize,
    kept: usize,
}

#[derive(Serialize)]
struct RankOneRow {
    ko: String,
    en: String,
    lines: usize,
    table: RankOne,
    teacher: RankOne,
}

#[derive(Serialize)]
struct RankOne {
    ko: f64,
    en: f64,
}

impl From<DistillReport> for Figures {
    fn from(r: DistillReport) -> Self {
        let [first_table, trained, rounded] = r.held_out_loss.map(|loss| self::rounded(loss.into()));
        Self {
            texts: r.texts,
            held_out: r.held_out,
            held_out_loss: Loss { first_table, trained, rounded },
            pieces: PieceFigures {
                teacher: r.teacher_pieces,
                frequent: r.frequent_pieces,
                kept: r.pieces,
                unseen: r.unseen_pieces,
            },
            pairs: PairFigures { frequent: r.frequent_pairs, kept: r.pairs },
            rank_one: Vec::new(),
            seconds: 0,
        }
    }
}

fn write_report(record: &Record, out: &mut impl Write) -> Result<()> {
    let Record { figures, options, table, .. } = record;
    let Figures { pieces, pairs, held_out_loss: loss, .. } = figures;
    writeln!(out, "texts       {} with parts and joined lines; {} of them held out", figures.texts, figures.held_out)?;
    writeln!(
        out,
        "pieces      {} of the teacher's {}: the most frequent of {} seen at least {} times, and Hangul and single ASCII; {} unseen",
        pieces.kept, pieces.teacher, pieces.frequent, options.piece_count, pieces.unseen
    )?;
    writeln!(
        out,
        "pairs       {} of {} seen at least {} times: those that move texts most",
        pairs.kept, pairs.frequent, options.pair_count
    )?;
    writeln!(
        out,
        "loss        {:.4} held out, as 1 - cosine to the teacher (first table {:.4}, before rounding {:.4})",
        loss.rounded, loss.first_table, loss.trained
    )?;
    for row in &figures.rank_one {
        writeln!(
            out,
            "retrieval   {} lines of {} and {}: {:.3} from Korean, {:.3} from English (teacher {:.3}, {:.3})",
            row.lines, row.ko, row.en, row.table.ko, row.table.en, row.teacher.ko, row.teacher.en
        )?;
    }
    Ok(writeln!(out, "size        {} bytes, {} dimensions of {} bits", table.bytes, table.dim, table.bits)?)
}

//! `jjak vectors`: tables of piece vectors, made and looked into.

mod distilling;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jjak::error::{Error, Result};
use jjak::report::TableFacts;
use jjak::semantic::{DistillOptions, PieceVectors};

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
        Command::Distill(args) => distilling::run(&args),
        Command::Info(args) => info(&args),
    }
}

fn info(args: &InfoArgs) -> Ran {
    let mut out = terminal::stdout();
    match &args.file {
        None => {
            TableFacts::of(PieceVectors::BUILTIN_BYTES)?.write(&mut out)?;
            write!(out, "\n{}", PieceVectors::BUILTIN_RECORD)?;
        }
        Some(path) => {
            let bytes = read(path)?;
            TableFacts::of(&bytes).map_err(|e| e.in_file(path))?.write(&mut out)?;
            if let Ok(record) = fs::read_to_string(record_path(path)) {
                write!(out, "\n{record}")?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| Error::from(e).in_file(path))
}

/// Where the record of a table lies.
fn record_path(table: &Path) -> PathBuf {
    table.with_extension("json")
}

//! The command line of jjak: one file per subcommand, all on the public API of the library.
//!
//! A subcommand takes its arguments as typed, turns them into options as meant, and runs. It exits with 0 when all went well, 1 when
//! a check found what fails a build, 2 on an error; a reader that closes the pipe is none.

mod align;
mod aligner;
mod captions;
mod check;
mod encoder;
mod eval;
mod fit;
mod input;
mod model;
mod rates;
mod shell;
mod split;
mod terminal;
mod vectors;

use std::io::ErrorKind as IoKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jjak::error::{Error, ErrorKind, Result};

/// Aligns Korean and English text: splits, pairs, explains and exports a parallel corpus.
#[derive(Parser)]
#[command(name = "jjak", version, arg_required_else_help = true, after_help = EXAMPLES, max_term_width = 120)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  jjak align corpora/news_visit/ko.txt corpora/news_visit/en.txt
  jjak check corpora/news_visit/ko.txt corpora/news_visit/en.txt
  jjak split corpora/news_visit/ko.txt

'jjak align --help' tells more of a command.";

#[derive(Subcommand)]
enum Command {
    Align(align::AlignArgs),
    Captions(captions::CaptionsArgs),
    Check(check::CheckArgs),
    Split(split::SplitArgs),
    Eval(eval::EvalArgs),
    Rates(rates::RatesArgs),
    Fit(fit::FitArgs),
    Vectors(vectors::VectorsArgs),
    Model(model::ModelArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

/// How a command ended that could do its work.
enum Outcome {
    Fine,
    /// There are findings that fail a build.
    Findings,
    /// Some of the files were bad, and have been reported.
    SomeBad,
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Align(args) => align::run(args),
        Command::Captions(args) => captions::run(args),
        Command::Check(args) => check::run(args),
        Command::Split(args) => split::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Rates(args) => rates::run(args),
        Command::Fit(args) => fit::run(args),
        Command::Vectors(args) => vectors::run(args),
        Command::Model(args) => model::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::SomeBad) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("jjak: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Whether whoever read our output has read enough.
fn is_closed_pipe(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io(e) if e.kind() == IoKind::BrokenPipe) && error.path().is_none()
}

/// What all subcommands give back.
type Ran = Result<Outcome>;

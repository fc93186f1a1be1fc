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
mod matching;
mod model;
mod rates;
#[cfg(feature = "review")]
mod review;
mod shell;
mod split;
mod strength;
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

    /// How many threads work at most [default: one a core]
    #[arg(long, global = true, visible_alias = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
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
    #[cfg(feature = "review")]
    Review(review::ReviewArgs),
    Match(matching::MatchArgs),
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
    let args = Args::parse();
    stop_cleanly();
    let outcome = start_threads(args.threads).and_then(|()| run(args.command));
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

/// When the program is told to stop, nothing half written stays behind.
#[allow(clippy::exit)]
fn stop_cleanly() {
    // Without a handler it stops all the same.
    let _ = ctrlc::set_handler(|| {
        jjak::output::abandon();
        std::process::exit(130)
    });
}

/// Starts the threads that all commands work with. A single one is the thread that is there anyway.
fn start_threads(count: Option<u16>) -> Result<()> {
    let mut pool = rayon::ThreadPoolBuilder::new().num_threads(count.map_or(0, usize::from));
    if count == Some(1) {
        pool = pool.use_current_thread();
    }
    pool.build_global().map_err(|e| Error::contradiction(format!("no threads can be had here ({e}): try --threads 1")))
}

fn run(command: Command) -> Ran {
    match command {
        Command::Align(args) => align::run(args),
        Command::Captions(args) => captions::run(args),
        Command::Check(args) => check::run(args),
        #[cfg(feature = "review")]
        Command::Review(args) => review::run(args),
        Command::Match(args) => matching::run(args),
        Command::Split(args) => split::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Rates(args) => rates::run(args),
        Command::Fit(args) => fit::run(args),
        Command::Vectors(args) => vectors::run(args),
        Command::Model(args) => model::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    }
}

/// Whether whoever read our output has read enough.
fn is_closed_pipe(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io(e) if e.kind() == IoKind::BrokenPipe) && error.path().is_none()
}

/// What all subcommands give back.
type Ran = Result<Outcome>;

//! `jjak align`: two documents, or two folders of them, to pairs.

mod args;
mod many;
mod shape;
mod stream;

use std::io::Write;
use std::path::{Path, PathBuf};

use jjak::align::Explain;
use jjak::batch::{AlignJob, folders, list};
use jjak::bitext::{Bitext, Sides};
use jjak::display::Colour;
use jjak::error::{Error, Result};
use jjak::formats::{Format, write, write_to, written_paths};
use jjak::output;
use jjak::report::{TableOptions, write_table};

use crate::{Outcome, Ran, terminal};
pub(crate) use args::{AlignArgs, confidence};
use many::many;
use shape::Shape;
use stream::stream;

/// One thing to write; to standard output without a path.
struct Output {
    shape: Shape,
    path: Option<PathBuf>,
}

pub(crate) fn run(args: AlignArgs) -> Ran {
    let (job, encoder) = args.job()?;
    let outcome = run_job(job, &args);
    // Whoever wants to know is told how much the encoder has seen.
    if let Some(encoder) = encoder.filter(|_| args.verbose) {
        terminal::say(&format!("jjak: {}", encoder.message()));
    }
    outcome
}

fn run_job(job: AlignJob, args: &AlignArgs) -> Ran {
    if args.stream.stdin {
        return stream(job, args);
    }
    if let Some(path) = &args.pairs {
        args.aligner.encoder.expect_none_of_many()?;
        return many(job, args, list(path)?);
    }
    let Some(ko) = &args.ko else {
        return Err(Error::contradiction("name a Korean and an English file, or a list of pairs with --pairs"));
    };
    let Some(en) = &args.en else {
        if args.input.may_hold_both(ko) {
            return one(job, Sides { ko, en: ko }, args);
        }
        return Err(Error::contradiction("an English file is required, too: only subtitles may hold both languages").in_file(ko));
    };
    let paths = Sides { ko: ko.as_path(), en: en.as_path() };
    match paths.map(Path::is_dir) {
        Sides { ko: true, en: true } => {
            args.aligner.encoder.expect_none_of_many()?;
            let pairing = folders(paths, args.input.input_format.is_some())?;
            if pairing.pairs.is_empty() {
                pairing.unpaired.iter().for_each(|message| terminal::say(message));
                let message = "no two files here belong together: name them alike but for ko and en, or list them for --pairs";
                return Err(Error::contradiction(message).in_file(ko));
            }
            many(job, args, pairing)
        }
        Sides { ko: false, en: false } => one(job, paths, args),
        Sides { ko: is_folder, .. } => {
            let (folder, file) = if is_folder { (ko, en) } else { (en, ko) };
            let message = format!("this is a folder, but {} is none: name two files or two folders", file.display());
            Err(Error::contradiction(message).in_file(folder))
        }
    }
}

fn one(mut job: AlignJob, paths: Sides<&Path>, args: &AlignArgs) -> Ran {
    if paths.ko == paths.en && !args.input.may_hold_both(paths.ko) {
        let message = match paths.ko.as_os_str() == "-" {
            true => "standard input can hold only one of the two texts: name a file for the other",
            false => "this file is named for both languages: name a Korean and an English one",
        };
        return Err(Error::contradiction(message).in_file(paths.ko));
    }
    let outputs = outputs(args)?;
    let files = |output: &Output| match (output.shape, &output.path) {
        (Shape::File(format), Some(path)) => written_paths(format, path),
        (Shape::Table, path) => path.iter().cloned().collect(),
        (_, None) => Vec::new(),
    };
    output::expect_apart([paths.ko, paths.en], &outputs.iter().flat_map(files).collect::<Vec<_>>())?;
    if outputs.iter().any(|o| o.shape == Shape::File(Format::Jsonl)) {
        job.pipeline.explain = Explain::Yes;
    }
    let spinner = terminal::spinner("aligning");
    let aligned = job.align(paths);
    spinner.finish_and_clear();
    aligned.messages.iter().for_each(|message| terminal::say(message));
    let bitext = aligned.result?;
    outputs.iter().try_for_each(|output| write_one(&job, output, &bitext, args))?;
    Ok(Outcome::Fine)
}

/// What is to be written of a single pair of files.
fn outputs(args: &AlignArgs) -> Result<Vec<Output>> {
    let to_stdout = |shape| Output { shape, path: None };
    if args.out.is_empty() {
        let usual = if terminal::stdout_is_terminal() { Shape::Table } else { Shape::File(Format::Tsv) };
        let shape = if args.table { Shape::Table } else { args.format.unwrap_or(usual) };
        return Ok(vec![to_stdout(shape)]);
    }
    let of = |path: &PathBuf| -> Result<Output> {
        if path.as_os_str() == "-" {
            return Ok(to_stdout(args.format.unwrap_or(Shape::File(Format::Tsv))));
        }
        let by_ending = || Format::of_output(path).map(Shape::File);
        let shape = args.format.or_else(by_ending).ok_or_else(|| {
            let message = format!("the ending tells no format: add --format with one of {}", Format::written_names());
            Error::unknown(message).in_file(path)
        })?;
        Ok(Output { shape, path: Some(path.clone()) })
    };
    let mut outputs = args.out.iter().map(of).collect::<Result<Vec<_>>>()?;
    outputs.extend(args.table.then(|| to_stdout(Shape::Table)));
    Ok(outputs)
}

fn write_one(job: &AlignJob, output: &Output, bitext: &Bitext, args: &AlignArgs) -> Result<()> {
    let table = TableOptions { is_explained: args.explain, ..terminal::table_options(args.width, args.color) };
    let mut out = terminal::stdout();
    match (output.shape, &output.path) {
        (Shape::File(format), Some(path)) => return write_to(format, &job.filter_for(Some(format)).view(bitext), path),
        (Shape::File(format), None) => write(format, &job.filter_for(Some(format)).view(bitext), &mut out)?,
        (Shape::Table, None) => write_table(&job.filter_for(None).view(bitext), &table, &mut out)?,
        (Shape::Table, Some(path)) => {
            let table = TableOptions { colour: Colour::Never, ..table };
            return output::write_file(path, |out| write_table(&job.filter_for(None).view(bitext), &table, out));
        }
    }
    Ok(out.flush()?)
}

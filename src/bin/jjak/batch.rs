//! Many pairs of files at once: in parallel, with results in the order of the files whatever the number of threads.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use jjak::align::Explain;
use jjak::bitext::Sides;
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::export::{self, Format};
use rayon::prelude::*;

use crate::align::{Plan, Told};
use crate::pairing::{self, FilePair, Pairing};
use crate::terminal;
use crate::{Outcome, Ran};

/// How many pairs are in work before their results are written: bounds memory, and keeps the threads busy.
const IN_WORK: usize = 128;

/// Where the results go.
pub(crate) enum Target {
    /// All in one, one behind the other; to standard output without a path.
    Rows(Format, Option<PathBuf>),
    /// One file a pair.
    Folder(Format, PathBuf),
}

impl Target {
    pub(crate) fn stdout(format: Option<Format>) -> Result<Self> {
        let format = format.unwrap_or(Format::Tsv);
        if is_of_rows(format) {
            return Ok(Target::Rows(format, None));
        }
        Err(Error::contradiction(format!("{format} holds one pair of files: name a folder with -o")))
    }

    /// A file if the name has the ending of a format, else a folder.
    pub(crate) fn at(out: &Path, format: Option<Format>) -> Result<Self> {
        if out.as_os_str() == "-" {
            return Self::stdout(format);
        }
        let by_ending = Format::from_extension(out).filter(|_| !out.is_dir());
        match (by_ending, format) {
            (None, format) => Ok(Target::Folder(format.unwrap_or(Format::Tsv), out.to_owned())),
            (Some(ending), format) if is_of_rows(format.unwrap_or(ending)) => {
                Ok(Target::Rows(format.unwrap_or(ending), Some(out.to_owned())))
            }
            (Some(ending), format) => {
                let format = format.unwrap_or(ending);
                let message = format!("{format} holds one pair of files: name a folder, and add --format {format}");
                Err(Error::contradiction(message).in_file(out))
            }
        }
    }

    fn format(&self) -> Format {
        match self {
            Target::Rows(format, _) | Target::Folder(format, _) => *format,
        }
    }
}

/// Whether results in a format can stand one behind the other.
fn is_of_rows(format: Format) -> bool {
    matches!(format, Format::Tsv | Format::Jsonl | Format::HuggingFace)
}

pub(crate) fn run_folders(plan: Plan, roots: Sides<&Path>, target: &Target) -> Ran {
    let pairing = pairing::folders(roots, plan.takes_any_ending())?;
    if pairing.pairs.is_empty() {
        pairing.unpaired.iter().for_each(|message| terminal::say(message));
        let message = "no two files here belong together: name them alike but for ko and en, or list them for --pairs";
        return Err(Error::contradiction(message).in_file(roots.ko));
    }
    run(plan, pairing, target)
}

pub(crate) fn run_list(plan: Plan, list: &Path, target: &Target) -> Ran {
    run(plan, pairing::list(list)?, target)
}

fn run(mut plan: Plan, pairing: Pairing, target: &Target) -> Ran {
    pairing.unpaired.iter().for_each(|message| terminal::say(message));
    let named = pairing.pairs.iter().filter_map(|pair| Format::from_extension(pair.out.as_ref()?));
    if named.chain([target.format()]).any(|format| format == Format::Jsonl) {
        plan.pipeline.explain = Explain::Yes;
    }
    let progress = terminal::bar(pairing.pairs.len(), "aligning");
    let bad = match target {
        Target::Rows(format, path) => rows(&plan, &pairing.pairs, *format, path.as_deref(), &progress),
        Target::Folder(format, folder) => files(&plan, &pairing.pairs, *format, folder, &progress),
    };
    progress.finish_and_clear();
    plan.tell_encoded();
    let bad = bad?;
    if bad == 0 {
        return Ok(Outcome::Fine);
    }
    terminal::say(&format!("jjak: {bad} of {} could not be aligned", counted(pairing.pairs.len(), "pair")));
    Ok(Outcome::SomeBad)
}

/// Works on all items in parallel, and hands out the results in their order.
fn in_order<'w, T: Sync, R: Send + 'w>(
    items: &'w [T],
    progress: &'w ProgressBar,
    work: impl Fn(&T) -> Told<R> + Sync + 'w,
) -> impl Iterator<Item = Told<R>> + 'w {
    let work = move |item: &T| {
        let told = work(item);
        progress.inc(1);
        told
    };
    items.chunks(IN_WORK).flat_map(move |chunk| chunk.par_iter().map(&work).collect::<Vec<_>>())
}

/// Says what is to be said of a pair; its result, if it has one.
fn tell<T>(told: Told<T>, progress: &ProgressBar) -> Option<T> {
    progress.suspend(|| {
        told.messages.iter().for_each(|message| terminal::say(message));
        told.result.map_err(|error| terminal::say(&format!("jjak: {error}"))).ok()
    })
}

/// One file with all pairs; how many were bad.
fn rows(plan: &Plan, pairs: &[FilePair], format: Format, path: Option<&Path>, progress: &ProgressBar) -> Result<usize> {
    if let Some(pair) = pairs.iter().find(|pair| pair.out.is_some()) {
        let message =
            format!("the list names an output for {}, but all goes into one: name a folder with -o", pair.paths.ko.display());
        return Err(Error::contradiction(message));
    }
    let mut bad = 0;
    let corpora = in_order(pairs, progress, |pair| {
        plan.align(pair.paths.as_ref().map(PathBuf::as_path)).and_then(|corpus| Ok(plan.filtered(corpus, Some(format))))
    });
    let good = corpora.filter_map(|told| {
        let corpus = tell(told, progress);
        bad += usize::from(corpus.is_none());
        corpus.map(Ok)
    });
    match path {
        Some(path) => export::write_all_to(format, good, path)?,
        None => {
            let mut out = terminal::stdout();
            export::write_all(format, good, &mut out)?;
            out.flush()?;
        }
    }
    Ok(bad)
}

/// One file for each pair; how many pairs were bad.
fn files(plan: &Plan, pairs: &[FilePair], format: Format, folder: &Path, progress: &ProgressBar) -> Result<usize> {
    let places = places(pairs, format, folder)?;
    let written = in_order(&places, progress, |place| {
        plan.align(place.pair.paths.as_ref().map(PathBuf::as_path)).and_then(|corpus| {
            if let Some(parent) = place.path.parent() {
                std::fs::create_dir_all(parent).map_err(|e| Error::from(e).in_file(parent))?;
            }
            export::write_to(place.format, &plan.filtered(corpus, Some(place.format)), &place.path)
        })
    });
    Ok(written.map(|told| usize::from(tell(told, progress).is_none())).sum())
}

/// A pair and where its result goes.
struct Place<'p> {
    pair: &'p FilePair,
    path: PathBuf,
    format: Format,
}

fn places<'p>(pairs: &'p [FilePair], format: Format, folder: &Path) -> Result<Vec<Place<'p>>> {
    let place = |pair: &'p FilePair| {
        let ending = format.info().extensions[0];
        let path = pair.out.clone().unwrap_or_else(|| format!("{}.{ending}", pair.name).into());
        let format = pair.out.as_ref().and_then(Format::from_extension).unwrap_or(format);
        Place { pair, path: folder.join(path), format }
    };
    let places: Vec<Place> = pairs.iter().map(place).collect();
    let mut taken: BTreeMap<&Path, &FilePair> = BTreeMap::new();
    for place in &places {
        if let Some(other) = taken.insert(&place.path, place.pair) {
            let [one, two] = [other, place.pair].map(|pair| pair.paths.ko.display());
            let message = format!("the results of {one} and {two} would both go here: name outputs in a list for --pairs");
            return Err(Error::contradiction(message).in_file(&place.path));
        }
    }
    Ok(places)
}

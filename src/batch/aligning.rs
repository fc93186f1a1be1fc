//! Pairs of files to bitexts, and those to one file or to one each.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::in_order::in_order;
use super::pairing::FilePair;
use super::{Seen, Told, doubts, warnings};
use crate::align::Explain;
use crate::bitext::{Bitext, Clock, Document, Side, Sides, clock_time};
use crate::display::counted;
use crate::error::{Error, Result};
use crate::formats::{
    Filter, Format, Lines, ReadOptions, read_both, read_document, write_all, write_all_to, write_to, written_paths,
};
use crate::output;
use crate::pipeline::Pipeline;
use crate::semantic::Embeddings;
use crate::split::Register;

/// How pairs of files are aligned and what of them goes out.
#[derive(Clone, Debug)]
pub struct AlignJob {
    /// How to align.
    pub pipeline: Pipeline,
    /// How to read both sides; the side named here is passed over.
    pub options: ReadOptions,
    /// Which pairs go out.
    pub filter: Filter,
    /// Vectors that the user brings for one pair of files.
    pub embeddings: Option<Sides<Embeddings>>,
    /// Whether to say what was decided about each file.
    pub is_verbose: bool,
}

impl AlignJob {
    /// Reads and aligns a pair of files, or one file that holds both languages if it is named twice.
    pub fn align(&self, paths: Sides<&Path>) -> Told<Bitext> {
        let mut messages = Vec::new();
        let options = Sides::build(|side| ReadOptions { side, ..self.options });
        let documents = match paths.ko == paths.en {
            true => read_both(paths.ko, &options.ko),
            false => paths.zip(options).map(|(path, options)| read_document(path, &options)).transpose(),
        };
        let bitext = documents.and_then(|documents| self.align_documents(documents, &mut messages));
        Told { messages, result: bitext }
    }

    /// Splits and aligns two documents as read.
    pub(super) fn align_documents(&self, mut documents: Sides<Document>, messages: &mut Vec<String>) -> Result<Bitext> {
        let registers = self.pipeline.segment(&mut documents);
        for side in Side::BOTH {
            let document = documents.get(side);
            if self.is_verbose {
                messages.push(self.decisions(document, side, *registers.get(side)));
            }
            messages.extend(warnings(document));
        }
        messages.extend(doubts(documents.as_ref()));
        let bitext = match &self.embeddings {
            Some(embeddings) => self.pipeline.pair_embedded(documents, embeddings.as_ref())?,
            None => self.pipeline.pair(documents),
        };
        let name = &bitext.documents.en.name;
        messages
            .extend(bitext.remarks().into_iter().map(|remark| format!("{}, {name}: warning: {remark}", bitext.documents.ko.name)));
        messages.extend(bitext.clock.iter().filter(|_| self.is_verbose).map(|clock| told_clock(name, clock)));
        Ok(bitext)
    }

    /// Leaves out what a format's users do not expect, and what the user does not want; no format is the table for people.
    pub fn filter_for(&self, format: Option<Format>) -> Filter {
        let keeps_nulls = format.is_none_or(|format| Filter::usual(format).keep_nulls);
        Filter { keep_nulls: self.filter.keep_nulls || keeps_nulls, ..self.filter.clone() }
    }

    /// What was decided about a document, in a line.
    fn decisions(&self, document: &Document, side: Side, register: Option<Register>) -> String {
        let format = match self.options.lines {
            Lines::Segments => "one segment a line".to_owned(),
            Lines::Text => self.options.format.or_else(|| Format::of_input(&document.name)).unwrap_or_default().to_string(),
        };
        // English sentences always end with a mark.
        let register = match register.filter(|_| side == Side::Ko) {
            Some(Register::Informal) => ", sentences may end without a mark",
            Some(_) => ", sentences end with a mark",
            None => "",
        };
        let (blocks, segments) = (counted(document.blocks.len(), "block"), counted(document.segments.len(), "segment"));
        format!("{}: {}, {format}, {blocks}, {segments}{register}", document.name, document.encoding)
    }
}

/// How the times of two subtitle files go together, in a line.
fn told_clock(name: &str, clock: &Clock) -> String {
    let seconds = |ms: f64| format!("{} {:.2} s", if ms < 0.0 { '-' } else { '+' }, ms.abs() / 1e3);
    let breaks = clock.later.iter().map(|(from, shift_ms)| format!(", from {} on {}", clock_time(*from), seconds(*shift_ms)));
    let breaks: String = breaks.collect();
    format!("{name}: English times × {:.4} {} are Korean ones{breaks}", clock.stretch, seconds(clock.shift_ms))
}

/// Where results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// All in one, one behind the other; to the stream given without a path.
    Rows(Format, Option<PathBuf>),
    /// One file a pair.
    Folder(Format, PathBuf),
}

impl Target {
    /// One stream, in a format whose results can stand one behind the other.
    ///
    /// # Errors
    /// For any other format.
    pub fn stream(format: Option<Format>) -> Result<Self> {
        let format = format.unwrap_or(Format::Tsv);
        if is_of_rows(format) {
            return Ok(Target::Rows(format, None));
        }
        Err(Error::contradiction(format!("{format} holds one pair of files: name a folder with -o")))
    }

    /// A file if the name has the ending of a format, else a folder; the stream for `-`.
    ///
    /// # Errors
    /// For a file in a format that holds one pair.
    pub fn at(out: &Path, format: Option<Format>) -> Result<Self> {
        if out.as_os_str() == "-" {
            return Self::stream(format);
        }
        let by_ending = Format::of_output(out).filter(|_| !out.is_dir());
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
pub(super) fn is_of_rows(format: Format) -> bool {
    matches!(format, Format::Tsv | Format::Jsonl | Format::HuggingFace)
}

/// Aligns pairs of files in parallel and writes them in their order; gives how many were bad. JSON lines always carry reasons.
///
/// # Errors
/// When the target cannot be written, when an output would destroy an input, and when two results would go to one place.
pub fn align_all(
    mut job: AlignJob,
    pairs: &[FilePair],
    target: &Target,
    stream: &mut dyn Write,
    seen: &mut Seen<'_>,
) -> Result<usize> {
    let named = pairs.iter().filter_map(|pair| Format::of_output(pair.out.as_ref()?));
    if named.chain([target.format()]).any(|format| format == Format::Jsonl) {
        job.pipeline.explain = Explain::Yes;
    }
    match target {
        Target::Rows(format, path) => rows(&job, pairs, *format, path.as_deref(), stream, seen),
        Target::Folder(format, folder) => files(&job, pairs, *format, folder, seen),
    }
}

fn inputs(pairs: &[FilePair]) -> impl Iterator<Item = &Path> {
    pairs.iter().flat_map(|pair| [pair.paths.ko.as_path(), pair.paths.en.as_path()])
}

/// One file with all pairs.
fn rows(
    job: &AlignJob,
    pairs: &[FilePair],
    format: Format,
    path: Option<&Path>,
    stream: &mut dyn Write,
    seen: &mut Seen<'_>,
) -> Result<usize> {
    if let Some(pair) = pairs.iter().find(|pair| pair.out.is_some()) {
        let message =
            format!("the list names an output for {}, but all goes into one: name a folder with -o", pair.paths.ko.display());
        return Err(Error::contradiction(message));
    }
    output::expect_apart(inputs(pairs), path.map(Path::to_owned).as_slice())?;
    let mut bad = 0;
    let told = in_order(pairs, |pair| job.align(pair.paths.as_ref().map(PathBuf::as_path)));
    let good = told.filter_map(|told| {
        seen(&told.messages, told.result.as_ref().err());
        bad += usize::from(told.result.is_err());
        told.result.ok().map(Ok)
    });
    let filter = job.filter_for(Some(format));
    match path {
        Some(path) => write_all_to(format, good, &filter, path)?,
        None => {
            write_all(format, good, &filter, stream)?;
            stream.flush()?;
        }
    }
    Ok(bad)
}

/// One file for each pair.
fn files(job: &AlignJob, pairs: &[FilePair], format: Format, folder: &Path, seen: &mut Seen<'_>) -> Result<usize> {
    let places = places(pairs, format, folder)?;
    let outputs: Vec<PathBuf> = places.iter().flat_map(|place| written_paths(place.format, &place.path)).collect();
    output::expect_apart(inputs(pairs), &outputs)?;
    let told = in_order(&places, |place| {
        job.align(place.pair.paths.as_ref().map(PathBuf::as_path)).and_then(|bitext| {
            if let Some(parent) = place.path.parent() {
                std::fs::create_dir_all(parent).map_err(|e| Error::from(e).in_file(parent))?;
            }
            write_to(place.format, &job.filter_for(Some(place.format)).view(&bitext), &place.path)
        })
    });
    let mut bad = 0;
    for told in told {
        seen(&told.messages, told.result.as_ref().err());
        bad += usize::from(told.result.is_err());
    }
    Ok(bad)
}

/// A pair and where its result goes.
struct Place<'p> {
    pair: &'p FilePair,
    path: PathBuf,
    format: Format,
}

fn places<'p>(pairs: &'p [FilePair], format: Format, folder: &Path) -> Result<Vec<Place<'p>>> {
    let place = |pair: &'p FilePair| {
        let ending = format.info().endings[0];
        let name = pair.out.clone().unwrap_or_else(|| format!("{}.{ending}", pair.name).into());
        let format = pair.out.as_ref().and_then(Format::of_output).unwrap_or(format);
        Ok(Place { pair, path: output::inside(folder, &name)?, format })
    };
    let places: Vec<Place<'_>> = pairs.iter().map(place).collect::<Result<_>>()?;
    let mut taken: std::collections::BTreeMap<&Path, &FilePair> = std::collections::BTreeMap::new();
    for place in &places {
        if let Some(other) = taken.insert(&place.path, place.pair) {
            let [one, two] = [other, place.pair].map(|pair| pair.paths.ko.display());
            let message = format!("the results of {one} and {two} would both go here: name outputs in a list for --pairs");
            return Err(Error::contradiction(message).in_file(&place.path));
        }
    }
    Ok(places)
}

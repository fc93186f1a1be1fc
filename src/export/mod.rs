//! A corpus to files: one file per format behind one trait.
//!
//! To add a format, give it a row in [`FORMATS`], copy the file of the nearest one, and name it in `exporter`; the contract tests
//! then hold it too. The same corpus gives the same bytes: numbers have four decimals, and nothing asks for the time.

mod beads;
mod fields;
mod filter;
mod hugging_face;
mod jsonl;
mod ladder;
mod moses;
mod shown;
mod srt;
mod table;
mod tmx;
mod tsv;
mod vtt;
mod xces;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

pub use crate::corpus::{FORMATS, Format};
pub use filter::Filter;
pub use table::{TableOptions, write_table};

use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// What every format does that goes into one file.
trait Exporter {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()>;

    /// Writes a corpus behind another one, with the columns of the first.
    fn append(&self, _: &Corpus, _: Columns, _: &mut dyn Write) -> Result<()> {
        Err(Error::contradiction("this format holds one document pair a file: name a folder to write to, or take tsv, jsonl or hf"))
    }
}

/// Whether a table has columns for times; all of its rows have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Columns {
    Plain,
    Timed,
}

impl Columns {
    fn of(corpus: &Corpus) -> Self {
        if corpus.has_times() { Columns::Timed } else { Columns::Plain }
    }
}

fn exporter(format: Format) -> Result<&'static dyn Exporter> {
    Ok(match format {
        Format::Tsv => &tsv::Tsv,
        Format::Jsonl => &jsonl::Jsonl,
        Format::Tmx => &tmx::Tmx,
        Format::HuggingFace => &hugging_face::HuggingFace,
        Format::Beads => &beads::Beads,
        Format::Ladder => &ladder::Ladder,
        Format::Xces => &xces::Xces,
        Format::Srt => &srt::Srt,
        Format::Vtt => &vtt::Vtt,
        Format::Moses => return Err(Error::contradiction("moses writes two files: name one of them with -o, as in -o corpus.ko")),
        Format::Xliff | Format::Po => return Err(Error::contradiction(format!("{format} is read, but not written: take tmx"))),
    })
}

/// Writes a corpus in one stream. Linear; writes in small pieces, so `out` should be buffered.
///
/// # Errors
/// When writing fails, and for Moses, which needs two files.
pub fn write(format: Format, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
    exporter(format)?.write(corpus, out)
}

/// Writes several corpora one behind the other, with one header, taking each only when the one before is written. TSV has columns for
/// times if the first corpus has times.
///
/// # Errors
/// When writing fails, when a corpus is an error itself, and for formats that hold one document pair a file (all but TSV, JSONL and
/// Hugging Face) if there is more than one.
pub fn write_all(format: Format, corpora: impl IntoIterator<Item = Result<Corpus>>, out: &mut dyn Write) -> Result<()> {
    let exporter = exporter(format)?;
    let mut corpora = corpora.into_iter();
    let first = corpora.next().unwrap_or_else(|| Ok(Corpus::default()))?;
    let columns = Columns::of(&first);
    exporter.write(&first, out)?;
    corpora.try_for_each(|corpus| exporter.append(&corpus?, columns, out))
}

/// The same, to a file; a name that ends in `.gz` is packed.
///
/// # Errors
/// As above, and when the file cannot be written.
pub fn write_all_to(format: Format, corpora: impl IntoIterator<Item = Result<Corpus>>, path: impl AsRef<Path>) -> Result<()> {
    to_file(path.as_ref(), |out| write_all(format, corpora, out))
}

/// Writes a corpus to a file, or for Moses to two: `name.ko`, `name.en` or `name.moses` all stand for the files `name.ko` and
/// `name.en`. A name that ends in `.gz` is packed.
///
/// # Errors
/// When a file cannot be written.
pub fn write_to(format: Format, corpus: &Corpus, path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    if format == Format::Moses {
        let paths = moses::paths(path);
        to_file(&paths.ko, |out| moses::write_side(corpus, crate::bitext::Side::Ko, out))?;
        return to_file(&paths.en, |out| moses::write_side(corpus, crate::bitext::Side::En, out));
    }
    let exporter = exporter(format)?;
    to_file(path, |out| exporter.write(corpus, out))
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let run = || -> Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
            let mut packed = GzEncoder::new(&mut file, Compression::default());
            write(&mut packed)?;
            packed.finish()?;
        } else {
            write(&mut file)?;
        }
        Ok(file.flush()?)
    };
    run().map_err(|e| e.in_file(path))
}

#[cfg(test)]
mod tests;

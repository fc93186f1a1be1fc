//! Bitexts to files. The same bitext gives the same bytes: numbers have four decimals, and nothing asks for the time.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::filter::Filter;
use super::format::Format;
use super::pairs::moses;
use super::writer::{Columns, Writer};
use crate::bitext::{Bitext, Side, View};
use crate::error::{Error, Result};
use crate::output::write_file;

pub(super) fn writer(format: Format) -> Result<&'static dyn Writer> {
    format.info().writer.ok_or_else(|| {
        Error::contradiction(match format {
            Format::Moses => "moses writes two files: name one of them with -o, as in -o corpus.ko".to_owned(),
            _ => format!("{format} is read, but not written: take one of {}", Format::written_names()),
        })
    })
}

/// Writes a bitext in one stream. Linear; writes in small pieces, so `out` should be buffered.
///
/// # Errors
/// When writing fails, and for Moses, which needs two files.
pub fn write(format: Format, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
    writer(format)?.write(view, out)
}

/// Writes the rows of a bitext alone, to stand behind those of another one: a table without its header, and without times.
///
/// # Errors
/// When writing fails, and for formats that hold one document pair a file.
pub fn write_rows(format: Format, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
    writer(format)?.append(view, Columns::Plain, out)
}

/// Writes several bitexts one behind the other, with one header, taking each only when the one before is written, and of each what
/// the filter keeps. TSV has columns for times if the first bitext has times.
///
/// # Errors
/// When writing fails, when a bitext is an error itself, and for formats that hold one document pair a file (all but TSV, JSONL and
/// Hugging Face) if there is more than one.
pub fn write_all(
    format: Format,
    bitexts: impl IntoIterator<Item = Result<Bitext>>,
    filter: &Filter,
    out: &mut dyn Write,
) -> Result<()> {
    let writer = writer(format)?;
    let mut bitexts = bitexts.into_iter();
    let first = bitexts.next().unwrap_or_else(|| Ok(Bitext::default()))?;
    let first = filter.view(&first);
    let columns = Columns::of(&first);
    writer.write(&first, out)?;
    bitexts.try_for_each(|bitext| writer.append(&filter.view(&bitext?), columns, out))
}

/// The same, to a file; a name that ends in `.gz` is packed.
///
/// # Errors
/// As above, and when the file cannot be written.
pub fn write_all_to(
    format: Format,
    bitexts: impl IntoIterator<Item = Result<Bitext>>,
    filter: &Filter,
    path: impl AsRef<Path>,
) -> Result<()> {
    write_file(path.as_ref(), |out| write_all(format, bitexts, filter, out))
}

/// Writes a bitext to a file, or for Moses to two: `name.ko`, `name.en` or `name.moses` all stand for the files `name.ko` and
/// `name.en`. A name that ends in `.gz` is packed.
///
/// # Errors
/// When a file cannot be written.
pub fn write_to(format: Format, view: &View<'_>, path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    if format == Format::Moses {
        let paths = moses::paths(path);
        write_file(&paths.ko, |out| moses::write_side(view, Side::Ko, out))?;
        return write_file(&paths.en, |out| moses::write_side(view, Side::En, out));
    }
    let writer = writer(format)?;
    write_file(path, |out| writer.write(view, out))
}

/// The files that writing to a path makes: one, or two for Moses.
pub fn written_paths(format: Format, path: &Path) -> Vec<PathBuf> {
    if format != Format::Moses {
        return vec![path.to_owned()];
    }
    let paths = moses::paths(path);
    vec![paths.ko, paths.en]
}

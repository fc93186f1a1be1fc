//! Files in, files out: the one place that knows file formats.
//!
//! A file's bytes are unpacked (`gzip`), looked at (`sniff`, `foreign`), decoded (`encoding`) and read by the reader of their
//! format (`registry`): as one text, as the texts of both sides, or as pairs. Every offset keeps its way back to the file
//! (`places`). Damaged content is a warning of the document; an error means that there was nothing to read, or that a part of it
//! is missing. Writers stand beside the readers of their formats, and all go through `write`. Readers and writers take linear
//! time on any bytes.

mod blocks;
mod classes;
mod content;
mod encoding;
mod filter;
mod foreign;
mod format;
mod gzip;
mod html;
mod limits;
mod line;
mod markdown;
mod options;
mod pairs;
mod places;
mod plain;
mod registry;
mod shortcode;
mod sniff;
mod sourced;
mod subtitles;
mod wrapped;
mod write;
mod writer;

use std::fs::File;
use std::io::ErrorKind as IoKind;
use std::path::Path;

pub use content::Content;
pub use encoding::{Encoding, EncodingChoice};
pub use filter::Filter;
pub use format::{Format, Holds};
pub use limits::Limits;
pub use options::{Lines, ReadOptions};
pub use pairs::beads::parse_beads;
pub use registry::{FORMATS, FormatInfo};
pub use write::{write, write_all, write_all_to, write_rows, write_to, written_paths};

use crate::bitext::{Bitext, Document, Side, Sides, Warning};
use crate::error::{Error, Result};
use registry::Reader;
use sniff::Seen;

/// Reads a file, or standard input if the path is `-`; Moses from its two files, whichever is named.
///
/// # Errors
/// When it cannot be read, is of a kind that is not read, is not what its format promises, or breaks off.
pub fn read(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Content> {
    let path = path.as_ref();
    if options.format == Some(Format::Moses) || options.format.is_none() && is_moses(path) {
        let sides = pairs::moses::paths(path);
        let bytes = Sides::build(|side| read_bytes(sides.get(side), options.limits)).transpose()?;
        return pairs::moses::parse(sides.map(|path| path.to_string_lossy().into_owned()), bytes, options).map(Content::Pairs);
    }
    parse(&path.to_string_lossy(), read_bytes(path, options.limits)?, options)
}

/// The ending `.moses` names two files that stand beside one another.
fn is_moses(path: &Path) -> bool {
    Format::of_input(path) == Some(Format::Moses)
}

/// Parses a file held in memory. `name` stands in messages, and its ending tells the format unless the options or the bytes do.
///
/// # Errors
/// As [`read`].
pub fn parse(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Content> {
    content(name, bytes, options).map_err(|e| e.in_file(name))
}

fn content(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Content> {
    let bytes = gzip::unpack(bytes, options.limits)?;
    if let Some(foreign) = foreign::binary(&bytes, options.encoding) {
        return Err(foreign.refused());
    }
    let (format, warning) = format_of(name, &bytes, options)?;
    let mut content = decoded_as(format, bytes, warning, options)?;
    content.set_name(name);
    Ok(content)
}

/// What bytes hold that are known to be of a format.
fn decoded_as(format: Format, bytes: Vec<u8>, warning: Option<Warning>, options: &ReadOptions) -> Result<Content> {
    let declared = (format == Format::Html).then(|| html::declared(&bytes)).flatten();
    let choice = match format.info().holds {
        Holds::Pairs => encoding::of_pairs(&bytes, options.encoding),
        _ => options.encoding,
    };
    let mut decoded = encoding::decode(bytes, choice, declared, options.side);
    decoded.warnings.extend(warning);
    Ok(match format.info().reader {
        Reader::Text(read) => Content::Text(read(&decoded)),
        Reader::Lines(read) => Content::Text(read(decoded, options.lines)),
        Reader::Cues(read) => read(&decoded, options.side),
        Reader::Pairs(read) => Content::Pairs(read(&decoded)?),
        Reader::No if format == Format::Moses => {
            return Err(Error::contradiction("moses is two files: name one of them, as in corpus.ko"));
        }
        Reader::No => {
            let message = format!("{format} holds the numbers of segments and no text: name the two documents instead");
            return Err(Error::contradiction(message));
        }
    })
}

/// The format of a file, and what is to be said of it: what the options say, else what the bytes show, else what the ending says,
/// else plain text.
fn format_of(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<(Format, Option<Warning>)> {
    match (options.lines, options.format) {
        (Lines::Segments, None | Some(Format::Plain)) => return Ok((Format::Plain, None)),
        (Lines::Segments, Some(format)) => {
            let message = format!("{format} has no lines to take as segments: leave out either the format or the option for lines");
            return Err(Error::contradiction(message));
        }
        (Lines::Text, Some(format)) => return Ok((format, None)),
        (Lines::Text, None) => {}
    }
    let by_ending = Format::of_input(name);
    match sniff::look(bytes) {
        Seen::Format(seen) if by_ending.is_none_or(|named| disagree(named, seen)) => {
            let warning = by_ending.map(|named| {
                let message =
                    format!("this is {}, whatever its ending says ({}): it was read as such", seen.info().name, named.info().name);
                Warning { position: None, message }
            });
            Ok((seen, warning))
        }
        Seen::Foreign(foreign) => Err(foreign.refused()),
        _ if by_ending == Some(Format::Xces) && !bytes.is_empty() && !is_alignment(bytes) => Err(foreign::XML.refused()),
        _ => match (by_ending, foreign::Foreign::by_ending(Path::new(name))) {
            (Some(format), _) => Ok((format, None)),
            (None, Some(foreign)) => Err(foreign.refused()),
            (None, None) => Ok((Format::Plain, None)),
        },
    }
}

fn is_alignment(bytes: &[u8]) -> bool {
    sniff::look(bytes) == Seen::Format(Format::Xces)
}

/// Whether what the bytes show is not what the ending says. Rows of pairs are one thing in two dialects, and so are timed cues.
fn disagree(named: Format, seen: Format) -> bool {
    let is_json = |format| matches!(format, Format::Jsonl | Format::HuggingFace);
    // Markdown may begin with any HTML.
    named != seen && !(is_json(named) && is_json(seen)) && (named, seen) != (Format::Markdown, Format::Html)
}

/// Reads the text of one side from a file, or from standard input if the path is `-`.
///
/// # Errors
/// As [`read`], and when the file holds pairs.
pub fn read_document(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Document> {
    read(path, options)?.into_text(options.side)
}

/// Parses the text of one side, held in memory.
///
/// # Errors
/// As [`read_document`].
pub fn parse_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    parse(name, bytes.to_vec(), options)?.into_text(options.side)
}

/// Reads both languages of a file that holds both.
///
/// # Errors
/// As [`read`], and when it holds one language only.
pub fn read_both(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Sides<Document>> {
    read(path, options)?.into_both()
}

/// Reads pairs from a file, or from standard input if the path is `-`; Moses from its two files, whichever is named. The format is
/// found out if `None`.
///
/// # Errors
/// As [`read`], and when the file holds no pairs.
pub fn read_bitext(path: impl AsRef<Path>, format: Option<Format>) -> Result<Bitext> {
    read(path, &ReadOptions { format, ..ReadOptions::new(Side::Ko) })?.into_pairs()
}

/// Parses pairs held in memory, in any format that goes into one file.
///
/// # Errors
/// As [`read_bitext`].
pub fn parse_bitext(name: &str, bytes: &[u8], format: Format) -> Result<Bitext> {
    parse(name, bytes.to_vec(), &ReadOptions { format: Some(format), ..ReadOptions::new(Side::Ko) })?.into_pairs()
}

fn read_bytes(path: &Path, limits: Limits) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        limits.read_all(std::io::stdin().lock(), &mut bytes)
    } else {
        File::open(path).and_then(|file| {
            bytes.reserve(file.metadata().map_or(0, |data| data.len().min(limits.max_bytes)) as usize);
            limits.read_all(file, &mut bytes)
        })
    };
    let taken = read.map_err(|e| match e.kind() {
        IoKind::NotFound => plain_words(e, "there is no such file; check the spelling and the folder"),
        IoKind::IsADirectory => plain_words(e, "this is a folder; name a file in it"),
        IoKind::PermissionDenied => plain_words(e, "reading is not allowed; check the file's permissions"),
        _ => Error::from(e),
    });
    taken.and_then(|taken| taken).map_err(|e| e.in_file(path)).map(|()| bytes)
}

/// The same kind of failure, said for people.
fn plain_words(e: std::io::Error, message: &str) -> Error {
    Error::from(std::io::Error::new(e.kind(), message))
}

#[cfg(test)]
mod tests;

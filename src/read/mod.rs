//! Files to documents, and files that already pair to corpora: the only place that parses files.
//!
//! Bytes are unpacked (`gzip`), decoded (`encoding`), and cut into blocks by their format (`plain`, `html`, `markdown`);
//! every offset keeps its way back to the file (`places`). Damaged content is a warning of the document; an error means that
//! there was nothing to read. All readers take linear time on any bytes.

mod beads;
mod bitext;
mod blocks;
mod catalogue;
mod corpus;
mod encoding;
mod entries;
mod gzip;
mod html;
mod jsonl;
mod markdown;
mod markup;
mod places;
mod plain;
mod subtitles;
mod wrapped;

use std::fmt;
use std::fs;
use std::io::{ErrorKind as IoKind, Read};
use std::path::Path;
use std::str::FromStr;

pub use beads::parse_beads;
pub use bitext::{parse_bitext, read_bitext};
pub use corpus::{parse_corpus, parse_moses, read_corpus};
pub use encoding::{Encoding, EncodingChoice};

use crate::bitext::{Document, Side, Sides};
use crate::error::{Error, Result};

/// What a document's bytes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: a line is a block, unless the text is hard-wrapped.
    #[default]
    Plain,
    /// HTML: the visible text, block by block.
    Html,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// SAMI subtitles: the cues of one language of those in the file.
    Sami,
}

/// Each format with its name and the file endings it goes by.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Plain, "text", &["txt", "ko", "en"]),
    (Format::Html, "html", &["html", "htm", "xhtml"]),
    (Format::Markdown, "markdown", &["md", "markdown", "mkd"]),
    (Format::Srt, "srt", &["srt"]),
    (Format::Vtt, "vtt", &["vtt", "webvtt"]),
    (Format::Sami, "sami", &["smi", "sami"]),
];

impl Format {
    /// The format by the ending of a file name, looking through `.gz`; plain text where the ending says nothing.
    pub fn from_extension(path: impl AsRef<Path>) -> Self {
        let name = path.as_ref().file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let ending = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.').map_or("", |(_, e)| e);
        FORMATS.iter().find(|(_, _, endings)| endings.contains(&ending)).map_or(Format::Plain, |f| f.0)
    }

    /// The name used in options.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|f| f.0 == self).map_or("", |f| f.1)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// A name or a file ending: `text`, `html`, `markdown`, `md` …
    fn from_str(s: &str) -> Result<Self> {
        let s = s.to_ascii_lowercase();
        FORMATS.iter().find(|(_, name, endings)| *name == s || endings.contains(&s.as_str())).map(|f| f.0).ok_or_else(|| {
            let known = FORMATS.iter().map(|f| f.1).collect::<Vec<_>>().join(", ");
            Error::unknown(format!("'{s}' is no input format: say one of {known}"))
        })
    }
}

/// What the lines of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lines {
    /// Text that is still to be split into sentences.
    #[default]
    Text,
    /// One segment each, empty lines included; the file is then read as plain text unless a format is named.
    Segments,
}

/// How to read a document.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// The format; by the file's ending if `None`.
    pub format: Option<Format>,
    /// The encoding, or to find it.
    pub encoding: EncodingChoice,
    /// What lines are.
    pub lines: Lines,
    /// The language, which helps to tell encodings apart.
    pub side: Side,
}

impl ReadOptions {
    /// Everything to be found out, for a document of the given language.
    pub fn new(side: Side) -> Self {
        Self { format: None, encoding: EncodingChoice::Detect, lines: Lines::Text, side }
    }
}

/// Reads a document from a file, or from standard input if the path is `-`.
///
/// # Errors
/// When the file cannot be read, and when a format that has no lines is to give one segment a line.
pub fn read_document(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Document> {
    let path = path.as_ref();
    document(&path.to_string_lossy(), read_bytes(path)?, options)
}

/// Reads both languages of a file that holds both: SAMI, by its ending or by the options.
///
/// # Errors
/// When the file cannot be read, is of another format, or holds one language only.
pub fn read_both(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Sides<Document>> {
    let path = path.as_ref();
    parse_both(&path.to_string_lossy(), &read_bytes(path)?, options)
}

/// Parses both languages of a file held in memory, as [`read_both`] does.
///
/// # Errors
/// When it is of another format, or holds one language only.
pub fn parse_both(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Sides<Document>> {
    if options.format.unwrap_or_else(|| Format::from_extension(name)) != Format::Sami || options.lines == Lines::Segments {
        let message = "this is one text for both languages: name a Korean and an English file (only SAMI holds both)";
        return Err(Error::contradiction(message).in_file(name));
    }
    let (bytes, cut) = gzip::unpack(bytes.to_vec());
    let decoded = encoding::decode(bytes, options.encoding, None, Side::Ko);
    let mut documents = subtitles::sami_both(&decoded).map_err(|e| e.in_file(name))?;
    documents.ko.warnings.extend(cut);
    // What is wrong with the file is said once.
    let known = documents.ko.warnings.clone();
    documents.en.warnings.retain(|warning| !known.contains(warning));
    for side in Side::BOTH {
        documents.get_mut(side).name = name.to_owned();
    }
    Ok(documents)
}

/// Parses a document held in memory. `name` stands in messages, and its ending tells the format unless the options do.
///
/// # Errors
/// When a format that has no lines is to give one segment a line.
pub fn parse_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    document(name, bytes.to_vec(), options)
}

fn document(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document> {
    let format = match (options.lines, options.format) {
        (Lines::Text, format) => format.unwrap_or_else(|| Format::from_extension(name)),
        (Lines::Segments, None | Some(Format::Plain)) => Format::Plain,
        (Lines::Segments, Some(format)) => {
            let message = format!("{format} has no lines to take as segments: leave out either the format or the option for lines");
            return Err(Error::contradiction(message).in_file(name));
        }
    };
    let (bytes, cut) = gzip::unpack(bytes);
    let declared = (format == Format::Html).then(|| html::declared(&bytes)).flatten();
    let decoded = encoding::decode(bytes, options.encoding, declared, options.side);
    let mut document = match format {
        Format::Plain => plain::document(decoded, options.lines),
        Format::Html => html::document(&decoded),
        Format::Markdown => markdown::document(&decoded),
        Format::Srt => subtitles::srt(&decoded),
        Format::Vtt => subtitles::vtt(&decoded),
        Format::Sami => subtitles::sami(&decoded, options.side),
    };
    document.name = name.to_owned();
    document.warnings.extend(cut);
    Ok(document)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let read = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|e| {
        let error = match e.kind() {
            IoKind::NotFound => plain_words(e, "there is no such file; check the spelling and the folder"),
            IoKind::IsADirectory => plain_words(e, "this is a folder; name a file in it"),
            IoKind::PermissionDenied => plain_words(e, "reading is not allowed; check the file's permissions"),
            _ => Error::from(e),
        };
        error.in_file(path)
    })
}

/// The same kind of failure, said for people.
fn plain_words(e: std::io::Error, message: &str) -> Error {
    Error::from(std::io::Error::new(e.kind(), message))
}

#[cfg(test)]
mod tests;

//! Files that hold both sides, as a bitext whose every text leads back to its place in the file: what a linter reads.
//!
//! The same formats as in `corpus`, and catalogues besides (XLIFF, PO). All in linear time.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::corpus::{Columns, ONE_SIDE, at_line, moses_paths};
use super::encoding::{self, Decoded, EncodingChoice};
use super::entries::{Entries, range_in};
use super::{catalogue, gzip, markup, read_bytes};
use crate::bitext::{Bitext, Document, Entry, Side, Sides, Warning};
use crate::corpus::Format;
use crate::error::{Error, Position, Result};

/// Reads a bitext from a file, or from standard input if the path is `-`; Moses from its two files, whichever is named. The format
/// goes by the file's ending if `None`.
///
/// # Errors
/// When a file cannot be read or is not what its format promises, when the format is unknown, or holds no text.
pub fn read_bitext(path: impl AsRef<Path>, format: Option<Format>) -> Result<Bitext> {
    let path = path.as_ref();
    let format = format.or_else(|| Format::from_extension(path)).ok_or_else(|| {
        Error::unknown("the file's ending tells no format that holds both languages: name the format").in_file(path)
    })?;
    if format != Format::Moses {
        return parse_bitext(&path.to_string_lossy(), &read_bytes(path)?, format);
    }
    let paths = moses_paths(path);
    let documents = paths.map(|path| {
        let options = super::ReadOptions { lines: super::Lines::Segments, ..super::ReadOptions::new(Side::Ko) };
        super::read_document(path, &options)
    });
    moses(documents.transpose()?)
}

/// Parses a bitext held in memory, in any format that goes into one file. `name` stands in messages and places. Linear.
///
/// # Errors
/// At the first line or element that is not what the format promises; for formats that hold no text, or need two files.
pub fn parse_bitext(name: &str, bytes: &[u8], format: Format) -> Result<Bitext> {
    let (bytes, cut) = gzip::unpack(bytes.to_vec());
    let mut source = encoding::decode(bytes, EncodingChoice::Detect, None, Side::Ko);
    source.warnings.extend(cut);
    let bitext = match format {
        Format::Tsv => tsv(&source),
        Format::Jsonl | Format::HuggingFace => json_lines(&source),
        Format::Tmx | Format::Xliff => markup::bitext(&source, format),
        Format::Po => catalogue::bitext(&source),
        Format::Moses => Err(Error::contradiction("moses is two files: name one of them, as in corpus.ko")),
        Format::Srt | Format::Vtt => Err(Error::contradiction(ONE_SIDE)),
        _ => {
            Err(Error::contradiction(format!("{format} holds the numbers of segments and no text: name the two documents instead")))
        }
    };
    let mut bitext = bitext.map_err(|e| e.in_file(name))?;
    for side in Side::BOTH {
        bitext.documents.get_mut(side).name = name.to_owned();
    }
    Ok(bitext)
}

/// Line N beside line N; where one file is longer, its last lines stand alone.
fn moses(mut documents: Sides<Document>) -> Result<Bitext> {
    let counts = documents.as_ref().map(|d| d.segments.len());
    if counts.ko != counts.en {
        let message = format!("{} Korean lines stand beside {} English ones", counts.ko, counts.en);
        documents.en.warnings.push(Warning { position: None, message });
    }
    let line = |n: usize, count: usize| n.min(count)..(n + 1).min(count);
    let entry = |n| Entry { segments: counts.map(|count| line(n, count)), ..Entry::default() };
    Ok(Bitext { entries: (0..counts.ko.max(counts.en)).map(entry).collect(), documents, source: None, clock: None })
}

/// As [`parse_corpus`](super::parse_corpus) reads it; a column `ignore` turns checks off.
fn tsv(source: &Decoded) -> Result<Bitext> {
    let mut entries = Entries::new(source);
    let mut columns = None;
    for (number, line) in (1..).zip(source.text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))) {
        if line.is_empty() {
            continue;
        }
        if columns.is_none() {
            columns = Columns::of_header(line);
            if columns.is_some() {
                continue;
            }
        }
        let columns = columns.get_or_insert_with(Columns::bare);
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() <= columns.text.ko.max(columns.text.en) {
            return Err(at_line(number, "a line needs Korean and English text, parted by a tab"));
        }
        for side in Side::BOTH {
            entries.verbatim(side, range_in(&source.text, fields[*columns.text.get(side)]));
        }
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at).copied()).filter(|f| !f.is_empty());
        let confidence = field(columns.confidence).and_then(|f| f.parse().ok());
        entries.close(Entry {
            id: field(columns.id).map(str::to_owned),
            confidence,
            score: field(columns.score).and_then(|f| f.parse().ok()),
            is_aligned: confidence.is_some(),
            ignored: field(columns.ignore).map(names).unwrap_or_default(),
            ..Entry::default()
        });
    }
    Ok(entries.finish(""))
}

/// Codes or names of checks, parted by anything but what they are made of.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The checks that a remark in the file turns off: what follows `jjak:ignore`.
pub(super) fn ignored(remark: &str) -> Vec<String> {
    remark.split("jjak:ignore").skip(1).flat_map(|rest| names(rest.lines().next().unwrap_or_default())).collect()
}

/// A row of our own JSON lines, of other people's with `ko` and `en`, or of the Hugging Face kind.
#[derive(Deserialize)]
struct Row<'t> {
    #[serde(borrow, default)]
    ko: Option<&'t RawValue>,
    #[serde(borrow, default)]
    en: Option<&'t RawValue>,
    #[serde(borrow, default)]
    translation: Option<Texts<'t>>,
    #[serde(borrow, default)]
    id: Option<&'t RawValue>,
    score: Option<f64>,
    confidence: Option<f64>,
    #[serde(default)]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
struct Texts<'t> {
    #[serde(borrow, default)]
    ko: Option<&'t RawValue>,
    #[serde(borrow, default)]
    en: Option<&'t RawValue>,
}

fn json_lines(source: &Decoded) -> Result<Bitext> {
    let mut entries = Entries::new(source);
    for (number, line) in (1..).zip(source.text.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |e: serde_json::Error, column: usize| {
            Error::malformed(format!("this is no row of the format: {e}")).at(Position { line: number, column })
        };
        let row: Row<'_> =
            serde_json::from_str(line).map_err(|e| (e.column().max(1), e)).map_err(|(column, e)| wrong(e, column))?;
        let Texts { ko, en } = row.translation.unwrap_or(Texts { ko: row.ko, en: row.en });
        for (side, raw) in [(Side::Ko, ko), (Side::En, en)] {
            if let Some(raw) = raw {
                let place = range_in(&source.text, raw.get());
                let column = 1 + source.text[range_in(&source.text, line).start..place.start].chars().count();
                json_string(&mut entries, side, raw.get(), place.start).map_err(|e| wrong(e, column))?;
            }
        }
        entries.close(Entry {
            id: row.id.map(|id| id.get().trim_matches('"').to_owned()),
            confidence: row.confidence,
            score: row.score,
            is_aligned: row.confidence.is_some(),
            ignored: row.ignore,
            ..Entry::default()
        });
    }
    Ok(entries.finish(""))
}

/// Takes a JSON string that begins at byte `at` of the source, escape by escape.
fn json_string(entries: &mut Entries<'_>, side: Side, raw: &str, at: usize) -> std::result::Result<(), serde_json::Error> {
    let text: Option<String> = serde_json::from_str(raw)?;
    if text.is_none() {
        return Ok(());
    }
    let inner = &raw[1..raw.len() - 1];
    let mut from = 0;
    while let Some(backslash) = memchr::memchr(b'\\', &inner.as_bytes()[from..]).map(|i| from + i) {
        if backslash > from {
            entries.verbatim(side, at + 1 + from..at + 1 + backslash);
        }
        let is_high = |at: usize| {
            inner.get(at + 2..at + 6).and_then(|hex| u16::from_str_radix(hex, 16).ok()).is_some_and(|u| u & 0xFC00 == 0xD800)
        };
        let len = match inner.as_bytes()[backslash + 1] {
            b'u' if is_high(backslash) => 12,
            b'u' => 6,
            _ => 2,
        };
        let escape: String = serde_json::from_str(&format!("\"{}\"", &inner[backslash..backslash + len]))?;
        entries.stand_in(side, &escape, at + 1 + backslash..at + 1 + backslash + len);
        from = backslash + len;
    }
    if from < inner.len() {
        entries.verbatim(side, at + 1 + from..at + 1 + inner.len());
    }
    Ok(())
}

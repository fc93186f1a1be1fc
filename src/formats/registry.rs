//! The file formats: one row each, with name, endings, what it holds, reader and writer. Nothing else lists endings.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::content::Content;
use super::encoding::Decoded;
use super::format::{Format, Holds};
use super::options::Lines;
use super::pairs::{beads, csv, hugging_face, jsonl, ladder, po, qt, tmx, tsv, units, xces};
use super::strings::{android, apple, fluent, json, php, properties, resx};
use super::subtitles::{self, srt, vtt};
use super::writer::Writer;
use super::{html, markdown, plain};
use crate::bitext::{Bitext, Document, Side};
use crate::error::{Error, Result};

/// How a file of a format is read, once it is decoded.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// As one text.
    Text(fn(&Decoded) -> Document),
    /// As plain text, whose lines may be segments already.
    Lines(fn(Decoded, Lines) -> Document),
    /// As subtitles: the text of one side, or of both if both are in it. The side is that of a file that does not tell.
    Cues(fn(&Decoded, Side) -> Content),
    /// As messages by key.
    Messages(fn(&Decoded) -> Result<Document>),
    /// As pairs.
    Pairs(fn(&Decoded) -> Result<Bitext>),
    /// As a document of an office program, from its bytes.
    #[cfg(feature = "office")]
    Office,
    /// Not by itself: the numbers mean nothing without their texts, and Moses is two files.
    No,
}

/// What there is to know of a format.
#[derive(Clone, Copy)]
pub struct FormatInfo {
    /// The format.
    pub format: Format,
    /// Its name in options.
    pub name: &'static str,
    /// The file endings it goes by, without the dot; the first is the usual one.
    pub endings: &'static [&'static str],
    /// What it holds.
    pub holds: Holds,
    /// What it is for, in a few words for help texts.
    pub purpose: &'static str,
    pub(super) reader: Reader,
    pub(super) writer: Option<&'static dyn Writer>,
}

const fn row(
    format: Format,
    name: &'static str,
    endings: &'static [&'static str],
    holds: Holds,
    purpose: &'static str,
    reader: Reader,
    writer: Option<&'static dyn Writer>,
) -> FormatInfo {
    FormatInfo { format, name, endings, holds, purpose, reader, writer }
}

/// Every format, in the order of help texts. Longer endings stand before shorter ones that they end in.
#[rustfmt::skip]
pub const FORMATS: &[FormatInfo] = &[
    row(Format::Plain, "text", &["txt", "text", "lines", "ko", "en"], Holds::Text, "plain text", Reader::Lines(plain::document), None),
    row(Format::Html, "html", &["html", "htm", "xhtml"], Holds::Text, "web pages", Reader::Text(html::document), None),
    row(Format::Markdown, "markdown", &["md", "markdown", "mkd"], Holds::Text, "Markdown", Reader::Text(markdown::document), None),
    row(Format::Sami, "sami", &["smi", "sami"], Holds::Text, "subtitles, SAMI", Reader::Cues(subtitles::read_sami), None),
    row(Format::Tsv, "tsv", &["tsv"], Holds::Pairs, "one pair a line, unquoted, for cut, pandas and bicleaner", Reader::Pairs(tsv::read), Some(&tsv::Tsv)),
    row(Format::Csv, "csv", &["csv"], Holds::Pairs, "one pair a record, quoted, as spreadsheets write it", Reader::Pairs(csv::read), None),
    row(Format::HuggingFace, "hf", &["hf.jsonl"], Holds::Pairs, "JSON lines for the datasets library of Hugging Face", Reader::Pairs(jsonl::read), Some(&hugging_face::HuggingFace)),
    row(Format::Jsonl, "jsonl", &["jsonl", "ndjson"], Holds::Pairs, "everything known of a pair: text, ids, spans, score, reasons", Reader::Pairs(jsonl::read), Some(&jsonl::Jsonl)),
    row(Format::Tmx, "tmx", &["tmx"], Holds::Pairs, "translation memory 1.4 for Trados, memoQ, OmegaT", Reader::Pairs(units::read_tmx), Some(&tmx::Tmx)),
    row(Format::Moses, "moses", &["moses", "ko", "en"], Holds::Pairs, "two files, NAME.ko and NAME.en, line beside line", Reader::No, None),
    row(Format::Android, "android", &["strings.xml", "plurals.xml", "arrays.xml"], Holds::Messages, "messages of an Android app", Reader::Messages(android::read), None),
    row(Format::Beads, "beads", &["beads", "gold"], Holds::Numbers, "segment numbers, [0, 1]:[2], for scoring", Reader::No, Some(&beads::Beads)),
    row(Format::Ladder, "hunalign", &["ladder"], Holds::Numbers, "segment numbers as a hunalign ladder", Reader::No, Some(&ladder::Ladder)),
    row(Format::Xces, "xces", &["xces", "xml"], Holds::Numbers, "segment numbers as cesAlign XML, as in OPUS", Reader::No, Some(&xces::Xces)),
    row(Format::Srt, "srt", &["srt"], Holds::Text, "subtitles, SubRip; written with both languages", Reader::Cues(subtitles::read_srt), Some(&srt::Srt)),
    row(Format::Vtt, "vtt", &["vtt", "webvtt"], Holds::Text, "subtitles, WebVTT; written with both languages", Reader::Cues(subtitles::read_vtt), Some(&vtt::Vtt)),
    row(Format::Xliff, "xliff", &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"], Holds::Pairs, "what translators are sent, XLIFF 1.2 and 2", Reader::Pairs(units::read_xliff), None),
    row(Format::Po, "po", &["po", "pot"], Holds::Pairs, "a catalogue of messages of GNU gettext", Reader::Pairs(po::read), None),
    #[cfg(feature = "office")]
    row(Format::Docx, "docx", &["docx", "docm", "dotx", "dotm"], Holds::Text, "Word documents", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Pptx, "pptx", &["pptx", "pptm", "ppsx", "potx"], Holds::Text, "presentations of PowerPoint", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Xlsx, "xlsx", &["xlsx", "xlsm", "xltx"], Holds::Text, "workbooks of Excel; pairs, if a sheet has a Korean and an English column", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Odt, "odt", &["odt", "ott"], Holds::Text, "texts of LibreOffice", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Odp, "odp", &["odp", "otp"], Holds::Text, "presentations of LibreOffice", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Ods, "ods", &["ods", "ots"], Holds::Text, "workbooks of LibreOffice, as xlsx", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Hwpx, "hwpx", &["hwpx"], Holds::Text, "documents of the Hangul word processor", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Hwp, "hwp", &["hwp", "hwt"], Holds::Text, "its older documents, from version 5 on", Reader::Office, None),
    #[cfg(feature = "office")]
    row(Format::Epub, "epub", &["epub"], Holds::Text, "electronic books", Reader::Office, None),
    row(Format::Qt, "qt", &["ts"], Holds::Pairs, "a catalogue of messages of Qt Linguist", Reader::Pairs(qt::read), None),
    row(Format::Json, "json", &["json", "arb"], Holds::Messages, "messages by key: i18next, browser extensions, Flutter", Reader::Messages(json::read), None),
    row(Format::Apple, "strings", &["strings"], Holds::Messages, "messages of an iOS or macOS app", Reader::Messages(apple::read), None),
    row(Format::Properties, "properties", &["properties"], Holds::Messages, "messages of a Java program", Reader::Messages(properties::read), None),
    row(Format::Php, "php", &["php"], Holds::Messages, "messages of Laravel, read and never run", Reader::Messages(php::read), None),
    row(Format::Resx, "resx", &["resx", "resw"], Holds::Messages, "messages of a .NET program", Reader::Messages(resx::read), None),
    row(Format::Fluent, "fluent", &["ftl"], Holds::Messages, "messages of Fluent", Reader::Messages(fluent::read), None),
];

impl FormatInfo {
    /// Whether results can be written in it.
    pub fn is_written(&self) -> bool {
        self.writer.is_some() || self.format == Format::Moses
    }

    /// Whether files of it can be read by themselves.
    pub fn is_read(&self) -> bool {
        !matches!(self.reader, Reader::No) || self.format == Format::Moses
    }
}

impl fmt::Debug for FormatInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormatInfo").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Format {
    /// Its row in the registry.
    pub fn info(self) -> &'static FormatInfo {
        // The registry holds every format (a test sees to that); the first row only satisfies the compiler.
        FORMATS.iter().find(|info| info.format == self).unwrap_or(&FORMATS[0])
    }

    /// Whether it is a subtitle file.
    pub fn is_subtitles(self) -> bool {
        matches!(self, Format::Srt | Format::Vtt | Format::Sami)
    }

    /// The name used in options.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The format of a file to read, by the ending of its name, looking through `.gz`; `None` where the ending says nothing.
    pub fn of_input(path: impl AsRef<Path>) -> Option<Self> {
        by_ending(path.as_ref(), FormatInfo::is_read).or_else(|| by_ending(path.as_ref(), |_| true))
    }

    /// The format of a file to write, by the ending of its name, looking through `.gz`; `None` where the ending says nothing.
    pub fn of_output(path: impl AsRef<Path>) -> Option<Self> {
        by_ending(path.as_ref(), FormatInfo::is_written)
    }

    /// The names of the formats that can be written, for messages.
    pub fn written_names() -> String {
        FORMATS.iter().filter(|info| info.is_written()).map(|info| info.name).collect::<Vec<_>>().join(", ")
    }
}

fn by_ending(path: &Path, is_meant: impl Fn(&FormatInfo) -> bool) -> Option<Format> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    // An ending that names the kind of thing, too, may be the whole name.
    let ends = |ending: &&str| {
        name.strip_suffix(*ending).is_some_and(|stem| stem.ends_with('.') || stem.is_empty() && ending.contains('.'))
    };
    FORMATS.iter().filter(|info| is_meant(info)).find(|info| info.endings.iter().any(ends)).map(|info| info.format)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// A name, or else the ending of a file: `markdown`, `md` …
    fn from_str(s: &str) -> Result<Self> {
        let s = s.to_ascii_lowercase();
        let named = FORMATS.iter().find(|info| info.name == s);
        named.or_else(|| FORMATS.iter().find(|info| info.endings.contains(&s.as_str()))).map(|info| info.format).ok_or_else(|| {
            let known = FORMATS.iter().map(|info| info.name).collect::<Vec<_>>().join(", ");
            Error::unknown(format!("'{s}' is no format of jjak: say one of {known}"))
        })
    }
}

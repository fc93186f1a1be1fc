//! The file formats of a corpus: one registry with their names, file endings and purpose.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A file format for pairs of text or of segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A header and one pair a line, parted by tabs, nothing quoted.
    Tsv,
    /// One JSON object a line with everything that is known of a pair.
    Jsonl,
    /// Translation Memory eXchange 1.4.
    Tmx,
    /// Two files, line beside line.
    Moses,
    /// JSON lines as the Hugging Face `translation` feature reads them.
    HuggingFace,
    /// `[0, 1]:[2]`, one bead a line.
    Beads,
    /// The rungs of a hunalign ladder.
    Ladder,
    /// XCES `cesAlign`, as in OPUS.
    Xces,
    /// SubRip subtitles with both languages in every cue. Written; read as a document.
    Srt,
    /// WebVTT subtitles with both languages in every cue. Written; read as a document.
    Vtt,
    /// XLIFF 1.2 or 2, what translators are sent. Read, not written.
    Xliff,
    /// A catalogue of messages of GNU gettext. Read, not written.
    Po,
}

/// What there is to know of a format.
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo {
    /// The format.
    pub format: Format,
    /// Its name in options.
    pub name: &'static str,
    /// The file endings it goes by, without the dot.
    pub extensions: &'static [&'static str],
    /// What it is for, in a few words for help texts.
    pub purpose: &'static str,
    /// Whether it holds text, or only the numbers of segments.
    pub holds_text: bool,
    /// Whether it can be written.
    pub is_written: bool,
}

const fn info(
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    holds_text: bool,
    purpose: &'static str,
) -> FormatInfo {
    FormatInfo { format, name, extensions, purpose, holds_text, is_written: true }
}

/// Every format, in the order of help texts. Longer endings stand before shorter ones that they end in.
#[rustfmt::skip]
pub const FORMATS: &[FormatInfo] = &[
    info(Format::Tsv, "tsv", &["tsv"], true, "one pair a line, unquoted, for cut, pandas and bicleaner"),
    info(Format::HuggingFace, "hf", &["hf.jsonl"], true, "JSON lines for the datasets library of Hugging Face"),
    info(Format::Jsonl, "jsonl", &["jsonl", "ndjson"], true, "everything known of a pair: text, ids, spans, score, reasons"),
    info(Format::Tmx, "tmx", &["tmx"], true, "translation memory 1.4 for Trados, memoQ, OmegaT"),
    info(Format::Moses, "moses", &["moses", "ko", "en"], true, "two files, NAME.ko and NAME.en, line beside line"),
    info(Format::Beads, "beads", &["beads", "gold"], false, "segment numbers, [0, 1]:[2], for scoring"),
    info(Format::Ladder, "hunalign", &["ladder"], false, "segment numbers as a hunalign ladder"),
    info(Format::Xces, "xces", &["xces", "xml"], false, "segment numbers as cesAlign XML, as in OPUS"),
    info(Format::Srt, "srt", &["srt"], true, "subtitles with both languages, SubRip"),
    info(Format::Vtt, "vtt", &["vtt"], true, "subtitles with both languages, WebVTT"),
    FormatInfo { is_written: false, ..info(Format::Xliff, "xliff", &["xlf", "xliff"], true, "what translators are sent, XLIFF 1.2 and 2") },
    FormatInfo { is_written: false, ..info(Format::Po, "po", &["po", "pot"], true, "a catalogue of messages of GNU gettext") },
];

impl Format {
    /// Its row in the registry.
    pub fn info(self) -> &'static FormatInfo {
        // The registry holds every format (a test sees to that); the first row only satisfies the compiler.
        FORMATS.iter().find(|info| info.format == self).unwrap_or(&FORMATS[0])
    }

    /// Whether it is a subtitle file: that of a film in both languages, or of one side of a pair.
    pub fn is_subtitles(self) -> bool {
        matches!(self, Format::Srt | Format::Vtt)
    }

    /// The name used in options.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The format by the ending of a file name, looking through `.gz`; `None` where the ending says nothing.
    pub fn from_extension(path: impl AsRef<Path>) -> Option<Self> {
        let name = path.as_ref().file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let ends = |ending: &&str| name.strip_suffix(*ending).is_some_and(|stem| stem.ends_with('.'));
        FORMATS.iter().find(|info| info.extensions.iter().any(ends)).map(|info| info.format)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        FORMATS.iter().find(|info| info.name.eq_ignore_ascii_case(s)).map(|info| info.format).ok_or_else(|| {
            let known = FORMATS.iter().map(|info| info.name).collect::<Vec<_>>().join(", ");
            Error::unknown(format!("'{s}' is no corpus format: say one of {known}"))
        })
    }
}

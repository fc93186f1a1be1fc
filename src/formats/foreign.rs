//! Files that jjak does not read. They are known so that they are refused by their name instead of being taken for text.

use std::path::Path;

use super::encoding::{self, EncodingChoice};
use crate::error::Error;

/// What a file is that cannot be read, and what its user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// With its article: `a Word document (DOCX)`.
    name: &'static str,
    /// The way out, behind "jjak does not read these:".
    advice: &'static str,
    endings: &'static [&'static str],
}

const AS_TEXT: &str = "save it as text, HTML or Markdown";
const AS_TABLE: &str = "save the two columns as CSV or TSV";
const AS_SUBTITLES: &str = "save it as SRT or WebVTT";
const AS_CATALOGUE: &str = "export it as PO, XLIFF, CSV or TSV";

const fn foreign(name: &'static str, endings: &'static [&'static str], advice: &'static str) -> Foreign {
    Foreign { name, advice, endings }
}

/// By their endings. A kind that comes to be read moves to the registry.
const FOREIGN: &[Foreign] = &[
    foreign("a Word document", &["docx", "doc", "docm", "dotx"], AS_TEXT),
    foreign("a document of the Hangul word processor", &["hwp", "hwpx", "hwt"], AS_TEXT),
    foreign("a PDF document", &["pdf"], AS_TEXT),
    foreign("a presentation", &["pptx", "ppt", "odp", "key"], AS_TEXT),
    foreign("a spreadsheet", &["xlsx", "xls", "xlsm", "ods", "numbers"], AS_TABLE),
    foreign("an OpenDocument text", &["odt", "ott"], AS_TEXT),
    foreign("an RTF document", &["rtf"], AS_TEXT),
    foreign("an electronic book", &["epub", "mobi", "azw3"], AS_TEXT),
    foreign("a JSON file of messages", &["json5"], AS_CATALOGUE),
    foreign("a file of Apple strings", &["stringsdict", "xcstrings"], AS_CATALOGUE),
    foreign("a YAML file", &["yml", "yaml"], AS_CATALOGUE),
    foreign("a compiled catalogue (MO)", &["mo", "gmo"], "take the PO file it was made from, or msgunfmt"),
    foreign(
        "a subtitle file of a kind that jjak does not know",
        &["ass", "ssa", "ttml", "dfxp", "sbv", "sub", "stl"],
        AS_SUBTITLES,
    ),
];

/// XML of which nothing more is known.
pub(super) const XML: Foreign = foreign("an XML file of a kind that jjak does not know", &[], AS_CATALOGUE);

/// Roots of XML that are known and not read.
const ROOTS: &[(&str, Foreign)] =
    &[("plist", foreign("an Apple property list", &[], AS_CATALOGUE)), ("tt", foreign("subtitles in TTML", &[], AS_SUBTITLES))];

impl Foreign {
    /// The error that says what it is.
    pub(super) fn refused(self) -> Error {
        Error::malformed(format!("this is {}, which jjak does not read: {}", self.name, self.advice))
    }

    /// By the ending of a file name, looking through `.gz`.
    pub(super) fn by_ending(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let ending = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?.1;
        FOREIGN.iter().find(|foreign| foreign.endings.contains(&ending)).copied()
    }

    /// By the root of an XML file.
    pub(super) fn by_root(root: &str) -> Option<Self> {
        ROOTS.iter().find(|(name, _)| *name == root).map(|(_, foreign)| *foreign)
    }

    /// By the head of a text file.
    pub(super) fn by_head(head: &str) -> Option<Self> {
        let is_ass = head.starts_with("[Script Info]");
        let first = head.lines().next().unwrap_or_default();
        let frames = first.strip_prefix('{').and_then(|rest| rest.split_once("}{")).is_some_and(|(start, rest)| {
            let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            is_number(start) && rest.split_once('}').is_some_and(|(end, _)| is_number(end))
        });
        if is_ass {
            Some(foreign("subtitles of SubStation Alpha", &[], AS_SUBTITLES))
        } else {
            frames.then_some(foreign("subtitles in MicroDVD", &[], AS_SUBTITLES))
        }
    }
}

/// Bytes that hold no text: what they seem to be. Whoever names an encoding has looked at them.
pub(super) fn binary(bytes: &[u8], choice: EncodingChoice) -> Option<Foreign> {
    match bytes {
        // These two are text to the letter, and yet none to read.
        [b'%', b'P', b'D', b'F', b'-', ..] => return Some(foreign("a PDF document", &[], AS_TEXT)),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Some(foreign("an RTF document", &[], AS_TEXT)),
        [b'P', b'K', 3, 4, ..] => return Some(archive(bytes)),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, ..] => return Some(compound(bytes)),
        [0xDE, 0x12, 0x04, 0x95, ..] | [0x95, 0x04, 0x12, 0xDE, ..] => {
            return Some(foreign("a compiled catalogue (MO)", &[], "take the PO file it was made from, or msgunfmt"));
        }
        _ => {}
    }
    if choice != EncodingChoice::Detect || encoding::is_text(bytes) {
        return None;
    }
    Some(match infer::get(bytes).map(|kind| kind.matcher_type()) {
        Some(infer::MatcherType::Image) => foreign("a picture", &[], "its text has to be typed first"),
        Some(infer::MatcherType::Audio | infer::MatcherType::Video) => foreign("a recording", &[], "take its subtitles"),
        Some(infer::MatcherType::Archive) => foreign("a packed archive", &[], "unpack it first; only gzip is unpacked here"),
        Some(infer::MatcherType::App) => foreign("a program", &[], "name a text"),
        Some(infer::MatcherType::Book) => foreign("an electronic book", &[], AS_TEXT),
        Some(infer::MatcherType::Doc) => foreign("an office document", &[], AS_TEXT),
        _ => foreign("binary data of an unknown kind", &[], "name a text"),
    })
}

/// A ZIP archive, by what stands in it: office documents are archives.
fn archive(bytes: &[u8]) -> Foreign {
    let holds = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    if holds(b"application/hwp+zip") {
        foreign("a document of the Hangul word processor (HWPX)", &[], AS_TEXT)
    } else if holds(b"application/epub+zip") {
        foreign("an electronic book (EPUB)", &[], AS_TEXT)
    } else if holds(b"word/document.xml") {
        foreign("a Word document (DOCX)", &[], AS_TEXT)
    } else if holds(b"xl/workbook.xml") {
        foreign("a spreadsheet (XLSX)", &[], AS_TABLE)
    } else if holds(b"ppt/presentation.xml") {
        foreign("a presentation (PPTX)", &[], AS_TEXT)
    } else if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
        foreign("a spreadsheet (ODS)", &[], AS_TABLE)
    } else if holds(b"application/vnd.oasis.opendocument") {
        foreign("an OpenDocument file", &[], AS_TEXT)
    } else {
        foreign("a ZIP archive", &[], "unpack it first; only gzip is unpacked here")
    }
}

/// A compound file of OLE, as old office programs write it.
fn compound(bytes: &[u8]) -> Foreign {
    let holds = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if holds(b"HWP Document File") {
        foreign("a document of the Hangul word processor (HWP 5)", &[], AS_TEXT)
    } else if holds(&wide("Workbook")) {
        foreign("a spreadsheet (XLS)", &[], AS_TABLE)
    } else if holds(&wide("PowerPoint Document")) {
        foreign("a presentation (PPT)", &[], AS_TEXT)
    } else {
        foreign("an old office document (OLE)", &[], AS_TEXT)
    }
}

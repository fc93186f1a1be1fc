//! A line of a stream: two documents, and what they are called.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde_json::Value;

use crate::bitext::{Document, Side, Sides};
use crate::error::{Error, Result};
use crate::formats::{Lines, ReadOptions, parse_document};
use crate::pipeline::look_swapped;

/// Base64 with or without the signs that fill it up.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// What the lines of a stream are, by the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Objects with `ko` and `en`.
    Json,
    /// Rows of a table with a header.
    Table(Columns),
}

/// Where the columns stand that are made use of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    text: Sides<usize>,
    name: Sides<Option<usize>>,
    /// Whether the header names languages; where it says source and target, the texts tell which is Korean.
    names_languages: bool,
}

/// Two documents, or why there are none, under the name that the line gives them.
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) documents: Result<Sides<Document>>,
}

#[derive(Deserialize)]
struct Row<'l> {
    id: Option<Value>,
    #[serde(borrow)]
    ko: Text<'l>,
    #[serde(borrow)]
    en: Text<'l>,
    #[serde(borrow)]
    ko_doc: Option<Cow<'l, str>>,
    #[serde(borrow)]
    en_doc: Option<Cow<'l, str>>,
}

/// What tells a bad row.
#[derive(Deserialize)]
struct IdRow {
    id: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text is a string, or a list of strings that are its segments")]
enum Text<'l> {
    Running(#[serde(borrow)] Cow<'l, str>),
    Segments(Vec<String>),
}

impl Shape {
    /// # Errors
    /// When the line is neither JSON nor a header that names two texts.
    pub(super) fn of(first: &[u8]) -> Result<Self> {
        if first.trim_ascii_start().starts_with(b"{") {
            return Ok(Shape::Json);
        }
        let header = String::from_utf8_lossy(first);
        let names: Vec<&str> = header.trim_start_matches('\u{FEFF}').split('\t').map(str::trim).collect();
        Columns::of_header(&names).map(Shape::Table).ok_or_else(|| {
            Error::malformed(
                "the stream begins with no header: name columns of base64 texts, src_text and trg_text or ko_text and en_text, \
                 with tabs between, or give a JSON object with ko and en a line",
            )
        })
    }
}

impl Columns {
    fn of_header(names: &[&str]) -> Option<Self> {
        let find = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
        let both = |ko: &str, en: &str| Some(Sides { ko: find(ko)?, en: find(en)? });
        let languages = both("ko_text", "en_text");
        let text = languages.or_else(|| both("src_text", "trg_text"))?;
        let prefixes = if languages.is_some() { Sides { ko: "ko", en: "en" } } else { Sides { ko: "src", en: "trg" } };
        let name = prefixes.map(|prefix| ["url", "doc", "id"].iter().find_map(|what| find(&format!("{prefix}_{what}"))));
        Some(Self { text, name, names_languages: languages.is_some() })
    }
}

impl Record {
    /// # Errors
    /// When the line is no row at all; where only its texts are at fault, the documents say so.
    pub(super) fn parse(shape: &Shape, number: usize, line: &[u8], options: &ReadOptions) -> Result<Self> {
        match shape {
            Shape::Json => Ok(Self::of_json(number, line, options)),
            Shape::Table(columns) => Self::of_table(columns, number, line, options),
        }
    }

    fn of_json(number: usize, line: &[u8], options: &ReadOptions) -> Self {
        let told = |id: Option<Value>| match id? {
            Value::String(id) => Some(id),
            other => Some(other.to_string()),
        };
        let row: Row<'_> = match serde_json::from_slice(line) {
            Ok(row) => row,
            Err(error) => {
                let id = serde_json::from_slice::<IdRow>(line).ok().and_then(|row| told(row.id));
                let said = error.to_string();
                // There is only one line.
                let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
                return Self { id, documents: Err(Error::malformed(format!("this is no row with ko and en: {said}"))) };
            }
        };
        let id = told(row.id);
        let usual = id.clone().unwrap_or_else(|| number.to_string());
        let names = Sides { ko: row.ko_doc, en: row.en_doc }.map(|name| name.map_or_else(|| usual.clone(), Cow::into_owned));
        let texts = Sides { ko: row.ko, en: row.en };
        let documents = Sides::build(|side| document(names.get(side), texts.get(side), side, options));
        Self { id, documents: documents.transpose() }
    }

    fn of_table(columns: &Columns, number: usize, line: &[u8], options: &ReadOptions) -> Result<Self> {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
        let documents = Sides::build(|side| {
            let lacking =
                || Error::malformed(format!("the line ends in column {}, before the texts that the header names", fields.len()));
            let field = fields.get(*columns.text.get(side)).ok_or_else(lacking)?;
            let bytes = BASE64
                .decode(field.trim_ascii())
                .map_err(|e| Error::malformed(format!("the {side} text is not base64: {e}").trim_end_matches('.')))?;
            let name = columns.name.get(side).and_then(|at| fields.get(at));
            let name = name.map_or_else(|| number.to_string(), |name| String::from_utf8_lossy(name).into_owned());
            parse_document(&name, &bytes, &ReadOptions { side, ..*options })
        });
        let mut documents = documents.transpose()?;
        if !columns.names_languages && look_swapped(documents.as_ref()) {
            documents = Sides { ko: documents.en, en: documents.ko };
        }
        Ok(Self { id: None, documents: Ok(documents) })
    }
}

fn document(name: &str, text: &Text<'_>, side: Side, options: &ReadOptions) -> Result<Document> {
    match text {
        Text::Running(text) => parse_document(name, text.as_bytes(), &ReadOptions { side, ..*options }),
        Text::Segments(_) if options.lines == Lines::Segments => {
            Err(Error::contradiction("this is a list of segments already: leave --lines out"))
        }
        Text::Segments(texts) => Ok(Document::of_segments(name, texts.iter().map(String::as_str))),
    }
}

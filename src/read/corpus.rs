//! Files that pair text already, to corpora: what `export` writes, and what others write in the same formats.
//!
//! A pair comes back as far as its format carries it. Where only whole sides are kept, each side comes back as one unit whose
//! index is the first of those that the file names, or else the number of the pair.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::encoding::{self, Decoded, Encoding, EncodingChoice};
use super::{catalogue, gzip, jsonl, markup, read_bytes};
use crate::bitext::{Bitext, Cue, Side, Sides};
use crate::corpus::{Corpus, Format, Pair, Unit};
use crate::error::{Error, Position, Result};

/// Reads a corpus from a file, or from standard input if the path is `-`; Moses from `name.ko` and `name.en`, whichever of them (or
/// plain `name`) is named. The format goes by the file's ending if `None`.
///
/// # Errors
/// When a file cannot be read or is not what its format promises, when the format is unknown, or holds no text.
pub fn read_corpus(path: impl AsRef<Path>, format: Option<Format>) -> Result<Corpus> {
    let path = path.as_ref();
    let format = format
        .or_else(|| Format::from_extension(path))
        .ok_or_else(|| Error::unknown("the file's ending tells no corpus format: name the format").in_file(path))?;
    if format != Format::Moses {
        return parse_corpus(&path.to_string_lossy(), &read_bytes(path)?, format);
    }
    let paths = moses_paths(path);
    let texts = Sides { ko: read_bytes(&paths.ko)?, en: read_bytes(&paths.en)? };
    parse_moses(paths.as_ref().map(|p| p.to_string_lossy().into_owned()), texts.as_ref().map(Vec::as_slice))
}

/// Parses a corpus held in memory, in any format that goes into one file. `name` stands in messages. Linear.
///
/// # Errors
/// At the first line or element that is not what the format promises, or bytes that are no text; for formats that hold no text, or need two files.
pub fn parse_corpus(name: &str, bytes: &[u8], format: Format) -> Result<Corpus> {
    let decoded = decoded(bytes).map_err(|e| e.in_file(name))?;
    let text = &decoded.text;
    let corpus = match format {
        Format::Tsv => tsv(text),
        Format::Jsonl => jsonl::corpus(text),
        Format::HuggingFace => hugging_face(text),
        Format::Tmx | Format::Xliff => markup::bitext(&decoded, format).map(|bitext| of_bitext(&bitext)),
        Format::Po => catalogue::bitext(&decoded).map(|bitext| of_bitext(&bitext)),
        Format::Moses => Err(Error::contradiction("moses is two files: name one of them, as in corpus.ko")),
        Format::Srt | Format::Vtt => Err(Error::contradiction(ONE_SIDE)),
        _ => {
            Err(Error::contradiction(format!("{format} holds the numbers of segments and no text: name the two documents instead")))
        }
    };
    corpus.map_err(|e| e.in_file(name))
}

/// Parses the two files of a Moses corpus. `names` become the names of its documents.
///
/// # Errors
/// When the files do not have equally many lines.
pub fn parse_moses(names: Sides<String>, bytes: Sides<&[u8]>) -> Result<Corpus> {
    let texts = Sides {
        ko: decoded(bytes.ko).map_err(|e| e.in_file(&names.ko))?,
        en: decoded(bytes.en).map_err(|e| e.in_file(&names.en))?,
    };
    let lines = texts.as_ref().map(|decoded| decoded.text.lines().collect::<Vec<_>>());
    let counts = lines.as_ref().map(Vec::len);
    if counts.ko != counts.en {
        let message =
            format!("{} Korean lines stand beside {} English ones: line N must stand beside line N", counts.ko, counts.en);
        return Err(Error::malformed(message).in_file(&names.en));
    }
    let pairs = lines.ko.iter().zip(&lines.en).enumerate();
    let pairs = pairs.map(|(number, (ko, en))| pair(Sides { ko: *ko, en: *en }, Sides { ko: number, en: number })).collect();
    Ok(Corpus { documents: names, pairs, clock: None })
}

/// What is said when subtitles are to be read as pairs.
pub(super) const ONE_SIDE: &str = "this is one text, not pairs: name a Korean and an English file";

/// The two files that the name of one of them, or their common name, stands for.
pub(super) fn moses_paths(path: &Path) -> Sides<PathBuf> {
    let name = path.to_string_lossy();
    let (stem, packed) = name.strip_suffix(".gz").map_or((&*name, ""), |stem| (stem, ".gz"));
    let stem = [".ko", ".en", ".moses"].iter().find_map(|ending| stem.strip_suffix(ending)).unwrap_or(stem);
    Sides::build(|side| PathBuf::from(format!("{stem}.{side}{packed}")))
}

/// Corpora are UTF-8 wherever that is possible: a NUL in a text makes no UTF-16 of it. A corpus has no place for warnings, and what
/// it holds is trusted: damage is an error.
fn decoded(bytes: &[u8]) -> Result<Decoded> {
    let (bytes, cut) = gzip::unpack(bytes.to_vec());
    if let Some(cut) = cut {
        return Err(Error::malformed(cut.message));
    }
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    let choice = if is_utf8 { EncodingChoice::Named(Encoding::Utf8) } else { EncodingChoice::Detect };
    let decoded = encoding::decode(bytes, choice, None, Side::Ko);
    match decoded.damaged_at {
        Some(position) => Err(Error::malformed(format!("there are bytes here that {} cannot mean", decoded.encoding)).at(position)),
        None => Ok(decoded),
    }
}

/// The texts of a bitext without their places.
fn of_bitext(bitext: &Bitext) -> Corpus {
    let pairs = bitext.entries.iter().enumerate().map(|(number, entry)| Pair {
        score: entry.score,
        confidence: entry.confidence,
        ..pair(Sides::build(|side| bitext.text(side, entry)), Sides { ko: number, en: number })
    });
    Corpus { documents: bitext.documents.as_ref().map(|d| d.name.clone()), pairs: pairs.collect(), clock: None }
}

/// A pair of which only the whole text of each side is known; an empty text is no unit.
pub(super) fn pair(text: Sides<&str>, index: Sides<usize>) -> Pair {
    let units = text.zip(index).map(|(text, index)| {
        if text.is_empty() { Vec::new() } else { vec![Unit { index, text: text.to_owned(), span: None, cue: None }] }
    });
    Pair { units, score: None, confidence: None, reasons: Vec::new(), runner_up: None }
}

/// An error at the beginning of a line.
pub(super) fn at_line(line: usize, message: impl Into<String>) -> Error {
    Error::malformed(message).at(Position { line, column: 1 })
}

/// Where the columns stand that are made use of.
pub(super) struct Columns {
    pub(super) text: Sides<usize>,
    pub(super) id: Option<usize>,
    pub(super) ignore: Option<usize>,
    pub(super) score: Option<usize>,
    pub(super) confidence: Option<usize>,
    ids: Sides<Option<usize>>,
    /// Start and end in milliseconds, for subtitles.
    times: Sides<Option<[usize; 2]>>,
    documents: Sides<Option<usize>>,
}

impl Columns {
    /// By a header, if the line is one.
    pub(super) fn of_header(line: &str) -> Option<Self> {
        let names: Vec<&str> = line.split('\t').collect();
        let find = |known: &[&str]| names.iter().position(|name| known.iter().any(|k| name.eq_ignore_ascii_case(k)));
        Some(Self {
            text: Sides { ko: find(&["ko", "korean", "src_text", "source"])?, en: find(&["en", "english", "trg_text", "target"])? },
            id: find(&["id", "key"]),
            ignore: find(&["ignore"]),
            score: find(&["score"]),
            confidence: find(&["confidence"]),
            ids: Sides { ko: find(&["src_ids", "ko_ids"]), en: find(&["trg_ids", "en_ids"]) },
            times: Sides {
                ko: find(&["src_start"]).zip(find(&["src_end"])).map(<[usize; 2]>::from),
                en: find(&["trg_start"]).zip(find(&["trg_end"])).map(<[usize; 2]>::from),
            },
            documents: Sides { ko: find(&["src_doc", "ko_doc"]), en: find(&["trg_doc", "en_doc"]) },
        })
    }

    pub(super) fn bare() -> Self {
        let none = Sides { ko: None, en: None };
        Self {
            text: Sides { ko: 0, en: 1 },
            id: None,
            ignore: None,
            score: None,
            confidence: None,
            ids: none,
            times: Sides { ko: None, en: None },
            documents: none,
        }
    }
}

/// With our header, one with `ko` and `en`, or none: then Korean stands in the first column and English in the second.
fn tsv(text: &str) -> Result<Corpus> {
    let mut corpus = Corpus::default();
    let mut columns = None;
    for (number, line) in (1..).zip(text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))) {
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
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at).copied()).filter(|f| !f.is_empty());
        if fields.len() <= columns.text.ko.max(columns.text.en) {
            return Err(at_line(number, "a line needs Korean and English text, parted by a tab"));
        }
        let first_id = |at| field(at).and_then(|ids: &str| ids.split(',').next()?.parse().ok()).unwrap_or(corpus.pairs.len());
        let mut pair = pair(columns.text.map(|at| fields[at]), columns.ids.map(first_id));
        pair.score = field(columns.score).and_then(|f| f.parse().ok());
        pair.confidence = field(columns.confidence).and_then(|f| f.parse().ok());
        for side in Side::BOTH {
            let ms = |at: usize| field(Some(at)).and_then(|f| f.parse().ok());
            let times = columns.times.get(side).and_then(|[start, end]| Some((ms(start)?, ms(end)?)));
            let cue = times.map(|(start_ms, end_ms)| Cue { start_ms, end_ms, ..Cue::default() });
            pair.units.get_mut(side).iter_mut().for_each(|unit| unit.cue.clone_from(&cue));
        }
        if corpus.pairs.is_empty() {
            corpus.documents = columns.documents.map(|at| field(at).unwrap_or_default().to_owned());
        }
        corpus.pairs.push(pair);
    }
    Ok(corpus)
}

#[derive(Deserialize)]
struct HuggingFaceRow {
    translation: Translation,
    score: Option<f64>,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
struct Translation {
    #[serde(default)]
    ko: String,
    #[serde(default)]
    en: String,
}

fn hugging_face(text: &str) -> Result<Corpus> {
    let pairs = json_lines(text, |row: HuggingFaceRow, number| {
        let text = Sides { ko: row.translation.ko.as_str(), en: row.translation.en.as_str() };
        Pair { score: row.score, confidence: row.confidence, ..pair(text, Sides { ko: number, en: number }) }
    })?;
    Ok(Corpus { documents: Sides::default(), pairs, clock: None })
}

/// Every line that is not blank, as JSON of one shape, with its number among those from zero.
pub(super) fn json_lines<'t, R: Deserialize<'t>, T>(text: &'t str, mut take: impl FnMut(R, usize) -> T) -> Result<Vec<T>> {
    let mut taken = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
        let row = serde_json::from_str(line).map_err(|e| {
            Error::malformed(format!("this is no row of the format: {e}")).at(Position { line: number, column: e.column().max(1) })
        })?;
        let count = taken.len();
        taken.push(take(row, count));
    }
    Ok(taken)
}

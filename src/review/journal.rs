//! The file of a review: the texts, how the aligner left them, then one act a line, each on the disk before anybody sees it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::acts::Act;
use super::saved::{SavedDocument, SavedRow};
use crate::bitext::{Bitext, Document, Sides};
use crate::error::{Error, Position, Result};
use crate::output::{Appended, write_file};

/// The version of what is written here.
const VERSION: u32 = 1;

/// The lines before the acts.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    /// The first line.
    JjakReview(u32),
    Korean(Box<SavedDocument>),
    English(Box<SavedDocument>),
    Bead(SavedRow),
}

/// What stands in a file.
pub(super) struct Kept {
    pub(super) documents: Sides<Document>,
    /// The hashes of the texts.
    pub(super) hashes: Sides<String>,
    pub(super) rows: Vec<SavedRow>,
    pub(super) acts: Vec<Act>,
}

/// A journal that is open for more.
pub(super) struct Journal {
    path: PathBuf,
    file: Appended,
}

impl Journal {
    /// Begins a journal, whole or not at all.
    pub(super) fn begin(path: &Path, documents: Sides<SavedDocument>, rows: Vec<SavedRow>) -> Result<()> {
        let beginning = [Line::JjakReview(VERSION), Line::Korean(Box::new(documents.ko)), Line::English(Box::new(documents.en))];
        write_file(path, |out| {
            for line in beginning.into_iter().chain(rows.into_iter().map(Line::Bead)) {
                serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Opens a journal and gives what it holds. A last line that was cut off by a sudden end goes: nobody has seen it.
    pub(super) fn open(path: &Path) -> Result<(Self, Kept)> {
        let (kept, whole_bytes) = read(path).map_err(|e| if e.path().is_some() { e } else { e.in_file(path) })?;
        let file = Appended::open(path, whole_bytes)?;
        Ok((Self { path: path.to_owned(), file }, kept))
    }

    /// Adds an act. When this is done, it is on the disk.
    pub(super) fn push(&mut self, act: &Act) -> Result<()> {
        let mut line = serde_json::to_vec(act).map_err(std::io::Error::from)?;
        line.push(b'\n');
        self.file.push(&line).map_err(|e| e.in_file(&self.path))
    }
}

/// What stands in a file, and how many of its bytes are whole lines.
pub(super) fn read(path: &Path) -> Result<(Kept, u64)> {
    let mut reader = BufReader::new(fs::File::open(path)?);
    let (mut line, mut number, mut whole) = (Vec::new(), 0, 0);
    let (mut ko, mut en, mut rows, mut acts) = (None, None, Vec::new(), Vec::new());
    loop {
        line.clear();
        let bytes = reader.by_ref().read_until(b'\n', &mut line)?;
        if line.pop() != Some(b'\n') {
            break;
        }
        number += 1;
        whole += bytes as u64;
        let wrong = |e: serde_json::Error| match number {
            1 => Error::malformed("this is no review of jjak"),
            _ => {
                Error::malformed(format!("this line is damaged ({e}): take a copy of the file, then mend or cut off what follows"))
                    .at(Position { line: number, column: e.column().max(1) })
            }
        };
        if en.is_some() && line.starts_with(br#"{"act""#) {
            acts.push(serde_json::from_slice::<Act>(&line).map_err(wrong)?);
            continue;
        }
        match serde_json::from_slice::<Line>(&line).map_err(wrong)? {
            Line::JjakReview(VERSION) => {}
            Line::JjakReview(_) => return Err(Error::unknown("this review was written by a newer jjak")),
            Line::Korean(document) => ko = Some(document),
            Line::English(document) => en = Some(document),
            Line::Bead(row) => rows.push(row),
        }
    }
    let (Some(ko), Some(en)) = (ko, en) else { return Err(Error::malformed("this is no review of jjak")) };
    let hashes = Sides { ko: ko.sha256.clone(), en: en.sha256.clone() };
    let documents = Sides { ko: ko.into_document()?, en: en.into_document()? };
    Ok((Kept { documents, hashes, rows, acts }, whole))
}

/// Where the review of two texts is kept: beside the Korean one, by both names.
pub fn usual_path(documents: Sides<&Path>) -> PathBuf {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    documents.ko.with_file_name(format!("{}-{}.jjak", stem(documents.ko), stem(documents.en)))
}

/// What an aligner made of two documents, as a journal begins.
pub(super) fn beginning(bitext: &Bitext) -> (Sides<SavedDocument>, Vec<SavedRow>) {
    let state = super::state::State::of_bitext(bitext);
    (super::saved::saved(bitext), state.rows.iter().map(SavedRow::of).collect())
}

//! A ZIP archive of parts, within limits that hold whatever the archive says of itself.

use std::io::Cursor;

use rustc_hash::FxHashSet;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Handler, Tag};
use crate::error::{Error, Result};
use crate::formats::Limits;

/// No document has more parts.
const MOST_PARTS: usize = 100_000;
/// Bytes that all the parts read may unpack to.
const MOST_BYTES: u64 = 128 << 20;

/// An opened archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is damaged or has too many parts.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| {
            Error::malformed(format!("this is no whole office document: its archive is damaged or cut short ({e})"))
        })?;
        if archive.len() > MOST_PARTS {
            return Err(Error::limit(format!("the archive has more than {MOST_PARTS} parts")));
        }
        Ok(Self { archive, left: limits.max_bytes.min(MOST_BYTES) })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of the parts, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// A part.
    ///
    /// # Errors
    /// When it is missing, damaged, encrypted, or more than may be unpacked.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>> {
        let damaged = |what: String| Error::malformed(format!("the file is damaged: its part {name} cannot be read ({what})"));
        let part = self.archive.by_name(name).map_err(|e| match e {
            ZipError::FileNotFound => Error::malformed(format!("this is no whole office document: its part {name} is missing")),
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => locked(),
            e => damaged(e.to_string()),
        })?;
        let (size, mut bytes) = (part.size(), Vec::new());
        let limits = Limits::of_bytes(self.left);
        let taken = limits.read_all(part, &mut bytes).map_err(|e| damaged(e.to_string()))?;
        taken.map_err(|_| {
            Error::limit(format!("the archive unpacks to more than {} MB, which no document does", MOST_BYTES >> 20))
        })?;
        if bytes.len() as u64 != size {
            return Err(damaged(format!("the archive says {size} bytes, and there are {}", bytes.len())));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// A part that a document may do without; empty if it does.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub(super) fn part_if_any(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        if self.has(name) { self.part(name).map(Some) } else { Ok(None) }
    }

    /// The relations of a part of Office Open XML (of the whole, if `part` is empty): id, the last word of the type, target.
    ///
    /// # Errors
    /// When they are damaged.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut found = Relations { folder: folder.to_owned(), relations: Vec::new() };
        if let Some(bytes) = self.part_if_any(&name)? {
            xml::walk(&name, &bytes, &mut found)?;
        }
        let mut seen = FxHashSet::default();
        found.relations.retain(|relation| seen.insert(relation.id.clone()));
        Ok(found.relations)
    }
}

/// What a document says that is locked by a password.
pub(super) fn locked() -> Error {
    Error::malformed("this document is locked by a password: open it in its program and save it without one")
}

/// Where a part points to.
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

struct Relations {
    folder: String,
    relations: Vec<Relation>,
}

impl Handler for Relations {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        if tag.name() == "Relationship" && !tag.is("TargetMode", "External") {
            let kind = tag.get("Type").unwrap_or_default();
            let target = resolved(&self.folder, &tag.get("Target").unwrap_or_default());
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            self.relations.push(Relation { id: tag.get("Id").unwrap_or_default(), kind, target });
        }
        Ok(true)
    }
}

/// A path beside the parts of a folder.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = Vec::new();
    let from = if target.starts_with('/') { "" } else { folder };
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

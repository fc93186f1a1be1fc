//! Folders of gold: where the files lie, and how to load them.
//!
//! Two layouts are known, in any folder: `<set>/<document>.gold` beside `.ko` and `.en`, one segment a line, and
//! `<document>/gold.beads` beside `ko.lines` and `en.lines`, as in `corpora/`.

use std::fs;
use std::path::{Path, PathBuf};

use super::Links;
use crate::bitext::{Document, Side, Sides};
use crate::error::{Error, Result};
use crate::formats::{Lines, ReadOptions, parse_beads, read_document};

/// One document with gold.
#[derive(Debug)]
pub struct GoldFile {
    /// The collection it belongs to: the name of its folder.
    pub set: String,
    /// Its own name.
    pub name: String,
    /// The beads.
    pub path: PathBuf,
    /// Its two texts.
    pub texts: Sides<PathBuf>,
    /// How its folder is laid out.
    pub layout: Layout,
}

/// How a folder of gold is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `<set>/<document>.gold`
    Set,
    /// `<document>/gold.beads`
    Corpora,
}

/// All gold of a folder and of the folders in it, by name.
///
/// # Errors
/// When a folder cannot be read, and when there is no gold in it.
pub fn find_gold(folder: &Path) -> Result<Vec<GoldFile>> {
    let mut found = in_folder(folder)?;
    for entry in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        found.extend(in_folder(&entry)?);
    }
    if found.is_empty() {
        let message = "there is no gold here: <set>/<document>.gold or <document>/gold.beads is looked for";
        return Err(Error::contradiction(message).in_file(folder));
    }
    Ok(found)
}

fn in_folder(folder: &Path) -> Result<Vec<GoldFile>> {
    let set = fs::canonicalize(folder).ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned())).unwrap_or_default();
    let corpora = folder.join("gold.beads");
    if corpora.is_file() {
        let texts = Sides::build(|side| folder.join(format!("{side}.lines")));
        return Ok(vec![GoldFile { name: set.clone(), set, path: corpora, texts, layout: Layout::Corpora }]);
    }
    let of = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".gold")?.to_owned();
        let texts = Sides::build(|side| folder.join(format!("{name}.{side}")));
        // Gold cut finer than the document's own is another matter.
        (!name.ends_with(".fine")).then(|| GoldFile { set: set.clone(), name, path, texts, layout: Layout::Set })
    };
    Ok(entries(folder)?.into_iter().filter(|path| path.is_file()).filter_map(of).collect())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut entries = list().map_err(|e| Error::from(e).in_file(folder))?;
    entries.sort();
    Ok(entries)
}

/// The beads of a file.
///
/// # Errors
/// When it cannot be read, or holds something else.
pub fn read_beads(path: &Path) -> Result<Vec<Links>> {
    let text = fs::read_to_string(path).map_err(|e| Error::from(e).in_file(path))?;
    parse_beads(&path.to_string_lossy(), &text)
}

impl GoldFile {
    /// Both texts and the beads.
    ///
    /// # Errors
    /// When one cannot be read, and when the beads name lines that the texts do not have.
    pub fn load(&self) -> Result<(Sides<Document>, Vec<Links>)> {
        let (documents, gold) = (self.documents()?, read_beads(&self.path)?);
        let (there, said) = (documents.as_ref().map(|d| d.segments.len()), extent(&gold));
        if said.ko > there.ko || said.en > there.en {
            let message = format!(
                "gold names {} Korean and {} English lines, but the texts have {} and {}",
                said.ko, said.en, there.ko, there.en
            );
            return Err(Error::contradiction(message).in_file(&self.path));
        }
        Ok((documents, gold))
    }

    /// Both texts, one segment a line; subtitles that stand beside the lines, one cue a line, bring their times.
    fn documents(&self) -> Result<Sides<Document>> {
        let read = |side: Side| {
            let subtitles = ["srt", "vtt"].map(|ending| self.texts.get(side).with_extension(ending));
            match subtitles.into_iter().find(|path| self.layout == Layout::Corpora && path.is_file()) {
                Some(path) => read_document(path, &ReadOptions::new(side)),
                None => read_document(self.texts.get(side), &ReadOptions { lines: Lines::Segments, ..ReadOptions::new(side) }),
            }
        };
        Sides::build(read).transpose()
    }
}

/// How many segments each side has at least, if these beads are about it.
pub fn extent<'b>(beads: impl IntoIterator<Item = &'b Links> + Clone) -> Sides<usize> {
    Sides::build(|side| beads.clone().into_iter().flat_map(|bead| bead.get(side)).max().map_or(0, |last| last + 1))
}

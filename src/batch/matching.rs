//! Files of two folders, paired by what they say.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::inputs::files;
use super::name::{Name, is_text};
use super::{Seen, warnings};
use crate::bitext::{Document, Side, Sides};
use crate::build::{Match, Sketch, Support, match_documents};
use crate::error::{Error, Result};
use crate::formats::{ReadOptions, read_document};
use crate::pipeline::Pipeline;

/// How the files of two folders are paired.
#[derive(Clone, Debug)]
pub struct MatchJob {
    /// How to split and align them.
    pub pipeline: Pipeline,
    /// How to read both sides; the side named here is passed over.
    pub options: ReadOptions,
    /// Whether the names of files say nothing.
    pub ignores_names: bool,
}

/// Which files belong together.
#[derive(Debug)]
pub struct Matched {
    /// All files that were looked at, in the order of their names.
    pub files: Sides<Vec<PathBuf>>,
    /// Pairs of them, in the order of the Korean ones.
    pub matches: Vec<Match>,
    /// How many files or folders could not be read.
    pub bad: usize,
}

/// A file that could be read.
struct Sketched {
    path: PathBuf,
    key: String,
    sketch: Sketch,
}

impl MatchJob {
    /// Pairs the files of two folders, and of all folders inside; those whose names say the other language are passed over, so that one
    /// folder may hold both. `seen` hears of each file as it is read.
    ///
    /// # Errors
    /// When a folder cannot be read, or holds no text.
    pub fn run(&self, folders: Sides<&Path>, seen: &mut Seen<'_>) -> Result<Matched> {
        let mut bad = 0;
        let mut sides: Sides<Vec<Sketched>> = Sides::default();
        for side in Side::BOTH {
            let root = *folders.get(side);
            let found = files(root)?;
            for error in &found.unreadable {
                seen(&[], Some(error));
                bad += 1;
            }
            let named = found.files.into_iter().map(|path| (Name::of(path.strip_prefix(root).unwrap_or(&path)), path));
            let texts: Vec<(Name, PathBuf)> =
                named.filter(|(name, path)| is_text(path, name) && name.side != Some(side.other())).collect();
            if texts.is_empty() {
                return Err(Error::malformed("there are no texts in this folder").in_file(root));
            }
            for chunk in texts.chunks(super::in_order::IN_WORK) {
                let read: Vec<_> = chunk.par_iter().map(|(name, path)| self.sketch(side, path, &name.key)).collect();
                for result in read {
                    match result {
                        Ok((sketched, messages)) => {
                            seen(&messages, None);
                            sides.get_mut(side).push(sketched);
                        }
                        Err(error) => {
                            seen(&[], Some(&error));
                            bad += 1;
                        }
                    }
                }
            }
        }
        let hints = if self.ignores_names { Vec::new() } else { hints(sides.as_ref()) };
        let sketches = sides.as_ref().map(|files| files.iter().map(|file| file.sketch.clone()).collect::<Vec<_>>());
        let align = |ko: usize, en: usize| self.support(Sides { ko: &sides.ko[ko].path, en: &sides.en[en].path });
        let matches = match_documents(Sides { ko: &sketches.ko, en: &sketches.en }, &hints, align);
        Ok(Matched { files: sides.map(|files| files.into_iter().map(|file| file.path).collect()), matches, bad })
    }

    fn read(&self, side: Side, path: &Path) -> Result<Document> {
        read_document(path, &ReadOptions { side, ..self.options })
    }

    /// A file in small, and its warnings.
    fn sketch(&self, side: Side, path: &Path, key: &str) -> Result<(Sketched, Vec<String>)> {
        let mut document = self.read(side, path)?;
        let messages = warnings(&document).collect();
        self.pipeline.segment_side(side, &mut document);
        let sketch = Sketch::of(side, &document, self.pipeline.vectors());
        Ok((Sketched { path: path.to_owned(), key: key.to_owned(), sketch }, messages))
    }

    /// What the aligner says of two files; their warnings have been told.
    fn support(&self, paths: Sides<&PathBuf>) -> Option<Support> {
        let documents = Sides::build(|side| self.read(side, paths.get(side))).transpose().ok()?;
        Some(Support::of(&self.pipeline.run(documents)))
    }
}

/// Pairs of files whose paths are the same but for what says the language, where no other file has that path.
fn hints(files: Sides<&Vec<Sketched>>) -> Vec<(u32, u32)> {
    let mut keys: FxHashMap<&str, Sides<Vec<u32>>> = FxHashMap::default();
    for side in Side::BOTH {
        for (at, file) in (0..).zip(*files.get(side)) {
            keys.entry(&file.key).or_default().get_mut(side).push(at);
        }
    }
    let mut hints: Vec<(u32, u32)> = keys
        .into_values()
        .filter_map(|of| match (&of.ko[..], &of.en[..]) {
            ([ko], [en]) => Some((*ko, *en)),
            _ => None,
        })
        .collect();
    hints.sort_unstable();
    hints
}

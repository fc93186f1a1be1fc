//! Which files of two folders, or of a list, belong together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::inputs::files;
use super::name::{Name, is_text};
use crate::bitext::{Side, Sides};
use crate::error::{Error, Position, Result};
use crate::formats::Format;

/// Two files to align.
#[derive(Debug, PartialEq, Eq)]
pub struct FilePair {
    /// The Korean and the English file.
    pub paths: Sides<PathBuf>,
    /// What to call the result: a relative path without an ending.
    pub name: String,
    /// Where the list says the result goes.
    pub out: Option<PathBuf>,
}

/// What belongs together, and what is left.
#[derive(Debug, Default)]
pub struct Pairing {
    /// What belongs together.
    pub pairs: Vec<FilePair>,
    /// Files without partner, with what is the matter.
    pub unpaired: Vec<String>,
    /// Files whose path names no language.
    pub single: Vec<PathBuf>,
    /// Folders that could not be looked into.
    pub unreadable: Vec<Error>,
}

/// A file of one side.
struct Candidate {
    path: PathBuf,
    name: Name,
}

/// Pairs the files of two folders, and of all folders inside, by their paths without language markers. One folder may hold both
/// sides; the markers then tell the language.
///
/// # Errors
/// When a folder cannot be read.
pub fn folders(roots: Sides<&Path>, takes_any_ending: bool) -> Result<Pairing> {
    let is_one = roots.map(|root| fs::canonicalize(root).ok());
    let is_one = is_one.ko == is_one.en;
    let mut groups: BTreeMap<String, Sides<Vec<Candidate>>> = BTreeMap::new();
    let (mut bilingual, mut unreadable) = (Vec::new(), Vec::new());
    for side in Side::BOTH {
        let found = files(roots.get(side))?;
        if side == Side::Ko || !is_one {
            unreadable.extend(found.unreadable);
        }
        for path in found.files {
            let name = Name::of(path.strip_prefix(roots.get(side)).unwrap_or(&path));
            let is_text = takes_any_ending || is_text(&path, &name);
            // Its name says no language: it holds both.
            if is_one && side == Side::Ko && name.side.is_none() && Format::of_input(&path) == Some(Format::Sami) {
                bilingual.push(FilePair {
                    paths: Sides { ko: path.clone(), en: path.clone() },
                    name: name.shown.clone(),
                    out: None,
                });
            }
            if is_text && (!is_one || name.side == Some(side)) {
                groups.entry(name.key.clone()).or_default().get_mut(side).push(Candidate { path, name });
            }
        }
    }
    let mut pairing = Pairing::of_groups(groups);
    pairing.unreadable = unreadable;
    pairing.pairs.extend(bilingual);
    pairing.pairs.sort_by(|a, b| a.paths.ko.cmp(&b.paths.ko));
    Ok(pairing)
}

/// Pairs documents by their paths without language markers; those whose path names no language are left.
pub fn documents(paths: impl IntoIterator<Item = PathBuf>) -> Pairing {
    let mut groups: BTreeMap<String, Sides<Vec<Candidate>>> = BTreeMap::new();
    let mut without = Vec::new();
    for path in paths {
        let name = Name::of(&path);
        match name.side {
            Some(side) => groups.entry(name.key.clone()).or_default().get_mut(side).push(Candidate { path, name }),
            None => without.push(path),
        }
    }
    Pairing { single: without, ..Pairing::of_groups(groups) }
}

impl Pairing {
    fn of_groups(groups: BTreeMap<String, Sides<Vec<Candidate>>>) -> Self {
        let mut pairing = Pairing::default();
        for group in groups.into_values() {
            pairing.add_group(group);
        }
        pairing.pairs.sort_by(|a, b| a.paths.ko.cmp(&b.paths.ko));
        pairing
    }

    fn add_group(&mut self, group: Sides<Vec<Candidate>>) {
        if group.ko.len() <= 1 && group.en.len() <= 1 {
            return self.add(group, "");
        }
        // The same text in several formats: each with its like.
        let mut by_ending: BTreeMap<String, Sides<Vec<Candidate>>> = BTreeMap::new();
        let mut sort = |side: Side, candidates: Vec<Candidate>| {
            for candidate in candidates {
                by_ending.entry(candidate.name.ending.clone()).or_default().get_mut(side).push(candidate);
            }
        };
        sort(Side::Ko, group.ko);
        sort(Side::En, group.en);
        by_ending.into_iter().for_each(|(ending, group)| self.add(group, &ending));
    }

    fn add(&mut self, group: Sides<Vec<Candidate>>, ending: &str) {
        let counts = group.as_ref().map(Vec::len);
        let Sides { mut ko, mut en } = group;
        match (ko.pop(), en.pop()) {
            (Some(ko), Some(en)) if counts == (Sides { ko: 1, en: 1 }) => {
                let shown = if ko.name.shown.is_empty() { "aligned" } else { &ko.name.shown };
                let name = if ending.is_empty() { shown.to_owned() } else { format!("{shown}.{ending}") };
                self.pairs.push(FilePair { paths: Sides { ko: ko.path, en: en.path }, name, out: None });
            }
            (last_ko, last_en) => {
                let what = match counts {
                    Sides { ko: 0, .. } => "there is no Korean file to it",
                    Sides { en: 0, .. } => "there is no English file to it",
                    _ => "several files could be its partner; name the right one in a list for --pairs",
                };
                let all = ko.into_iter().chain(last_ko).chain(en).chain(last_en);
                self.unpaired.extend(all.map(|c| format!("{}: not aligned: {what}", c.path.display())));
            }
        }
    }
}

/// Reads a list of pairs: two or three paths a line, with tabs between. Where the first line names columns, `ko` and `en` first, other
/// columns than `out` are passed over: what `jjak match` writes is such a list.
///
/// # Errors
/// When it cannot be read, and at the first line that is no such.
pub fn list(path: &Path) -> Result<Pairing> {
    let read = if path.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { fs::read_to_string(path) };
    let text = read.map_err(|e| Error::from(e).in_file(path))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut pairing = Pairing::default();
    let header = text.lines().next().map(columns).filter(|names| names.starts_with(&["ko", "en"]));
    for (line, text) in (1..).zip(text.lines()).skip(header.iter().len()).filter(|(_, text)| !text.trim().is_empty()) {
        let mut fields = columns(text);
        if let Some(names) = &header {
            let mut names = names.iter();
            fields.retain(|_| names.next().is_some_and(|name| ["ko", "en", "out"].contains(name)));
        }
        let (ko, en, out) = match fields[..] {
            [ko, en] => (ko, en, None),
            [ko, en, out] => (ko, en, (!out.is_empty()).then(|| PathBuf::from(out))),
            _ => {
                let message = "a line names a Korean file, an English file and perhaps an output, parted by tabs";
                return Err(Error::malformed(message).at(Position { line, column: 1 }).in_file(path));
            }
        };
        let name = Name::of(Path::new(Path::new(ko).file_name().unwrap_or_default())).shown;
        let name = if name.is_empty() { "aligned".to_owned() } else { name };
        pairing.pairs.push(FilePair { paths: Sides { ko: ko.into(), en: en.into() }, name, out });
    }
    Ok(pairing)
}

fn columns(line: &str) -> Vec<&str> {
    line.split('\t').map(str::trim).collect()
}

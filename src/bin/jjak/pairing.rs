//! Which files of two folders, or of a list, belong together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jjak::bitext::{Side, Sides};
use jjak::error::{Error, Position, Result};
use jjak::read::Format;

/// Parts of a name that say its language.
const MARKERS: Sides<&[&str]> = Sides { ko: &["ko", "kr", "kor", "korean"], en: &["en", "eng", "english"] };
/// Endings that say nothing but the format.
const ENDINGS: &[&str] = &["txt", "text", "html", "htm", "xhtml", "md", "markdown", "mkd", "srt", "vtt", "webvtt", "smi", "sami"];

/// Two files to align.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FilePair {
    pub(crate) paths: Sides<PathBuf>,
    /// What to call the result: a relative path without an ending.
    pub(crate) name: String,
    /// Where the list says the result goes.
    pub(crate) out: Option<PathBuf>,
}

/// What belongs together, and what is left.
#[derive(Debug, Default)]
pub(crate) struct Pairing {
    pub(crate) pairs: Vec<FilePair>,
    /// Files without partner, with what is the matter.
    pub(crate) unpaired: Vec<String>,
    /// Files whose path names no language.
    pub(crate) single: Vec<PathBuf>,
}

/// A file of one side.
struct Candidate {
    path: PathBuf,
    name: Name,
}

/// A relative path without what says language and format.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// What the two files of a pair have in common.
    key: String,
    /// The same, as it reads best.
    shown: String,
    /// The language the path says, if it does.
    side: Option<Side>,
    /// The ending that says the format, or nothing.
    ending: String,
}

/// Pairs the files of two folders, and of all folders inside, by their paths without language markers. One folder may hold both
/// sides; the markers then tell the language.
pub(crate) fn folders(roots: Sides<&Path>, takes_any_ending: bool) -> Result<Pairing> {
    let is_one = roots.map(|root| fs::canonicalize(root).ok());
    let is_one = is_one.ko == is_one.en;
    let mut groups: BTreeMap<String, Sides<Vec<Candidate>>> = BTreeMap::new();
    let mut bilingual = Vec::new();
    for side in Side::BOTH {
        for path in files(roots.get(side))? {
            let name = Name::of(path.strip_prefix(roots.get(side)).unwrap_or(&path));
            let is_text = takes_any_ending || is_text(&path, &name);
            // Its name says no language: it holds both.
            if is_one && side == Side::Ko && name.side.is_none() && Format::from_extension(&path) == Format::Sami {
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
    pairing.pairs.extend(bilingual);
    pairing.pairs.sort_by(|a, b| a.paths.ko.cmp(&b.paths.ko));
    Ok(pairing)
}

/// Pairs documents by their paths without language markers; those whose path names no language are left.
pub(crate) fn documents(paths: impl IntoIterator<Item = PathBuf>) -> Pairing {
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

/// Whether a file found in a folder is text by its name: known endings, language markers, `lines`, or none at all.
fn is_text(path: &Path, name: &Name) -> bool {
    let file = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let file = file.strip_suffix(".gz").unwrap_or(&file);
    let last = file.rsplit_once('.').map(|(_, last)| last);
    !name.ending.is_empty() || last.is_none_or(|last| last == "lines" || marker(last).is_some())
}

fn marker(part: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|&side| MARKERS.get(side).contains(&part))
}

impl Name {
    fn of(relative: &Path) -> Self {
        let mut name = Name { key: String::new(), shown: String::new(), side: None, ending: String::new() };
        let parts: Vec<String> = relative.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        for (number, part) in (1..).zip(&parts) {
            let mut rest = part.as_str();
            if number == parts.len() {
                rest = rest.strip_suffix(".gz").unwrap_or(rest);
                if let Some((stem, ending)) = rest.rsplit_once('.').filter(|(_, e)| ENDINGS.contains(&e.to_lowercase().as_str())) {
                    name.ending = ending.to_lowercase();
                    rest = stem;
                }
            }
            name.add(rest);
        }
        name
    }

    /// Takes one part of the path, less its markers.
    fn add(&mut self, part: &str) {
        let mut is_first = true;
        let mut at = 0;
        for word in part.split(['.', '_', '-']) {
            let separator = part[..at].chars().next_back();
            at += word.len() + 1;
            let folded = word.to_lowercase();
            if let Some(side) = marker(&folded) {
                self.side = Some(side);
                continue;
            }
            let (in_key, in_shown) = match (is_first, separator) {
                (true, _) if self.shown.is_empty() => ("", None),
                (true, _) => ("/", Some('/')),
                (false, separator) => (".", separator),
            };
            self.key.push_str(in_key);
            self.key.push_str(&folded);
            self.shown.extend(in_shown);
            self.shown.push_str(word);
            is_first = false;
        }
    }
}

/// The files under a folder in the order of their names, those that begin with a dot left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>())
        .map_err(|e| Error::from(e).in_file(folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries.into_iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
        // A link to a folder may lead round in a circle.
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            files.extend(self::files(&entry.path())?);
        } else if entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Reads a list of pairs: two or three paths a line, with tabs between.
pub(crate) fn list(path: &Path) -> Result<Pairing> {
    let bytes = if path.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { fs::read_to_string(path) };
    let text = bytes.map_err(|e| Error::from(e).in_file(path))?;
    let mut pairing = Pairing::default();
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let fields: Vec<&str> = text.split('\t').map(str::trim).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> (String, Option<Side>) {
        let name = Name::of(Path::new(path));
        (name.shown, name.side)
    }

    #[test]
    fn markers_are_taken_out_of_names_wherever_they_stand() {
        for (path, shown, side) in [
            ("a/ko.txt", "a", Some(Side::Ko)),
            ("ko/a/b.html.gz", "a/b", Some(Side::Ko)),
            ("a_EN-2.md", "a-2", Some(Side::En)),
            ("news.ko", "news", Some(Side::Ko)),
            ("eng.news.2.txt", "news.2", Some(Side::En)),
            ("korea/end.txt", "korea/end", None),
        ] {
            assert_eq!(name(path), (shown.to_owned(), side), "{path}");
        }
    }

    #[test]
    fn the_two_files_of_a_pair_have_one_key() {
        let key = |path: &str| Name::of(Path::new(path)).key;
        assert_eq!(key("ko/2024/news_1.txt"), key("2024/News-1_english.md"));
        assert_ne!(key("ko/news_1.txt"), key("en/news_2.txt"));
        assert_ne!(key("a/b.ko"), key("a.b.en"));
    }
}

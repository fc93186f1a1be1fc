//! What there is to check: files that hold pairs, documents in pairs, pages with captions; each read, aligned where need be, and
//! looked at by the rules.

use std::path::{Path, PathBuf};

use super::in_order::in_order;
use super::inputs::{Found, expanded, is_pattern};
use super::name::Name;
use super::{Seen, doubts, pairing, warnings};
use crate::align::Aligner;
use crate::bitext::{Bitext, Document, Side, Sides};
use crate::captions::{find, pair};
use crate::check::{Config, Located, locate};
use crate::error::{Error, Result};
use crate::formats::{Content, Format, Holds, ReadOptions, looks_like, read, read_document};
use crate::pipeline::{Pipeline, look_swapped};

/// How files are checked.
#[derive(Clone, Debug)]
pub struct CheckJob {
    /// How documents are aligned.
    pub pipeline: Pipeline,
    /// How documents are read; the side named here is passed over.
    pub options: ReadOptions,
    /// The format of files that hold pairs; found out if `None`.
    pub pairs_format: Option<Format>,
    /// Rules and settings.
    pub config: Config,
}

/// One thing to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file that holds both languages, and whether it was named and not found.
    Both(PathBuf, bool),
    /// Two documents.
    Documents(Sides<PathBuf>),
    /// A page in both languages, of which the captions are checked; or another file that holds both.
    Page(PathBuf),
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Checked {
    /// The files that were looked at.
    pub files: Vec<String>,
    /// How many entries they had.
    pub entries: usize,
    /// What was found, in order.
    pub findings: Vec<Located>,
    /// How many inputs could not be checked.
    pub bad: usize,
}

/// What the paths that a user names stand for: files with both languages by themselves, documents in pairs. Also what is to be said
/// of files that were passed over.
///
/// # Errors
/// When a path cannot be looked into, when a document has no partner, and when there is nothing to check.
pub fn inputs_of(paths: &[PathBuf], job: &CheckJob) -> Result<(Vec<Input>, Vec<String>)> {
    if let [ko, en] = paths
        && job.pairs_format.is_none()
        && [ko, en].iter().all(|path| !path.is_dir() && !holds_pairs(path) && !is_pattern(path))
        && ![ko, en].iter().all(|path| job.holds_both(path))
    {
        // Messages may be named in any order, where their names say the language.
        let is_swapped = [ko, en].iter().all(|path| pairing::holds_messages(path))
            && (Name::of(ko).side == Some(Side::En) || Name::of(en).side == Some(Side::Ko))
            && Name::of(ko).side != Some(Side::Ko);
        let (ko, en) = if is_swapped { (en, ko) } else { (ko, en) };
        return Ok((vec![Input::Documents(Sides { ko: ko.clone(), en: en.clone() })], Vec::new()));
    }
    let mut sorted = Sorted::default();
    for path in paths {
        let Found { files, unreadable } = expanded(path)?;
        sorted.messages.extend(unreadable.iter().map(|error| format!("jjak: {error}")));
        let is_named = files.len() == 1 && files[0] == *path;
        files.into_iter().try_for_each(|file| sorted.take(file, is_named, job))?;
    }
    if let ([page], [(document, true)]) = (paths, sorted.documents.as_slice())
        && page == document
        && !pairing::holds_messages(page)
        && !Format::of_input(page).is_some_and(Format::is_subtitles)
    {
        return Ok((vec![Input::Page(page.clone())], sorted.messages));
    }
    sorted.finish()
}

/// Files by what they hold.
#[derive(Default)]
struct Sorted {
    inputs: Vec<Input>,
    /// Documents of one language, and whether they were named.
    documents: Vec<(PathBuf, bool)>,
    messages: Vec<String>,
}

impl Sorted {
    fn take(&mut self, file: PathBuf, is_named: bool, job: &CheckJob) -> Result<()> {
        // Most files that end like Qt's are scripts.
        if !is_named && Format::of_input(&file) == Some(Format::Qt) && !looks_like(&file, Format::Qt) {
            return Ok(());
        }
        if job.pairs_format.is_some() || holds_pairs(&file) || job.holds_both(&file) {
            self.inputs.push(Input::Both(file, is_named));
        } else if Format::of_input(&file)
            .is_none_or(|format| matches!(format.info().holds, Holds::Text | Holds::Messages) || format == Format::Moses)
        {
            self.documents.push((file, is_named));
        } else if is_named {
            // The reader knows best what it is.
            self.inputs.push(Input::Both(file, is_named));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Vec<Input>, Vec<String>)> {
        let named: Vec<PathBuf> = self.documents.iter().filter(|(_, is_named)| *is_named).map(|(path, _)| path.clone()).collect();
        let pairing = pairing::documents(self.documents.into_iter().map(|(path, _)| path));
        self.inputs.extend(pairing.pairs.into_iter().map(|pair| Input::Documents(pair.paths)));
        // A file of messages that was named waits for its partner, whatever language its name says.
        let lonely = |path: &&PathBuf| {
            pairing::holds_messages(path)
                && !self
                    .inputs
                    .iter()
                    .any(|input| matches!(input, Input::Documents(pair) if pair.ko == **path || pair.en == **path))
        };
        if let Some(lonely) = named.iter().find(lonely) {
            let message = "this holds messages of one language: name the file of the other language, too, or their folder";
            return Err(Error::contradiction(message).in_file(lonely));
        }
        if let Some(single) = pairing.single.iter().find(|path| named.contains(path)) {
            let message =
                "this holds one language, or its name does not say which: name a Korean and an English document, in this order";
            return Err(Error::contradiction(message).in_file(single));
        }
        self.messages.extend(pairing.unpaired);
        if self.inputs.is_empty() {
            return Err(Error::contradiction("there is nothing to check here: name corpora, or documents in pairs"));
        }
        Ok((self.inputs, self.messages))
    }
}

/// Whether a file holds pairs, by its ending; Moses is documents by twos.
fn holds_pairs(path: &Path) -> bool {
    let is_meant = |format: Format| format.info().holds == Holds::Pairs && format != Format::Moses;
    path.as_os_str() == "-" || Format::of_input(path).is_some_and(is_meant)
}

/// Everything checked in parallel, in the order of the inputs.
pub fn check_all(job: &CheckJob, inputs: &[Input], seen: &mut Seen<'_>) -> Checked {
    let mut all = Checked::default();
    for (messages, checked) in in_order(inputs, |input| job.check(input)) {
        seen(&messages, checked.as_ref().err());
        match checked {
            Ok(checked) => {
                all.files.extend(checked.files);
                all.entries += checked.entries;
                all.findings.extend(checked.findings);
            }
            Err(_) => all.bad += 1,
        }
    }
    all
}

impl CheckJob {
    fn options(&self, side: Side) -> ReadOptions {
        ReadOptions { side, ..self.options }
    }

    /// Whether a file holds the texts of both languages: subtitles are read to see.
    fn holds_both(&self, path: &Path) -> bool {
        let format = self.options.format.or_else(|| Format::of_input(path));
        format.is_some_and(Format::is_subtitles) && matches!(read(path, &self.options(Side::Ko)), Ok(Content::Both(_)))
    }

    /// One input, and what is to be said of it.
    fn check(&self, input: &Input) -> (Vec<String>, Result<Checked>) {
        let mut messages = Vec::new();
        let bitext = match input {
            Input::Both(path, _) => self.both(path),
            Input::Documents(paths) => self.documents(paths, &mut messages),
            Input::Page(path) => self.page(path),
        };
        let checked = bitext.and_then(|bitext| {
            for side in Side::BOTH {
                messages.extend(warnings(bitext.documents.get(side)));
            }
            if bitext.entries.is_empty() {
                nothing(input, &bitext).map(|message| messages.push(message))?;
            }
            let mut files = vec![bitext.documents.ko.name.clone(), bitext.documents.en.name.clone()];
            files.dedup();
            let checker = self.config.checker(&files.iter().map(String::as_str).collect::<Vec<_>>());
            let findings = locate(&bitext, checker.check(&bitext));
            Ok(Checked { files, entries: bitext.entries.len(), findings, bad: 0 })
        });
        (messages, checked)
    }

    fn both(&self, path: &Path) -> Result<Bitext> {
        let format = self.pairs_format.or(self.options.format);
        match read(path, &ReadOptions { format, ..self.options(Side::Ko) })? {
            Content::Pairs(bitext) => Ok(bitext),
            Content::Both(documents) => Ok(self.pipeline.run(Content::Both(documents).into_both()?)),
            content @ Content::Text(_) => content.into_pairs(),
        }
    }

    fn documents(&self, paths: &Sides<PathBuf>, messages: &mut Vec<String>) -> Result<Bitext> {
        let documents: Sides<Document> = Sides::build(|side| read_document(paths.get(side), &self.options(side))).transpose()?;
        if paired_by_key(&documents)? {
            let Sides { ko, en } = documents;
            let documents = if look_swapped(Sides { ko: &ko, en: &en }) { Sides { ko: en, en: ko } } else { Sides { ko, en } };
            return Ok(Bitext::of_messages(documents));
        }
        messages.extend(doubts(documents.as_ref()));
        Ok(self.pipeline.run(documents))
    }

    /// The captions of a page in both languages, or the pairs of a file that turned out to hold some.
    fn page(&self, path: &Path) -> Result<Bitext> {
        match read(path, &self.options(Side::Ko))? {
            Content::Pairs(bitext) => Ok(bitext),
            content => Ok(pair(find(&content.into_text(Side::Ko)?), &Aligner::default()).into_bitext()),
        }
    }
}

/// Whether two documents are files of messages, which have keys.
///
/// # Errors
/// When only one of them is.
fn paired_by_key(documents: &Sides<Document>) -> Result<bool> {
    let has_keys = documents.as_ref().map(|document| !document.messages.is_empty());
    match has_keys {
        Sides { ko: true, en: true } => Ok(true),
        Sides { ko: false, en: false } => Ok(false),
        Sides { ko, .. } => {
            let side = if ko { Side::Ko } else { Side::En };
            let message = "this holds messages by key, and the other file does not: name two files of messages";
            Err(Error::contradiction(message).in_file(&documents.get(side).name))
        }
    }
}

/// What is to be said of an input that nothing could be read from. What a user named must not pass for checked.
///
/// # Errors
/// When it was named.
fn nothing(input: &Input, bitext: &Bitext) -> Result<String> {
    let message = match input {
        Input::Both(..) => "there is no pair of Korean and English text in it, so nothing was checked",
        Input::Documents(_) => "there is no text in it, nor in its partner, so nothing was checked",
        Input::Page(_) => {
            "no captions were found in it, so nothing was checked: to check a text, name the Korean and the English one"
        }
    };
    let name = &bitext.documents.ko.name;
    match input {
        Input::Both(_, false) => Ok(format!("{name}: warning: {message}")),
        _ => Err(Error::malformed(message).in_file(name)),
    }
}

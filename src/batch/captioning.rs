//! The captions of many pages: one page, a page and its translation, two folders of them, or a folder of both kinds.

use std::path::{Path, PathBuf};

use super::in_order::in_order;
use super::inputs::files;
use super::{Told, documents, folders, warnings};
use crate::align::Aligner;
use crate::bitext::{Side, Sides};
use crate::captions::{Page, PairedPage, find, pair, pair_cues};
use crate::error::{Error, Result};
use crate::formats::{Content, Format, Holds, ReadOptions, read, read_document};

/// What captions are paired in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageInput {
    /// A page in both languages, or a subtitle file with both.
    Both(PathBuf),
    /// A page and its translation.
    Two(Sides<PathBuf>),
}

/// How pages are read.
#[derive(Clone, Copy, Debug)]
pub struct CaptionJob {
    /// For each side with its language.
    pub options: ReadOptions,
}

/// The pages that are named: files, or folders, in which pages are paired by their paths without language markers, and a page whose
/// name tells no language holds both. What was left out is told.
///
/// # Errors
/// When a folder cannot be read, when a folder is named beside a file, and when there are no pages.
pub fn page_inputs(page: &Path, en: Option<&Path>) -> Result<(Vec<PageInput>, Vec<String>)> {
    let pairing = match en {
        None if !page.is_dir() => return Ok((vec![PageInput::Both(page.to_owned())], Vec::new())),
        Some(en) if !page.is_dir() && !en.is_dir() => {
            return Ok((vec![PageInput::Two(Sides { ko: page.to_owned(), en: en.to_owned() })], Vec::new()));
        }
        Some(en) if page.is_dir() && en.is_dir() => folders(Sides { ko: page, en }, false)?,
        Some(en) => {
            let file = if page.is_dir() { en } else { page };
            return Err(Error::contradiction("this is a file and the other a folder: name two of a kind").in_file(file));
        }
        None => documents(files(page)?.files.into_iter().filter(|path| is_page(path))),
    };
    let mut inputs: Vec<PageInput> = pairing.pairs.into_iter().map(|pair| PageInput::Two(pair.paths)).collect();
    inputs.extend(pairing.single.into_iter().map(PageInput::Both));
    if inputs.is_empty() {
        let message = "there are no pages here to pair: their names should be the same but for ko and en";
        return Err(Error::contradiction(message).in_file(page));
    }
    let left = pairing.unpaired.iter().map(|message| message.replace(": not aligned:", ": left out:"));
    let unreadable = pairing.unreadable.iter().map(ToString::to_string);
    Ok((inputs, left.chain(unreadable).collect()))
}

fn is_page(path: &Path) -> bool {
    Format::of_input(path).is_some_and(|format| format.info().holds == Holds::Text)
}

/// The captions of all pages, paired in parallel and handed out in order.
///
/// # Errors
/// Those of `take`; what is wrong with a page is told along with it.
pub fn pair_pages(job: &CaptionJob, inputs: &[PageInput], mut take: impl FnMut(Told<PairedPage>) -> Result<()>) -> Result<()> {
    let aligner = Aligner::default();
    in_order(inputs, |input| job.pair(input, &aligner)).try_for_each(&mut take)
}

impl CaptionJob {
    fn pair(&self, input: &PageInput, aligner: &Aligner) -> Told<PairedPage> {
        let paired = match input {
            PageInput::Both(path) => self.both(path, aligner),
            PageInput::Two(paths) => self.two(paths, aligner),
        };
        let mut messages = Vec::new();
        if let Ok(paired) = &paired {
            Side::BOTH.into_iter().for_each(|side| messages.extend(warnings(paired.page.documents.get(side))));
            // A page in both languages is one file.
            messages.dedup();
        }
        Told { messages, result: paired }
    }

    fn options(&self, side: Side) -> ReadOptions {
        ReadOptions { side, ..self.options }
    }

    fn both(&self, path: &Path, aligner: &Aligner) -> Result<PairedPage> {
        match read(path, &self.options(Side::Ko))? {
            content @ Content::Both(_) => Ok(pair_cues(content.into_both()?, aligner)),
            content => Ok(pair(find(&content.into_text(Side::Ko)?), aligner)),
        }
    }

    fn two(&self, paths: &Sides<PathBuf>, aligner: &Aligner) -> Result<PairedPage> {
        let documents = Sides::build(|side| read_document(paths.get(side), &self.options(side))).transpose()?;
        Ok(match documents.as_ref().map(|document| document.cues.is_empty()) {
            Sides { ko: false, en: false } => pair_cues(documents, aligner),
            _ => pair(Page::of_two(documents.as_ref()), aligner),
        })
    }
}

//! Folders of pages with gold for captions, as in `corpora/pages`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bitext::{Document, Side, Sides};
use crate::captions::{GoldLine, Page, find, parse_gold};
use crate::error::{Error, Result};
use crate::formats::{ReadOptions, read_document};

/// The pages of one folder: a Korean and an English one, one in both languages, or one alone.
#[derive(Clone, Debug)]
pub struct PageFolder {
    /// The name of the folder.
    pub name: String,
    /// Each page with the name of its file.
    pub pages: Vec<(String, Document)>,
    /// What is to be found on them.
    pub gold: Vec<GoldLine>,
}

impl PageFolder {
    /// The pages as they are paired, with their captions found.
    pub fn page(&self) -> Page {
        let of_side = |side: Side| self.pages.iter().find(|(name, _)| side_of(name) == Some(side)).map(|(_, document)| document);
        match (of_side(Side::Ko), of_side(Side::En), self.pages.first()) {
            (Some(ko), Some(en), _) => Page::of_two(Sides { ko, en }),
            (_, _, Some((_, document))) => find(document),
            _ => Page::default(),
        }
    }
}

/// The language that the name of a page tells.
fn side_of(name: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|side| name.contains(&format!(".{side}.")))
}

/// All folders with `gold.tsv` below a folder, by name.
///
/// # Errors
/// When something cannot be read, when gold is malformed, and when there is none.
pub fn read_page_folders(folder: &Path) -> Result<Vec<PageFolder>> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        if path.join("gold.tsv").is_file() {
            found.push(read_page_folder(&path)?);
        }
    }
    if found.is_empty() {
        return Err(Error::contradiction("there are no pages with gold here: <name>/gold.tsv is looked for").in_file(folder));
    }
    Ok(found)
}

fn read_page_folder(folder: &Path) -> Result<PageFolder> {
    let path = folder.join("gold.tsv");
    let text = fs::read_to_string(&path).map_err(|e| Error::from(e).in_file(&path))?;
    let gold = parse_gold(&text).map_err(|e| e.in_file(&path))?;
    let file_name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut pages = Vec::new();
    for path in entries(folder)? {
        let name = file_name(&path);
        if name.starts_with("page.") {
            let side = side_of(&name).unwrap_or(Side::Ko);
            pages.push((name, read_document(&path, &ReadOptions::new(side))?));
        }
    }
    Ok(PageFolder { name: file_name(folder), pages, gold })
}

/// What lies in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = fs::read_dir(folder).map_err(|e| Error::from(e).in_file(folder))?;
    let mut found = Vec::new();
    for entry in listed {
        found.push(entry.map_err(|e| Error::from(e).in_file(folder))?.path());
    }
    found.sort();
    Ok(found)
}

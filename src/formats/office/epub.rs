//! EPUB: the chapters of an electronic book in reading order, each read as the web page that it is.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::package::{Package, resolved};
use super::xml::{self, Handler, Tag};
use crate::bitext::{Block, Document, Side, Warning, Width};
use crate::error::{Error, Position, Result};
use crate::formats::encoding::{self, EncodingChoice};
use crate::formats::{Limits, html};

/// Reads a book.
///
/// # Errors
/// When it is damaged, or locked by its shop.
pub(super) fn document(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut package = Package::open(bytes, limits)?;
    let container = "META-INF/container.xml";
    let mut root = Root::default();
    xml::walk(container, &package.part(container)?, &mut root)?;
    let mut contents = Contents::default();
    xml::walk(&root.path, &package.part(&root.path)?, &mut contents)?;
    let folder = root.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let paths: Vec<String> =
        contents.spine.iter().filter_map(|id| Some(resolved(folder, &unescaped(contents.items.get(id)?)))).collect();
    refuse_locked(&mut package, &paths)?;
    let mut book = Document { encoding: "UTF-8".to_owned(), ..Document::default() };
    for (number, path) in (1..).zip(&paths) {
        let Some(bytes) = package.part_if_any(path)? else {
            let message = format!("chapter {number} is missing: {path}");
            book.warnings.push(Warning { position: None, message });
            continue;
        };
        let declared = html::declared(&bytes);
        let page = html::document(&encoding::decode(bytes, EncodingChoice::Detect, declared, Side::Ko));
        append(&mut book, page, number);
    }
    Ok(book)
}

/// A chapter behind the ones before.
fn append(book: &mut Document, chapter: Document, number: usize) {
    for (count, block) in (1..).zip(&chapter.blocks) {
        let start = book.text.len();
        book.origin.push(start, 0, Position { line: book.blocks.len() + 1, column: 1 }, Width::Whole);
        book.origin.push_name(start, Arc::from(format!("chapter {number}, paragraph {count}")));
        book.text.push_str(&chapter.text[block.range.clone()]);
        book.blocks.push(Block { kind: block.kind, range: start..book.text.len() });
        book.text.push('\n');
    }
    let told = |warning: Warning| Warning { position: None, message: format!("chapter {number}: {}", warning.message) };
    book.warnings.extend(chapter.warnings.into_iter().map(told));
}

/// Fonts may be encrypted; chapters that are have been locked by a shop.
fn refuse_locked(package: &mut Package<'_>, chapters: &[String]) -> Result<()> {
    let name = "META-INF/encryption.xml";
    let mut locked = Encrypted::default();
    if let Some(list) = package.part_if_any(name)? {
        xml::walk(name, &list, &mut locked)?;
    }
    if chapters.iter().any(|path| locked.paths.contains(path)) {
        return Err(Error::malformed("this book is locked by its shop (DRM): ask for one that is not"));
    }
    Ok(())
}

/// Addresses write spaces and Hangul as bytes in hexadecimal digits.
fn unescaped(address: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[derive(Default)]
struct Root {
    path: String,
}

impl Handler for Root {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        if tag.name() == "rootfile" && self.path.is_empty() {
            self.path = tag.get("full-path").unwrap_or_default();
        }
        Ok(true)
    }
}

#[derive(Default)]
struct Contents {
    items: FxHashMap<String, String>,
    spine: Vec<String>,
    in_spine: FxHashSet<String>,
}

impl Handler for Contents {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        match tag.name() {
            // The table of contents says again what the chapters say.
            "item" if tag.get("properties").is_none_or(|properties| !properties.split(' ').any(|p| p == "nav")) => {
                self.items.extend(tag.get("id").zip(tag.get("href")));
            }
            "itemref" => self.spine.extend(tag.get("idref").filter(|id| self.in_spine.insert(id.clone()))),
            _ => {}
        }
        Ok(true)
    }
}

#[derive(Default)]
struct Encrypted {
    paths: FxHashSet<String>,
}

impl Handler for Encrypted {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        if tag.name() == "CipherReference" {
            self.paths.extend(tag.get("URI").map(|uri| unescaped(&uri)));
        }
        Ok(true)
    }
}

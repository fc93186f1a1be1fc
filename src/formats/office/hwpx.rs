//! HWPX, the open format of the Hangul word processor: sections of paragraphs, with tables, text boxes and notes inside them.

use rustc_hash::FxHashMap;

use super::flow::Flow;
use super::package::{Package, locked};
use super::xml::{self, Handler, Tag};
use crate::bitext::{BlockKind, Document};
use crate::error::{Error, Result};
use crate::formats::Limits;

/// No text of the document: comments, equations, parameters of fields, readings above characters.
const PASSED: &[&str] = &["hiddenComment", "equation", "parameters", "subText", "secPr", "linesegarray"];

/// Reads a document.
///
/// # Errors
/// When it is damaged or locked.
pub(super) fn document(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut package = Package::open(bytes, limits)?;
    let manifest = package.part_if_any("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(locked());
    }
    let mut shapes = Shapes::default();
    if let Some(header) = package.part_if_any("Contents/header.xml")? {
        xml::walk("Contents/header.xml", &header, &mut shapes)?;
    }
    let sections = sections(&package.names());
    if sections.is_empty() {
        return Err(Error::malformed("this is no whole HWPX document: it has no section (Contents/section0.xml)"));
    }
    let mut walker = Walker { flow: Flow::default(), kinds: shapes.kinds, in_text: false, deleted: 0, comment: None };
    for (number, name) in (1..).zip(&sections) {
        if sections.len() > 1 {
            walker.flow.context(format!("section {number}"));
        }
        xml::walk(name, &package.part(name)?, &mut walker)?;
    }
    Ok(walker.flow.finish())
}

/// The sections by number, whatever the archive's order; lists of parts are not always there.
fn sections(names: &[String]) -> Vec<String> {
    let number = |name: &String| -> Option<usize> { name.strip_prefix("Contents/section")?.strip_suffix(".xml")?.parse().ok() };
    let mut sections: Vec<(usize, String)> = names.iter().filter_map(|name| Some((number(name)?, name.clone()))).collect();
    sections.sort();
    sections.into_iter().map(|(_, name)| name).collect()
}

/// The kinds of paragraphs by the numbers of their shapes.
#[derive(Default)]
struct Shapes {
    kinds: FxHashMap<String, BlockKind>,
    id: String,
}

impl Handler for Shapes {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        match tag.name() {
            "paraPr" => self.id = tag.get("id").unwrap_or_default(),
            "heading" => {
                let level = tag.get("level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(0);
                let kind = match tag.get("type").as_deref() {
                    Some("OUTLINE") => Some(BlockKind::Heading(level.saturating_add(1).clamp(1, 6))),
                    Some("NUMBER" | "BULLET") => Some(BlockKind::ListItem),
                    _ => None,
                };
                self.kinds.extend(kind.map(|kind| (self.id.clone(), kind)));
            }
            _ => {}
        }
        Ok(true)
    }
}

struct Walker {
    flow: Flow,
    kinds: FxHashMap<String, BlockKind>,
    in_text: bool,
    /// How many deletions are open that are tracked and not yet accepted.
    deleted: usize,
    /// What is said of a shape, while it is read.
    comment: Option<String>,
}

impl Handler for Walker {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        let name = tag.name();
        if PASSED.contains(&name) {
            return Ok(false);
        }
        match name {
            "p" => {
                let kind = tag.get("paraPrIDRef").and_then(|id| self.kinds.get(&id).copied());
                self.flow.open_paragraph(kind.unwrap_or_default());
            }
            "t" | "mainText" => self.in_text = true,
            "lineBreak" => self.flow.line_break(),
            "tab" => self.flow.text("\t"),
            "nbSpace" | "fwSpace" => self.flow.text(" "),
            "hyphen" => self.flow.text("-"),
            "deleteBegin" => self.deleted += 1,
            "deleteEnd" => self.deleted = self.deleted.saturating_sub(1),
            "tbl" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "tc" => self.flow.open_cell(),
            "drawText" => self.flow.open_box(),
            "caption" => self.flow.open_caption(),
            "footNote" => self.flow.open_apart("footnote"),
            "endNote" => self.flow.open_apart("endnote"),
            "header" => self.flow.open_apart("header"),
            "footer" => self.flow.open_apart("footer"),
            "shapeComment" => self.comment = Some(String::new()),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.flow.close_paragraph(),
            "t" | "mainText" => self.in_text = false,
            "tbl" | "drawText" | "caption" | "footNote" | "endNote" | "header" | "footer" => self.flow.close_frame(),
            "shapeComment" => {
                let comment = self.comment.take().unwrap_or_default();
                if !is_automatic(&comment) {
                    self.flow.alt_text(&comment);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(comment) = &mut self.comment {
            comment.push_str(text);
        } else if self.in_text && self.deleted == 0 {
            self.flow.text(text);
        }
    }
}

/// The program describes each shape by a word of its kind: "사각형입니다.", "그림입니다." and the file that it was made from.
pub(super) fn is_automatic(comment: &str) -> bool {
    let first = comment.trim().split(['\n', '\r']).next().unwrap_or_default();
    first.split('.').next().is_some_and(|first| first.ends_with("입니다") && first.split_whitespace().count() <= 2)
}

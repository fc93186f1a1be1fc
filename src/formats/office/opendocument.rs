//! ODT and ODP: paragraphs, headings, lists, tables, text boxes, notes, headers; comments and what was deleted are left out.

use super::flow::Flow;
use super::package::{Package, locked};
use super::xml::{self, Handler, Tag};
use crate::bitext::{BlockKind, Document};
use crate::error::Result;
use crate::formats::Limits;

/// No text of the document: comments, what was deleted, readings above characters, marks of notes, fields of slides.
const PASSED: &[&str] = &[
    "annotation",
    "tracked-changes",
    "ruby-text",
    "note-citation",
    "page-number",
    "page-count",
    "forms",
    "object",
    "script",
    "settings",
];

/// Spaces written as a number are no more than these.
const MOST_SPACES: usize = 64;

/// Reads a text or a presentation.
///
/// # Errors
/// When it is damaged or locked.
pub(super) fn document(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut package = Package::open(bytes, limits)?;
    refuse_locked(&mut package)?;
    let mut walker = Walker::default();
    let content = package.part("content.xml")?;
    xml::walk("content.xml", &content, &mut walker)?;
    // Of a presentation they say nothing but what a template says.
    if let Some(styles) = package.part_if_any("styles.xml")?.filter(|_| walker.slides == 0) {
        xml::walk("styles.xml", &styles, &mut walker)?;
    }
    Ok(walker.flow.finish())
}

/// Parts that are encrypted are named in the list of parts.
pub(super) fn refuse_locked(package: &mut Package<'_>) -> Result<()> {
    let list = package.part_if_any("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&list, b"encryption-data").is_some() { Err(locked()) } else { Ok(()) }
}

#[derive(Default)]
struct Walker {
    flow: Flow,
    slides: usize,
    /// How many lists are open.
    lists: usize,
    /// The kind that a frame of a slide gives what is in it.
    frame: Option<BlockKind>,
    /// Words in place of a picture, while they are read.
    alt_text: Option<String>,
}

impl Walker {
    fn paragraph(&mut self, heading: Option<BlockKind>) {
        let listed = if self.lists > 0 { BlockKind::ListItem } else { BlockKind::Paragraph };
        self.flow.open_paragraph(heading.or(self.frame).unwrap_or(listed));
    }
}

impl Handler for Walker {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        let name = tag.name();
        if PASSED.contains(&name) {
            return Ok(false);
        }
        match name {
            "p" => self.paragraph(None),
            "h" => {
                let level = tag.get("outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
                self.paragraph(Some(BlockKind::Heading(level.clamp(1, 6))));
            }
            "list" => self.lists += 1,
            "s" => {
                let count = tag.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.flow.text(&" ".repeat(std::cmp::min(count, MOST_SPACES)));
            }
            "tab" => self.flow.text("\t"),
            "line-break" => self.flow.line_break(),
            "table" => self.flow.open_table(),
            "table-row" => self.flow.open_row(),
            "table-cell" => self.flow.open_cell(),
            "text-box" if self.slides == 0 => self.flow.open_box(),
            "note" if tag.is("note-class", "endnote") => self.flow.open_apart("endnote"),
            "note" => self.flow.open_apart("footnote"),
            "header" | "header-left" | "header-first" => self.flow.open_apart("header"),
            "footer" | "footer-left" | "footer-first" => self.flow.open_apart("footer"),
            "title" | "desc" => self.alt_text = Some(String::new()),
            "frame" => self.frame = tag.is("class", "title").then_some(BlockKind::Heading(1)),
            "page" => {
                self.slides += 1;
                self.flow.context(format!("slide {}", self.slides));
            }
            "notes" if self.slides > 0 => self.flow.context(format!("slide {}, notes", self.slides)),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.flow.close_paragraph(),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table" | "note" | "header" | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first" => {
                self.flow.close_frame();
            }
            "text-box" if self.slides == 0 => self.flow.close_frame(),
            "frame" => self.frame = None,
            "title" | "desc" => {
                let text = self.alt_text.take().unwrap_or_default();
                self.flow.alt_text(&text);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.alt_text {
            Some(alt_text) => alt_text.push_str(text),
            None => self.flow.text(text),
        }
    }
}

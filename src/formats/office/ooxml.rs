//! DOCX and PPTX: paragraphs, tables, text boxes, notes, headers; what was deleted is left out, what was inserted is in.

use rustc_hash::FxHashMap;

use super::flow::Flow;
use super::package::{Package, Relation};
use super::xml::{self, Handler, Tag};
use crate::bitext::{BlockKind, Document};
use crate::error::{Error, Result};
use crate::formats::Limits;

/// Text in these is not part of what is said: what was deleted or moved away, commands of fields, readings above characters, what
/// stands in for a drawing that is told already, and fields that say the number of the slide or today's date.
const PASSED: &[&str] = &["del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rt", "sectPr", "rubyPr"];

/// How many styles one may be based on, one on the other.
const MOST_BASES: usize = 20;

/// Reads a Word document.
///
/// # Errors
/// When it is damaged.
pub(super) fn docx(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut package = Package::open(bytes, limits)?;
    let main = main_part(&mut package, "word/document.xml")?;
    let relations = package.relations(&main)?;
    let of_kind = |kind: &str| relations.iter().filter(move |r| r.kind == kind).map(|r| r.target.clone()).collect::<Vec<_>>();
    let mut styles = Styles::default();
    for name in of_kind("styles") {
        if let Some(part) = package.part_if_any(&name)? {
            xml::walk(&name, &part, &mut styles)?;
        }
    }
    let mut walker = Walker::new(styles.kinds());
    walker.part(&mut package, &main)?;
    for name in of_kind("footnotes").into_iter().chain(of_kind("endnotes")) {
        walker.part(&mut package, &name)?;
    }
    for (kind, name) in ["header", "footer"].into_iter().flat_map(|kind| of_kind(kind).into_iter().map(move |name| (kind, name))) {
        walker.flow.open_apart(kind);
        walker.part(&mut package, &name)?;
        walker.flow.close_frame();
    }
    Ok(walker.flow.finish())
}

/// Reads a presentation.
///
/// # Errors
/// When it is damaged.
pub(super) fn pptx(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut package = Package::open(bytes, limits)?;
    let main = main_part(&mut package, "ppt/presentation.xml")?;
    let relations = package.relations(&main)?;
    let mut order = Order::default();
    xml::walk(&main, &package.part(&main)?, &mut order)?;
    let slide = |id: &String| relations.iter().find(|r| r.id == *id).map(|r| r.target.clone());
    let mut walker = Walker::new(FxHashMap::default());
    for (number, name) in (1..).zip(order.ids.iter().filter_map(slide)) {
        walker.flow.context(format!("slide {number}"));
        walker.part(&mut package, &name)?;
        let notes: Vec<Relation> = package.relations(&name)?.into_iter().filter(|r| r.kind == "notesSlide").collect();
        for note in notes {
            walker.flow.context(format!("slide {number}, notes"));
            walker.part(&mut package, &note.target)?;
        }
    }
    Ok(walker.flow.finish())
}

fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String> {
    let relations = package.relations("")?;
    let named = relations.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    let name = named.filter(|name| package.has(name)).unwrap_or_else(|| usual.to_owned());
    if package.has(&name) {
        Ok(name)
    } else {
        Err(Error::malformed(format!("this is no whole office document: its part {name} is missing")))
    }
}

/// The ids of the slides as they are shown.
#[derive(Default)]
struct Order {
    ids: Vec<String>,
}

impl Handler for Order {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        if tag.name() == "sldId" {
            // The attribute `id` stands there twice, once with a prefix.
            self.ids.extend(tag.prefixed("id"));
        }
        Ok(tag.name() != "extLst")
    }
}

/// What a style says of its paragraphs.
#[derive(Clone, Default)]
struct Style {
    base: Option<String>,
    kind: Option<BlockKind>,
}

#[derive(Default)]
struct Styles {
    styles: FxHashMap<String, Style>,
    id: String,
}

impl Styles {
    /// The kind of each style, its own or that of the one that it is based on.
    fn kinds(&self) -> FxHashMap<String, BlockKind> {
        let kind = |id: &String| {
            let mut at = self.styles.get(id)?;
            for _ in 0..MOST_BASES {
                if at.kind.is_some() {
                    return at.kind;
                }
                at = self.styles.get(at.base.as_ref()?)?;
            }
            None
        };
        self.styles.keys().filter_map(|id| Some((id.clone(), kind(id)?))).collect()
    }
}

impl Handler for Styles {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        if tag.name() == "style" {
            self.id = tag.get("styleId").unwrap_or_default();
            self.styles.insert(self.id.clone(), Style::default());
            return Ok(true);
        }
        let Some(style) = self.styles.get_mut(&self.id) else { return Ok(true) };
        match tag.name() {
            "name" => style.kind = kind_of_name(&tag.get("val").unwrap_or_default()).or(style.kind),
            "basedOn" => style.base = tag.get("val"),
            "outlineLvl" => style.kind = style.kind.or_else(|| outline(tag)),
            "numPr" => style.kind = style.kind.or(Some(BlockKind::ListItem)),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) {
        if name == "style" {
            self.id.clear();
        }
    }
}

/// The names of built-in styles are English in every language of the program.
fn kind_of_name(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase();
    if let Some(level) = name.strip_prefix("heading ") {
        return level.parse::<u8>().ok().map(|level| BlockKind::Heading(level.clamp(1, 6)));
    }
    match name.as_str() {
        "title" => Some(BlockKind::Heading(1)),
        "subtitle" => Some(BlockKind::Heading(2)),
        "caption" => Some(BlockKind::Caption),
        "quote" | "intense quote" => Some(BlockKind::Quote),
        _ => None,
    }
}

/// Levels count from nought; nine is none.
fn outline(tag: &Tag<'_>) -> Option<BlockKind> {
    let level = tag.get("val")?.parse::<u8>().ok().filter(|level| *level < 9)?;
    Some(BlockKind::Heading((level + 1).min(6)))
}

struct Walker {
    flow: Flow,
    kinds: FxHashMap<String, BlockKind>,
    /// Inside the properties of a paragraph, which hold no text.
    in_properties: bool,
    /// The mark at the paragraph's end was deleted: it goes on in the next.
    is_joined: bool,
    /// Text that goes on, with what is open around it.
    carried: String,
    is_hidden: bool,
    is_placeholder: bool,
    in_text: bool,
    /// What shapes of slides are: a title, or furniture.
    shape: Option<BlockKind>,
    is_furniture: bool,
}

impl Walker {
    fn new(kinds: FxHashMap<String, BlockKind>) -> Self {
        Self {
            flow: Flow::default(),
            kinds,
            in_properties: false,
            is_joined: false,
            carried: String::new(),
            is_hidden: false,
            is_placeholder: false,
            in_text: false,
            shape: None,
            is_furniture: false,
        }
    }

    fn part(&mut self, package: &mut Package<'_>, name: &str) -> Result<()> {
        match package.part_if_any(name)? {
            Some(bytes) => xml::walk(name, &bytes, self),
            None => Ok(()),
        }
    }

    fn property(&mut self, tag: &Tag<'_>) {
        let kind = match tag.name() {
            "pStyle" => tag.get("val").and_then(|id| self.kinds.get(&id).copied()),
            "outlineLvl" => outline(tag),
            "numPr" => self.flow.kind().is_none_or(|kind| kind == BlockKind::Paragraph).then_some(BlockKind::ListItem),
            "del" => {
                self.is_joined = true;
                None
            }
            _ => None,
        };
        if let Some(kind) = kind {
            self.flow.set_kind(kind);
        }
    }
}

impl Handler for Walker {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        let name = tag.name();
        if self.in_properties {
            self.property(tag);
            return Ok(!matches!(name, "sectPr" | "pPrChange"));
        }
        if PASSED.contains(&name) {
            return Ok(false);
        }
        match name {
            "p" => {
                self.flow.open_paragraph(self.shape.unwrap_or_default());
                let carried = std::mem::take(&mut self.carried);
                self.flow.text(&carried);
            }
            "pPr" => self.in_properties = true,
            "r" => self.is_hidden = false,
            "vanish" => self.is_hidden = tag.is_on(),
            "t" => self.in_text = true,
            "br" | "cr" if tag.is("type", "page") || tag.is("type", "column") => self.flow.text(" "),
            "br" | "cr" => self.flow.line_break(),
            "tab" | "ptab" => self.flow.text("\t"),
            "noBreakHyphen" => self.flow.text("-"),
            "tbl" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "tc" => self.flow.open_cell(),
            "txbxContent" => self.flow.open_box(),
            "footnote" | "endnote" if tag.get("type").is_some_and(|kind| kind != "normal") => return Ok(false),
            "footnote" => self.flow.open_apart("footnote"),
            "endnote" => self.flow.open_apart("endnote"),
            "showingPlcHdr" => self.is_placeholder = true,
            "sdtContent" => return Ok(!std::mem::take(&mut self.is_placeholder)),
            "docPr" | "cNvPr" => self.flow.alt_text(&tag.get("descr").unwrap_or_default()),
            "sp" => (self.shape, self.is_furniture) = (None, false),
            "ph" => {
                let kind = tag.get("type").unwrap_or_default();
                self.is_furniture = matches!(kind.as_str(), "sldNum" | "dt" | "ftr" | "hdr");
                self.shape = matches!(kind.as_str(), "title" | "ctrTitle").then_some(BlockKind::Heading(1));
            }
            "txBody" => return Ok(!self.is_furniture),
            "fld" => return Ok(!tag.is("type", "slidenum")),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) {
        match name {
            "pPr" => self.in_properties = false,
            "p" if std::mem::take(&mut self.is_joined) => self.carried = self.flow.take_open(),
            "p" => self.flow.close_paragraph(),
            "t" => self.in_text = false,
            "r" => self.is_hidden = false,
            "sp" => (self.shape, self.is_furniture) = (None, false),
            "tbl" | "txbxContent" | "footnote" | "endnote" => self.flow.close_frame(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && !self.is_hidden {
            self.flow.text(text);
        }
    }
}

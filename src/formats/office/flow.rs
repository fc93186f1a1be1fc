//! A document taken from paragraphs, tables and frames as office formats nest them: blocks in reading order, each with the name of
//! its place. What stands inside a paragraph (a text box, a table) follows it; notes, headers and footers follow the whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bitext::{Block, BlockKind, Document, Width};
use crate::error::Position;

/// A block with its place.
struct Taken {
    kind: BlockKind,
    place: Arc<str>,
    text: String,
}

/// A paragraph that has not ended, with the blocks that follow it.
#[derive(Default)]
struct Open {
    kind: BlockKind,
    text: String,
    after: Vec<Taken>,
    /// How many frames stood around it.
    frames: usize,
}

/// What stands around paragraphs.
enum Frame {
    Table {
        number: usize,
        row: usize,
        cell: usize,
    },
    /// A text box, a note; what is apart follows the whole document.
    Named {
        name: String,
        is_apart: bool,
    },
    /// What a table or picture is captioned with.
    Caption,
}

/// Takes text in file order.
#[derive(Default)]
pub(super) struct Flow {
    document: Document,
    /// Where the paragraphs are counted anew: a slide, a section.
    context: String,
    paragraphs: usize,
    tables: usize,
    named: BTreeMap<&'static str, usize>,
    open: Vec<Open>,
    frames: Vec<Frame>,
    apart: Vec<Taken>,
}

impl Flow {
    /// Begins a slide or a section: paragraphs and tables are counted from one again.
    pub(super) fn context(&mut self, name: String) {
        (self.context, self.paragraphs, self.tables) = (name, 0, 0);
    }

    pub(super) fn open_paragraph(&mut self, kind: BlockKind) {
        self.open.push(Open { kind, frames: self.frames.len(), ..Open::default() });
    }

    /// What the paragraph at hand is so far.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.open.last().map(|open| open.kind)
    }

    /// The paragraph at hand turns out to be of a kind.
    pub(super) fn set_kind(&mut self, kind: BlockKind) {
        if let Some(open) = self.open.last_mut() {
            open.kind = kind;
        }
    }

    /// Text of the paragraph at hand; outside of one there is none.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.extend(text.chars().filter(|c| *c != '\u{AD}').map(|c| if c == '\n' { ' ' } else { c }));
        }
    }

    /// Ends a line, and with it a block.
    pub(super) fn line_break(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.text.push('\n');
        }
    }

    /// Words in place of a picture.
    pub(super) fn alt_text(&mut self, text: &str) {
        self.take(BlockKind::AltText, text);
    }

    /// A block by itself, at the place at hand.
    fn take(&mut self, kind: BlockKind, text: &str) {
        let place = Arc::from(self.place());
        for line in text.split('\n') {
            let text = line.split([' ', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            if !text.trim().is_empty() {
                self.put(Taken { kind, place: Arc::clone(&place), text });
            }
        }
    }

    pub(super) fn close_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let is_counted = self.frames.is_empty() && !open.text.trim().is_empty();
        self.paragraphs += usize::from(is_counted);
        let kind = match self.frames.last() {
            Some(Frame::Caption) => BlockKind::Caption,
            Some(Frame::Table { .. }) if open.kind == BlockKind::Paragraph => BlockKind::Cell,
            _ => open.kind,
        };
        self.take(kind, &open.text);
        open.after.into_iter().for_each(|taken| self.put(taken));
    }

    /// The paragraph at hand goes on in the next one.
    pub(super) fn take_open(&mut self) -> String {
        let Some(open) = self.open.pop() else { return String::new() };
        open.after.into_iter().for_each(|taken| self.put(taken));
        open.text
    }

    fn put(&mut self, taken: Taken) {
        if self.frames.iter().any(|frame| matches!(frame, Frame::Named { is_apart: true, .. })) {
            self.apart.push(taken);
        } else if let Some(open) = self.open.last_mut() {
            open.after.push(taken);
        } else {
            self.lay(taken);
        }
    }

    fn lay(&mut self, Taken { kind, place, text }: Taken) {
        let document = &mut self.document;
        let start = document.text.len();
        let position = Position { line: document.blocks.len() + 1, column: 1 };
        document.origin.push(start, 0, position, Width::Whole);
        document.origin.push_name(start, place);
        document.text.push_str(&text);
        document.blocks.push(Block { kind, range: start..document.text.len() });
        document.text.push('\n');
    }

    pub(super) fn open_table(&mut self) {
        self.tables += 1;
        self.frames.push(Frame::Table { number: self.tables, row: 0, cell: 0 });
    }

    pub(super) fn open_row(&mut self) {
        if let Some(Frame::Table { row, cell, .. }) = self.frames.last_mut() {
            (*row, *cell) = (*row + 1, 0);
        }
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(Frame::Table { cell, .. }) = self.frames.last_mut() {
            *cell += 1;
        }
    }

    /// A text box; nothing of it is apart.
    pub(super) fn open_box(&mut self) {
        let name = self.numbered("text box");
        self.frames.push(Frame::Named { name, is_apart: false });
    }

    /// A note, a header, a footer: it follows the whole document.
    pub(super) fn open_apart(&mut self, name: &'static str) {
        let name = self.numbered(name);
        self.frames.push(Frame::Named { name, is_apart: true });
    }

    pub(super) fn open_caption(&mut self) {
        self.frames.push(Frame::Caption);
    }

    /// Ends a table or a frame, and whatever paragraph was left open in it.
    pub(super) fn close_frame(&mut self) {
        while self.open.last().is_some_and(|open| open.frames >= self.frames.len() && !self.frames.is_empty()) {
            self.close_paragraph();
        }
        self.frames.pop();
    }

    fn numbered(&mut self, name: &'static str) -> String {
        let count = self.named.entry(name).or_default();
        *count += 1;
        format!("{name} {count}")
    }

    fn place(&self) -> String {
        let own = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Table { number, row: 0, .. } => Some(format!("table {number}")),
            Frame::Table { number, row, cell } => Some(format!("table {number}, row {row}, cell {cell}")),
            Frame::Named { name, .. } => Some(name.clone()),
            Frame::Caption => None,
        });
        // What comes before any text stands where that begins.
        let own = own.unwrap_or_else(|| format!("paragraph {}", self.paragraphs.max(1)));
        if self.context.is_empty() { own } else { format!("{}, {own}", self.context) }
    }

    /// The document.
    pub(super) fn finish(mut self) -> Document {
        while !self.open.is_empty() {
            self.close_paragraph();
        }
        let mut before = None;
        for taken in std::mem::take(&mut self.apart) {
            // A header that every section repeats says nothing new, and a page number nothing at all.
            let is_furniture = taken.place.starts_with("header") || taken.place.starts_with("footer");
            let is_mute = !taken.text.chars().any(char::is_alphabetic) || before.as_ref() == Some(&taken.text);
            if !(is_furniture && is_mute) {
                before = Some(taken.text.clone());
                self.lay(taken);
            }
        }
        "UTF-8".clone_into(&mut self.document.encoding);
        self.document
    }
}

//! Cells of a workbook: two columns of pairs, where a sheet has a Korean and an English one, else text in the order of the cells.

use std::sync::Arc;

use crate::bitext::{Bitext, Block, BlockKind, Document, Origin, Side, Sides, Warning, Width};
use crate::error::{Error, Position, Result};
use crate::formats::content::Content;
use crate::formats::encoding::Decoded;
use crate::formats::pairs::tsv::Rows;

/// Fewer rows than this of both languages are no two columns by themselves; a header says it of any.
const FEWEST_ROWS: usize = 2;
/// The share of rows whose two cells are of the two languages.
const LEAST_SHARE: f64 = 0.8;
/// Bytes of text a workbook may hold.
const MOST_TEXT: usize = 128 << 20;
/// Sheets have no more columns.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// A cell with text.
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) text: String,
}

/// A sheet: its cells row by row.
pub(super) struct Sheet {
    pub(super) name: String,
    cells: Vec<Cell>,
}

/// The sheets of a workbook in the making.
#[derive(Default)]
pub(super) struct Book {
    sheets: Vec<Sheet>,
    bytes: usize,
}

impl Book {
    pub(super) fn open_sheet(&mut self, name: String) {
        self.sheets.push(Sheet { name, cells: Vec::new() });
    }

    /// A cell of the sheet at hand; row and column count from nought.
    ///
    /// # Errors
    /// When the workbook holds more text than is allowed.
    pub(super) fn cell(&mut self, row: usize, column: usize, text: &str) -> Result<()> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.bytes += text.len() + size_of::<Cell>();
        if self.bytes > MOST_TEXT {
            return Err(Error::limit(format!("the workbook holds more than {} MB of text", MOST_TEXT >> 20)));
        }
        if let Some(sheet) = self.sheets.last_mut().filter(|_| !text.is_empty() && column < MOST_COLUMNS) {
            sheet.cells.push(Cell { row, column, text });
        }
        Ok(())
    }

    /// The pairs or the text that the workbook holds.
    pub(super) fn content(mut self) -> Result<Content> {
        self.sheets.iter_mut().for_each(|sheet| sheet.cells.sort_by_key(|cell| (cell.row, cell.column)));
        let (pairs, others): (Vec<_>, Vec<_>) =
            self.sheets.iter().map(|sheet| (sheet, columns(sheet))).partition(|(_, c)| c.is_some());
        if pairs.is_empty() {
            return Ok(Content::Text(text(&self.sheets)));
        }
        let mut bitext = bitext(&pairs)?;
        for (sheet, _) in others.into_iter().filter(|(sheet, _)| !sheet.cells.is_empty()) {
            let message = format!("sheet {} has no Korean and no English column: it was left out", sheet.name);
            bitext.documents.ko.warnings.push(Warning { position: None, message });
        }
        Ok(Content::Pairs(bitext))
    }
}

impl Sheet {
    fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }

    /// The place of a cell, as formulas name it.
    fn place(&self, cell: &Cell) -> String {
        format!("{}!{}{}", self.name, letters(cell.column), cell.row + 1)
    }
}

/// A, B … Z, AA …
fn letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// What the header of a paired sheet says, if it is one by its header or by its text: the columns, and whether the first row is text.
#[derive(Clone, Copy)]
struct Paired {
    columns: Sides<usize>,
    has_header: bool,
}

fn columns(sheet: &Sheet) -> Option<Paired> {
    let header = sheet.rows().next()?;
    let find = |known: &[&str]| {
        header.iter().find(|cell| known.iter().any(|name| cell.text.trim().eq_ignore_ascii_case(name))).map(|cell| cell.column)
    };
    let ko = find(&["ko", "korean", "ko-kr", "ko_kr", "kor", "한국어", "국문", "한글", "국어", "src_text"]);
    let en = find(&["en", "english", "en-us", "en_us", "en-gb", "eng", "영어", "영문", "trg_text"]);
    if let Some((ko, en)) = ko.zip(en) {
        return Some(Paired { columns: Sides { ko, en }, has_header: true });
    }
    // Without a header, a sheet of two columns, one in each language.
    let first = header.first()?.column;
    let second = header.get(1)?.column;
    let (mut straight, mut crossed, mut rows) = (0usize, 0usize, 0usize);
    for row in sheet.rows() {
        if row.iter().any(|cell| cell.column != first && cell.column != second) {
            return None;
        }
        rows += 1;
        let [a, b] = row else { continue };
        match (Side::of_text(&a.text), Side::of_text(&b.text)) {
            (Some(Side::Ko), Some(Side::En)) => straight += 1,
            (Some(Side::En), Some(Side::Ko)) => crossed += 1,
            _ => {}
        }
    }
    let is_clear = |count: usize| count >= FEWEST_ROWS && count as f64 >= LEAST_SHARE * rows as f64;
    let paired = |ko: usize, en: usize| Some(Paired { columns: Sides { ko, en }, has_header: false });
    match (is_clear(straight), is_clear(crossed)) {
        (true, _) => paired(first, second),
        (_, true) => paired(second, first),
        _ => None,
    }
}

fn lay(document: &mut Document, text: &str, place: String) {
    let start = document.text.len();
    document.origin.push(start, 0, Position { line: document.blocks.len() + 1, column: 1 }, Width::Whole);
    document.origin.push_name(start, Arc::from(place));
    document.text.push_str(text);
    document.blocks.push(Block { kind: BlockKind::Cell, range: start..document.text.len() });
    document.text.push('\n');
}

fn text(sheets: &[Sheet]) -> Document {
    let mut document = Document { encoding: "UTF-8".to_owned(), ..Document::default() };
    for (sheet, cell) in sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell))) {
        lay(&mut document, &cell.text, sheet.place(cell));
    }
    document
}

/// The rows of all paired sheets, read as rows of a table are.
fn bitext(sheets: &[(&Sheet, Option<Paired>)]) -> Result<Bitext> {
    let mut laid = Document::default();
    let mut rows: Vec<[Option<usize>; 2]> = Vec::new();
    for (sheet, paired) in sheets {
        let Some(paired) = paired else { continue };
        for row in sheet.rows().skip(usize::from(paired.has_header)) {
            let mut take = |column: usize| {
                let cell = row.iter().find(|cell| cell.column == column)?;
                lay(&mut laid, &cell.text, sheet.place(cell));
                Some(laid.blocks.len() - 1)
            };
            let texts = [take(paired.columns.ko), take(paired.columns.en)];
            rows.extend(texts.iter().any(Option::is_some).then_some(texts));
        }
    }
    let Document { text, origin, blocks, .. } = laid;
    let source = Decoded { text, origin: Origin::clone(&origin), encoding: "UTF-8".to_owned(), warnings: Vec::new() };
    let mut read = Rows::new(&source);
    read.is_bare();
    for row in &rows {
        let range = |at: usize| row[at].map_or(0..0, |block| blocks[block].range.clone());
        let fields = [&source.text[range(0)], &source.text[range(1)]];
        read.row(&fields, |entries, side, at| {
            if !range(at).is_empty() {
                entries.verbatim(side, range(at));
            }
        })?;
    }
    Ok(read.finish())
}

//! XLSX and ODS: what their cells say.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::opendocument::refuse_locked;
use super::package::Package;
use super::sheet::{Book, MOST_COLUMNS};
use super::xml::{self, Handler, Tag};
use crate::error::{Error, Result};
use crate::formats::Limits;
use crate::formats::content::Content;

/// Bytes that one cell may be repeated to.
const MOST_COPIED: usize = 16 << 20;
/// Sheets have no more rows.
const MOST_ROWS: usize = 1 << 20;

/// Reads a workbook of Excel.
///
/// # Errors
/// When it is damaged, or unpacks to more than is allowed.
pub(super) fn xlsx(bytes: &[u8], limits: Limits) -> Result<Content> {
    // The library unpacks without a limit: what is too much, or no XML, is found before.
    let mut package = Package::open(bytes, limits)?;
    for name in package.names().into_iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        xml::walk(&name, &package.part(&name)?, &mut Nothing)?;
    }
    let damaged = |e: calamine::XlsxError| Error::malformed(format!("the workbook is damaged: {e}"));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut book = Book::default();
    for name in workbook.sheet_names() {
        book.open_sheet(name.clone());
        // Sheets of charts have no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            book.cell(row as usize, column as usize, &said(cell.get_value()))?;
        }
    }
    book.content()
}

/// What a cell shows; a number without its format.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => String::new(),
    }
}

struct Nothing;

impl Handler for Nothing {
    fn start(&mut self, _tag: &Tag<'_>) -> Result<bool> {
        Ok(true)
    }
}

/// Reads a workbook of LibreOffice.
///
/// # Errors
/// When it is damaged or locked.
pub(super) fn ods(bytes: &[u8], limits: Limits) -> Result<Content> {
    let mut package = Package::open(bytes, limits)?;
    refuse_locked(&mut package)?;
    let mut cells =
        Cells { book: Book::default(), row: 0, column: 0, taken: Vec::new(), rows: 1, columns: 1, text: None, is_broken: None };
    xml::walk("content.xml", &package.part("content.xml")?, &mut cells)?;
    cells.is_broken.map_or(Ok(()), Err)?;
    cells.book.content()
}

struct Cells {
    book: Book,
    row: usize,
    column: usize,
    /// The cells of the row at hand that have text.
    taken: Vec<(usize, String)>,
    /// How often the row and the cell at hand are repeated.
    rows: usize,
    columns: usize,
    text: Option<String>,
    is_broken: Option<Error>,
}

impl Cells {
    fn close_row(&mut self) {
        let taken = std::mem::take(&mut self.taken);
        for row in (0..self.rows).filter(|_| !taken.is_empty()) {
            for (column, text) in &taken {
                // The first cell too many ends it all.
                if let Err(e) = self.book.cell(self.row + row, *column, text) {
                    self.is_broken = Some(e);
                    return;
                }
            }
        }
        self.row += self.rows;
    }
}

impl Handler for Cells {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        self.is_broken.take().map_or(Ok(()), Err)?;
        let repeated =
            |name: &str, most: usize| tag.get(name).and_then(|count| count.parse::<usize>().ok()).unwrap_or(1).clamp(1, most);
        match tag.name() {
            "table" => {
                self.book.open_sheet(tag.get("name").unwrap_or_default());
                self.row = 0;
            }
            "table-row" => (self.column, self.rows) = (0, repeated("number-rows-repeated", MOST_ROWS)),
            "table-cell" | "covered-table-cell" => {
                self.columns = repeated("number-columns-repeated", MOST_COLUMNS);
                self.text = Some(String::new());
            }
            "p" | "line-break" | "s" | "tab" => self.text(" "),
            "annotation" | "tracked-changes" | "shapes" | "ruby-text" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) {
        match name {
            "table-row" => self.close_row(),
            "table-cell" | "covered-table-cell" => {
                let text = self.text.take().unwrap_or_default();
                // Text that is repeated is limited before it is copied.
                let copies = self.columns.saturating_mul(text.len());
                if copies > MOST_COPIED {
                    let message = format!("a cell is repeated to more than {} MB of text", MOST_COPIED >> 20);
                    self.is_broken = Some(Error::limit(message));
                } else if !text.trim().is_empty() {
                    self.taken.extend((0..self.columns).map(|n| (self.column + n, text.clone())));
                }
                self.column += self.columns;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.text {
            open.push_str(text);
        }
    }
}

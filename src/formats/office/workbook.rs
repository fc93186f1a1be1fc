//! XLSX and ODS: what their cells say.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::opendocument::refuse_locked;
use super::package::Package;
use super::sheet::Book;
use super::xml::{self, Handler, Tag};
use crate::error::{Error, Result};
use crate::formats::Limits;
use crate::formats::content::Content;

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
    let mut cells = Cells { book: Book::default(), row: 0, column: 0, rows: 1, columns: 1, text: None, is_broken: None };
    xml::walk("content.xml", &package.part("content.xml")?, &mut cells)?;
    cells.is_broken.map_or(Ok(()), Err)?;
    cells.book.content()
}

struct Cells {
    book: Book,
    row: usize,
    column: usize,
    /// How often the row and the cell at hand are repeated; only empty ones are in earnest.
    rows: usize,
    columns: usize,
    text: Option<String>,
    is_broken: Option<Error>,
}

impl Handler for Cells {
    fn start(&mut self, tag: &Tag<'_>) -> Result<bool> {
        let repeated = |name: &str| tag.get(name).and_then(|count| count.parse::<usize>().ok()).unwrap_or(1).clamp(1, 1 << 20);
        match tag.name() {
            "table" => {
                self.book.open_sheet(tag.get("name").unwrap_or_default());
                self.row = 0;
            }
            "table-row" => (self.column, self.rows) = (0, repeated("number-rows-repeated")),
            "table-cell" | "covered-table-cell" => {
                self.columns = repeated("number-columns-repeated");
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
            "table-row" => self.row += self.rows,
            "table-cell" | "covered-table-cell" => {
                let text = self.text.take().unwrap_or_default();
                if let Err(e) = self.book.cell(self.row, self.column, &text) {
                    self.is_broken = Some(e);
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

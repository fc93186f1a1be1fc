//! Captions of pages.

use jjak::align::Aligner;
use jjak::bitext::{Document, Side, Sides};
use jjak::captions::{Page, find, pair, pair_cues};
use jjak::display::Colour;
use jjak::report::{CaptionFormat, TableOptions, write_captions};
use pyo3::prelude::*;

use crate::errors::OrRaise;
use crate::pool::run;
use crate::texts::document;

/// The captions of a page in two languages, or of a page and its translation, as lines of JSON.
#[pyfunction]
pub(crate) fn captions(py: Python<'_>, page: &Bound<'_, PyAny>, en: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<u8>> {
    let page = document(page, "page", Side::Ko)?;
    let en = en.map(|en| document(en, "en", Side::En)).transpose()?;
    run(py, move || rows(page, en))?.or_raise()
}

fn rows(page: Document, en: Option<Document>) -> jjak::Result<Vec<u8>> {
    let aligner = Aligner::default();
    let paired = match en {
        None => pair(find(&page), &aligner),
        Some(en) if !page.cues.is_empty() && !en.cues.is_empty() => pair_cues(Sides { ko: page, en }, &aligner),
        Some(en) => pair(Page::of_two(Sides { ko: &page, en: &en }), &aligner),
    };
    let mut rows = Vec::new();
    let options = TableOptions { width: 100, colour: Colour::Never, is_explained: true };
    write_captions(&paired, CaptionFormat::Jsonl, &options, &mut rows)?;
    Ok(rows)
}

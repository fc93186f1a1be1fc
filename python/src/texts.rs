//! What Python hands over as a text of one side: a string, a list of segments, a column, or a document that was read.

use std::borrow::Cow;

use arrow_array::Array;
use jjak::bitext::{Document, Side};
use jjak::formats::{Encoding, EncodingChoice, Format, ReadOptions, parse_document};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3_arrow::input::AnyArray;

use crate::arrow::Strings;
use crate::documents::PyDocument;
use crate::errors::OrRaise;

/// A running text, still to be split.
pub(crate) fn running(name: &str, text: &str, side: Side) -> jjak::Result<Document> {
    let options =
        ReadOptions { format: Some(Format::Plain), encoding: EncodingChoice::Named(Encoding::Utf8), ..ReadOptions::new(side) };
    parse_document(name, text.as_bytes(), &options)
}

/// The document of one side.
///
/// # Errors
/// When it is nothing that has text.
pub(crate) fn document(given: &Bound<'_, PyAny>, name: &str, side: Side) -> PyResult<Document> {
    if let Ok(text) = given.cast::<PyString>() {
        return running(name, &text.to_cow()?, side).or_raise();
    }
    if let Ok(document) = given.cast::<PyDocument>() {
        return Ok(document.get().document.as_ref().clone());
    }
    if given.cast::<PyDict>().is_ok() {
        return Err(PyTypeError::new_err(format!("the {side} side is one dict: give a string or a list of segments")));
    }
    if let Some(strings) = column(given)? {
        let strings = Strings::of(&strings)?;
        return Ok(Document::of_segments(name, strings.iter().map(Option::unwrap_or_default)));
    }
    let items = given.try_iter().map_err(|_| {
        PyTypeError::new_err(format!(
            "the {side} side is {}: give a string, a list of segments or a column of strings",
            kind(given)
        ))
    })?;
    let items: Vec<Bound<'_, PyAny>> = items.collect::<PyResult<_>>()?;
    let texts = items.iter().enumerate().map(|(n, item)| text_of(item, side, n)).collect::<PyResult<Vec<_>>>()?;
    let texts: Vec<Cow<'_, str>> = texts.iter().map(|text| text.to_cow()).collect::<PyResult<_>>()?;
    Ok(Document::of_segments(name, texts.iter().map(Cow::as_ref)))
}

/// The chunks of a column of strings of any library that speaks the C data interface of Arrow, without a copy.
pub(crate) fn column(given: &Bound<'_, PyAny>) -> PyResult<Option<Vec<std::sync::Arc<dyn Array>>>> {
    if !(given.hasattr("__arrow_c_array__")? || given.hasattr("__arrow_c_stream__")?) {
        return Ok(None);
    }
    let reader = given.extract::<AnyArray>()?.into_reader()?;
    let chunks = reader.collect::<Result<Vec<_>, _>>();
    chunks.map(Some).map_err(|e| PyValueError::new_err(e.to_string()))
}

/// The text of an item: itself, its key or its attribute `text`.
fn text_of<'py>(item: &Bound<'py, PyAny>, side: Side, number: usize) -> PyResult<Bound<'py, PyString>> {
    if let Ok(text) = item.cast::<PyString>() {
        return Ok(text.clone());
    }
    let text = match item.cast::<PyDict>() {
        Ok(dict) => dict.get_item("text")?,
        Err(_) => item.getattr_opt("text")?,
    };
    text.and_then(|text| text.cast_into::<PyString>().ok())
        .ok_or_else(|| PyTypeError::new_err(format!("segment {number} of the {side} side is {} and has no text", kind(item))))
}

fn kind(given: &Bound<'_, PyAny>) -> String {
    given.get_type().name().map_or_else(|_| "of no known type".to_owned(), |name| format!("of type {name}"))
}

/// The texts of a list or a column.
pub(crate) fn list(given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if given.cast::<PyString>().is_ok() {
        return Err(PyTypeError::new_err("this is one string: give a list of them"));
    }
    if let Some(chunks) = column(given)? {
        return Ok(Strings::of(&chunks)?.iter().map(|text| text.unwrap_or_default().to_owned()).collect());
    }
    let texts = given.try_iter()?.enumerate();
    texts.map(|(n, item)| text_of(&item?, Side::Ko, n)?.extract()).collect()
}

/// A language code.
pub(crate) fn side(code: &str) -> PyResult<Side> {
    code.parse().map_err(|e: jjak::Error| PyValueError::new_err(e.to_string()))
}

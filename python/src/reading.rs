//! Files of any format of the registry.

use std::path::PathBuf;

use jjak::bitext::{Document, Side, Sides};
use jjak::formats::{Content, Lines, ReadOptions};
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use crate::bitext::PyBitext;
use crate::documents::PyDocument;
use crate::errors::OrRaise;
use crate::pool::run;
use crate::texts::side;

/// What a file holds: a document, two of them, or pairs.
#[pyfunction]
pub(crate) fn read(
    py: Python<'_>,
    path: PathBuf,
    lang: Option<&str>,
    format: Option<&str>,
    encoding: &str,
    lines: bool,
) -> PyResult<Py<PyAny>> {
    let options = ReadOptions {
        format: format.map(str::parse).transpose().or_raise()?,
        encoding: encoding.parse().or_raise()?,
        lines: if lines { Lines::Segments } else { Lines::Text },
        ..ReadOptions::new(lang.map(side).transpose()?.unwrap_or(Side::Ko))
    };
    let both = move |documents: Sides<Document>| {
        let Sides { ko, en } = documents.map(PyDocument::from);
        (ko, en)
    };
    match run(py, move || jjak::read(path, &options))?.or_raise()? {
        Content::Text(document) => PyDocument::from(document).into_py_any(py),
        Content::Both(documents) => both(documents).into_py_any(py),
        Content::Pairs(bitext) => PyBitext::from(bitext).into_py_any(py),
    }
}

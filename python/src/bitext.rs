//! A bitext, behind what Python calls an alignment.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jjak::batch::warnings;
use jjak::bitext::rows::{ReasonRow, RunnerUpRow, rounded};
use jjak::bitext::{BeadType, Bitext, Entry, Side, Sides};
use jjak::display::Colour;
use jjak::formats::{Filter, Format, write, write_to};
use jjak::report::{TableOptions, write_table};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

use crate::arrow::table;
use crate::errors::{Error, OrRaise};
use crate::pool::run;
use crate::texts::side;

/// Evidence, share of the score, words of each side.
type Reason = (String, Option<f64>, String, String);

/// Numbers of each side, and a probability.
type RunnerUp = (Vec<usize>, Vec<usize>, Option<f64>);

/// Numbers of each side, type, score, confidence, reasons, whether it moved, runner-up, id.
type Row = (Vec<usize>, Vec<usize>, String, Option<f64>, Option<f64>, Vec<Reason>, bool, Option<RunnerUp>, Option<String>);

/// Two texts and what belongs together.
#[pyclass(frozen, module = "jjak._jjak", name = "Bitext")]
pub(crate) struct PyBitext {
    pub(crate) bitext: Arc<Bitext>,
}

impl From<Bitext> for PyBitext {
    fn from(bitext: Bitext) -> Self {
        Self { bitext: Arc::new(bitext) }
    }
}

/// Which links go out.
pub(crate) fn filter(format: Format, min_confidence: Option<f64>, types: &[String], keep_nulls: Option<bool>) -> PyResult<Filter> {
    let types: Vec<BeadType> = types.iter().map(|name| name.parse()).collect::<jjak::Result<_>>().or_raise()?;
    let keep_nulls = keep_nulls.unwrap_or(Filter::usual(format).keep_nulls);
    Ok(Filter { min_confidence, types, keep_nulls })
}

/// A format by its name, or by the ending of a path.
pub(crate) fn written(format: Option<&str>, path: Option<&PathBuf>) -> PyResult<Format> {
    if let Some(name) = format {
        return name.parse().or_raise();
    }
    path.and_then(Format::of_output)
        .ok_or_else(|| Error::new_err(format!("the ending tells no format: say format= one of {}", Format::written_names())))
}

#[pymethods]
impl PyBitext {
    fn __len__(&self) -> usize {
        self.bitext.entries.len()
    }

    fn link(&self, index: usize) -> PyResult<Row> {
        self.bitext.entries.get(index).map(row).ok_or_else(|| PyIndexError::new_err("there is no such link"))
    }

    /// The texts of all segments of one side.
    fn segments(&self, lang: &str) -> PyResult<Vec<&str>> {
        Ok(self.bitext.documents.get(side(lang)?).segment_texts())
    }

    fn names(&self) -> (&str, &str) {
        let Sides { ko, en } = self.bitext.documents.as_ref().map(|document| document.name.as_str());
        (ko, en)
    }

    /// What was wrong with the texts, and what looks wrong with them as a pair.
    fn warnings(&self) -> Vec<String> {
        let mut all: Vec<String> = Side::BOTH.into_iter().flat_map(|side| warnings(self.bitext.documents.get(side))).collect();
        all.dedup();
        all.extend(self.bitext.remarks());
        all
    }

    /// Both texts of every link, joined.
    fn texts(&self) -> Vec<(String, String)> {
        self.bitext.view().entries.iter().map(|entry| entry.text()).map(|Sides { ko, en }| (ko, en)).collect()
    }

    fn is_explained(&self) -> bool {
        self.bitext.entries.iter().any(|entry| !entry.link.reasons.is_empty() || entry.link.runner_up.is_some())
    }

    #[pyo3(signature = (format, min_confidence, types, keep_nulls))]
    fn rendered(
        &self,
        py: Python<'_>,
        format: &str,
        min_confidence: Option<f64>,
        types: Vec<String>,
        keep_nulls: Option<bool>,
    ) -> PyResult<String> {
        let format = written(Some(format), None)?;
        let filter = filter(format, min_confidence, &types, keep_nulls)?;
        let bitext = Arc::clone(&self.bitext);
        let bytes = run(py, move || {
            let mut bytes = Vec::new();
            write(format, &filter.view(&bitext), &mut bytes).map(|()| bytes)
        })?;
        text(bytes.or_raise()?)
    }

    #[pyo3(signature = (path, format, min_confidence, types, keep_nulls))]
    fn write(
        &self,
        py: Python<'_>,
        path: PathBuf,
        format: Option<&str>,
        min_confidence: Option<f64>,
        types: Vec<String>,
        keep_nulls: Option<bool>,
    ) -> PyResult<()> {
        let format = written(format, Some(&path))?;
        let filter = filter(format, min_confidence, &types, keep_nulls)?;
        let bitext = Arc::clone(&self.bitext);
        run(py, move || write_to(format, &filter.view(&bitext), path))?.or_raise()
    }

    /// The table for people.
    fn shown(&self, width: u16, is_explained: bool) -> PyResult<String> {
        let mut bytes = Vec::new();
        let options = TableOptions { width: usize::from(width), colour: Colour::Never, is_explained };
        let out: &mut dyn Write = &mut bytes;
        write_table(&self.bitext.view(), &options, out).or_raise()?;
        text(bytes)
    }

    /// The links as columns.
    fn arrow(&self) -> PyResult<PyTable> {
        table(&self.bitext)
    }
}

fn text(bytes: Vec<u8>) -> PyResult<String> {
    String::from_utf8(bytes).map_err(|e| PyValueError::new_err(e.to_string()))
}

fn row(entry: &Entry) -> Row {
    let Sides { ko, en } = entry.segments.clone().map(Iterator::collect);
    let link = &entry.link;
    let reason = |reason: &jjak::bitext::Reason| {
        let ReasonRow { evidence, llr, ko, en } = ReasonRow::of(reason);
        (evidence.into_owned(), llr, ko.into_owned(), en.into_owned())
    };
    let runner_up = link.runner_up.as_ref().map(RunnerUpRow::of).map(|row| (row.ko, row.en, row.confidence));
    let reasons = link.reasons.iter().map(reason).collect();
    let (score, confidence) = (rounded(link.score), rounded(link.confidence));
    (ko, en, entry.bead_type().to_string(), score, confidence, reasons, link.moved, runner_up, entry.id.clone())
}

//! Aligning: one pair of texts, or many while they are handed over.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jjak::bitext::{Bitext, Document, Side, Sides};
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::bitext::PyBitext;
use crate::options::Options;
use crate::pool::{Job, run, spawn, threads, wait};
use crate::texts::document;

/// How many documents a thread may be ahead of who takes them.
const AHEAD: usize = 4;

/// What was handed over, and what came of it.
type Done = (Py<PyAny>, Result<PyBitext, PyErr>);

fn documents(ko: &Bound<'_, PyAny>, en: &Bound<'_, PyAny>, name: &str) -> PyResult<Sides<Document>> {
    Ok(Sides { ko: document(ko, name, Side::Ko)?, en: document(en, name, Side::En)? })
}

/// Aligns two texts.
#[pyfunction]
pub(crate) fn align(
    py: Python<'_>,
    ko: &Bound<'_, PyAny>,
    en: &Bound<'_, PyAny>,
    name: &str,
    options: &Bound<'_, Options>,
) -> PyResult<PyBitext> {
    let documents = documents(ko, en, name)?;
    let pipeline = options.get().pipeline.clone();
    Ok(run(py, move || pipeline.run(documents))?.into())
}

/// Aligns what an iterator hands over: on all threads, a few documents ahead, results in order.
#[pyclass(frozen, module = "jjak._jjak")]
pub(crate) struct Stream {
    options: Py<Options>,
    state: Mutex<State>,
}

struct State {
    source: Option<Py<PyIterator>>,
    pending: VecDeque<Pending>,
}

enum Pending {
    Job(Py<PyAny>, Job<Bitext>),
    Bad(Py<PyAny>, PyErr),
    /// The iterator itself failed, or was interrupted.
    End(PyErr),
}

#[pymethods]
impl Stream {
    #[new]
    fn new(source: Bound<'_, PyIterator>, options: Py<Options>) -> Self {
        Self { options, state: Mutex::new(State { source: Some(source.unbind()), pending: VecDeque::new() }) }
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    /// The next item, its name and what came of it: a bitext or an error.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<(Py<PyAny>, Py<PyAny>)>> {
        let most = AHEAD * threads()?;
        while let Some(pending) = self.take(py, most) {
            self.state().pending.push_back(pending);
        }
        let Some(first) = self.state().pending.pop_front() else { return Ok(None) };
        let (item, result) = finished(py, first)?;
        let result = match result {
            Ok(bitext) => Py::new(py, bitext)?.into_any(),
            Err(error) => error.into_value(py).into_any(),
        };
        Ok(Some((item, result)))
    }
}

impl Stream {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work, while there is room for it. Nothing is locked while Python code runs.
    fn take(&self, py: Python<'_>, most: usize) -> Option<Pending> {
        let source = {
            let state = self.state();
            if state.pending.len() >= most {
                return None;
            }
            state.source.as_ref()?.clone_ref(py)
        };
        match source.into_bound(py).next() {
            Some(Ok(item)) => Some(self.begin(&item)),
            Some(Err(error)) => {
                self.state().source = None;
                Some(Pending::End(error))
            }
            None => {
                self.state().source = None;
                None
            }
        }
    }

    fn begin(&self, item: &Bound<'_, PyAny>) -> Pending {
        let pipeline = self.options.get().pipeline.clone();
        let begun = item
            .get_item(0)
            .and_then(|ko| documents(&ko, &item.get_item(1)?, &item.get_item(2)?.extract::<String>()?))
            .and_then(|documents| spawn(move || pipeline.run(documents)));
        match begun {
            Ok(job) => Pending::Job(item.clone().unbind(), job),
            Err(error) => Pending::Bad(item.clone().unbind(), error),
        }
    }
}

/// # Errors
/// When the source failed, or somebody pressed Ctrl-C; what was wrong with the document alone is part of the result.
fn finished(py: Python<'_>, pending: Pending) -> PyResult<Done> {
    match pending {
        Pending::Bad(item, error) => Ok((item, Err(error))),
        Pending::End(error) => Err(error),
        Pending::Job(item, job) => match wait(py, job) {
            Ok(bitext) => Ok((item, Ok(bitext.into()))),
            Err(error) if error.is_instance_of::<crate::errors::InternalError>(py) => Ok((item, Err(error))),
            Err(error) => Err(error),
        },
    }
}

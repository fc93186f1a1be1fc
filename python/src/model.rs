//! Models as folders.

use std::path::PathBuf;
use std::sync::Arc;

use jjak::align::Model;
use pyo3::prelude::*;

use crate::errors::OrRaise;
use crate::pool::run;

/// What the aligner knows.
#[pyclass(frozen, module = "jjak._jjak", name = "Model")]
pub(crate) struct PyModel {
    pub(crate) model: Arc<Model>,
}

#[pymethods]
impl PyModel {
    #[staticmethod]
    fn builtin() -> Self {
        Self { model: Model::builtin() }
    }

    #[staticmethod]
    fn open(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        Ok(Self { model: run(py, move || jjak::model::open(&folder))?.or_raise()? })
    }

    fn save(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        let model = Arc::clone(&self.model);
        run(py, move || jjak::model::save(&model, &folder))?.or_raise()
    }

    fn dim(&self) -> usize {
        self.model.vectors().dim()
    }

    fn record(&self) -> &str {
        self.model.record()
    }
}

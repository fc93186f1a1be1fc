//! A text that was read from a file.

use std::sync::Arc;

use jjak::batch::warnings;
use jjak::bitext::Document;
use pyo3::prelude::*;

/// A text of one side, split or not.
#[pyclass(frozen, module = "jjak._jjak", name = "Document")]
pub(crate) struct PyDocument {
    pub(crate) document: Arc<Document>,
}

impl From<Document> for PyDocument {
    fn from(document: Document) -> Self {
        Self { document: Arc::new(document) }
    }
}

#[pymethods]
impl PyDocument {
    #[getter]
    fn name(&self) -> &str {
        &self.document.name
    }

    #[getter]
    fn text(&self) -> &str {
        &self.document.text
    }

    #[getter]
    fn encoding(&self) -> &str {
        &self.document.encoding
    }

    #[getter]
    fn warnings(&self) -> Vec<String> {
        warnings(&self.document).collect()
    }

    /// The texts of its blocks.
    fn blocks(&self) -> Vec<&str> {
        self.document.blocks.iter().map(|block| self.document.text[block.range.clone()].trim()).collect()
    }
}

//! Vectors of meaning.

use pyo3::prelude::*;
use pyo3::types::PyByteArray;
use rayon::prelude::*;

use crate::model::PyModel;
use crate::pool::run;
use crate::texts::list;

/// Texts whose vectors are made in one go.
const CHUNK: usize = 256;

/// A row of single-precision numbers for each text, one behind the other, and how many numbers a row has.
#[pyfunction]
pub(crate) fn embed<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    model: &Bound<'py, PyModel>,
) -> PyResult<(Bound<'py, PyByteArray>, usize)> {
    let texts = list(texts)?;
    let model = model.get().model.clone();
    let dim = model.vectors().dim();
    let rows = run(py, move || {
        let vectors = model.vectors();
        let row = |text: &String| vectors.vector(text).into_iter().flat_map(f32::to_le_bytes);
        let chunks: Vec<Vec<u8>> = texts.par_chunks(CHUNK).map(|chunk| chunk.iter().flat_map(row).collect()).collect();
        chunks.concat()
    })?;
    Ok((PyByteArray::new(py, &rows), dim))
}

//! Many alignments to one file, each as it comes.

use std::path::PathBuf;

use jjak::bitext::Bitext;
use jjak::formats::{Filter, Format, write, write_rows};
use jjak::output::write_file;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::bitext::{PyBitext, filter, written};
use crate::errors::raised;

/// Writes what an iterator hands over, and gives how many there were.
#[pyfunction]
#[pyo3(signature = (path, bitexts, format, min_confidence, types, keep_nulls))]
pub(crate) fn write_all(
    path: PathBuf,
    bitexts: Bound<'_, PyIterator>,
    format: Option<&str>,
    min_confidence: Option<f64>,
    types: Vec<String>,
    keep_nulls: Option<bool>,
) -> PyResult<usize> {
    let format = written(format, Some(&path))?;
    let filter = filter(format, min_confidence, &types, keep_nulls)?;
    let mut failed = None;
    let mut count = 0;
    let result = write_file(&path, |out| {
        write(format, &Bitext::default().view(), out)?;
        for bitext in bitexts {
            match bitext.and_then(|bitext| one(&bitext, format, &filter, out)) {
                Ok(()) => count += 1,
                // Nothing half written takes the place of the file.
                Err(error) => {
                    failed = Some(error);
                    return Err(jjak::Error::contradiction("the source of the alignments failed"));
                }
            }
        }
        Ok(())
    });
    match failed {
        Some(error) => Err(error),
        None => result.map(|()| count).map_err(|error| raised(&error)),
    }
}

fn one(bitext: &Bound<'_, PyAny>, format: Format, filter: &Filter, out: &mut dyn std::io::Write) -> PyResult<()> {
    let bitext = bitext.cast::<PyBitext>()?.get();
    write_rows(format, &filter.view(&bitext.bitext), out).map_err(|error| raised(&error))
}

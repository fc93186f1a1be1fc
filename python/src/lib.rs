//! The part of the Python package `jjak` that is Rust: thin over the library, and what Python sees is made of it in `jjak/`.

mod aligning;
mod arrow;
mod bitext;
mod captions;
mod checking;
mod documents;
mod errors;
mod evaluating;
mod links;
mod matching;
mod model;
mod options;
mod pool;
mod reading;
mod splitting;
mod texts;
mod vectors;
mod writing;

use pyo3::prelude::*;

/// What is behind `jjak`; use that.
#[pymodule(gil_used = false)]
mod _jjak {
    #[pymodule_export]
    use super::aligning::{Stream, align};
    #[pymodule_export]
    use super::arrow::{align_table, links_schema};
    #[pymodule_export]
    use super::bitext::PyBitext;
    #[pymodule_export]
    use super::captions::captions;
    #[pymodule_export]
    use super::checking::{check_bitext, check_pairs, rules};
    #[pymodule_export]
    use super::documents::PyDocument;
    #[pymodule_export]
    use super::errors::{Error, InternalError};
    #[pymodule_export]
    use super::evaluating::{gold, measure};
    #[pymodule_export]
    use super::matching::matched;
    #[pymodule_export]
    use super::model::PyModel;
    #[pymodule_export]
    use super::options::Options;
    #[pymodule_export]
    use super::pool::{panic, set_threads, threads};
    #[pymodule_export]
    use super::reading::read;
    #[pymodule_export]
    use super::splitting::split;
    #[pymodule_export]
    use super::vectors::embed;
    #[pymodule_export]
    use super::writing::write_all;

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

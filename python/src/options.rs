//! How to align, as said in Python.

use jjak::align::{Explain, Order};
use jjak::pipeline::Pipeline;
use jjak::split::{Quotes, Register};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::OrRaise;
use crate::model::PyModel;

/// How to align.
#[pyclass(frozen, module = "jjak._jjak")]
pub(crate) struct Options {
    pub(crate) pipeline: Pipeline,
}

#[pymethods]
impl Options {
    #[new]
    #[pyo3(signature = (*, explain, monotone, quotes, register, evidence, model))]
    fn new(
        explain: bool,
        monotone: bool,
        quotes: &str,
        register: &str,
        evidence: Option<&str>,
        model: Option<&Bound<'_, PyModel>>,
    ) -> PyResult<Self> {
        Ok(Self {
            pipeline: Pipeline {
                evidence: evidence.map(str::parse).transpose().or_raise()?.unwrap_or_default(),
                explain: if explain { Explain::Yes } else { Explain::No },
                second_look: None,
                quotes: quotes_of(quotes)?,
                register: register_of(register)?,
                model: model.map(|model| model.get().model.clone()),
                order: if monotone { Order::Monotone } else { Order::Free },
            },
        })
    }
}

/// `None` leaves it to the aligner.
pub(crate) fn quotes_of(name: &str) -> PyResult<Option<Quotes>> {
    match name {
        "auto" => Ok(None),
        "whole" => Ok(Some(Quotes::Whole)),
        "split" => Ok(Some(Quotes::Split)),
        _ => Err(PyValueError::new_err(format!("quotes={name:?}: say auto, whole or split"))),
    }
}

pub(crate) fn register_of(name: &str) -> PyResult<Register> {
    match name {
        "auto" => Ok(Register::Auto),
        "formal" => Ok(Register::Formal),
        "informal" => Ok(Register::Informal),
        _ => Err(PyValueError::new_err(format!("register={name:?}: say auto, formal or informal"))),
    }
}

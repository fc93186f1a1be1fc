//! Alignments against gold.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jjak::bitext::Sides;
use jjak::eval::{Links, Measure, Prf, read_beads};
use pyo3::prelude::*;

use crate::errors::OrRaise;

type Pair = (Vec<usize>, Vec<usize>);

/// The links of a file of beads, or of a ladder.
#[pyfunction]
pub(crate) fn gold(path: PathBuf) -> PyResult<Vec<Pair>> {
    Ok(read_beads(&path).or_raise()?.into_iter().map(|Sides { ko, en }| (ko, en)).collect())
}

/// Figures by name, each in 0..=1.
#[pyfunction]
pub(crate) fn measure(gold: Vec<Pair>, found: Vec<Pair>, segments: (usize, usize)) -> BTreeMap<String, f64> {
    let links = |pairs: Vec<Pair>| -> Vec<Links> { pairs.into_iter().map(|(ko, en)| Sides { ko, en }).collect() };
    let mut measure = Measure::default();
    measure.add(&links(gold), &links(found), Sides { ko: segments.0, en: segments.1 });
    let figures = measure.figures();
    let mut named = BTreeMap::from([
        ("inside".to_owned(), figures.inside),
        ("enline".to_owned(), figures.enline),
        ("inside_enline".to_owned(), figures.inside_enline),
    ]);
    for (name, Prf { precision, recall, f1 }) in [("strict", figures.strict), ("lax", figures.lax), ("null", figures.null)] {
        for (part, figure) in [("precision", precision), ("recall", recall), ("f1", f1)] {
            named.insert(format!("{name}_{part}"), figure);
        }
    }
    named
}

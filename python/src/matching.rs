//! Which documents translate each other.

use jjak::bitext::{Document, Side, Sides};
use jjak::build::{Sketch, Support, match_documents};
use jjak::pipeline::Pipeline;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::options::Options;
use crate::pool::run;
use crate::texts::document;

/// Number of the Korean document, of the English one, and how likely they translate each other.
type Pair = (usize, usize, f64);

/// Pairs documents one to one by what they say.
#[pyfunction(name = "match_documents")]
pub(crate) fn matched(
    py: Python<'_>,
    ko: &Bound<'_, PyAny>,
    en: &Bound<'_, PyAny>,
    options: &Bound<'_, Options>,
) -> PyResult<Vec<Pair>> {
    let documents = Sides { ko: all(ko, Side::Ko)?, en: all(en, Side::En)? };
    let pipeline = options.get().pipeline.clone();
    run(py, move || pairs(documents, &pipeline))
}

fn all(texts: &Bound<'_, PyAny>, side: Side) -> PyResult<Vec<Document>> {
    texts.try_iter()?.map(|text| document(&text?, "", side)).collect()
}

fn pairs(mut documents: Sides<Vec<Document>>, pipeline: &Pipeline) -> Vec<Pair> {
    let sketches = Sides::build(|side| {
        let documents = documents.get_mut(side);
        documents.par_iter_mut().for_each(|document| {
            pipeline.segment_side(side, document);
        });
        documents.par_iter().map(|document| Sketch::of(side, document, pipeline.vectors())).collect::<Vec<_>>()
    });
    let align = |ko: usize, en: usize| {
        let pair = Sides { ko: documents.ko[ko].clone(), en: documents.en[en].clone() };
        Some(Support::of(&pipeline.pair(pair)))
    };
    let found = match_documents(Sides { ko: &sketches.ko, en: &sketches.en }, &[], align);
    found.into_iter().map(|found| (found.ko, found.en, found.confidence)).collect()
}

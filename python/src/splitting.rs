//! Sentences with their places and how sure their ends are.

use jjak::bitext::Side;
use jjak::split::Splitter;
use pyo3::prelude::*;

use crate::errors::OrRaise;
use crate::options::{quotes_of, register_of};
use crate::pool::run;
use crate::texts::{running, side};

/// Text, where it begins and ends in characters, how likely a sentence ends there, what speaks for it, block.
type Sentence = (String, usize, usize, f32, &'static str, usize);

/// The sentences of a text.
#[pyfunction]
pub(crate) fn split(
    py: Python<'_>,
    text: String,
    lang: &str,
    quotes: &str,
    register: &str,
    at_least: Option<f32>,
) -> PyResult<Vec<Sentence>> {
    let side = side(lang)?;
    let splitter = Splitter::new(side).quotes(quotes_of(quotes)?.unwrap_or_default()).register(register_of(register)?);
    run(py, move || sentences(&text, side, &splitter, at_least))?.or_raise()
}

/// Without a least strength, those of the rules.
fn sentences(text: &str, side: Side, splitter: &Splitter, at_least: Option<f32>) -> jjak::Result<Vec<Sentence>> {
    let mut document = running("text", text, side)?;
    let behind = splitter.segment_finely(&mut document, at_least.unwrap_or(f32::INFINITY));
    let (mut bytes, mut chars) = (0, 0);
    let mut char_at = |byte: usize| {
        chars += text[bytes..byte].chars().count();
        bytes = byte;
        chars
    };
    let sentence = |(index, boundary): (usize, &jjak::split::Boundary)| {
        let span = document.segment_span(index).bytes;
        let (start, end) = (char_at(span.start), char_at(span.end));
        let block = document.segments[index].block;
        (document.segment_text(index).to_owned(), start, end, boundary.strength, boundary.kind.name(), block)
    };
    Ok(behind.iter().enumerate().map(sentence).collect())
}

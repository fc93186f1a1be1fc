//! `jjak split --strength`: how likely each possible boundary is; and the fitting of what it is judged by.

use std::io::Write;
use std::path::PathBuf;

use jjak::bitext::{Document, Side};
use jjak::error::{Error, Result};
use jjak::split::{Boundary, strength};

/// Reads a probability.
pub(crate) fn probability(text: &str) -> std::result::Result<f32, String> {
    let number = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| format!("'{text}' is no probability: give a number from 0 to 1"))
}

/// One line for each stretch of the document: how likely a sentence ends behind it, what speaks for it, and its text.
pub(crate) fn write(document: &Document, behind: &[Boundary], out: &mut impl Write) -> Result<()> {
    for (index, boundary) in behind.iter().enumerate() {
        let text = document.segment_text(index).replace(['\t', '\n', '\r'], " ");
        writeln!(out, "{:.3}\t{}\t{text}", boundary.strength, boundary.kind.name())?;
    }
    Ok(())
}

/// Prints the table of weights that fits sentences, one a line in each file.
pub(crate) fn fit(side: Side, files: &[PathBuf], out: &mut impl Write) -> Result<()> {
    let read = |file: &PathBuf| std::fs::read_to_string(file).map_err(|e| Error::from(e).in_file(file));
    let lists = files.iter().map(read).collect::<Result<Vec<String>>>()?;
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    let fitted = strength::fit::fit(side, &lists);
    write!(out, "{}", fitted.table)?;
    let (places, error, surprise) = (fitted.held_out, fitted.calibration_error, fitted.surprise);
    crate::terminal::say(&format!("{places} places held out: calibration error {error:.4}, surprise {surprise:.4} nats"));
    Ok(())
}

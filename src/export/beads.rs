//! Segment numbers from zero, Korean first: `[0, 1]:[2]`, one bead a line, as vecalign writes them (without its score).

use std::io::Write;

use super::Exporter;
use super::fields::ids;
use crate::corpus::Corpus;
use crate::error::Result;

pub(super) struct Beads;

impl Exporter for Beads {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        for pair in &corpus.pairs {
            writeln!(out, "[{}]:[{}]", ids(&pair.units.ko, 0, ", "), ids(&pair.units.en, 0, ", "))?;
        }
        Ok(())
    }
}

//! The rungs of a hunalign ladder: where each bead begins on both sides, and its score.
//!
//! Rungs can only tile. Where a pair was left out, a rung with score 0 stands for what is missing.

use std::io::Write;

use super::Exporter;
use super::fields::rounded;
use crate::bitext::Sides;
use crate::corpus::{Corpus, Unit};
use crate::error::Result;

pub(super) struct Ladder;

impl Exporter for Ladder {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        let mut at = Sides { ko: 0, en: 0 };
        for pair in &corpus.pairs {
            let start = pair.units.as_ref().zip(at).map(|(units, at)| units.first().map_or(at, |u: &Unit| u.index));
            if start != at {
                writeln!(out, "{}\t{}\t{:.4}", at.ko, at.en, 0.0)?;
            }
            writeln!(out, "{}\t{}\t{:.4}", start.ko, start.en, rounded(pair.score).unwrap_or(0.0))?;
            at = pair.units.as_ref().zip(start).map(|(units, start)| units.last().map_or(start, |u| u.index + 1));
        }
        writeln!(out, "{}\t{}\t{:.4}", at.ko, at.en, 0.0)?;
        Ok(())
    }
}

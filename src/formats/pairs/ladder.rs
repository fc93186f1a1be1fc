//! The rungs of a hunalign ladder: where each bead begins on both sides, and its score.
//!
//! Rungs can only tile: sections that moved are left out. Where a pair was left out, a rung with score 0 stands for what is missing.

use std::io::Write;

use crate::bitext::rows::rounded;
use crate::bitext::{Side, Sides, View};
use crate::error::Result;
use crate::formats::writer::Writer;

/// Writes it.
pub(in crate::formats) struct Ladder;

impl Writer for Ladder {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        let mut at = Sides { ko: 0, en: 0 };
        for entry in view.entries.iter().filter(|entry| !entry.link.moved) {
            let ends = |side: Side| {
                let mut segments = entry.side(side).map(|segment| segment.index());
                segments.next().map(|first| (first, segments.next_back().unwrap_or(first) + 1))
            };
            let ends = Sides::build(ends);
            let start = ends.zip(at).map(|(ends, at)| ends.map_or(at, |(first, _)| first));
            if start != at {
                writeln!(out, "{}\t{}\t{:.4}", at.ko, at.en, 0.0)?;
            }
            writeln!(out, "{}\t{}\t{:.4}", start.ko, start.en, rounded(entry.link.score).unwrap_or(0.0))?;
            at = ends.zip(start).map(|(ends, start)| ends.map_or(start, |(_, end)| end));
        }
        writeln!(out, "{}\t{}\t{:.4}", at.ko, at.en, 0.0)?;
        Ok(())
    }
}

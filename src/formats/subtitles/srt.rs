//! SubRip with both languages in every cue, Korean first.
//!
//! Cues keep their numbers as long as those ascend; where a cue of the other side came in between, all are numbered anew.

use std::io::Write;

use super::shown::{Shown, cues, stamp, styled, tag_name};
use crate::bitext::View;
use crate::error::Result;
use crate::formats::writer::Writer;

/// Writes it.
pub(in crate::formats) struct Srt;

/// Tags that players of SubRip know.
const KEPT: [&str; 7] = ["b", "em", "font", "i", "s", "strong", "u"];

impl Writer for Srt {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        let cues = cues(view)?;
        let numbers = numbers(&cues);
        for (number, cue) in numbers.iter().zip(&cues) {
            writeln!(out, "{number}\n{} --> {}", stamp(cue.start_ms, ','), stamp(cue.end_ms, ','))?;
            for segment in &cue.segments {
                let keeps = |tag: &str| tag.starts_with('{') || KEPT.contains(&tag_name(tag).to_ascii_lowercase().as_str());
                // An arrow would make a line one of times.
                let text = styled(*segment, keeps, |text| text.replace("-->", "→"));
                if !text.is_empty() {
                    writeln!(out, "{text}")?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// The numbers as written, if all cues have one and each is higher than the one before.
fn numbers(cues: &[Shown<'_>]) -> Vec<u64> {
    let written: Option<Vec<u64>> = cues.iter().map(|cue| cue.id?.parse().ok()).collect();
    let anew = || (1..).take(cues.len()).collect();
    written.filter(|numbers| numbers.windows(2).all(|pair| pair[0] < pair[1])).unwrap_or_else(anew)
}

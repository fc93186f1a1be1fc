//! WebVTT with both languages in every cue, Korean first; names and settings of cues are kept.

use std::io::Write;

use super::shown::{cues, stamp, styled, tag_name};
use crate::bitext::View;
use crate::error::Result;
use crate::formats::pairs::fields::one_line;
use crate::formats::writer::Writer;

/// Writes it.
pub(in crate::formats) struct Vtt;

/// Tags of WebVTT.
const KEPT: [&str; 8] = ["b", "c", "i", "lang", "rt", "ruby", "u", "v"];

impl Writer for Vtt {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "WEBVTT\n")?;
        for cue in cues(view)? {
            if let Some(id) = cue.id.filter(|id| !id.contains("-->")) {
                writeln!(out, "{}", one_line(id))?;
            }
            let settings = if is_setting(cue.settings) { format!(" {}", one_line(cue.settings)) } else { String::new() };
            writeln!(out, "{} --> {}{settings}", stamp(cue.start_ms, '.'), stamp(cue.end_ms, '.'))?;
            for segment in &cue.segments {
                let keeps = |tag: &str| tag.starts_with('<') && KEPT.contains(&tag_name(tag));
                let text = styled(*segment, keeps, |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
                if !text.is_empty() {
                    writeln!(out, "{text}")?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// Whether what stood behind the times is settings of WebVTT: `line:0`, not the `X1:40` of SubRip.
fn is_setting(text: &str) -> bool {
    const NAMES: [&str; 6] = ["align", "line", "position", "region", "size", "vertical"];
    let is_one = |word: &str| word.split_once(':').is_some_and(|(name, _)| NAMES.contains(&name));
    !text.is_empty() && !text.contains("-->") && text.split_whitespace().all(is_one)
}

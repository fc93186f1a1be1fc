//! WebVTT with both languages in every cue, Korean first; names and settings of cues are kept.

use std::io::Write;

use super::Exporter;
use super::fields::one_line;
use super::shown::{cues, stamp, styled, tag_name};
use crate::corpus::Corpus;
use crate::error::Result;

pub(super) struct Vtt;

/// Tags of WebVTT.
const KEPT: [&str; 8] = ["b", "c", "i", "lang", "rt", "ruby", "u", "v"];

impl Exporter for Vtt {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "WEBVTT\n")?;
        for cue in cues(corpus)? {
            if let Some(id) = cue.id.filter(|id| !id.contains("-->")) {
                writeln!(out, "{}", one_line(id))?;
            }
            let settings = if is_setting(cue.settings) { format!(" {}", one_line(cue.settings)) } else { String::new() };
            writeln!(out, "{} --> {}{settings}", stamp(cue.start_ms, '.'), stamp(cue.end_ms, '.'))?;
            for unit in &cue.units {
                let keeps = |tag: &str| tag.starts_with('<') && KEPT.contains(&tag_name(tag));
                let text = styled(unit, keeps, |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
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

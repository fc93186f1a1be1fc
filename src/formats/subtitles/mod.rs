//! Subtitles: SubRip (`srt`), WebVTT (`vtt`) and SAMI (`smi`). Every cue is one segment with its times ([`Document::cues`]).
//!
//! None of them is read as strictly as a standard would have it, for a strict reader drops what it cannot read, and a caption would
//! be lost. What had to be mended is a warning with its line; no cue and no word is dropped. Linear on any bytes.

mod builder;
mod language;
mod lines;
mod marks;
mod sami;
mod shown;
pub(super) mod srt;
mod times;
pub(super) mod vtt;

pub(super) use lines::{srt, vtt};
pub(super) use sami::{both as sami_both, document as sami};

#[cfg(test)]
mod tests;

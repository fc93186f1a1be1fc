//! Subtitles: SubRip (`srt`), WebVTT (`vtt`) and SAMI (`smi`). Every cue is one segment with its times ([`Document::cues`]).
//!
//! None of them is read as strictly as a standard would have it, for a strict reader drops what it cannot read, and a caption would
//! be lost. What had to be mended is a warning with its line; no cue and no word is dropped. Linear on any bytes.

mod bilingual;
mod builder;
mod language;
mod lines;
mod marks;
mod sami;
mod shown;
pub(super) mod srt;
mod times;
pub(super) mod vtt;

pub(super) use lines::{srt as read_srt, vtt as read_vtt};
pub(super) use sami::read as read_sami;

/// A file as one document, whatever languages are in it.
#[cfg(test)]
pub(super) fn as_one(text: &str) -> crate::bitext::Document {
    use crate::bitext::Side;
    use crate::formats::encoding::{Encoding, EncodingChoice, decode};
    lines::whole(&decode(text.as_bytes().to_vec(), EncodingChoice::Named(Encoding::Utf8), None, Side::Ko))
}

#[cfg(test)]
mod tests;

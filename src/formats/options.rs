//! How a file is to be read.

use super::encoding::EncodingChoice;
use super::format::Format;
use super::limits::Limits;
use crate::bitext::Side;

/// What the lines of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lines {
    /// Text that is still to be split into sentences.
    #[default]
    Text,
    /// One segment each, empty lines included; the file is then read as plain text unless a format is named.
    Segments,
}

/// How to read a file.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// The format; found out if `None`.
    pub format: Option<Format>,
    /// The encoding, or to find it.
    pub encoding: EncodingChoice,
    /// What lines are.
    pub lines: Lines,
    /// The language, which helps to tell encodings apart.
    pub side: Side,
    /// How much is taken in.
    pub limits: Limits,
}

impl ReadOptions {
    /// Everything to be found out, for a document of the given language.
    pub fn new(side: Side) -> Self {
        Self { format: None, encoding: EncodingChoice::Detect, lines: Lines::Text, side, limits: Limits::default() }
    }
}

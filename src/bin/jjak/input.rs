//! Options that say how files are to be read and cut, shared by the subcommands.

use std::path::Path;

use clap::{Args, ValueEnum};
use jjak::bitext::Side;
use jjak::formats::{EncodingChoice, Format, Limits, Lines, ReadOptions};
use jjak::split::{Quotes, Register};

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct InputArgs {
    /// Format of the input: text, html, markdown, srt, vtt, sami, or an office format such as docx [default: by what the file shows, or its ending]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input_format: Option<Format>,

    /// Encoding of the input: utf-8, utf-16le, utf-16be, cp949 (euc-kr), windows-1252 or detect
    #[arg(long, default_value = "detect", hide_default_value = true)]
    pub(crate) encoding: EncodingChoice,

    /// Bytes that a file may have at most, unpacked [default: 4294967296]
    #[arg(long, value_name = "BYTES")]
    max_bytes: Option<u64>,

    /// What to do with the ends of sentences inside a quotation [default: whole, and in aligning what the other side does]
    #[arg(long, value_enum)]
    quotes: Option<QuotesChoice>,

    /// How the text treats its sentence ends
    #[arg(long, value_enum, default_value_t)]
    register: RegisterChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum QuotesChoice {
    /// A quotation stays with the sentence that quotes it
    Whole,
    /// A quotation is cut like any other text
    Split,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum RegisterChoice {
    /// Found out for each document
    #[default]
    Auto,
    /// Sentences end with a mark
    Formal,
    /// Sentences may end without a mark, as in blogs and messages
    Informal,
}

impl InputArgs {
    pub(crate) fn read_options(&self, side: Side, lines: Lines) -> ReadOptions {
        let limits = self.max_bytes.map_or_else(Limits::default, Limits::of_bytes);
        ReadOptions { format: self.input_format, encoding: self.encoding, lines, limits, ..ReadOptions::new(side) }
    }

    /// Whether a file is of a format that may hold both languages.
    pub(crate) fn may_hold_both(&self, path: &Path) -> bool {
        self.input_format.or_else(|| Format::of_input(path)).is_some_and(Format::is_subtitles)
    }

    /// What is asked for, if anything.
    pub(crate) fn quotes(&self) -> Option<Quotes> {
        self.quotes.map(|choice| match choice {
            QuotesChoice::Whole => Quotes::Whole,
            QuotesChoice::Split => Quotes::Split,
        })
    }

    pub(crate) fn register(&self) -> Register {
        match self.register {
            RegisterChoice::Auto => Register::Auto,
            RegisterChoice::Formal => Register::Formal,
            RegisterChoice::Informal => Register::Informal,
        }
    }
}

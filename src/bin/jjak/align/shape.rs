//! What a result is written as: a file format, or the table for people.

use std::str::FromStr;

use jjak::error::{Error, Result};
use jjak::formats::Format;

/// What a result is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Table,
    File(Format),
}

impl FromStr for Shape {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        if s.eq_ignore_ascii_case("table") {
            return Ok(Shape::Table);
        }
        let written = s.parse().ok().filter(|format: &Format| format.info().is_written());
        written.map(Shape::File).ok_or_else(|| Error::unknown(format!("say one of table, {}", Format::written_names())))
    }
}

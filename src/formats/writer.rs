//! What every format does that is written to one file.

use std::io::Write;

use crate::bitext::View;
use crate::error::{Error, Result};

/// What every format does that goes into one file.
pub(super) trait Writer: Sync {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()>;

    /// Writes a bitext behind another one, with the columns of the first.
    fn append(&self, _: &View<'_>, _: Columns, _: &mut dyn Write) -> Result<()> {
        Err(Error::contradiction("this format holds one document pair a file: name a folder to write to, or take tsv, jsonl or hf"))
    }
}

/// Whether a table has columns for times; all of its rows have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    Plain,
    Timed,
}

impl Columns {
    pub(super) fn of(view: &View<'_>) -> Self {
        if view.has_times() { Columns::Timed } else { Columns::Plain }
    }
}

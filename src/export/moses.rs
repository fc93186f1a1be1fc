//! Moses: two files, line N beside line N.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::fields::one_line;
use crate::bitext::{Side, Sides};
use crate::corpus::Corpus;
use crate::error::Result;

/// The two files that `name.ko`, `name.en`, `name.moses` or plain `name` stand for, each with `.gz` behind it or not.
pub(super) fn paths(path: &Path) -> Sides<PathBuf> {
    let (stem, packed) = match path.extension() {
        Some(e) if e.eq_ignore_ascii_case("gz") => (path.with_extension(""), ".gz"),
        _ => (path.to_owned(), ""),
    };
    let stem = match stem.extension() {
        Some(e) if ["ko", "en", "moses"].iter().any(|known| e.eq_ignore_ascii_case(known)) => stem.with_extension(""),
        _ => stem,
    };
    Sides::build(|side| {
        let mut name = stem.clone().into_os_string();
        name.push(format!(".{side}{packed}"));
        name.into()
    })
}

/// One of the two files.
pub(super) fn write_side(corpus: &Corpus, side: Side, out: &mut dyn Write) -> Result<()> {
    for pair in &corpus.pairs {
        writeln!(out, "{}", one_line(pair.text().get(side)))?;
    }
    Ok(())
}

//! Moses: two files, line N beside line N.

use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::entries::{Entries, range_in};
use super::fields::one_line;
use crate::bitext::{Bitext, Entry, Side, Sides, View, Warning};
use crate::error::Result;
use crate::formats::encoding::{self, Decoded};
use crate::formats::options::ReadOptions;
use crate::formats::{foreign, gzip};

/// The two files that `name.ko`, `name.en`, `name.moses` or plain `name` stand for, each with `.gz` behind it or not.
pub(in crate::formats) fn paths(path: &Path) -> Sides<PathBuf> {
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
pub(in crate::formats) fn write_side(view: &View<'_>, side: Side, out: &mut dyn Write) -> Result<()> {
    for entry in &view.entries {
        writeln!(out, "{}", one_line(entry.text().get(side)))?;
    }
    Ok(())
}

/// Reads the two files, whose `names` become those of the documents. Line N stands beside line N; where one file is longer, its last
/// lines stand alone. Lines end at LF alone, as the tools that count them have it.
///
/// # Errors
/// When one of them is no text.
pub(in crate::formats) fn parse(names: Sides<String>, bytes: Sides<Vec<u8>>, options: &ReadOptions) -> Result<Bitext> {
    let decode = |(bytes, side)| -> Result<Decoded> {
        let bytes = gzip::unpack(bytes, options.limits)?;
        if let Some(foreign) = foreign::binary(&bytes, options.encoding) {
            return Err(foreign.refused());
        }
        let choice = encoding::of_pairs(&bytes, options.encoding);
        Ok(encoding::decode(bytes, choice, None, side))
    };
    let sources = bytes.zip(Sides { ko: Side::Ko, en: Side::En }).map(decode).zip(names.clone());
    let sources = sources.map(|(decoded, name)| decoded.map_err(|e| e.in_file(name))).transpose()?;
    let mut entries = Entries::of_two(sources.as_ref());
    let lines = sources.as_ref().map(|source| lines(&source.text));
    for number in 0..lines.ko.len().max(lines.en.len()) {
        for side in Side::BOTH {
            if let Some(line) = lines.get(side).get(number).filter(|line| !line.is_empty()) {
                entries.verbatim(side, line.clone());
            }
        }
        entries.close(Entry::default());
    }
    let counts = lines.map(|lines| lines.len());
    if counts.ko != counts.en {
        let message = format!("{} Korean lines stand beside {} English ones", counts.ko, counts.en);
        entries.warn(Warning { position: None, message });
    }
    let mut bitext = entries.finish();
    for (side, name) in [(Side::Ko, names.ko), (Side::En, names.en)] {
        bitext.documents.get_mut(side).name = name;
    }
    Ok(bitext)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let lines = text.lines();
    lines.map(|line| range_in(text, line)).collect()
}

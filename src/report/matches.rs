//! Which documents belong together: a table with tabs, or JSON lines.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::bitext::Sides;
use crate::error::Result;

/// How pairs of documents are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchFormat {
    /// Columns `ko`, `en`, `confidence`, `share` with a header, parted by tabs; `jjak align --pairs` reads it.
    #[default]
    Tsv,
    /// One JSON object a line, with the same names.
    Jsonl,
}

/// Two documents that belong together.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MatchRow<'p> {
    /// The Korean file.
    pub ko: &'p str,
    /// The English file.
    pub en: &'p str,
    /// How likely they translate each other.
    pub confidence: f64,
    /// How much of the document of which more has partners, has them.
    pub share: f64,
}

/// Writes pairs of documents.
///
/// # Errors
/// When writing fails.
pub fn write_matches<'p>(rows: impl Iterator<Item = MatchRow<'p>>, format: MatchFormat, out: &mut dyn Write) -> Result<()> {
    if format == MatchFormat::Tsv {
        writeln!(out, "ko\ten\tconfidence\tshare")?;
    }
    for row in rows {
        match format {
            MatchFormat::Tsv => writeln!(out, "{}\t{}\t{:.4}\t{:.4}", row.ko, row.en, row.confidence, row.share)?,
            MatchFormat::Jsonl => {
                let row = MatchRow { confidence: rounded(row.confidence), share: rounded(row.share), ..row };
                serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// The paths of a pair as text: a path with a tab or a line end cannot stand in a table.
pub fn paths_as_text<'p>(paths: Sides<&'p Path>) -> Option<Sides<std::borrow::Cow<'p, str>>> {
    let texts = paths.map(Path::to_string_lossy);
    let is_clean = |text: &str| !text.contains(['\t', '\n', '\r']);
    (is_clean(&texts.ko) && is_clean(&texts.en)).then_some(texts)
}

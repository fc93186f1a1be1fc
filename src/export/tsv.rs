//! Tab-separated, unquoted, with the column names that bicleaner and bitextor know; `src` is Korean.
//! Subtitles have four more columns, the first start and the last end of each side in milliseconds.

use std::io::Write;

use super::fields::{decimal, ids, lines, one_line};
use super::{Columns, Exporter};
use crate::corpus::{Corpus, Unit};
use crate::error::Result;

pub(super) struct Tsv;

impl Exporter for Tsv {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        write!(out, "src_text\ttrg_text\tid\ttype\tscore\tconfidence\tsrc_ids\ttrg_ids\tsrc_doc\ttrg_doc")?;
        let columns = Columns::of(corpus);
        writeln!(out, "{}", if columns == Columns::Timed { "\tsrc_start\tsrc_end\ttrg_start\ttrg_end" } else { "" })?;
        self.append(corpus, columns, out)
    }

    fn append(&self, corpus: &Corpus, columns: Columns, out: &mut dyn Write) -> Result<()> {
        let documents = corpus.documents.as_ref().map(|name| one_line(name));
        for (number, pair) in (1..).zip(&corpus.pairs) {
            let text = lines(pair);
            write!(
                out,
                "{}\t{}\t{number}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                text.ko,
                text.en,
                pair.bead_type(),
                decimal(pair.score),
                decimal(pair.confidence),
                ids(&pair.units.ko, 0, ","),
                ids(&pair.units.en, 0, ","),
                documents.ko,
                documents.en,
            )?;
            if columns == Columns::Timed {
                write!(out, "\t{}\t{}", times(&pair.units.ko), times(&pair.units.en))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// When the first segment appears and when the last one goes, parted by a tab; empty where there are no times.
fn times(units: &[Unit]) -> String {
    let cues = || units.iter().filter_map(|unit| unit.cue.as_ref());
    let told = |ms: Option<u64>| ms.map_or(String::new(), |ms| ms.to_string());
    format!("{}\t{}", told(cues().next().map(|cue| cue.start_ms)), told(cues().next_back().map(|cue| cue.end_ms)))
}

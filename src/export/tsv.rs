//! Tab-separated, unquoted, with the column names that bicleaner and bitextor know; `src` is Korean.

use std::io::Write;

use super::Exporter;
use super::fields::{decimal, ids, lines, one_line};
use crate::corpus::Corpus;
use crate::error::Result;

pub(super) struct Tsv;

impl Exporter for Tsv {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "src_text\ttrg_text\tid\ttype\tscore\tconfidence\tsrc_ids\ttrg_ids\tsrc_doc\ttrg_doc")?;
        self.append(corpus, out)
    }

    fn append(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        let documents = corpus.documents.as_ref().map(|name| one_line(name));
        for (number, pair) in (1..).zip(&corpus.pairs) {
            let text = lines(pair);
            writeln!(
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
        }
        Ok(())
    }
}

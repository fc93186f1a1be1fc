//! JSON lines that `datasets.load_dataset("json", …)` reads with its `translation` feature.

use std::io::Write;

use serde::Serialize;

use super::fields::rounded;
use super::{Columns, Exporter};
use crate::corpus::Corpus;
use crate::error::Result;

pub(super) struct HuggingFace;

#[derive(Serialize)]
struct Row {
    id: String,
    translation: Translation,
    /// Always there, so that every row has the same columns.
    score: Option<f64>,
    confidence: Option<f64>,
}

#[derive(Serialize)]
struct Translation {
    ko: String,
    en: String,
}

impl Exporter for HuggingFace {
    fn write(&self, corpus: &Corpus, out: &mut dyn Write) -> Result<()> {
        for (number, pair) in (1..).zip(&corpus.pairs) {
            let text = pair.text();
            let row = Row {
                id: usize::to_string(&number),
                translation: Translation { ko: text.ko, en: text.en },
                score: rounded(pair.score),
                confidence: rounded(pair.confidence),
            };
            serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn append(&self, corpus: &Corpus, _: Columns, out: &mut dyn Write) -> Result<()> {
        self.write(corpus, out)
    }
}

//! JSON lines that `datasets.load_dataset("json", …)` reads with its `translation` feature. Read by the reader of JSON lines.

use std::io::Write;

use serde::Serialize;

use crate::bitext::View;
use crate::bitext::rows::rounded;
use crate::error::Result;
use crate::formats::writer::{Columns, Writer};

/// Writes it.
pub(in crate::formats) struct HuggingFace;

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

impl Writer for HuggingFace {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        for (number, entry) in (1..).zip(&view.entries) {
            let text = entry.text();
            let row = Row {
                id: usize::to_string(&number),
                translation: Translation { ko: text.ko, en: text.en },
                score: rounded(entry.link.score),
                confidence: rounded(entry.link.confidence),
            };
            serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn append(&self, view: &View<'_>, _: Columns, out: &mut dyn Write) -> Result<()> {
        self.write(view, out)
    }
}

//! Tab-separated, unquoted, with the column names that bicleaner and bitextor know; `src` is Korean.
//! Subtitles have four more columns, the first start and the last end of each side in milliseconds.
//!
//! Tables of other makers are read with a header that names `ko` and `en`, or without one: then Korean stands in the first column
//! and English in the second. A column `ignore` turns checks off.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use super::entries::{Entries, range_in};
use super::fields::{decimal, ids, lines, one_line};
use super::ignored::names;
use crate::bitext::{Bitext, Citation, Cue, Entry, EntryRef, Link, Side, Sides, View};
use crate::error::{Error, Position, Result};
use crate::formats::encoding::Decoded;
use crate::formats::writer::{Columns as Layout, Writer};

/// Writes it.
pub(in crate::formats) struct Tsv;

impl Writer for Tsv {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        write!(out, "src_text\ttrg_text\tid\ttype\tscore\tconfidence\tsrc_ids\ttrg_ids\tsrc_doc\ttrg_doc")?;
        let layout = Layout::of(view);
        writeln!(out, "{}", if layout == Layout::Timed { "\tsrc_start\tsrc_end\ttrg_start\ttrg_end" } else { "" })?;
        self.append(view, layout, out)
    }

    fn append(&self, view: &View<'_>, layout: Layout, out: &mut dyn Write) -> Result<()> {
        for (number, entry) in (1..).zip(&view.entries) {
            let text = lines(entry);
            let document = Sides::build(|side| one_line(entry.document(side)));
            write!(
                out,
                "{}\t{}\t{number}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                text.ko,
                text.en,
                entry.bead_type(),
                decimal(entry.link.score),
                decimal(entry.link.confidence),
                ids(entry, Side::Ko, 0, ","),
                ids(entry, Side::En, 0, ","),
                document.ko,
                document.en,
            )?;
            if layout == Layout::Timed {
                write!(out, "\t{}\t{}", times(entry, Side::Ko), times(entry, Side::En))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// When the first segment appears and when the last one goes, parted by a tab; empty where there are no times.
fn times(entry: &EntryRef<'_>, side: Side) -> String {
    let mut cues = entry.side(side).filter_map(|segment| segment.cue());
    let told = |ms: Option<u64>| ms.map_or(String::new(), |ms| ms.to_string());
    let first = cues.next();
    let last = cues.next_back().or(first);
    format!("{}\t{}", told(first.map(|cue| cue.start_ms)), told(last.map(|cue| cue.end_ms)))
}

/// Where the columns stand that are made use of.
pub(super) struct Columns {
    text: Sides<usize>,
    id: Option<usize>,
    ignore: Option<usize>,
    score: Option<usize>,
    confidence: Option<usize>,
    ids: Sides<Option<usize>>,
    /// Start and end in milliseconds, for subtitles.
    times: Sides<Option<[usize; 2]>>,
    documents: Sides<Option<usize>>,
}

impl Columns {
    /// By a header, if the fields are one.
    pub(super) fn of_header(names: &[&str]) -> Option<Self> {
        let find = |known: &[&str]| names.iter().position(|name| known.iter().any(|k| name.trim().eq_ignore_ascii_case(k)));
        Some(Self {
            text: Sides {
                ko: find(&["ko", "korean", "ko-kr", "ko_kr", "kor", "src_text", "source"])?,
                en: find(&["en", "english", "en-us", "en_us", "en-gb", "eng", "trg_text", "target"])?,
            },
            id: find(&["id", "key"]),
            ignore: find(&["ignore"]),
            score: find(&["score"]),
            confidence: find(&["confidence"]),
            ids: Sides { ko: find(&["src_ids", "ko_ids"]), en: find(&["trg_ids", "en_ids"]) },
            times: Sides {
                ko: find(&["src_start"]).zip(find(&["src_end"])).map(<[usize; 2]>::from),
                en: find(&["trg_start"]).zip(find(&["trg_end"])).map(<[usize; 2]>::from),
            },
            documents: Sides { ko: find(&["src_doc", "ko_doc"]), en: find(&["trg_doc", "en_doc"]) },
        })
    }

    /// Without a header.
    pub(super) fn bare() -> Self {
        let none = Sides { ko: None, en: None };
        Self {
            text: Sides { ko: 0, en: 1 },
            id: None,
            ignore: None,
            score: None,
            confidence: None,
            ids: none,
            times: Sides { ko: None, en: None },
            documents: none,
        }
    }
}

/// The rows of a table that are being read.
pub(in crate::formats) struct Rows<'s> {
    pub(super) entries: Entries<'s>,
    columns: Option<Columns>,
    cited: Option<Arc<Sides<String>>>,
}

impl<'s> Rows<'s> {
    pub(in crate::formats) fn new(source: &'s Decoded) -> Self {
        Self { entries: Entries::new(source), columns: None, cited: None }
    }

    /// Says that no row is a header: Korean stands first, then English.
    #[cfg(feature = "office")]
    pub(in crate::formats) fn is_bare(&mut self) {
        self.columns = Some(Columns::bare());
    }

    /// The pairs.
    #[cfg(feature = "office")]
    pub(in crate::formats) fn finish(self) -> Bitext {
        self.entries.finish()
    }

    /// Takes a row. `take` takes the text of one of its fields.
    ///
    /// # Errors
    /// When it has no field for one of the texts.
    pub(in crate::formats) fn row(&mut self, fields: &[&str], mut take: impl FnMut(&mut Entries<'s>, Side, usize)) -> Result<()> {
        if self.columns.is_none() {
            self.columns = Columns::of_header(fields);
            if self.columns.is_some() {
                return Ok(());
            }
        }
        let columns = self.columns.get_or_insert_with(Columns::bare);
        if fields.len() <= columns.text.ko.max(columns.text.en) {
            return Err(Error::malformed(
                "a row needs Korean and English text: a column of each, named ko and en in the first line",
            ));
        }
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at).copied()).filter(|f| !f.is_empty());
        let number = |at: Option<usize>| field(at).and_then(|f| f.parse::<f64>().ok()).filter(|x| x.is_finite());
        for side in Side::BOTH {
            take(&mut self.entries, side, *columns.text.get(side));
            let index = field(*columns.ids.get(side)).and_then(|ids: &str| ids.split(',').next()?.parse().ok());
            let cue = columns.times.get(side).and_then(|[start, end]| {
                let ms = |at: usize| field(Some(at)).and_then(|f| f.parse().ok());
                Some(Cue { start_ms: ms(start)?, end_ms: ms(end)?, ..Cue::default() })
            });
            let before = self.entries.count(side);
            self.entries.end_segment(side, index.map(|index| Citation { index, span: None }));
            self.entries.time_segment(side, before, cue);
        }
        if columns.documents.ko.is_some() || columns.documents.en.is_some() {
            let named = columns.documents.map(|at| field(at).unwrap_or_default());
            let is_known = self.cited.as_ref().is_some_and(|known| known.ko == named.ko && known.en == named.en);
            if !is_known {
                self.cited = Some(Arc::new(named.map(str::to_owned)));
            }
        }
        self.entries.close_cited(Entry {
            id: field(columns.id).map(str::to_owned),
            link: Link { score: number(columns.score), confidence: number(columns.confidence), ..Link::default() },
            ignored: field(columns.ignore).map(names).unwrap_or_default(),
            cited: self.cited.clone(),
            ..Entry::default()
        });
        Ok(())
    }
}

/// Reads it.
///
/// # Errors
/// At the first line without two texts.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Bitext> {
    let mut rows = Rows::new(source);
    for (number, line) in (1..).zip(source.text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))) {
        if line.is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let place = |at: usize| -> Range<usize> { range_in(&source.text, fields[at]) };
        rows.row(&fields, |entries, side, at| entries.verbatim(side, place(at)))
            .map_err(|e| e.at(Position { line: number, column: 1 }))?;
    }
    Ok(rows.entries.finish())
}

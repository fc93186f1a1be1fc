//! Comma-separated, quoted where need be, as spreadsheets and translation services write it. The columns are those of TSV.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::entries::Entries;
use super::tsv::Rows;
use crate::bitext::{Bitext, Side};
use crate::error::{Error, Result};
use crate::formats::encoding::Decoded;

/// A field: where it stands, quotation marks and all, and what it says.
struct Field {
    place: Range<usize>,
    said: String,
}

/// Reads it. A file with more semicolons than commas in its first line is parted by those, as spreadsheets write it where the comma
/// is the decimal point. Linear.
///
/// # Errors
/// At the first record without two texts, and where a quotation mark is never closed.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Bitext> {
    let text = source.text.as_str();
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut rows, mut record, mut at) = (Rows::new(source), Vec::new(), 0);
    while let Some((field, ends_record)) = field(&mut reader, text, delimiter, &mut at) {
        if is_open(&text[field.place.clone()]) {
            let position = source.origin.locate(text, field.place.start).1;
            return Err(Error::malformed("the quotation mark that opens here is never closed").at(position));
        }
        record.push(field);
        if ends_record {
            row(&mut rows, source, &record)?;
            record.clear();
        }
    }
    Ok(rows.entries.finish())
}

/// The next field from byte `at` on, and whether its record ends with it; `None` at the end of the file.
fn field(reader: &mut Reader, text: &str, delimiter: u8, at: &mut usize) -> Option<(Field, bool)> {
    let (start, mut said, mut out) = (*at, Vec::new(), [0; 512]);
    loop {
        // No bytes at all tell the reader that the file ends here.
        let (result, taken, put) = reader.read_field(&text.as_bytes()[*at..], &mut out);
        *at += taken;
        said.extend_from_slice(&out[..put]);
        let ends_record = match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
            ReadFieldResult::End => return None,
            ReadFieldResult::Field { record_end } => record_end,
        };
        let whole = text[start..*at].trim_end_matches(['\n', '\r']);
        let whole = whole.strip_suffix(char::from(delimiter)).filter(|_| !ends_record).unwrap_or(whole);
        let inner = whole.trim_start_matches(['\n', '\r']);
        let from = start + whole.len() - inner.len();
        let said = String::from_utf8_lossy(&said).into_owned();
        return Some((Field { place: from..from + inner.len(), said }, ends_record));
    }
}

/// Whether a field opens with a quotation mark that is not closed: those inside are doubled.
fn is_open(raw: &str) -> bool {
    raw.starts_with('"') && raw.matches('"').count() % 2 == 1
}

fn row(rows: &mut Rows<'_>, source: &Decoded, record: &[Field]) -> Result<()> {
    let text = source.text.as_str();
    let fields: Vec<&str> = record.iter().map(|field| field.said.as_str()).collect();
    let place = record.first().map_or(0, |field| field.place.start);
    let take = |entries: &mut Entries<'_>, side: Side, at: usize| {
        let Field { place, said } = &record[at];
        // Unless quotation marks are doubled inside, every letter has its place.
        match text[place.clone()].find(said.as_str()) {
            _ if said.is_empty() => {}
            Some(inner) => entries.verbatim(side, place.start + inner..place.start + inner + said.len()),
            None => entries.stand_in(side, said, place.clone()),
        }
    };
    rows.row(&fields, take).map_err(|e| e.at(source.origin.locate(text, place).1))
}

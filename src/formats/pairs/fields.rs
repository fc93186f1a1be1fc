//! Fields that several formats share: text that fits a line, numbers with fixed decimals.

use std::borrow::Cow;

use crate::bitext::rows::rounded;
use crate::bitext::{EntryRef, Side, Sides};

/// Whether some reader of lines or of tab-separated fields would break here: Python's `splitlines` breaks at all of these but tab.
fn breaks_a_line(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text with a space for everything that would break a line or a field.
pub(in crate::formats) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(breaks_a_line) { Cow::Owned(text.replace(breaks_a_line, " ")) } else { Cow::Borrowed(text) }
}

/// Both texts of an entry, each on one line.
pub(in crate::formats) fn lines(entry: &EntryRef<'_>) -> Sides<String> {
    entry.text().map(|text| match one_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(cleaned) => cleaned,
    })
}

/// Four decimals, without a negative zero; nothing where the number is unknown or not finite.
pub(in crate::formats) fn decimal(value: Option<f64>) -> String {
    rounded(value).map_or(String::new(), |v| format!("{v:.4}"))
}

/// The numbers of the segments of one side, counted from `first` on, parted by `between`.
pub(in crate::formats) fn ids(entry: &EntryRef<'_>, side: Side, first: usize, between: &str) -> String {
    entry.side(side).map(|segment| (segment.index() + first).to_string()).collect::<Vec<_>>().join(between)
}

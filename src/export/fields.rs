//! Fields that several formats share: text that fits a line, numbers with fixed decimals.

use std::borrow::Cow;

use crate::bitext::Sides;
use crate::corpus::{Pair, Unit};

/// Whether some reader of lines or of tab-separated fields would break here: Python's `splitlines` breaks at all of these but tab.
fn breaks_a_line(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text with a space for everything that would break a line or a field.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(breaks_a_line) { Cow::Owned(text.replace(breaks_a_line, " ")) } else { Cow::Borrowed(text) }
}

/// Both texts of a pair, each on one line.
pub(super) fn lines(pair: &Pair) -> Sides<String> {
    pair.text().map(|text| match one_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(cleaned) => cleaned,
    })
}

/// Four decimals, without a negative zero; nothing where the number is unknown or not finite.
pub(super) fn decimal(value: Option<f64>) -> String {
    rounded(value).map_or(String::new(), |v| format!("{v:.4}"))
}

/// Rounded to four decimals; `None` where it is not finite.
pub(super) fn rounded(value: Option<f64>) -> Option<f64> {
    // Adding zero makes a negative zero positive.
    value.filter(|v| v.is_finite()).map(|v| (v * 1e4).round() / 1e4 + 0.0).filter(|v| v.is_finite())
}

/// Segment numbers from `first` on, parted by `between`.
pub(super) fn ids(units: &[Unit], first: usize, between: &str) -> String {
    units.iter().map(|u| (u.index + first).to_string()).collect::<Vec<_>>().join(between)
}

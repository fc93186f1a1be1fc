//! How long translations are.

use crate::bitext::{Bitext, Side};

/// English characters for a Korean one, ln, where a text has too few pairs to tell.
const USUAL: f64 = 0.69;
/// Pairs that tell.
const ENOUGH: usize = 20;

/// Characters that are no white space.
pub(super) fn chars(text: &str) -> f64 {
    text.chars().filter(|c| !c.is_whitespace()).count() as f64
}

/// Characters of the translation for one of the source, ln: the median of the pairs of one segment a side. O(n log n).
pub(super) fn usual_ratio(bitext: &Bitext, source: Side) -> f64 {
    let single = bitext.entries.iter().filter(|e| e.segments.ko.len() == 1 && e.segments.en.len() == 1);
    let ratio = |e| (chars(bitext.text(source.other(), e)).max(1.0) / chars(bitext.text(source, e)).max(1.0)).ln();
    let mut ratios: Vec<f64> = single.map(ratio).collect();
    if ratios.len() < ENOUGH {
        return if source == Side::Ko { USUAL } else { -USUAL };
    }
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

//! Hard-wrapped plain text: told from text of one paragraph a line, and joined.
//!
//! Wrapping leaves a trace that is hard to mistake: a line ends where the next word would not have fitted. A text counts as
//! wrapped only if most lines that another follows are 50 to 90 columns wide, and nearly all of those show it and mostly end inside a
//! sentence.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::line::{lines, trimmed};

/// Lines looked at to decide.
const SAMPLE_LINES: usize = 2000;
/// Fewer lines followed by another than this decide nothing.
const LEAST_LINES: usize = 4;
const COLUMNS: std::ops::RangeInclusive<usize> = 50..=90;
/// How wide a line may be at most, for the lines that overhang a little.
const WIDEST: usize = 100;

/// Whether the lines of a text are wrapped paragraphs. Looks at the first two thousand lines.
pub(super) fn is_wrapped(text: &str) -> bool {
    let mut sample: Vec<&str> = Vec::new();
    for line in lines(text).take(SAMPLE_LINES) {
        // No need to measure what is far too long in bytes.
        if line.len() > 4 * WIDEST {
            return false;
        }
        sample.push(text[line].trim_end());
    }
    let widths: Vec<usize> = sample.iter().map(|line| line.width()).collect();
    let limit = widths.iter().copied().max().unwrap_or(0);
    if limit > WIDEST || !sample.iter().any(|line| line.is_empty()) {
        return false;
    }
    let (mut inner, mut full, mut wide, mut open) = (0, 0, 0, 0);
    for (at, pair) in sample.windows(2).enumerate() {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        inner += 1;
        if COLUMNS.contains(&widths[at]) {
            wide += 1;
            full += usize::from(widths[at] + 1 + first_word(pair[1]) > limit.saturating_sub(SLACK));
            open += usize::from(!ends_sentence(pair[0]));
        }
    }
    wide >= LEAST_LINES && wide * 10 >= inner * 6 && full * 10 >= wide * 9 && open * 10 >= wide * 6
}

/// Columns by which wrapping may fall short of the widest line.
const SLACK: usize = 3;

/// The paragraphs of a wrapped text: lines are joined over line ends where the next word would not have fitted and the next line is
/// not indented further.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let limit = lines(text).map(|line| text[line].trim_end().width()).filter(|w| *w <= WIDEST).max().unwrap_or(0);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut before: Option<Range<usize>> = None;
    for line in lines(text) {
        if trimmed(text, line.clone()).is_empty() {
            before = None;
            continue;
        }
        let joins = before.is_some_and(|before| {
            let (above, below) = (text[before].trim_end(), &text[line.clone()]);
            above.width() + 1 + first_word(below) > limit.saturating_sub(SLACK) && indent(below) <= indent(above)
        });
        match paragraphs.last_mut().filter(|_| joins) {
            Some(last) => last.end = line.end,
            None => paragraphs.push(line.clone()),
        }
        before = Some(line);
    }
    paragraphs
}

fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, UnicodeWidthStr::width)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』']).ends_with(['.', '!', '?', '…', '。', ':', ';'])
}

//! Text for the eyes: rows that fit by display width, colours, counted nouns.
//!
//! A Hangul syllable takes two columns of a terminal. Rows break between words, and inside a word only if it is wider than its
//! column. Linear in the text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether to paint with terminal colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI colours.
    Always,
}

/// What a colour tells.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Paint {
    Green,
    Yellow,
    Red,
    Dim,
    Bold,
}

impl Colour {
    /// The text with the codes that paint it.
    pub fn paint(self, paint: Paint, text: &str) -> String {
        let code = match paint {
            _ if self == Colour::Never || text.is_empty() => return text.to_owned(),
            Paint::Green => 32,
            Paint::Yellow => 33,
            Paint::Red => 31,
            Paint::Dim => 2,
            Paint::Bold => 1,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// A count with its noun.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Text in rows of at most `width` cells; at least one row.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let shown = text.replace(|c: char| c.is_control() && !c.is_whitespace(), "\u{FFFD}");
    let mut rows = vec![String::new()];
    let mut used = 0;
    let mut add = |piece: &str, cells: usize, glued: bool| {
        let gap = usize::from(used > 0 && !glued);
        if used > 0 && used + gap + cells > width {
            rows.push(String::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            if used > 0 && !glued {
                row.push(' ');
                used += 1;
            }
            row.push_str(piece);
            used += cells;
        }
    };
    for word in shown.split(|c: char| c.is_whitespace() && c != '\u{A0}').filter(|word| !word.is_empty()) {
        let cells = word.width();
        if cells <= width {
            add(word, cells, false);
            continue;
        }
        for (at, grapheme) in word.graphemes(true).enumerate() {
            add(grapheme, grapheme.width(), at > 0);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_kept_whole_where_they_fit_and_cut_where_not() {
        assert_eq!(wrapped("나는 학교에 간다", 9), ["나는", "학교에", "간다"]);
        assert_eq!(wrapped("나는 abcdefgh 간다", 6), ["나는 a", "bcdefg", "h 간다"]);
        assert_eq!(wrapped("", 6), [""]);
        assert_eq!(wrapped("a\x1b[31mb", 20), ["a\u{FFFD}[31mb"]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_its_column(text in "([가-힣]{0,9}|[a-z]{0,30}|🇰🇷|\\PC| ){0,20}", width in 4usize..60) {
            for row in wrapped(&text, width) {
                // A sequence may be measured narrower in its parts than as a whole.
                prop_assert!(row.width() <= width || row.graphemes(true).map(|g| g.width()).sum::<usize>() <= width, "{row:?}");
            }
        }
    }
}

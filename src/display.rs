//! Text for the eyes: rows that fit by display width, colours, counted nouns.
//!
//! A Hangul syllable takes two columns of a terminal. Rows break between words, and inside a word only if it is wider than its
//! column. Linear in the text.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Longer lines of foreign text are cut.
const LONGEST_LINE_CHARS: usize = 4000;

/// Text from outside made safe for a screen and for the log of a build: one line, of bounded length, in which nothing moves the cursor,
/// colours, or turns the order of letters. Characters that would are shown as what they are, as in `<U+202E>`, and a beginning that
/// the runner of a build would obey (`::`, `##`) is no beginning any more. Every message and every report passes here.
pub fn safe(text: &str) -> Cow<'_, str> {
    let is_command = ["::", "##"].iter().any(|sign| text.trim_start().starts_with(sign));
    if !is_command && text.len() <= LONGEST_LINE_CHARS && !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len().min(4 * LONGEST_LINE_CHARS) + 8);
    if is_command {
        safe.push_str("| ");
    }
    for (count, c) in text.chars().enumerate() {
        match c {
            _ if count == LONGEST_LINE_CHARS => {
                safe.push('…');
                break;
            }
            '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push(' '),
            c if is_unsafe(c) => {
                // Writing to a string does not fail.
                let _ = write!(safe, "<U+{:04X}>", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// Control characters, line ends, and what turns the order of letters without being seen.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}

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
    let shown = text.replace(|c: char| is_unsafe(c) && !c.is_whitespace(), "\u{FFFD}");
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

    #[test]
    fn foreign_text_is_safe_for_screens_and_logs() {
        assert_eq!(safe("a\x1b[31mb\u{202E}c\n::error::d"), "a<U+001B>[31mb<U+202E>c ::error::d");
        assert_eq!(safe("::error::x"), "| ::error::x");
        assert_eq!(safe(" ##[group]x"), "|  ##[group]x");
        assert_eq!(safe(&"가".repeat(9000)).chars().count(), LONGEST_LINE_CHARS + 1);
        assert!(matches!(safe("눈이 왔다. It snowed."), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in "\\PC{0,20}(\x1b|\r|\n|\u{202E}|::|[\u{0}-\u{9F}]){0,9}.{0,20}") {
            let shown = safe(&text);
            prop_assert!(!shown.contains(is_unsafe) && !shown.trim_start().starts_with("::"), "{shown:?}");
            prop_assert_eq!(safe(&shown), shown.as_ref());
        }

        #[test]
        fn no_row_is_wider_than_its_column(text in "([가-힣]{0,9}|[a-z]{0,30}|🇰🇷|\\PC| ){0,20}", width in 4usize..60) {
            for row in wrapped(&text, width) {
                // A sequence may be measured narrower in its parts than as a whole.
                prop_assert!(row.width() <= width || row.graphemes(true).map(|g| g.width()).sum::<usize>() <= width, "{row:?}");
            }
        }
    }
}

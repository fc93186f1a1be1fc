//! Items of a list that stand in running text: 1. first 2. second.

use super::hangul;
use super::marks::{char_at, word_at};

/// The marker that opened an item, and so the one that will open the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    kind: Kind,
    /// What stands around the number: before it, and after it.
    form: (Option<char>, Close),
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Letter,
    Syllable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Close {
    Stop,
    Bracket,
    StopBracket,
}

const SYLLABLES: [char; 14] = ['가', '나', '다', '라', '마', '바', '사', '아', '자', '차', '카', '타', '파', '하'];

impl Marker {
    /// Reads a marker at `at`; the word must end with it.
    pub(super) fn at(text: &str, at: usize) -> Option<Marker> {
        let near = &text.as_bytes()[at..text.len().min(at + 8)];
        if !near.iter().take_while(|b| !b.is_ascii_whitespace()).any(|b| matches!(b, b'.' | b')')) {
            return None;
        }
        let word = word_at(text, at, 16);
        let (before, label) = match char_at(word, 0) {
            Some(c @ ('(' | '•' | '⁃' | '-' | '*')) => (Some(c), &word[c.len_utf8()..]),
            _ => (None, word),
        };
        let (label, close) = if let Some(l) = label.strip_suffix(".)") {
            (l, Close::StopBracket)
        } else if let Some(l) = label.strip_suffix(')') {
            (l, Close::Bracket)
        } else {
            (label.strip_suffix('.')?, Close::Stop)
        };
        let mut chars = label.chars();
        let (kind, number) = match (chars.next()?, chars.next()) {
            (c, None) if c.is_ascii_lowercase() => (Kind::Letter, c as u32 - 'a' as u32 + 1),
            (c, None) if hangul::is_list_letter(label) => (Kind::Syllable, SYLLABLES.iter().position(|&s| s == c)? as u32 + 1),
            _ if label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit()) => (Kind::Number, label.parse().ok()?),
            _ => return None,
        };
        Some(Marker { kind, form: (before, close), number })
    }

    /// Whether `self` opens the item after that of `earlier`.
    pub(super) fn follows(self, earlier: Marker) -> bool {
        self.kind == earlier.kind && self.form == earlier.form && self.number == earlier.number + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_followed_by_the_next_of_its_form_alone() {
        let marker = |text| Marker::at(text, 0);
        let follows = |a, b| marker(b).zip(marker(a)).is_some_and(|(b, a)| b.follows(a));
        assert!(follows("1. a", "2. b") && follows("(a) x", "(b) y") && follows("가. ㄱ", "나. ㄴ"));
        assert!(!follows("1. a", "3. b") && !follows("1. a", "2) b") && !follows("1. a", "b. c"));
        assert_eq!(marker("1.5 a"), None);
    }
}

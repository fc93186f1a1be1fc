//! Items of a list that stand in running text, 1. first 2. second, and the labels of headings, 3.1. and Chapter 3. and 제2조.
//!
//! The words of labels are data: `labels.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::hangul;
use super::marks::{char_at, is_bullet, is_opener, word_at};

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

/// The longest label of a heading, in bytes.
const LABEL_BYTES: usize = 48;
/// The most words of a label: 제1장 제2절 제3조.
const LABEL_WORDS: usize = 4;

/// The words of labels.
struct LabelWords {
    /// Those before a number: Chapter, 부록.
    names: FxHashSet<&'static str>,
    /// Those behind one: 장, 조.
    counters: FxHashSet<&'static str>,
    /// The last syllables of these.
    counter_ends: Vec<char>,
}

static LABEL_WORDS_OF: LazyLock<LabelWords> = LazyLock::new(|| {
    let of = |classes: &[&str]| -> Vec<&'static str> {
        let lines = include_str!("labels.txt").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
        lines.filter(|(class, _)| classes.contains(class)).flat_map(|(_, words)| words.split_whitespace()).collect()
    };
    let counters: FxHashSet<&str> = of(&["counter"]).into_iter().collect();
    let counter_ends = counters.iter().filter_map(|word| word.chars().next_back()).collect();
    LabelWords { names: of(&["en", "ko"]).into_iter().collect(), counters, counter_ends }
});

/// Whether `text`, the beginning of a sentence up to a full stop, is the label of a heading: the stop does not end a sentence then.
pub(super) fn is_heading_label(text: &str) -> bool {
    // Nearly every sentence fails here, by its length or by its last letter.
    let ends_so = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || LABEL_WORDS_OF.counter_ends.contains(&c);
    let in_branch =
        || text.ends_with(|c: char| c.is_ascii_lowercase()) && text[..text.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    if text.len() > 2 * LABEL_BYTES || !text.ends_with(ends_so) && !in_branch() {
        return false;
    }
    let label =
        text.trim_start_matches(|c: char| c.is_whitespace() || is_opener(c) || is_bullet(c) || matches!(c, '#' | '-' | '*'));
    if label.is_empty() || label.len() > LABEL_BYTES {
        return false;
    }
    let words: Vec<&str> = label.split_whitespace().take(LABEL_WORDS + 1).collect();
    match words[..] {
        [word] => is_section_number(word) || is_counted(word),
        [name, number] if is_number_of(number) && is_label_name(name) => true,
        _ => words.len() <= LABEL_WORDS && words.iter().all(|word| is_counted(word)),
    }
}

/// Whether `word` names what a number counts, as in Chapter 3.
fn is_label_name(word: &str) -> bool {
    let names = &LABEL_WORDS_OF.names;
    names.contains(word) || word.starts_with(|c: char| c.is_ascii_uppercase()) && names.contains(word.to_ascii_lowercase().as_str())
}

/// Whether `word` stands alone before a heading: 3.1, A.2, IV, A.
fn is_section_number(word: &str) -> bool {
    is_roman(word) || is_capital(word) || word.contains('.') && is_number_of(word)
}

/// Whether `word` is a number as labels have it: 3, 3.1, 3-1, A, A.2, IV, 2a.
fn is_number_of(word: &str) -> bool {
    if is_roman(word) || is_capital(word) {
        return true;
    }
    let is_part = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && (part.len() == digits || part.len() == digits + 1 && part.as_bytes()[digits].is_ascii_lowercase())
    };
    word.split(['.', '-', '–']).enumerate().all(|(at, part)| is_part(part) || at == 0 && is_capital(part))
}

fn is_capital(word: &str) -> bool {
    word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase()
}

fn is_roman(word: &str) -> bool {
    (1..=6).contains(&word.len()) && word.bytes().all(|b| b"IVXL".contains(&b))
}

/// Whether `word` is a number with its counter: 3장, 제2조, 제2조의3.
fn is_counted(word: &str) -> bool {
    let number = word.strip_prefix('제').unwrap_or(word);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, counter) = number.split_at(digits);
    let counter = match counter.split_once('의') {
        Some((counter, branch)) if !branch.is_empty() && branch.bytes().all(|b| b.is_ascii_digit()) => counter,
        _ => counter,
    };
    (1..=4).contains(&digits.len()) && LABEL_WORDS_OF.counters.contains(counter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_headings_are_known_in_both_languages() {
        let labels = [
            "3.1",
            "3.1.1",
            "A.2",
            "IV",
            "A",
            "3장",
            "제2조",
            "제2조의3",
            "제1장 제2절",
            "부록 A",
            "그림 3",
            "표 2-1",
            "Chapter 3",
            "FIGURE 2.1",
            "Table IV",
            "  • Step 2",
            "“Act II",
        ];
        for label in labels {
            assert!(is_heading_label(label), "{label}");
        }
        for other in ["", "3", "Kim 3", "chapters 3", "See Chapter 3", "2023", "우리는 3장", "장", "Chapter", "3.5.x", "It"] {
            assert!(!is_heading_label(other), "{other}");
        }
    }

    #[test]
    fn a_marker_is_followed_by_the_next_of_its_form_alone() {
        let marker = |text| Marker::at(text, 0);
        let follows = |a, b| marker(b).zip(marker(a)).is_some_and(|(b, a)| b.follows(a));
        assert!(follows("1. a", "2. b") && follows("(a) x", "(b) y") && follows("가. ㄱ", "나. ㄴ"));
        assert!(!follows("1. a", "3. b") && !follows("1. a", "2) b") && !follows("1. a", "b. c"));
        assert_eq!(marker("1.5 a"), None);
    }
}

//! The number that a section goes by, at the start of its heading: `2.3 Installing`, `제2조 정의`, `3장`, `Chapter 3`.
//!
//! Sections are renumbered whenever one is put in or left out, and a translation does not always follow: the number says where a
//! section stood once, and what it says counts for more.

use super::chars::starts_with;
use crate::bitext::Side;

/// What stands before the number of a section.
const EN: [&str; 17] = [
    "chapter", "section", "part", "article", "appendix", "figure", "table", "step", "lesson", "unit", "act", "scene", "volume",
    "book", "episode", "rule", "clause",
];
const KO: [&str; 7] = ["부록", "그림", "표", "단계", "규칙", "제", "별표"];
/// What stands behind it.
const COUNTERS: [&str; 14] = ["장", "절", "조", "항", "부", "편", "과", "막", "권", "화", "회", "단계", "단원", "호"];
/// Longest number, in characters.
const LONGEST: usize = 12;

/// The end of the label at the start of a folded segment; 0 where there is none. O(1).
pub(super) fn end(side: Side, chars: &[char]) -> usize {
    let Some(first) = chars.iter().take(LONGEST).position(|c| c.is_alphanumeric()) else { return 0 };
    let word = match side {
        Side::Ko => KO.iter().find(|word| starts_with(chars, first, word)).map_or(0, |word| word.chars().count()),
        Side::En => EN.iter().find(|word| starts_with_any_case(chars, first, word)).map_or(0, |word| word.len()),
    };
    let spaced = word > 0 && chars.get(first + word) == Some(&' ');
    let from = first + word + usize::from(spaced);
    let digits = chars[from..].iter().take(LONGEST).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let number = &chars[from..from + digits];
    if !number.first().is_some_and(char::is_ascii_digit) {
        return 0;
    }
    let mut end = from + digits;
    let levels = number.split(|c| *c == '.').filter(|level| !level.is_empty()).count();
    if side == Side::Ko
        && let Some(counter) = COUNTERS.iter().find(|counter| starts_with(chars, end, counter))
    {
        end += counter.chars().count();
        return if ends_label(chars, end) { end } else { 0 };
    }
    // A bare number is a label when it has levels and a heading behind it; 3.5 million has none.
    let is_label = match side {
        Side::En if word > 0 => spaced,
        Side::Ko if word > 0 => true,
        _ => levels > 1 && begins_heading(side, chars, end),
    };
    if is_label && ends_label(chars, end) { end } else { 0 }
}

/// A segment without the number of its section, where there is more to it. O(1).
pub(crate) fn without_label(side: Side, text: &str) -> &str {
    let start: Vec<char> = text.chars().take(4 * LONGEST).collect();
    let label: usize = start[..end(side, &start)].iter().map(|c| c.len_utf8()).sum();
    if text[label..].contains(char::is_alphabetic) { &text[label..] } else { text }
}

/// Whether what stands at `at` is no part of the word before.
fn ends_label(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|c| !c.is_alphanumeric())
}

/// Whether a heading begins behind a number.
fn begins_heading(side: Side, chars: &[char], at: usize) -> bool {
    let mut rest = chars[at..].iter().skip_while(|c| matches!(c, ' ' | ')' | ':' | '-'));
    chars.get(at) == Some(&' ')
        && rest.next().is_some_and(|c| match side {
            Side::Ko => c.is_alphabetic(),
            Side::En => c.is_uppercase(),
        })
}

fn starts_with_any_case(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars[at..].iter();
    word.chars().all(|c| rest.next().is_some_and(|r| r.to_ascii_lowercase() == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(side: Side, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        chars[..end(side, &chars)].iter().collect()
    }

    #[test]
    fn the_number_of_a_section_is_a_label() {
        for (text, expected) in [
            ("2.3 비밀번호를 나누어 쓰지 마라", "2.3"),
            ("3장 섬으로 가는 항해", "3장"),
            ("제2조(정의)", "제2조"),
            ("제12장 맺음말", "제12장"),
            ("부록 2: 용어", "부록 2"),
            ("1.2.3 설치", "1.2.3"),
        ] {
            assert_eq!(label(Side::Ko, text), expected, "{text}");
        }
        for (text, expected) in [
            ("2.2 Do not share passwords", "2.2"),
            ("Chapter 3 A Letter in a Bottle", "Chapter 3"),
            ("ARTICLE 2. Definitions", "ARTICLE 2."),
            ("Step 4: Save", "Step 4"),
        ] {
            assert_eq!(label(Side::En, text), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_is_more_than_its_label() {
        assert_eq!(without_label(Side::En, "Chapter 3: The voyage"), ": The voyage");
        assert_eq!(without_label(Side::Ko, "3장"), "3장");
        assert_eq!(without_label(Side::Ko, "세 장을 썼다."), "세 장을 썼다.");
    }

    #[test]
    fn a_number_that_counts_is_none() {
        for text in ["3.5배로 늘었다", "2023년에 시작했다", "3 시간이 걸렸다", "10장이나 썼다", "12명이 왔다", ""]
        {
            assert_eq!(label(Side::Ko, text), "", "{text}");
        }
        for text in ["3.5 million people came", "Partly cloudy", "12 People", "2023 was warm.", "Part of it", "Chapter3", "Act now"]
        {
            assert_eq!(label(Side::En, text), "", "{text}");
        }
    }
}

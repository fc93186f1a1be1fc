//! The letters that open commands by the keyboard: `&File` in most toolkits, `_File` in GTK.

use crate::bitext::Side;

/// Longer texts are prose, in which such a sign is just a sign.
const LONGEST: usize = 60;

/// What is wrong with the accelerators of a translation, if anything is.
pub(super) fn fault(source: &str, target: &str, side: Side) -> Option<String> {
    let sign = ['&', '_'].into_iter().find(|sign| count(source, *sign) == Some(1))?;
    match count(target, sign)? {
        1 => None,
        0 => Some(format!("the key of the command, marked by {sign}, is not in the {}", side.language())),
        more => Some(format!("{sign} marks {more} keys in the {}", side.language())),
    }
}

/// How many letters of a label a sign marks; nothing, where it is no label.
fn count(text: &str, sign: char) -> Option<usize> {
    if text.chars().count() > LONGEST || text.contains(['=', '/', ';', '{', '`', '\n']) {
        return None;
    }
    let marks = text.match_indices(sign).filter(|(at, _)| marks(&text[..*at], &text[at + 1..], sign));
    Some(marks.count())
}

/// Whether a sign between two stretches marks the letter behind it.
fn marks(before: &str, after: &str, sign: char) -> bool {
    let (before, after) = (before.chars().next_back(), after.chars().next());
    let begins = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
    match (sign, after) {
        ('&', Some(c)) if c.is_alphanumeric() => begins || c.is_ascii_lowercase() && before.is_some_and(char::is_alphabetic),
        ('_', Some(c)) if c.is_alphanumeric() => begins,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_and_doubled_keys_are_found() {
        for (en, ko, is_wrong) in [
            ("&Select Store", "&창고 고르기(&S)", true),
            ("Tool&bar", "도구 모음", true),
            ("_Open", "열기", true),
            ("&Open", "열기(&O)", false),
            ("_Open", "열기(_O)", false),
            ("Research & Development", "연구 개발", false),
            ("AT&T", "에이티앤티", false),
            ("R&D Center", "연구소", false),
            ("snake_case", "스네이크 표기", false),
            ("a=1&b=2", "주소", false),
        ] {
            assert_eq!(fault(en, ko, Side::Ko).is_some(), is_wrong, "{en} {ko}");
        }
    }
}

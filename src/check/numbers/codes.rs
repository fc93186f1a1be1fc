//! Numbers that are codes: telephone numbers, addresses of machines, versions, results of games, ranges. They are compared whole and to
//! the digit.

use std::ops::Range;

/// A code in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// What is compared.
    key: String,
}

/// Codes of different kinds are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A telephone or an account number: parts of digits joined by hyphens.
    Telephone,
    /// Parts joined by points: a version, the address of a machine.
    Dotted,
    /// Two small numbers joined by a hyphen: a result, a range, a section.
    Two,
}

/// Two parts of more digits than this are no result.
const SMALL: usize = 3;
/// A telephone number has at least so many digits.
const TELEPHONE: usize = 7;

/// The codes of a text, in order. Linear.
pub(super) fn codes(text: &str) -> Vec<Code> {
    let bytes = text.as_bytes();
    let is_part = |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b'.');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        let len = bytes[start..].iter().take_while(|b| is_part(**b)).count();
        let word = text[start..start + len].trim_end_matches(['-', '.']);
        at = start + len;
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        let is_free = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '_' | '/' | '$' | '₩'))
            && !after.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            && !after
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '%' | '만' | '천' | '억' | '조' | '백'));
        if let Some((kind, key)) = Some(word).filter(|_| is_free).and_then(|word| code(before, word)) {
            let plus = before.len() - before.trim_end_matches('+').len();
            found.push(Code { range: start - plus..start + word.len(), kind, key });
        }
    }
    found
}

fn code(before: &str, word: &str) -> Option<(Kind, String)> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let parts = |sign: char| -> Option<Vec<&str>> {
        let parts: Vec<&str> = word.split(sign).collect();
        let all_digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        (parts.len() > 1 && all_digits).then_some(parts)
    };
    if let Some(parts) = parts('-') {
        let is_date = parts[0].len() == 4 && parts.len() == 3 && parts[1].len() <= 2;
        if parts.len() >= 2 && digits >= TELEPHONE && !is_date {
            let number = parts.concat();
            // Of a number with the code of Korea, the zero that stands before it at home is left out.
            let is_abroad = parts[0] == "82" && before.ends_with(['+', '(', ' ']) && !number.starts_with('0');
            let number = if is_abroad { format!("0{}", number[2..].trim_start_matches('0')) } else { number };
            return Some((Kind::Telephone, number));
        }
        let is_small = parts.iter().all(|part| part.len() <= SMALL);
        return (parts.len() == 2 && is_small).then(|| (Kind::Two, word.to_owned()));
    }
    let parts = parts('.').filter(|parts| parts.len() >= 3)?;
    let is_date = parts[0].len() == 4 && parts.len() == 3;
    (!is_date).then(|| (Kind::Dotted, parts.join(".")))
}

/// Whether a code has its counterpart among others; nothing, where the others have none of its kind, so that it may be said otherwise.
pub(super) fn has_counterpart(code: &Code, others: &[Code]) -> Option<bool> {
    let mut of_kind = others.iter().filter(|other| other.kind == code.kind).peekable();
    of_kind.peek()?;
    // Who won stands first in the one language, who is spoken of in the other.
    let turned = || code.key.split_once('-').map(|(a, b)| format!("{b}-{a}"));
    Some(of_kind.any(|other| other.key == code.key || code.kind == Kind::Two && turned().as_ref() == Some(&other.key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        codes(text).into_iter().map(|code| code.key).collect()
    }

    #[test]
    fn codes_are_told_from_numbers_and_dates() {
        assert_eq!(keys("02-555-0147로, +82-10-5550-1234"), ["025550147", "01055501234"]);
        assert_eq!(keys("192.168.0.10, 4.2.11의"), ["192.168.0.10", "4.2.11"]);
        assert_eq!(keys("3-1로 이겼다"), ["3-1"]);
        assert_eq!(keys("2031-03-14, 2031.3.14, 3.5, 3-5만 명, 1,000-2,000, F-16, 10-20%"), Vec::<String>::new());
    }
}

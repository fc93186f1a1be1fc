//! Days that are the name of an event in Korean: 6·25 전쟁, 3·1절, 5·18 민주화운동.
//!
//! English calls the event by its name (the Korean War) or its day (the June 25 war): such digits are a day, and no number that is
//! counted.

use super::chars::starts_with;
use super::decimal::Decimal;
use super::digits::{is_digit, valid};
use super::particles::is_particle;
use super::quantity::{Found, Quantity};

/// What happens on a day that is called by it. Section numbers (3.1절) and magnitudes (6.5 지진) look alike, so that those words are
/// not here.
const EVENTS: [&str; 28] = [
    "전쟁",
    "사변",
    "참전",
    "운동",
    "만세",
    "독립",
    "혁명",
    "민주",
    "항쟁",
    "의거",
    "봉기",
    "광복",
    "해방",
    "경축사",
    "기념",
    "테러",
    "사태",
    "참사",
    "선언",
    "합의",
    "계엄",
    "비상계엄",
    "쿠데타",
    "정변",
    "군사정변",
    "총선",
    "대선",
    "지방선거",
];

/// Days that need no such word behind them.
const KNOWN: [(u8, u8); 13] =
    [(3, 1), (4, 3), (4, 19), (5, 16), (5, 18), (6, 10), (6, 15), (6, 25), (8, 15), (9, 11), (10, 26), (12, 3), (12, 12)];

/// Syllables behind a day that are looked at.
const LONGEST_ENDING: usize = 6;

/// The day at `at`, with the readings of the day and of the digits with a point. `None` where none names an event.
pub(super) fn named_day(chars: &[char], at: usize) -> Option<Found> {
    let (month, mark) = one_or_two_digits(chars, at)?;
    let is_point = match chars.get(mark)? {
        '.' => true,
        '·' | 'ㆍ' | '‧' | '・' => false,
        _ => return None,
    };
    let (day, end) = one_or_two_digits(chars, mark + 1)?;
    if !valid(month.into(), day.into()) || chars.get(end) == Some(&'.') && is_digit(chars, end + 1) {
        return None;
    }
    let after = end + usize::from(chars.get(end) == Some(&' '));
    let is_event = || EVENTS.iter().any(|event| starts_with(chars, after, event));
    let is_known = || !is_point && KNOWN.contains(&(month, day)) && stands_alone(&chars[end..]);
    if !is_event() && !is_known() {
        return None;
    }
    let digits = (end - mark - 1) as i16;
    let value = Decimal::new(u64::from(month) * 10u64.pow(digits as u32) + u64::from(day), -digits);
    Some(Found::new(at, end, [Quantity::Date { year: 0, month, day }, Quantity::Number(value)]))
}

/// Whether nothing goes on behind a day but a particle, or 절 as in 3·1절.
fn stands_alone(rest: &[char]) -> bool {
    let word = &rest[..rest.iter().take(LONGEST_ENDING).take_while(|c| c.is_alphanumeric()).count()];
    let word = word.strip_prefix(&['절']).unwrap_or(word);
    word.is_empty() || is_particle(word)
}

fn one_or_two_digits(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let len = (0..3).take_while(|k| is_digit(chars, at + k)).count();
    let value = chars.get(at..at + len)?.iter().fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
    matches!(len, 1 | 2).then_some((value as u8, at + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(u8, u8)> {
        let chars: Vec<char> = text.chars().collect();
        match named_day(&chars, 0)?.readings[0] {
            Quantity::Date { month, day, .. } => Some((month, day)),
            _ => None,
        }
    }

    #[test]
    fn days_of_events_are_days() {
        for (text, wanted) in [
            ("6·25 전쟁이 끝났다", (6, 25)),
            ("6.25 전쟁이 끝났다", (6, 25)),
            ("3·1절에", (3, 1)),
            ("5·18을 기억한다", (5, 18)),
            ("8·15 광복절", (8, 15)),
            ("4·19혁명", (4, 19)),
            ("12·3 비상계엄", (12, 3)),
        ] {
            assert_eq!(day(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_digits_with_a_point_are_none() {
        for text in
            ["3.1절을 보라", "6.25%", "6.25배", "3·4분기", "3·1분기", "1·2위", "10·11월", "13·1 운동", "6.5 지진", "3.1.2 운동"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}

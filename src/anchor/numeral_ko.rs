//! Korean numerals: digits with 십 백 천 만 억 조 경 among them, Sino-Korean words, native words.
//!
//! Hangul numerals look like ordinary words (이 this, 일 work, 만 only, 사실 fact), so each reading is tried and then asked
//! whether it [stands](sino_stands): a counter, a particle or nothing may follow it, and short ones need the counter.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::decimal::Decimal;
use super::digits::{digits, is_digit};
use super::particles;

/// A numeral that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// Whether it is of the native row, 하나 둘 셋.
    pub(super) native: bool,
    /// 3조 is 3 trillion or the third article: the value of the digits alone.
    pub(super) article: Option<Decimal>,
}

/// Words that count things by their first character, each with whether it is hardly ever anything else. In the file, a tilde marks
/// the doubtful.
static COUNTERS: LazyLock<FxHashMap<char, Vec<(&str, bool)>>> = LazyLock::new(|| {
    let mut counters = FxHashMap::<char, Vec<_>>::default();
    for line in include_str!("data/counters.txt").lines() {
        let word = line.trim_start_matches('~');
        if let Some(first) = word.chars().next() {
            counters.entry(first).or_default().push((word, word == line));
        }
    }
    counters
});

const NATIVE_TENS: [(&str, u64); 10] = [
    ("스물", 20),
    ("스무", 20),
    ("열", 10),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];
const NATIVE_ONES: [(&str, u64); 15] = [
    ("하나", 1),
    ("한", 1),
    ("둘", 2),
    ("두", 2),
    ("셋", 3),
    ("세", 3),
    ("석", 3),
    ("넷", 4),
    ("네", 4),
    ("넉", 4),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
];

pub(super) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether a numeral, an ordinal or a time can start with this character. A quick test before the slow ones.
pub(super) fn may_start(c: char) -> bool {
    matches!(
        c,
        '일' | '이'
            | '삼'
            | '사'
            | '오'
            | '육'
            | '륙'
            | '칠'
            | '팔'
            | '구'
            | '영'
            | '공'
            | '십'
            | '백'
            | '천'
            | '만'
            | '억'
            | '조'
            | '스'
            | '열'
            | '서'
            | '마'
            | '쉰'
            | '예'
            | '여'
            | '아'
            | '하'
            | '한'
            | '둘'
            | '두'
            | '셋'
            | '세'
            | '석'
            | '넷'
            | '네'
            | '넉'
            | '다'
            | '첫'
            | '절'
            | '제'
            | '새'
            | '저'
            | '낮'
            | '밤'
            | '월'
            | '화'
            | '수'
            | '목'
            | '금'
            | '토'
    )
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '일' => 1,
        '이' => 2,
        '삼' => 3,
        '사' => 4,
        '오' => 5,
        '육' | '륙' => 6,
        '칠' => 7,
        '팔' => 8,
        '구' => 9,
        _ => return None,
    })
}

fn small_unit(c: char) -> Option<i16> {
    Some(match c {
        '십' => 1,
        '백' => 2,
        '천' => 3,
        _ => return None,
    })
}

/// The power of ten of 만, 억, 조 and 경.
pub(super) fn big(c: char) -> Option<i16> {
    Some(match c {
        '만' => 4,
        '억' => 8,
        '조' => 12,
        '경' => 16,
        _ => return None,
    })
}

/// The same at a place. 경 is also how many words begin: 6경기 are six matches.
fn big_at(chars: &[char], at: usize) -> Option<i16> {
    let power = chars.get(at).copied().and_then(big)?;
    let begins_word = || chars.get(at + 1).is_some_and(|c| is_hangul(*c) && !matches!(c, '원' | '달' | '유' | '엔' | '여'));
    (chars[at] != '경' || !begins_word()).then_some(power)
}

pub(super) fn is_big(c: char) -> bool {
    big(c).is_some()
}

/// Digits with units: 1억 1천만, 12조3천억, 2천500, 32만. `None` where no digit stands.
pub(super) fn mixed(chars: &[char], at: usize) -> Option<Numeral> {
    let first = digits(chars, at)?;
    let mut numeral = chain(chars, at, Row::Digits)?;
    let lone = chars.get(first.end) == Some(&'조') && numeral.end == first.end + 1;
    numeral.article = lone.then_some(first.value);
    Some(numeral)
}

/// Sino-Korean words: 삼십, 이백오십, 삼십오억, 일백 이십. `None` where there is none.
pub(super) fn sino(chars: &[char], at: usize) -> Option<Numeral> {
    chain(chars, at, Row::Words)
}

#[derive(Clone, Copy, PartialEq)]
enum Row {
    Digits,
    Words,
}

fn chunk(chars: &[char], at: usize, row: Row) -> Option<(Decimal, usize)> {
    match row {
        Row::Digits => digits(chars, at).map(|d| (d.value, d.end)),
        Row::Words => digit(*chars.get(at)?).map(|v| (v.into(), at + 1)),
    }
}

/// The place-value grammar: powers fall from left to right within a group below 만, and from group to group.
fn chain(chars: &[char], start: usize, row: Row) -> Option<Numeral> {
    let (mut total, mut group) = (Decimal::default(), Decimal::default());
    let (mut last_small, mut last_big) = (4i16, i16::MAX);
    let mut end = start;
    loop {
        let spaced = end > start && chars.get(end) == Some(&' ');
        let at = end + usize::from(spaced);
        let head = chunk(chars, at, row);
        let after = head.map_or(at, |h| h.1);
        let unit = chars.get(after).copied();
        let (value, next) = match unit.and_then(small_unit) {
            Some(power) if power < last_small => {
                last_small = power;
                (head.map_or(1.into(), |h| h.0).shifted(power), after + 1)
            }
            _ => {
                let Some((value, next)) = head else { break };
                let fits = last_small > 0 && (end == start || below(value, last_small.min(last_big)));
                if !fits || spaced && (row == Row::Words || dated(chars, next)) {
                    break;
                }
                last_small = 0;
                (value, next)
            }
        };
        if spaced && row == Row::Digits && !is_digit(chars, at) {
            break;
        }
        group = group.checked_add(value)?;
        end = next;
        if let Some(power) = big_at(chars, end).filter(|p| *p < last_big) {
            total = total.checked_add(group.shifted(power))?;
            (group, last_small, last_big) = (Decimal::default(), 4, power);
            end += 1;
        }
    }
    if end == start {
        let power = (row == Row::Words).then(|| chars.get(start).copied().and_then(big)).flatten()?;
        return Some(Numeral { value: Decimal::from(1).shifted(power), end: start + 1, native: false, article: None });
    }
    Some(Numeral { value: total.checked_add(group)?, end, native: false, article: None })
}

fn below(value: Decimal, power: i16) -> bool {
    value.whole().is_some_and(|v| 10u64.checked_pow(power.clamp(0, 19) as u32).is_none_or(|limit| v < limit))
}

/// Whether what stands after a number makes it a date of its own: 3만 2023년.
fn dated(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| matches!(c, '년' | '월' | '일' | '%' | '.' | ':' | ')'))
}

/// Native words: 두, 열다섯, 스물네, 열 한. `None` where there is none.
pub(super) fn native(chars: &[char], at: usize) -> Option<Numeral> {
    let row = |table: &[(&str, u64)], at: usize| {
        table.iter().find(|(word, _)| super::chars::starts_with(chars, at, word)).map(|(word, v)| (*v, at + word.chars().count()))
    };
    let (value, end) = match row(&NATIVE_TENS, at) {
        Some((tens, end)) => {
            let spaced = chars.get(end) == Some(&' ');
            let ones = row(&NATIVE_ONES, end + usize::from(spaced));
            match ones.filter(|o| !spaced || chars.get(o.1).is_none_or(|c| *c == ' ' || counter(chars, o.1).is_some())) {
                Some((ones, end)) => (tens + ones, end),
                None => (tens, end),
            }
        }
        None => row(&NATIVE_ONES, at)?,
    };
    Some(Numeral { value: value.into(), end, native: true, article: None })
}

/// Whether a native numeral really is one here.
pub(super) fn native_stands(chars: &[char], start: usize, numeral: &Numeral) -> bool {
    let spaced = chars.get(numeral.end) == Some(&' ');
    let counted = counter(chars, numeral.end + usize::from(spaced)).is_some();
    let alone = rest_is_particle(chars, numeral.end);
    match numeral.value.whole() {
        // 한번, 한편, 한때, 한 남자: mostly no number.
        Some(1) => counted && chars[start] == '한' && strict_counter(chars, numeral.end + usize::from(spaced)),
        Some(2 | 3) if numeral.end - start == 1 && matches!(chars[start], '두' | '세') => {
            counted || spaced && chars.get(numeral.end + 1).is_some_and(|c| is_hangul(*c))
        }
        Some(3 | 4) if matches!(chars[start], '네' | '석' | '넉') => counted,
        Some(10) => counted && (spaced || chars.get(numeral.end).is_some_and(|c| "명개살번두마시".contains(*c))),
        _ => counted || alone,
    }
}

/// Whether Sino-Korean words really are a numeral here.
pub(super) fn sino_stands(chars: &[char], start: usize, numeral: &Numeral) -> bool {
    let word = &chars[start..numeral.end];
    let spaced = chars.get(numeral.end) == Some(&' ');
    let after = numeral.end + usize::from(spaced) + usize::from(!spaced && chars.get(numeral.end) == Some(&'여'));
    let counted = counter(chars, after).is_some();
    let has_unit = word.iter().any(|c| small_unit(*c).is_some() || is_big(*c));
    let chancy = word.len() == 1
        || !has_unit
        || word.len() == 2
            && !matches!(
                word,
                [_, '십' | '백'] | ['십', _] | ['백', '만' | '억'] | ['삼' | '오' | '육' | '칠' | '팔', '천' | '억']
            );
    if chancy {
        // 만 명, 이천 원, 만 이틀: the counter decides; one syllable of a digit needs it without a space.
        let unit = word.len() > 1 || !matches!(word[0], '영' | '공') && has_unit;
        return counted && has_unit && unit && strict_counter(chars, after);
    }
    counted || rest_is_particle(chars, numeral.end) || chars.get(numeral.end) == Some(&'여')
}

/// The end of the counter at `at`, and whether it is one beyond doubt.
fn counter(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let first = chars.get(at).filter(|c| is_hangul(**c))?;
    COUNTERS
        .get(first)?
        .iter()
        .filter(|(word, _)| super::chars::starts_with(chars, at, word))
        .map(|(word, sure)| (at + word.chars().count(), *sure))
        .filter(|(end, _)| rest_is_particle(chars, *end))
        .max()
}

/// Whether a counter that leaves no doubt stands at `at`.
fn strict_counter(chars: &[char], at: usize) -> bool {
    counter(chars, at).is_some_and(|(_, sure)| sure)
}

/// Whether the word goes on with nothing, or with a particle or a short suffix alone.
fn rest_is_particle(chars: &[char], at: usize) -> bool {
    let len = chars[at.min(chars.len())..].iter().take(8).take_while(|c| is_hangul(**c)).count();
    len == 0 || particles::is_particle(&chars[at..at + len])
}

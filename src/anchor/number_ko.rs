//! Numbers in Korean text: digits mixed with 만/억/조, Sino-Korean and native numerals, dates, times, money, ordinals.
//!
//! One pass over the folded characters, linear in the text.

use super::chars::starts_with;
use super::digits::{self, Digits, digits, is_digit, starts_number};
use super::event::named_day;
use super::joined;
use super::numeral_ko::{self, Numeral};
use super::quantity::{Currency, Found, Quantity, date, time};

/// Every number of a folded Korean text, in order.
pub(super) fn scan(chars: &[char], mut emit: impl FnMut(Found)) {
    let mut i = 0;
    let mut pending: Option<Found> = None;
    while i < chars.len() {
        let found = at(chars, i);
        i = found.as_ref().map_or(i + 1, |f| f.end.max(i + 1));
        let Some(mut found) = found else { continue };
        if let Some(mut before) = pending.take() {
            if found.start == before.end + 1 && matches!(chars[before.end], '~' | '-') {
                share_unit(&mut before, &mut found, chars);
            }
            joined::korean(chars, &mut before, &mut found);
            emit(before);
        }
        pending = Some(found);
    }
    if let Some(last) = pending {
        emit(last);
    }
}

/// In a range the unit stands once: 3~5만 명, 28~30일, 3~5%.
fn share_unit(first: &mut Found, second: &mut Found, chars: &[char]) {
    let [Quantity::Number(value)] = first.readings[..] else { return };
    let small = value.whole().and_then(|v| u8::try_from(v).ok());
    let shared = match second.readings[0] {
        Quantity::Percent(_) => Some(Quantity::Percent(value)),
        Quantity::Age(_) => small.map(|v| Quantity::Age(v.into())),
        Quantity::Date { month, day: 1.., .. } => {
            small.filter(|d| (1..=31).contains(d)).map(|day| Quantity::Date { year: 0, month, day })
        }
        Quantity::Number(_) | Quantity::Money(..) => {
            let big = chars[second.start..second.end].iter().skip_while(|c| !numeral_ko::is_big(**c)).take(1);
            big.filter_map(|c| numeral_ko::big(*c)).next().map(|power| Quantity::Number(value.shifted(power)))
        }
        _ => None,
    };
    first.readings.splice(0..0, shared);
}

fn at(chars: &[char], i: usize) -> Option<Found> {
    if starts_number(chars, i) {
        return from_digits(chars, i);
    }
    if !numeral_ko::may_start(chars[i]) || i > 0 && (numeral_ko::is_hangul(chars[i - 1]) || chars[i - 1].is_ascii_alphanumeric()) {
        return None;
    }
    half_day(chars, i).or_else(|| weekday(chars, i)).or_else(|| ordinal_with_prefix(chars, i)).or_else(|| from_words(chars, i))
}

fn from_digits(chars: &[char], i: usize) -> Option<Found> {
    if let Some(([year, month, day], end)) = digits::ymd(chars, i) {
        let end = end + usize::from(chars.get(end) == Some(&'.') && chars[i + 4] == '.');
        return Some(Found::new(i, end, date(year, month as u8, day as u8)));
    }
    if let Some((parts, end)) = digits::version(chars, i) {
        return Some(Found::new(i, end, [Quantity::Version(parts)]));
    }
    if let Some(day) = named_day(chars, i) {
        return Some(day);
    }
    let first = digits(chars, i)?;
    if let Some((value, end)) = digits::power_of_ten(chars, &first) {
        return Some(Found::new(i, end, [Quantity::Number(value)]));
    }
    if let Some(stay) = nights_and_days(chars, i, &first) {
        return Some(stay);
    }
    if let Some((a, b, end)) = digits::colon(chars, &first) {
        let mut readings = vec![Quantity::Verse(a, b)];
        if a <= 24 && b < 60 {
            readings.splice(0..0, time(a, b, None));
        }
        return Some(Found::new(i, end, readings));
    }
    if let Some(dated) = dated(chars, i, &first) {
        return Some(dated);
    }
    if let Some(symbol) = i.checked_sub(1).and_then(|p| currency_symbol(chars[p])) {
        let (value, end) = numeral_ko::mixed(chars, i).map_or((first.value, first.end), |n| (n.value, n.end));
        return Some(Found::new(i - 1, end, [Quantity::Money(value, symbol), Quantity::Number(value)]));
    }
    let numeral = numeral_ko::mixed(chars, i)?;
    Some(with_suffix(chars, i, &numeral))
}

/// 2023년 1월 30일, 1월 30일, 30일, '23년, 1990년대, 3시 30분: what starts with plain digits and a unit of time.
fn dated(chars: &[char], i: usize, first: &Digits) -> Option<Found> {
    let after = skip_space(chars, first.end);
    match chars.get(after)? {
        '년' => {
            let short = first.small().filter(|_| i > 0 && chars[i - 1] == '\'').map(|y| if y < 50 { 2000 + y } else { 1900 + y });
            if starts_with(chars, after, "년대") {
                return decade(i, after + 2, first);
            }
            let start = if short.is_some() { i - 1 } else { i };
            let year = first.year().or(short)?;
            let month = number_before(chars, after + 1, "월").filter(|m| (1..=12).contains(&m.0));
            let Some((month, end)) = month else { return Some(Found::new(start, after + 1, date(year, 0, 0))) };
            let day = number_before(chars, end, "일").filter(|d| (1..=31).contains(&d.0));
            let (day, end) = day.unwrap_or((0, end));
            Some(Found::new(start, end, date(year, month as u8, day as u8)))
        }
        '월' => {
            let month = first.small().filter(|m| (1..=12).contains(m))?;
            let day = number_before(chars, after + 1, "일").filter(|d| (1..=31).contains(&d.0));
            let (day, end) = day.unwrap_or((0, after + 1));
            Some(Found::new(i, end, date(0, month as u8, day as u8)))
        }
        '일' => {
            let day = first.small().filter(|d| (1..=31).contains(d) && after == first.end)?;
            Some(Found::new(i, after + 1, date(0, 0, day as u8)))
        }
        '시' if !starts_with(chars, after, "시간") => {
            let (readings, end) = clock(chars, after, first.small().filter(|h| *h <= 24)?, None);
            Some(Found::new(i, end, readings))
        }
        _ => None,
    }
}

/// 2박 3일: three days, or two nights.
fn nights_and_days(chars: &[char], i: usize, nights: &Digits) -> Option<Found> {
    if chars.get(nights.end) != Some(&'박') {
        return None;
    }
    let (days, end) = number_before(chars, nights.end + 1, "일")?;
    let number = |n: u16| Quantity::Number(u64::from(n).into());
    Some(Found::new(i, end, [number(days), number(nights.small()?)]))
}

fn decade(start: usize, end: usize, first: &Digits) -> Option<Found> {
    let year = first.whole().filter(|y| y % 10 == 0)?;
    let short = (year >= 100).then_some(Quantity::Decade(year % 100));
    Some(Found::new(start, end, [Quantity::Decade(year)].into_iter().chain(short)))
}

/// A plain number and its unit after an optional space: the number and the end of the unit.
fn number_before(chars: &[char], at: usize, unit: &str) -> Option<(u16, usize)> {
    let number = digits(chars, skip_space(chars, at))?;
    let at = skip_space(chars, number.end);
    starts_with(chars, at, unit).then_some(())?;
    Some((number.small()?, at + unit.chars().count()))
}

/// The readings of an hour whose 시 stands at `at`, and the end of the expression.
fn clock(chars: &[char], at: usize, hour: u16, half: Option<u16>) -> (Vec<Quantity>, usize) {
    if let Some((minute, end)) = number_before(chars, at + 1, "분").filter(|m| m.0 < 60) {
        return (time(hour, minute, half), end);
    }
    if starts_with(chars, at, "시 반") || starts_with(chars, at, "시반") {
        let end = at + 2 + usize::from(chars[at + 1] == ' ');
        return (time(hour, 30, half), end);
    }
    (time(hour, 0, half), at + 1)
}

/// 오전 9시, 오후 3시 30분, 오후 3:30, 오후 세 시.
fn half_day(chars: &[char], i: usize) -> Option<Found> {
    const HALVES: [(&str, u16); 7] = [("오전", 0), ("오후", 12), ("새벽", 0), ("아침", 0), ("저녁", 12), ("낮", 12), ("밤", 12)];
    let (word, half) = HALVES.iter().find(|(word, _)| starts_with(chars, i, word))?;
    let at = skip_space(chars, i + word.chars().count());
    let (hour, end) = match digits(chars, at) {
        Some(number) => {
            if let Some((hour, minute, end)) = digits::colon(chars, &number).filter(|t| t.0 <= 12 && t.1 < 60) {
                return Some(Found::new(i, end, time(hour, minute, Some(*half))));
            }
            (number.small()?, number.end)
        }
        None => {
            let numeral = numeral_ko::native(chars, at)?;
            (u16::try_from(numeral.value.whole()?).ok()?, numeral.end)
        }
    };
    let at = skip_space(chars, end);
    if !starts_with(chars, at, "시") || hour > 24 {
        return None;
    }
    // 밤 12시 is midnight, and 밤 2시 comes after it.
    let half = if *word == "밤" && (hour == 12 || hour < 5) { 0 } else { *half };
    let (readings, end) = clock(chars, at, hour, Some(half));
    Some(Found::new(i, end, readings))
}

fn weekday(chars: &[char], i: usize) -> Option<Found> {
    let day = "월화수목금토일".chars().position(|c| c == chars[i])?;
    starts_with(chars, i + 1, "요일").then(|| Found::new(i, i + 3, [Quantity::Weekday(day as u8)]))
}

/// 제3차, 제 2조, 제21대, 제십이장.
fn ordinal_with_prefix(chars: &[char], i: usize) -> Option<Found> {
    if chars[i] != '제' {
        return None;
    }
    let at = skip_space(chars, i + 1);
    let (value, end) = match digits(chars, at) {
        Some(number) => (u64::from(number.whole()?), number.end),
        None => numeral_ko::sino(chars, at).filter(|_| at == i + 1).and_then(|n| Some((n.value.whole()?, n.end)))?,
    };
    let counter = chars.get(end).is_some_and(|c| "차회대조항장절권편부호기관심위단과막".contains(*c));
    if !counter && !is_digit(chars, at) {
        return None;
    }
    let value = u32::try_from(value).ok()?;
    Some(Found::new(i, end + usize::from(counter), [Quantity::Ordinal(value), Quantity::Number(u64::from(value).into())]))
}

/// Numerals in Hangul, which need a sign that they are numerals.
fn from_words(chars: &[char], i: usize) -> Option<Found> {
    if let Some(end) = ["첫 번째", "첫번째", "첫째", "첫"].iter().find(|w| starts_with(chars, i, w)).map(|w| i + w.chars().count())
    {
        let alone = chars.get(end).is_none_or(|c| !numeral_ko::is_hangul(*c)) || end > i + 1;
        return alone.then(|| Found::new(i, end, [Quantity::Ordinal(1)]));
    }
    if starts_with(chars, i, "절반") {
        return Some(Found::new(i, i + 2, [Quantity::Fraction(1, 2)]));
    }
    let numeral = numeral_ko::native(chars, i)
        .filter(|n| numeral_ko::native_stands(chars, i, n))
        .or_else(|| numeral_ko::sino(chars, i).filter(|n| numeral_ko::sino_stands(chars, i, n)))?;
    Some(with_suffix(chars, i, &numeral))
}

/// The readings that what follows a numeral gives it.
fn with_suffix(chars: &[char], start: usize, numeral: &Numeral) -> Found {
    let value = numeral.value;
    let number = Quantity::Number(value);
    let small = value.whole().and_then(|v| u32::try_from(v).ok());
    let short = small.and_then(|v| u16::try_from(v).ok());
    let mut at = skip_space(chars, numeral.end);
    if chars.get(numeral.end).is_some_and(|c| *c == '여') {
        at = skip_space(chars, numeral.end + 1);
    }
    let has = |suffix: &str| starts_with(chars, at, suffix);
    if let Some(len) =
        ["%포인트", "%p", "퍼센트포인트", "퍼센트 포인트", "퍼센트", "프로", "%"].iter().find(|s| has(s)).map(|s| s.chars().count())
    {
        return Found::new(start, at + len, [Quantity::Percent(value), number]);
    }
    if let Some(len) = ["베이시스포인트", "베이시스 포인트", "bps", "bp"].iter().find(|s| has(s)).map(|s| s.chars().count())
        && !chars.get(at + len).is_some_and(char::is_ascii_alphanumeric)
    {
        return Found::new(start, at + len, [Quantity::Percent(value.shifted(-2)), number]);
    }
    if let Some((currency, len)) = currency(chars, at) {
        return Found::new(start, at + len, [Quantity::Money(value, currency), number]);
    }
    if let Some((numerator, end)) = has("분의").then(|| digits_or_words(chars, skip_space(chars, at + 2))).flatten()
        && let Some(denominator) = small
    {
        return Found::new(start, end, [Quantity::Fraction(numerator, denominator)]);
    }
    if let Some(verse) = chapter_and_verse(chars, start, at, short) {
        return verse;
    }
    match small {
        Some(age) if has("살") || has("세") && !has("세기") && !has("세대") && !has("세트") && age < 130 => {
            Found::new(start, at + 1, [Quantity::Age(age), number])
        }
        Some(century) if has("세기") && century < 40 => Found::new(start, at + 2, [Quantity::Century(century as u8), number]),
        Some(n) if has("번째") => Found::new(start, at + 2, [Quantity::Ordinal(n), number]),
        Some(n) if has("번 째") => Found::new(start, at + 3, [Quantity::Ordinal(n), number]),
        Some(n) if has("째") => Found::new(start, at + 1, [Quantity::Ordinal(n), number]),
        Some(n) if has("위") || has("차") || has("등") => Found::new(start, numeral.end, [number, Quantity::Ordinal(n)]),
        Some(hour) if numeral.native && hour <= 12 && has("시") && !has("시간") && !has("시절") => {
            let (readings, end) = clock(chars, at, hour as u16, None);
            Found::new(start, end, readings)
        }
        Some(n @ (10 | 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)) if at == numeral.end && has("대") => {
            Found::new(start, at + 1, [Quantity::Decade(n as u16), number])
        }
        Some(day @ 1..=31) if !numeral.native && has("일") && !has("일간") => {
            Found::new(start, at + 1, [Quantity::Date { year: 0, month: 0, day: day as u8 }, number])
        }
        _ => {
            let article = numeral.article.map(Quantity::Number);
            Found::new(start, numeral.end, [number].into_iter().chain(article))
        }
    }
}

/// 3장 16절.
fn chapter_and_verse(chars: &[char], start: usize, at: usize, chapter: Option<u16>) -> Option<Found> {
    if !starts_with(chars, at, "장") {
        return None;
    }
    let (verse, end) = number_before(chars, at + 1, "절")?;
    Some(Found::new(start, end, [Quantity::Verse(chapter?, verse)]))
}

fn digits_or_words(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let (value, end) = match digits(chars, at) {
        Some(number) => (number.value, number.end),
        None => numeral_ko::sino(chars, at).map(|n| (n.value, n.end))?,
    };
    Some((u32::try_from(value.whole()?).ok()?, end))
}

fn currency(chars: &[char], at: usize) -> Option<(Currency, usize)> {
    const NAMES: [(&str, Currency); 15] = [
        ("원", Currency::Won),
        ("달러", Currency::Dollar),
        ("불", Currency::Dollar),
        ("유로", Currency::Euro),
        ("엔", Currency::Yen),
        ("위안", Currency::Yuan),
        ("파운드", Currency::Pound),
        ("루블", Currency::Rouble),
        ("루피", Currency::Rupee),
        ("페소", Currency::Peso),
        ("프랑", Currency::Franc),
        ("바트", Currency::Baht),
        ("센트", Currency::Cent),
        ("미국 달러", Currency::Dollar),
        ("미 달러", Currency::Dollar),
    ];
    NAMES.iter().find(|(name, _)| starts_with(chars, at, name)).map(|(name, currency)| (*currency, name.chars().count()))
}

pub(super) fn currency_symbol(c: char) -> Option<Currency> {
    Some(match c {
        '$' => Currency::Dollar,
        '€' => Currency::Euro,
        '£' => Currency::Pound,
        '¥' => Currency::Yen,
        '₩' | '\\' => Currency::Won,
        _ => return None,
    })
}

fn skip_space(chars: &[char], at: usize) -> usize {
    at + usize::from(chars.get(at) == Some(&' '))
}

#[cfg(test)]
mod tests {
    use super::super::decimal::Decimal;
    use super::*;
    use crate::normalize::Folded;

    fn readings(text: &str) -> Vec<(String, Vec<Quantity>)> {
        let folded = Folded::of(text);
        let mut all = Vec::new();
        scan(folded.chars(), |f| {
            let r = folded.source(f.start..f.end);
            all.push((text[r.start as usize..r.end as usize].to_owned(), f.readings));
        });
        all
    }

    fn value(v: u64) -> Quantity {
        Quantity::Number(v.into())
    }

    #[test]
    fn mixed_digits_and_units_are_one_value() {
        for (text, expected) in [
            ("1억 1천만", 110_000_000),
            ("1.1억", 110_000_000),
            ("12조3천억", 12_300_000_000_000),
            ("3억5천만", 350_000_000),
            ("32만명", 320_000),
            ("2천500명", 2500),
            ("32만5천", 325_000),
            ("삼십오억", 3_500_000_000),
            ("이백오십 명", 250),
            ("스물네 시간", 24),
        ] {
            assert!(readings(text)[0].1.contains(&value(expected)), "{text}: {:?}", readings(text));
        }
    }

    #[test]
    fn ordinary_words_are_no_numerals() {
        for text in [
            "이 사람은 일만 했다",
            "만일 그가 오면",
            "이만 가자",
            "구조 활동",
            "한 남자가 네 집에",
            "천사",
            "조사 결과",
            "사실 오늘",
        ] {
            assert_eq!(readings(text), [], "{text}");
        }
    }

    #[test]
    fn the_range_covers_the_expression_and_no_particle() {
        let found = readings("1월 30일에 오후 3시 30분부터 3.5%를 3차례");
        let surfaces = found.iter().map(|f| f.0.as_str()).collect::<Vec<_>>();
        assert_eq!(surfaces, ["1월 30일", "오후 3시 30분", "3.5%", "3"]);
    }

    #[test]
    fn a_range_shares_its_unit() {
        assert!(readings("3~5만 명")[0].1.contains(&value(30_000)));
        assert!(readings("3~5%")[0].1.contains(&Quantity::Percent(Decimal::from(3))));
    }
}

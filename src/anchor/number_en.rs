//! Numbers in English text: digits with magnitudes and currencies, numerals in words, dates, times, ages, ordinals.
//!
//! One pass over the folded characters, linear in the text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::decimal::Decimal;
use super::digits::{self, Digits, digits, is_digit, starts_number};
use super::joined;
use super::number_ko::currency_symbol;
use super::numeral_en::{self, Word, word};
use super::quantity::{Currency, Found, Quantity, date, time};

/// Every number of a folded English text, in order.
pub(super) fn scan(chars: &[char], mut emit: impl FnMut(Found)) {
    let mut i = 0;
    let mut pending: Option<Found> = None;
    while i < chars.len() {
        let Some(mut found) = at(chars, i) else {
            i = next_start(chars, i);
            continue;
        };
        i = found.end.max(i + 1);
        if let Some(mut before) = pending.take() {
            if joined_by_range(chars, &before, &found) {
                share_unit(&mut before, &found, chars);
            }
            joined::english(chars, &mut before, &mut found);
            emit(before);
        }
        pending = Some(found);
    }
    if let Some(last) = pending {
        emit(last);
    }
}

/// The next place where a number could start.
fn next_start(chars: &[char], i: usize) -> usize {
    if chars[i].is_alphanumeric() { i + chars[i..].iter().take_while(|c| c.is_alphanumeric()).count() } else { i + 1 }
}

fn joined_by_range(chars: &[char], first: &Found, second: &Found) -> bool {
    let between = chars.get(first.end..second.start).unwrap_or(&[]);
    matches!(
        between,
        ['-' | '~']
            | [' ', 't', 'o', ' ']
            | [' ', 'o', 'r', ' ']
            | [' ', '-', ' ']
            | [' ', 'a', 'n', 'd', ' ']
            | ['-', 't', 'o', '-']
    )
}

/// In a range the unit stands once: 3 to 5 million, 28-30 Jan., 3-5%.
fn share_unit(first: &mut Found, second: &Found, chars: &[char]) {
    let Some(&Quantity::Number(value)) = first.readings.first() else { return };
    let small = value.whole().and_then(|v| u8::try_from(v).ok());
    let shared = match second.readings[0] {
        Quantity::Percent(_) => Some(Quantity::Percent(value)),
        Quantity::Age(_) => small.map(|v| Quantity::Age(v.into())),
        Quantity::Date { month, day: 1.., .. } => {
            small.filter(|d| (1..=31).contains(d)).map(|day| Quantity::Date { year: 0, month, day })
        }
        Quantity::Number(_) | Quantity::Money(..) => {
            let mut words = chars[second.start..second.end].split(|c| !c.is_ascii_alphabetic());
            words.find_map(|w| numeral_en::magnitude(word(w, 0).as_str())).map(|power| Quantity::Number(value.shifted(power)))
        }
        _ => None,
    };
    first.readings.splice(0..0, shared);
}

fn at(chars: &[char], i: usize) -> Option<Found> {
    if starts_number(chars, i) {
        return from_digits(chars, i);
    }
    if !chars[i].is_ascii_alphabetic() || i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_') {
        return None;
    }
    let first = word(chars, i);
    if !may_start(&first) || chars.get(first.end).is_some_and(|c| c.is_alphanumeric() || *c == '_') && first.as_str() != "us" {
        return None;
    }
    from_month(chars, i, &first).or_else(|| weekday(chars, i, &first)).or_else(|| from_words(chars, i, &first))
}

/// Whether a number, a month or a day can begin with this word. A quick test before the slow ones.
fn may_start(word: &Word) -> bool {
    static STARTS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let mut starts: FxHashSet<String> = numeral_en::all().map(str::to_owned).collect();
        starts.extend(DECADES.iter().chain(&["a", "an", "half", "halves", "noon"]).map(|w| (*w).to_owned()));
        starts.extend(MONTHS.iter().flat_map(|m| [(*m).to_owned(), m[..3].to_owned(), m[..m.len().min(4)].to_owned()]));
        starts.extend(DAYS.iter().flat_map(|d| [(*d).to_owned(), format!("{d}s")]));
        starts
    });
    STARTS.contains(word.as_str())
}

fn from_digits(chars: &[char], i: usize) -> Option<Found> {
    if let Some(([year, month, day], end)) = digits::ymd(chars, i) {
        return Some(Found::new(i, end, date(year, month as u8, day as u8)));
    }
    if let Some(found) = slashed_date(chars, i) {
        return Some(found);
    }
    if let Some((parts, end)) = digits::version(chars, i) {
        return Some(Found::new(i, end, [Quantity::Version(parts)]));
    }
    let first = digits(chars, i)?;
    if let Some((value, end)) = digits::power_of_ten(chars, &first).or_else(|| spoken_power(chars, &first)) {
        return Some(Found::new(i, end, [Quantity::Number(value)]));
    }
    if let Some((a, b, end)) = digits::colon(chars, &first) {
        return Some(with_colon(chars, i, a, b, end));
    }
    if let Some(found) = decade(chars, i, &first).or_else(|| day_and_month(chars, i, &first)) {
        return Some(found);
    }
    if let Some((half, end)) = half_day(chars, first.end)
        && let Some(hour) = first.small().filter(|h| *h <= 12)
    {
        return Some(Found::new(i, end, time(hour, 0, Some(half))));
    }
    if let Some(found) = dotted_time(chars, i, &first) {
        return Some(found);
    }
    let (mut value, mut end) = (first.value, first.end);
    if let Some(found) = ordinal_suffix(chars, i, &first) {
        return Some(found);
    }
    let next = word(chars, end);
    let spaced = word(chars, after_space(chars, end));
    if let Some(power) = numeral_en::magnitude(next.as_str())
        .or_else(|| numeral_en::magnitude(spaced.as_str()).filter(|_| spaced.as_str().len() > 1))
    {
        value = value.shifted(power);
        end = if next.as_str().is_empty() { spaced.end } else { next.end };
    } else if spaced.as_str() == "hundred" || spaced.as_str() == "dozen" {
        value = value.checked_mul(if spaced.as_str() == "dozen" { 12 } else { 100 })?;
        end = spaced.end;
    } else if next.as_str() == "m" && i > 0 && currency_symbol(chars[i - 1]).is_some() {
        value = value.shifted(6);
        end = next.end;
    } else if !next.as_str().is_empty() && next.end > end + 3 {
        return None;
    }
    Some(with_unit(chars, i, end, value, first.year()))
}

/// 10 to the minus nine, 10 to the negative 9.
fn spoken_power(chars: &[char], ten: &Digits) -> Option<(Decimal, usize)> {
    let mut end = ten.end;
    for wanted in [&["to"][..], &["the"], &["minus", "negative"]] {
        let next = word(chars, after_space(chars, end));
        wanted.contains(&next.as_str()).then_some(())?;
        end = next.end;
    }
    let at = after_space(chars, end);
    let (power, end) = match digits(chars, at) {
        Some(power) => (u64::from(power.small()?), power.end),
        None => {
            let power = word(chars, at);
            (numeral_en::cardinal(power.as_str())?, power.end)
        }
    };
    (ten.whole() == Some(10)).then(|| (Decimal::from(1).shifted(-(power as i16)), end))
}

/// 1/30/2023 or 30/1/2023.
fn slashed_date(chars: &[char], i: usize) -> Option<Found> {
    let first = digits(chars, i)?;
    let second = digits(chars, first.end + 1).filter(|_| chars.get(first.end) == Some(&'/'))?;
    let year = digits(chars, second.end + 1).filter(|_| chars.get(second.end) == Some(&'/'))?;
    let (a, b, y) = (first.small()?, second.small()?, year.year()?);
    let mut readings = Vec::new();
    for (month, day) in [(a, b), (b, a)] {
        if digits::valid(month, day) {
            readings.extend(date(y, month as u8, day as u8));
        }
    }
    (!readings.is_empty()).then(|| Found::new(i, year.end, readings))
}

fn with_colon(chars: &[char], i: usize, a: u16, b: u16, end: usize) -> Found {
    let half = half_day(chars, end).filter(|_| a <= 12 && b < 60);
    let mut readings = match half {
        _ if a <= 24 && b < 60 => time(a, b, half.map(|h| h.0)),
        _ => Vec::new(),
    };
    if half.is_none() {
        readings.push(Quantity::Verse(a, b));
    }
    Found::new(i, half.map_or(end, |h| h.1), readings)
}

/// 7.55am, as British papers write it.
fn dotted_time(chars: &[char], i: usize, first: &Digits) -> Option<Found> {
    let (half, end) = half_day(chars, first.end)?;
    let dot = i + chars[i..first.end].iter().position(|c| *c == '.').filter(|_| first.end - i >= 4)?;
    let part = |from: usize, to: usize| chars[from..to].iter().collect::<String>().parse::<u16>().ok();
    let (hour, minute) = (part(i, dot)?, part(dot + 1, first.end).filter(|_| dot + 3 == first.end)?);
    (hour <= 12 && minute < 60).then(|| Found::new(i, end, time(hour, minute, Some(half))))
}

/// a.m. or p.m. after an optional space: minutes past midnight that it adds in hours, and its end.
fn half_day(chars: &[char], at: usize) -> Option<(u16, usize)> {
    let at = after_space(chars, at);
    let half = match chars.get(at)?.to_ascii_lowercase() {
        'a' => 0,
        'p' => 12,
        _ => return None,
    };
    let dotted = usize::from(chars.get(at + 1) == Some(&'.'));
    let m = at + 1 + dotted;
    let ends = chars.get(m).is_some_and(|c| c.eq_ignore_ascii_case(&'m')) && !chars.get(m + 1).is_some_and(|c| c.is_alphanumeric());
    ends.then(|| (half, m + 1 + usize::from(dotted == 1 && chars.get(m + 1) == Some(&'.'))))
}

/// 1990s, '90s, 1990's.
fn decade(chars: &[char], i: usize, first: &Digits) -> Option<Found> {
    let year = first.whole().filter(|y| y % 10 == 0 && (first.plain == 4 || first.plain == 2))?;
    let end = first.end + usize::from(chars.get(first.end) == Some(&'\''));
    let ends = chars.get(end) == Some(&'s') && !chars.get(end + 1).is_some_and(|c| c.is_alphanumeric());
    let short = (year >= 100).then_some(Quantity::Decade(year % 100));
    ends.then(|| Found::new(i, end + 1, [Quantity::Decade(year)].into_iter().chain(short)))
}

/// 30 January 2023, 30th of January.
fn day_and_month(chars: &[char], i: usize, first: &Digits) -> Option<Found> {
    let day = first.small().filter(|d| (1..=31).contains(d))?;
    let suffix = word(chars, first.end);
    let end = if is_ordinal_suffix(suffix.as_str()) { suffix.end } else { first.end };
    let mut next = word(chars, after_space(chars, end));
    if next.as_str() == "of" {
        next = word(chars, after_space(chars, next.end));
    }
    let capital = chars.get(next.end.wrapping_sub(next.as_str().len())).is_some_and(char::is_ascii_uppercase);
    let month = month(next.as_str()).filter(|_| capital && end < next.end)?;
    let (year, end) = year_after(chars, month_end(chars, &next)).unwrap_or((0, month_end(chars, &next)));
    Some(Found::new(i, end, date(year, month, day as u8)))
}

fn is_ordinal_suffix(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

fn ordinal_suffix(chars: &[char], i: usize, first: &Digits) -> Option<Found> {
    let suffix = word(chars, first.end);
    if !is_ordinal_suffix(suffix.as_str()) {
        return None;
    }
    let n = u32::try_from(first.value.whole()?).ok()?;
    let mut found = ordinal(chars, i, suffix.end, n);
    found.readings.push(Quantity::Number(u64::from(n).into()));
    Some(found)
}

/// An ordinal, or the century it counts. In words it is no bare number: second is not two.
fn ordinal(chars: &[char], start: usize, end: usize, n: u32) -> Found {
    let noun = word(chars, end + usize::from(chars.get(end).is_some_and(|c| matches!(c, ' ' | '-'))));
    if matches!(noun.as_str(), "century" | "centuries") && n < 40 {
        return Found::new(start, noun.end, [Quantity::Century(n as u8)]);
    }
    let day = u8::try_from(n).ok().filter(|d| (1..=31).contains(d)).map(|day| Quantity::Date { year: 0, month: 0, day });
    Found::new(start, end, [Quantity::Ordinal(n)].into_iter().chain(day))
}

/// Jan. 30, January 30th, 2023; January 2023; January.
fn from_month(chars: &[char], i: usize, first: &Word) -> Option<Found> {
    let month = month(first.as_str()).filter(|_| chars[i].is_ascii_uppercase())?;
    let end = month_end(chars, first);
    let day_at = after_space(chars, end);
    if let Some(day) = digits(chars, day_at).filter(|_| day_at > end)
        && let Some(value) = day.small().filter(|d| (1..=31).contains(d))
        && chars.get(day.end) != Some(&':')
    {
        let suffix = word(chars, day.end);
        let end = if is_ordinal_suffix(suffix.as_str()) { suffix.end } else { day.end };
        let (year, end) = year_after(chars, end).unwrap_or((0, end));
        return Some(Found::new(i, end, date(year, month, value as u8)));
    }
    if let Some((year, end)) = year_after(chars, end) {
        return Some(Found::new(i, end, date(year, month, 0)));
    }
    // May, March and Sun, Sat alone are words as well.
    let doubtful = matches!(first.as_str(), "may" | "march" | "mar" | "jan" | "dec");
    (!doubtful || i > 1 && chars[i - 1] == ' ' && chars[i - 2].is_ascii_lowercase())
        .then(|| Found::new(i, end, [Quantity::Date { year: 0, month, day: 0 }]))
}

fn year_after(chars: &[char], at: usize) -> Option<(u16, usize)> {
    let at = at + usize::from(chars.get(at) == Some(&','));
    let at = after_space(chars, at);
    let year = digits(chars, at)?;
    Some((year.year().filter(|_| !is_digit(chars, at.wrapping_sub(1)))?, year.end))
}

fn month_end(chars: &[char], month: &Word) -> usize {
    month.end + usize::from(month.as_str().len() < 5 && month.as_str() != "may" && chars.get(month.end) == Some(&'.'))
}

fn month(word: &str) -> Option<u8> {
    let full =
        MONTHS.iter().position(|m| *m == word || word.len() == 3 && m.starts_with(word) || word == "sept" && *m == "september");
    full.map(|i| i as u8 + 1)
}

fn weekday(chars: &[char], i: usize, first: &Word) -> Option<Found> {
    let text = first.as_str();
    let singular = text.strip_suffix('s').filter(|t| t.ends_with("day")).unwrap_or(text);
    let day = DAYS.iter().position(|d| *d == singular)?;
    chars[i].is_ascii_uppercase().then(|| Found::new(i, first.end, [Quantity::Weekday(day as u8)]))
}

/// Numerals in words, `half`, thirds, decades and centuries in words.
fn from_words(chars: &[char], i: usize, first: &Word) -> Option<Found> {
    if let Some(n) = DECADES.iter().position(|d| *d == first.as_str()) {
        return Some(Found::new(i, first.end, [Quantity::Decade(10 * (n as u16 + 2))]));
    }
    if first.as_str() == "noon" {
        return Some(Found::new(i, first.end, time(12, 0, None)));
    }
    let Some(numeral) = numeral_en::numeral(chars, i) else {
        if matches!(first.as_str(), "half" | "halves") {
            return Some(fraction(chars, i, first.end, 1, 2));
        }
        let third = word(chars, after_space(chars, first.end));
        let fraction = matches!(first.as_str(), "a").then(|| denominator(third.as_str())).flatten()?;
        return Some(self::fraction(chars, i, third.end, 1, fraction));
    };
    if numeral.ordinal {
        return Some(ordinal(chars, i, numeral.end, u32::try_from(numeral.value.whole()?).ok()?));
    }
    let after = word(chars, numeral.end + usize::from(chars.get(numeral.end).is_some_and(|c| matches!(c, ' ' | '-'))));
    if let (Some(part), Some(n)) = (denominator(after.as_str()), numeral.value.whole().and_then(|v| u32::try_from(v).ok()))
        && (n > 1 || after.as_str() != "second")
        && n < part
    {
        return Some(fraction(chars, i, after.end, n, part));
    }
    let found = with_unit(chars, i, numeral.end, numeral.value, None);
    let one = numeral.words == 1 && first.as_str() == "one";
    let units = [
        "hour", "minute", "month", "year", "week", "day", "person", "percent", "hundred", "thousand", "million", "billion",
        "trillion",
    ];
    (!one || found.readings.len() > 1 || units.contains(&after.as_str())).then_some(found)
}

/// A fraction, or the number that it makes of what follows: a quarter of a billion.
fn fraction(chars: &[char], start: usize, end: usize, n: u32, d: u32) -> Found {
    let of = word(chars, after_space(chars, end));
    let article = word(chars, after_space(chars, of.end));
    let magnitude = word(chars, after_space(chars, article.end));
    let power = numeral_en::magnitude(magnitude.as_str()).filter(|_| of.as_str() == "of" && article.as_str() == "a");
    let parts = 10_000 * u64::from(n);
    match power.filter(|_| parts.is_multiple_of(d.into())) {
        Some(power) => {
            let value = Decimal::new(parts / u64::from(d), power - 4);
            Found::new(start, magnitude.end, [Quantity::Number(value)])
        }
        None => Found::new(start, end, [Quantity::Fraction(n, d)]),
    }
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const DECADES: [&str; 8] = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

fn denominator(word: &str) -> Option<u32> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    match singular {
        "quarter" => Some(4),
        "third" => Some(3),
        _ => numeral_en::ordinal(singular).filter(|n| (4..=20).contains(n)).and_then(|n| u32::try_from(n).ok()),
    }
}

/// The readings that the unit after a value, or the sign before it, gives it.
fn with_unit(chars: &[char], start: usize, end: usize, value: Decimal, year: Option<u16>) -> Found {
    let number = Quantity::Number(value);
    if let Some(symbol) = start.checked_sub(1).and_then(|p| currency_symbol(chars[p])) {
        let letters = (1..=3).take_while(|k| start > *k && chars[start - 1 - k].is_ascii_uppercase()).count();
        return Found::new(start - 1 - letters, end, [Quantity::Money(value, symbol), number]);
    }
    if chars.get(end) == Some(&'%') {
        return Found::new(start, end + 1, [Quantity::Percent(value), number]);
    }
    let small = value.whole().and_then(|v| u32::try_from(v).ok());
    let gap = usize::from(chars.get(end).is_some_and(|c| matches!(c, ' ' | '-')));
    let unit = word(chars, end + gap);
    let next = word(chars, unit.end + usize::from(chars.get(unit.end).is_some_and(|c| matches!(c, ' ' | '-'))));
    let third = word(chars, after_space(chars, next.end));
    match (unit.as_str(), next.as_str()) {
        ("bp" | "bps", _) => return Found::new(start, unit.end, [Quantity::Percent(value.shifted(-2)), number]),
        ("basis", "point" | "points") => return Found::new(start, next.end, [Quantity::Percent(value.shifted(-2)), number]),
        ("percent" | "pct", _) => return Found::new(start, unit.end, [Quantity::Percent(value), number]),
        ("percentage", "point" | "points") | ("per", "cent") => {
            return Found::new(start, next.end, [Quantity::Percent(value), number]);
        }
        ("year" | "years", "old" | "olds") => {
            if let Some(age) = small.filter(|a| *a < 130) {
                return Found::new(start, next.end, [Quantity::Age(age), number]);
            }
        }
        ("years", "of") if third.as_str() == "age" => {
            if let Some(age) = small.filter(|a| *a < 130) {
                return Found::new(start, third.end, [Quantity::Age(age), number]);
            }
        }
        ("o", "clock") => {}
        (name, other) => {
            let money = currency(name).map(|c| (c, unit.end));
            let far = || {
                matches!(name, "us" | "korean" | "japanese" | "chinese" | "american")
                    .then(|| currency(other))
                    .flatten()
                    .map(|c| (c, next.end))
            };
            if let Some((currency, end)) = money.or_else(far) {
                return Found::new(start, end, [Quantity::Money(value, currency), number]);
            }
        }
    }
    if unit.as_str() == "o" && chars.get(unit.end) == Some(&'\'') {
        let clock = word(chars, unit.end + 1);
        if clock.as_str() == "clock"
            && let Some(hour) = small.filter(|h| *h <= 12)
        {
            return Found::new(start, clock.end, time(hour as u16, 0, None));
        }
    }
    let dated = year.filter(|y| (1500..=2100).contains(y)).map(|year| Quantity::Date { year, month: 0, day: 0 });
    let aged = small.filter(|a| (1..130).contains(a) && is_age(chars, start, end)).map(Quantity::Age);
    Found::new(start, end, dated.into_iter().chain(aged).chain([number]))
}

/// `, 45,` after a name, or `aged 45`.
fn is_age(chars: &[char], start: usize, end: usize) -> bool {
    let before = &chars[start.saturating_sub(5)..start];
    before.ends_with(&[',', ' ']) && chars.get(end) == Some(&',')
        || before == ['a', 'g', 'e', 'd', ' ']
        || before.ends_with(&['a', 'g', 'e', ' '])
}

fn currency(word: &str) -> Option<Currency> {
    Some(match word {
        "won" => Currency::Won,
        "dollar" | "dollars" | "usd" => Currency::Dollar,
        "euro" | "euros" => Currency::Euro,
        "yen" => Currency::Yen,
        "yuan" => Currency::Yuan,
        "pound" | "pounds" => Currency::Pound,
        "rouble" | "roubles" | "ruble" | "rubles" => Currency::Rouble,
        "rupee" | "rupees" => Currency::Rupee,
        "peso" | "pesos" => Currency::Peso,
        "franc" | "francs" => Currency::Franc,
        "baht" => Currency::Baht,
        "cent" | "cents" => Currency::Cent,
        _ => return None,
    })
}

fn after_space(chars: &[char], at: usize) -> usize {
    at + usize::from(chars.get(at) == Some(&' '))
}

//! Runs of digits as both languages write them: `1,234,567`, `3.5`, `2023-01-30`, `3:30`, `3.11.2`.

use super::decimal::Decimal;

/// A run of digits with its commas and its point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// The number of digits, when there is neither comma nor point.
    pub(super) plain: usize,
}

impl Digits {
    /// The value of a plain run of one or two digits, such as a day, month or hour.
    pub(super) fn small(&self) -> Option<u16> {
        if matches!(self.plain, 1 | 2) { self.whole() } else { None }
    }

    /// The value of a plain run, if it fits.
    pub(super) fn whole(&self) -> Option<u16> {
        if self.plain == 0 { None } else { self.value.whole().and_then(|v| u16::try_from(v).ok()) }
    }

    /// The value as a year written in full.
    pub(super) fn year(&self) -> Option<u16> {
        self.whole().filter(|y| self.plain == 4 && (1000..=2999).contains(y))
    }
}

/// Reads a run of digits at `at`: up to 18 of them, commas between groups of three, a decimal point between digits.
pub(super) fn digits(chars: &[char], at: usize) -> Option<Digits> {
    let (mut value, mut i) = (0u64, at);
    let mut take = |i: usize| {
        let digit = chars.get(i)?.to_digit(10)?;
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        Some(())
    };
    while take(i).is_some() {
        i += 1;
    }
    let mut plain = i - at;
    if plain == 0 || chars.get(i).is_some_and(char::is_ascii_digit) {
        return None;
    }
    while plain <= 3 || i > at + plain {
        let group = chars.get(i) == Some(&',') && (1..4).all(|k| is_digit(chars, i + k)) && !is_digit(chars, i + 4);
        if !group || (1..4).any(|k| take(i + k).is_none()) {
            break;
        }
        i += 4;
    }
    if i > at + plain {
        plain = 0;
    }
    let mut exponent = 0i16;
    if chars.get(i) == Some(&'.') && is_digit(chars, i + 1) {
        let mut j = i + 1;
        while take(j).is_some() {
            exponent -= 1;
            j += 1;
        }
        if is_digit(chars, j) {
            return None;
        }
        (i, plain) = (j, 0);
    }
    Some(Digits { value: Decimal::new(value, exponent), end: i, plain })
}

/// A power of ten, `10^-3`, or a number times one, `3 × 10^8`, that begins with the run `first`: its value and its end.
pub(super) fn power_of_ten(chars: &[char], first: &Digits) -> Option<(Decimal, usize)> {
    let space = |at: usize| at + usize::from(chars.get(at) == Some(&' '));
    let (factor, ten) = match chars.get(first.end)? {
        '^' => (Decimal::from(1), *first),
        _ => {
            let times = space(first.end);
            chars.get(times).filter(|c| matches!(c, '×' | 'x' | '*' | '·'))?;
            (first.value, digits(chars, space(times + 1))?)
        }
    };
    if ten.whole() != Some(10) || chars.get(ten.end) != Some(&'^') {
        return None;
    }
    let sign = chars.get(ten.end + 1).filter(|c| matches!(c, '-' | '+'));
    let exponent = digits(chars, ten.end + 1 + usize::from(sign.is_some()))?;
    let power = exponent.small()? as i16;
    Some((factor.shifted(if sign == Some(&'-') { -power } else { power }), exponent.end))
}

/// Whether a digit stands at `at`.
pub(super) fn is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

/// Whether a number may start at `at`: not inside a word, a code or another number.
pub(super) fn starts_number(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| chars[i]);
    is_digit(chars, at)
        && !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '#' && at > 1 && chars[at - 2] == '&')
        && !(before == Some('-') && at > 1 && chars[at - 2].is_ascii_alphabetic())
}

/// Year, month and day divided by `mark`, each with a white space after the mark if `spaced`: `2023. 1. 30.`, `2023-01-30`.
pub(super) fn ymd(chars: &[char], at: usize) -> Option<([u16; 3], usize)> {
    let year = run(chars, at, 4)?;
    let mark = *chars.get(at + 4).filter(|c| matches!(c, '.' | '-' | '/'))?;
    let (month, i) = part(chars, at + 4, mark)?;
    let (day, end) = part(chars, i, mark)?;
    ((1000..=2999).contains(&year) && valid(month, day)).then_some(([year, month, day], end))
}

/// Whether there can be such a day.
pub(super) fn valid(month: u16, day: u16) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn part(chars: &[char], at: usize, mark: char) -> Option<(u16, usize)> {
    let mut i = at;
    if chars.get(i) != Some(&mark) {
        return None;
    }
    i += 1;
    if mark == '.' && chars.get(i) == Some(&' ') {
        i += 1;
    }
    let n = (0..3).take_while(|k| is_digit(chars, i + k)).count();
    if n > 2 { None } else { Some((run(chars, i, n)?, i + n)) }
}

/// Exactly `n` digits, not followed by another.
fn run(chars: &[char], at: usize, n: usize) -> Option<u16> {
    let digits = chars.get(at..at + n)?;
    if n == 0 || is_digit(chars, at + n) {
        return None;
    }
    digits.iter().try_fold(0u16, |v, c| Some(v * 10 + u16::try_from(c.to_digit(10)?).ok()?))
}

/// A version of three or four parts, `3.11.2`.
pub(super) fn version(chars: &[char], at: usize) -> Option<([u32; 4], usize)> {
    let (mut parts, mut n, mut i) = ([0u32; 4], 0, at);
    loop {
        let start = i;
        while let Some(d) = chars.get(i).and_then(|c| c.to_digit(10)) {
            let part = parts.get_mut(n)?;
            *part = part.checked_mul(10)?.checked_add(d)?;
            i += 1;
        }
        if i == start {
            return None;
        }
        n += 1;
        if chars.get(i) != Some(&'.') || !is_digit(chars, i + 1) {
            break;
        }
        i += 1;
    }
    (n > 2).then_some((parts, i))
}

/// Two numbers with a colon, `3:30` or `3:16`, and whether the second has two digits.
pub(super) fn colon(chars: &[char], first: &Digits) -> Option<(u16, u16, usize)> {
    let hour = first.whole()?;
    if chars.get(first.end) != Some(&':') {
        return None;
    }
    let second = digits(chars, first.end + 1)?;
    Some((hour, second.whole().filter(|&m| m < 200)?, second.end))
}

//! Numbers that say something together: 10명 중 7명 and seven in ten are 70%, 1950/60년대 are two decades.

use super::decimal::Decimal;
use super::quantity::{Found, Quantity};

/// A whole larger than this is no base of a share that anybody names.
const LARGEST_WHOLE: u64 = 10_000;
/// Characters between two Korean numbers of which one is part of the other.
const LONGEST_GAP: usize = 12;

/// Adds what two neighbouring numbers of a Korean text say together.
pub(super) fn korean(chars: &[char], first: &mut Found, second: &mut Found) {
    let between = chars.get(first.end..second.start).unwrap_or(&[]);
    if let ['/' | '·' | '~' | '-'] = between {
        decades(first, second);
    } else if between.len() <= LONGEST_GAP && is_among(between) {
        share(second, first);
    }
}

/// The same in an English text.
pub(super) fn english(chars: &[char], first: &mut Found, second: &mut Found) {
    const OF: [&str; 9] =
        [" in ", " of ", " of the ", " out of ", " in every ", " of every ", " out of every ", "-in-", "-out-of-"];
    let between = chars.get(first.end..second.start).unwrap_or(&[]);
    if OF.iter().any(|of| of.chars().eq(between.iter().copied())) {
        share(first, second);
    }
}

/// Whether a counter and a word for `among` stand here, as in 10명 중 7명.
fn is_among(between: &[char]) -> bool {
    const AMONG: [&str; 4] = [" 중 ", " 중에서 ", " 중에 ", " 가운데 "];
    let Some(space) = between.iter().position(|c| *c == ' ') else { return false };
    AMONG.iter().any(|among| among.chars().eq(between[space..].iter().copied()))
}

/// The plain value of a number that is nothing more special.
fn plain(found: &Found) -> Option<u64> {
    match found.readings.first() {
        Some(Quantity::Number(value)) => value.whole(),
        _ => None,
    }
}

fn share(part: &mut Found, whole: &mut Found) {
    let (Some(n), Some(d)) = (plain(part), plain(whole)) else { return };
    if !(1..d).contains(&n) || d > LARGEST_WHOLE {
        return;
    }
    let percent = ((1000 * n).is_multiple_of(d)).then(|| Quantity::Percent(Decimal::new(1000 * n / d, -1)));
    let said = [Some(Quantity::Fraction(n as u32, d as u32)), percent];
    for found in [part, whole] {
        found.readings.extend(said.into_iter().flatten());
    }
}

/// 1950/60년대: the first is a decade as well, and the second one of the same century.
fn decades(first: &mut Found, second: &mut Found) {
    let ([Quantity::Number(value)], Some(&Quantity::Decade(short))) = (&first.readings[..], second.readings.first()) else {
        return;
    };
    let Some(year) = value.whole().filter(|year| year % 10 == 0 && (*year < 100 || (1000..3000).contains(year))) else { return };
    let year = year as u16;
    first.readings.splice(0..0, [Quantity::Decade(year), Quantity::Decade(year % 100)]);
    if year >= 1000 && short < 100 {
        second.readings.insert(0, Quantity::Decade(year / 100 * 100 + short));
    }
}

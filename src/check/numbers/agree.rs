//! Whether a Korean and an English mention can be the same number.

use crate::anchor::{Decimal, NumberMention, Quantity};
use crate::bitext::Side;

/// Numbers below this are not rounded in translation.
const ROUNDED_FROM: f64 = 10_000.0;

/// Whether two mentions, one of each side, can say the same.
pub(super) fn agree(_side: Side, a: &NumberMention, b: &NumberMention) -> bool {
    match (a.readings.first(), b.readings.first()) {
        (Some(x @ Quantity::Date { .. }), Some(y @ Quantity::Date { .. })) => return dates_agree(*x, *y),
        (Some(Quantity::Weekday(x)), Some(Quantity::Weekday(y))) => return x == y,
        (Some(Quantity::Weekday(_)), Some(_)) | (Some(_), Some(Quantity::Weekday(_))) => return false,
        (Some(Quantity::Time(x)), Some(Quantity::Time(y))) => return x == y,
        _ => {}
    }
    a.readings.iter().any(|reading| b.readings.contains(reading))
        || values(a).iter().any(|x| values(b).iter().any(|y| (x - y).abs() <= 1e-9 * x.abs()))
        || decimals(a).any(|x| decimals(b).any(|y| is_rounded(x, y) || is_rounded(y, x)))
}

/// What both dates say must be the same; what one leaves out is no contradiction, but they must share something.
fn dates_agree(a: Quantity, b: Quantity) -> bool {
    let parts = |date| match date {
        Quantity::Date { year, month, day } => [u32::from(year), u32::from(month), u32::from(day)],
        _ => [0; 3],
    };
    let (a, b) = (parts(a), parts(b));
    let both = || a.iter().zip(&b).filter(|(x, y)| **x > 0 && **y > 0);
    both().all(|(x, y)| x == y) && both().next().is_some()
}

/// Everything a mention can be as a bare value.
pub(super) fn values(mention: &NumberMention) -> Vec<f64> {
    let mut values = Vec::with_capacity(mention.readings.len());
    for reading in &mention.readings {
        match *reading {
            Quantity::Number(value) | Quantity::Money(value, _) => values.push(value.approximate()),
            Quantity::Percent(value) => values.extend([value.approximate(), value.approximate() / 100.0]),
            Quantity::Fraction(n, d) if d > 0 => values.push(f64::from(n) / f64::from(d)),
            Quantity::Ordinal(n) | Quantity::Age(n) => values.push(f64::from(n)),
            Quantity::Decade(n) => values.push(f64::from(n)),
            Quantity::Century(n) => values.push(f64::from(n)),
            Quantity::Clock(minutes) | Quantity::Time(minutes) if minutes % 60 == 0 => {
                values.extend([f64::from(minutes / 60), f64::from(minutes / 60 % 12)]);
            }
            Quantity::Verse(a, b) => values.extend([f64::from(a), f64::from(b)]),
            _ => {}
        }
    }
    values
}

fn decimals(mention: &NumberMention) -> impl Iterator<Item = Decimal> + '_ {
    mention.readings.iter().filter_map(|reading| match reading {
        Quantity::Number(value) | Quantity::Money(value, _) => Some(*value),
        _ => None,
    })
}

/// Whether a number is another one given with fewer digits: 12.3 trillion for 12조 3,456억.
fn is_rounded(rounded: Decimal, exact: Decimal) -> bool {
    let (r, e) = (rounded.approximate(), exact.approximate());
    e >= ROUNDED_FROM && rounded.digits() >= 2 && rounded.digits() < exact.digits() && (r - e).abs() <= rounded.last_place() / 2.0
}

//! Exact decimal values, so that 1.1억 and 110,000,000 are the same number and not nearly the same.

use std::fmt;

/// A non-negative decimal: `mantissa` × 10^`exponent`, the mantissa without trailing zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    mantissa: u64,
    exponent: i16,
}

impl Decimal {
    /// `mantissa` × 10^`exponent`.
    pub fn new(mut mantissa: u64, mut exponent: i16) -> Self {
        if mantissa == 0 {
            return Self::default();
        }
        while mantissa.is_multiple_of(10) && exponent < i16::MAX {
            mantissa /= 10;
            exponent += 1;
        }
        Self { mantissa, exponent }
    }

    /// This times 10^`power`.
    #[must_use]
    pub fn shifted(self, power: i16) -> Self {
        Self::new(self.mantissa, self.exponent.saturating_add(power))
    }

    /// The sum, unless it has more digits than can be held.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.mantissa == 0 || other.mantissa == 0 {
            return Some(if self.mantissa == 0 { other } else { self });
        }
        let exponent = self.exponent.min(other.exponent);
        let scaled = |d: Self| {
            let power = u32::try_from(i32::from(d.exponent) - i32::from(exponent)).ok()?;
            d.mantissa.checked_mul(10u64.checked_pow(power)?)
        };
        Some(Self::new(scaled(self)?.checked_add(scaled(other)?)?, exponent))
    }

    /// The product with a whole number, unless it has more digits than can be held.
    pub fn checked_mul(self, factor: u64) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(factor)?, self.exponent))
    }

    /// The nearest floating-point number.
    pub fn approximate(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(i32::from(self.exponent))
    }

    /// The worth of one in its last digit: 10^8 for 1.23 billion, of which 3 is the last.
    pub fn last_place(self) -> f64 {
        10f64.powi(i32::from(self.exponent))
    }

    /// How many digits it is given with.
    pub fn digits(self) -> u32 {
        self.mantissa.checked_ilog10().map_or(1, |log| log + 1)
    }

    /// The value, if it is a whole number that fits.
    pub fn whole(self) -> Option<u64> {
        self.mantissa.checked_mul(10u64.checked_pow(u32::try_from(self.exponent).ok()?)?)
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self::new(value, 0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exponent >= 0 {
            return match self.whole() {
                Some(value) => write!(f, "{value}"),
                None => write!(f, "{}e{}", self.mantissa, self.exponent),
            };
        }
        let digits = self.mantissa.to_string();
        let places = usize::from(self.exponent.unsigned_abs());
        match digits.len().checked_sub(places).filter(|&n| n > 0) {
            Some(n) => write!(f, "{}.{}", &digits[..n], &digits[n..]),
            None if places <= 20 => write!(f, "0.{digits:0>places$}"),
            None => write!(f, "{}e{}", self.mantissa, self.exponent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_equal_however_they_were_made() {
        assert_eq!(Decimal::new(11, -1).shifted(8), Decimal::from(110_000_000));
        assert_eq!(Decimal::from(100_000_000).checked_add(Decimal::from(10_000_000)), Some(Decimal::from(110_000_000)));
        assert_ne!(Decimal::new(11, -1), Decimal::from(11));
        assert_eq!(Decimal::from(0).shifted(9), Decimal::default());
    }

    #[test]
    fn display_is_plain() {
        for (value, text) in [(Decimal::new(35, -1), "3.5"), (Decimal::new(5, -2), "0.05"), (Decimal::from(1200), "1200")] {
            assert_eq!(value.to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_held_is_none_and_never_a_panic() {
        assert_eq!(Decimal::from(u64::MAX).checked_add(Decimal::from(1)), None);
        assert_eq!(Decimal::new(1, i16::MAX).checked_add(Decimal::from(1)), None);
        assert_eq!(Decimal::new(1, 30).whole(), None);
    }
}

//! What a number in running text says: a bare value, a date, a time, money.

use std::hash::Hash;
use std::ops::Range;

use super::decimal::Decimal;
use super::kind::AnchorKind;

/// One reading of a number in text. Two mentions with an equal reading say the same, in either language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Quantity {
    /// A bare value.
    Number(Decimal),
    /// Numerator and denominator.
    Fraction(u32, u32),
    /// A calendar date, as far as it is given; 0 stands for a part that is not.
    Date {
        /// The year, in full.
        year: u16,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// A day of the week, Monday = 0.
    Weekday(u8),
    /// Minutes since midnight.
    Time(u16),
    /// Minutes since noon or midnight, where the text does not say which.
    Clock(u16),
    /// Per cent or percentage points.
    Percent(Decimal),
    /// An amount of money.
    Money(Decimal, Currency),
    /// The place in a row.
    Ordinal(u32),
    /// The years or the age from this number to nine more: 1990s, 90년대, 30대.
    Decade(u16),
    /// A century.
    Century(u8),
    /// Years of life.
    Age(u32),
    /// Chapter and verse.
    Verse(u16, u16),
    /// A version with three or four parts.
    Version([u32; 4]),
}

impl Quantity {
    /// The kind of anchor it makes.
    pub fn kind(self) -> AnchorKind {
        match self {
            Self::Number(_) | Self::Fraction(..) => AnchorKind::Number,
            Self::Date { .. } | Self::Weekday(_) => AnchorKind::Date,
            Self::Time(_) | Self::Clock(_) => AnchorKind::Time,
            Self::Percent(_) => AnchorKind::Percent,
            Self::Money(..) => AnchorKind::Money,
            Self::Ordinal(_) => AnchorKind::Ordinal,
            Self::Decade(_) | Self::Century(_) => AnchorKind::Era,
            Self::Age(_) => AnchorKind::Age,
            Self::Verse(..) | Self::Version(_) => AnchorKind::Code,
        }
    }
}

/// The currencies that news in Korean and English names most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Currency {
    Won,
    Dollar,
    Euro,
    Yen,
    Yuan,
    Pound,
    Rouble,
    Rupee,
    Peso,
    Franc,
    Baht,
    Cent,
}

/// A number as it stands in a text, with all it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberMention {
    /// Bytes in the text, from the first digit or numeral to the last word of the expression (`1월 30일`, `3 p.m.`).
    pub range: Range<u32>,
    /// Its readings, the most specific first; never empty.
    pub readings: Vec<Quantity>,
}

impl NumberMention {
    /// The kind of the most specific reading.
    pub fn kind(&self) -> AnchorKind {
        self.readings.first().map_or(AnchorKind::Number, |q| q.kind())
    }
}

/// Readings under construction, with the characters they stand on.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) readings: Vec<Quantity>,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, readings: impl IntoIterator<Item = Quantity>) -> Self {
        let mut found = Self { start, end, readings: Vec::new() };
        found.readings.extend(readings);
        found
    }
}

/// The readings of a date: whole, then ever less of it.
pub(super) fn date(year: u16, month: u8, day: u8) -> Vec<Quantity> {
    let mut readings = Vec::with_capacity(5);
    let mut say = |year, month, day| {
        let date = Quantity::Date { year, month, day };
        if (year, month, day) != (0, 0, 0) && !readings.contains(&date) {
            readings.push(date);
        }
    };
    say(year, month, day);
    if day > 0 {
        say(0, month, day);
        say(0, 0, day);
    } else if month > 0 {
        say(0, month, 0);
    }
    if year > 0 {
        say(year, 0, 0);
    }
    let number = if day > 0 {
        u64::from(day)
    } else if year > 0 {
        u64::from(year)
    } else {
        u64::from(month)
    };
    readings.push(Quantity::Number(number.into()));
    readings
}

/// The readings of a clock time; `hour` 0 to 24, `half` 0 for a.m., 12 for p.m.
pub(super) fn time(hour: u16, minute: u16, half: Option<u16>) -> Vec<Quantity> {
    let clock = Quantity::Clock(hour % 12 * 60 + minute);
    let mut readings = Vec::with_capacity(3);
    match half {
        Some(half) if hour <= 12 => readings.push(Quantity::Time((hour % 12 + half) * 60 + minute)),
        _ if hour > 12 => readings.push(Quantity::Time(hour % 24 * 60 + minute)),
        _ => {}
    }
    readings.push(clock);
    if minute == 0 {
        readings.push(Quantity::Number(u64::from(hour).into()));
    }
    readings
}

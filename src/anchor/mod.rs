//! Evidence from form: numbers, Latin-script words, names by sound, and the shape of the segments that stand on both sides.
//!
//! Text flows: [fold](crate::normalize::Folded) → scanners (`number_ko`, `number_en`, `latin`, `form`, `place`, `name`) that yield
//! mentions with comparable keys → [`find`], which keeps the keys that stand on both sides. Nothing here knows of alignment:
//! an anchor says that two segments hold the same thing, and how many others do; what that is worth is weighed elsewhere.

mod decimal;
mod digits;
mod find;
mod form;
mod latin;
mod name;
mod number_en;
mod number_ko;
mod numeral_en;
mod numeral_ko;
mod particles;
mod quantity;

use std::ops::Range;

use crate::bitext::{Evidence, Side, Sides};
use crate::normalize::Folded;

pub use decimal::Decimal;
pub use find::{Anchors, find};
pub use latin::LatinMention;
pub use quantity::{Currency, NumberMention, Quantity};

/// What an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnchorKind {
    /// A bare number or fraction.
    Number,
    /// A date, or a day of the week.
    Date,
    /// A time of day.
    Time,
    /// Per cent.
    Percent,
    /// An amount in a currency.
    Money,
    /// A place in a row: 제3차, third.
    Ordinal,
    /// A decade or a century.
    Era,
    /// Years of life.
    Age,
    /// A code, an identifier, a placeholder, a version, chapter and verse.
    Code,
    /// A web or e-mail address.
    Url,
    /// A Latin-script word.
    Word,
    /// Latin-script words that agree in their first five letters alone.
    Stem,
    /// A name or loanword that sounds the same.
    Name,
    /// A country or other place that does not sound the same, or its people.
    Place,
    /// A question.
    Question,
    /// An exclamation.
    Exclamation,
    /// A quotation within.
    Quotation,
    /// Brackets within.
    Bracket,
    /// Three dots within.
    Ellipsis,
    /// A colon at the end.
    Colon,
    /// A list mark with the same label at the start.
    ListMark,
    /// A speaker's label at the start.
    Speaker,
    /// Short, and without a mark at the end.
    Heading,
}

impl AnchorKind {
    /// Every kind.
    pub const ALL: [AnchorKind; 23] = [
        Self::Number,
        Self::Date,
        Self::Time,
        Self::Percent,
        Self::Money,
        Self::Ordinal,
        Self::Era,
        Self::Age,
        Self::Code,
        Self::Url,
        Self::Word,
        Self::Stem,
        Self::Name,
        Self::Place,
        Self::Question,
        Self::Exclamation,
        Self::Quotation,
        Self::Bracket,
        Self::Ellipsis,
        Self::Colon,
        Self::ListMark,
        Self::Speaker,
        Self::Heading,
    ];

    /// The source of evidence it belongs to.
    pub fn evidence(self) -> Evidence {
        match self {
            Self::Number | Self::Date | Self::Time | Self::Percent | Self::Money | Self::Ordinal | Self::Era | Self::Age => {
                Evidence::Number
            }
            Self::Code | Self::Url | Self::Word | Self::Stem => Evidence::Latin,
            Self::Name | Self::Place => Evidence::Name,
            Self::Question
            | Self::Exclamation
            | Self::Quotation
            | Self::Bracket
            | Self::Ellipsis
            | Self::Colon
            | Self::ListMark
            | Self::Speaker
            | Self::Heading => Evidence::Form,
        }
    }
}

/// Something that stands on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// What it is.
    pub kind: AnchorKind,
    /// How many segments of each side hold it: at least one.
    pub segments: Sides<u32>,
    /// How alike the two are, in 0..=1: 1 where they are the same, less where they merely sound alike.
    pub similarity: f32,
}

/// An anchor in a segment.
///
/// One mention may stand for several anchors (Jan. 30 is a date, a day and a number): they have the same range, and only one of
/// them should count for a pair of segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its index in [`Anchors::table`].
    pub anchor: u32,
    /// Bytes in the segment's text.
    pub range: Range<u32>,
}

/// The numbers of one text with all their readings, in order. Linear in the text.
pub fn scan_numbers(side: Side, text: &str) -> Vec<NumberMention> {
    let folded = Folded::of(text);
    let mut mentions = Vec::new();
    scan_folded_numbers(side, folded.chars(), |f| {
        mentions.push(NumberMention { range: folded.source(f.start..f.end), readings: f.readings });
    });
    mentions
}

/// The Latin-script words, codes and addresses of one text, in order. Linear in the text.
pub fn scan_latin(text: &str) -> Vec<LatinMention> {
    let folded = Folded::of(text);
    let mut mentions = Vec::new();
    latin::scan(folded.chars(), |t| {
        let token = folded.chars()[t.start..t.end].iter().flat_map(|c| c.to_lowercase()).collect();
        mentions.push(LatinMention { range: folded.source(t.start..t.end), kind: t.kind, token });
    });
    mentions
}

fn scan_folded_numbers(side: Side, chars: &[char], emit: impl FnMut(quantity::Found)) {
    match side {
        Side::Ko => number_ko::scan(chars, emit),
        Side::En => number_en::scan(chars, emit),
    }
}

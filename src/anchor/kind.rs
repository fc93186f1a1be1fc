//! What anchors there are.

use crate::bitext::Evidence;

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
    /// A country, its people, or another name that does not sound the same.
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
    /// The number of a section at the start of its heading.
    Label,
    /// A speaker's label at the start.
    Speaker,
    /// Short, and without a mark at the end.
    Heading,
}

impl AnchorKind {
    /// Every kind.
    pub const ALL: [AnchorKind; 24] = [
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
        Self::Label,
        Self::Speaker,
        Self::Heading,
    ];

    /// The source of evidence it belongs to.
    pub fn evidence(self) -> Evidence {
        match self {
            Self::Number
            | Self::Date
            | Self::Time
            | Self::Percent
            | Self::Money
            | Self::Ordinal
            | Self::Era
            | Self::Age
            | Self::Label => Evidence::Number,
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

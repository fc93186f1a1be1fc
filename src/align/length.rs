//! Evidence from length.
//!
//! Two measures speak, each as a log-likelihood ratio P(en | ko) / P(en) of the English length given the Korean one against the
//! English length alone: characters, whose ratio is log-normal around the document's own ratio, and words, which are Poisson
//! around theirs. (Gale and Church 1993 compare characters with one Gaussian and a constant ratio; Moore 2002 counts words with
//! a Poisson. Neither divides by P(en), and so neither tells a null bead from an unlikely pair.)

use super::model::LengthParams;
use crate::bitext::Sides;

/// Longest bead side the marginals are measured for; longer ones take the last.
const MARGINALS: usize = 6;

/// Documents whose totals of characters and of words are both further from the usual ratio than this, ln, may be no translations of
/// one another as a whole: one is a part of the other, or neither.
const MOST_UNUSUAL: f32 = 0.25;
/// How many pairs' worth the usual ratio counts beside those that a ratio is learned from.
const USUAL_PAIRS: f32 = 8.0;

/// Lengths up to this are looked up in tables.
const TABLE: u32 = 2048;

/// The length of some text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    /// Characters that are no white space.
    pub(crate) chars: u32,
    /// Words between white space.
    pub(crate) words: u32,
}

/// Natural logarithms of small whole numbers, looked up.
#[derive(Clone, Debug)]
struct Logarithms(Vec<f32>);

impl Logarithms {
    fn new() -> Self {
        Self((0..TABLE).map(|n| (n as f32).ln()).collect())
    }

    fn of(&self, n: u32) -> f32 {
        self.0.get(n as usize).copied().unwrap_or_else(|| (n as f32).ln())
    }
}

/// Lengths of the segments of one side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lengths {
    /// Characters that are no white space, summed up to each segment.
    chars: Vec<u32>,
    /// Words between white space, summed up to each segment.
    words: Vec<u32>,
}

impl Lengths {
    /// Measures segments. Linear in the text.
    pub(crate) fn measure<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut lengths = Self { chars: vec![0], words: vec![0] };
        let (mut chars, mut words) = (0u32, 0u32);
        for text in texts {
            for word in text.split_whitespace() {
                words += 1;
                chars += u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
            }
            lengths.chars.push(chars);
            lengths.words.push(words);
        }
        lengths
    }

    fn chars(&self, from: usize, to: usize) -> u32 {
        self.chars[to] - self.chars[from]
    }

    fn words(&self, from: usize, to: usize) -> u32 {
        self.words[to] - self.words[from]
    }

    /// Characters and words of the segments `from..to`.
    pub(crate) fn of(&self, from: usize, to: usize) -> Length {
        Length { chars: self.chars(from, to), words: self.words(from, to) }
    }

    fn len(&self) -> usize {
        self.chars.len() - 1
    }
}

/// A normal distribution of the logarithm of a length.
#[derive(Clone, Copy, Debug)]
struct LogNormal {
    mean: f32,
    inverse_variance: f32,
    log_scale: f32,
}

impl LogNormal {
    fn new(mean: f32, variance: f32) -> Self {
        Self { mean, inverse_variance: 1.0 / variance, log_scale: -0.5 * variance.ln() }
    }

    /// Log density of a log length, without the constant that cancels in a ratio.
    fn log_density(&self, log_length: f32) -> f32 {
        let d = log_length - self.mean;
        self.log_scale - 0.5 * d * d * self.inverse_variance
    }
}

/// The length model of one document pair.
#[derive(Clone, Debug)]
pub(crate) struct LengthModel {
    params: LengthParams,
    /// ln(English characters per Korean character).
    pub(crate) log_char_ratio: f32,
    /// ln(English words per Korean word).
    pub(crate) log_word_ratio: f32,
    /// exp of it.
    word_ratio: f32,
    is_partial: bool,
    /// How long `n` consecutive English segments of this document are, n = 1..=MARGINALS.
    char_marginals: [LogNormal; MARGINALS],
    word_marginals: [LogNormal; MARGINALS],
    logarithms: Logarithms,
    /// By Korean length: one over the variance of the log ratio, and ln of the variance.
    spread: Vec<(f32, f32)>,
}

impl LengthModel {
    /// The same with the ratio that is usual between the languages, for texts that are no translations of one another as a whole.
    pub(crate) fn with_usual_ratio(mut self, params: &LengthParams) -> Self {
        (self.log_char_ratio, self.log_word_ratio) = (params.usual_log_char_ratio, params.usual_log_word_ratio);
        self.word_ratio = self.log_word_ratio.exp();
        self
    }

    /// Estimates the model of a document pair from totals alone, as far as these can be those of translations. Linear in the number of
    /// segments.
    pub(crate) fn estimate(lengths: Sides<&Lengths>, params: &LengthParams) -> Self {
        let (n_ko, n_en) = (lengths.ko.len(), lengths.en.len());
        let (ko, en) = (lengths.ko.of(0, n_ko), lengths.en.of(0, n_en));
        // A few segments' worth of the usual ratio keeps tiny documents sane.
        let shrink = |ko: u32, en: u32, usual: f32| {
            let (ko, en) = (ko as f32, en as f32);
            let pseudo = params.ratio_pseudo_segments * (ko / n_ko.max(1) as f32).max(1.0);
            ((en + pseudo * usual.exp()) / (ko + pseudo)).ln()
        };
        let measured =
            (shrink(ko.chars, en.chars, params.usual_log_char_ratio), shrink(ko.words, en.words, params.usual_log_word_ratio));
        let usual = (params.usual_log_char_ratio, params.usual_log_word_ratio);
        let is_usual = (measured.0 - usual.0).abs().min((measured.1 - usual.1).abs()) <= MOST_UNUSUAL;
        let (log_char_ratio, log_word_ratio) = if is_usual { measured } else { usual };
        // A length alone is never surer than a length given its partner: documents of equal lines tell nothing by length.
        let typical = |all: u32, n: usize| all as f32 / n.max(1) as f32;
        let char_floor = 1.0 / spread(params, typical(ko.chars, n_ko) as u32).0;
        let word_floor = 1.0 / typical(en.words, n_en).max(1.0);
        let mut model = Self {
            params: params.clone(),
            word_ratio: 1.0,
            log_char_ratio,
            log_word_ratio,
            is_partial: !is_usual,
            char_marginals: marginals(n_en, char_floor, |from, to| lengths.en.chars(from, to)),
            word_marginals: marginals(n_en, word_floor, |from, to| lengths.en.words(from, to)),
            logarithms: Logarithms::new(),
            spread: (0..TABLE).map(|chars| spread(params, chars)).collect(),
        };
        model.word_ratio = model.log_word_ratio.exp();
        model
    }

    /// Takes the ratios from single pairs that are sure: their medians, since some pair a sentence with a half of its partner.
    pub(crate) fn learn(&mut self, lengths: Sides<&Lengths>, pairs: impl Iterator<Item = (usize, usize)>) {
        let (mut chars, mut words) = (Vec::new(), Vec::new());
        for (i, j) in pairs {
            let (ko, en) = (lengths.ko.of(i, i + 1), lengths.en.of(j, j + 1));
            chars.push(self.log(en.chars) - self.log(ko.chars));
            words.push(self.log(en.words) - self.log(ko.words));
        }
        let mix = |mut logs: Vec<f32>, usual: f32| {
            let middle = logs.len() / 2;
            let median = *logs.select_nth_unstable_by(middle, f32::total_cmp).1;
            (logs.len() as f32 * median + USUAL_PAIRS * usual) / (logs.len() as f32 + USUAL_PAIRS)
        };
        if !chars.is_empty() {
            self.log_char_ratio = mix(chars, self.params.usual_log_char_ratio);
            self.log_word_ratio = mix(words, self.params.usual_log_word_ratio);
            self.word_ratio = self.log_word_ratio.exp();
        }
    }

    /// Whether the totals are so unusual that they cannot be those of translations, and the ratio has to be learned from pairs.
    pub(crate) fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// ln of a length, at least of one.
    pub(crate) fn log(&self, length: u32) -> f32 {
        self.logarithms.of(length.max(1))
    }

    /// Measures the ratios anew on beads that a pass found likely, given as (Korean, English, probability).
    pub(crate) fn refine(&mut self, lengths: Sides<&Lengths>, beads: impl Iterator<Item = (Sides<std::ops::Range<usize>>, f32)>) {
        let usual = self.params.ratio_pseudo_segments;
        let (mut weight, mut chars, mut words) = (usual, usual * self.log_char_ratio, usual * self.log_word_ratio);
        for (bead, p) in beads {
            let (ko, en) = (lengths.ko.of(bead.ko.start, bead.ko.end), lengths.en.of(bead.en.start, bead.en.end));
            if ko.chars > 0 && en.chars > 0 {
                // Long beads tell the ratio better than short ones.
                let a = ko.chars as f32;
                let p = p * a / (a + self.params.char_variance_len / self.params.char_variance);
                weight += p;
                chars += p * (en.chars as f32 / a).ln();
                words += p * (en.words as f32 / ko.words as f32).ln();
            }
        }
        self.log_char_ratio = chars / weight;
        self.log_word_ratio = words / weight;
        self.word_ratio = self.log_word_ratio.exp();
    }

    /// Evidence of characters and of words for English segments of the given length, `n_en` of them, being the translation of
    /// Korean ones. Both are zero where one side has no text.
    pub(crate) fn llr(&self, ko: Length, en: Length, n_en: usize) -> (f32, f32) {
        if ko.chars == 0 || en.chars == 0 || n_en == 0 {
            return (0.0, 0.0);
        }
        let n = n_en.min(MARGINALS) - 1;
        let log_b = self.logarithms.of(en.chars);
        let expected = self.logarithms.of(ko.chars) + self.log_char_ratio;
        let (precision, log_variance) =
            self.spread.get(ko.chars as usize).copied().unwrap_or_else(|| spread(&self.params, ko.chars));
        let d = log_b - expected;
        let given = -0.5 * (d * d * precision + log_variance);
        let chars = given - self.char_marginals[n].log_density(log_b);

        let log_bw = self.logarithms.of(en.words);
        let log_lambda = self.logarithms.of(ko.words) + self.log_word_ratio;
        // Poisson, with Stirling's formula for the factorial, against a density of the logarithm, hence the factor of b and of
        // the square root of 2 pi that cancels half of Stirling's.
        let poisson = en.words as f32 * (log_lambda - log_bw + 1.0) - ko.words as f32 * self.word_ratio + 0.5 * log_bw;
        let words = poisson - self.word_marginals[n].log_density(log_bw);
        (chars, words)
    }
}

/// One over the variance of the log ratio for Korean text of this length, and ln of that variance.
fn spread(params: &LengthParams, chars: u32) -> (f32, f32) {
    let variance = params.char_variance + params.char_variance_len / chars.max(1) as f32;
    (1.0 / variance, variance.ln())
}

/// Mean and variance, no smaller than `floor` for one segment, of the logarithm of the length of 1..=MARGINALS consecutive segments.
fn marginals(segments: usize, floor: f32, length: impl Fn(usize, usize) -> u32) -> [LogNormal; MARGINALS] {
    let mut last = LogNormal::new(3.0, 1.0);
    std::array::from_fn(|k| {
        let n = k + 1;
        let logs = || (n..=segments).map(|to| length(to - n, to)).filter(|&l| l > 0).map(|l| f64::from(l).ln());
        let count = logs().count();
        if count >= 3 {
            let mean = logs().sum::<f64>() / count as f64;
            let variance = logs().map(|l| (l - mean).powi(2)).sum::<f64>() / count as f64;
            last = LogNormal::new(mean as f32, (variance as f32).max(floor / n as f32));
        } else if count > 0 {
            last = LogNormal::new((logs().sum::<f64>() / count as f64) as f32, 0.5);
        }
        last
    })
}

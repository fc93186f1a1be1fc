//! One partner for each document, and how sure it is.

use rustc_hash::FxHashMap;

use super::support::Support;
use super::weights::{Weight, Weights};

/// A pair that was looked at closely.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) ko: u32,
    pub(super) en: u32,
    pub(super) chained: f32,
    pub(super) support: Support,
    pub(super) is_hinted: bool,
}

/// Two documents that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The place of the Korean document.
    pub ko: usize,
    /// The place of the English document.
    pub en: usize,
    /// How likely they translate each other: a calibrated probability.
    pub confidence: f64,
    /// How much of them has partners.
    pub support: Support,
}

/// A pair that was taken, with what speaks for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) pair: Judged,
    pub(super) values: [f64; Weight::COUNT],
}

/// How much likelier a pair is that has a hint. Nothing was fitted: names of files differ from folder to folder.
const HINT: f64 = 8.0;
/// No pair is further ahead of its rivals than this, as the logarithm of how many times better it is.
const FURTHEST: f64 = 2.0;
/// What is less than this is taken for this before its logarithm is.
const LEAST: f64 = 1e-4;

impl Judged {
    /// What speaks for the pair by itself, as a logarithm.
    fn strength(&self) -> f64 {
        let hint = if self.is_hinted { HINT.ln() } else { 0.0 };
        self.support.score.max(LEAST).ln() + f64::from(self.chained).max(LEAST).ln() + hint
    }

    /// The values of the features of a pair that is so much ahead of its rivals.
    fn values(&self, ahead: f64) -> [f64; Weight::COUNT] {
        let logarithm = |x: f64| x.max(LEAST).ln();
        Weight::ALL.map(|weight| match weight {
            Weight::Bias => 1.0,
            Weight::Score => logarithm(self.support.score),
            Weight::Chained => logarithm(f64::from(self.chained)),
            Weight::Share => logarithm(self.support.share),
            Weight::Ahead => ahead.min(FURTHEST),
        })
    }
}

/// Takes the best pairs, one by one, whose documents are both free. O(n log n).
pub(super) fn take(mut judged: Vec<Judged>) -> Vec<Taken> {
    judged.sort_by(|a, b| b.strength().total_cmp(&a.strength()).then((a.ko, a.en).cmp(&(b.ko, b.en))));
    let mut of_ko: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut of_en: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, pair) in judged.iter().enumerate() {
        of_ko.entry(pair.ko).or_default().push(at);
        of_en.entry(pair.en).or_default().push(at);
    }
    let mut is_taken = [FxHashMap::default(), FxHashMap::default()];
    let mut taken = Vec::new();
    for (at, pair) in judged.iter().enumerate() {
        if is_taken[0].contains_key(&pair.ko) || is_taken[1].contains_key(&pair.en) {
            continue;
        }
        is_taken[0].insert(pair.ko, ());
        is_taken[1].insert(pair.en, ());
        // Rivals are what either document could be paired with instead.
        let rivals = of_ko[&pair.ko].iter().chain(&of_en[&pair.en]).filter(|other| **other != at);
        let rival = rivals.map(|other| judged[*other].strength()).fold(f64::NEG_INFINITY, f64::max);
        taken.push(Taken { pair: *pair, values: pair.values(pair.strength() - rival) });
    }
    taken
}

/// The pairs that were taken with how sure they are, in the order of the Korean documents.
pub(super) fn weigh(taken: Vec<Taken>, weights: &Weights) -> Vec<Match> {
    let weigh = |Taken { pair, values }: Taken| {
        let hint = if pair.is_hinted { HINT.ln() } else { 0.0 };
        let confidence = 1.0 / (1.0 + (-weights.sum(&values) - hint).exp());
        Match { ko: pair.ko as usize, en: pair.en as usize, confidence, support: pair.support }
    };
    let mut matches: Vec<Match> = taken.into_iter().map(weigh).collect();
    matches.sort_by_key(|found| (found.ko, found.en));
    matches
}

//! Where the weights come from: logistic regression on sentences that somebody else has cut.
//!
//! Each list of sentences is joined to documents of some dozens: as it stands, those with and those without a mark by themselves, and
//! those with one as if their writer used neither marks nor capitals, so that the weights also know text without any. Recorded commands stand in the heads of `ko.txt` and `en.txt`.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::features::{Feature, Features, Flag, Slot};
use super::places::Context;
use crate::bitext::Side;
use crate::split::marks::{is_closer, is_mark};
use crate::split::scan::Ground;
use crate::split::{Quotes, Splitter};

/// Sentences in a document made for fitting.
const DOCUMENT: usize = 40;
/// Every so many documents one is held out.
const HELD_OUT: usize = 10;
/// Passes over all examples.
const PASSES: usize = 12;
/// A word is looked at from so many examples on.
const MIN_COUNT: u32 = 60;
/// A word whose weight stays below this is left out of the table.
const MIN_WEIGHT: f32 = 0.3;
/// The most words of one slot in the table.
const MAX_WORDS: usize = 800;
/// What a weight is drawn to zero by, for each example.
const DECAY: f32 = 2e-6;
const RATE: f32 = 0.15;

/// The weights that were found and how good they are.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The lines of the table.
    pub table: String,
    /// Places that the weights have not seen.
    pub held_out: usize,
    /// Mean distance between probability and truth there, in ten bins.
    pub calibration_error: f64,
    /// Mean surprise there, nats.
    pub surprise: f64,
}

/// An example: the numbers of its features, and whether a sentence ends there.
struct Example {
    features: Vec<u32>,
    ends: bool,
    is_held_out: bool,
}

/// Fits the weights of `side` to lists of sentences, each a sentence a line. The same lists give the same table.
pub fn fit(side: Side, lists: &[&str]) -> Fitted {
    let mut names = Names::default();
    let mut examples = Vec::new();
    for list in lists {
        let lines: Vec<&str> = list.lines().map(str::trim).filter(|line| !line.is_empty() && is_one(side, line)).collect();
        let (marked, bare): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| ends_with_mark(line));
        let plain: Vec<String> = marked.iter().map(|line| without_marks(line)).collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        for sentences in [&lines, &marked, &bare, &plain] {
            for (number, document) in sentences.chunks(DOCUMENT).enumerate() {
                add_examples(side, document, number % HELD_OUT == 0, &mut names, &mut examples);
            }
        }
    }
    names.keep(&mut examples, |names, i| names.list[i].is_none() || names.count[i] >= MIN_COUNT);
    let mut weights = descend(&examples, names.list.len());
    let telling = names.most_telling(&weights);
    names.keep(&mut examples, |names, i| names.list[i].is_none() || telling[i]);
    weights = descend(&examples, names.list.len());
    let (held_out, calibration_error, surprise) = judge(&examples, &weights);
    Fitted { table: names.table(&weights), held_out, calibration_error, surprise }
}

/// Whether the rules find no sentence end by a mark inside a line: others may hold several sentences, and would teach the wrong thing.
fn is_one(side: Side, line: &str) -> bool {
    Splitter::new(side).quotes(Quotes::Whole).find(line).cuts.iter().all(|cut| cut.ground != Ground::Mark)
}

fn ends_with_mark(line: &str) -> bool {
    line.trim_end_matches(is_closer).ends_with(is_mark)
}

/// A sentence as one writes it who uses no marks and no capitals.
fn without_marks(line: &str) -> String {
    line.chars().filter(|c| !is_mark(*c) && !matches!(c, ',' | ';' | ':' | '"' | '“' | '”')).flat_map(char::to_lowercase).collect()
}

fn add_examples(side: Side, sentences: &[&str], is_held_out: bool, names: &mut Names, examples: &mut Vec<Example>) {
    let text = sentences.join(" ");
    let mut ends = Vec::with_capacity(sentences.len());
    let mut at = 0;
    for sentence in sentences {
        at += sentence.len() + 1;
        ends.push(at);
    }
    let places = Splitter::new(side).places(&[&text]);
    let features = Features::new(&text, side, Context::of(&[&text], &places));
    for place in places.iter().flatten() {
        let mut of_place = Vec::with_capacity(12);
        features.visit(place, |feature| of_place.push(names.number(feature)));
        examples.push(Example { features: of_place, ends: ends.binary_search(&place.at).is_ok(), is_held_out });
    }
}

/// The features seen, by number: first the flags, then words.
struct Names {
    list: Vec<Option<(Slot, String)>>,
    count: Vec<u32>,
    numbers: [FxHashMap<String, u32>; Slot::ALL.len()],
}

impl Default for Names {
    fn default() -> Self {
        Self { list: vec![None; Flag::ALL.len()], count: vec![0; Flag::ALL.len()], numbers: Default::default() }
    }
}

impl Names {
    fn number(&mut self, feature: Feature<'_>) -> u32 {
        let number = match feature {
            Feature::Flag(flag) => flag as u32,
            Feature::Word(slot, word) => match self.numbers[slot as usize].get(word) {
                Some(&number) => number,
                None => {
                    let number = self.list.len() as u32;
                    self.numbers[slot as usize].insert(word.to_owned(), number);
                    self.list.push(Some((slot, word.to_owned())));
                    self.count.push(0);
                    number
                }
            },
        };
        self.count[number as usize] += 1;
        number
    }

    /// Takes all features out of the examples but those that are kept.
    fn keep(&self, examples: &mut [Example], keeps: impl Fn(&Self, usize) -> bool) {
        let kept: Vec<bool> = (0..self.list.len()).map(|i| keeps(self, i)).collect();
        for example in examples {
            example.features.retain(|&i| kept[i as usize]);
        }
    }

    /// How much a word tells in all: its weight times the root of how often it stands there.
    fn worth(&self, word: usize, weights: &[f32]) -> f32 {
        weights[word].abs() * (self.count[word] as f32).sqrt()
    }

    /// The words of each slot that tell most.
    fn most_telling(&self, weights: &[f32]) -> Vec<bool> {
        let mut kept = vec![false; self.list.len()];
        for slot in Slot::ALL {
            let mut words: Vec<usize> = (0..self.list.len())
                .filter(|&i| self.list[i].as_ref().is_some_and(|(s, _)| *s == slot) && weights[i].abs() >= MIN_WEIGHT)
                .collect();
            words.sort_by(|&a, &b| self.worth(b, weights).total_cmp(&self.worth(a, weights)));
            words.iter().take(MAX_WORDS).for_each(|&i| kept[i] = true);
        }
        kept
    }

    /// The lines of the table: flags in their order, then words by slot and weight.
    fn table(&self, weights: &[f32]) -> String {
        let mut table = String::new();
        let mut line = |name: &str, weight: f32| {
            // Writing to a string cannot fail.
            let _ = writeln!(table, "{name}\t{weight:.2}");
        };
        for flag in Flag::ALL.iter().filter(|flag| self.count[**flag as usize] > 0) {
            line(flag.name(), weights[*flag as usize]);
        }
        for slot in Slot::ALL {
            let mut words: Vec<(&str, f32)> = Vec::new();
            for (i, name) in self.list.iter().enumerate() {
                if let Some((s, word)) = name
                    && *s == slot
                    && weights[i] != 0.0
                {
                    words.push((word, weights[i]));
                }
            }
            words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
            words.iter().for_each(|(word, weight)| line(&format!("{}: {word}", slot.name()), *weight));
        }
        table
    }
}

/// Weights that make what was seen most probable, by steps along the gradient of one example after another, smaller the more a
/// feature has moved (AdaGrad).
fn descend(examples: &[Example], features: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; features];
    let mut moved = vec![1e-6f32; features];
    for _ in 0..PASSES {
        for example in examples.iter().filter(|e| !e.is_held_out) {
            let error = f32::from(u8::from(example.ends)) - probability(example, &weights);
            for &i in &example.features {
                let i = i as usize;
                let gradient = error - DECAY * weights[i];
                moved[i] += gradient * gradient;
                weights[i] += RATE * gradient / moved[i].sqrt();
            }
        }
    }
    weights
}

fn probability(example: &Example, weights: &[f32]) -> f32 {
    let sum: f32 = example.features.iter().map(|&i| weights[i as usize]).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Places held out, the calibration error over ten bins, and the mean surprise.
fn judge(examples: &[Example], weights: &[f32]) -> (usize, f64, f64) {
    let mut bins = [(0.0f64, 0.0f64); 10];
    let (mut count, mut surprise) = (0usize, 0.0f64);
    for example in examples.iter().filter(|e| e.is_held_out) {
        let p = f64::from(probability(example, weights)).clamp(1e-6, 1.0 - 1e-6);
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin.0 += p;
        bin.1 += f64::from(u8::from(example.ends));
        surprise -= if example.ends { p.ln() } else { (1.0 - p).ln() };
        count += 1;
    }
    let error: f64 = bins.iter().map(|(said, was)| (said - was).abs()).sum();
    (count, error / count.max(1) as f64, surprise / count.max(1) as f64)
}

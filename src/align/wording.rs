//! Evidence from words: how well the words of each side account for those of the other, in whatever order.
//!
//! IBM's Model 1 (Brown et al. 1993), by which Moore (2002) aligned, but with a table that nobody has to learn: a word translates to
//! every other by exp(β cos) of their built-in vectors. What the words of a bead's one side give a word of the other is compared with
//! what words from all over the document would give it. The vectors of whole sides see how alike two sides are; this sees that a part
//! of a side is said by nothing on the other.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::lattice::{Band, LONGEST, Place, TYPES, type_of};
use crate::bitext::Sides;
use crate::semantic::{WordTable, affinities};

/// β: how much likelier a word of nearly the same direction is than one that only leans to it.
const SHARPNESS: f32 = 8.0;
/// Share of the words that have a counterpart; the rest come from nowhere.
const SHARE: f32 = 0.7;
/// To learn what chance gives, a word is compared with so many of the commonest words of the other side …
const COMMON: usize = 32;
/// … and with so many others, spread over the document.
const SAMPLES: usize = 96;
/// What the words of a bead say is bent towards this limit, in nats.
const LIMIT: f32 = 50.0;
/// Rows of the band that are worked on together.
const CHUNK: usize = 64;

/// The words of one side.
#[derive(Clone, Debug)]
struct SideWords {
    table: WordTable,
    /// For each word what one over chance weighs: [`SHARE`] over the mean affinity with words of the other side.
    weights: Vec<f32>,
}

/// What words say of a bead, in nats: `ko` of the Korean words given the English ones, `en` of the English words given the Korean ones.
pub(crate) type Accounted = Sides<f32>;

/// The words of a document pair.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    sides: Sides<SideWords>,
    /// Where the band begins, in segments of each side.
    origin: (usize, usize),
    band: Band,
    /// For each cell of the band, and each type that ends there.
    accounted: Vec<Accounted>,
}

impl Wording {
    /// Learns what chance gives each word. Linear in the distinct words.
    pub(crate) fn of(tables: Sides<WordTable>) -> Self {
        let weights = Sides { ko: weights(&tables.ko, &tables.en), en: weights(&tables.en, &tables.ko) };
        let sides = tables.zip(weights).map(|(table, weights)| SideWords { table, weights });
        Self { sides, origin: (0, 0), band: Band::full(0, 0), accounted: vec![Accounted::default(); TYPES.len()] }
    }

    /// Works out every bead of a band that begins in the corner `origin`. O(cells × words² of a segment).
    pub(crate) fn prepare(&mut self, origin: (usize, usize), band: &Band) {
        (self.origin, self.band) = (origin, band.clone());
        let reach = reach(band);
        let starts: Vec<usize> = (0..=band.n_ko()).step_by(CHUNK).collect();
        let rows = |&start: &usize| self.rows(&reach, start..(start + CHUNK).min(band.n_ko() + 1));
        self.accounted = starts.par_iter().flat_map_iter(rows).collect();
    }

    /// The number of a cell of the band.
    fn cell(&self, ko: usize, en: usize) -> Option<usize> {
        let (i, j) = (ko.checked_sub(self.origin.0)?, en.checked_sub(self.origin.1)?);
        if i <= self.band.n_ko() { self.band.cell(i, j) } else { None }
    }

    /// What words say of a bead that is not null.
    pub(crate) fn accounted(&self, place: Place) -> Accounted {
        let cell = self.cell(place.ko.0, place.en.0).and_then(|_| self.cell(place.ko.1, place.en.1));
        match cell.zip(type_of(place)) {
            Some((cell, t)) => self.accounted[cell * TYPES.len() + t],
            None => {
                let rows: Vec<Row> = (place.ko.0..place.ko.1).map(|i| Row::of(&self.sides, i, place.en)).collect();
                self.weigh(&rows, place, &mut Vec::new())
            }
        }
    }

    /// The numbers of all beads that end in some rows.
    fn rows(&self, reach: &[(usize, usize)], rows: Range<usize>) -> Vec<Accounted> {
        let (band, (ko, en)) = (&self.band, self.origin);
        let first = rows.start.saturating_sub(LONGEST);
        let row = |i: usize| Row::of(&self.sides, i + ko, (reach[i].0 + en, reach[i].1 + en));
        let given: Vec<Row> = (first..rows.end.saturating_sub(1)).map(row).collect();
        let (mut accounted, mut room) = (Vec::new(), Vec::new());
        for (i, j) in rows.flat_map(|i| band.columns(i).map(move |j| (i, j))) {
            let cell = accounted.len();
            accounted.resize(cell + TYPES.len(), Accounted::default());
            for (t, place, _) in band.ending_at(i, j, TYPES.len()).filter(|&(t, ..)| !TYPES[t].is_null()) {
                accounted[cell + t] =
                    self.weigh(&given[place.ko.0 - first..place.ko.1 - first], place.moved_by(self.origin), &mut room);
            }
        }
        accounted
    }

    /// What words say of a bead; `rows` are those of its Korean segments, `given` is room to work in.
    fn weigh(&self, rows: &[Row], place: Place, given: &mut Vec<f32>) -> Accounted {
        let (ko, en) = (&self.sides.ko, &self.sides.en);
        let (ko_words, en_words) = (ko.table.range(place.ko.0, place.ko.1), en.table.range(place.en.0, place.en.1));
        if ko_words.is_empty() || en_words.is_empty() {
            return Accounted::default();
        }
        given.clear();
        given.resize(en_words.len(), 0.0);
        for row in rows {
            add(given, &row.en[en_words.start - row.first_word..]);
        }
        let of_en = log_sum(given, &en.weights[en_words.clone()], ko_words.len());
        given.clear();
        given.resize(ko_words.len(), 0.0);
        let mut rest = given.as_mut_slice();
        for (i, row) in (place.ko.0..).zip(rows) {
            let count = ko.table.range(i, i + 1).len();
            let (of_segment, others) = rest.split_at_mut(count);
            rest = others;
            for j in place.en.0..place.en.1 {
                add(of_segment, &row.ko[(j - row.first_segment) * count..]);
            }
        }
        let of_ko = log_sum(given, &ko.weights[ko_words], en_words.len());
        Accounted { ko: of_ko, en: of_en }.map(|nats| nats * LIMIT / (LIMIT + nats.abs()))
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// Σ ln(1 − [`SHARE`] + given × weight / words): factors are multiplied, and only now and then is a logarithm taken.
fn log_sum(given: &[f32], weights: &[f32], words: usize) -> f32 {
    let per_word = 1.0 / words as f32;
    let (mut product, mut sum) = (1f64, 0.0);
    for (given, weights) in given.chunks(8).zip(weights.chunks(8)) {
        let factors = given.iter().zip(weights).map(|(given, weight)| f64::from(1.0 - SHARE + given * weight * per_word));
        product *= factors.product::<f64>();
        if !(1e-200..1e200).contains(&product) {
            sum += product.ln();
            product = 1.0;
        }
    }
    (sum + product.ln()) as f32
}

/// [`SHARE`] over the mean affinity of each word of a side with the words of the other.
fn weights(table: &WordTable, other: &WordTable) -> Vec<f32> {
    let (samples, shares): (Vec<u32>, Vec<f32>) = sample(other.words()).into_iter().unzip();
    let distinct = by_frequency(table.words());
    let words: Vec<u32> = distinct.iter().map(|&(word, _)| word).collect();
    let mut means = vec![0f32; words.len()];
    affinities((table, &words), (other, &samples), SHARPNESS, |first, k, numbers| {
        means[first..].iter_mut().zip(numbers).for_each(|(mean, x)| *mean += shares[k] * x);
    });
    let mean_of: HashMap<u32, f32> = words.into_iter().zip(means).collect();
    table.words().iter().map(|word| SHARE / mean_of[word]).collect()
}

/// Words that stand for all of a side, each with its share: the commonest for themselves, and some of the others, spread over the
/// document, for the rest.
fn sample(words: &[u32]) -> Vec<(u32, f32)> {
    let share = 1.0 / words.len().max(1) as f32;
    let mut common = by_frequency(words);
    common.truncate(COMMON);
    let is_common: HashSet<u32> = common.iter().map(|&(word, _)| word).collect();
    let rest: Vec<u32> = words.iter().copied().filter(|word| !is_common.contains(word)).collect();
    let count = SAMPLES.min(rest.len());
    let spread = (0..count).map(|k| (rest[k * rest.len() / count], share * rest.len() as f32 / count as f32));
    common.iter().map(|&(word, times)| (word, share * times as f32)).chain(spread).collect()
}

/// The distinct words and how often each occurs, the commonest first.
fn by_frequency(words: &[u32]) -> Vec<(u32, usize)> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    let mut counts: Vec<(u32, usize)> = sorted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    counts.sort_by_key(|&(word, times)| (Reverse(times), word));
    counts
}

/// For each Korean segment the English segments that stand with it in some bead of the band.
fn reach(band: &Band) -> Vec<(usize, usize)> {
    let mut reach = vec![(usize::MAX, 0); band.n_ko()];
    for i in 0..=band.n_ko() {
        for j in band.columns(i) {
            for (_, place, _) in band.ending_at(i, j, TYPES.len()).filter(|(_, place, _)| !place.kind().is_null()) {
                for (from, to) in &mut reach[place.ko.0..place.ko.1] {
                    (*from, *to) = ((*from).min(place.en.0), (*to).max(place.en.1));
                }
            }
        }
    }
    reach.into_iter().map(|(from, to)| (from.min(to), to)).collect()
}

/// What a Korean segment and some English ones give each other.
struct Row {
    first_segment: usize,
    first_word: usize,
    /// For each English word the affinity of all words of the Korean segment.
    en: Vec<f32>,
    /// For each English segment, and each word of the Korean segment, the affinity of all words of the former.
    ko: Vec<f32>,
}

impl Row {
    fn of(sides: &Sides<SideWords>, ko: usize, en: (usize, usize)) -> Self {
        let (ko_table, en_table) = (&sides.ko.table, &sides.en.table);
        let words = &ko_table.words()[ko_table.range(ko, ko + 1)];
        let range = en_table.range(en.0, en.1);
        let segment_of: Vec<usize> =
            (en.0..en.1).flat_map(|j| std::iter::repeat_n(j - en.0, en_table.range(j, j + 1).len())).collect();
        let mut row = Self {
            first_segment: en.0,
            first_word: range.start,
            en: vec![0.0; range.len()],
            ko: vec![0.0; (en.1 - en.0) * words.len()],
        };
        affinities((ko_table, words), (en_table, &en_table.words()[range]), SHARPNESS, |first, v, numbers| {
            row.en[v] += numbers.iter().sum::<f32>();
            add(&mut row.ko[segment_of[v] * words.len() + first..], numbers);
        });
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::{PieceVectors, word_by_word};

    const KO: [&str; 4] = [
        "비가 와서 소풍이 취소되었다.",
        "의사는 환자에게 새 약을 처방했다.",
        "…",
        "시장은 내년 예산을 발표했고, 시민들은 질문했다.",
    ];
    const EN: [&str; 5] = [
        "The picnic was cancelled because of the rain.",
        "The doctor prescribed the patient a new medicine.",
        "The mayor announced next year's budget,",
        "and the citizens asked questions.",
        "The train leaves at noon.",
    ];

    fn wording(ko: &[&str], en: &[&str]) -> Wording {
        let table = |texts| word_by_word(texts, PieceVectors::builtin()).table;
        Wording::of(Sides { ko: table(ko), en: table(en) })
    }

    #[test]
    fn translations_account_for_each_other() {
        let wording = wording(&KO, &EN);
        let says = |ko, en| wording.accounted(Place { ko, en });
        for (right, wrong) in [((0, 1), (1, 2)), ((1, 2), (4, 5)), ((3, 4), (0, 1))] {
            let partner = if right == (3, 4) { (2, 4) } else { right };
            let (pair, strangers) = (says(right, partner), says(right, wrong));
            assert!(pair.ko > strangers.ko + 1.0 && pair.en > strangers.en + 1.0, "{pair:?} {strangers:?}");
        }
    }

    #[test]
    fn what_nobody_says_is_seen() {
        let wording = wording(&KO, &EN);
        let whole = wording.accounted(Place { ko: (3, 4), en: (2, 4) });
        // Half of the Korean sentence has no partner; a sentence too many on the English side has none.
        assert!(wording.accounted(Place { ko: (3, 4), en: (2, 3) }).ko < whole.ko - 1.0);
        assert!(wording.accounted(Place { ko: (3, 4), en: (2, 5) }).en < whole.en);
    }

    #[test]
    fn no_words_say_nothing() {
        let wording = wording(&KO, &EN);
        assert_eq!(wording.accounted(Place { ko: (2, 3), en: (0, 1) }), Accounted::default());
        assert_eq!(self::wording(&[""], &[]).sides.ko.weights, Vec::<f32>::new());
    }

    #[test]
    fn beads_of_a_band_are_the_same_as_alone() {
        let many = |texts: &[&'static str], n: usize| -> Vec<&str> { texts.iter().copied().cycle().take(n).collect() };
        let (ko, en) = (many(&KO, 2 * CHUNK + 9), many(&EN, 2 * CHUNK));
        let alone = wording(&ko, &en);
        let mut in_band = alone.clone();
        let band = &Band::new(en.len(), (0..=ko.len()).map(|i| (i.saturating_sub(4), i + i % 3)));
        in_band.prepare((0, 0), band);
        let ending_at = |i| band.columns(i).flat_map(move |j| band.ending_at(i, j, TYPES.len()));
        let beads: Vec<Place> = (0..=ko.len()).flat_map(ending_at).map(|(_, place, _)| place).collect();
        assert!(beads.len() > 5000);
        for place in beads.into_iter().filter(|place| !place.kind().is_null()) {
            let (a, b) = (in_band.accounted(place), alone.accounted(place));
            assert!((a.ko - b.ko).abs() < 1e-3 && (a.en - b.en).abs() < 1e-3, "{place:?}: {a:?} {b:?}");
        }
    }

    #[test]
    fn a_sum_of_many_logarithms_does_not_overflow() {
        let sum = log_sum(&[1e7; 1000], &[1.0; 1000], 1);
        assert!((sum / (1000.0 * (1.0 - SHARE + 1e7).ln()) - 1.0).abs() < 1e-4, "{sum}");
        let sum = log_sum(&[0.0; 1000], &[1.0; 1000], 1);
        assert!((sum / (1000.0 * (1.0 - SHARE).ln()) - 1.0).abs() < 1e-4, "{sum}");
    }
}

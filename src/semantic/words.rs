//! The words of many segments, each with a vector of its own, and how well every word of one side goes with every word of another.

use std::collections::HashMap;
use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use super::table::{PieceVectors, WordPieces};
use super::vector::add;

/// Words of a segment that are looked at: more than any sentence has.
const MOST_WORDS: usize = 100;
/// Words compared at once with one other: two to four vector registers.
const LANES: usize = 16;
/// Others that the same are compared with at once: so many sums stay in the registers.
const BLOCK: usize = 6;
/// Numbers of a vector multiplied before the next are looked for.
const STRETCH: usize = 16;

/// The words of a side: runs without white space, bare of punctuation at their ends.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    /// Numbers from the sum of one word to that of the next: those of a sum, filled up with noughts to whole stretches.
    stride: usize,
    /// The sum of each distinct word, one after the other.
    sums: Vec<f32>,
    /// One over the length of each sum.
    inverse_lengths: Vec<f32>,
    /// The number of each word's sum, segment by segment.
    words: Vec<u32>,
    /// Where the words of each segment begin, and the end of the last.
    starts: Vec<usize>,
}

/// Texts read word by word.
pub(crate) struct WordByWord {
    pub(crate) table: WordTable,
    /// The sum of each text, one after the other, as of [`PieceVectors::add_sentence`].
    pub(crate) sums: Vec<f32>,
    /// The number of pieces of each text.
    pub(crate) pieces: Vec<u32>,
}

/// Reads texts, each distinct word once: pieces do not cross white space, so a text is its words and what neighbours mean together.
/// Linear in the texts.
pub(crate) fn word_by_word(texts: &[&str], vectors: &PieceVectors) -> WordByWord {
    let dim = vectors.dim();
    let mut reader = Reader { vectors, numbers: HashMap::new(), pieces: Vec::new(), table: WordTable::new(dim) };
    let (mut sums, mut pieces) = (vec![0.0; texts.len() * dim], vec![0; texts.len()]);
    for ((text, sum), pieces) in texts.iter().zip(sums.chunks_exact_mut(dim)).zip(&mut pieces) {
        let most = reader.table.words.len() + MOST_WORDS;
        let mut before = None;
        for word in text.split_whitespace() {
            let number = reader.number(word);
            add(sum, reader.table.sum(number));
            let WordPieces { pieces: count, ends } = reader.pieces[number as usize];
            *pieces += count;
            if let Some((first, last)) = ends {
                if let Some(before) = before {
                    vectors.add_meeting(before, first, sum);
                }
                before = Some(last);
            }
            let bare = word.trim_matches(|c: char| !is_of_word(c));
            if !bare.is_empty() && reader.table.words.len() < most {
                let number = if bare.len() == word.len() { number } else { reader.number(bare) };
                reader.table.words.push(number);
            }
        }
        reader.table.starts.push(reader.table.words.len());
    }
    WordByWord { table: reader.table, sums, pieces }
}

/// Letters and digits; those of the two languages are told without a look at Unicode's tables.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('가'..='힣').contains(&c) || c.is_alphanumeric()
}

/// The words met so far.
struct Reader<'t> {
    vectors: &'t PieceVectors,
    numbers: HashMap<&'t str, u32>,
    pieces: Vec<WordPieces>,
    table: WordTable,
}

impl<'t> Reader<'t> {
    /// The number of a word, which is looked up if it is new.
    fn number(&mut self, word: &'t str) -> u32 {
        *self.numbers.entry(word).or_insert_with(|| {
            let WordTable { stride, sums, inverse_lengths, .. } = &mut self.table;
            let start = sums.len();
            sums.resize(start + *stride, 0.0);
            let sum = &mut sums[start..];
            self.pieces.push(self.vectors.add_word(word, &mut sum[..self.vectors.dim()]));
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            inverse_lengths.push(length.max(f32::MIN_POSITIVE).recip());
            self.pieces.len() as u32 - 1
        })
    }
}

impl WordTable {
    /// Without words, for sums of `dim` numbers.
    fn new(dim: usize) -> Self {
        let stride = dim.next_multiple_of(STRETCH);
        Self { stride, sums: Vec::new(), inverse_lengths: Vec::new(), words: Vec::new(), starts: vec![0] }
    }

    /// Where the words of segments lie among all.
    pub(crate) fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.starts[from]..self.starts[to]
    }

    /// The words of all segments, each as the number of its sum.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }

    fn sum(&self, word: u32) -> &[f32] {
        &self.sums[word as usize * self.stride..][..self.stride]
    }
}

/// exp(`sharpness` × cosine) of each of `words` and each of `others`: for every one of the others and for some of the words at a time,
/// `take` gets the place of the first of those words, the place of the other, and the numbers. O(words × others × dim).
pub(crate) fn affinities(
    (table, words): (&WordTable, &[u32]),
    (other_table, others): (&WordTable, &[u32]),
    sharpness: f32,
    mut take: impl FnMut(usize, usize, &[f32]),
) {
    let mut panel: Vec<[f32; LANES]> = vec![[0.0; LANES]; table.stride];
    for (first, some) in (0..).step_by(LANES).zip(words.chunks(LANES)) {
        for (lane, &word) in some.iter().enumerate() {
            let scale = sharpness * table.inverse_lengths[word as usize];
            panel.iter_mut().zip(table.sum(word)).for_each(|(row, x)| row[lane] = scale * x);
        }
        for (start, block) in (0..).step_by(BLOCK).zip(others.chunks(BLOCK)) {
            // What is missing from the last block is filled up, and its numbers are left out.
            let of_block: [u32; BLOCK] = std::array::from_fn(|k| block[k.min(block.len() - 1)]);
            let sums = of_block.map(|word| other_table.sum(word));
            let scales = of_block.map(|word| other_table.inverse_lengths[word as usize]);
            let numbers = Arch::new().dispatch(Exponentials { panel: &panel, sums, scales });
            for (k, numbers) in numbers[..block.len()].iter().enumerate() {
                take(first, start + k, &numbers[..some.len()]);
            }
        }
    }
}

/// exp of the products of the columns of a panel and some sums, each times its scale; all in whole stretches.
struct Exponentials<'a> {
    panel: &'a [[f32; LANES]],
    sums: [&'a [f32]; BLOCK],
    scales: [f32; BLOCK],
}

impl WithSimd for Exponentials<'_> {
    type Output = [[f32; LANES]; BLOCK];

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        match S::F32_LANES {
            16 => self.work_out::<S, 1>(simd),
            8 => self.work_out::<S, 2>(simd),
            4 => self.work_out::<S, 4>(simd),
            _ => self.work_out::<S, LANES>(simd),
        }
    }
}

impl Exponentials<'_> {
    #[inline(always)]
    fn work_out<S: Simd, const VECTORS: usize>(self, simd: S) -> [[f32; LANES]; BLOCK] {
        let mut products = [[simd.splat_f32s(0.0); VECTORS]; BLOCK];
        let stretches = self.sums.map(|sum| sum.as_chunks::<STRETCH>().0);
        for (at, rows) in self.panel.as_chunks::<STRETCH>().0.iter().enumerate() {
            let [a, b, c, d, e, f] = &stretches;
            let numbers = [&a[at], &b[at], &c[at], &d[at], &e[at], &f[at]];
            for (i, row) in rows.iter().enumerate() {
                let vectors = S::as_simd_f32s(row).0;
                for k in 0..BLOCK {
                    let number = simd.splat_f32s(numbers[k][i]);
                    for v in 0..VECTORS {
                        products[k][v] = simd.mul_add_e_f32s(number, vectors[v], products[k][v]);
                    }
                }
            }
        }
        let mut out = [[0f32; LANES]; BLOCK];
        for k in 0..BLOCK {
            S::as_mut_simd_f32s(&mut out[k]).0.copy_from_slice(&products[k]);
            for x in &mut out[k] {
                *x = exp(*x * self.scales[k]);
            }
        }
        out
    }
}

/// exp within a ten thousandth, from e⁻⁸⁰ to e⁸⁰, without branches: a power of two by the exponent's bits, and a polynomial for the rest.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// Adding this leaves a whole number in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let shifted = x + ROUND;
    let rest = x - (shifted - ROUND);
    // 2^rest by its Taylor series.
    let mut power = 1.333_355_8e-3f32;
    for coefficient in [9.618_129e-3, 5.550_411e-2, 2.402_265e-1, 6.931_472e-1, 1.0] {
        power = power * rest + coefficient;
    }
    f32::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KO: [&str; 3] = ["비가 와서 소풍이 취소되었다.", "“의사는” 환자에게 새 약을 처방했다!", ""];
    const EN: [&str; 2] =
        ["The picnic was cancelled because of the rain.", "The doctor - prescribed (the patient) a new medicine."];

    fn read(texts: &[&str]) -> WordByWord {
        word_by_word(texts, PieceVectors::builtin())
    }

    #[test]
    fn words_are_bare_of_punctuation_and_alike_ones_are_one() {
        let table = read(&EN).table;
        let [first, second] = [(0, 1), (1, 2)].map(|(from, to)| &table.words()[table.range(from, to)]);
        assert_eq!((first.len(), second.len()), (8, 8));
        assert_eq!((first[0], first[6]), (second[0], first[6]));
        assert_ne!(first[6], second[2]);
        assert_eq!(read(&KO).table.range(2, 3), 9..9);
    }

    #[test]
    fn a_segment_without_end_is_looked_at_in_part() {
        let many = "단어 ".repeat(10 * MOST_WORDS);
        let all = read(&[&many, "단어"]);
        assert_eq!(all.table.range(0, 2), 0..MOST_WORDS + 1);
        assert!(all.pieces[0] >= 10 * MOST_WORDS as u32);
    }

    #[test]
    fn an_affinity_is_that_of_the_definition() {
        let (ko, en) = (read(&KO).table, read(&EN).table);
        let mut found = vec![vec![0f32; en.words().len()]; ko.words().len()];
        affinities((&ko, ko.words()), (&en, en.words()), 3.0, |first, k, numbers| {
            numbers.iter().enumerate().for_each(|(lane, x)| found[first + lane][k] += x);
        });
        let unit = |table: &WordTable, word| -> Vec<f32> {
            let sum = table.sum(word);
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            sum.iter().map(|x| x / length).collect()
        };
        for (row, &w) in found.iter().zip(ko.words()) {
            for (x, &v) in row.iter().zip(en.words()) {
                let cosine: f32 = unit(&ko, w).iter().zip(unit(&en, v)).map(|(a, b)| a * b).sum();
                let expected = (3.0 * cosine).exp();
                assert!((x - expected).abs() < 1e-4 * expected, "{x} for {expected}");
            }
        }
    }

    #[test]
    fn exp_is_near_the_exponential_function() {
        for x in (-800..=800).map(|x| x as f32 / 10.0) {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
        assert!(exp(1e9).is_finite() && exp(-1e9) >= 0.0 && exp(f32::NAN).is_nan());
    }

    proptest! {
        #[test]
        fn a_text_read_word_by_word_is_the_text(text in "[가-힣a-zA-Z0-9 .,!?'\"()-]{0,60}|\\PC{0,30}") {
            // Some rare kinds of white space are no white space to the tokenizer.
            let text = text.replace(char::is_whitespace, " ");
            // No text at all is one unknown piece to the encoder.
            prop_assume!(!text.trim().is_empty());
            let vectors = PieceVectors::builtin();
            let mut sum = vec![0.0; vectors.dim()];
            let pieces = vectors.add_sentence(&text, &mut sum);
            let all = read(&[&text]);
            prop_assert_eq!(all.pieces, vec![pieces]);
            for (a, b) in all.sums.iter().zip(&sum) {
                prop_assert!((a - b).abs() < 1e-2, "{} {}", a, b);
            }
        }
    }
}

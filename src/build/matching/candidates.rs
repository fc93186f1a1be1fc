//! Pairs of documents that are worth a closer look: near by their mean vectors, or by the numbers, dates and Latin words they share.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::sketch::Sketch;
use crate::bitext::{Side, Sides};

/// So many of the nearest documents by either likeness are looked at.
const NEAREST: usize = 12;
/// What more documents than this have in common tells nothing.
const MOST_HOLDERS: usize = 200;

/// Pairs of Korean and English documents that may belong together, in order, each once. Time grows with the product of the numbers
/// of documents, by one product of vectors each.
pub(super) fn candidates(sketches: Sides<&[Sketch]>) -> Vec<(u32, u32)> {
    let means = sketches.map(centred);
    let index = Index::of(sketches);
    let near = |side: Side| -> Vec<(u32, u32)> {
        let (own, other) = (means.get(side), means.get(side.other()));
        (0..own.len())
            .into_par_iter()
            .flat_map_iter(|i| {
                let by_meaning = best(other.iter().enumerate().map(|(j, mean)| (dot(&own[i], mean), j as u32)));
                let by_tokens = best(index.likeness(side, i, sketches).into_iter().map(|(j, likeness)| (likeness, j)));
                let found = by_meaning.into_iter().chain(by_tokens);
                found.map(move |(_, j)| if side == Side::Ko { (i as u32, j) } else { (j, i as u32) })
            })
            .collect()
    };
    let mut found = near(Side::Ko);
    found.extend(near(Side::En));
    found.par_sort_unstable();
    found.dedup();
    found
}

/// The mean vectors of documents as unit vectors, less what all documents of the side have in common.
fn centred(sketches: &[Sketch]) -> Vec<Vec<f32>> {
    let Some(first) = sketches.first() else { return Vec::new() };
    let mut units: Vec<Vec<f32>> = sketches.par_iter().map(|sketch| unit(sketch.mean.clone())).collect();
    let mut centre = vec![0.0f64; first.mean.len()];
    for unit in &units {
        centre.iter_mut().zip(unit).for_each(|(sum, x)| *sum += f64::from(*x));
    }
    let share = if sketches.len() < FEW { 0.0 } else { 1.0 / sketches.len() as f64 };
    units.par_iter_mut().for_each(|vector| {
        vector.iter_mut().zip(&centre).for_each(|(x, sum)| *x -= (sum * share) as f32);
        *vector = unit(std::mem::take(vector));
    });
    units
}

/// Fewer documents have no centre that would not be their own.
const FEW: usize = 8;

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = dot(&vector, &vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    vector
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight running sums let the compiler use vector registers.
    let mut sums = [0f32; 8];
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (x, y) in a.iter().zip(b) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum::<f32>()
}

/// The best few, the best first; of equals the first.
fn best(all: impl Iterator<Item = (f32, u32)>) -> Vec<(f32, u32)> {
    let mut best: Vec<(f32, u32)> = Vec::with_capacity(NEAREST + 1);
    for (likeness, j) in all {
        if best.len() == NEAREST && best.last().is_some_and(|(least, _)| likeness <= *least) {
            continue;
        }
        let at = best.partition_point(|(other, _)| *other >= likeness);
        best.insert(at, (likeness, j));
        best.truncate(NEAREST);
    }
    best
}

/// Which documents have a token.
struct Index {
    holders: FxHashMap<u64, Sides<Vec<u32>>>,
    /// The length of each document's vector of tokens.
    lengths: Sides<Vec<f32>>,
    documents: f32,
}

impl Index {
    fn of(sketches: Sides<&[Sketch]>) -> Self {
        let mut holders: FxHashMap<u64, Sides<Vec<u32>>> = FxHashMap::default();
        for (i, sketch) in (0..).zip(sketches.ko) {
            sketch.tokens.iter().for_each(|token| holders.entry(*token).or_default().ko.push(i));
        }
        for (j, sketch) in (0..).zip(sketches.en) {
            for token in &sketch.tokens {
                if let Some(holders) = holders.get_mut(token) {
                    holders.en.push(j);
                }
            }
        }
        let tell = |of: &Sides<Vec<u32>>| {
            let counts = [of.ko.len(), of.en.len()];
            counts.iter().all(|count| (1..=MOST_HOLDERS).contains(count))
        };
        holders.retain(|_, of| tell(of));
        let mut index = Self { holders, lengths: Sides::default(), documents: (sketches.ko.len() + sketches.en.len()) as f32 };
        index.lengths = sketches.map(|side| side.iter().map(|sketch| index.length(sketch)).collect());
        index
    }

    /// How much a token that these hold tells.
    fn weight(&self, of: &Sides<Vec<u32>>) -> f32 {
        (self.documents / (of.ko.len() + of.en.len()) as f32).ln().max(0.0)
    }

    fn length(&self, sketch: &Sketch) -> f32 {
        let squares = sketch.tokens.iter().filter_map(|token| self.holders.get(token)).map(|of| self.weight(of).powi(2));
        squares.sum::<f32>().sqrt().max(1.0)
    }

    /// The cosine of a document's tokens with those of every document of the other side that shares one, in order.
    fn likeness(&self, side: Side, document: usize, sketches: Sides<&[Sketch]>) -> Vec<(u32, f32)> {
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        for of in sketches.get(side)[document].tokens.iter().filter_map(|token| self.holders.get(token)) {
            let weight = self.weight(of).powi(2);
            of.get(side.other()).iter().for_each(|other| *sums.entry(*other).or_default() += weight);
        }
        let (own, others) = (self.lengths.get(side)[document], self.lengths.get(side.other()));
        let mut found: Vec<(u32, f32)> =
            sums.into_iter().map(|(other, sum)| (other, sum / (own * others[other as usize]))).collect();
        found.sort_unstable_by_key(|(other, _)| *other);
        found
    }
}

//! A closer look at two documents: which of their segments answer one another, and in the same order.

use super::sketch::{STEP, Sketch};

/// How far two documents resemble each other: the cosines of the segments that are each other's nearest and come in the same order,
/// over the segments of the shorter document. O(m · n) in the segments of the sketches.
pub(super) fn resemblance(ko: &Sketch, en: &Sketch) -> f32 {
    let dim = ko.mean.len();
    let (rows, columns) = (ko.vectors.len() / dim, en.vectors.len() / dim);
    if rows == 0 || columns == 0 {
        return 0.0;
    }
    let mut best_of_row = vec![(f32::MIN, 0); rows];
    let mut best_of_column = vec![(f32::MIN, 0); columns];
    for (i, a) in ko.vectors.chunks_exact(dim).enumerate() {
        for (j, b) in en.vectors.chunks_exact(dim).enumerate() {
            let cosine = dot(a, b) as f32 * STEP * STEP;
            if cosine > best_of_row[i].0 {
                best_of_row[i] = (cosine, j);
            }
            if cosine > best_of_column[j].0 {
                best_of_column[j] = (cosine, i);
            }
        }
    }
    let mutual: Vec<(usize, f32)> = (0..rows)
        .map(|i| (best_of_row[i], i))
        .filter(|((_, j), i)| best_of_column[*j].1 == *i)
        .map(|((cosine, j), _)| (j, cosine))
        .collect();
    heaviest_chain(&mutual) / rows.min(columns) as f32
}

fn dot(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(i16::from(*x) * i16::from(*y))).sum()
}

/// The heaviest row of seeds whose places on the other side rise. Quadratic in the few seeds.
fn heaviest_chain(seeds: &[(usize, f32)]) -> f32 {
    let mut ends: Vec<f32> = Vec::with_capacity(seeds.len());
    for (n, (at, weight)) in seeds.iter().enumerate() {
        let before = seeds[..n].iter().zip(&ends).filter(|((other, _), _)| other < at).map(|(_, end)| *end);
        ends.push(before.fold(0.0, f32::max) + weight.max(0.0));
    }
    ends.into_iter().fold(0.0, f32::max)
}

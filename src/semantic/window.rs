//! Sliding a window of matrices over a sequence of vectors with fewer multiplications than places in the window.
//!
//! y[t] = Σ_k W_k · x[t + k - left], computed four outputs at a time: the inputs of a tile are combined into as many points as
//! outputs and places together less one, each point is multiplied by one matrix, and the products are combined into the outputs. For
//! windows of 2, 3 and 5 places that is 5, 6 and 8 matrices for four outputs instead of 8, 12 and 20.
//!
//! Source: A. Toom and S. Cook's multiplication of polynomials, turned round into a filter as in S. Winograd, "Arithmetic complexity
//! of computations" (1980); A. Lavin and S. Gray, "Fast algorithms for convolutional neural networks" (2016).

use ndarray::{Array2, ArrayView2, Axis, Slice};

/// Outputs computed together.
const TILE: usize = 4;
/// Where polynomials are evaluated, beside infinity. Small numbers keep rounding errors small.
const POINTS: [f64; 7] = [0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5];

/// The matrices of a window, made ready.
pub(super) struct Window {
    left: usize,
    /// One a point.
    matrices: Vec<Array2<f32>>,
    /// Row p: how much of each input of a tile goes into point p.
    gather: Vec<Vec<f32>>,
    /// Row p: how much of point p goes into each output of a tile.
    scatter: Vec<[f32; TILE]>,
}

/// A run of vectors: the rows of one sentence.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) len: usize,
}

impl Window {
    /// From the matrices of the places, stacked one above another; `left` places lie before the output's own.
    pub(super) fn new(stacked: ArrayView2<'_, f32>, places: usize, left: usize) -> Self {
        let points = TILE + places - 1;
        let powers = |count: usize| -> Vec<Vec<f64>> {
            let finite = POINTS[..points - 1].iter().map(|&x| (0..count as i32).map(|power| x.powi(power)).collect());
            let infinite = (0..count).map(|power| f64::from(u8::from(power + 1 == count))).collect();
            finite.chain([infinite]).collect()
        };
        let rows = stacked.nrows() / places;
        let place = |k: usize| stacked.slice_axis(Axis(0), Slice::from(k * rows..(k + 1) * rows));
        let matrices = powers(places)
            .iter()
            .map(|powers| {
                let mut sum = Array2::<f64>::zeros((rows, stacked.ncols()));
                powers.iter().enumerate().for_each(|(k, &power)| sum.zip_mut_with(&place(k), |x, &w| *x += power * f64::from(w)));
                sum.mapv(|x| x as f32)
            })
            .collect();
        let inverse = invert(powers(points));
        let gather = (0..points).map(|p| (0..points).map(|j| inverse[j][p] as f32).collect()).collect();
        let scatter = powers(TILE).iter().map(|powers| std::array::from_fn(|i| powers[i] as f32)).collect();
        Self { left, matrices, gather, scatter }
    }

    /// The outputs for `input`, whose runs do not see each other: outside its run everything is nought.
    pub(super) fn slide(&self, input: &Array2<f32>, runs: &[Run]) -> Array2<f32> {
        let width = input.ncols();
        let tiles: Vec<(usize, usize, usize)> = runs
            .iter()
            .flat_map(|run| (0..run.len).step_by(TILE).map(|at| (run.start, run.start + at, run.start + run.len)))
            .collect();
        let mut output = Array2::zeros((input.nrows(), self.matrices.first().map_or(0, Array2::ncols)));
        let mut point = Array2::zeros((tiles.len(), width));
        for ((gather, matrix), scatter) in self.gather.iter().zip(&self.matrices).zip(&self.scatter) {
            for (mut row, &(start, at, end)) in point.rows_mut().into_iter().zip(&tiles) {
                let Some(row) = row.as_slice_mut() else { continue };
                row.fill(0.0);
                for (j, &share) in gather.iter().enumerate() {
                    let place = (at + j).wrapping_sub(self.left);
                    if share != 0.0 && (start..end).contains(&place) {
                        add_scaled(row, share, input.row(place).to_slice().unwrap_or_default());
                    }
                }
            }
            let product = point.dot(matrix);
            for (row, &(_, at, end)) in product.rows().into_iter().zip(&tiles) {
                for (place, &share) in (at..end).zip(scatter) {
                    if share != 0.0
                        && let Some(output) = output.row_mut(place).as_slice_mut()
                    {
                        add_scaled(output, share, row.to_slice().unwrap_or_default());
                    }
                }
            }
        }
        output
    }
}

/// The inverse of a square matrix, by Gauss and Jordan with pivots.
fn invert(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = matrix.len();
    for (i, row) in matrix.iter_mut().enumerate() {
        row.extend((0..size).map(|j| f64::from(u8::from(i == j))));
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs())).unwrap_or(column);
        matrix.swap(column, pivot);
        let factor = matrix[column][column];
        matrix[column].iter_mut().for_each(|x| *x /= factor);
        let pivot_row = matrix[column].clone();
        for (_, row) in matrix.iter_mut().enumerate().filter(|(i, _)| *i != column) {
            let factor = row[column];
            row.iter_mut().zip(&pivot_row).for_each(|(x, pivot)| *x -= factor * pivot);
        }
    }
    matrix.into_iter().map(|row| row[size..].to_vec()).collect()
}

#[inline]
fn add_scaled(to: &mut [f32], share: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += share * from);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, place by place.
    fn slowly(stacked: &Array2<f32>, places: usize, left: usize, input: &Array2<f32>, runs: &[Run]) -> Array2<f32> {
        let size = input.ncols();
        let mut output = Array2::zeros((input.nrows(), stacked.ncols()));
        for run in runs {
            for t in run.start..run.start + run.len {
                for k in 0..places {
                    let at = (t + k).wrapping_sub(left);
                    if (run.start..run.start + run.len).contains(&at) {
                        let matrix = stacked.slice_axis(Axis(0), Slice::from(k * size..(k + 1) * size));
                        let product = input.row(at).dot(&matrix);
                        let mut row = output.row_mut(t);
                        row += &product;
                    }
                }
            }
        }
        output
    }

    #[test]
    fn sliding_gives_what_the_definition_gives() {
        let number = |i: usize, j: usize| ((i * 31 + j * 17) % 23) as f32 / 11.0 - 1.0;
        let input = Array2::from_shape_fn((21, 8), |(i, j)| number(i, j + 3));
        let runs = [Run { start: 0, len: 1 }, Run { start: 1, len: 7 }, Run { start: 8, len: 13 }];
        for (places, left) in [(2, 0), (3, 1), (5, 2)] {
            let stacked = Array2::from_shape_fn((places * 8, 6), |(i, j)| number(i + 5, j));
            let expected = slowly(&stacked, places, left, &input, &runs);
            let found = Window::new(stacked.view(), places, left).slide(&input, &runs);
            let error = (found - expected).iter().fold(0f32, |worst, x| worst.max(x.abs()));
            assert!(error < 1e-4, "{places} places: {error}");
        }
    }
}

//! Sliding a window of matrices over a sequence of vectors with fewer multiplications than places in the window.
//!
//! y[t] = Σ_k W_k · x[t + k - left], computed four outputs at a time: the inputs of a tile are combined into as many points as
//! outputs and places together less one, each point is multiplied by one matrix, and the products are combined into the outputs. For
//! windows of 2, 3 and 5 places that is 5, 6 and 8 matrices for four outputs instead of 8, 12 and 20.
//!
//! Source: A. Toom and S. Cook's multiplication of polynomials, turned round into a filter as in S. Winograd, "Arithmetic complexity
//! of computations" (1980); A. Lavin and S. Gray, "Fast algorithms for convolutional neural networks" (2016).

use ndarray::{Array2, ArrayView2, Axis, Slice};

use super::matrix::{Matrix, Rows};
use super::vector::vectorized;

/// Outputs computed together.
const TILE: usize = 4;
/// Where polynomials are evaluated, beside infinity. Small numbers keep rounding errors small.
const POINTS: [f64; 7] = [0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5];

/// The matrices of a window, made ready.
pub(super) struct Window {
    left: usize,
    /// One a point.
    matrices: Vec<Matrix>,
    /// Row p: how much of each input of a tile goes into point p.
    gather: Vec<Vec<f32>>,
    /// Row p: how much of point p goes into each output of a tile.
    scatter: Vec<[f32; TILE]>,
}

/// How sequences lie one below another for [`Window::slide`]: each with rows of noughts before and after it, so that every tile finds
/// all its inputs.
pub(super) struct Layout {
    /// Rows in all.
    pub(super) rows: usize,
    /// The row of the first vector of each sequence.
    pub(super) starts: Vec<usize>,
    tiles: Vec<Tile>,
    /// Vectors in all, without the noughts.
    vectors: usize,
}

/// Outputs computed together.
struct Tile {
    /// Row of the first input.
    input: usize,
    /// The first output, counted without noughts.
    output: usize,
    /// How many of the outputs there are.
    count: usize,
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
                Matrix::new(sum.mapv(|x| x as f32).view())
            })
            .collect();
        let inverse = invert(powers(points));
        let gather = (0..points).map(|p| (0..points).map(|j| inverse[j][p] as f32).collect()).collect();
        let scatter = powers(TILE).iter().map(|powers| std::array::from_fn(|i| powers[i] as f32)).collect();
        Self { left, matrices, gather, scatter }
    }

    /// The layout of sequences of these lengths.
    pub(super) fn layout(&self, lens: &[usize]) -> Layout {
        let mut layout = Layout { rows: 0, starts: Vec::with_capacity(lens.len()), tiles: Vec::new(), vectors: 0 };
        for &len in lens {
            layout.starts.push(layout.rows + self.left);
            let tile = |at| Tile { input: layout.rows + at, output: layout.vectors + at, count: TILE.min(len - at) };
            layout.tiles.extend((0..len).step_by(TILE).map(tile));
            layout.rows += len.next_multiple_of(TILE) + self.matrices.len() - TILE;
            layout.vectors += len;
        }
        layout
    }

    /// The outputs for `input`, rows of `width` numbers in that layout: a row for each vector, without rows of noughts between them.
    pub(super) fn slide(&self, input: &[f32], width: usize, layout: &Layout) -> Vec<f32> {
        let tiles = &layout.tiles;
        let columns = self.matrices.first().map_or(0, Matrix::width);
        let mut output = vec![0.0; layout.vectors * columns];
        let mut point = vec![0.0; tiles.len() * width];
        let mut product = vec![0.0; tiles.len() * columns];
        for ((gather, matrix), scatter) in self.gather.iter().zip(&self.matrices).zip(&self.scatter) {
            let rows = point.chunks_exact_mut(width).zip(tiles);
            rows.for_each(|(row, tile)| combine(row, gather, &input[tile.input * width..]));
            product.fill(0.0);
            matrix.add_product(Rows { numbers: &point, stride: width }, tiles.len(), &mut product, columns);
            let rows = product.chunks_exact(columns).zip(tiles);
            rows.for_each(|(row, tile)| spread(row, scatter, &mut output[tile.output * columns..][..tile.count * columns]));
        }
        output
    }
}

/// The sum of rows, each times its share, into `to`.
fn combine(to: &mut [f32], shares: &[f32], rows: &[f32]) {
    vectorized(
        #[inline(always)]
        || {
            to.fill(0.0);
            for (&share, row) in shares.iter().zip(rows.chunks_exact(to.len())).filter(|&(&share, _)| share != 0.0) {
                add_scaled(to, share, row);
            }
        },
    );
}

/// Adds a row to each of several, times the share of each.
fn spread(row: &[f32], shares: &[f32], to: &mut [f32]) {
    vectorized(
        #[inline(always)]
        || {
            for (to, &share) in to.chunks_exact_mut(row.len()).zip(shares).filter(|&(_, &share)| share != 0.0) {
                add_scaled(to, share, row);
            }
        },
    );
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

#[inline(always)]
fn add_scaled(to: &mut [f32], share: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += share * from);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The definition, place by place.
    fn slowly(stacked: &Array2<f32>, places: usize, left: usize, input: &Array2<f32>, lens: &[usize]) -> Array2<f32> {
        let size = input.ncols();
        let mut output = Array2::zeros((input.nrows(), stacked.ncols()));
        let mut start = 0;
        for &len in lens {
            for t in start..start + len {
                for k in 0..places {
                    let at = (t + k).wrapping_sub(left);
                    if (start..start + len).contains(&at) {
                        let matrix = stacked.slice_axis(Axis(0), Slice::from(k * size..(k + 1) * size));
                        let product = input.row(at).dot(&matrix);
                        let mut row = output.row_mut(t);
                        row += &product;
                    }
                }
            }
            start += len;
        }
        output
    }

    #[test]
    fn sliding_gives_what_the_definition_gives() {
        let number = |i: usize, j: usize| ((i * 31 + j * 17) % 23) as f32 / 11.0 - 1.0;
        let input = Array2::from_shape_fn((21, 8), |(i, j)| number(i, j + 3));
        let lens = [1, 7, 0, 13];
        for (places, left) in [(2, 0), (3, 1), (5, 2)] {
            let stacked = Array2::from_shape_fn((places * 8, 6), |(i, j)| number(i + 5, j));
            let expected = slowly(&stacked, places, left, &input, &lens);
            let window = Window::new(stacked.view(), places, left);
            let layout = window.layout(&lens);
            let mut laid_out = vec![0.0; layout.rows * 8];
            let mut rows = input.rows().into_iter();
            for (&start, &len) in layout.starts.iter().zip(&lens) {
                let to = laid_out[start * 8..][..len * 8].chunks_exact_mut(8);
                to.zip(&mut rows).for_each(|(to, row)| to.copy_from_slice(row.as_slice().unwrap()));
            }
            let found = Array2::from_shape_vec((21, 6), window.slide(&laid_out, 8, &layout)).unwrap();
            let error = (found - expected).iter().fold(0f32, |worst, x| worst.max(x.abs()));
            assert!(error < 1e-4, "{places} places: {error}");
        }
    }
}

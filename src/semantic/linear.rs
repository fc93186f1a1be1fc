//! The two pieces of linear algebra that distilling takes: leading directions of a covariance, and a ridge regression. Double
//! precision inside, cubic time in the small side, no randomness.

use ndarray::{Array2, ArrayView2};

/// The `count` directions in which `samples` (a row a sample) reach farthest from nought, as columns, longest first.
///
/// Orthogonal iteration on the second-moment matrix (G. Golub, C. Van Loan, "Matrix Computations", 8.2.4), started from a rotation made
/// of `numbers` (see [`rotation`]).
pub(super) fn leading_directions(samples: ArrayView2<'_, f32>, count: usize, numbers: impl FnMut() -> f32) -> Array2<f32> {
    const ROUNDS: usize = 60;
    let size = samples.ncols();
    let moments = samples.t().dot(&samples);
    // A column is made upright to those before it alone, so that those after the last one wanted need not be kept.
    let mut basis = rotation(size, numbers).view().split_at(ndarray::Axis(1), count.min(size)).0.to_owned();
    for _ in 0..ROUNDS {
        basis = moments.dot(&basis);
        orthonormalize(&mut basis);
    }
    basis
}

/// An orthogonal matrix: `numbers` (at random, about nought) made upright. Turning vectors by it spreads what they say evenly over
/// their numbers and changes no angle.
pub(super) fn rotation(size: usize, mut numbers: impl FnMut() -> f32) -> Array2<f32> {
    let mut basis = Array2::from_shape_simple_fn((size, size), &mut numbers);
    orthonormalize(&mut basis);
    basis
}

/// Gram and Schmidt, column by column, each twice for precision. A column that depends on earlier ones becomes noughts.
fn orthonormalize(basis: &mut Array2<f32>) {
    let mut columns: Vec<Vec<f64>> = basis.columns().into_iter().map(|c| c.iter().map(|&x| f64::from(x)).collect()).collect();
    for at in 0..columns.len() {
        let (done, rest) = columns.split_at_mut(at);
        let column = &mut rest[0];
        let before = dot(column, column).sqrt();
        for other in done.iter().chain(done.iter()) {
            let along = dot(column, other);
            column.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
        }
        let length = dot(column, column).sqrt();
        let factor = if length > before * 1e-9 { length.recip() } else { 0.0 };
        column.iter_mut().for_each(|x| *x *= factor);
    }
    for (mut to, from) in basis.columns_mut().into_iter().zip(&columns) {
        to.iter_mut().zip(from).for_each(|(to, &from)| *to = from as f32);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The matrix M that makes `inputs · M` come nearest to `outputs`, where large entries of M cost `penalty` times their square.
///
/// Normal equations by Cholesky's decomposition.
#[expect(clippy::needless_range_loop, reason = "triangular matrices are read by both their indices")]
pub(super) fn ridge(inputs: ArrayView2<'_, f32>, outputs: ArrayView2<'_, f32>, penalty: f64) -> Array2<f32> {
    let size = inputs.ncols();
    let gram = inputs.t().dot(&inputs);
    let mut right = inputs.t().dot(&outputs).mapv(f64::from);
    let mut lower: Vec<Vec<f64>> = (0..size).map(|i| (0..=i).map(|j| f64::from(gram[(i, j)])).collect()).collect();
    for i in 0..size {
        lower[i][i] += penalty;
        for j in 0..=i {
            let (above, row) = lower.split_at_mut(i);
            let other = if j < i { &above[j] } else { &row[0][..] };
            let rest = row[0][j] - dot(&row[0][..j], &other[..j]);
            row[0][j] = if j < i { rest / above[j][j] } else { rest.max(penalty * 1e-6).sqrt() };
        }
    }
    for i in 0..size {
        for k in 0..i {
            let factor = lower[i][k];
            let (above, mut row) = right.view_mut().split_at(ndarray::Axis(0), i);
            row.row_mut(0).scaled_add(-factor, &above.row(k));
        }
        right.row_mut(i).mapv_inplace(|x| x / lower[i][i]);
    }
    for i in (0..size).rev() {
        for k in i + 1..size {
            let factor = lower[k][i];
            let (mut row, below) = right.view_mut().split_at(ndarray::Axis(0), i + 1);
            row.row_mut(i).scaled_add(-factor, &below.row(k - i - 1));
        }
        right.row_mut(i).mapv_inplace(|x| x / lower[i][i]);
    }
    right.mapv(|x| x as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> impl FnMut() -> f32 {
        let mut state = 1u32;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        }
    }

    #[test]
    fn a_rotation_changes_no_lengths() {
        let turned = rotation(5, numbers());
        assert!((turned.t().dot(&turned) - Array2::<f32>::eye(5)).iter().all(|x| x.abs() < 1e-5));
        assert!(turned[(0, 0)].abs() < 0.99);
    }

    #[test]
    fn ridge_finds_the_matrix_that_made_the_outputs() {
        let inputs = Array2::from_shape_fn((40, 3), |(i, j)| ((i * 7 + j * 13) % 11) as f32 - 5.0);
        let truth = ndarray::arr2(&[[1.0, -2.0], [0.5, 0.0], [3.0, 1.0]]);
        let found = ridge(inputs.view(), inputs.dot(&truth).view(), 1e-6);
        assert!((found - truth).iter().all(|x| x.abs() < 1e-3));
    }

    #[test]
    fn leading_directions_come_longest_first_and_stand_upright_on_each_other() {
        let samples = ndarray::arr2(&[[3.0, 0.0, 0.0], [-3.0, 0.0, 0.0], [0.0, 0.0, 2.0], [0.0, 1.0, 0.0]]);
        let found = leading_directions(samples.view(), 2, numbers());
        assert!(found[(0, 0)].abs() > 0.999 && found[(2, 1)].abs() > 0.999);
        assert!(found.t().dot(&found)[(0, 1)].abs() < 1e-5);
    }

    #[test]
    fn a_direction_is_the_same_to_the_bit_however_many_are_asked_for() {
        let samples = Array2::from_shape_fn((50, 40), |(i, j)| ((i * 7 + j * j * 13 + i * j) % 23) as f32 - 11.0);
        let all = leading_directions(samples.view(), 40, numbers());
        let some = leading_directions(samples.view(), 12, numbers());
        assert!(some.columns().into_iter().zip(all.columns()).all(|(some, all)| some == all));
        assert_eq!(some.ncols(), 12);
    }
}

//! The last part of the full encoder: from the sums of the tokens' features to sentence vectors.

use ndarray::{Array2, ArrayView2};

use super::matrix::{Matrix, Rows};

/// The dense layers from the token sum to the sentence vector.
pub(super) struct Head {
    pub(super) sum: Matrix,
    pub(super) sum_bias: Vec<f32>,
    pub(super) d0: Matrix,
    pub(super) d1: Matrix,
    pub(super) p1: Matrix,
    pub(super) d2: Matrix,
    pub(super) p3: Matrix,
    pub(super) d3: Matrix,
    pub(super) epsilon: f32,
}

impl Head {
    /// From the sums of the tokens' features (a row a sentence) to sums of half the size, which still add up.
    pub(super) fn project(&self, sums: ArrayView2<'_, f32>, lens: &[usize]) -> Array2<f32> {
        let mut projected = product(sums, &self.sum);
        for (mut row, &len) in projected.rows_mut().into_iter().zip(lens) {
            let len = len as f32;
            row.iter_mut().zip(&self.sum_bias).for_each(|(x, bias)| *x += len * bias);
        }
        projected
    }

    /// From projected sums to unit vectors, a row each.
    pub(super) fn finish(&self, sums: ArrayView2<'_, f32>, lens: &[usize]) -> Array2<f32> {
        let mut mean = sums.to_owned();
        for (mut row, &len) in mean.rows_mut().into_iter().zip(lens) {
            row /= (len as f32).sqrt();
        }
        let y0 = product(mean.view(), &self.d0).mapv_into(|x| x.max(0.0));
        let mut y1 = product(mean.view(), &self.p1);
        add_product(y0.view(), &self.d1, &mut y1);
        y1.mapv_inplace(|x| x.max(0.0));
        let y2 = product(y1.view(), &self.d2).mapv_into(|x| x.max(0.0));
        let mut out = product(y1.view(), &self.p3);
        add_product(y2.view(), &self.d3, &mut out);
        out.mapv_inplace(f32::tanh);
        for mut row in out.rows_mut() {
            let length = row.iter().map(|x| x * x).sum::<f32>().max(self.epsilon).sqrt();
            row /= length;
        }
        out
    }
}

fn product(rows: ArrayView2<'_, f32>, matrix: &Matrix) -> Array2<f32> {
    let mut out = Array2::zeros((rows.nrows(), matrix.width()));
    add_product(rows, matrix, &mut out);
    out
}

fn add_product(rows: ArrayView2<'_, f32>, matrix: &Matrix, out: &mut Array2<f32>) {
    let (count, rows) = (rows.nrows(), rows.as_standard_layout());
    if let (Some(numbers), Some(out)) = (rows.as_slice(), out.as_slice_mut()) {
        matrix.add_product(Rows { numbers, stride: numbers.len() / count.max(1) }, count, out, matrix.width());
    }
}

//! The last part of the full encoder: from the sums of the tokens' features to sentence vectors.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};

/// The dense layers from the token sum to the sentence vector.
pub(super) struct Head {
    pub(super) sum: Array2<f32>,
    pub(super) sum_bias: Vec<f32>,
    pub(super) d0: Array2<f32>,
    pub(super) d1: Array2<f32>,
    pub(super) p1: Array2<f32>,
    pub(super) d2: Array2<f32>,
    pub(super) p3: Array2<f32>,
    pub(super) d3: Array2<f32>,
    pub(super) epsilon: f32,
}

impl Head {
    /// From the sums of the tokens' features (a row a sentence) to sums of half the size, which still add up.
    pub(super) fn project(&self, sums: ArrayView2<'_, f32>, lens: &[usize]) -> Array2<f32> {
        let mut projected = sums.dot(&self.sum);
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
        let y0 = mean.dot(&self.d0).mapv_into(|x| x.max(0.0));
        let mut y1 = mean.dot(&self.p1);
        general_mat_mul(1.0, &y0, &self.d1, 1.0, &mut y1);
        y1.mapv_inplace(|x| x.max(0.0));
        let y2 = y1.dot(&self.d2).mapv_into(|x| x.max(0.0));
        let mut out = y1.dot(&self.p3);
        general_mat_mul(1.0, &y2, &self.d3, 1.0, &mut out);
        out.mapv_inplace(f32::tanh);
        for mut row in out.rows_mut() {
            let length = row.iter().map(|x| x * x).sum::<f32>().max(self.epsilon).sqrt();
            row /= length;
        }
        out
    }
}

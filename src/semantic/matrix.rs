//! Products of many rows and a matrix that does not change.
//!
//! A matrix is kept in panels of [`PANEL`] columns, in which it is multiplied: libraries of linear algebra cut both factors into such
//! panels anew for every product, which for the small matrices of the encoder takes a quarter of the time. A block of rows and a panel
//! meet in sums that stay in the vector registers.
//!
//! Source: K. Goto, R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).

use ndarray::ArrayView2;
use pulp::{Arch, Simd, WithSimd};

/// Columns multiplied together: two to eight vector registers.
const PANEL: usize = 32;
/// Products summed before their sum is added to the others: long sums lose digits.
const STRETCH: usize = 256;

/// A matrix, made ready to be multiplied.
pub(super) struct Matrix {
    height: usize,
    width: usize,
    /// Panel by panel, and in it row by row; the last panel is filled up with noughts.
    panels: Vec<[f32; PANEL]>,
}

/// Rows one below another, of which some columns are meant: from those on, with the distance from row to row.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) numbers: &'a [f32],
    pub(super) stride: usize,
}

impl Matrix {
    pub(super) fn new(matrix: ArrayView2<'_, f32>) -> Self {
        let (height, width) = matrix.dim();
        let number = |row: usize, column: usize| if column < width { matrix[(row, column)] } else { 0.0 };
        let panel = |start: usize| (0..height).map(move |row| std::array::from_fn(|i| number(row, start + i)));
        Self { height, width, panels: (0..width).step_by(PANEL).flat_map(panel).collect() }
    }

    /// Columns of the matrix.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Adds the product of `count` rows and the matrix to rows `stride` numbers apart. What a row comes to does not depend on the
    /// others.
    pub(super) fn add_product(&self, rows: Rows<'_>, count: usize, out: &mut [f32], stride: usize) {
        if self.height > 0 {
            Arch::new().dispatch(Product { matrix: self, rows, count, out, stride });
        }
    }
}

/// A product to be added to `out`.
struct Product<'a> {
    matrix: &'a Matrix,
    rows: Rows<'a>,
    count: usize,
    out: &'a mut [f32],
    stride: usize,
}

impl WithSimd for Product<'_> {
    type Output = ();

    /// As many rows at once as there are registers for their sums; what is left over goes fewer at a time.
    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        match S::F32_LANES {
            16 => self.add::<S, 2, 12, 4>(simd),
            8 => self.add::<S, 4, 3, 1>(simd),
            4 => self.add::<S, 8, 3, 1>(simd),
            _ => self.add::<S, PANEL, 1, 1>(simd),
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn add<S: Simd, const VECTORS: usize, const ROWS: usize, const FEWER: usize>(&mut self, simd: S) {
        let many = self.count - self.count % ROWS;
        let fewer = self.count - self.count % FEWER;
        for (i, panel) in self.matrix.panels.chunks_exact(self.matrix.height).enumerate() {
            (0..many).step_by(ROWS).for_each(|row| self.add_block::<S, VECTORS, ROWS>(simd, panel, i * PANEL, row));
            (many..fewer).step_by(FEWER).for_each(|row| self.add_block::<S, VECTORS, FEWER>(simd, panel, i * PANEL, row));
            (fewer..self.count).for_each(|row| self.add_block::<S, VECTORS, 1>(simd, panel, i * PANEL, row));
        }
    }

    /// The product of some rows and the panel whose first column is `column`.
    #[inline(always)]
    fn add_block<S: Simd, const VECTORS: usize, const ROWS: usize>(
        &mut self,
        simd: S,
        panel: &[[f32; PANEL]],
        column: usize,
        row: usize,
    ) {
        let width = PANEL.min(self.matrix.width - column);
        for (start, panel) in (0..).step_by(STRETCH).zip(panel.chunks(STRETCH)) {
            let rows: [&[f32]; ROWS] =
                std::array::from_fn(|i| &self.rows.numbers[(row + i) * self.rows.stride + start..][..panel.len()]);
            let mut sums = [[simd.splat_f32s(0.0); VECTORS]; ROWS];
            for (at, panel_row) in panel.iter().enumerate() {
                let vectors = S::as_simd_f32s(panel_row).0;
                for (sums, row) in sums.iter_mut().zip(&rows) {
                    let number = simd.splat_f32s(row[at]);
                    sums.iter_mut().zip(vectors).for_each(|(sum, &vector)| *sum = simd.mul_add_e_f32s(number, vector, *sum));
                }
            }
            for (i, sums) in sums.iter().enumerate() {
                let mut numbers = [0.0; PANEL];
                S::as_mut_simd_f32s(&mut numbers).0.copy_from_slice(sums);
                let out = &mut self.out[(row + i) * self.stride + column..][..width];
                out.iter_mut().zip(numbers).for_each(|(out, number)| *out += number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    fn number(i: usize, j: usize) -> f32 {
        ((i * 31 + j * 17) % 23) as f32 / 11.0 - 1.03
    }

    #[test]
    fn a_product_is_that_of_the_definition_and_each_row_the_same_alone() {
        for (height, width) in [(70, 40), (300, 7), (1, 32), (256, 96)] {
            let matrix = Array2::from_shape_fn((height, width), |(i, j)| number(i, j));
            let ready = Matrix::new(matrix.view());
            let (from, to) = (height + 30, width + 10);
            let numbers: Vec<f32> = (0..37 * from).map(|i| number(i, i / 7)).collect();
            let mut product = vec![0.0; 37 * to];
            ready.add_product(Rows { numbers: &numbers[20..], stride: from }, 37, &mut product[3..], to);
            for (row, product) in numbers.chunks(from).zip(product.chunks(to)) {
                let row = &row[20..20 + height];
                let mut alone = vec![0.0; width];
                ready.add_product(Rows { numbers: row, stride: height }, 1, &mut alone, width);
                assert_eq!(alone, product[3..3 + width]);
                for (column, found) in matrix.columns().into_iter().zip(alone) {
                    let expected: f32 = row.iter().zip(column).map(|(a, b)| a * b).sum();
                    assert!((expected - found).abs() < 1e-4, "{expected} {found}");
                }
                assert_eq!([&product[..3], &product[3 + width..]].concat(), [0.0; 10]);
            }
        }
    }

    #[test]
    fn a_product_is_added_to_what_is_there() {
        let ready = Matrix::new(Array2::eye(3).view());
        let mut out = [1.0, 2.0, 3.0];
        ready.add_product(Rows { numbers: &[10.0, 20.0, 30.0], stride: 3 }, 1, &mut out, 3);
        assert_eq!(out, [11.0, 22.0, 33.0]);
    }

    #[test]
    fn an_empty_matrix_adds_nothing() {
        let ready = Matrix::new(Array2::zeros((0, 4)).view());
        let mut out = [1.0; 4];
        ready.add_product(Rows { numbers: &[], stride: 0 }, 1, &mut out, 4);
        assert_eq!(out, [1.0; 4]);
    }
}

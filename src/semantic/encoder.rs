//! What an encoder of texts is, and which of ours are.

use super::full_encoder::FullEncoder;
use super::table::PieceVectors;

/// Anything that turns texts into vectors of meaning. A text becomes a sum and a number of pieces first; those of joined texts add up,
/// so that an aligner encodes each segment once, whatever it joins.
pub trait Encoder: Send + Sync {
    /// Numbers of a vector.
    fn dim(&self) -> usize;

    /// Numbers of a sum.
    fn sum_dim(&self) -> usize;

    /// For each text its sum and its number of pieces, in order.
    fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)>;

    /// The unit vector of a text or of joined texts, from the sum and the number of pieces, into `out` ([`dim`](Self::dim) numbers).
    fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]);

    /// [`finish`](Self::finish) for many sums, a row of [`sum_dim`](Self::sum_dim) numbers each, one number of pieces a row: rows of
    /// [`dim`](Self::dim) numbers, in order. Rows beyond the shorter of the two are left out.
    fn finish_all(&self, sums: &[f32], pieces: &[u32]) -> Vec<f32> {
        let mut vectors = vec![0.0; pieces.len().min(sums.len() / self.sum_dim()) * self.dim()];
        let rows = sums.chunks_exact(self.sum_dim()).zip(pieces).zip(vectors.chunks_exact_mut(self.dim()));
        rows.for_each(|((sum, &pieces), out)| self.finish(sum, pieces, out));
        vectors
    }

    /// One unit vector a text, in order.
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let finish = |(sum, pieces): (Vec<f32>, u32)| {
            let mut vector = vec![0.0; self.dim()];
            self.finish(&sum, pieces, &mut vector);
            vector
        };
        self.sums(texts).into_iter().map(finish).collect()
    }
}

impl Encoder for FullEncoder {
    fn dim(&self) -> usize {
        FullEncoder::dim(self)
    }

    fn sum_dim(&self) -> usize {
        FullEncoder::dim(self)
    }

    fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        FullEncoder::sums(self, texts)
    }

    fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]) {
        FullEncoder::finish(self, sum, pieces, out);
    }

    fn finish_all(&self, sums: &[f32], pieces: &[u32]) -> Vec<f32> {
        FullEncoder::finish_all(self, sums, pieces)
    }

    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        FullEncoder::encode(self, texts)
    }
}

impl Encoder for PieceVectors {
    fn dim(&self) -> usize {
        PieceVectors::dim(self)
    }

    fn sum_dim(&self) -> usize {
        PieceVectors::dim(self)
    }

    fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        let sum_of = |text: &&str| {
            let mut sum = vec![0.0; self.dim()];
            let pieces = self.add_sentence(text, &mut sum);
            (sum, pieces)
        };
        texts.iter().map(sum_of).collect()
    }

    fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]) {
        PieceVectors::finish(self, sum, pieces, out);
    }
}

//! Evidence from meaning: a vector for every text, such that texts that mean the same, in either language, point the same way.
//!
//! [`PieceVectors`] are compiled in: a table row for every piece of a word, summed. They were distilled from the [`FullEncoder`] by
//! [`distill()`], which sees text of each language alone and no translations. Any other [`Encoder`] can stand in for them, and so can [`Embeddings`] that
//! the user made elsewhere.

mod distill;
mod double_array;
mod double_array_build;
mod embeddings;
mod encoder;
mod features;
mod full_encoder;
mod head;
mod linear;
mod matrix;
mod npy;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod parity;
mod pieces;
mod protobuf;
mod retrieval;
mod table;
mod tokenizer;
mod vector;
mod weights;
mod window;
mod words;

pub use distill::{DistillOptions, DistillProgress, DistillReport, distill};
pub use embeddings::Embeddings;
pub use encoder::Encoder;
pub use full_encoder::FullEncoder;
pub use retrieval::rank_one;
pub use table::PieceVectors;
pub(crate) use words::{WordByWord, WordTable, affinities, word_by_word};

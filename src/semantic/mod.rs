//! Evidence from meaning: a vector for every text, such that texts that mean the same, in either language, point the same way.

mod double_array;
mod encoder;
mod npy;
mod protobuf;
mod tokenizer;

pub use encoder::FullEncoder;

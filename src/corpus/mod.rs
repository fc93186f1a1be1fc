//! The nouns of the result: pairs of text with where they come from and how sure they are.

mod assemble;
mod pair;

pub use assemble::assemble;
pub use pair::{Corpus, Pair, Unit};

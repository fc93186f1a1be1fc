//! The nouns of the result: pairs of text with where they come from and how sure they are, and the formats they are kept in.

mod assemble;
mod format;
mod pair;

pub use assemble::assemble;
pub use format::{FORMATS, Format, FormatInfo};
pub use pair::{Corpus, Pair, Unit};

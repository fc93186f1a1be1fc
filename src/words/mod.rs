//! Evidence from words: pairs learned from the document pair itself.

mod lexicon;
mod stems;

pub use lexicon::Lexicon;
pub use stems::Stems;

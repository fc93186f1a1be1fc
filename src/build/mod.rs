//! Corpora out of many documents: which of them belong together.

mod matching;

pub use matching::{Fitted, Match, Sketch, Support, Weights, fit, match_documents};

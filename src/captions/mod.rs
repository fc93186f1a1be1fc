//! Captions of a page: found among its text, told apart from credits, folded where they are the same, and paired with their
//! translations whatever their order.
//!
//! Flow: [`find`] looks at the blocks of a document and says which are captions and why (`signs`); captions of one language that
//! differ in next to nothing are folded (`fold`); Korean and English ones are paired by the evidence of the aligner, as an
//! assignment of greatest likelihood (`assign`). [`Report`] holds a result for every caption. Nothing here reads files or prints.

mod assign;
mod credit;
mod cues;
mod entries;
mod find;
mod fold;
mod pair;
mod signs;
#[cfg(test)]
mod tests;

pub use credit::is_credit;
pub use cues::pair_cues;
pub use find::{Caption, Page, find, split_by_language};
pub use fold::difference;
pub use pair::{Candidate, Entry, Report, Verdict, pair};
pub use signs::Sign;

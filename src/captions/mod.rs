//! Captions of a page: found among its text, told apart from credits, folded where they are the same, and paired with their
//! translations whatever their order.
//!
//! Flow: [`find`] cuts the blocks of a document where its language changes (`languages`), takes each line apart (`anatomy`: marks,
//! datelines, [credits](is_credit), pointers), looks at its form (`form`) and its place (`context`), and judges by all these signs
//! whether it is a caption (`signs`). [`pair`] compares the lines worth it (`candidates`) by the aligner's evidence and by clues of its
//! own (`facts`, `clues`), promotes what answers a caption, and finds the most probable matching (`matching`). [`PairedPage`] holds a
//! verdict for every caption. The weights of signs and clues are fitted to pages with [gold](parse_gold). Nothing here reads files or
//! prints.

mod actions;
mod anatomy;
mod beside;
mod candidates;
mod clues;
mod context;
mod controls;
mod credit;
mod cues;
mod entries;
mod facts;
mod find;
pub mod fit;
mod fold;
mod form;
mod gold;
mod languages;
mod lists;
mod look;
mod matching;
mod pair;
mod pointer;
mod signs;
#[cfg(test)]
mod tests;
mod weigh;

pub use anatomy::without_credits;
pub use clues::{Clue, ClueKind};
pub use credit::is_credit;
pub use cues::pair_cues;
pub use find::{Caption, Page, PassedOver, find, split_by_language};
pub use fold::difference;
pub use gold::{FoundCaptions, GoldKind, GoldLine, Hits, PageFigures, PairFigures, finding, pair_figures, parse_gold};
pub use pair::{Candidate, PageLine, PairedPage, Verdict, pair};
pub use signs::{Judgement, Sign};

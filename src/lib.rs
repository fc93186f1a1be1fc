//! jjak aligns Korean and English text.
//!
//! At the root stands what most programs need: [`read`] a file, [`fn@align`] two documents, [`fn@check`] the pairs, [`fn@write`] them,
//! and [`fn@split`] text into sentences. Each takes the usual options; the modules have the rest.
//!
//! ```
//! use jjak::{Side, Sides, align, parse};
//!
//! let text = |side, text: &str| parse("memory.txt", text.as_bytes().to_vec(), &jjak::formats::ReadOptions::new(side))?.into_text(side);
//! let ko = text(Side::Ko, "어제 눈이 10cm 왔다. 길이 미끄러웠다.")?;
//! let en = text(Side::En, "Yesterday 10 cm of snow fell. The roads were slippery.")?;
//!
//! let bitext = align(Sides { ko, en });
//! let second = bitext.view().entries[1].text();
//! assert_eq!(second.ko, "길이 미끄러웠다.");
//! assert_eq!(second.en, "The roads were slippery.");
//! # Ok::<(), jjak::Error>(())
//! ```
//!
//! Text flows one way through the modules below: [`bitext`] holds the nouns, [`formats`] makes documents and bitexts of files and
//! files of bitexts, [`normalize`] and [`mod@split`] cut sentences, [`anchor`] and [`words`] gather evidence, [`mod@align`] weighs it;
//! `check` finds what is wrong, and `report` says it. [`pipeline`] goes the whole way in one call; [`eval`] measures against
//! gold. Captions, checks, reports and work on many files come with the feature `check`.

// Without the checks, some of what they ask of the anchors is asked by nobody.
#![cfg_attr(not(feature = "check"), allow(dead_code, unused_imports))]

#[cfg(feature = "check")]
pub mod display;
pub mod error;
pub mod output;
mod xml;

pub mod bitext;

pub mod formats;

pub mod normalize;
pub mod split;

pub mod anchor;
pub mod semantic;
pub mod words;

pub mod align;
pub mod model;

pub mod pipeline;

#[cfg(feature = "check")]
pub mod captions;

#[cfg(feature = "check")]
pub mod check;

#[cfg(feature = "check")]
pub mod report;

#[cfg(feature = "check")]
pub mod build;

#[cfg(feature = "check")]
pub mod batch;

pub mod eval;

#[cfg(feature = "review")]
pub mod review;

pub use bitext::{Bitext, Document, Entry, Side, Sides};
pub use error::{Error, Result};
pub use formats::{Content, Format, parse, read, write};

/// Aligns two documents, which are split into sentences first unless they have segments already; [`pipeline::Pipeline`] takes
/// options.
pub fn align(documents: Sides<Document>) -> Bitext {
    pipeline::Pipeline::default().run(documents)
}

/// The sentences of a text of one language; [`split::Splitter`] takes options.
pub fn split(text: &str, side: Side) -> Vec<&str> {
    split::Splitter::new(side).split_text(text).into_iter().map(|sentence| &text[sentence]).collect()
}

/// What every rule finds wrong with some pairs; [`check::Config`] chooses among the rules.
#[cfg(feature = "check")]
pub fn check(bitext: &Bitext) -> Vec<check::Finding> {
    check::Checker::default().check(bitext)
}

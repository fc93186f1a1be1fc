//! jjak aligns Korean and English text.
//!
//! Text flows one way through the modules below: [`bitext`] and [`corpus`] hold the nouns, [`read`] makes documents of files,
//! [`normalize`] and [`split`] sentences of them, [`anchor`] and [`words`] gather evidence, [`align`] weighs it, and [`export`]
//! writes what came out; [`check`] finds what is wrong. [`pipeline`] goes the whole way in one call; [`eval`] measures against gold.
//!
//! ```
//! use jjak::bitext::{Side, Sides};
//! use jjak::pipeline::Pipeline;
//! use jjak::read::{ReadOptions, parse_document};
//!
//! let read = |side, text: &str| parse_document("memory.txt", text.as_bytes(), &ReadOptions::new(side));
//! let ko = read(Side::Ko, "어제 눈이 10cm 왔다. 길이 미끄러웠다.")?;
//! let en = read(Side::En, "Yesterday 10 cm of snow fell. The roads were slippery.")?;
//!
//! let corpus = Pipeline::default().run(Sides { ko, en });
//! assert_eq!(corpus.pairs[1].text().ko, "길이 미끄러웠다.");
//! assert_eq!(corpus.pairs[1].text().en, "The roads were slippery.");
//! # Ok::<(), jjak::error::Error>(())
//! ```

pub mod display;
pub mod error;
mod xml;

pub mod bitext;
pub mod corpus;

pub mod read;

pub mod normalize;
pub mod split;

pub mod anchor;
pub mod semantic;
pub mod words;

pub mod align;

pub mod pipeline;

pub mod captions;

pub mod check;

pub mod export;

pub mod eval;

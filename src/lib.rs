//! jjak aligns Korean and English text.
//!
//! Text flows one way through the modules below: [`bitext`] holds the nouns, [`formats`] makes documents and bitexts of files and
//! files of bitexts, [`normalize`] and [`split`] cut sentences, [`anchor`] and [`words`] gather evidence, [`align`] weighs it;
//! [`check`] finds what is wrong, and [`report`] says it. [`pipeline`] goes the whole way in one call; [`eval`] measures against
//! gold.
//!
//! ```
//! use jjak::bitext::{Side, Sides};
//! use jjak::pipeline::Pipeline;
//! use jjak::formats::{ReadOptions, parse_document};
//!
//! let read = |side, text: &str| parse_document("memory.txt", text.as_bytes(), &ReadOptions::new(side));
//! let ko = read(Side::Ko, "어제 눈이 10cm 왔다. 길이 미끄러웠다.")?;
//! let en = read(Side::En, "Yesterday 10 cm of snow fell. The roads were slippery.")?;
//!
//! let bitext = Pipeline::default().run(Sides { ko, en });
//! let text = bitext.view().entries[1].text();
//! assert_eq!(text.ko, "길이 미끄러웠다.");
//! assert_eq!(text.en, "The roads were slippery.");
//! # Ok::<(), jjak::error::Error>(())
//! ```

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

pub mod pipeline;

pub mod captions;

pub mod check;

pub mod report;

pub mod batch;

pub mod eval;

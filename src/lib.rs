//! jjak aligns Korean and English text.
//!
//! Text flows one way through the modules below: [`bitext`] and [`corpus`] hold the nouns.

pub mod error;

pub mod bitext;
pub mod corpus;

pub mod read;

pub mod normalize;
pub mod split;

pub mod anchor;
pub mod words;

pub mod align;

pub mod export;

pub mod eval;

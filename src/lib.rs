//! jjak aligns Korean and English text.
//!
//! Text flows one way through the modules below: [`bitext`] and [`corpus`] hold the nouns.

pub mod bitext;
pub mod corpus;
pub mod error;
pub mod semantic;

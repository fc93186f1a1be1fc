//! Text made comparable. Nothing here alters what is written out: every fold keeps the way back to the text it came from.

mod fold;

pub use fold::Folded;

//! Text made comparable. Nothing here alters what is written out: every form keeps the way back to the text it came from.

mod compose;
mod fold;

pub use compose::{Composed, compose_hangul, has_conjoining_jamo};
pub use fold::Folded;

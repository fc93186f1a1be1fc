//! The nouns: what a bitext consists of. Nothing here reads, splits or aligns.

mod alignment;
mod cue;
mod document;
mod entry;
mod message;
mod origin;
mod remarks;
pub mod rows;
#[cfg(test)]
pub(crate) mod sample;
mod side;
mod view;

pub use alignment::{Alignment, Bead, BeadType, Evidence, Link, Reason, RunnerUp};
pub use cue::{Clock, Cue, clock_time};
pub use document::{Atom, Block, BlockKind, Citation, Document, Picture, Segment, Span, Warning};
pub use entry::{Bitext, Entry};
pub use message::{Message, State};
pub use origin::{Origin, Width};
pub use side::{Side, Sides};
pub use view::{EntryRef, SegmentRef, View};

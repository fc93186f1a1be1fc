//! The nouns: what a bitext consists of. Nothing here reads, splits or aligns.

mod alignment;
mod document;
mod entry;
mod origin;
mod side;

pub use alignment::{Alignment, Bead, BeadType, Evidence, Reason, RunnerUp};
pub use document::{Block, BlockKind, Document, Segment, Span, Warning};
pub use entry::{Bitext, Entry};
pub use origin::{Origin, Width};
pub use side::{Side, Sides};

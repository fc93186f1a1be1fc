//! How good an alignment is against gold.
//!
//! The measures are the field's: strict precision, recall and F1 of exact beads (null beads left out, as vecalign does), lax ones
//! that ask only for an overlap, `inside` and `enline` for gold that is cut at paragraph or verse level, and F1 of the lines
//! left without a partner.

mod calibration;
mod cases;
mod gold;
mod judge;
mod links;
mod measure;

pub use calibration::{Bin, Calibration};
pub use cases::{Case, Counts, Said, cases};
pub use gold::{GoldFile, Layout, extent, find_gold, read_beads};
pub use judge::Judge;
pub use links::{Links, links};
pub use measure::{Figures, Measure, Prf};

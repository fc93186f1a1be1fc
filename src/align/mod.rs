//! From evidence to beads.
//!
//! Two documents go through the stages of `stages`, each made from the one before: what they hold is *gathered*; a *coarse* pass
//! over a wide corridor finds what is possible (`band`, `coarse`); a fine pass over that band scores every bead type with all
//! evidence (`score`), yields probabilities (`posterior`), and what it found — the length ratio, the types common here, word
//! pairs, the clock of subtitles (`timing`) — is *learned*; a second fine pass *judges*, and the best path (`viterbi`) is the
//! alignment.

mod affinity;
mod aligner;
mod band;
mod boundary;
mod coarse;
mod encoded;
mod evidence;
mod explain;
mod features;
pub mod fit;
mod islands;
mod lattice;
mod length;
mod meaning;
mod model;
mod moves;
mod params;
mod posterior;
mod score;
mod seeds;
mod settle;
mod stages;
mod sweep;
#[cfg(test)]
mod tests;
mod timing;
mod viterbi;
mod wording;

pub use affinity::{Affinities, Affinity};
pub use aligner::Aligner;
pub use encoded::{Encode, SecondLook};
pub use evidence::{EvidenceSet, Source};
pub use explain::Explain;
pub use model::Model;
pub use moves::Order;

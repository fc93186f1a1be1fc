//! Formats that hold pairs, or what pairs are made of: reader and writer of each in one file.
//!
//! Readers take texts into `entries`, which keeps the way back to the file; writers are given a [`View`](crate::bitext::View).

pub(super) mod beads;
pub(super) mod csv;
mod entries;
pub(super) mod fields;
pub(super) mod hugging_face;
mod ignored;
pub(super) mod jsonl;
pub(super) mod ladder;
pub(super) mod moses;
pub(super) mod po;
pub(super) mod qt;
#[cfg(test)]
mod tests;
pub(super) mod tmx;
pub(super) mod tsv;
pub(super) mod units;
pub(super) mod xces;

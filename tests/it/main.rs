//! Everything that is tested from outside, in one binary: the command line, the accuracy on `corpora/`, and the architecture.
// Helpers of tests may panic as tests do.
#![allow(clippy::unwrap_used)]

mod accuracy;
mod architecture;
mod cli;
mod hostile;
mod office;
mod pages;
mod readme;
mod registry;

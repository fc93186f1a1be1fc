//! Everything that is tested from outside, in one binary: the command line, the accuracy on `corpora/`, and the architecture.

mod accuracy;
mod architecture;
mod cli;

//! What a user can set for the rules, as it stands in `jjak.toml`.

use crate::bitext::{Bitext, Side};

/// What rules go by. The default is what a project without `jjak.toml` gets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The language that was translated from, where the files do not say.
    pub source: Option<Side>,
}

impl Settings {
    /// The language that a bitext was translated from: as the user says, or the file, or else Korean.
    pub fn source_of(&self, bitext: &Bitext) -> Side {
        self.source.or(bitext.source).unwrap_or(Side::Ko)
    }
}

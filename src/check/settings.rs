//! What a user can set for the rules.

use std::sync::Arc;

use serde::Deserialize;

use super::Glossary;
use crate::bitext::{Bitext, Side};

/// What rules go by. The default is what a project without `jjak.toml` gets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The language that was translated from, where the files do not say.
    pub source: Option<Side>,
    /// Whether the form of the source is a matter, too, which its translators cannot change.
    pub source_too: bool,
    /// What is too much or too little.
    pub limits: Limits,
    /// How terms are to be translated.
    pub glossary: Option<Arc<Glossary>>,
}

/// What is too much or too little.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Aligned entries of a lower probability are doubtful.
    pub confidence: f64,
    /// Segments of aligned texts with at least this probability of having no partner are left out or added.
    pub unpaired: f64,
    /// Characters in a line of Korean subtitles, narrow ones counting half.
    pub line_ko: f64,
    /// Characters in a line of English subtitles.
    pub line_en: f64,
    /// Lines of a subtitle.
    pub lines: usize,
    /// Characters of Korean subtitles a second, narrow ones counting half.
    pub speed_ko: f64,
    /// Characters of English subtitles a second.
    pub speed_en: f64,
    /// Seconds that a subtitle is shown at least.
    pub shortest: f64,
    /// Seconds that a subtitle is shown at most.
    pub longest: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            confidence: 0.4,
            unpaired: 0.25,
            line_ko: 16.0,
            line_en: 42.0,
            lines: 2,
            speed_ko: 12.0,
            speed_en: 20.0,
            shortest: 5.0 / 6.0,
            longest: 7.0,
        }
    }
}

impl Settings {
    /// The language that a bitext was translated from: as the user says, or the file, or else Korean.
    pub fn source_of(&self, bitext: &Bitext) -> Side {
        self.known_source(bitext).unwrap_or(Side::Ko)
    }

    /// The same, if somebody says so.
    pub(super) fn known_source(&self, bitext: &Bitext) -> Option<Side> {
        self.source.or(bitext.source)
    }
}

//! The weights, by name, from their text files.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::{Feature, Flag};
use crate::bitext::Side;

/// Where a word stands that a weight belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// The end of the word before: its last syllables in Korean, the whole word in English.
    End,
    /// The word behind.
    Next,
    /// The last syllable of that word: the subject often comes first.
    NextEnd,
}

impl Slot {
    pub(super) const ALL: [Slot; 3] = [Slot::End, Slot::Next, Slot::NextEnd];

    pub(super) fn name(self) -> &'static str {
        match self {
            Slot::End => "end",
            Slot::Next => "next",
            Slot::NextEnd => "next ends",
        }
    }
}

/// The weights of a language.
#[derive(Debug, Default)]
pub(super) struct Table {
    flags: Vec<f32>,
    words: [FxHashMap<&'static str, f32>; Slot::ALL.len()],
}

static KO: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("ko.txt")));
static EN: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("en.txt")));

impl Table {
    /// The table of a language.
    pub(super) fn of(side: Side) -> &'static Self {
        match side {
            Side::Ko => &KO,
            Side::En => &EN,
        }
    }

    /// Reads lines of a name, a tab and a weight. Lines of another form are passed over; a test holds the files to it.
    fn parse(lines: &'static str) -> Self {
        let mut table = Self { flags: vec![0.0; Flag::ALL.len()], ..Self::default() };
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.split_once('\t').and_then(|(name, w)| Some((name, w.parse().ok()?))) else { continue };
            let slot =
                |slot: &Slot| name.strip_prefix(slot.name()).and_then(|rest| rest.strip_prefix(": ")).map(|word| (*slot, word));
            if let Some((slot, word)) = Slot::ALL.iter().find_map(slot) {
                table.words[slot as usize].insert(word, weight);
            } else if let Some(flag) = Flag::ALL.iter().find(|flag| flag.name() == name) {
                table.flags[*flag as usize] = weight;
            }
        }
        table
    }

    /// What a feature adds to the logit; one that the table does not know adds nothing.
    pub(super) fn weight(&self, feature: Feature<'_>) -> f32 {
        match feature {
            Feature::Flag(flag) => self.flags[flag as usize],
            Feature::Word(slot, word) => self.words[slot as usize].get(word).copied().unwrap_or(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_understood() {
        for lines in [include_str!("ko.txt"), include_str!("en.txt")] {
            for line in lines.lines().filter(|line| !line.starts_with('#')) {
                let (name, weight) = line.split_once('\t').expect(line);
                assert!(weight.parse::<f32>().is_ok_and(f32::is_finite), "{line}");
                let is_word = Slot::ALL.iter().any(|slot| name.starts_with(&format!("{}: ", slot.name())));
                assert!(is_word || Flag::ALL.iter().any(|flag| flag.name() == name), "{line}");
            }
        }
    }
}

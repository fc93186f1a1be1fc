//! The weights, by name, from their text files.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::{Feature, Flag, Slot, Weights};
use crate::bitext::Side;

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
}

impl Weights for Table {
    fn weight(&self, feature: Feature<'_>) -> f32 {
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

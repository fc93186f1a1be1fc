//! A double-array trie in the layout of darts-clone, as SentencePiece models hold it: one 32-bit unit a node, a step is one exclusive
//! or and one comparison. Walking takes time linear in the bytes walked; a lookup never allocates.
//!
//! Source: J. Aoe, "An efficient digital search algorithm by using a double-array structure" (1989), in the unit layout of
//! darts-clone. [`double_array_build`](super::double_array_build) makes arrays of sorted keys.

use super::double_array_build;
use crate::error::Result;

/// Bits of a unit that must equal the byte walked: the label, and the mark of a value unit.
const LABEL_MASK: u32 = 0x8000_00FF;

/// A read-only map from byte strings to numbers below 2^31.
#[derive(Clone, Debug, Default)]
pub(super) struct DoubleArray {
    units: Vec<u32>,
}

impl DoubleArray {
    /// Takes the units from their little-endian bytes. Any bytes make a trie that can be walked without harm, if not with sense.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let units = bytes.chunks_exact(4).map(|unit| u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]])).collect();
        Self { units }
    }

    /// Builds the trie of `entries`, which must be sorted by key and hold no key twice.
    pub(super) fn build(entries: &[(&[u8], u32)]) -> Result<Self> {
        Ok(Self { units: double_array_build::build(entries)? })
    }

    /// The units as little-endian bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
    }

    /// Calls `found` with the length and the value of every key that `text` begins with, shortest first. Returns how many bytes of
    /// the text begin some key.
    #[inline]
    pub(super) fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u32)) -> usize {
        let Some(&root) = self.units.first() else { return 0 };
        let mut node = offset(root);
        for (walked, &byte) in text.iter().enumerate() {
            node ^= byte as usize;
            let Some(&unit) = self.units.get(node) else { return walked };
            if unit & LABEL_MASK != u32::from(byte) {
                return walked;
            }
            node ^= offset(unit);
            if unit & 0x100 != 0
                && let Some(&value) = self.units.get(node)
            {
                found(walked + 1, value & 0x7FFF_FFFF);
            }
        }
        text.len()
    }

    /// Whether some key begins with `text`.
    pub(super) fn begins_a_key(&self, text: &[u8]) -> bool {
        self.prefixes(text, |_, _| {}) == text.len()
    }

    /// The longest key that `text` begins with: its length and value.
    pub(super) fn longest_prefix(&self, text: &[u8]) -> Option<(usize, u32)> {
        let mut longest = None;
        self.prefixes(text, |len, value| longest = Some((len, value)));
        longest
    }
}

/// Where the children of a unit begin, relative to it.
#[inline]
fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn trie() -> DoubleArray {
        DoubleArray::build(&[("a".as_bytes(), 3), ("ab".as_bytes(), 1), ("나".as_bytes(), 0), ("나무".as_bytes(), 7)]).unwrap()
    }

    #[test]
    fn every_key_that_begins_the_text_is_found_shortest_first() {
        let mut found = Vec::new();
        trie().prefixes("abc".as_bytes(), |len, value| found.push((len, value)));
        assert_eq!(found, [(1, 3), (2, 1)]);
        assert_eq!(trie().longest_prefix("나무다".as_bytes()), Some((6, 7)));
    }

    #[test]
    fn a_text_that_no_key_begins_finds_nothing() {
        assert_eq!(trie().longest_prefix("x".as_bytes()), None);
        assert_eq!(trie().longest_prefix(b""), None);
        assert_eq!(DoubleArray::default().longest_prefix(b"a"), None);
    }

    #[test]
    fn bytes_survive_a_round_trip() {
        let again = DoubleArray::from_bytes(&trie().to_bytes());
        assert_eq!(again.units, trie().units);
    }
}

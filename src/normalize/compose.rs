//! Syllables from conjoining jamo: the one normalisation that splitting needs.
//!
//! File systems and editors of one vendor write Hangul as conjoining jamo (NFD). [`compose_hangul`] puts the syllables together
//! and remembers where each stood, so that whoever works on the composed text can answer in offsets of the original. Total: no
//! input fails. Time and space are linear; text without conjoining jamo is left alone after one `memchr` scan.

use memchr::memchr_iter;

/// Composed text and the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The text with every jamo sequence that forms a modern syllable put together.
    pub text: String,
    /// `(composed, original)` byte offsets, ascending: from each on, up to the next, both advance in step.
    steps: Vec<(usize, usize)>,
}

impl Composed {
    /// The offset in the original of a character boundary of the composed text. O(log n).
    pub fn original(&self, offset: usize) -> usize {
        match self.steps[..self.steps.partition_point(|s| s.0 <= offset)].last() {
            Some(&(composed, original)) => original + (offset - composed),
            None => offset,
        }
    }
}

/// Whether the text holds conjoining jamo (U+1100 to U+11FF).
pub fn has_conjoining_jamo(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(0xE1, bytes).any(|i| matches!(bytes.get(i + 1), Some(0x84..=0x87)))
}

/// Puts conjoining jamo together to syllables; `None` when there are none.
pub fn compose_hangul(text: &str) -> Option<Composed> {
    if !has_conjoining_jamo(text) {
        return None;
    }
    let mut composed = Composed { text: String::with_capacity(text.len()), steps: Vec::new() };
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let mut syllable = c;
        let mut end = None;
        while let Some(&(at, next)) = chars.peek() {
            let Some(joined) = join(syllable, next) else { break };
            syllable = joined;
            end = Some(at + next.len_utf8());
            chars.next();
        }
        composed.text.push(syllable);
        if let Some(end) = end {
            composed.steps.push((composed.text.len(), end));
        }
    }
    Some(composed)
}

/// Leading consonant and vowel to a syllable, or an open syllable and a coda to a closed one (The Unicode Standard, 3.12).
fn join(first: char, second: char) -> Option<char> {
    let (f, s) = (first as u32, second as u32);
    match (f, s) {
        (0x1100..=0x1112, 0x1161..=0x1175) => char::from_u32(0xAC00 + ((f - 0x1100) * 21 + (s - 0x1161)) * 28),
        (0xAC00..=0xD7A3, 0x11A8..=0x11C2) if (f - 0xAC00).is_multiple_of(28) => char::from_u32(f + s - 0x11A7),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn composed_text_is_left_alone() {
        assert_eq!(compose_hangul("봄이 왔다. Spring is here."), None);
    }

    #[test]
    fn jamo_become_syllables_and_offsets_lead_back() {
        let original: String = "봄이 왔다.".nfd().collect();
        let composed = compose_hangul(&original).expect("there are jamo");
        assert_eq!(composed.text, "봄이 왔다.");
        let space = composed.text.find(' ').expect("a space");
        assert_eq!(&original[composed.original(space)..][..1], " ");
        assert_eq!(composed.original(composed.text.len()), original.len());
    }

    #[test]
    fn a_stray_jamo_stays() {
        assert_eq!(compose_hangul("\u{1161}x").map(|c| c.text), Some("\u{1161}x".to_owned()));
    }

    proptest! {
        #[test]
        fn every_boundary_leads_back_to_a_boundary(words in prop::collection::vec("[가-힣a-z .\u{1100}\u{1161}\u{11a8}]{0,6}", 0..8)) {
            let original: String = words.concat().nfd().collect();
            if let Some(composed) = compose_hangul(&original) {
                let mut last = 0;
                for (i, _) in composed.text.char_indices() {
                    let back = composed.original(i);
                    prop_assert!(original.is_char_boundary(back) && back >= last);
                    last = back;
                }
            }
        }
    }
}

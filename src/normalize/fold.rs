//! A folding for comparison: NFKC, with quotation marks, dashes and spaces reduced to their ASCII forms. Case is kept.
//!
//! Time and space are linear in the text; the buffers are kept from one text to the next.

use std::cell::Cell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

thread_local! {
    /// The buffers of the last text, so that folding many short ones does not allocate.
    static LAST: Cell<Folded> = Cell::default();
}

/// A text folded to comparable characters, each with the byte it came from.
///
/// ```
/// use jjak::normalize::Folded;
///
/// let mut folded = Folded::default();
/// folded.fill("３㎞ “가자”");
/// assert_eq!(folded.chars().iter().collect::<String>(), "3km \"가자\"");
/// assert_eq!(folded.source(1..3), 3..6);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folded {
    chars: Vec<char>,
    /// Where the source of each character starts, and at last the length of the text.
    starts: Vec<u32>,
}

impl Folded {
    /// The folding of one text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.fill(text);
        folded
    }

    /// Hands the folding of one text to `look`, in buffers that are kept for the next text.
    pub fn with<R>(text: &str, look: impl FnOnce(&Self) -> R) -> R {
        let mut folded = LAST.take();
        folded.fill(text);
        let seen = look(&folded);
        LAST.set(folded);
        seen
    }

    /// Folds another text into the same buffers. Text beyond 4 GB is left out.
    pub fn fill(&mut self, text: &str) {
        self.chars.clear();
        self.starts.clear();
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let Ok(start) = u32::try_from(at) else { break };
            let plain = matches!(c, ' '..='~' | '가'..='힣') && !rest.peek().is_some_and(|&(_, next)| joins(next));
            if plain {
                self.push(c, start);
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some((at, next)) = rest.next_if(|&(_, next)| joins(next)) {
                end = at + next.len_utf8();
            }
            for c in text[at..end].nfkc() {
                self.push(reduce(c), start);
            }
        }
        self.starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    }

    fn push(&mut self, c: char, start: u32) {
        self.chars.push(c);
        self.starts.push(start);
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The bytes of the text that a range of folded characters came from; always on character boundaries.
    pub fn source(&self, range: Range<usize>) -> Range<u32> {
        let last = self.starts.last().copied().unwrap_or(0);
        let start = self.starts.get(range.start).copied().unwrap_or(last);
        let Some(before_end) = range.end.checked_sub(1).filter(|&i| i >= range.start && i < self.chars.len()) else {
            return start..start;
        };
        let tail = &self.starts[before_end..];
        let end = tail.iter().copied().find(|&s| s > tail[0]).unwrap_or(last);
        start..end
    }
}

/// Whether a character belongs to the one before it: combining marks, and the vowels and finals of decomposed Hangul.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}')
        || (c > '\u{482}' && unicode_normalization::char::is_combining_mark(c))
}

fn reduce(c: char) -> char {
    match c {
        '‘' | '’' | '‛' | '′' | '`' | '´' => '\'',
        '“' | '”' | '„' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '～' | '〜' | '∼' => '~',
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{3000}' | '\u{feff}' => ' ',
        '。' => '.',
        '、' => ',',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(folded: &Folded) -> String {
        folded.chars().iter().collect()
    }

    #[test]
    fn plain_text_is_kept_and_full_width_forms_are_reduced() {
        assert_eq!(text(&Folded::of("서울 Seoul 3.5%")), "서울 Seoul 3.5%");
        assert_eq!(text(&Folded::of("３．５％ – ‘가’")), "3.5% - '가'");
    }

    #[test]
    fn decomposed_hangul_is_composed_and_maps_back_to_its_bytes() {
        let decomposed = "대통령".nfd().collect::<String>();
        let folded = Folded::of(&decomposed);
        assert_eq!(text(&folded), "대통령");
        assert_eq!(folded.source(0..3), 0..decomposed.len() as u32);
        assert_eq!(folded.source(1..2).start as usize, "대".nfd().collect::<String>().len());
    }

    proptest! {
        #[test]
        fn every_range_lies_on_character_boundaries(s in "\\PC*", a in 0usize..40, b in 0usize..40) {
            let folded = Folded::of(&s);
            let r = folded.source(a.min(b)..a.max(b));
            prop_assert!(s.get(r.start as usize..r.end as usize).is_some());
        }
    }
}

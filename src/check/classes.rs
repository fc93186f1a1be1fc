//! What kinds of characters a text holds, told by one look at its bytes: most rules can then leave most texts alone.

/// A kind of character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Class {
    /// An ASCII digit.
    Digit = 1,
    /// An ASCII letter.
    Latin = 1 << 1,
    /// Perhaps a Hangul syllable: U+A000 to U+DFFF.
    Hangul = 1 << 2,
    /// `( ) [ ] { }`
    Bracket = 1 << 3,
    /// `" '` and the backtick.
    Quote = 1 << 4,
    /// What marks up text, fills it in or addresses something: `< > & % $ @ # / \ : = _ { }`.
    Markup = 1 << 5,
    /// Space, tab, line end.
    Space = 1 << 6,
    /// `. , ; ! ?` and the other ASCII punctuation.
    Punctuation = 1 << 7,
    /// U+0080 to U+07FF: accented letters, and what broken encodings leave.
    Accent = 1 << 8,
    /// U+1000 to U+1FFF: conjoining jamo among others.
    Jamo = 1 << 9,
    /// U+2000 to U+2FFF: typographic punctuation, symbols.
    Symbol = 1 << 10,
    /// U+3000 to U+9FFF: CJK punctuation, compatibility jamo, ideographs.
    Ideograph = 1 << 11,
    /// U+F000 to U+FFFF: full-width and half-width forms, U+FFFD.
    Wide = 1 << 12,
    /// ASCII control characters other than white space.
    Control = 1 << 13,
    /// Anything else.
    Other = 1 << 14,
}

/// The kinds of characters in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u16);

/// For each byte the classes it speaks for; bytes inside a character speak for none.
static OF_BYTE: [u16; 256] = of_byte();

const fn of_byte() -> [u16; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit as u16,
            b'A'..=b'Z' | b'a'..=b'z' => Class::Latin as u16,
            b'{' | b'}' => Class::Bracket as u16 | Class::Markup as u16,
            b'(' | b')' | b'[' | b']' => Class::Bracket as u16,
            b'"' | b'\'' | b'`' => Class::Quote as u16,
            b'<' | b'>' | b'&' | b'%' | b'$' | b'@' | b'#' | b'/' | b'\\' | b':' | b'=' | b'_' => Class::Markup as u16,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => Class::Space as u16,
            0..=0x1F | 0x7F => Class::Control as u16,
            b'!'..=b'~' => Class::Punctuation as u16,
            0x80..=0xBF => 0,
            0xC0..=0xDF => Class::Accent as u16,
            0xE1 => Class::Jamo as u16,
            0xE2 => Class::Symbol as u16,
            0xE3..=0xE9 => Class::Ideograph as u16,
            0xEA..=0xED => Class::Hangul as u16,
            0xEF => Class::Wide as u16,
            _ => Class::Other as u16,
        };
        byte += 1;
    }
    table
}

impl Classes {
    pub(super) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |all, byte| all | OF_BYTE[byte as usize]))
    }

    pub(super) fn has(self, class: Class) -> bool {
        self.0 & class as u16 != 0
    }

    /// Whether there is anything that could be read aloud.
    pub(super) fn has_words(self) -> bool {
        const WORDS: u16 = Class::Digit as u16
            | Class::Latin as u16
            | Class::Hangul as u16
            | Class::Accent as u16
            | Class::Jamo as u16
            | Class::Ideograph as u16
            | Class::Wide as u16;
        self.0 & WORDS != 0
    }
}

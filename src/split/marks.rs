//! The characters that end, close, open and decorate sentences, and what stands at the end of a word.

/// What a byte means to the scanner; multi-byte characters are told apart by their lead byte alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing to look at: go one byte on.
    Plain,
    /// `^`, `~` or `;`, which may decorate the end of a sentence.
    Sign,
    /// ASCII white space.
    Space,
    /// `.`, `!` or `?`.
    Mark,
    /// An ASCII quote or bracket.
    Fence,
    /// Leads a character that has to be decoded.
    Wide,
}

/// The class of every byte.
pub(super) static CLASS: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'\t'..=b'\r' | b' ' => Class::Space,
            b'.' | b'!' | b'?' => Class::Mark,
            b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' => Class::Fence,
            b'^' | b'~' | b';' => Class::Sign,
            0xC2 | 0xE1..=0xE3 | 0xEF | 0xF0 => Class::Wide,
            _ => Class::Plain,
        };
        b += 1;
    }
    table
};

/// The bytes that matter in a language with capitals: all but letters, digits and white space.
pub(super) static STOPS_EN: [bool; 256] = stops(false);
/// The bytes that matter where white space may end a sentence by itself.
pub(super) static STOPS_KO: [bool; 256] = stops(true);

const fn stops(space: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match CLASS[b] {
            Class::Plain => false,
            Class::Space => space,
            _ => true,
        };
        b += 1;
    }
    table
}

/// A mark that may end a sentence.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‥' | '。' | '．' | '！' | '？' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '؟')
}

/// A quote or bracket that may stand after a mark.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | ')'
            | ']'
            | '}'
            | '>'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | '）'
            | '］'
            | '｝'
            | '＂'
            | '»'
            | '›'
    )
}

/// A quote or bracket that may stand before the first word.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '„'
            | '‘'
            | '('
            | '['
            | '{'
            | '<'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '【'
            | '〔'
            | '（'
            | '［'
            | '｛'
            | '＂'
            | '«'
            | '‹'
            | '¿'
            | '¡'
    )
}

/// A sign that opens an item or a caption and never closes one.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '⁃'
            | '‣'
            | '◦'
            | '●'
            | '■'
            | '□'
            | '▪'
            | '▫'
            | '▲'
            | '△'
            | '▶'
            | '▷'
            | '►'
            | '▼'
            | '▽'
            | '◆'
            | '◇'
            | '◈'
            | '◎'
            | '❖'
            | '➤'
            | '※'
            | '☞'
            | '①'..='⑳'
    )
}

/// A lone consonant or vowel, as in ㅋㅋ and ㅠㅠ.
pub(super) fn is_jamo(c: char) -> bool {
    matches!(c, 'ㄱ'..='ㆎ')
}

/// A pictograph or what joins and colours it.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F1E6}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{2B55}' | '\u{FE0F}' | '\u{200D}'
    ) && !is_bullet(c)
}

/// A Hangul syllable.
pub(super) fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// The loudest sentence mark found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    None,
    /// One full stop.
    Stop,
    /// Two dots or more.
    Ellipsis,
    /// A question or exclamation mark.
    Loud,
}

/// The most telling decoration found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tail {
    None,
    /// `~` or `;`: says something only after a final ending.
    Soft,
    /// ㅋㅋ, ㅠㅠ, ^^, an emoji: ends a sentence by itself.
    Hard,
}

/// What stands at the end of a word, after its last letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finish {
    /// Where the word proper ends.
    pub(super) core: usize,
    pub(super) mark: Mark,
    pub(super) tail: Tail,
    /// Whether a quote or bracket closes.
    pub(super) closed: bool,
    /// Whether a mark stands outside, after the last closer.
    pub(super) mark_last: bool,
    /// How many pictures stand there when nothing else decorates the word, no ㅋㅋ and no ^^.
    pub(super) pictures: Option<usize>,
}

/// Reads `text[start..end]`, which holds no white space, backwards up to its last letter. Linear in what it passes over.
pub(super) fn finish(text: &str, start: usize, end: usize) -> Finish {
    let mut f = Finish { core: end, mark: Mark::None, tail: Tail::None, closed: false, mark_last: false, pictures: None };
    let (mut dots, mut carets, mut quiet_jamo, mut pictures) = (0usize, 0usize, 0usize, 0usize);
    let mut laughs = false;
    let mut after = ' ';
    for (at, c) in text[start..end].char_indices().rev() {
        if is_mark(c) {
            dots += if matches!(c, '…' | '‥') { 2 } else { 1 };
            let loud = !matches!(c, '.' | '…' | '‥' | '。' | '．' | '｡');
            f.mark = f.mark.max(if loud {
                Mark::Loud
            } else if dots > 1 {
                Mark::Ellipsis
            } else {
                Mark::Stop
            });
            f.mark_last |= !f.closed;
        } else if is_closer(c) || is_wrong_closer(c, after) {
            f.closed = true;
        } else if is_emoji(c) {
            pictures += usize::from(!joins_pictures(c));
            f.tail = Tail::Hard;
        } else if matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ') || (c == ':' && matches!(after, ')' | '(' | 'D' | '-')) {
            laughs = true;
            f.tail = Tail::Hard;
        } else if is_jamo(c) {
            quiet_jamo += 1;
            laughs |= quiet_jamo > 1;
            f.tail = f.tail.max(if quiet_jamo > 1 { Tail::Hard } else { Tail::Soft });
        } else if c == '^' {
            carets += 1;
            laughs |= carets > 1;
            f.tail = f.tail.max(if carets > 1 { Tail::Hard } else { Tail::Soft });
        } else if matches!(c, '~' | '～' | '〜' | '∼' | ';')
            || (c == '_' && after == '^')
            || (c == '-' && after == ')' && text[..start + at].ends_with([':', ';']))
        {
            f.tail = f.tail.max(Tail::Soft);
        } else {
            break;
        }
        after = c;
        f.core = start + at;
    }
    f.pictures = (pictures > 0 && !laughs).then_some(pictures);
    f
}

/// An opening quote where only a closing one can stand, at the end of a word: “가자.“
fn is_wrong_closer(c: char, after: char) -> bool {
    matches!(c, '“' | '‘') && (after == ' ' || is_closer(after) || is_mark(after))
}

/// What joins, varies or colours pictographs and is none itself.
fn joins_pictures(c: char) -> bool {
    matches!(c, '\u{FE0F}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// The end of the word that begins at `at`, when the whole word is decoration, marks or closers and so belongs to what stands
/// before it. A straight quote counts as a closer only where `quote_open` says so.
pub(super) fn trailing_word(text: &str, at: usize, quote_open: bool) -> Option<usize> {
    let mut found = false;
    for (i, c) in text[at..].char_indices() {
        if c.is_whitespace() {
            return found.then_some(at + i);
        }
        if matches!(c, '"' | '\'') && !quote_open && !found {
            return None;
        }
        let ours = is_mark(c) || is_closer(c) || is_jamo(c) || is_emoji(c) || matches!(c, '^' | '~' | '～' | ';');
        let face =
            matches!(c, ':' | '-' | '_') && matches!(text.as_bytes().get(at + i + 1), Some(b')' | b'(' | b'D' | b'^' | b';'));
        if !(ours || face) {
            return None;
        }
        found = true;
    }
    found.then_some(text.len())
}

/// The last character of `text[..end]`.
pub(super) fn char_before(text: &str, end: usize) -> Option<char> {
    text[..end].chars().next_back()
}

/// The first character of `text[at..]`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The word that begins at `at`, up to white space, cut off after `limit` bytes or a little less.
pub(super) fn word_at(text: &str, at: usize, limit: usize) -> &str {
    let rest = &text[at..];
    let rest = &rest[..rest.floor_char_boundary(limit.min(rest.len()))];
    rest.split(char::is_whitespace).next().unwrap_or(rest)
}

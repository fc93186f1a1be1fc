//! Which quotes and brackets belong together, the same for both languages.
//!
//! One pass with a stack of bounded depth; a pair is believed only when it spans at most [`REACH_BYTES`], so that an unclosed quote
//! or an inch sign never swallows what follows. O(1) amortised for each fence. A Korean sentence and its English counterpart take
//! about the same number of bytes in UTF-8, so one limit does for both.

use super::hangul;
use super::marks::{char_at, char_before, is_closer, is_opener, is_syllable};

/// The longest stretch, in bytes, that a pair may span.
const REACH_BYTES: usize = 900;
/// The same for quotes of different kinds.
const MIXED_REACH_BYTES: usize = 300;
/// How far a word that quotes is looked for, 이라면서.
const QUOTATIVE_BYTES: usize = 24;
/// How deep pairs may nest; of deeper ones the outermost is forgotten.
const DEPTH: usize = 8;

/// Two kinds of pair, which the splitter treats differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Quote,
    Bracket,
}

/// A pair that has just been closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) kind: Kind,
    /// Offset of the opening character.
    pub(super) open: usize,
    /// Offset after the closing character.
    pub(super) end: usize,
}

/// The fences that are open at a place.
#[derive(Debug, Default)]
pub(super) struct Fences {
    open: Vec<(char, usize)>,
}

impl Fences {
    /// Takes note of the character `c` at `at`; says so when it closes a pair. Characters that are no fence change nothing.
    pub(super) fn meet(&mut self, text: &str, at: usize, c: char) -> Option<Pair> {
        let end = at + c.len_utf8();
        let closed_by = match c {
            '“' | '„' | '‘' if self.closes_as_opener(text, at, c) => c,
            '”' | '’' if self.opens_as_closer(text, at, c) => {
                self.push(if c == '”' { '“' } else { '‘' }, at);
                return None;
            }
            '“' | '„' | '‘' | '(' | '[' | '{' | '「' | '『' | '《' | '〈' | '【' | '〔' | '（' | '［' | '｛' | '«' =>
            {
                self.push(c, at);
                return None;
            }
            '<' => {
                if char_at(text, end).is_some_and(is_syllable) {
                    self.push(c, at);
                }
                return None;
            }
            '"' | '＂' | '\'' => {
                if !self.closes_straight(text, at, c) {
                    return None;
                }
                c
            }
            '’' if is_apostrophe(text, at, end) => return None,
            '”' => '“',
            '’' => '‘',
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '>' => '<',
            '」' => '「',
            '』' => '『',
            '》' => '《',
            '〉' => '〈',
            '】' => '【',
            '〕' => '〔',
            '）' => '（',
            '］' => '［',
            '｝' => '｛',
            '»' => '«',
            _ => return None,
        };
        self.close(closed_by, end)
    }

    /// Whether a quotation that began with `c` is open and near enough to `at` to be closed there.
    pub(super) fn is_open(&self, c: char, at: usize) -> bool {
        self.open.iter().any(|&(o, from)| o == c && at - from <= REACH_BYTES)
    }

    /// Whether the innermost open pair began at `at`.
    pub(super) fn opened_at(&self, at: usize) -> bool {
        self.open.last().is_some_and(|o| o.1 == at)
    }

    /// Whether a quotation is open at `at`.
    pub(super) fn in_quotation(&self, at: usize) -> bool {
        ['"', '“', '‘', '\''].iter().any(|&c| self.is_open(c, at))
    }

    /// Whether a quotation that `c` or a quote like it began is open and near enough to `at` to be closed there.
    pub(super) fn is_open_alike(&self, c: char, at: usize) -> bool {
        let near = |&(o, from): &(char, usize)| likenesses(c).contains(&o) && at - from <= MIXED_REACH_BYTES;
        self.is_open(c, at) || self.open.iter().any(near)
    }

    /// Whether an opening quote stands where only a closing one can: after a word or a mark, before white space.
    fn closes_as_opener(&self, text: &str, at: usize, c: char) -> bool {
        let before = char_before(text, at).unwrap_or(' ');
        let after = char_at(text, at + c.len_utf8()).unwrap_or(' ');
        !before.is_whitespace() && !is_opener(before) && after.is_whitespace() && self.is_open_alike(c, at)
    }

    /// Whether a closing quote stands where only an opening one can.
    fn opens_as_closer(&self, text: &str, at: usize, c: char) -> bool {
        let before = char_before(text, at).unwrap_or(' ');
        let after = char_at(text, at + c.len_utf8()).unwrap_or(' ');
        before.is_whitespace()
            && (after.is_alphabetic() || is_syllable(after))
            && !self.is_open_alike(if c == '”' { '“' } else { '‘' }, at)
    }

    fn push(&mut self, c: char, at: usize) {
        if self.open.len() == DEPTH {
            self.open.remove(0);
        }
        self.open.push((c, at));
    }

    /// Closes the innermost pair that `opened_by` began, or else one that a quote of another kind began: people type “가자." too.
    fn close(&mut self, opened_by: char, end: usize) -> Option<Pair> {
        let same = self.open.iter().rposition(|o| o.0 == opened_by);
        let alike = |&(o, from): &(char, usize)| likenesses(opened_by).contains(&o) && end - from <= MIXED_REACH_BYTES;
        let index = same.or_else(|| self.open.iter().rposition(alike))?;
        let (opened_by, open) = self.open[index];
        self.open.truncate(index);
        let kind = match opened_by {
            '"' | '＂' | '\'' | '“' | '„' | '‘' | '「' | '『' | '«' | '<' => Kind::Quote,
            _ => Kind::Bracket,
        };
        (end - open <= REACH_BYTES).then_some(Pair { kind, open, end })
    }

    /// Decides what a straight quote is; pushes it when it opens.
    fn closes_straight(&mut self, text: &str, at: usize, c: char) -> bool {
        let end = at + c.len_utf8();
        let before = char_before(text, at).unwrap_or(' ');
        let after = char_at(text, end).unwrap_or(' ');
        if c == '\'' && is_apostrophe(text, at, end) {
            return false;
        }
        let free_before =
            before.is_whitespace() || (is_opener(before) && !is_closer(before)) || matches!(before, '=' | '-' | '—' | ':');
        let free_after = after.is_whitespace();
        // A single one also stands behind a plural, the dogs', and a double one behind inches.
        let other = if c == '\'' { before != 's' } else { !before.is_ascii_digit() };
        let open = self.is_open(c, at) || other && !free_before && self.is_open_alike(c, at);
        // “가자! "라고: detached from what it closes.
        if free_before
            && self.is_open_alike(c, at)
            && hangul::continues(&text[end..text.floor_char_boundary(end + QUOTATIVE_BYTES)], true)
        {
            return true;
        }
        if free_before && !free_after || !open && free_before && c != '\'' {
            self.push(c, at);
            return false;
        }
        if open {
            return c != '\'' || !free_before;
        }
        // Glued to the word before, as Korean often has it: 그는"안녕"이라고. Not after a digit, where it is an inch or a minute.
        if is_syllable(before) && is_syllable(after) || is_opener(before) && !free_after || before == ',' && !free_after {
            self.push(c, at);
        }
        false
    }
}

/// The openers of quotations that are closed like one that began with `opener`, where the kinds are mixed up.
fn likenesses(opener: char) -> &'static [char] {
    match opener {
        '"' | '“' | '„' | '＂' => &['"', '“', '„', '＂'],
        '\'' | '‘' => &['\'', '‘'],
        '「' | '『' => &['「', '『'],
        '《' | '〈' => &['《', '〈'],
        '(' | '（' => &['(', '（'],
        '[' | '［' => &['[', '［'],
        _ => &[],
    }
}

/// A single quote inside a word of Latin letters, or before a year.
fn is_apostrophe(text: &str, at: usize, end: usize) -> bool {
    let after = char_at(text, end).unwrap_or(' ');
    let before = char_before(text, at).unwrap_or(' ');
    before.is_alphanumeric() && !is_syllable(before) && after.is_alphanumeric() && !is_syllable(after)
        || before.is_whitespace() && after.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<&str> {
        let mut fences = Fences::default();
        text.char_indices().filter_map(|(i, c)| fences.meet(text, i, c)).map(|p| &text[p.open..p.end]).collect()
    }

    #[test]
    fn straight_quotes_pair_by_what_stands_around_them() {
        assert_eq!(pairs("그는 \"가자.\"라고 했고 'A'는 남았다"), ["\"가자.\"", "'A'"]);
        assert_eq!(pairs("그는\"가자\"라고 했다"), ["\"가자\""]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotes() {
        assert!(pairs("It's the dogs' 60\" screen, isn't it").is_empty());
        assert!(pairs("it’s what we didn’t say").is_empty());
    }

    #[test]
    fn brackets_nest() {
        assert_eq!(pairs("(a [b] c)"), ["[b]", "(a [b] c)"]);
    }

    #[test]
    fn quotes_of_mixed_kinds_pair() {
        assert_eq!(
            pairs("“가자.\" 하고 \"오라.” 하고 ‘A' 하고 “B.“ 하고 ”C” 하고 „D“ 했다"),
            ["“가자.\"", "\"오라.”", "‘A'", "“B.“", "”C”", "„D“"]
        );
        assert_eq!(pairs("『책」 〈글》 （가)"), ["『책」", "〈글》", "（가)"]);
        assert_eq!(pairs("‘the dogs' bowls’"), ["‘the dogs' bowls’"]);
    }

    #[test]
    fn a_pair_beyond_reach_is_not_believed() {
        assert!(pairs(&format!("“{}”", "a ".repeat(REACH_BYTES))).is_empty());
    }
}

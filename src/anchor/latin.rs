//! Latin-script words, codes and addresses that a translation keeps: NATO, iOS, `os.path.join()`, URLs, placeholders.
//!
//! One pass, linear in the text.

use std::ops::Range;

use super::kind::AnchorKind;

/// A token that may stand unchanged on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatinMention {
    /// Bytes in the text.
    pub range: Range<u32>,
    /// [`AnchorKind::Word`], [`AnchorKind::Code`] or [`AnchorKind::Url`].
    pub kind: AnchorKind,
    /// The token in lower case, folded.
    pub token: String,
}

/// A token in folded characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: AnchorKind,
}

impl Token {
    fn new(start: usize, end: usize, kind: AnchorKind) -> Self {
        Self { start, end, kind }
    }
}

/// The part of an e-mail address before its @ has at most this many characters.
const MAILBOX: usize = 64;
/// How many letters of a word must agree where its end may differ, as in a plural.
pub(super) const STEM_LETTERS: usize = 5;

/// Every token of a folded text, in order and without overlap.
pub(super) fn scan(chars: &[char], mut emit: impl FnMut(Token)) {
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let token = match c {
            _ if is_latin(c) => word(chars, i),
            '0'..='9' => digits_and_letters(chars, i),
            '%' | '{' | '$' | '<' | '-' | '@' | '\\' => placeholder(chars, i),
            _ => None,
        };
        i = token.map_or(i + 1, |t| t.end.max(i + 1));
        if let Some(token) = token.filter(|t| t.end - t.start > 1) {
            emit(token);
        } else if is_part(c) {
            i = skip_word(chars, i);
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || matches!(c, 'À'..='ɏ') && c.is_alphabetic()
}

fn is_part(c: char) -> bool {
    is_latin(c) || c.is_ascii_digit()
}

fn skip_word(chars: &[char], i: usize) -> usize {
    i + chars[i..].iter().take_while(|c| is_part(**c)).count()
}

/// An address, or a word with its inner marks.
fn word(chars: &[char], start: usize) -> Option<Token> {
    if let Some(end) = address(chars, start) {
        return Some(Token::new(start, end, AnchorKind::Url));
    }
    let mut end = skip_word(chars, start);
    let mut code = chars[start..end].contains(&'_');
    while let Some(next) = joined(chars, start, end) {
        code = true;
        end = skip_word(chars, next);
    }
    while matches!(chars.get(end), Some('+' | '#')) && end < start + 4 {
        (code, end) = (true, end + 1);
    }
    if chars.get(end) == Some(&'(') && chars.get(end + 1) == Some(&')') {
        return Some(Token::new(start, end + 2, AnchorKind::Code));
    }
    code |= camel(&chars[start..end]);
    Some(Token::new(start, end, if code { AnchorKind::Code } else { AnchorKind::Word }))
}

/// Where the word goes on after a mark that joins: `os.path`, `node.js`, `a/b` no, COVID-19, `foo::bar`.
fn joined(chars: &[char], start: usize, end: usize) -> Option<usize> {
    let (before, next) = (chars[end - 1], *chars.get(end + 1)?);
    match chars.get(end)? {
        '.' if (next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_') && !before.is_ascii_digit() && end > start => {
            Some(end + 1)
        }
        '-' if next.is_ascii_digit() && before.is_ascii_alphabetic() => Some(end + 1),
        ':' if next == ':' && chars.get(end + 2).is_some_and(|c| is_latin(*c)) => Some(end + 2),
        _ => None,
    }
}

/// A capital after a small letter: useState, JavaScript.
fn camel(word: &[char]) -> bool {
    word.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// The end of a URL or an e-mail address that starts here.
fn address(chars: &[char], start: usize) -> Option<usize> {
    let run = || chars[start..].iter().take_while(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '`'));
    let scheme = ["http://", "https://", "www.", "ftp://"].iter().any(|s| super::chars::starts_with(chars, start, s));
    let mut end = if scheme {
        start + run().count()
    } else {
        let local = run().take(MAILBOX).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')).count();
        let domain = chars.get(start + local..)?.strip_prefix(&['@'])?;
        let domain = domain.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).count();
        if domain < 3 {
            return None;
        }
        start + local + 1 + domain
    };
    while end > start + 1 && matches!(chars[end - 1], '.' | ',' | ')' | ']' | ';' | ':' | '\'' | '?' | '!') {
        end -= 1;
    }
    Some(end)
}

/// 3D, 5G, 2x, 4K; plain numbers belong to the number scanner.
fn digits_and_letters(chars: &[char], start: usize) -> Option<Token> {
    let digits = chars[start..].iter().take_while(|c| c.is_ascii_digit()).count();
    let end = skip_word(chars, start);
    let letters = &chars[start + digits..end];
    let ordinary = matches!(
        letters,
        [] | ['s'] | ['s', 't'] | ['n', 'd'] | ['r', 'd'] | ['t', 'h'] | ['k', 'm'] | ['m'] | ['k', 'g'] | ['c', 'm'] | ['m', 'm']
    );
    Some(Token::new(start, end, AnchorKind::Code)).filter(|_| !ordinary || end == start + 1)
}

/// `%s`, `%(name)s`, `{name}`, `${x}`, `<b>`, `</b>`, `--flag`, `@name`, `\n`.
fn placeholder(chars: &[char], start: usize) -> Option<Token> {
    let token = |end: usize| Some(Token::new(start, end, AnchorKind::Code));
    let closed = |from: usize, close: char| {
        let len = chars[from..].iter().take(40).position(|c| *c == close)?;
        let inner = &chars[from..from + len];
        (inner.iter().all(|c| c.is_ascii_graphic()) && len > 0 || close == '}' && len == 0).then_some(from + len + 1)
    };
    match (chars[start], chars.get(start + 1)?) {
        ('%', 's' | 'd' | 'f' | 'r' | 'i' | 'x') if !chars.get(start + 2).is_some_and(|c| is_part(*c)) => token(start + 2),
        ('%', '(') => token(closed(start + 2, ')')? + 1).filter(|t| t.end <= chars.len()),
        ('{', _) => token(closed(start + 1, '}')?),
        ('$', '{') => token(closed(start + 2, '}')?),
        ('$', c) if is_latin(*c) => token(skip_word(chars, start + 1)),
        ('<', c) if *c == '/' || is_latin(*c) => token(closed(start + 1, '>')?),
        ('@', c) if is_latin(*c) && (start == 0 || !is_part(chars[start - 1])) => token(skip_word(chars, start + 1)),
        ('-', '-')
            if chars.get(start + 2).is_some_and(|c| c.is_ascii_lowercase()) && (start == 0 || !is_part(chars[start - 1])) =>
        {
            let flag = chars[start + 2..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '-').count();
            token(start + 2 + flag)
        }
        ('\\', 'n' | 't' | 'r') if !chars.get(start + 2).is_some_and(|c| is_part(*c)) => token(start + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(String, AnchorKind)> {
        let chars = text.chars().collect::<Vec<_>>();
        let mut all = Vec::new();
        scan(&chars, |t| all.push((chars[t.start..t.end].iter().collect(), t.kind)));
        all
    }

    #[test]
    fn words_codes_and_addresses_are_told_apart() {
        use AnchorKind::{Code, Url, Word};
        for (text, kind) in [
            ("NATO", Word),
            ("useState", Code),
            ("os.path.join()", Code),
            ("snake_case", Code),
            ("COVID-19", Code),
            ("https://example.org/a?b=1", Url),
            ("someone@example.org", Url),
            ("%(name)s", Code),
            ("${x}", Code),
            ("{0}", Code),
            ("</b>", Code),
            ("--verbose", Code),
            ("5G", Code),
            ("C++", Code),
        ] {
            assert_eq!(tokens(&format!("이것은 {text}를 쓴다")), [(text.to_owned(), kind)], "{text}");
        }
    }

    #[test]
    fn plain_numbers_ordinals_and_single_letters_are_left_out() {
        assert_eq!(tokens("30 1990s 3rd x A 5km"), []);
    }

    #[test]
    fn a_glued_sentence_is_no_code() {
        let found = tokens("the end.Turning back");
        assert!(found.iter().all(|t| t.1 == AnchorKind::Word), "{found:?}");
    }
}

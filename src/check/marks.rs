//! What is no language inside a text: placeholders, tags, and the traces of a wrong encoding.

use std::ops::Range;

use crate::bitext::Side;

use super::Facts;

/// What one side has more of than the other, each with its place: the first ones are taken to have counterparts.
pub(super) fn missing(facts: &Facts<'_>, scan: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<(Side, Range<usize>)> {
    let mut found = Vec::new();
    for side in Side::BOTH {
        let (text, other) = (*facts.text.get(side), *facts.text.get(side.other()));
        let ranges = scan(text);
        if ranges.is_empty() {
            continue;
        }
        let mut left: Vec<&str> = scan(other).into_iter().map(|range| name(&other[range])).collect();
        for range in ranges {
            match left.iter().position(|mark| *mark == name(&text[range.clone()])) {
                Some(at) => drop(left.swap_remove(at)),
                None => found.push((side, range)),
            }
        }
    }
    found
}

/// A tag by its name: what it says besides (an address, a title) may be translated.
fn name(mark: &str) -> &str {
    if !mark.starts_with('<') {
        return mark;
    }
    let end = mark.find(|c: char| c.is_whitespace()).unwrap_or(mark.len());
    mark[..end].trim_end_matches(['/', '>'])
}

/// Placeholders of printf, Python, .NET, ICU, shells and templates. Linear.
pub(super) fn placeholders(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr2(b'%', b'{', &bytes[at..]).map(|i| at + i) {
        let end = if bytes[start] == b'%' { printf(bytes, start) } else { braced(bytes, start) };
        let from = if start > 0 && bytes[start] == b'{' && bytes[start - 1] == b'$' { start - 1 } else { start };
        at = end.unwrap_or(start + 1);
        found.extend(end.map(|end| from..end));
    }
    found
}

/// `%s`, `%1$d`, `%-5.2f`, `%(name)s`, `%@`; not the per cent of `5% of`, nor `100%d`.
fn printf(bytes: &[u8], start: usize) -> Option<usize> {
    if start > 0 && bytes[start - 1].is_ascii_digit() {
        return None;
    }
    let mut at = start + 1;
    if bytes.get(at) == Some(&b'(') {
        at += bytes[at..].iter().take(64).position(|b| *b == b')')? + 1;
    }
    at += bytes[at..].iter().take(12).take_while(|b| matches!(b, b'0'..=b'9' | b'$' | b'.' | b'-' | b'+' | b'#' | b'*')).count();
    at += bytes[at..].iter().take(2).take_while(|b| matches!(b, b'l' | b'h' | b'z')).count();
    let ends = matches!(bytes.get(at), Some(b's' | b'd' | b'i' | b'u' | b'f' | b'x' | b'X' | b'c' | b'g' | b'e' | b'r' | b'@'));
    let goes_on = bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (ends && !goes_on).then_some(at + 1)
}

/// `{0}`, `{name}`, `{}`, `{n:.2f}`, `{{x}}`.
fn braced(bytes: &[u8], start: usize) -> Option<usize> {
    let double = usize::from(bytes.get(start + 1) == Some(&b'{'));
    let inner = start + 1 + double;
    let len = bytes[inner..]
        .iter()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':' | b'-' | b'[' | b']' | b' '))
        .count();
    let content = &bytes[inner..inner + len];
    let has_space_only_in_double = double == 1 || !content.contains(&b' ');
    let closed = bytes.get(inner + len) == Some(&b'}') && (double == 0 || bytes.get(inner + len + 1) == Some(&b'}'));
    (closed && has_space_only_in_double).then_some(inner + len + 1 + double)
}

/// Tags of HTML and XML. Linear.
pub(super) fn tags(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 200;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|i| at + i) {
        at = start + 1;
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_lowercase) {
            continue;
        }
        let end = bytes[name..].iter().take(LONGEST).position(|b| matches!(b, b'<' | b'>')).map(|len| name + len);
        if let Some(end) = end.filter(|end| bytes[*end] == b'>') {
            found.push(start..end + 1);
            at = end + 1;
        }
    }
    found
}

/// The first trace of a wrong encoding. Linear.
pub(super) fn mojibake(text: &str) -> Option<Range<usize>> {
    if let Some(at) = text.find('\u{FFFD}') {
        return Some(at..at + '\u{FFFD}'.len_utf8());
    }
    if let Some(at) = text.find("占쏙옙") {
        return Some(at..at + "占쏙옙".len());
    }
    // Runs of what single bytes of other encodings look like: UTF-8 has a lead and what follows, CP949 pairs of high ones.
    let is_high = |c: char| {
        matches!(
            c,
            '\u{80}'
                ..='\u{FF}'
                    | 'Œ'
                    | 'œ'
                    | 'Š'
                    | 'š'
                    | 'Ÿ'
                    | 'Ž'
                    | 'ž'
                    | 'ƒ'
                    | 'ˆ'
                    | '˜'
                    | '–'
                    | '—'
                    | '‘'
                    | '’'
                    | '‚'
                    | '“'
                    | '”'
                    | '„'
                    | '†'
                    | '‡'
                    | '•'
                    | '…'
                    | '‰'
                    | '‹'
                    | '›'
                    | '€'
                    | '™'
        )
    };
    let mut run: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_high(c) {
            run.push((at, c));
            continue;
        }
        let leads = run.iter().filter(|(_, c)| matches!(c, 'Ã' | 'Â' | 'ê' | 'ë' | 'ì' | 'í')).count();
        let letters = run.iter().filter(|(_, c)| matches!(c, '\u{A1}'..='\u{FF}')).count();
        let is_utf8 = leads >= 1 && run.len() >= 2 * leads && run.len() >= 2 && run.iter().any(|(_, c)| !c.is_alphabetic());
        if is_utf8 || letters >= 4 && letters == run.len() && run.len().is_multiple_of(2) {
            return Some(run[0].0..at);
        }
        run.clear();
    }
    None
}

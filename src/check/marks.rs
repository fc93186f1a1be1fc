//! What is no language inside a text: tags, and the traces of a wrong encoding.

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

/// Elements of HTML that stand in strings; in order.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Tags of HTML and XML: elements of HTML, and whatever is closed or has attributes. `<file>` in a usage line stands for a word, and
/// what stands in backticks is quoted. Linear.
pub(super) fn tags(text: &str) -> Vec<Range<usize>> {
    let all = angled(text);
    let name_of = |range: &Range<usize>| name(&text[range.clone()]).trim_start_matches(['<', '/']);
    let mut closed: Vec<&str> = Vec::new();
    closed.extend(all.iter().filter(|range| text[(*range).clone()].starts_with("</")).map(name_of));
    let is_tag = |range: &Range<usize>| {
        let (tag, name) = (&text[range.clone()], name_of(range));
        let is_element = ELEMENTS.binary_search(&name).is_ok();
        is_element || closed.contains(&name) || tag.ends_with("/>") || tag.contains("=\"") || tag.contains("='")
    };
    all.iter().filter(|range| is_tag(range)).cloned().collect()
}

/// Names in angle brackets, outside backticks.
fn angled(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 200;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_quoted = false;
    while let Some(start) = memchr::memchr2(b'<', b'`', &bytes[at..]).map(|i| at + i) {
        at = start + 1;
        if bytes[start] == b'`' {
            is_quoted = !is_quoted && bytes[at..].contains(&b'`');
            continue;
        }
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if is_quoted || !bytes.get(name).is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
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
    // A text that speaks of U+FFFD may show it.
    if let Some(at) = text.find('\u{FFFD}').filter(|_| !text.contains("FFFD") && !text.contains("fffd")) {
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

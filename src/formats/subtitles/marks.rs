//! What stands in the text of a cue and is none of it: tags, overrides, entities.

use std::ops::Range;

use super::builder::Builder;
use crate::formats::html;

/// How a format marks text up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Some tags of HTML and the overrides of Advanced SubStation; `<` and `&` may stand for themselves.
    Srt,
    /// Any tag, and entities.
    Vtt,
}

/// Tags of SubRip that players know.
const KNOWN: [&str; 8] = ["b", "br", "em", "font", "i", "s", "strong", "u"];

/// Nothing longer is a tag: a line of a thousand `<` is not looked through a thousand times.
const LONGEST: usize = 512;

/// Takes one line of a cue's text.
pub(super) fn line(builder: &mut Builder<'_>, range: Range<usize>, markup: Markup) {
    let source = builder.source();
    let mut from = range.start;
    let mut at = range.start;
    while let Some(next) = source[at..range.end].find(['<', '{', '&']).map(|i| at + i) {
        let rest = &source[next..range.end];
        at = next + 1;
        let found = match rest.as_bytes()[0] {
            b'<' => tag(rest, markup).map(|len| (len, None)),
            b'{' if markup == Markup::Srt => override_len(rest).map(|len| (len, None)),
            b'&' if markup == Markup::Vtt => {
                let (text, len) = reference(rest);
                text.map(|text| (len, Some(text)))
            }
            _ => None,
        };
        let Some((len, text)) = found else { continue };
        builder.text(from..next);
        match text {
            Some(text) => builder.stand_in(&text, next..next + len),
            None if name(&rest[1..]).eq_ignore_ascii_case("br") => builder.line_break(next..next + len),
            None => builder.tag(next..next + len),
        }
        at = next + len;
        from = at;
    }
    builder.text(from..range.end);
}

/// Resolves the entity at the head of a text, which begins with `&`: what it means and how long it is.
pub(super) fn reference(text: &str) -> (Option<String>, usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | ';');
    html::reference(&text[..text[1..].find(|c| !is_part(c)).map_or(text.len(), |end| end + 1)])
}

/// The name of a tag, at whose `<` or slash the text begins.
pub(super) fn name(text: &str) -> &str {
    let text = text.strip_prefix('/').unwrap_or(text);
    &text[..text.bytes().take_while(u8::is_ascii_alphanumeric).count()]
}

/// How long the tag is that `text` begins with.
fn tag(text: &str, markup: Markup) -> Option<usize> {
    let len = text[..text.floor_char_boundary(LONGEST)].find('>')? + 1;
    let inner = &text[1..len - 1];
    let name = name(inner);
    let is_tag = match markup {
        Markup::Srt => !inner.contains('<') && KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)),
        Markup::Vtt => !name.is_empty() || inner.is_empty() || inner.starts_with('/'),
    };
    is_tag.then_some(len)
}

/// How long the override is that `text` begins with: `{\an8}`.
fn override_len(text: &str) -> Option<usize> {
    text.starts_with("{\\").then(|| text[..text.floor_char_boundary(LONGEST)].find('}'))?.map(|end| end + 1)
}

//! Pictures in the short codes of site generators: `{{< figure src="a.jpg" caption="…" >}}`.

use std::ops::Range;

use crate::bitext::BlockKind;

/// A picture by a short code.
pub(super) struct Figure {
    /// The whole code in the source.
    pub(super) range: Range<usize>,
    pub(super) address: String,
    /// What is said of the picture, where it stands in the source.
    pub(super) texts: Vec<(BlockKind, Range<usize>)>,
}

/// Longer ones are none.
const MOST_BYTES: usize = 4000;

/// The pictures of a source, in order. Linear.
pub(super) fn figures(source: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    for start in memchr::memmem::find_iter(source.as_bytes(), b"{{") {
        if found.last().is_some_and(|figure| start < figure.range.end) {
            continue;
        }
        let rest = &source[start + 2..source.floor_char_boundary(start + MOST_BYTES)];
        let Some(mark) = rest.chars().next().filter(|c| matches!(c, '<' | '%')) else { continue };
        let end_mark = if mark == '<' { ">}}" } else { "%}}" };
        let Some(len) = rest.find(end_mark) else { continue };
        let inner = &rest[1..len];
        let name = inner.split_whitespace().next().unwrap_or_default();
        if matches!(name, "figure" | "img" | "image" | "picture" | "photo") {
            found.push(figure(inner, start + 3, start..start + 2 + len + end_mark.len()));
        }
    }
    found
}

fn figure(inner: &str, base: usize, range: Range<usize>) -> Figure {
    let mut figure = Figure { range, address: String::new(), texts: Vec::new() };
    let mut at = 0;
    while let Some(equals) = inner[at..].find('=').map(|found| at + found) {
        let key = inner[at..equals].split_whitespace().next_back().unwrap_or_default();
        let value = &inner[equals + 1..];
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
            at = equals + 1;
            continue;
        };
        let len = value[1..].find(quote).unwrap_or(value.len() - 1);
        let text = equals + 2..equals + 2 + len;
        match key {
            "src" | "link" if figure.address.is_empty() => figure.address = inner[text.clone()].to_owned(),
            "caption" => figure.texts.push((BlockKind::Caption, base + text.start..base + text.end)),
            "alt" | "title" => figure.texts.push((BlockKind::AltText, base + text.start..base + text.end)),
            _ => {}
        }
        at = (text.end + 1).min(inner.len());
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_read_with_what_is_said_of_them() {
        let source =
            "앞 {{< figure src=\"/a.jpg\" alt='강' caption=\"언 강\" class=big >}} 뒤 {{% img src=b.jpg %}} {{ x }} {{< figure";
        let found = figures(source);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].address, "/a.jpg");
        let texts: Vec<(BlockKind, &str)> = found[0].texts.iter().map(|(kind, range)| (*kind, &source[range.clone()])).collect();
        assert_eq!(texts, [(BlockKind::AltText, "강"), (BlockKind::Caption, "언 강")]);
        assert!(source[found[0].range.clone()].ends_with(">}}"));
    }
}

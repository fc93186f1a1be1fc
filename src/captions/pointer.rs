//! Words that point into a picture: (왼쪽), 왼쪽부터, (second from left), From left.

use std::ops::Range;

/// Where a pointer points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    /// 왼쪽, left.
    Left,
    /// 오른쪽, right.
    Right,
    /// 가운데, center.
    Center,
    /// 위, top.
    Top,
    /// 아래, bottom.
    Bottom,
}

/// A pointer in a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Where it points.
    pub(super) direction: Direction,
    /// Which one from there: 1 for the outermost.
    pub(super) ordinal: u8,
    /// Whether names follow it in their order: 왼쪽부터, From left.
    pub(super) is_list: bool,
}

/// Words of which English pointers are made; in order.
const POINTING: &[&str] = &[
    "above", "and", "at", "back", "below", "bottom", "center", "centre", "eighth", "extreme", "far", "fifth", "first", "fourth",
    "from", "front", "in", "l", "left", "lower", "middle", "ninth", "of", "on", "r", "rear", "right", "row", "seated", "second",
    "seventh", "sixth", "standing", "tenth", "the", "third", "to", "top", "upper",
];
const ORDINALS: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
/// Korean words that point, each with what it says.
const KOREAN: &[(&str, Direction)] = &[
    ("왼쪽", Direction::Left),
    ("왼편", Direction::Left),
    ("좌측", Direction::Left),
    ("오른쪽", Direction::Right),
    ("오른편", Direction::Right),
    ("우측", Direction::Right),
    ("가운데", Direction::Center),
    ("중앙", Direction::Center),
    ("위쪽", Direction::Top),
    ("위", Direction::Top),
    ("아래쪽", Direction::Bottom),
    ("아래", Direction::Bottom),
    ("左", Direction::Left),
    ("右", Direction::Right),
];
const NATIVE: [&str; 10] = ["첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"];
/// So many pointers of a text are looked at.
const MOST: usize = 64;

/// The pointers of a text, in order. Linear.
pub(super) fn pointers(text: &str) -> Vec<Pointer> {
    let mut found = Vec::new();
    in_brackets(text, &mut found);
    lists(text, &mut found);
    between_commas(text, &mut found);
    found.sort_by_key(|pointer| pointer.range.start);
    found.dedup_by(|next, kept| next.range.start < kept.range.end);
    found.truncate(MOST);
    found
}

/// (왼쪽에서 두 번째), (second from left).
fn in_brackets(text: &str, found: &mut Vec<Pointer>) {
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' | '<' => open = Some((at, c.len_utf8())),
            ')' | ']' | '）' | '>' => {
                let Some((start, len)) = open.take() else { continue };
                let inner = &text[start + len..at];
                if inner.len() > 80 {
                    continue;
                }
                if let Some((direction, ordinal, is_list)) = read(inner) {
                    found.push(Pointer { range: start..at + c.len_utf8(), direction, ordinal, is_list });
                }
            }
            _ => {}
        }
    }
}

/// What a pointer says, if the words are one.
fn read(inner: &str) -> Option<(Direction, u8, bool)> {
    korean(inner.trim()).or_else(|| english(inner.trim()))
}

/// 오른쪽, 왼쪽에서 두 번째, 앞줄 가운데, 사진 왼쪽, 맨 오른쪽, 왼쪽 네번째, 왼쪽 사진.
fn korean(inner: &str) -> Option<(Direction, u8, bool)> {
    if inner.chars().nth(24).is_some() || !inner.chars().any(|c| ('가'..='힣').contains(&c) || matches!(c, '左' | '右')) {
        return None;
    }
    let mut rest = inner;
    for before in [
        "사진",
        "앞줄",
        "뒷줄",
        "앞 줄",
        "뒷 줄",
        "둘째 줄",
        "윗줄",
        "아랫줄",
        "맨 앞줄",
        "맨앞줄",
        "맨 뒷줄",
        "맨",
        "가장",
        "제일",
        "화면",
    ] {
        rest = rest.strip_prefix(before).map_or(rest, str::trim_start);
    }
    if rest.is_empty() {
        return inner.contains('줄').then_some((Direction::Center, 1, false));
    }
    let (word, direction) = KOREAN.iter().find(|(word, _)| rest.starts_with(word))?;
    let rest = &rest[word.len()..];
    let is_list = ["부터", "에서부터", "으로부터"].iter().any(|particle| rest.starts_with(particle));
    let rest =
        ["에서부터", "부터", "에서", "으로부터", "으로"].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest).trim_start();
    let rest = rest.trim_end_matches(['.', ',']);
    if rest.is_empty() || matches!(rest, "사진" | "끝" | "인물" | "첫째") {
        return Some((*direction, 1, is_list));
    }
    if let Some(other) = KOREAN.iter().find(|(word, _)| rest == *word) {
        return Some((other.1, 1, false));
    }
    let counted = rest.trim_end_matches("사람").trim_end();
    let number = counted.strip_suffix("번째").or_else(|| counted.strip_suffix("째"))?.trim_end();
    let ordinal = NATIVE.iter().position(|native| number == *native).map(|at| at as u8 + 1);
    ordinal.or_else(|| number.parse().ok()).filter(|n| *n > 0).map(|n| (*direction, n, false))
}

/// `right`, `second from left`, `L`, `4th from R`, `front row, center`, `from left`.
fn english(inner: &str) -> Option<(Direction, u8, bool)> {
    let lower = inner.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | ';')).filter(|word| !word.is_empty()).collect();
    let numeral = |word: &str| -> Option<u8> {
        let digits = word.strip_suffix("st").or(word.strip_suffix("nd")).or(word.strip_suffix("rd")).or(word.strip_suffix("th"))?;
        digits.parse().ok().filter(|n| *n > 0)
    };
    if words.is_empty() || words.len() > 8 || !words.iter().all(|w| POINTING.binary_search(w).is_ok() || numeral(w).is_some()) {
        return None;
    }
    let direction = |word: &&str| {
        Some(match *word {
            "left" | "l" => Direction::Left,
            "right" | "r" => Direction::Right,
            "center" | "centre" | "middle" => Direction::Center,
            "top" | "above" | "upper" | "back" | "rear" => Direction::Top,
            "bottom" | "below" | "lower" | "front" => Direction::Bottom,
            _ => return None,
        })
    };
    // The sides say more than the rows.
    let named: Vec<Direction> = words.iter().filter_map(direction).collect();
    let side = named.iter().find(|d| !matches!(d, Direction::Top | Direction::Bottom)).or(named.first())?;
    let ordinal = words.iter().find_map(|w| ORDINALS.iter().position(|o| o == w).map(|at| at as u8 + 1).or(numeral(w)));
    let is_list = words[0] == "from"
        || words.windows(3).any(|w| matches!(w, ["left" | "l", "to", "right" | "r"] | ["right" | "r", "to", "left" | "l"]));
    Some((*side, ordinal.unwrap_or(1), is_list && ordinal.is_none()))
}

/// 왼쪽부터, From left: names follow in order.
fn lists(text: &str, found: &mut Vec<Pointer>) {
    for (phrase, direction) in [
        ("왼쪽부터", Direction::Left),
        ("왼쪽에서부터", Direction::Left),
        ("왼편부터", Direction::Left),
        ("오른쪽부터", Direction::Right),
        ("오른쪽에서부터", Direction::Right),
        ("위부터", Direction::Top),
        ("위에서부터", Direction::Top),
        ("아래부터", Direction::Bottom),
        ("시계방향", Direction::Top),
        ("시계 방향", Direction::Top),
        ("From left", Direction::Left),
        ("from left to right", Direction::Left),
        ("Left to right", Direction::Left),
        ("left to right", Direction::Left),
        ("From right", Direction::Right),
        ("Clockwise", Direction::Top),
        ("clockwise", Direction::Top),
    ] {
        let places = text.match_indices(phrase).take(MOST);
        found.extend(places.map(|(at, _)| Pointer { range: at..at + phrase.len(), direction, ordinal: 1, is_list: true }));
    }
}

/// Gu Seula, second from left, shakes hands: English pointers without brackets.
fn between_commas(text: &str, found: &mut Vec<Pointer>) {
    let mut start = None;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, ',' | '.' | ';' | ':')) {
        if let Some(from) = start {
            let inner: &str = &text[from..at];
            if inner.len() <= 40
                && let Some((direction, ordinal, is_list)) = english(inner)
            {
                found.push(Pointer { range: from..at, direction, ordinal, is_list });
            }
        }
        start = (c == ',').then_some(at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::*;

    fn read_all(text: &str) -> Vec<(Direction, u8, bool)> {
        pointers(text).into_iter().map(|p| (p.direction, p.ordinal, p.is_list)).collect()
    }

    #[test]
    fn words_that_are_searched_stand_in_order() {
        assert!(POINTING.is_sorted());
    }

    #[test]
    fn pointers_are_told_from_other_brackets() {
        for (text, pointer) in [
            ("(right)", (Right, 1)),
            ("(second from left)", (Left, 2)),
            ("(R)", (Right, 1)),
            ("(4th from R)", (Right, 4)),
            ("(front row, center)", (Center, 1)),
            ("(far left)", (Left, 1)),
            ("(오른쪽)", (Right, 1)),
            ("(왼쪽에서 두 번째)", (Left, 2)),
            ("(왼쪽 세번째)", (Left, 3)),
            ("(왼쪽에서 3번째)", (Left, 3)),
            ("(사진 왼쪽)", (Left, 1)),
            ("(앞줄 가운데)", (Center, 1)),
            ("(맨 오른쪽)", (Right, 1)),
            ("Gu Seula, second from left, shakes hands", (Left, 2)),
            ("Gu Seula, right, shakes hands", (Right, 1)),
        ] {
            assert_eq!(read_all(text), [(pointer.0, pointer.1, false)], "{text}");
        }
        for text in [
            "(the second quarter)",
            "(NATO)",
            "(right-wing party)",
            "(2026)",
            "(from the left bank)",
            "(위원회)",
            "(하늬 갑)",
            "(왼쪽으로 갔다)",
        ] {
            assert_eq!(read_all(text), [], "{text}");
        }
    }

    #[test]
    fn names_may_follow_a_pointer_in_order() {
        for text in [
            "왼쪽부터 구슬아 시장, 도나래 의장",
            "From left, Mayor Gu Seula and Speaker Do Narae",
            "Gu and Do (from left)",
            "Clockwise from top: a bridge",
        ] {
            assert!(read_all(text).iter().any(|p| p.2), "{text}");
        }
    }
}

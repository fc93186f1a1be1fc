//! The parts of a line: mark, label, dateline, credits, pointers, and what is said between them.

use super::credit::{CreditKind, bracketed, closing_credits, names_giver, opening_credit, reads_as_credits};
use super::pointer::{Pointer, pointers};

/// Marks that stand before captions, and before other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// ▲ △ ▽ ▼
    Triangle,
    /// ▶ ◀ ▷ ◁ ☞
    Arrow,
    /// ■ ◆ □ ○ ● ※ and bullets
    Block,
}

/// The parts of a line.
#[derive(Clone, Debug)]
pub(super) struct Anatomy<'t> {
    pub(super) mark: Option<Mark>,
    /// `[사진]`, `사진설명=`, Caption:
    pub(super) has_label: bool,
    /// The number in the label: `[사진 2]`, Photo 2.
    pub(super) number: Option<u32>,
    /// `[하늬=뉴시스] 도나래 기자 =`
    pub(super) has_dateline: bool,
    /// `SEOUL, Jan. 30 (Yonhap) --`
    pub(super) begins_article: bool,
    /// `SEOUL, SOUTH KOREA - JANUARY 30:`
    pub(super) has_scene_line: bool,
    pub(super) has_opening_credit: bool,
    pub(super) closing_credit: Option<CreditKind>,
    /// In this photo provided by …
    pub(super) names_giver: bool,
    pub(super) pointers: Vec<Pointer>,
    /// What is left.
    pub(super) core: &'t str,
}

/// Takes a line apart. Linear.
pub(super) fn anatomy(text: &str) -> Anatomy<'_> {
    let mut rest = text.trim();
    let mark = rest.chars().next().and_then(mark_of);
    if mark.is_some() {
        rest = rest.trim_start_matches(|c| mark_of(c).is_some()).trim_start();
    }
    let labelled = label(rest);
    let has_label = labelled.is_some();
    let before = labelled.map_or("", |after| &rest[..after.as_ptr() as usize - rest.as_ptr() as usize]);
    let number =
        before.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).and_then(|digits| digits.parse().ok());
    rest = labelled.unwrap_or(rest);
    let dateline = dateline(rest);
    rest = dateline.map_or(rest, |len| rest[len..].trim_start());
    let opening = opening_credit(rest);
    rest = opening
        .map_or(rest, |len| rest[len..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '-' | '–' | ':')));
    let closing = closing_credits(rest);
    let core = closing.map_or(rest, |(at, _)| rest[..at].trim_end());
    Anatomy {
        mark,
        has_label,
        number,
        has_dateline: dateline.is_some(),
        begins_article: english_dateline(rest).is_some_and(|(_, is_article)| is_article),
        has_scene_line: english_dateline(rest).is_some_and(|(_, is_article)| !is_article),
        has_opening_credit: opening.is_some(),
        closing_credit: closing.map(|(_, kind)| kind),
        names_giver: names_giver(&core[..core.floor_char_boundary(600)].to_lowercase()),
        pointers: pointers(core),
        core,
    }
}

/// What a caption says, without its mark, label and dateline, and the credits behind it.
pub fn without_credits(text: &str) -> (&str, &str) {
    let core = anatomy(text).core;
    let behind = core.as_ptr() as usize - text.as_ptr() as usize + core.len();
    (core, text[behind..].trim())
}

/// The mark that a character is.
pub(super) fn mark_of(c: char) -> Option<Mark> {
    Some(match c {
        '▲' | '△' | '▽' | '▼' | '∆' => Mark::Triangle,
        '▶' | '◀' | '▷' | '◁' | '►' | '◄' | '☞' | '▸' => Mark::Arrow,
        '■' | '◆' | '□' | '◇' | '○' | '●' | '◎' | '※' | '★' | '☆' | '•' | '·' | '◈' | '▣' => Mark::Block,
        _ => return None,
    })
}

/// What follows a label that says that this is a caption.
fn label(text: &str) -> Option<&str> {
    let is_label = |word: &str| {
        let word = word.trim().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '#' | ' '));
        matches!(
            word.to_lowercase().as_str(),
            "사진"
                | "포토"
                | "사진설명"
                | "사진 설명"
                | "설명"
                | "사진 제목"
                | "photo"
                | "pic"
                | "picture"
                | "image"
                | "caption"
                | "photo caption"
        )
    };
    if let Some((inner, len)) = bracketed(text) {
        let head = inner.split([':', '=']).next().unwrap_or_default();
        if is_label(inner) {
            // Links to pictures stand in a row with the label before each.
            let is_list = text[len..].contains(&text[..len]);
            return Some(text[len..].trim_start()).filter(|rest| !rest.is_empty() && !is_list);
        }
        // [사진설명: …]
        let is_whole = head.len() < inner.len() && text[len..].trim().is_empty() && head.contains("설명") && is_label(head);
        return is_whole.then(|| inner[head.len() + 1..].trim());
    }
    let head_end = text[..text.floor_char_boundary(40)].find([':', '=', '：'])?;
    let (head, rest) = (&text[..head_end], text[head_end..].trim_start_matches([':', '=', '：', ' ']));
    let is_told = head.contains("설명")
        || head.to_lowercase().contains("caption")
        || matches!(head.trim().to_lowercase().as_str(), "pictured" | "above" | "below");
    let is_numbered = is_label(head) && head.contains(|c: char| c.is_ascii_digit());
    (is_numbered || is_told && (is_label(head) || head.is_ascii())).then_some(rest).filter(|rest| !rest.is_empty())
}

/// How long the dateline of an agency or a paper is at the head of a text, with its by-line: `(하늬=뉴스1) 도나래 기자 = `.
fn dateline(text: &str) -> Option<usize> {
    let (inner, len) = bracketed(text)?;
    let (place, who) = inner.split_once('=')?;
    if inner.chars().nth(40).is_some() || place.contains("사진") || place.contains("출처") || place.contains("제공") {
        return None;
    }
    reads_as_credits(who).or_else(|| reads_as_credits(place))?;
    let rest = &text[len..];
    let head = &rest[..rest.floor_char_boundary(100)];
    match head.find('=') {
        Some(at) if reads_as_credits(&head[..at]).is_some() => Some(len + at + 1),
        _ => Some(len),
    }
}

/// How long the dateline of an English article is, `SEOUL, Jan. 30 (Yonhap) --`, or of an English caption, `SEOUL, SOUTH KOREA - JANUARY 30:`,
/// and whether it is that of an article.
fn english_dateline(text: &str) -> Option<(usize, bool)> {
    let head = &text[..text.floor_char_boundary(90)];
    let first: String = head.chars().take_while(|c| !matches!(c, ',' | ' ')).collect();
    if first.chars().count() < 3 || !first.chars().all(|c| c.is_uppercase() || c == '-') {
        return None;
    }
    let dash = ["--", "—", "–"].iter().filter_map(|dash| head.find(dash).map(|at| at + dash.len())).min();
    let colon = head.find(':').map(|at| at + 1);
    match (dash, colon) {
        (_, Some(at)) if !head[..at].contains(|c: char| c.is_lowercase()) && head[..at].contains(|c: char| c.is_ascii_digit()) => {
            Some((at, false))
        }
        (Some(at), _) if head[..at].contains(')') || head[..at].contains(|c: char| c.is_ascii_digit()) => Some((at, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_falls_into_its_parts() {
        let core = "구슬아 시장이 12일 하늬시청에서 첫 삽을 뜨고 있다.";
        for (before, after) in [
            ("▲ ", " ©하늬뉴스"),
            ("[하늬=뉴시스] 도나래 기자 = ", " 2031.03.12. photo@newsis.com"),
            ("【하늬=뉴시스】 도나래·한솔 기자 = ", " (사진=하늬시 제공) 2031.03.12. photo@newsis.com *재판매 및 DB 금지"),
            ("(하늬=뉴스1) 도나래 기자 = ", " 2031.3.12/뉴스1"),
            ("[가람일보=도나래 기자] ", ""),
            ("사진설명=", ""),
            ("[사진 1] ", ""),
            ("<사진> ", " /도나래기자"),
            ("(사진=하늬시) ", ""),
        ] {
            let line = format!("{before}{core}{after}");
            assert_eq!(anatomy(&line).core, core, "{line}");
        }
        assert_eq!(anatomy(&format!("[사진설명: {core}]")).core, core);
        assert_eq!(anatomy("[사진 12] 다리를 건너고 있다.").number, Some(12));
        assert_eq!(anatomy("Photo 3: The bridge").number, Some(3));
        assert!(anatomy("[하늬=뉴시스] 도나래 기자 = 하늬시는 12일 도서관을 짓는다고 밝혔다.").has_dateline);
        assert!(!anatomy("(하늬 갑) 의원").has_dateline);
        assert!(anatomy("HANUI, South Korea, May 11 (Yonhap) -- The mayor met the press.").begins_article);
        assert!(anatomy("HANUI, SOUTH KOREA - MARCH 12: The mayor meets the press.").has_scene_line);
    }
}

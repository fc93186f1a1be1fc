//! The form of a segment: question, exclamation, quotation, brackets, list mark, speaker, heading. Weak evidence, but everywhere.

use super::kind::AnchorKind;

/// One trait of form, standing on a range of folded characters; `label` tells marks of one kind apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trait<'a> {
    pub(super) kind: AnchorKind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: Label<'a>,
}

/// What tells two marks of one kind apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label<'a> {
    /// Nothing.
    Any,
    /// The number of a list mark.
    Number(u32),
    /// The place of its letter: 가 and a are 0.
    Letter(u32),
    /// The words of a speaker's label.
    Words(&'a [char]),
}

/// Headings have at most this many folded characters.
const HEADING_CHARS: usize = 60;
/// Speaker labels have at most this many.
const SPEAKER_CHARS: usize = 20;

/// Every trait of a folded segment. Linear in the text.
pub(super) fn scan<'a>(chars: &'a [char], mut emit: impl FnMut(Trait<'a>)) {
    let mut say = |kind, start, end, label| emit(Trait { kind, start, end, label });
    let Some(first) = chars.iter().position(|c| *c != ' ') else { return };
    let last = chars.iter().rposition(|c| *c != ' ').unwrap_or(first);
    let find = |mark: char| chars.iter().rposition(|c| *c == mark);
    match find('?') {
        Some(at) => say(AnchorKind::Question, at, at + 1, Label::Any),
        None => {
            if let Some(at) = formal_question(chars, last) {
                say(AnchorKind::Question, at, at + 2, Label::Any);
            }
        }
    }
    if let Some(at) = find('!') {
        say(AnchorKind::Exclamation, at, at + 1, Label::Any);
    }
    if let Some(at) = chars.iter().position(|c| matches!(c, '"' | '「' | '『' | '《')) {
        say(AnchorKind::Quotation, at, at + 1, Label::Any);
    }
    if let Some(at) = chars.iter().position(|c| matches!(c, '(' | '[')) {
        say(AnchorKind::Bracket, at, at + 1, Label::Any);
    }
    if let Some(at) = chars.windows(3).position(|w| w == ['.', '.', '.']) {
        say(AnchorKind::Ellipsis, at, at + 3, Label::Any);
    }
    if chars[last] == ':' {
        say(AnchorKind::Colon, last, last + 1, Label::Any);
    }
    if let Some((label, start, end)) = list_mark(chars, first) {
        say(AnchorKind::ListMark, start, end, label);
    }
    if let Some(end) = speaker(chars, first) {
        say(AnchorKind::Speaker, first, end, Label::Any);
        if chars[first..end].iter().all(char::is_ascii) {
            say(AnchorKind::Speaker, first, end, Label::Words(&chars[first..end]));
        }
    }
    let sentence = matches!(chars[last], '.' | '?' | '!' | ':' | ';' | ',' | '"' | '\'' | ')' | '다' | '요' | '죠' | '까');
    if !sentence && last - first < HEADING_CHARS && chars[first].is_alphanumeric() && !chars[first].is_ascii_lowercase() {
        say(AnchorKind::Heading, first, last + 1, Label::Any);
    }
}

/// -ㅂ니까 at the end, with or without a full stop.
fn formal_question(chars: &[char], last: usize) -> Option<usize> {
    let end = chars[..=last].iter().rposition(|c| c.is_alphanumeric())?;
    let ends = end >= 2 && chars[end] == '까' && chars[end - 1] == '니';
    let stem = *chars.get(end.checked_sub(2)?)? as u32;
    (ends && (0xac00..=0xd7a3).contains(&stem) && (stem - 0xac00) % 28 == 17).then_some(end - 1)
}

/// `1.`, `(1)`, `1)`, `가.`, `(a)`, `-`, `▲` at the start.
fn list_mark(chars: &[char], first: usize) -> Option<(Label<'static>, usize, usize)> {
    if matches!(chars[first], '-' | '*' | '•' | '·' | '▲' | '△' | '▶' | '■' | '◆' | '○' | '●') {
        let spaced = !matches!(chars[first], '-' | '*') || chars.get(first + 1) == Some(&' ');
        return spaced.then_some((Label::Any, first, first + 1));
    }
    let bracket = chars[first] == '(';
    let start = first + usize::from(bracket);
    let digits = chars[start.min(chars.len())..].iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    let (label, end) = match digits {
        1..=3 => (
            Label::Number(chars[start..start + digits].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0))),
            start + digits,
        ),
        0 => (Label::Letter(letter(*chars.get(start)?)?), start + 1),
        _ => return None,
    };
    let closed = match chars.get(end)? {
        ')' => true,
        '.' => !bracket && chars.get(end + 1).is_none_or(|c| *c == ' ' || !c.is_ascii() && digits > 0),
        _ => false,
    };
    closed.then_some((label, start, end))
}

fn letter(c: char) -> Option<u32> {
    match c {
        'a'..='z' => Some(c as u32 - 'a' as u32),
        'A'..='Z' => Some(c as u32 - 'A' as u32),
        _ => "가나다라마바사아자차카타파하".chars().position(|k| k == c).map(|i| i as u32),
    }
}

/// The end of a speaker's label before its colon.
fn speaker(chars: &[char], first: usize) -> Option<usize> {
    let colon = first + chars[first..].iter().take(SPEAKER_CHARS).position(|c| *c == ':')?;
    let label = &chars[first..colon];
    let words = label.iter().filter(|c| **c == ' ').count() < 3 && label.iter().all(|c| c.is_alphanumeric() || *c == ' ');
    let named = label.first()?.is_uppercase() || !label[0].is_ascii();
    (words && named && chars.get(colon + 1) == Some(&' ') && colon + 2 < chars.len()).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Folded;

    fn kinds(text: &str) -> Vec<AnchorKind> {
        let mut all = Vec::new();
        scan(Folded::of(text).chars(), |t| all.push(t.kind));
        all
    }

    #[test]
    fn each_form_is_seen_and_not_seen() {
        use AnchorKind::*;
        for (kind, with, without) in [
            (Question, "갈까요?", "가자."),
            (Question, "어디로 갑니까", "비가 오니까"),
            (Exclamation, "Stop!", "Stop."),
            (Quotation, "그는 “네”라고 했다.", "그는 네라고 했다."),
            (Bracket, "서울(Seoul)에서.", "서울에서."),
            (Ellipsis, "그런데…", "그런데."),
            (Colon, "The steps are:", "Steps: one."),
            (ListMark, "1. 시작한다.", "1.5배가 된다."),
            (ListMark, "(a) begins.", "A begins."),
            (ListMark, "- 물.", "-5도다."),
            (Speaker, "P1: 안녕하세요.", "시간은 3:30이다."),
            (Heading, "설치 방법", "설치했다."),
        ] {
            assert!(kinds(with).contains(&kind), "{with}");
            assert!(!kinds(without).contains(&kind), "{without}");
        }
    }
}

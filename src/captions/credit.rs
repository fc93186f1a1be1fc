//! Credits, by-lines and notes of translators: lines that need no counterpart.

/// What such a line begins with, in lower case.
const OPENINGS: &[&str] = &[
    "by ",
    "photo by",
    "photos by",
    "photo:",
    "photos:",
    "photo =",
    "photos =",
    "photo=",
    "photos=",
    "photo courtesy",
    "courtesy of",
    "translated by",
    "translation by",
    "translation:",
    "translator:",
    "edited by",
    "written by",
    "subtitles by",
    "subtitle by",
    "captions by",
    "credit:",
    "credits:",
    "source:",
    "사진=",
    "사진 =",
    "사진:",
    "사진제공",
    "사진 제공",
    "사진출처",
    "글 ",
    "글=",
    "글·사진",
    "번역",
    "옮긴이",
    "자막",
    "출처",
    "취재",
    "영상=",
    "기사",
];

/// What lines about copyright say, in lower case.
const RIGHTS: &[&str] = &["무단 전재", "무단전재", "저작권자", "copyright", "all rights reserved", "재배포 금지"];

/// Longer lines say more than who made them.
const MOST_CHARS: usize = 80;

/// Whether a text says who wrote, took, translated or owns something, and nothing else.
pub fn is_credit(text: &str) -> bool {
    let text = text.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '【' | '】' | '▲' | '/'));
    let lower = text.to_lowercase();
    let is_long = text.chars().nth(MOST_CHARS).is_some();
    let ends_sentence = text.ends_with(['.', '!', '?']) && text.split_whitespace().count() > 6;
    if is_long || ends_sentence {
        return false;
    }
    if RIGHTS.iter().any(|words| lower.contains(words)) {
        return true;
    }
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(**opening));
    match opening.copied() {
        // By Han Seo-yun, but not: by the mayor.
        Some("by ") => text[3..]
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "and" | "&" | "of" | "for")),
        Some(_) => true,
        None => is_by_line(text) || is_mail(text),
    }
}

/// 한서윤 기자, 서울=한서윤 특파원.
fn is_by_line(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let writers = ["기자", "특파원", "논설위원", "객원기자", "인턴기자", "통신원"];
    words.len() <= 4 && words.iter().any(|word| writers.contains(&word.trim_end_matches('=')))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace))
}

//! What tells that a block of text is a caption: marks, words in brackets, credits of photographs.

use super::credit::is_credit;

/// Why a block was taken for a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `figcaption`, `alt`, `title`.
    Markup,
    /// A mark that Korean papers put before captions: ▲ △ ▽ ▶ ◀ ■ ◆.
    Mark,
    /// A credit of a photograph in the text: `[사진]`, `사진제공=`, Photo courtesy of, (Yonhap).
    Credit,
    /// Words that point into a picture: (right), (second from left), (왼쪽에서 두 번째).
    Pointer,
    /// A line in the other script.
    OtherScript,
    /// A cue of a subtitle file.
    Cue,
}

impl Sign {
    /// The sign in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Markup => "markup",
            Sign::Mark => "mark",
            Sign::Credit => "credit",
            Sign::Pointer => "pointer",
            Sign::OtherScript => "other script",
            Sign::Cue => "cue",
        }
    }
}

const MARKS: &[char] = &['▲', '△', '▽', '▼', '▶', '◀', '▷', '◁', '■', '◆', '◇'];

/// Words of links and lists, which the same marks open.
const NO_CAPTION: &[&str] = &[
    "관련기사",
    "관련 기사",
    "바로가기",
    "기사보기",
    "더보기",
    "클릭",
    "http",
    "구독",
    "다운로드",
    "문의",
    "기자 페이지",
    "오늘의",
];

/// Credits of photographs in Korean text.
const KOREAN_CREDITS: &[&str] = &[
    "[사진]",
    "【사진】",
    "<사진=",
    "〈사진=",
    "(사진=",
    "[사진=",
    "【사진=",
    "<사진>",
    "(사진 ",
    "사진제공=",
    "사진 제공=",
    "사진=",
    "사진 = ",
    "/사진",
    "ⓒ",
    "(자료사진)",
    "[자료사진]",
];

/// Credits of photographs in English text, in lower case.
const ENGLISH_CREDITS: &[&str] = &[
    "photo by",
    "photos by",
    "photo courtesy",
    "photos courtesy",
    "(courtesy of",
    "photo =",
    "photos =",
    "photo:",
    "(photo",
    "file photo",
];

/// Agencies that sign photographs, alone in brackets at the end.
const AGENCIES: &[&str] = &[
    "yonhap",
    "yonhap news",
    "ap",
    "afp",
    "reuters",
    "epa",
    "newsis",
    "news1",
    "xinhua",
    "getty images",
    "kyodo",
    "tass",
    "ap-yonhap",
    "afp-yonhap",
    "reuters-yonhap",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
];

/// Words of which pointers are made; in order.
const POINTING: &[&str] = &[
    "above", "and", "back", "below", "bottom", "center", "centre", "eighth", "far", "fifth", "first", "fourth", "from", "front",
    "l", "left", "lower", "middle", "ninth", "of", "r", "rear", "right", "row", "seated", "second", "seventh", "sixth", "standing",
    "the", "third", "to", "top", "upper",
];

/// The sign in a block of plain text, if it holds one. Linear.
pub(super) fn sign(text: &str) -> Option<Sign> {
    let text = text.trim();
    if is_credit(text) {
        return None;
    }
    let lower = text.to_lowercase();
    if let Some(rest) = text.strip_prefix(MARKS) {
        return is_described(rest).then_some(Sign::Mark);
    }
    let is_short = text.chars().nth(400).is_none();
    if is_short
        && (KOREAN_CREDITS.iter().any(|c| text.starts_with(c) || ends_with(text, c))
            || ENGLISH_CREDITS.iter().any(|c| ends_with(&lower, c)))
    {
        return Some(Sign::Credit);
    }
    let brackets = brackets(text);
    if is_short && brackets.iter().any(|(inner, is_last)| *is_last && AGENCIES.contains(&inner.to_lowercase().trim())) {
        return Some(Sign::Credit);
    }
    let is_caption_length = is_short && text.matches(". ").count() <= 2;
    (is_caption_length && brackets.iter().any(|(inner, _)| is_pointer(inner))).then_some(Sign::Pointer)
}

/// Whether what follows a mark describes a picture: a sentence, or a line that ends in a credit; no heading, link or item.
fn is_described(rest: &str) -> bool {
    let rest = rest.trim();
    let words = rest.split_whitespace().count();
    let has_more_marks = rest.contains(['▲', '△', '▶', '■', '◆']);
    let bare = rest.trim_end_matches([')', ']']).split(['(', '[', '<']).next().unwrap_or_default().trim_end();
    let ends_like_sentence =
        bare.ends_with(['.', '다', '습', '음']) || bare.ends_with("모습") || bare.ends_with("장면") || bare.ends_with("전경");
    let has_credit = KOREAN_CREDITS.iter().any(|credit| rest.contains(credit))
        || ENGLISH_CREDITS.iter().any(|c| rest.to_lowercase().contains(c));
    let is_link = NO_CAPTION.iter().any(|word| rest.contains(word));
    words >= 3
        && !has_more_marks
        && !is_link
        && (ends_like_sentence || has_credit || !brackets(rest).iter().all(|(inner, _)| !is_pointer(inner)))
}

/// Whether a credit begins the last quarter of a text, so that the text is about the picture.
fn ends_with(text: &str, credit: &str) -> bool {
    text.rfind(credit).is_some_and(|at| at > 0 && text[at..].chars().count() <= 40)
}

/// What stands in round or square brackets, and whether nothing but punctuation follows. Linear.
fn brackets(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            // Without a space before, it is a call or a part of a name.
            '(' | '[' if !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) => open = Some(at + 1),
            ')' | ']' => {
                if let Some(from) = open.take() {
                    let is_last = text[at + 1..].chars().all(|c| !c.is_alphanumeric());
                    found.push((&text[from..at], is_last));
                }
            }
            _ => {}
        }
    }
    found
}

/// `right`, `second from left`, 오른쪽, 왼쪽에서 두 번째.
fn is_pointer(inner: &str) -> bool {
    let inner = inner.trim().to_lowercase();
    let words: Vec<&str> = inner.split(|c: char| c.is_whitespace() || c == '-' || c == ',').filter(|w| !w.is_empty()).collect();
    let points = |word: &&str| {
        matches!(
            *word,
            "right" | "left" | "center" | "centre" | "middle" | "top" | "bottom" | "l" | "r" | "front" | "rear" | "above" | "below"
        )
    };
    let english = words.iter().any(points) && words.iter().all(|word| POINTING.binary_search(word).is_ok());
    let korean = ["오른쪽", "왼쪽", "가운데", "맨 앞", "맨앞", "앞줄", "뒷줄", "위", "아래", "사진 위", "사진 왼쪽"];
    english
        || korean.iter().any(|word| {
            inner == *word
                || inner.starts_with(&format!("{word}에서"))
                || inner.starts_with(&format!("{word} ")) && inner.chars().count() < 20
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_searched_stand_in_order() {
        assert!(POINTING.is_sorted());
    }

    #[test]
    fn pointers_are_told_from_other_brackets() {
        for inner in
            ["right", "second from left", "fourth from right", "front row, center", "오른쪽", "왼쪽에서 두 번째", "왼쪽 세 번째"]
        {
            assert!(is_pointer(inner), "{inner}");
        }
        for inner in ["the second quarter", "NATO", "right-wing party", "2026", "from the left bank", "위원회"] {
            assert!(!is_pointer(inner), "{inner}");
        }
    }
}

//! Credits: who took, gave, wrote or owns what is shown, by one grammar for both languages.
//!
//! A credit is made of groups, which brackets, slashes and bars divide: `사진=하늬시 제공`, `도나래 기자`, `2031.3.12`, `AFP-Yonhap`,
//! Photo courtesy of the city. A stretch of text reads as credits if each of its groups is one, or goes with one (a day, a name, a
//! label). Who signs pictures stands in `data/outlets.txt`.

mod grammar;
mod kind;

use super::lists::list;
use super::pointer::pointers;
pub(super) use grammar::reads_as_credits;
use grammar::{Group, MOST_CHARS, RIGHTS_SIGNS, ends_in_abbreviation, is_role, of_words, outlet_len, words};
pub(super) use kind::CreditKind;

/// So far from the end of a text the credits behind it are looked for, in bytes.
const REACH: usize = 400;

/// Whether a text says who wrote, took, translated or owns something, and nothing else.
pub fn is_credit(text: &str) -> bool {
    let text = text.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '【' | '】' | '▲' | '/')).trim();
    if text.len() > 4 * MOST_CHARS || text.chars().nth(MOST_CHARS).is_some() {
        return false;
    }
    if has_label(text) || !pointers(text).is_empty() {
        return false;
    }
    let lower = text.to_lowercase();
    let word_count = text.split_whitespace().count();
    if text.ends_with(['.', '!', '?']) && word_count > 6 && !list("rights").iter().any(|words| lower.contains(words)) {
        return false;
    }
    let opens_so = list("rights").iter().any(|words| lower.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(words));
    if opens_so && !has_predicate(text) {
        return true;
    }
    let opening = list("openings").iter().find(|opening| lower.starts_with(**opening));
    match opening.copied() {
        // By Han Seo-yun, but not: by the mayor.
        Some("by ") => text[3..]
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "and" | "&" | "of" | "for")),
        Some(_) if !has_predicate(text) => true,
        _ => reads_as_credits(text).is_some() || is_by_line(text),
    }
}

/// Whether a label stands before something: [사진] 노을 지는 항구. What was trimmed left its first bracket behind.
fn has_label(text: &str) -> bool {
    let label = |word: &str| matches!(word.trim(), "사진" | "포토" | "사진설명") || word.trim().eq_ignore_ascii_case("photo");
    text.split_once([']', '】', ')', '>']).is_some_and(|(head, rest)| label(head) && rest.contains(char::is_alphanumeric))
}

/// 서울=한서윤 특파원, 카르덴(오스틸)=한서윤 특파원.
fn is_by_line(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 4 && text.contains('=') && words.last().is_some_and(|word| is_role(word.trim_end_matches('=')))
}

/// Whether a Korean text holds a word that ends a sentence, so that it says something.
fn has_predicate(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        word.ends_with('다') && word.chars().nth(1).is_some()
    })
}

/// The credits at the end of a text: where they begin, and what they are about; `None` without any, and if the text is nothing else.
/// Linear.
pub(super) fn closing_credits(text: &str) -> Option<(usize, CreditKind)> {
    let end = text.trim_end().len();
    let from = text.floor_char_boundary(end.saturating_sub(REACH));
    let starts = boundaries(&text[from..end]);
    let found =
        starts.into_iter().map(|at| from + at).filter(|at| *at > 0).find_map(|at| Some((at, reads_as_credits(&text[at..end])?)));
    found.or_else(|| names_in_brackets(text)).filter(|(at, _)| text[..*at].contains(char::is_alphanumeric))
}

/// A name in brackets behind the full stop: … on Monday. (Hanui City)
fn names_in_brackets(text: &str) -> Option<(usize, CreditKind)> {
    let text = text.trim_end();
    let close = text.chars().next_back().filter(|c| matches!(c, ')' | ']'))?;
    let at = text.rfind(if close == ')' { '(' } else { '[' })?;
    let inner = &text[at + 1..text.len() - 1];
    let is_behind_sentence = text[..at].trim_end().ends_with(['.', '!', '?']);
    let is_name = is_behind_sentence
        && inner.chars().count() <= 60
        && pointers(&text[at..]).is_empty()
        && of_words(&words(inner), false) == Group::Names;
    is_name.then_some((at, CreditKind::Picture))
}

/// The credit at the head of a text: how far it goes. `(사진=하늬시) …`, `GARAM POOL via Getty Images …`.
pub(super) fn opening_credit(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let start = text.len() - trimmed.len();
    if let Some((inner, len)) = bracketed(trimmed) {
        let names_picture = reads_as_credits(inner) == Some(CreditKind::Picture) && !inner.contains('=');
        let is_labelled =
            ["사진=", "사진 =", "사진제공", "사진 제공", "출처="].iter().any(|label| inner.trim_start().starts_with(label));
        return (names_picture || is_labelled).then_some(start + len);
    }
    let head = &trimmed[..trimmed.floor_char_boundary(120)];
    let via = head.find(" via ")?;
    // The name of the house goes as far as such names do.
    let words = words(head[via + 5..].trim_start());
    let len = outlet_len(&words)?;
    let last = words[len - 1].text;
    let end = last.as_ptr() as usize - head.as_ptr() as usize + last.len();
    reads_as_credits(&head[..end]).map(|_| start + end)
}

/// Whether a text says that a picture of it was given by somebody: in this photo provided by the city.
pub(super) fn names_giver(lower: &str) -> bool {
    const PICTURE: [&str; 7] = ["photo", "image", "picture", "photograph", "screenshot", "footage", "grab"];
    const GIVEN: [&str; 9] = ["provided", "released", "taken", "supplied", "distributed", "captured", "made", "obtained", "posted"];
    lower.match_indices(" this ").chain(lower.match_indices("this ").filter(|(at, _)| *at == 0)).any(|(at, _)| {
        let head = &lower[at..lower.floor_char_boundary(at + 100)];
        let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(8).collect();
        let picture = words.iter().position(|word| PICTURE.contains(word));
        picture.is_some_and(|at| words.get(at + 1).is_some_and(|word| GIVEN.contains(word)))
    })
}

/// What stands in the brackets that a text begins with, and how long it is with them.
pub(super) fn bracketed(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '<' => '>',
        '【' => '】',
        '〈' => '〉',
        '《' => '》',
        '［' => '］',
        '（' => '）',
        _ => return None,
    };
    let head = &text[..text.floor_char_boundary(240)];
    let end = head.find(close)?;
    Some((&text[open.len_utf8()..end], end + close.len_utf8()))
}

/// Where credits may begin: behind sentences, at brackets, bars, signs and labels.
fn boundaries(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        if is_open && !is_space && !matches!(c, '.' | '”' | '"' | '’' | ')' | ']') {
            found.push(at);
            is_open = false;
        }
        let begins_word = before.is_whitespace() && !is_space;
        let rest = &text[at..];
        let is_mark =
            matches!(c, '(' | '[' | '<' | '【' | '〈' | '《' | '/' | '|' | 'ㅣ' | '｜' | '*' | '=') || RIGHTS_SIGNS.contains(&c);
        let is_label = (begins_word || !before.is_alphanumeric())
            && (["사진", "출처", "Photo", "Courtesy", "Credit", "Source", "Provided", "Image", "File photo", "courtesy"]
                .iter()
                .any(|label| rest.starts_with(label)));
        if (is_mark || is_label) && found.last() != Some(&at) {
            found.push(at);
        }
        // A full stop within a number, or between those of a day, ends nothing.
        let is_inside = c == '.'
            && (before.is_ascii_digit() || ends_in_abbreviation(&text[..at]))
            && rest[1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let ends = matches!(c, '.' | '!' | '?' | '…' | '。' | ')' | ']' | '”' | '"' | '’' | '|') && !is_inside
            || matches!(before, '다' | '요') && is_space;
        is_open = (ends || is_open && (is_space || !c.is_alphanumeric())) && !is_mark;
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_sentences() {
        for text in [
            "By Han Seo-yun",
            "Photos = Office of the President",
            "한서윤 기자",
            "사진=한빛통신",
            "a.b@example.org",
            "번역: 김하늘",
            "Copyright 2026 Onnara News",
            "연합뉴스",
            "AFP-Yonhap",
            "ⓒ 하늬뉴스",
            "(사진=하늬시 제공)",
            "사진/하늬시",
            "사진 | 하늬시",
            "Courtesy of Hanui City",
            "Photo: Do Narae",
            "EPA-EFE/GARAM PRESS POOL",
            "재판매 및 DB 금지",
            "Oct. 30, 2033 | By Lee Onyu",
            "카르덴(오스틸)=기다온 특파원",
            "2034. 5. 6. 가람일보",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in [
            "By the river stands an old mill.",
            "Photo of the year",
            "기자는 그를 만나 이야기를 들었다.",
            "사진을 찍었다.",
            "사진",
            "하늬시청",
            "The mayor",
            "Image",
            "출처를 밝혀야 한다고 그는 말했다",
        ] {
            assert!(!is_credit(text), "{text}");
        }
    }

    #[test]
    fn credits_stand_at_the_end_in_many_forms() {
        let sentence = "구슬아 시장이 12일 하늬시청에서 첫 삽을 뜨고 있다.";
        for credit in [
            "©하늬뉴스",
            "© 도나래 기자",
            "Ⓒ 하늬뉴스",
            "/ 뉴시스",
            "/연합뉴스",
            "뉴시스",
            "연합뉴스",
            "AP 연합뉴스",
            "[연합]",
            "[AP=연합뉴스]",
            "2031.3.12/뉴스1",
            "/도나래기자",
            "도나래 기자",
            "하늬시청사진기자단",
            "<출처=하늬시/뉴스1>",
            "(출처=하늬시)",
            "(하늬시 제공)",
            "[하늬시 제공. 재판매 및 DB 금지]",
            "사진/하늬시",
            "사진|하늬시",
            "[사진 하늬시]",
            "[사진출처 : 하늬시]",
            "사진제공 : 하늬시",
            "[가람뉴스 자료사진]",
            "[도나래 촬영]",
            "(하늬TV 갈무리)",
            "[하늬TV 캡처]",
            "2031.03.12. photo@newsis.com",
            "(사진=하늬시 제공) 2031.03.12. photo@newsis.com *재판매 및 DB 금지",
            "김아무 기자 kim@example.org",
            "가온시 제공",
            "로이터 연합뉴스",
            "(사진=가나통신, 무단 전재-재배포 금지)",
            "[로이터=뉴시스]",
            "/사진=하늬구",
            "<사진=하늬군청>",
            "(하늬시 유튜브 캡처)",
        ] {
            let text = format!("{sentence} {credit}");
            assert_eq!(
                closing_credits(&text).map(|(at, _)| text[at..].trim_start_matches(['/', ' '])),
                Some(credit.trim_start_matches(['/', ' '])),
                "{text}"
            );
        }
        let sentence = "Mayor Gu Seula breaks ground at Hanui City Hall, Monday.";
        for credit in [
            "/ Yonhap",
            "Yonhap",
            "AFP-Yonhap",
            "/Newsis",
            "/ Courtesy of Hanui City",
            "Courtesy of Hanui City",
            "(AP Photo/Do Narae)",
            "(Do Narae/The Garam Herald)",
            "/ Source: Yonhap News |",
            "EPA-EFE/GARAM PRESS POOL / POOL",
            "/ AFP PHOTO / YONHAP",
            "[GARAM ILBO]",
            "(Provided by Hanui City)",
            "CreditDo Narae/Associated Press",
            "©Hanui News",
            "Korea Times photo by Do Narae",
            "(Yonhap)",
            "(Photo by Garam Pool / AFP) (Photo credit should read GARAM POOL/AFP/Getty Images)",
            "Photo courtesy of the city",
            "(Pool photo) (Yonhap)",
        ] {
            let text = format!("{sentence} {credit}");
            assert_eq!(
                closing_credits(&text).map(|(at, _)| text[at..].trim_start_matches(['/', ' '])),
                Some(credit.trim_start_matches(['/', ' '])),
                "{text}"
            );
        }
        for text in [
            "구슬아 의원(하늬 갑)이 하늬시청에 나온 시민들과 인사하고 있다.",
            "시는 예산 40억 원을 마련했다. 도서관은 내년 봄에 문을 연다.",
            "The two spoke. The North Atlantic Treaty Organization (NATO) met on Monday.",
            "그는 한국방송(KBS)에 나왔다.",
            "▲ 구슬아 시장이 하늬문화방송(HBC) 사장을 접견하고 있다.",
            "▲ 구슬아 시장이 30일 연합뉴스TV(서울) 사장을 만나 이야기하고 있다.",
            "Mayor Gu Seula (left) waves. She is happy. It is spring. Birds sing.",
        ] {
            assert_eq!(closing_credits(text), None, "{text}");
        }
    }

    #[test]
    fn credits_stand_at_the_head_and_within() {
        for (text, credit) in [
            ("GARAM POOL via Getty Images Mayor Gu Seula (L) shakes hands", "GARAM POOL via Getty Images"),
            ("(사진=하늬시) 구슬아 시장이 손을 흔들고 있다.", "(사진=하늬시)"),
        ] {
            assert_eq!(opening_credit(text).map(|end| &text[..end]), Some(credit));
        }
        assert!(names_giver("the mayor waves in this photo provided by the city, monday."));
        assert!(names_giver("in this undated file photo released by the city, a ship lies in port."));
        assert!(!names_giver("this is the mayor's photo."));
    }
}

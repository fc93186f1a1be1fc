//! The two languages of a page, taken apart: block by block, and within a block where one language ends and the other begins.

use std::ops::Range;

use crate::bitext::Side;

/// What a change of language within a block costs, in letters read as the wrong one.
const CHANGE: usize = 16;
/// Letters of one word that count.
const MOST_LETTERS: usize = 12;
/// A Hangul syllable says about as much as so many letters, times two.
const SYLLABLE_HALVES: usize = 5;
/// Words in small letters from which on Latin script within Korean is English, not a name.
const SMALL_WORDS: usize = 2;
/// Words from which on Hangul beside English is Korean.
const KOREAN_WORDS: usize = 2;

/// Cuts a stretch of text where its language changes at the end of a sentence, at a bar or at a slash. Names, and words of the other
/// language within a sentence, cut nothing. Linear.
pub(super) fn by_language(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = words(&text[range.clone()]);
    let has = |side: Side| words.iter().any(|word| word.letters.get(side) > 0);
    if !(has(Side::Ko) && has(Side::En)) {
        return vec![range];
    }
    let languages = best_languages(&words);
    let mut parts: Vec<(Side, Range<usize>)> = Vec::new();
    for (number, (word, language)) in words.iter().zip(&languages).enumerate() {
        match parts.last_mut() {
            Some((last, part)) if last == language => part.end = number + 1,
            _ => parts.push((*language, number..number + 1)),
        }
        debug_assert!(word.range.end <= range.len());
    }
    if parts.len() < 2 || !parts.iter().all(|(side, part)| stands(*side, &words[part.clone()])) {
        return vec![range];
    }
    let is_bar = |c: char| c.is_whitespace() || matches!(c, '/' | '|' | 'ㅣ' | '·' | '–' | '—');
    let cut = |part: &Range<usize>| {
        let (start, end) = (words[part.start].range.start, words[part.end - 1].range.end);
        let whole = &text[range.start + start..range.start + end];
        let inner = whole.trim_matches(is_bar);
        let from = range.start + start + (whole.len() - whole.trim_start_matches(is_bar).len());
        from..from + inner.len()
    };
    parts.iter().map(|(_, part)| cut(part)).filter(|part| !part.is_empty()).collect()
}

#[derive(Debug, Default, Clone, Copy)]
struct Letters {
    ko: usize,
    en: usize,
}

impl Letters {
    fn get(self, side: Side) -> usize {
        match side {
            Side::Ko => self.ko,
            Side::En => self.en,
        }
    }
}

struct Word {
    range: Range<usize>,
    letters: Letters,
    is_small: bool,
    /// Whether a language may begin here.
    may_begin: bool,
}

/// The words of a text; what is glued behind a full stop is a word of its own.
fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut start = None;
    let mut before = ' ';
    let mut has_ended = false;
    let mut take = |range: Range<usize>| {
        let word = &text[range.clone()];
        let (mut ko, mut en) = (0, 0);
        for c in word.chars().take(4 * MOST_LETTERS) {
            ko += usize::from(('가'..='힣').contains(&c));
            en += usize::from(c.is_alphabetic() && !('가'..='힣').contains(&c));
        }
        let ends = |word: &str| word.ends_with(['.', '!', '?', '/', '|', 'ㅣ', ')', ']', '”', '"', '’', '·', '–', '—', '…']);
        let may_begin = found.last().is_none_or(|last| ends(&text[last.range.clone()]))
            || word.starts_with(['/', '|', 'ㅣ', '(', '[', '–', '—']);
        let may_begin = may_begin || found.last().is_some_and(|last| text[last.range.end..range.start].contains('\n'));
        // Behind a credit no mark need stand: 사진=하늬시 The mayor …
        let last = found.last().map_or(Letters::default(), |last| last.letters);
        let changes = match (ko, en) {
            (0, 1..) => last.ko > 0 && last.en == 0 && word.starts_with(|c: char| c.is_uppercase()),
            (1.., 0) => last.en > 0 && last.ko == 0,
            _ => false,
        };
        let is_behind_sentence = has_ended && changes;
        let may_begin = may_begin || is_behind_sentence;
        has_ended |= word.ends_with(['.', '!', '?']) && word.contains(char::is_alphabetic);
        let is_small = word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_lowercase());
        let letters = Letters { ko: (ko * SYLLABLE_HALVES / 2).min(MOST_LETTERS), en: en.min(MOST_LETTERS) };
        found.push(Word { range, letters, is_small, may_begin });
    };
    for (at, c) in text.char_indices() {
        let glued = matches!(before, '.' | '!' | '?' | ')' | ']' | '”' | '"')
            && c.is_alphabetic()
            && ('가'..='힣').contains(&c) != last_is_hangul(text, at);
        if let Some(from) = start
            && (c.is_whitespace() || glued)
        {
            take(from..at);
            start = None;
        }
        if !c.is_whitespace() && start.is_none() {
            start = Some(at);
        }
        before = c;
    }
    if let Some(from) = start {
        take(from..text.len());
    }
    found
}

/// Whether the last letter before the mark before `at` is Hangul.
fn last_is_hangul(text: &str, at: usize) -> bool {
    text[..at].chars().rev().take(4).find(|c| c.is_alphanumeric()).is_some_and(|c| ('가'..='힣').contains(&c))
}

/// The likeliest language of each word, when changes are rare.
fn best_languages(words: &[Word]) -> Vec<Side> {
    let mut costs = [0usize; 2];
    let mut came_from: Vec<[bool; 2]> = Vec::with_capacity(words.len());
    for (number, word) in words.iter().enumerate() {
        let mut next = [0; 2];
        let mut changed = [false; 2];
        for (at, side) in Side::BOTH.into_iter().enumerate() {
            let change = if word.may_begin && number > 0 { costs[1 - at] + CHANGE } else { usize::MAX };
            changed[at] = change < costs[at];
            next[at] = costs[at].min(change) + word.letters.get(side.other());
        }
        came_from.push(changed);
        costs = next;
    }
    let mut at = usize::from(costs[1] < costs[0]);
    let mut languages: Vec<Side> = Vec::with_capacity(words.len());
    for changed in came_from.iter().rev() {
        languages.push(Side::BOTH[at]);
        if changed[at] {
            at = 1 - at;
        }
    }
    languages.reverse();
    languages
}

/// Whether some words are a text in that language, not only a name or a credit.
fn stands(side: Side, words: &[Word]) -> bool {
    match side {
        Side::Ko => words.iter().filter(|word| word.letters.ko > 0).count() >= KOREAN_WORDS,
        Side::En => {
            words.iter().filter(|word| word.is_small).count() >= SMALL_WORDS
                && words.iter().filter(|word| word.letters.en > 0).count() >= 4
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        by_language(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn languages_on_one_line_are_taken_apart() {
        for (ko, between, en) in [
            ("▲ 5월 2일 열린 운하로 첫 배가 들어오고 있다.", " / ", "The first boat enters the canal on May 2."),
            ("▲ 시장이 3일 배를 보고 있다. /하늬뉴스", " | ", "The mayor looks at a ship on the 3rd. / Hanui News"),
            ("시장이 배를 보고 있다. (하늬시 제공)", "", "The mayor looks at a ship. (Courtesy of Hanui City)"),
            ("시장이 배를 보고 있다.", "", "The mayor looks at a ship."),
            ("시장이 배를 보고 있다. 사진제공 : 하늬시", " ", "The mayor looks at a ship. Photo: Hanui City"),
            ("시장이 배를 보고 있다.", " ", "(The mayor looks at a ship.)"),
        ] {
            assert_eq!(parts(&format!("{ko}{between}{en}")), [ko, en]);
            assert_eq!(parts(&format!("{en}{between}{ko}")), [en, ko], "{between}");
        }
    }

    #[test]
    fn names_and_words_of_the_other_language_cut_nothing() {
        for text in [
            "▲ 도하람 총리가 7일 세계어업기구(World Fisheries Organization) 사무총장을 맞이하고 있다.",
            "시장이 손을 흔들고 있다. (AP Photo/Do Narae)",
            "그는 \"The show must go on\"이라고 말했다.",
            "The word 눈 means both snow and eye.",
            "전시 〈The Old Man and the Sea〉가 열렸다.",
            "Kimchi (김치) is served.",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }
}

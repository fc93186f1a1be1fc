//! Which language a stretch of text is written in.

use std::ops::Range;

/// Words that run through English sentences, and hardly stand in names and commands; in order.
const RUNNING: &[&str] = &[
    "a", "about", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "each", "for", "from",
    "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "may", "more", "most", "must",
    "my", "no", "not", "of", "on", "one", "only", "or", "our", "out", "over", "she", "should", "so", "some", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was", "we", "were", "what", "when", "where",
    "which", "who", "why", "will", "with", "would", "you", "your",
];

pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{1100}'..='\u{11FF}')
}

/// The share of Hangul among the letters of a text.
pub(super) fn share_of_hangul(text: &str) -> f64 {
    let (mut hangul, mut letters) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        hangul += usize::from(is_hangul(c));
    }
    hangul as f64 / letters.max(1) as f64
}

/// Whether a text is English that a translator would have translated: two plain words and one that runs through sentences, or
/// three plain words in lower case.
pub(super) fn is_english_prose(text: &str) -> bool {
    let trim = |word: &'_ str| -> String { word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() };
    let words: Vec<String> = text.split_whitespace().map(trim).filter(|word| !word.is_empty()).collect();
    let is_plain = |word: &&String| word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '\'' | '’'));
    let plain: Vec<&String> = words.iter().filter(is_plain).collect();
    let lower = plain.iter().filter(|word| word.len() > 1 && word.chars().all(|c| !c.is_ascii_uppercase())).count();
    let running = plain.iter().any(|word| RUNNING.binary_search(&word.to_ascii_lowercase().as_str()).is_ok());
    let looks_like_code = text.contains(['_', '`', '$', '=', '{', '<', '|']) || text.contains("--");
    let is_typed = [">>>", "$ ", "#!", "> ", "... "].iter().any(|prompt| text.trim_start().starts_with(prompt));
    plain.len() * 2 > words.len()
        && !is_typed
        && (running && plain.len() >= 2 && lower >= 1 || (lower >= 3 || is_phrase(&words)) && !looks_like_code)
}

/// Whether some words are a phrase as labels have them: plain words of which the first alone has a capital, where the parts of a
/// name would all have one.
fn is_phrase(words: &[String]) -> bool {
    let is_small = |word: &String| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    let is_capital = |word: &String| {
        word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word[1..].bytes().all(|b| b.is_ascii_lowercase())
    };
    words.len() >= 2 && is_capital(&words[0]) && words[1..].iter().all(is_small)
}

/// Whether a text is prose of a language in Latin script, whichever: three words and more, with small letters in most.
pub(super) fn is_latin_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-')) && word.starts_with(char::is_lowercase)
    };
    words.len() >= 3
        && words.iter().filter(is_word).count() * 2 > words.len()
        && !text.contains(['_', '`', '$', '=', '{', '<', '|'])
}

/// Runs of two and more Chinese characters outside brackets and quotation marks. Linear.
pub(super) fn chinese_runs(text: &str) -> Vec<Range<usize>> {
    let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    let (mut runs, mut depth): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '“' | '‘' | '「' | '『' | '《' | '（' => depth += 1,
            ')' | ']' | '”' | '’' | '」' | '』' | '》' | '）' => depth = depth.saturating_sub(1),
            _ if is_chinese(c) && depth == 0 => match runs.last_mut().filter(|run| run.end == at) {
                Some(run) => run.end = at + c.len_utf8(),
                None => runs.push(at..at + c.len_utf8()),
            },
            _ => {}
        }
    }
    runs.retain(|run| text[run.clone()].chars().count() > 1);
    runs
}

/// Whether a run of English words is part of a sentence, and no title or list of terms.
fn runs_on(run: &str) -> bool {
    let words: Vec<&str> = run.split_whitespace().collect();
    let lower = words.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    let running = words.iter().filter(|word| RUNNING.binary_search(&word.trim_end_matches(',')).is_ok()).count();
    lower * 2 > words.len() && running >= 1
}

/// Runs of Hangul in English text, outside brackets and quotation marks. Linear.
pub(super) fn hangul_runs(text: &str) -> Vec<Range<usize>> {
    let (mut runs, mut depth, mut quoted): (Vec<Range<usize>>, usize, bool) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '“' | '‘' | '「' | '『' | '《' => depth += 1,
            ')' | ']' | '”' | '’' | '」' | '』' | '》' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            _ if is_hangul(c) && depth == 0 && !quoted => {
                let end = at + c.len_utf8();
                match runs.last_mut().filter(|run| text[run.end..at].chars().all(char::is_whitespace)) {
                    Some(run) => run.end = end,
                    None => runs.push(at..end),
                }
            }
            _ => {}
        }
    }
    runs
}

/// Runs of four and more Latin words in Korean text, outside brackets and quotation marks. Linear.
pub(super) fn english_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut depth, mut run, mut words): (usize, Option<Range<usize>>, usize) = (0, None, 0);
    let mut close = |run: &mut Option<Range<usize>>, words: &mut usize| {
        runs.extend(run.take().filter(|run| *words >= 4 && runs_on(&text[run.clone()])));
        *words = 0;
    };
    for word in text.split_inclusive(char::is_whitespace) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_end();
        // Straight marks open at the beginning of a word and close at its end.
        let is_straight = |c: char| matches!(c, '"' | '`');
        let inner = bare.trim_end_matches(['.', ',', '!', '?', ')']);
        let (begins, ends) = (bare.starts_with(is_straight), inner.len() > 1 && inner.ends_with(is_straight));
        let opens = usize::from(begins) + bare.chars().filter(|c| matches!(c, '(' | '[' | '“' | '‘' | '「')).count();
        let closes = usize::from(ends) + bare.chars().filter(|c| matches!(c, ')' | ']' | '”' | '’' | '」')).count();
        let is_latin = bare.starts_with(|c: char| c.is_ascii_alphabetic()) && bare.is_ascii() && depth == 0 && opens == 0;
        depth = (depth + opens).saturating_sub(closes);
        if is_latin {
            run.get_or_insert(start..start).end = start + bare.len();
            words += 1;
        } else {
            close(&mut run, &mut words);
        }
    }
    close(&mut run, &mut words);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_searched_stand_in_order() {
        assert!(RUNNING.is_sorted());
    }

    #[test]
    fn prose_is_told_from_names_and_commands() {
        for text in ["Please check your payment method.", "Open the file", "keep old versions here", "Untitled document"] {
            assert!(is_english_prose(text), "{text}");
        }
        for text in [
            "React Native",
            "npm install --save react",
            "Visual Studio Code",
            "OK",
            ">>> print('The value is', x)",
            "git_config = true",
            "John F. Kennedy",
        ] {
            assert!(!is_english_prose(text), "{text}");
        }
    }
}

//! Korean personal names: surname and given name in any order and any usual romanisation, and surnames before a title.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::chars::starts_with;
use super::super::numeral_ko::is_hangul;
use super::super::particles::is_particle;

/// The romanised surname and given name of a person in folded English text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    /// Folded characters.
    pub(super) range: Range<usize>,
    /// The letters that sound as one Hangul name, surname first, lower case.
    pub(super) letters: String,
}

/// Every romanised Korean name in folded text: capitalised words of which the first or the last is a surname.
pub(super) fn people(chars: &[char], mut emit: impl FnMut(Person)) {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i <= chars.len() {
        if chars.get(i).is_some_and(|c| c.is_ascii_uppercase()) && (i == 0 || !chars[i - 1].is_alphanumeric()) {
            let len = chars[i..].iter().take_while(|c| c.is_ascii_alphabetic() || **c == '-').count();
            words.push(i..i + len);
            i += len;
            if chars.get(i) == Some(&' ') && chars.get(i + 1).is_some_and(char::is_ascii_uppercase) {
                i += 1;
                continue;
            }
        }
        if !words.is_empty() {
            in_run(chars, &words, &mut emit);
            words.clear();
        }
        i += 1;
    }
}

/// The names in one run of capitalised words.
fn in_run(chars: &[char], words: &[Range<usize>], emit: &mut impl FnMut(Person)) {
    let text = |r: &Range<usize>| chars[r.clone()].iter().filter(|c| **c != '-').map(char::to_ascii_lowercase).collect::<String>();
    for (i, word) in words.iter().enumerate() {
        let Some(surnames) = SURNAMES.get(text(word).as_str()) else { continue };
        let mut say = |given: &[Range<usize>], range: Range<usize>| {
            let given: String = given.iter().map(&text).collect();
            if (2..=12).contains(&given.len()) {
                surnames.iter().for_each(|s| emit(Person { range: range.clone(), letters: format!("{s}{given}") }));
            }
        };
        for take in 1..=2 {
            if let Some(given) = words.get(i + 1..i + 1 + take) {
                say(given, word.start..given[take - 1].end);
            }
            if let Some(given) = i.checked_sub(take).and_then(|from| words.get(from..i)) {
                say(given, given[0].start..word.end);
            }
        }
    }
}

/// The Hangul surnames by their romanisations. In the file, a romanisation and what it may stand for, one a line.
static SURNAMES: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/surnames.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).map(|(latin, hangul)| (latin, hangul.split(' ').collect())).collect()
});

/// A Hangul word divided after its surname, if it may be a person's name: 윤석열, 김구, 남궁민.
pub(super) fn divide(syllables: &[char]) -> Option<(&'static str, &[char])> {
    static HANGUL: LazyLock<FxHashMap<Vec<char>, &str>> =
        LazyLock::new(|| SURNAMES.values().flatten().map(|s| (s.chars().collect(), *s)).collect());
    let surname = |len: usize| Some((*HANGUL.get(syllables.get(..len)?)?, &syllables[len..]));
    if !(2..=4).contains(&syllables.len()) {
        return None;
    }
    surname(2).filter(|(_, given)| !given.is_empty()).or_else(|| surname(1))
}

/// The Hangul surname and the romanised given name in [`Person::letters`].
pub(super) fn parts(letters: &str) -> Option<(&str, &str)> {
    let at = letters.find(|c: char| c.is_ascii())?;
    (at > 0).then(|| letters.split_at(at))
}

/// The Hangul surnames that a word in lower-case Latin letters may be.
pub(super) fn surnames(word: &str) -> &'static [&'static str] {
    SURNAMES.get(word).map_or(&[], Vec::as_slice)
}

/// Whether the syllable at `at` is a surname before a title: 윤 대통령.
pub(super) fn is_titled_surname(chars: &[char], at: usize) -> bool {
    static TITLES: LazyLock<FxHashMap<char, Vec<&str>>> = LazyLock::new(|| {
        let mut titles = FxHashMap::<char, Vec<_>>::default();
        for title in include_str!("../data/titles.txt").lines() {
            titles.entry(title.chars().next().unwrap_or_default()).or_default().push(title);
        }
        titles
    });
    if chars.get(at + 1) != Some(&' ') {
        return false;
    }
    let word = &chars[at + 2..];
    let word = &word[..word.iter().take(10).take_while(|c| is_hangul(**c)).count()];
    let titles = word.first().and_then(|first| TITLES.get(first)).into_iter().flatten();
    let ends = |title: &&str| {
        let len = title.chars().count();
        starts_with(word, 0, title) && (word.len() == len || is_particle(&word[len..]))
    };
    titles.into_iter().any(ends) && divide(&[chars[at], chars[at]]).is_some()
}

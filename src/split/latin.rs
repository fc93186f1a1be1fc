//! What ends a sentence in Latin script: a mark before a capital, unless the word before it is an abbreviation.
//!
//! The scheme is that of the Moses sentence splitter (classes of abbreviations, the case of what follows); the third class,
//! abbreviations that may end a sentence, is decided by the word after. The lists are data: `abbreviations.txt`, `openers.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What an abbreviation says of the full stop after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    Never,
    Number,
    May,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for line in include_str!("abbreviations.txt").lines() {
        let Some((class, words)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else { continue };
        let class = match class {
            "never" => Abbreviation::Never,
            "number" => Abbreviation::Number,
            _ => Abbreviation::May,
        };
        for word in words.split_whitespace() {
            map.entry(word).or_insert(class);
        }
    }
    map
});

static OPENERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("openers.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());

/// The longest word that is looked up.
const LONGEST: usize = 12;

/// The class of `word`, a word without its last full stop.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let map = &*ABBREVIATIONS;
    if let Some(&class) = map.get(word) {
        return Some(class);
    }
    let mut lower = [0u8; LONGEST];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|w| map.get(w)).copied()
}

/// Whether `next`, which stands after white space, begins with a word that opens sentences.
pub(super) fn opens(next: &str) -> bool {
    let end = next.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(next.len());
    OPENERS.contains(&next[..end])
}

/// Whether `word` is a capital alone, an initial of a name.
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

/// Whether `word` has the form of letters with full stops between: U.S, e.g, Ph.D.
pub(super) fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether `word` is an address of some kind, where full stops and capitals mean nothing.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.contains('@')
        || word.contains("www.")
        || word.contains('/')
        || word.contains('=')
        || word.contains('_')
}

/// Whether a sentence ends at a mark inside a word, between `left` and `right`: tension.Turning.
pub(super) fn glued(left: &str, right: &str) -> bool {
    let tail = left.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let left_word = &left[left.len() - tail..];
    let head = right.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'\'').count();
    let (right_word, rest) = right.split_at(head);
    if tail < 2 || !right_word.starts_with(|c: char| c.is_ascii_uppercase()) || is_address(left) {
        return false;
    }
    let plain_left = left_word.bytes().all(|b| b.is_ascii_lowercase());
    let plain_right = right_word.len() > 1 && right_word.bytes().skip(1).all(|b| b.is_ascii_lowercase() || b == b'\'');
    let ends_there = rest.is_empty() || rest.starts_with([',', ';', ' ', '\n', '\t', '-', '’']);
    plain_left
        && (plain_right || right_word == "I")
        && ends_there
        && left_word.len() == left.trim_start_matches(|c: char| !c.is_alphanumeric()).len()
}

/// Whether the words from `next` on say who spoke: Kim asked.
pub(super) fn attributes(next: &str) -> bool {
    const SAYING: [&str; 26] = [
        "said",
        "says",
        "asked",
        "asks",
        "replied",
        "answered",
        "added",
        "cried",
        "shouted",
        "exclaimed",
        "whispered",
        "wondered",
        "yelled",
        "screamed",
        "demanded",
        "muttered",
        "laughed",
        "called",
        "told",
        "wrote",
        "inquired",
        "snapped",
        "sighed",
        "murmured",
        "joked",
        "recalled",
    ];
    next.split_whitespace().skip(1).take(2).any(|w| SAYING.contains(&w.trim_end_matches([',', '.', ':'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_found_as_written_or_in_lower_case() {
        assert_eq!(abbreviation("Mr"), Some(Abbreviation::Never));
        assert_eq!(abbreviation("Sept"), Some(Abbreviation::Number));
        assert_eq!(abbreviation("Inc"), Some(Abbreviation::May));
        assert_eq!(abbreviation("ill"), None);
        assert_eq!(abbreviation("table"), None);
    }

    #[test]
    fn plain_words_come_apart_at_a_glued_stop_and_names_of_code_do_not() {
        assert!(glued("tension", "Turning to"));
        assert!(!glued("React", "Component is"));
        assert!(!glued("https://site", "Page"));
    }
}

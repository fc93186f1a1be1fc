//! A word stands twice in a row.
//!
//! Doubling that is meant (천천히 천천히, `very very`, `had had`) is left alone: only words that cannot be doubled count, articles and
//! prepositions in English, words with a particle in Korean.
//!
//! ## Fires
//!
//! ```text
//! ko: 그는 것을 것을 보았다.
//! en: He saw the the thing.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 천천히 천천히 걸었다.
//! en: He said that that was very very slow, and that he had had enough.
//! ```

use crate::bitext::Side;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct DoubledWord;

impl Check for DoubledWord {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let text = *facts.text.get(side);
            let mut last = "";
            for word in text.split(' ') {
                if word == last && cannot_be_doubled(side, word) {
                    let start = word.as_ptr() as usize - text.as_ptr() as usize;
                    say(Remark::new(format!("“{word}” twice")).at(side, start - last.len() - 1..start + word.len()));
                }
                last = word;
            }
        }
    }
}

/// English words that never follow themselves, and endings of Korean words that do not.
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "if", "is", "it", "of", "or", "our", "the", "their", "this", "to", "was", "we", "were", "with", "your",
];
const PARTICLES: &[&str] = &["을", "를", "은", "는", "이", "가", "의", "에", "에서", "에게", "으로", "와", "과"];

fn cannot_be_doubled(side: Side, word: &str) -> bool {
    match side {
        Side::En => ENGLISH.binary_search(&word).is_ok(),
        // A particle behind a single syllable may be a word of two.
        Side::Ko => PARTICLES.iter().any(|p| word.strip_suffix(p).is_some_and(|stem| !stem.is_empty() && stem.chars().all(|c| ('가'..='힣').contains(&c)))),
    }
}

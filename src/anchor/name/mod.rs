//! Names and loanwords by sound: 윤석열 = Yoon Suk Yeol, 용산구 = Yongsan-gu, 스톨텐베르그 = Stoltenberg, 서버 = server.
//!
//! Each distinct word is worked on once. A Hangul word, with and without what may stick to its end, and an English word are both
//! reduced to the skeleton of their consonants, in classes that Korean does not tell apart ([`sound`]); words with the same
//! skeleton meet in an index, and their vowels decide ([`vowels`]). Linear in the number of distinct words times the size of a
//! bucket, which is capped.

mod hangul;
mod latin;
mod person;
mod sound;
mod vowels;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::bitext::Side;
use crate::normalize::Folded;
use sound::{Skeleton, Sounds};

/// A distinct Hangul word and a distinct English word that sound alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// The index of the Hangul word.
    pub(super) ko: u32,
    /// How many of its syllables the name takes.
    pub(super) syllables: usize,
    /// The index of the English word.
    pub(super) en: u32,
    /// In 0..=1.
    pub(super) similarity: f32,
}

/// The distinct words of one side, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: FxHashMap<Box<str>, u32>,
    /// The words, by number: Hangul as it stands, Latin in lower case, a Korean person's name with its surname in Hangul.
    pub(super) texts: Vec<Box<str>>,
    /// Every place of every word, by segment.
    pub(super) places: Vec<Place>,
}

/// Where a word stands.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) segment: u32,
    pub(super) word: u32,
    /// Bytes in the segment's text.
    pub(super) range: Range<u32>,
    syllables: u32,
}

impl Place {
    /// How many bytes the first `syllables` of a Hangul word take. Composed and decomposed syllables are not mixed in one word,
    /// but decomposed ones differ in length, so there the whole word is meant.
    pub(super) fn bytes(&self, syllables: usize) -> u32 {
        let len = self.range.end - self.range.start;
        if len == 3 * self.syllables { 3 * syllables as u32 } else { len }
    }
}

/// Which English words to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Every word: loanwords are written small.
    All,
    /// Those that begin with a capital.
    Capitalised,
}

/// Hangul words longer than this are not looked at.
const LONGEST_KO: usize = 12;
/// Latin words shorter than this are no names.
const SHORTEST_EN: usize = 3;

impl Words {
    /// Notes the words of one more segment.
    pub(super) fn gather(&mut self, side: Side, segment: u32, folded: &Folded, choice: Choice) {
        let chars = folded.chars();
        let belongs = |c: char| match side {
            Side::Ko => ('가'..='힣').contains(&c),
            Side::En => c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ'),
        };
        let (mut i, mut word) = (0, String::new());
        while i < chars.len() {
            let len = chars[i..].iter().take_while(|c| belongs(**c)).count();
            let fits = match side {
                Side::Ko => (2..=LONGEST_KO).contains(&len) || len == 1 && person::is_titled_surname(chars, i),
                Side::En => (SHORTEST_EN..=latin::LONGEST).contains(&len) && (choice == Choice::All || chars[i].is_uppercase()),
            };
            if fits {
                word.clear();
                match side {
                    Side::Ko => word.extend(&chars[i..i + len]),
                    Side::En => word.extend(chars[i..i + len].iter().flat_map(|c| c.to_lowercase())),
                }
                self.push(segment, &word, folded.source(i..i + len), len);
            }
            i += len.max(1);
        }
        if side == Side::En {
            person::people(chars, |p| self.push(segment, &p.letters, folded.source(p.range), 0));
        }
    }

    fn push(&mut self, segment: u32, text: &str, range: Range<u32>, len: usize) {
        let word = match self.ids.get(text) {
            Some(id) => *id,
            None => {
                let id = self.texts.len() as u32;
                self.texts.push(text.into());
                self.ids.insert(text.into(), id);
                id
            }
        };
        self.places.push(Place { segment, word, range, syllables: len as u32 });
    }
}

/// At most this many readings of English words with one skeleton are compared with a Hangul word.
const BUCKET: usize = 1000;
/// A Hangul stem is taken for at most this many English words.
const MOST_ALIKE: usize = 3;
/// Pairs less alike are left out.
const LEAST: f32 = 0.6;
/// What a surname before a title is worth beside its romanisation: many bear it.
const SURNAME: f32 = 0.8;
/// A match this much below the best of its English word is left out.
const BEHIND_BEST: f32 = 0.12;

/// The English words by how they may sound.
#[derive(Default)]
struct Index<'a> {
    /// By surname in Hangul, empty for a word that is no Korean person's name, and skeleton.
    buckets: FxHashMap<(&'a str, Skeleton), Vec<(u32, Sounds)>>,
    /// The words that may be a surname, by that surname in Hangul.
    surnames: FxHashMap<&'static str, Vec<u32>>,
}

impl<'a> Index<'a> {
    fn build(words: &'a Words) -> Self {
        let stop: FxHashSet<&str> = include_str!("../data/function_words.txt").lines().collect();
        let mut index = Self::default();
        for (id, word) in words.texts.iter().enumerate() {
            let (surname, letters) = person::parts(word).unwrap_or(("", word));
            let found = if stop.contains(letters) && surname.is_empty() { Vec::new() } else { latin::sounds(letters) };
            for surname in person::surnames(word) {
                index.surnames.entry(surname).or_default().push(id as u32);
            }
            for variant in found {
                index.buckets.entry((surname, variant.skeleton())).or_default().push((id as u32, variant));
            }
        }
        index
    }

    /// The words that sound best like these syllables after this surname, with their similarity.
    fn look_up(&self, surname: &'a str, syllables: &[char], found: &mut Vec<(u32, f32)>) {
        let agree = if surname.is_empty() { vowels::agreement } else { vowels::agreement_after_surname };
        for heard in hangul::sounds(syllables) {
            let bucket = self.buckets.get(&(surname, heard.skeleton()));
            let alike = bucket.into_iter().flatten().take(BUCKET).map(|(id, read)| (*id, agree(&heard, read)));
            found.extend(alike.filter(|(_, similarity)| *similarity >= LEAST));
        }
    }

    /// The few words that sound most like a stem.
    fn hear(&self, stem: &[char]) -> Vec<(u32, f32)> {
        let mut found = Vec::new();
        self.look_up("", stem, &mut found);
        if let Some((surname, given)) = person::divide(stem) {
            self.look_up(surname, given, &mut found);
        }
        keep_best(&mut found);
        found
    }
}

/// Every pair of words that sound alike, in a fixed order.
pub(super) fn matches(ko: &Words, en: &Words) -> Vec<Match> {
    let index = Index::build(en);
    let mut all = Vec::new();
    let mut best = vec![0f32; en.texts.len()];
    let mut heard: FxHashMap<Vec<char>, Vec<(u32, f32)>> = FxHashMap::default();
    let stop: FxHashSet<&str> = include_str!("../data/korean_words.txt").lines().collect();
    for (ko_id, word) in ko.texts.iter().enumerate() {
        let mut row: Vec<Match> = Vec::new();
        if word.chars().nth(1).is_none() {
            let namesakes = index.surnames.get(&**word).into_iter().flatten();
            all.extend(namesakes.map(|&en| Match { ko: ko_id as u32, syllables: 1, en, similarity: SURNAME }));
            continue;
        }
        for (syllables, stem) in hangul::stems(word) {
            if stop.contains(&word[..3 * syllables]) {
                continue;
            }
            let words = heard.entry(stem).or_insert_with_key(|stem| index.hear(stem));
            row.extend(words.iter().map(|&(en, similarity)| Match { ko: ko_id as u32, syllables, en, similarity }));
        }
        row.sort_by(|a, b| a.en.cmp(&b.en).then(b.similarity.total_cmp(&a.similarity)).then(b.syllables.cmp(&a.syllables)));
        row.dedup_by_key(|m| m.en);
        for m in &row {
            best[m.en as usize] = best[m.en as usize].max(m.similarity);
        }
        all.append(&mut row);
    }
    all.retain(|m| m.similarity >= best[m.en as usize] - BEHIND_BEST);
    all
}

/// The best reading of each word, and of the words only the best few.
fn keep_best(found: &mut Vec<(u32, f32)>) {
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|f| f.0);
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = found.first().map_or(0.0, |f| f.1);
    found.retain(|f| f.1 >= best - BEHIND_BEST);
    found.truncate(MOST_ALIKE);
}

//! From the mentions of each side to the anchors on both.
//!
//! Korean keys are gathered first, and of the English ones only those are kept that stand there too. Time and space are linear
//! in the text but for a sort of each segment's occurrences.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::kind::AnchorKind;
use super::scan::scan_folded_numbers;
use super::{exonym, form, label, latin, name};
use crate::bitext::{Side, Sides};
use crate::normalize::Folded;

/// Something that stands on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// What it is.
    pub kind: AnchorKind,
    /// How many segments of each side hold it: at least one.
    pub segments: Sides<u32>,
    /// How alike the two are, in 0..=1: 1 where they are the same, less where they merely sound alike.
    pub similarity: f32,
}

/// An anchor in a segment.
///
/// One mention may stand for several anchors (Jan. 30 is a date, a day and a number): they have the same range, and only one of
/// them should count for a pair of segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its index in [`Anchors::table`].
    pub anchor: u32,
    /// Bytes in the segment's text.
    pub range: Range<u32>,
}

/// What stands on both sides, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anchors {
    /// The anchors, in the order in which the Korean side first holds them.
    pub table: Vec<Anchor>,
    occurrences: Sides<Rows>,
}

impl Anchors {
    /// The anchors in one segment, in the order of [`table`](Self::table), each with its first place there. Empty for a segment
    /// that does not exist. O(1).
    pub fn of(&self, side: Side, segment: usize) -> &[Occurrence] {
        self.occurrences.get(side).row(segment)
    }
}

/// The occurrences of all segments in one vector.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    items: Vec<Occurrence>,
    ends: Vec<u32>,
}

impl Rows {
    fn row(&self, segment: usize) -> &[Occurrence] {
        let Some(&end) = self.ends.get(segment) else { return &[] };
        let start = segment.checked_sub(1).map_or(0, |s| self.ends[s]);
        &self.items[start as usize..end as usize]
    }
}

/// What two mentions must share to be the same thing.
type Key = (AnchorKind, u64);

/// A mention with one of its keys.
struct Mention {
    segment: u32,
    key: u32,
    range: Range<u32>,
}

/// Keys by number, in order of first appearance.
#[derive(Default)]
struct Keys {
    ids: FxHashMap<Key, u32>,
    kinds: Vec<AnchorKind>,
    similarity: Vec<f32>,
}

impl Keys {
    fn intern(&mut self, key: Key, similarity: f32) -> u32 {
        let id = *self.ids.entry(key).or_insert_with(|| {
            self.kinds.push(key.0);
            self.similarity.push(0.0);
            self.kinds.len() as u32 - 1
        });
        let best = &mut self.similarity[id as usize];
        *best = best.max(similarity);
        id
    }
}

/// The anchors between two sides, each given as the texts of its segments.
///
/// The same texts give the same anchors, whatever the order of anything else. Linear in the text.
///
/// ```
/// use jjak::anchor::find;
/// use jjak::bitext::{Side, Sides};
///
/// let ko = ["30일 1억 1천만 원을 냈다.", "끝."];
/// let en = ["He paid 110 million won on Jan. 30.", "The end."];
/// let anchors = find(Sides { ko: &ko, en: &en });
/// let surface = |side, texts: &[&str]| {
///     anchors.of(side, 0).iter().map(|o| texts[0][o.range.start as usize..o.range.end as usize].to_owned()).collect::<Vec<_>>()
/// };
/// assert!(surface(Side::Ko, &ko).contains(&"1억 1천만 원".to_owned()));
/// assert!(surface(Side::En, &en).contains(&"110 million won".to_owned()));
/// ```
pub fn find(texts: Sides<&[&str]>) -> Anchors {
    let mut keys = Keys::default();
    let mut words = Sides::<name::Words>::default();
    let mut ko = mentions(Side::Ko, texts.ko, &mut words.ko, |key| Some(keys.intern(key, similarity(key.0))));
    let mut en = mentions(Side::En, texts.en, &mut words.en, |key| keys.ids.get(&key).copied());
    names(&words, &mut keys, &mut ko, &mut en);
    on_both_sides(texts, &keys, ko, en)
}

/// The names alone that stand on both sides: what [`find`] gives as [`AnchorKind::Name`], of English words only those that begin with a
/// capital, and faster. Linear in the text.
pub fn find_names(texts: Sides<&[&str]>) -> Anchors {
    let mut words = Sides::<name::Words>::default();
    let mut folded = Folded::default();
    for side in Side::BOTH {
        for (segment, text) in texts.get(side).iter().enumerate() {
            folded.fill(text);
            words.get_mut(side).gather(side, segment as u32, &folded, name::Choice::Capitalised);
        }
    }
    let (mut keys, mut ko, mut en) = (Keys::default(), Vec::new(), Vec::new());
    names(&words, &mut keys, &mut ko, &mut en);
    on_both_sides(texts, &keys, ko, en)
}

/// The mentions of keys that both sides have.
fn on_both_sides(texts: Sides<&[&str]>, keys: &Keys, ko: Vec<Mention>, en: Vec<Mention>) -> Anchors {
    let mut shared = vec![u32::MAX; keys.kinds.len()];
    for mention in &en {
        shared[mention.key as usize] = 0;
    }
    let mut table = Vec::new();
    for (key, id) in shared.iter_mut().enumerate().filter(|(_, id)| **id == 0) {
        *id = table.len() as u32;
        table.push(Anchor { kind: keys.kinds[key], segments: Sides::default(), similarity: keys.similarity[key] });
    }
    let occurrences = Sides {
        ko: rows(ko, texts.ko.len(), &shared, |anchor| table[anchor].segments.ko += 1),
        en: rows(en, texts.en.len(), &shared, |anchor| table[anchor].segments.en += 1),
    };
    Anchors { table, occurrences }
}

/// How alike two mentions with the same key are, names aside.
fn similarity(kind: AnchorKind) -> f32 {
    if kind == AnchorKind::Stem { 0.8 } else { 1.0 }
}

/// Adds the mentions of the words that sound alike.
fn names(words: &Sides<name::Words>, keys: &mut Keys, ko: &mut Vec<Mention>, en: &mut Vec<Mention>) {
    let mut ko_found = vec![Vec::new(); words.ko.texts.len()];
    let mut en_found = vec![Vec::new(); words.en.texts.len()];
    for m in name::matches(&words.ko, &words.en) {
        let stem = words.ko.texts[m.ko as usize].chars().take(m.syllables);
        let key =
            keys.intern((AnchorKind::Name, hash(&(hash_chars(stem), singular(&words.en.texts[m.en as usize])))), m.similarity);
        ko_found[m.ko as usize].push((key, m.syllables));
        en_found[m.en as usize].push(key);
    }
    for place in &words.ko.places {
        ko.extend(ko_found[place.word as usize].iter().map(|&(key, syllables)| {
            let end = place.range.start + place.bytes(syllables);
            Mention { segment: place.segment, key, range: place.range.start..end }
        }));
    }
    for place in &words.en.places {
        en.extend(en_found[place.word as usize].iter().map(|&key| Mention {
            segment: place.segment,
            key,
            range: place.range.clone(),
        }));
    }
    ko.sort_by_key(|m| m.segment);
    en.sort_by_key(|m| m.segment);
}

/// One key for a word and its plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|w| w.len() > 3 && !w.ends_with('s')).unwrap_or(word)
}

/// Sorts the mentions of each segment by anchor and keeps the first of each.
fn rows(mentions: Vec<Mention>, segments: usize, shared: &[u32], mut count: impl FnMut(usize)) -> Rows {
    let mut rows = Rows { items: Vec::new(), ends: Vec::with_capacity(segments) };
    let mut mentions = mentions.into_iter().filter(|m| shared[m.key as usize] != u32::MAX).peekable();
    let mut row: Vec<Occurrence> = Vec::new();
    for segment in 0..segments {
        while let Some(m) = mentions.next_if(|m| m.segment as usize == segment) {
            row.push(Occurrence { anchor: shared[m.key as usize], range: m.range });
        }
        row.sort_by_key(|o| (o.anchor, o.range.start));
        row.dedup_by_key(|o| o.anchor);
        row.iter().for_each(|o| count(o.anchor as usize));
        rows.items.append(&mut row);
        rows.ends.push(rows.items.len() as u32);
    }
    rows
}

/// Every mention of one side whose key `number` knows,
/// and the words that may be names.
fn mentions(side: Side, texts: &[&str], words: &mut name::Words, mut number: impl FnMut(Key) -> Option<u32>) -> Vec<Mention> {
    let mut all = Vec::new();
    let mut folded = Folded::default();
    for (segment, text) in texts.iter().enumerate() {
        folded.fill(text);
        let chars = folded.chars();
        let label = label::end(side, chars);
        let mut push = |(kind, hash_of): Key, start: usize, end: usize| {
            // The number of a section is no number that something counts.
            let is_label = end <= label && matches!(kind, AnchorKind::Number | AnchorKind::Ordinal | AnchorKind::Code);
            let key = if is_label { (AnchorKind::Label, hash_of) } else { (kind, hash_of) };
            if let Some(key) = number(key) {
                all.push(Mention { segment: segment as u32, key, range: folded.source(start..end) });
            }
        };
        scan_folded_numbers(side, chars, |found| {
            for reading in &found.readings {
                push((reading.kind(), hash(reading)), found.start, found.end);
            }
        });
        latin::scan(chars, |token| {
            let letters = chars[token.start..token.end].iter().map(char::to_ascii_lowercase);
            push((token.kind, hash_chars(letters.clone())), token.start, token.end);
            if token.kind == AnchorKind::Word && token.end - token.start >= latin::STEM_LETTERS {
                push((AnchorKind::Stem, hash_chars(letters.take(latin::STEM_LETTERS))), token.start, token.end);
            }
        });
        exonym::scan(side, chars, |line, start, end| push((AnchorKind::Place, line.into()), start, end));
        form::scan(chars, |t| {
            let label = match t.label {
                form::Label::Any => 0,
                form::Label::Number(n) => hash(&(1, n)),
                form::Label::Letter(n) => hash(&(2, n)),
                form::Label::Words(words) => hash(&(3, words)),
            };
            push((t.kind, label), t.start, t.end);
        });
        words.gather(side, segment as u32, &folded, name::Choice::All);
    }
    all
}

/// A hash of 64 bits that never leaves this module, so that it need not be the same in the next release.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn hash_chars(chars: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for c in chars {
        hasher.write_u32(c as u32);
    }
    hasher.finish()
}

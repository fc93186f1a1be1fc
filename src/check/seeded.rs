//! Faults put into good translations, to measure how many of them are found.
//!
//! The same bitext, fault and seed give the same result.

use std::collections::HashSet;
use std::ops::Range;

use crate::bitext::{Bitext, Block, BlockKind, Document, Entry, Segment, Side, Sides};

/// One entry in so many gets a fault.
const ONE_IN: u64 = 10;

/// What can be wrong with a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The translation is empty.
    Untranslated,
    /// The translation is the source text.
    Copied,
    /// A number of the translation is another one.
    ChangedNumber,
    /// A name of the translation is another one of the document.
    SwappedName,
    /// The sentences of an entry are missing from the translation, which is aligned anew.
    Omission,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Fault; 5] = [Fault::Untranslated, Fault::Copied, Fault::ChangedNumber, Fault::SwappedName, Fault::Omission];

    /// Its name, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Untranslated => "untranslated",
            Fault::Copied => "copied",
            Fault::ChangedNumber => "changed number",
            Fault::SwappedName => "swapped name",
            Fault::Omission => "omission",
        }
    }

    /// Whether a rule of this code finds the fault.
    pub fn is_found_by(self, code: &str) -> bool {
        match self {
            Fault::Untranslated => code == "KE001",
            Fault::Copied => code == "KE002",
            Fault::ChangedNumber => code.starts_with("KE01"),
            Fault::SwappedName => code == "KE020",
            Fault::Omission => code == "KE004",
        }
    }
}

/// A bitext with faults.
#[derive(Clone, Debug, Default)]
pub struct Seeded {
    /// The texts with the faults; for omissions without entries, as it has to be aligned.
    pub bitext: Bitext,
    /// The entries with faults; for omissions the source segments that have lost their translation.
    pub faults: Vec<usize>,
}

/// Puts a fault into one in ten of the entries that can have it. Korean is the source. Linear.
pub fn seeded(bitext: &Bitext, fault: Fault, seed: u64) -> Seeded {
    let mut chance = Chance(seed ^ fault.name().len() as u64);
    let mut made = Seeded::default();
    let names = if fault == Fault::SwappedName { all_names(bitext) } else { Vec::new() };
    for entry in &bitext.entries {
        let texts = Sides::build(|side| segments(bitext, side, entry));
        let is_pair = texts.ko.iter().chain(&texts.en).all(|t| t.chars().any(char::is_alphanumeric))
            && !texts.ko.is_empty()
            && !texts.en.is_empty();
        let is_chosen = chance.below(ONE_IN) == 0 && is_pair;
        let target = match fault {
            _ if !is_chosen => None,
            Fault::Untranslated | Fault::Omission => Some(Vec::new()),
            // What is no Korean sentence may be right in both languages.
            Fault::Copied => (Side::of_text(&texts.ko.join(" ")) == Some(Side::Ko)).then(|| texts.ko.clone()),
            Fault::ChangedNumber => changed_number(&texts.en, &mut chance),
            Fault::SwappedName => swapped_name(&texts.en, &names, &mut chance),
        };
        let first = made.bitext.documents.ko.segments.len();
        if target.is_some() {
            let of_omission = first..first + texts.ko.len();
            if fault == Fault::Omission { made.faults.extend(of_omission) } else { made.faults.push(made.bitext.entries.len()) }
        }
        let ko = push(&mut made.bitext.documents.ko, &texts.ko);
        let en = push(&mut made.bitext.documents.en, &target.unwrap_or(texts.en));
        if fault != Fault::Omission {
            made.bitext.entries.push(Entry { segments: Sides { ko, en }, ..Entry::default() });
        }
    }
    made
}

fn segments(bitext: &Bitext, side: Side, entry: &Entry) -> Vec<String> {
    let document = bitext.documents.get(side);
    entry.segments.get(side).clone().map(|segment| document.segment_text(segment).to_owned()).collect()
}

fn push(document: &mut Document, texts: &[String]) -> std::ops::Range<usize> {
    let first = document.segments.len();
    for text in texts {
        let start = document.text.len();
        document.text.push_str(text);
        let range = start..document.text.len();
        document.text.push('\n');
        document.segments.push(Segment { range: range.clone(), block: document.blocks.len() });
        document.blocks.push(Block { kind: BlockKind::Line, range });
    }
    first..document.segments.len()
}

/// The texts with one digit of one number changed; numbers that stand alone, not those in names and codes.
fn changed_number(texts: &[String], chance: &mut Chance) -> Option<Vec<String>> {
    let mut places = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let bytes = text.as_bytes();
        let is_part =
            |at: Option<&u8>| at.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'#' | b'/' | b'\''));
        for at in 0..bytes.len() {
            let begins = bytes[at].is_ascii_digit() && !is_part(at.checked_sub(1).and_then(|before| bytes.get(before)));
            let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if begins
                && !bytes.get(end).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-' | b'/'))
                && bytes[at..end] != *b"1"
            {
                places.push((n, at));
            }
        }
    }
    let (n, at) = *places.get(usize::try_from(chance.below(places.len().max(1) as u64)).ok()?)?;
    let old = texts[n].as_bytes()[at] - b'0';
    let new = (old + 1 + u8::try_from(chance.below(8)).ok()?) % 9 + 1;
    let new = if new == old { new % 9 + 1 } else { new };
    let mut changed = texts.to_vec();
    changed[n].replace_range(at..at + 1, &new.to_string());
    Some(changed)
}

/// The names of the English side, each once, in order: see [`names_in`].
fn all_names(bitext: &Bitext) -> Vec<String> {
    let mut all = Vec::new();
    for entry in &bitext.entries {
        let text = bitext.text(Side::En, entry);
        all.extend(names_in(text).into_iter().map(|range| text[range].to_owned()));
    }
    all.sort();
    all.dedup();
    // What is also written small is a word, not a name.
    let text = &bitext.documents.en.text;
    let small: HashSet<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase)).collect();
    all.retain(|name| !name.split(' ').any(|word| small.contains(word.to_lowercase().as_str())));
    all
}

/// Runs of up to three words with a capital inside a sentence, behind a small word: names of people, places, institutions and things.
fn names_in(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut run: Option<Range<usize>> = None;
    let mut words = 0;
    let mut after_small = false;
    for word in text.split(' ') {
        let bare = word.trim_end_matches([',', '.', ';', ':', '?', '!', ')', '"', '”', '’']);
        let is_capital = bare.len() > 2 && bare.chars().all(char::is_alphabetic) && bare.starts_with(char::is_uppercase);
        let is_name = is_capital && bare.chars().skip(1).all(char::is_lowercase) && (run.is_some() || after_small);
        if is_name {
            let start = run.as_ref().map_or(at, |run| run.start);
            (run, words) = (Some(start..at + bare.len()), words + 1);
        }
        if !is_name || bare.len() < word.len() {
            found.extend(run.take().filter(|_| words <= 3));
            words = 0;
        }
        after_small = word.starts_with(char::is_lowercase) && word.ends_with(char::is_lowercase);
        at += word.len() + 1;
    }
    found.extend(run.filter(|_| words <= 3));
    found
}

/// The texts with one name exchanged for another of the document.
fn swapped_name(texts: &[String], names: &[String], chance: &mut Chance) -> Option<Vec<String>> {
    let is_known = |name: &str| names.binary_search_by(|n| n.as_str().cmp(name)).is_ok();
    let mut places = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        places.extend(names_in(text).into_iter().filter(|range| is_known(&text[range.clone()])).map(|range| (n, range)));
    }
    let (n, range) = places.get(usize::try_from(chance.below(places.len().max(1) as u64)).ok()?)?.clone();
    let whole = texts.join(" ");
    let others: Vec<&String> = names.iter().filter(|name| !name.split(' ').any(|word| whole.contains(word))).collect();
    let other = others.get(usize::try_from(chance.below(others.len().max(1) as u64)).ok()?)?;
    let mut swapped = texts.to_vec();
    swapped[n].replace_range(range, other);
    Some(swapped)
}

/// A random number generator for chance that can be repeated: SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

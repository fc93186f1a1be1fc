//! Files of messages, one language a file: their texts belong together by key.

use std::collections::BTreeMap;

use super::{Bitext, Document, Entry, Side, Sides};

/// What a file of messages says of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The way to it, levels parted by dots; without the language that a whole file stands under, and without the plural form.
    pub key: String,
    /// The form of a plural that it is: `one`, `other` …
    pub plural: Option<String>,
}

impl Message {
    /// Its key with its plural form.
    pub fn name(&self) -> String {
        match &self.plural {
            Some(form) => format!("{}[{form}]", self.key),
            None => self.key.clone(),
        }
    }
}

/// What a file of messages says of an entry, beside its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing: it counts as translated.
    #[default]
    Untold,
    /// The translation is a guess or is not finished; programs show the source.
    Draft,
    /// The file of the given side has no such key, though that of the other has.
    NoKey(Side),
}

impl Bitext {
    /// Pairs two files of messages by key, in the order of the English file; Korean keys that it does not have come last. Where a
    /// key comes again, each takes its turn. O(n log n).
    ///
    /// A form of a plural that the other language does not have, as Korean has no singular, is left out if the other side has the
    /// plural in another form.
    pub fn of_messages(documents: Sides<Document>) -> Self {
        let keyed = documents.as_ref().map(by_name);
        let has_plural = documents.as_ref().map(plurals);
        let mut taken = Sides::<Vec<bool>>::build(|side| vec![false; documents.get(side).messages.len()]);
        let mut entries = Vec::new();
        for side in [Side::En, Side::Ko] {
            let other = side.other();
            let mut turns: BTreeMap<String, usize> = BTreeMap::new();
            for (at, message) in documents.get(side).messages.iter().enumerate() {
                let name = message.name();
                let turn = turns.entry(name.clone()).or_default();
                let partner = keyed.get(other).get(&name).and_then(|all| all.get(*turn)).copied();
                *turn += 1;
                if taken.get(side)[at] {
                    continue;
                }
                if let Some(partner) = partner {
                    taken.get_mut(other)[partner] = true;
                } else if message.plural.is_some() && has_plural.get(other).contains_key(message.key.as_str()) {
                    continue;
                }
                entries.push(entry(&documents, side, at, partner, name));
            }
        }
        let is_said = |entry: &Entry| Side::BOTH.into_iter().any(|side| !entry.segments.get(side).is_empty());
        entries.retain(is_said);
        // Those who write messages write English first.
        Self { documents, entries, source: Some(Side::En), ..Self::default() }
    }
}

fn entry(documents: &Sides<Document>, side: Side, at: usize, partner: Option<usize>, name: String) -> Entry {
    let segments = Sides::build(|s| match if s == side { Some(at) } else { partner } {
        // A message without words has a place and no text.
        Some(index) if !documents.get(s).segments[index].range.is_empty() => index..index + 1,
        _ => 0..0,
    });
    let state = if partner.is_none() { State::NoKey(side.other()) } else { State::Untold };
    Entry { segments, id: Some(name), state, ..Entry::default() }
}

fn by_name(document: &Document) -> BTreeMap<String, Vec<usize>> {
    let mut all: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, message) in document.messages.iter().enumerate() {
        all.entry(message.name()).or_default().push(at);
    }
    all
}

fn plurals(document: &Document) -> BTreeMap<&str, ()> {
    document.messages.iter().filter(|m| m.plural.is_some()).map(|m| (m.key.as_str(), ())).collect()
}

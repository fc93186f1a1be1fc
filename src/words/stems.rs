//! Words reduced to stems that can be counted, without a dictionary.
//!
//! Korean particles and endings follow the stem, so the first syllables of an eojeol stand for it; English inflection does the
//! same, so the first letters do (Melamed 1995 compares such prefixes; five letters do best in our study).

use rustc_hash::FxHashMap;

use crate::bitext::Side;

/// Syllables kept of an eojeol.
const KO_SYLLABLES: usize = 2;
/// Letters kept of an English word.
const EN_LETTERS: usize = 5;

/// The stems of each segment of one side, as numbers.
#[derive(Clone, Debug, Default)]
pub struct Stems {
    names: Vec<String>,
    ids: Vec<u32>,
    starts: Vec<u32>,
}

impl Stems {
    /// Reduces segments to stems; within a segment each stem counts once. Linear in the text.
    pub fn of(side: Side, texts: &[&str]) -> Self {
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut stems = Self { starts: vec![0], ..Self::default() };
        let mut buffer = String::new();
        for text in texts {
            let from = stems.ids.len();
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
                buffer.clear();
                stem(side, word, &mut buffer);
                if buffer.is_empty() {
                    continue;
                }
                let id = match known.get(&buffer) {
                    Some(&id) => id,
                    None => {
                        let id = stems.names.len() as u32;
                        stems.names.push(buffer.clone());
                        known.insert(buffer.clone(), id);
                        id
                    }
                };
                stems.ids.push(id);
            }
            stems.ids[from..].sort_unstable();
            let mut kept = from;
            for at in from..stems.ids.len() {
                if kept == from || stems.ids[kept - 1] != stems.ids[at] {
                    stems.ids[kept] = stems.ids[at];
                    kept += 1;
                }
            }
            stems.ids.truncate(kept);
            stems.starts.push(kept as u32);
        }
        stems
    }

    /// The stems of a segment, ascending.
    pub fn segment(&self, index: usize) -> &[u32] {
        &self.ids[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// The stem as written.
    pub fn name(&self, id: u32) -> &str {
        &self.names[id as usize]
    }

    /// How many different stems there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many segments there are.
    pub fn segments(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Appends the stem of a word. Words that are too short to tell anything give none.
fn stem(side: Side, word: &str, out: &mut String) {
    let keep = match side {
        Side::Ko if !word.is_ascii() => KO_SYLLABLES,
        _ => EN_LETTERS,
    };
    out.extend(word.chars().take(keep).flat_map(char::to_lowercase));
    if out.chars().nth(1).is_none() {
        out.clear();
    }
}

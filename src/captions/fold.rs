//! Captions that are the same but for next to nothing.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::normalize::Folded;

/// Shorter captions have to be the same to the letter.
const SHORT_CHARS: usize = 20;
/// Letters that may differ in longer ones.
const MOST_LETTERS: usize = 2;

/// What two captions differ in, if they are the same but for quotation marks, width, case, white space, or one or two letters;
/// nothing at all reads `nothing`. Numbers never differ. Linear, but for captions of equal numbers and similar length, where it is
/// quadratic in their length.
pub fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return Some("nothing".to_owned());
    }
    let (x, y) = (letters(a), letters(b));
    if x == y {
        return Some(marks(a, b));
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (long_x, long_y) = (x.chars().count(), y.chars().count());
    if long_x.abs_diff(long_y) > MOST_LETTERS || long_x.min(long_y) < SHORT_CHARS || long_x > 2000 || digits(&x) != digits(&y) {
        return None;
    }
    let distance = strsim::levenshtein(&x, &y);
    (distance <= MOST_LETTERS).then(|| format!("{distance} letter{}", if distance == 1 { "" } else { "s" }))
}

/// Texts that have been seen, to find those that differ from one of them in next to nothing. A text is looked up by its thirds: of
/// two texts with at most two letters between them, one third is the same, a little moved at most (Li, Deng, Wang and Feng 2011).
#[derive(Clone, Debug, Default)]
pub(super) struct Repeats {
    texts: Vec<(usize, String)>,
    whole: FxHashMap<String, usize>,
    /// By length in letters, third and its letters.
    thirds: FxHashMap<(usize, usize, String), Vec<usize>>,
}

impl Repeats {
    /// The number of a text before that is the same but for what is said; without one the text is kept under its own number. Linear in
    /// the text, beside the few texts that share a third of it.
    pub(super) fn take(&mut self, number: usize, text: &str) -> Option<(usize, String)> {
        let found = self.find(text);
        if found.is_none() {
            let place = self.texts.len();
            let own: Vec<char> = letters(text).chars().collect();
            self.whole.entry(own.iter().collect()).or_insert(place);
            for (third, range) in thirds(own.len()).into_iter().enumerate() {
                self.thirds.entry((own.len(), third, own[range].iter().collect())).or_default().push(place);
            }
            self.texts.push((number, text.to_owned()));
        }
        found
    }

    /// The number of a text that is the same but for what is said.
    pub(super) fn find(&self, text: &str) -> Option<(usize, String)> {
        let own: Vec<char> = letters(text).chars().collect();
        let told = |place: usize| {
            let (number, other) = &self.texts[place];
            Some((*number, difference(other, text)?))
        };
        if let Some(place) = self.whole.get(&own.iter().collect::<String>()) {
            return told(*place);
        }
        let mut places: Vec<usize> = Vec::new();
        for len in own.len().saturating_sub(MOST_LETTERS)..=own.len() + MOST_LETTERS {
            for (third, range) in thirds(len).into_iter().enumerate() {
                for from in range.start.saturating_sub(MOST_LETTERS)..=range.start + MOST_LETTERS {
                    let Some(part) = own.get(from..from + range.len()) else { continue };
                    places.extend(self.thirds.get(&(len, third, part.iter().collect())).into_iter().flatten().take(MOST_ALIKE));
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().find_map(told)
    }
}

/// So many texts with the same third are compared.
const MOST_ALIKE: usize = 32;

fn thirds(len: usize) -> [Range<usize>; 3] {
    [0..len / 3, len / 3..2 * len / 3, 2 * len / 3..len]
}

/// Letters and digits in lower case and plain width.
pub(super) fn letters(text: &str) -> String {
    Folded::of(text).chars().iter().filter(|c| c.is_alphanumeric()).flat_map(|c| c.to_lowercase()).collect()
}

/// In what two texts of the same letters differ.
fn marks(a: &str, b: &str) -> String {
    let only = |text: &str, other: &str| {
        let mut found: Vec<char> = Vec::new();
        for c in text.chars().filter(|c| !c.is_whitespace() && text.matches(*c).count() > other.matches(*c).count()) {
            if !found.contains(&c) {
                found.push(c);
            }
        }
        found
    };
    let (here, there) = (only(a, b), only(b, a));
    let named = |found: &[char]| found.iter().take(4).collect::<String>();
    match (here.as_slice(), there.as_slice()) {
        ([], []) => "white space".to_owned(),
        (here, []) => format!("{} on one side", named(here)),
        ([], there) => format!("{} on one side", named(there)),
        (here, there) => format!("{} for {}", named(there), named(here)),
    }
}

//! Captions that are the same but for next to nothing.

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

/// Letters and digits in lower case and plain width.
fn letters(text: &str) -> String {
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

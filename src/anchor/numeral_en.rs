//! English numerals in words: `twenty-three`, `a hundred and five`, `two and a half million`, `third`.

use super::decimal::Decimal;

/// A word of folded text in lower case, with its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    letters: [u8; 12],
    len: usize,
    pub(super) end: usize,
}

impl Word {
    /// The letters, lower case.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.len]).unwrap_or("")
    }
}

/// The run of ASCII letters at `at`; empty if none or more than twelve, which no number word has.
pub(super) fn word(chars: &[char], at: usize) -> Word {
    let mut word = Word { letters: [0; 12], len: 0, end: at };
    for c in chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_alphabetic()) {
        word.end += 1;
        if let Some(slot) = word.letters.get_mut(word.len) {
            *slot = c.to_ascii_lowercase() as u8;
            word.len += 1;
        }
    }
    if word.end - at > 12 {
        word.len = 0;
    }
    word
}

/// A numeral read from words, or digits with a word of magnitude.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// Whether it ended in an ordinal: twenty-third.
    pub(super) ordinal: bool,
    /// How many number words; `one` alone says little.
    pub(super) words: usize,
}

const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const CARDINAL_TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ORDINAL_TENS: [&str; 9] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth"];

/// Every cardinal and ordinal of one word below a hundred, and hundredth.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    CARDINALS.into_iter().chain(CARDINAL_TENS).chain(ORDINALS).chain(ORDINAL_TENS)
}

/// The value of a cardinal of one word below a hundred.
pub(super) fn cardinal(word: &str) -> Option<u64> {
    value(&CARDINALS, &CARDINAL_TENS, word)
}

/// The value of an ordinal of one word up to a hundred.
pub(super) fn ordinal(word: &str) -> Option<u64> {
    value(&ORDINALS, &ORDINAL_TENS, word)
}

fn value(ones: &[&str], tens: &[&str], word: &str) -> Option<u64> {
    let tens = || tens.iter().position(|w| *w == word).map(|i| 10 * (i as u64 + 2));
    ones.iter().position(|w| *w == word).map(|i| i as u64).or_else(tens)
}

/// The power of ten of a magnitude from thousand on.
pub(super) fn magnitude(word: &str) -> Option<i16> {
    Some(match word {
        "thousand" | "k" => 3,
        "million" | "mn" | "mln" => 6,
        "billion" | "bn" | "bln" => 9,
        "trillion" | "tn" | "trln" => 12,
        _ => return None,
    })
}

/// Reads the longest numeral in words at `at`. `None` where none begins.
pub(super) fn numeral(chars: &[char], at: usize) -> Option<Numeral> {
    let mut state = State::default();
    let mut i = at;
    let first = word(chars, at);
    let mut numeral: Option<Numeral> = None;
    // What stood before `and`: three million and five million are two numbers.
    let mut before_and = None;
    if matches!(first.as_str(), "a" | "an" | "half") {
        let (scale, next) = article(chars, &first)?;
        state.group = Some(scale);
        i = next;
        let unit = word(chars, i);
        if unit.as_str() != "hundred" && unit.as_str() != "dozen" && magnitude(unit.as_str()).is_none() {
            return None;
        }
    }
    loop {
        let next = word(chars, i);
        let Some(done) = state.take(next.as_str()) else {
            let is_another = magnitude(next.as_str()).is_some();
            numeral = before_and.filter(|_| is_another).or(numeral);
            break;
        };
        let words = numeral.map_or(1, |n| n.words + 1);
        numeral = Some(Numeral { value: state.value()?, end: next.end, ordinal: done, words });
        if done {
            break;
        }
        i = match chars.get(next.end) {
            Some('-' | ' ') => next.end + 1,
            _ => break,
        };
        let and = word(chars, i);
        if and.as_str() == "and" && chars.get(and.end) == Some(&' ') {
            if let Some(end) = and_a_half(chars, and.end + 1) {
                state.group = Some(state.group?.checked_add(Decimal::new(5, -1))?);
                numeral = Some(Numeral { value: state.value()?, end, ordinal: false, words: words + 1 });
                i = end + 1;
            } else if state.hundreds || state.total != Decimal::default() {
                before_and = numeral;
                i = and.end + 1;
            }
        }
    }
    numeral
}

/// What `a`, `an`, `half a` or `a half` before a magnitude is worth.
fn article(chars: &[char], first: &Word) -> Option<(Decimal, usize)> {
    let spaced = |end: usize| chars.get(end).is_some_and(|c| matches!(c, ' ' | '-')).then_some(end + 1);
    let second = word(chars, spaced(first.end)?);
    let half = Decimal::new(5, -1);
    match (first.as_str(), second.as_str()) {
        ("half", "a") | ("a", "half") => Some((half, spaced(second.end)?)),
        ("half", _) => Some((half, spaced(first.end)?)),
        _ => Some((1.into(), spaced(first.end)?)),
    }
}

fn and_a_half(chars: &[char], at: usize) -> Option<usize> {
    let article = word(chars, at);
    let half = word(chars, article.end + 1);
    (article.as_str() == "a" && half.as_str() == "half").then_some(half.end)
}

/// A numeral under way: the groups done, and the group below a thousand.
#[derive(Default)]
struct State {
    total: Decimal,
    group: Option<Decimal>,
    hundreds: bool,
    tens: bool,
    units: bool,
    last_power: Option<i16>,
}

impl State {
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }

    /// Takes one more word: `None` if it does not fit, and whether it ends the numeral.
    fn take(&mut self, word: &str) -> Option<bool> {
        if word.is_empty() {
            return None;
        }
        if let Some((value, last)) = cardinal(word).map(|v| (v, false)).or_else(|| ordinal(word).map(|v| (v, true))) {
            let fits =
                if value >= 20 { !self.tens && !self.units } else { !self.units && (!self.tens || (1..10).contains(&value)) };
            let free = self.group.is_none() || self.hundreds || self.tens;
            if !fits || !free {
                return None;
            }
            self.tens |= value >= 10;
            self.units |= value < 20;
            self.group = Some(self.group.unwrap_or_default().checked_add(value.into())?);
            return Some(last);
        }
        let factor = match word {
            "hundred" if !self.hundreds => 100,
            "dozen" if !self.hundreds => 12,
            _ => {
                let power = magnitude(word).filter(|power| word.len() > 4 && self.last_power.is_none_or(|last| *power < last))?;
                self.last_power = Some(power);
                self.total = self.total.checked_add(self.group.take()?.shifted(power))?;
                (self.hundreds, self.tens, self.units) = (false, false, false);
                return Some(false);
            }
        };
        self.group = Some(self.group?.checked_mul(factor)?);
        (self.hundreds, self.tens, self.units) = (true, false, false);
        Some(false)
    }
}

//! What a number says beside its digits: its sign, the letter behind it, the groups it is written in; and numbers in words.

use crate::anchor::{NumberMention, Quantity};
use crate::bitext::{Side, Sides};
use crate::check::Facts;

use super::agree::{agree, values};
use super::{Group, group, is_said_otherwise, surface};

/// Words that say that a number is below nought or went down.
const DOWN: Sides<&[&str]> = Sides {
    ko: &["영하", "마이너스", "감소", "하락", "떨어", "줄", "내려", "내렸", "손실", "적자", "낮", "뒤처", "감산", "음수"],
    en: &[
        "below", "minus", "negative", "fell", "fall", "drop", "down", "declin", "decreas", "los", "shr", "lower", "less", "cut",
        "under", "contract", "slid", "slip", "deficit", "sub-zero", "behind",
    ],
};

/// What a letter right behind a number multiplies it by.
const SUFFIXES: [(&str, f64); 8] =
    [("K", 1e3), ("k", 1e3), ("M", 1e6), ("mn", 1e6), ("B", 1e9), ("bn", 1e9), ("tn", 1e12), ("T", 1e12)];

/// Parts of a football match, and how many minutes went before; of two that end alike the longer one first.
const MINUTES_BEFORE: [(&str, f64); 3] = [("연장 후반", 105.0), ("연장 전반", 90.0), ("후반", 45.0)];

/// Smaller numbers in words are said in too many ways.
const LEAST_IN_WORDS: f64 = 20.0;

/// Whether what stands before a number is its sign, and no hyphen.
pub(super) fn is_sign(before: &str) -> bool {
    before.strip_suffix(['-', '−']).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', '\u{a0}']))
}

/// Whether two equal numbers have the same sign, or words say what a sign does.
pub(super) fn signs_agree(facts: &Facts<'_>, side: Side, own: &NumberMention, other: &NumberMention) -> bool {
    let is_below = |side: Side, mention: &NumberMention| is_sign(&facts.text.get(side)[..mention.range.start as usize]);
    match (is_below(side, own), is_below(side.other(), other)) {
        (true, false) => goes_down(facts, side.other()),
        (false, true) => goes_down(facts, side),
        _ => true,
    }
}

/// Whether a number has a sign of which the other side says nothing.
pub(super) fn is_turned(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> bool {
    is_sign(&facts.text.get(side)[..mention.range.start as usize])
        && !goes_down(facts, side.other())
        && !facts.numbers(side.other()).iter().any(|other| is_sign(&facts.text.get(side.other())[..other.range.start as usize]))
}

/// What a mention can be worth, by its readings and by the way it is written.
pub(super) fn all_values(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> Vec<f64> {
    let mut all = values(mention);
    all.extend(written_values(facts, side, mention));
    all
}

fn goes_down(facts: &Facts<'_>, side: Side) -> bool {
    let text = facts.text.get(side);
    DOWN.get(side).iter().any(|word| text.contains(word))
}

/// What a mention is worth by the way it is written: `120M`, `10 000`, 만 이천, the 3.5 of 3.5만큼; and its digits by themselves.
fn written_values(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> Vec<f64> {
    let text = *facts.text.get(side);
    let (before, after) = (&text[..mention.range.start as usize], &text[mention.range.end as usize..]);
    let mut found: Vec<f64> = Vec::new();
    let plain = surface(facts, side, mention).replace(',', "").parse::<f64>();
    if let Ok(plain) = plain {
        found.push(plain);
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        found.extend(
            SUFFIXES
                .iter()
                .filter_map(|(letter, times)| after.strip_prefix(letter).filter(|rest| ends(rest)).map(|_| plain * times)),
        );
        found.extend(grouped(before, surface(facts, side, mention), after));
    }
    if side == Side::Ko {
        let all = values(mention);
        let is_ten_thousand =
            before.trim_end().strip_suffix('만').is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace));
        if is_ten_thousand && before.ends_with(' ') {
            found.extend(all.iter().filter(|value| **value < 1e4).map(|value| value + 1e4));
        }
        // Minutes of a match are counted through in English.
        let half = MINUTES_BEFORE.iter().find(|(half, _)| before.trim_end().ends_with(half));
        found.extend(half.into_iter().flat_map(|(_, minutes)| all.iter().map(move |value| value + minutes)));
        if after.starts_with('큼') && surface(facts, side, mention).ends_with('만') {
            found.extend(all.iter().map(|value| value / 1e4));
        }
    }
    found
}

/// The number that groups of three digits with spaces between make: `10 000`.
fn grouped(before: &str, own: &str, after: &str) -> Option<f64> {
    let is_group = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut number = own.to_owned();
    let mut rest = before;
    // The groups before, from the last one on.
    while number.len().is_multiple_of(3)
        && let Some(word) = rest.strip_suffix(' ').map(|rest| rest.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default())
        && (1..=3).contains(&word.len())
    {
        number.insert_str(0, word);
        rest = &rest[..rest.len() - 1 - word.len()];
        if word.len() < 3 {
            break;
        }
    }
    let mut rest = after;
    while let Some(word) = rest.strip_prefix(' ').map(|rest| &rest[..digits(rest)]).filter(is_group) {
        number.push_str(word);
        rest = &rest[1 + word.len()..];
    }
    (number.len() > own.len() && number.len() > 3).then(|| number.parse().ok())?
}

/// Whether a number belongs to a power: 10의 27제곱.
pub(super) fn is_power(before: &str, after: &str) -> bool {
    let is_base =
        after.strip_prefix("의 ").is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("제곱"));
    after.starts_with("제곱") && before.trim_end().ends_with('의') || is_base
}

/// Whether a fraction is told as so many in so many: 5분의 1 = one in five.
pub(super) fn is_one_in_many(mention: &NumberMention, others: &[NumberMention]) -> bool {
    let has = |wanted: u32| wanted == 1 || others.iter().any(|other| values(other).contains(&f64::from(wanted)));
    mention.readings.iter().any(|reading| matches!(reading, Quantity::Fraction(n, d) if has(*n) && has(*d) && *d > 1))
}

/// Numbers that both sides write in words, and not the same: the one of each side that has no counterpart.
pub(super) fn changed_words(facts: &Facts<'_>) -> Sides<Vec<usize>> {
    let left = Sides::build(|side| {
        let others = facts.numbers(side.other());
        let is_left = |(_, mention): &(usize, &NumberMention)| {
            // What ends with 이 may end with a particle: 오천이나.
            let words = surface(facts, side, mention);
            let is_word = !words.bytes().any(|b| b.is_ascii_digit()) && !words.ends_with('이');
            is_word
                && group(mention) == Group::Number
                && values(mention).iter().all(|value| *value >= LEAST_IN_WORDS)
                && !others.iter().any(|other| agree(side, mention, other))
                && !is_said_otherwise(facts, side, mention)
        };
        facts.numbers(side).iter().enumerate().filter(is_left).map(|(at, _)| at).collect::<Vec<_>>()
    });
    match (&left.ko[..], &left.en[..]) {
        ([_], [_]) => left,
        _ => Sides::default(),
    }
}

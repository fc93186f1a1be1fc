//! Which numbers of one side have no counterpart on the other.
//!
//! Two mentions say the same if they share a reading (`anchor::scan_numbers` gives all of them), if one is the other rounded, or if
//! what they say of a date does not contradict. A number may be said once and meant twice, or said by a word that is no number
//! (`double`, 이틀, `last year`): it is missing only where nothing on the other side could be it. Linear in the text, but for the
//! mentions of an entry, which are compared pair by pair up to a limit.

mod agree;
mod codes;
mod measure;
mod otherwise;
mod worded;
mod words;

use crate::anchor::{AnchorKind, NumberMention, Quantity};
use crate::bitext::{Side, Sides};

use super::{Class, Facts, Remark};
use agree::{agree, values};
use codes::Code;
pub(in crate::check) use measure::changed_units;
pub(in crate::check) use worded::{changed_day, changed_size};

/// Entries with more numbers than this on a side are tables, and not compared.
const MOST_MENTIONS: usize = 64;
/// Before a number these make it part of a name or a code.
const GLUE: &str = "'’-_#/%@=\\{";

/// The numbers of an entry without a counterpart, as indices into [`Facts::numbers`].
#[derive(Clone, Debug, Default)]
pub struct Unmatched {
    /// On each side.
    pub mentions: Sides<Vec<usize>>,
}

impl Unmatched {
    /// The first unmatched mention of the same kind on the other side: what the number was perhaps changed into.
    pub fn instead(&self, facts: &Facts<'_>, side: Side, mention: &NumberMention) -> Option<usize> {
        let other = side.other();
        let wanted = if is_bare_day(mention) { Group::Number } else { group(mention) };
        self.mentions.get(other).iter().copied().find(|m| group(&facts.numbers(other)[*m]) == wanted)
    }

    /// The unmatched mentions of one side that are of the given group.
    pub fn of(&self, facts: &Facts<'_>, side: Side, wanted: Group) -> Vec<usize> {
        // 3일 is the third of a month, and three days: the latter, if a number of the other side has no counterpart either.
        let other = side.other();
        let has_number = || self.mentions.get(other).iter().any(|m| group(&facts.numbers(other)[*m]) == Group::Number);
        let is_meant =
            |mention: &NumberMention| group(mention) == wanted || wanted == Group::Number && is_bare_day(mention) && has_number();
        self.mentions.get(side).iter().copied().filter(|m| is_meant(&facts.numbers(side)[*m])).collect()
    }
}

/// What kind of rule a mention is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Plain numbers, amounts, percentages, ordinals.
    Number,
    /// Days, months, years.
    Date,
    /// Days of the week.
    Weekday,
    /// Times of day.
    Time,
}

/// The group of a mention, by its most specific reading.
pub(crate) fn group(mention: &NumberMention) -> Group {
    use crate::anchor::Quantity::{Clock, Date, Time, Weekday};
    match mention.readings.first() {
        Some(Weekday(_)) => Group::Weekday,
        Some(Date { .. }) => Group::Date,
        Some(Time(_) | Clock(_)) => Group::Time,
        _ => Group::Number,
    }
}

/// Whether a mention is a day of a month without the month.
fn is_bare_day(mention: &NumberMention) -> bool {
    matches!(mention.readings.first(), Some(Quantity::Date { year: 0, month: 0, .. }))
}

/// Compares the numbers of both sides.
pub(super) fn unmatched(facts: &Facts<'_>) -> Unmatched {
    let mut found = Unmatched::default();
    let has_digits = Side::BOTH.into_iter().any(|side| facts.has(side, Class::Digit) || facts.has(side, Class::Wide));
    // Numbers in words have one of these.
    let has_words = || facts.text.ko.contains(['십', '백', '천', '만', '억', '시', '요']);
    if !facts.is_pair() || !has_digits && !has_words() {
        return found;
    }
    let all = Sides::build(|side| facts.numbers(side));
    if Side::BOTH.into_iter().any(|side| all.get(side).len() > MOST_MENTIONS) {
        return found;
    }
    let measured = Sides::build(|side| measure::measures(facts, side));
    let codes = facts.text.map(codes::codes);
    for side in Side::BOTH {
        let (own, others) = (*all.get(side), *all.get(side.other()));
        for (number, mention) in own.iter().enumerate() {
            let worth = otherwise::all_values(facts, side, mention);
            let is_same = |other: &NumberMention| {
                let is_worth_it = || {
                    let there = otherwise::all_values(facts, side.other(), other);
                    worth.iter().any(|x| there.iter().any(|y| (x - y).abs() <= 1e-9 * x.abs()))
                };
                otherwise::signs_agree(facts, side, mention, other)
                    && (agree(side, mention, other) || has_same_time(group(mention), group(other) == Group::Time) && is_worth_it())
            };
            let is_turned = otherwise::is_turned(facts, side, mention);
            let is_found = match code_of(number, own, codes.get(side)) {
                Some((code, is_first)) => match codes::has_counterpart(code, codes.get(side.other())) {
                    Some(is_there) => is_there || !is_first,
                    None => true,
                },
                None => {
                    !is_telling(facts, side, mention)
                        || others.iter().any(is_same)
                        || !is_turned
                            && (measured.get(side)[number]
                                .is_some_and(|a| measured.get(side.other()).iter().flatten().any(|b| measure::same(a, *b)))
                                || is_said_otherwise(facts, side, mention))
                }
            };
            if !is_found {
                found.mentions.get_mut(side).push(number);
            }
        }
    }
    if found.mentions.ko.is_empty() && found.mentions.en.is_empty() {
        found.mentions = otherwise::changed_words(facts);
    }
    found
}

/// The code that a mention is part of, and whether it is the first mention there.
fn code_of<'c>(number: usize, mentions: &[NumberMention], codes: &'c [Code]) -> Option<(&'c Code, bool)> {
    let is_in = |code: &Code, mention: &NumberMention| code.range.contains(&(mention.range.start as usize));
    let code = codes.iter().find(|code| is_in(code, &mentions[number]))?;
    Some((code, number == 0 || !is_in(code, &mentions[number - 1])))
}

/// Whether a mention ought to have a counterpart: written in digits, and more than nought or one, which words say as well.
fn is_telling(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> bool {
    let surface = surface(facts, side, mention);
    let is_time = matches!(mention.readings.first(), Some(Quantity::Time(_)));
    let is_written = surface.bytes().any(|b| b.is_ascii_digit()) || group(mention) == Group::Weekday || is_time;
    let is_weak = group(mention) == Group::Number && values(mention).iter().all(|v| *v == 0.0 || *v == 1.0)
        || mention.readings.iter().any(|reading| matches!(reading, Quantity::Ordinal(..=2)));
    is_written && !is_weak && !is_label(facts, side, mention)
}

/// The words of a mention.
pub(super) fn surface<'t>(facts: &Facts<'t>, side: Side, mention: &NumberMention) -> &'t str {
    &facts.text.get(side)[mention.range.start as usize..mention.range.end as usize]
}

/// Whether it numbers a line, names a thing (`F-16`, `v2`, `#3`), or stands in an address or a code.
fn is_label(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> bool {
    let text = *facts.text.get(side);
    let (before, after) = (&text[..mention.range.start as usize], &text[mention.range.end as usize..]);
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    let is_glued = previous.is_some_and(|c| c.is_ascii_alphabetic() || GLUE.contains(c))
        && !before.ends_with("--")
        && !otherwise::is_sign(before);
    let is_glued_after = next.is_some_and(|c| matches!(c, '_' | '=' | '\\' | '}'))
        || next.is_some_and(|c| c.is_ascii_alphabetic()) && !words::is_unit(after);
    let begins = before.trim_start().is_empty() && matches!(next, Some('.' | ')' | ':'));
    let is_saying = side == Side::Ko && (is_falls_and_rises(before, after) || otherwise::is_power(before, after));
    is_glued || is_glued_after || begins || is_saying || mention.kind() == AnchorKind::Code
}

/// Whether a number is one of 7전 8기, falling seven times and rising eight, which English says without numbers.
fn is_falls_and_rises(before: &str, after: &str) -> bool {
    let has_digit = |c: char| c.is_ascii_digit();
    let falls = after.strip_prefix('전').is_some_and(|rest| {
        let rest = rest.trim_start();
        let rises = rest.trim_start_matches(has_digit);
        rises.len() < rest.len() && rises.starts_with('기')
    });
    falls || after.starts_with('기') && before.trim_end().strip_suffix('전').is_some_and(|rest| rest.ends_with(has_digit))
}

/// Whether something on the other side could be the number all the same.
fn is_said_otherwise(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> bool {
    let (other, text) = (side.other(), *facts.text.get(side.other()));
    let own = group(mention);
    let has = |wanted: Group| facts.numbers(other).iter().any(|m| group(m) == wanted);
    // A day that is told by its distance, or by the other of date and weekday, is no other day.
    let relative = !has(own)
        && match own {
            Group::Date | Group::Weekday => words::says_day(other, text) || has(Group::Date) || has(Group::Weekday),
            Group::Time => words::says_time(other, text),
            Group::Number => false,
        };
    relative
        || side == Side::Ko && is_day_of_event(surface(facts, side, mention), facts.numbers(other))
        || has_same_time(own, has(Group::Time))
            && is_plain(facts, side, mention)
            && stands_as_digits(surface(facts, side, mention), text)
        || has_same_time(own, has(Group::Time)) && values(mention).iter().any(|value| words::says(other, text, *value))
        || otherwise::is_one_in_many(mention, facts.numbers(other))
}

/// Whether a number may be looked for by its digits or in words: a time of day only where the other side tells none.
fn has_same_time(own: Group, other_has_time: bool) -> bool {
    own != Group::Time || !other_has_time
}

/// Whether digits with a point are a day that names an event, as in 9.11 테러, and the English has that day.
fn is_day_of_event(surface: &str, others: &[NumberMention]) -> bool {
    let Some((month, day)) = surface.split_once('.').and_then(|(m, d)| Some((m.parse::<u8>().ok()?, d.parse::<u8>().ok()?))) else {
        return false;
    };
    let is_it = |reading: &Quantity| matches!(*reading, Quantity::Date { month: m, day: d, .. } if (m, d) == (month, day));
    others.iter().flat_map(|other| &other.readings).any(is_it)
}

/// Whether a mention is nothing but digits, so that the same digits are the same number.
fn is_plain(facts: &Facts<'_>, side: Side, mention: &NumberMention) -> bool {
    let digits: String = surface(facts, side, mention).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.trim_end_matches('.').parse::<f64>().is_ok_and(|plain| values(mention).iter().any(|v| (v - plain).abs() < 1e-9))
}

/// Whether the digits of a number stand in a text by themselves, whatever marks part them.
fn stands_as_digits(surface: &str, text: &str) -> bool {
    let runs = |text: &str| -> Vec<String> {
        let text: String = text.chars().filter(|c| *c != ',').collect();
        text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
    };
    let there = runs(text);
    runs(surface).iter().all(|run| there.contains(run))
}

/// What to say of a mention without a counterpart.
pub(super) fn remark(facts: &Facts<'_>, side: Side, mention: usize) -> Remark {
    let other = side.other();
    let mention = &facts.numbers(side)[mention];
    let range = |m: &NumberMention| m.range.start as usize..m.range.end as usize;
    let own = surface(facts, side, mention);
    match facts.unmatched_numbers().instead(facts, side, mention) {
        Some(instead) => {
            let instead = &facts.numbers(other)[instead];
            let there = surface(facts, other, instead);
            Remark::new(format!("{own} is {there} in the {}", other.language())).at(side, range(mention)).at(other, range(instead))
        }
        None => Remark::new(format!("{own} has no counterpart in the {}", other.language())).at(side, range(mention)),
    }
}

/// The first mention of the source that has no counterpart, where both sides have one of this group: it was changed. On one side alone
/// it may be said in words.
pub(super) fn changed(facts: &Facts<'_>, group: Group) -> Option<usize> {
    let unmatched = facts.unmatched_numbers();
    let first = |side| unmatched.of(facts, side, group).first().copied();
    first(facts.source)
        .filter(|_| first(facts.source.other()).is_some())
        .filter(|&mention| !is_in_brackets(facts, facts.source, mention))
}

/// Whether a mention stands in brackets, as an aside.
pub(super) fn is_in_brackets(facts: &Facts<'_>, side: Side, mention: usize) -> bool {
    let before = &facts.text.get(side)[..facts.numbers(side)[mention].range.start as usize];
    before.rfind(['(', '[']).is_some_and(|open| !before[open..].contains([')', ']']))
}

#[cfg(test)]
mod tests {
    use super::measure::tests::codes;

    #[test]
    fn numbers_that_are_said_otherwise_are_right() {
        for (ko, en) in [
            ("2박 3일 동안 섬에 머물렀다.", "They spent two nights and three days on the island."),
            ("2박 3일 동안 섬에 머물렀다.", "It was a three-day stay on the island."),
            ("10명 중 7명이 걸어서 다닌다.", "70% of them walk."),
            ("10명 중 7명이 걸어서 다닌다.", "Seven in ten of them walk."),
            ("주민의 70%가 찬성했다.", "Seven out of ten residents agreed."),
            ("그는 7전 8기 끝에 가게를 열었다.", "He never gave up, and opened his shop in the end."),
            ("7전8기의 정신으로 버텼다.", "They held on, however often they fell."),
            ("금리를 25bp 내렸다.", "The rate was cut by 0.25 percentage points."),
            ("금리를 0.25%포인트 내렸다.", "The rate was cut by 25 basis points."),
            ("2억 5천만 명이 본다.", "A quarter of a billion people watch it."),
            ("1950/60년대 노래다.", "It is a song of the 1950s and '60s."),
            ("6.25 전쟁 때 지은 다리다.", "The bridge was built during the Korean War."),
            ("3·1절에 문을 연다.", "It opens on Independence Movement Day."),
            ("5·18을 기억한다.", "They remember the uprising in Gwangju."),
            ("8·15 경축사를 읽었다.", "He read the Liberation Day speech."),
        ] {
            assert_eq!(codes(ko, en), Vec::<&str>::new(), "{ko} {en}");
        }
    }

    #[test]
    fn numbers_that_are_others_are_found() {
        for (ko, en) in [
            ("10명 중 7명이 걸어서 다닌다.", "60% of them walk."),
            ("3박 4일 동안 섬에 머물렀다.", "They spent 6 days on the island."),
            ("금리를 25bp 내렸다.", "The rate was cut by 2.5 percentage points."),
            ("2억 5천만 명이 본다.", "A quarter of a million people watch it."),
            ("오차는 10^-3이다.", "The error is 10^-5."),
        ] {
            assert!(codes(ko, en).contains(&"KE010"), "{ko} {en}");
        }
    }
}

//! What both sides say in words alone, and not the same: months, weeks of a month, days by their distance, sizes of which only the order
//! is told. Each is compared where each side says exactly one.

use std::ops::Range;

use crate::bitext::Sides;
use crate::check::Facts;

/// Words and what they say; of two that begin alike the longer one first.
type Words = &'static [(&'static str, i32)];

/// Something that both sides may say in words.
struct Matter {
    words: Sides<Words>,
    /// Whether another letter may stand right before a word.
    joins: bool,
}

#[rustfmt::skip]
const MONTHS: Matter = Matter {
    words: Sides {
        ko: &[("십이월", 12), ("십일월", 11), ("시월", 10), ("구월", 9), ("팔월", 8), ("칠월", 7), ("유월", 6), ("오월", 5), ("사월", 4), ("삼월", 3), ("이월", 2), ("일월", 1)],
        en: &[("January", 1), ("February", 2), ("March", 3), ("April", 4), ("May", 5), ("June", 6), ("July", 7), ("August", 8), ("September", 9), ("October", 10), ("November", 11), ("December", 12)],
    },
    joins: false,
};

#[rustfmt::skip]
const WEEKS: Matter = Matter {
    words: Sides {
        ko: &[("첫째 주", 1), ("첫 주", 1), ("첫째주", 1), ("둘째 주", 2), ("둘째주", 2), ("셋째 주", 3), ("셋째주", 3), ("넷째 주", 4), ("넷째주", 4), ("다섯째 주", 5), ("마지막 주", 6)],
        en: &[("first week", 1), ("second week", 2), ("third week", 3), ("fourth week", 4), ("fifth week", 5), ("last week of", 6), ("final week of", 6)],
    },
    joins: false,
};

#[rustfmt::skip]
const DAYS: Matter = Matter {
    words: Sides {
        ko: &[("어제", -1), ("작일", -1), ("오늘날", 0), ("오늘", 0), ("금일", 0), ("내일", 1), ("명일", 1)],
        en: &[("yesterday", -1), ("Yesterday", -1), ("today", 0), ("Today", 0), ("tomorrow", 1), ("Tomorrow", 1), ("tonight", 0)],
    },
    joins: false,
};

/// The number of noughts.
#[rustfmt::skip]
const ORDERS: Matter = Matter {
    words: Sides {
        ko: &[
            ("수십조", 13), ("수백조", 14), ("수천억", 11), ("수백억", 10), ("수십억", 9), ("수천만", 7), ("수백만", 6), ("수십만", 5), ("수조", 12), ("수억", 8), ("수만", 4),
        ],
        en: &[
            ("Tens of millions", 7), ("Hundreds of thousands", 5), ("Tens of thousands", 4), ("Hundreds of millions", 8), ("tens of trillions", 13), ("hundreds of billions", 11), ("tens of billions", 10), ("hundreds of millions", 8), ("tens of millions", 7),
            ("hundreds of thousands", 5), ("tens of thousands", 4), ("trillions", 12), ("billions", 9), ("millions", 6),
        ],
    },
    joins: true,
};

/// What the two sides say of one matter.
pub(in crate::check) type Said = Sides<Range<usize>>;

/// Days or months that are not the same.
pub(in crate::check) fn changed_day(facts: &Facts<'_>) -> Option<Said> {
    changed(facts, &DAYS).or_else(|| changed(facts, &MONTHS))
}

/// Weeks of a month or orders of size that are not the same.
pub(in crate::check) fn changed_size(facts: &Facts<'_>) -> Option<Said> {
    changed(facts, &WEEKS).or_else(|| changed(facts, &ORDERS))
}

fn changed(facts: &Facts<'_>, matter: &Matter) -> Option<Said> {
    let said = Sides::build(|side| only(facts.text.get(side), matter.words.get(side), matter.joins));
    match (said.ko, said.en) {
        (Some((ko, a)), Some((en, b))) if a != b => Some(Sides { ko, en }),
        _ => None,
    }
}

/// The word of a list that a text holds, if it holds just one meaning.
fn only(text: &str, words: Words, joins: bool) -> Option<(Range<usize>, i32)> {
    let mut found: Option<(Range<usize>, i32)> = None;
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (word, meaning) in words {
        for (at, _) in text.match_indices(word) {
            let range = at..at + word.len();
            let is_free = joins || !text[..at].ends_with(char::is_alphanumeric);
            if !is_free || taken.iter().any(|other| other.start <= at && at < other.end) {
                continue;
            }
            taken.push(range.clone());
            if found.as_ref().is_some_and(|(_, known)| known != meaning) {
                return None;
            }
            found.get_or_insert((range, *meaning));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::measure::tests::codes;

    #[test]
    fn what_is_said_in_words_on_both_sides_is_compared() {
        for (ko, en, code) in [
            ("작일 접수한 건이다.", "It was received tomorrow.", "KE012"),
            ("내일 문을 연다.", "It opens today.", "KE012"),
            ("시월 삼일에 쉰다.", "We are closed on November 3.", "KE012"),
            ("4월 첫째 주에 연다.", "It opens in the second week of April.", "KE010"),
            ("수십억 원이 들었다.", "It cost tens of millions of won.", "KE010"),
            ("수만 명이 모였다.", "Some hundreds of thousands gathered.", "KE010"),
        ] {
            assert!(codes(ko, en).contains(&code), "{ko} {en}");
        }
        for (ko, en) in [
            ("어제 접수한 건이다.", "It was received yesterday."),
            ("시월 삼일에 쉰다.", "We are closed on October 3."),
            ("수십억 원이 들었다.", "It cost billions of won."),
            ("수천만 명이 본다.", "Tens of millions watch it."),
            ("오늘날에는 쓰지 않는다.", "It is not used today."),
            ("오월 첫째 주와 둘째 주", "The first week of May and the second week"),
        ] {
            assert!(!codes(ko, en).iter().any(|code| ["KE010", "KE012"].contains(code)), "{ko} {en}");
        }
    }
}

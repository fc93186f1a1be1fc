//! What a line says that can be held against a line in the other language: days, people, titles, actions, places, pointers.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::actions::{Act, actions};
use super::anatomy::anatomy;
use super::form::is_written_as_day;
use super::lists::lines;
use super::pointer::{Pointer, pointers};
use crate::anchor::{Quantity, scan_numbers, scan_places};
use crate::bitext::{Side, Sides};

/// Bytes of a line that are looked at: what a picture shows is said at its head.
const HEAD_BYTES: usize = 700;

static CAPITALS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| lines(include_str!("data/capitals.txt")).collect());
/// What may follow a title.
const PARTICLES: &[&str] = &[
    "",
    "이",
    "가",
    "은",
    "는",
    "을",
    "를",
    "과",
    "와",
    "의",
    "에게",
    "들",
    "들이",
    "들은",
    "들과",
    "들을",
    "들에게",
    "께",
    "도",
    "로",
    "님",
    "님이",
];
/// Titles: Korean, English.
static TITLES: LazyLock<Vec<Sides<Vec<&str>>>> = LazyLock::new(|| {
    let rows = lines(include_str!("data/titles.tsv")).filter_map(|line| line.split_once('\t'));
    rows.map(|(ko, en)| Sides { ko: ko.split(',').collect(), en: en.split(',').collect() }).collect()
});

/// A name in a line: what it reads, and where.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) range: Range<usize>,
    pub(super) is_certain: bool,
}

/// What a line says.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) text: String,
    pub(super) days: Vec<(Quantity, Range<usize>)>,
    pub(super) numbers: Vec<(Quantity, Range<usize>)>,
    pub(super) places: Vec<(u32, Range<usize>)>,
    pub(super) names: Vec<Name>,
    pub(super) titles: Vec<(usize, String)>,
    pub(super) acts: Vec<Act>,
    /// Where the last words of the first Korean sentence begin.
    pub(super) predicate: usize,
    pub(super) pointers: Vec<Pointer>,
    /// The number of its picture, where a label tells it.
    pub(super) number: Option<u32>,
}

/// What a line says; its days may stand among the credits behind `core`. Linear.
pub(super) fn facts(side: Side, core: &str, whole: &str) -> Facts {
    let mut facts = facts_of_core(side, core);
    facts.number = anatomy(&whole[..whole.floor_char_boundary(HEAD_BYTES)]).number;
    if facts.days.is_empty() && whole.len() > core.len() {
        facts.days = days(side, &whole[..whole.floor_char_boundary(HEAD_BYTES)]).into_iter().map(|(day, _)| (day, 0..0)).collect();
    }
    facts
}

fn days(side: Side, text: &str) -> Vec<(Quantity, Range<usize>)> {
    let is_day = |q: &Quantity| matches!(q, Quantity::Date { day: 1.., .. });
    let of = |mention: crate::anchor::NumberMention| {
        let range = mention.range.start as usize..mention.range.end as usize;
        let is_written = is_written_as_day(&text[range.clone()]);
        mention.readings.into_iter().filter(move |q| is_written && is_day(q)).map(|q| (q, range.clone())).collect::<Vec<_>>()
    };
    scan_numbers(side, text).into_iter().flat_map(of).collect()
}

fn facts_of_core(side: Side, text: &str) -> Facts {
    let text = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let mut facts = Facts { text: text.to_owned(), pointers: pointers(text), titles: titles(side, text), ..Facts::default() };
    for mention in scan_numbers(side, text) {
        let range = mention.range.start as usize..mention.range.end as usize;
        let is_date =
            mention.readings.iter().any(|q| matches!(q, Quantity::Date { .. } | Quantity::Weekday(_) | Quantity::Ordinal(_)));
        if let Some(first) = mention.readings.first().filter(|_| !is_date) {
            facts.numbers.push((*first, range));
        }
    }
    facts.days = days(side, text);
    facts.places =
        scan_places(side, text).into_iter().map(|(range, line)| (line, range.start as usize..range.end as usize)).collect();
    facts.names = match side {
        Side::Ko => korean_names(text),
        Side::En => english_names(text),
    };
    let end = first_sentence_end(side, text);
    facts.acts = actions(side, &text[..end]);
    facts.predicate = text[..end].char_indices().rev().filter(|(_, c)| *c == ' ').nth(2).map_or(0, |(at, _)| at);
    facts
}

/// Where the first sentence ends.
fn first_sentence_end(side: Side, text: &str) -> usize {
    match side {
        Side::Ko => text.find("다.").map_or(text.len(), |at| at + "다.".len()),
        Side::En => text.match_indices(". ").map(|(at, _)| at).find(|at| *at > 40).map_or(text.len(), |at| at + 1),
    }
}

fn titles(side: Side, text: &str) -> Vec<(usize, String)> {
    let lower = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != '-', " "));
    let mut found = Vec::new();
    for (number, titles) in TITLES.iter().enumerate() {
        let word = titles.get(side).iter().find(|title| match side {
            Side::Ko => lower.match_indices(**title).any(|(at, _)| {
                let (before, after) = (&lower[..at], &lower[at + title.len()..]);
                // 부시장 is no 시장, 시장에서 a market; 솔미시장이 is the mayor of 솔미.
                let is_other =
                    before.ends_with('부') || ["에서", "에 ", "으로", "통", "상인"].iter().any(|next| after.starts_with(next));
                let ends_word =
                    PARTICLES.iter().any(|particle| after.strip_prefix(particle).is_some_and(|rest| rest.starts_with(' ')));
                let before = before.trim_end();
                ends_word && !is_other && (before.is_empty() || before.ends_with(is_hangul))
            }),
            Side::En => lower.contains(&format!(" {title} ")),
        });
        found.extend(word.map(|word| (number, (*word).to_owned())));
    }
    found
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// The words before titles, which are names of people.
fn korean_names(text: &str) -> Vec<Name> {
    let words: Vec<(usize, &str)> =
        text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let mut found = Vec::new();
    for two in words.windows(2) {
        let ((start, name), (_, next)) = (two[0], two[1]);
        let mut titles = TITLES.iter().flat_map(|titles| &titles.ko);
        // 구슬아 시장, and 마테오 리베라 주하늬스페인대사.
        let is_title = titles.any(|title| {
            next.starts_with(title) || next.starts_with("주") && next.trim_end_matches(|c: char| !is_hangul(c)).contains(title)
        });
        let count = name.chars().count();
        let is_word = [
            "시민",
            "어린이",
            "외국인",
            "학생",
            "주민",
            "여성",
            "남성",
            "전직",
            "현직",
            "신임",
            "명예",
            "지역",
            "수산",
            "전통",
            "초대",
        ]
        .contains(&name)
            || ["에서", "부", "인", "들", "의", "청", "국", "위", "회", "원", "당"].iter().any(|end| name.ends_with(end));
        if is_title && (2..=4).contains(&count) && name.chars().all(is_hangul) && !is_word {
            found.push(Name { range: start..start + name.len(), is_certain: false });
        }
    }
    found
}

/// Runs of capitalised words that are no titles, offices or days.
fn english_names(text: &str) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let mut run: Option<(Range<usize>, usize)> = None;
    let mut close = |run: &mut Option<(Range<usize>, usize)>| {
        if let Some((range, words)) = run.take() {
            found.push(Name { range, is_certain: words > 1 });
        }
    };
    let mut begins_sentence = true;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
        let at = start + word.find(bare).unwrap_or(0);
        let is_name = bare.starts_with(char::is_uppercase)
            && bare.chars().nth(1).is_some()
            && !CAPITALS.contains(bare.to_lowercase().as_str());
        let opens = word.starts_with(|c: char| !c.is_alphanumeric());
        if !is_name || opens {
            close(&mut run);
        }
        // A word at the head of a sentence has a capital whatever it is.
        if is_name && (!begins_sentence || run.is_some()) {
            run = Some(run.map_or((at..at + bare.len(), 1), |(range, words)| (range.start..at + bare.len(), words + 1)));
        } else if is_name {
            run = None;
        }
        let ends_sentence = word.ends_with(['.', '!', '?']);
        if word.ends_with(|c: char| !c.is_alphanumeric()) {
            close(&mut run);
        }
        begins_sentence = ends_sentence;
    }
    close(&mut run);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        english_names(text).into_iter().map(|name| &text[name.range]).collect()
    }

    #[test]
    fn names_are_told_from_titles_and_days() {
        assert_eq!(
            names(
                "Prime Minister Gu Seula (right) on March 16 shakes hands with Arlen Vice Foreign Minister Tomas Berg at Arlen Airport."
            ),
            ["Gu Seula", "Arlen", "Tomas Berg", "Arlen"]
        );
        assert_eq!(names("Visitors look at Saturn. The dome opens."), ["Saturn"]);
        let text = "구슬아 시장이 마루 의장과 만나고 있다.";
        let found: Vec<&str> = korean_names(text).into_iter().map(|name| &text[name.range]).collect();
        assert_eq!(found, ["구슬아", "마루"]);
    }
}

//! What people are seen doing in a picture: 악수 = shake hands. The list is `data/actions.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lists::lines;
use crate::bitext::Side;

/// What an action is called in each language.
struct Action {
    #[cfg(test)]
    name: &'static str,
    ko: Vec<&'static str>,
    /// Verbs in their base form with the words behind them.
    en: Vec<Vec<&'static str>>,
}

static ACTIONS: LazyLock<Vec<Action>> = LazyLock::new(|| {
    let action = |line: &'static str| {
        let mut cells = line.split('\t');
        let _name = cells.next()?;
        let ko = cells.next()?.split(',').collect();
        let en = cells.next()?.split(',').map(|verb| verb.split(' ').collect()).collect();
        Some(Action {
            #[cfg(test)]
            name: _name,
            ko,
            en,
        })
    };
    lines(include_str!("data/actions.tsv")).filter_map(action).collect()
});

/// Each first verb by its forms, with the actions that it may be.
static VERBS: LazyLock<FxHashMap<String, Vec<(usize, usize)>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
    for (number, action) in ACTIONS.iter().enumerate() {
        for (of, verb) in action.en.iter().enumerate() {
            for form in inflected(verb[0]) {
                forms.entry(form).or_default().push((number, of));
            }
        }
    }
    forms
});

/// The forms of a verb that captions use: shake, shakes, shaking.
fn inflected(verb: &str) -> Vec<String> {
    let third = if verb.ends_with(['s', 'x', 'z', 'o']) || verb.ends_with("sh") || verb.ends_with("ch") {
        format!("{verb}es")
    } else if let Some(stem) = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else {
        format!("{verb}s")
    };
    let stem = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e')).unwrap_or(verb);
    let doubled = verb.chars().last().map(|last| format!("{verb}{last}ing"));
    [Some(verb.to_owned()), Some(third), Some(format!("{stem}ing")), doubled].into_iter().flatten().collect()
}

/// An action in a text: which, and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) action: usize,
    /// The words, in lower case in English.
    pub(super) words: String,
    pub(super) at: usize,
}

/// The actions that a text names, in order. Linear in the text.
pub(super) fn actions(side: Side, text: &str) -> Vec<Act> {
    match side {
        Side::Ko => korean(text),
        Side::En => english(text),
    }
}

fn korean(text: &str) -> Vec<Act> {
    let mut found: Vec<Act> = Vec::new();
    for (number, action) in ACTIONS.iter().enumerate() {
        for stem in &action.ko {
            // A stem begins a word.
            let begins = |at: &usize| {
                !text[..*at].ends_with(|c: char| ('가'..='힣').contains(&c)) || stem.contains(' ') || stem.chars().count() > 1
            };
            let places = text.match_indices(stem).map(|(at, _)| at).filter(begins);
            found.extend(places.take(4).map(|at| Act { action: number, words: (*stem).to_owned(), at }));
        }
    }
    found.sort_by_key(|act| (act.at, act.action));
    found
}

fn english(text: &str) -> Vec<Act> {
    let lower = text.to_lowercase();
    let words: Vec<(usize, &str)> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - lower.as_ptr() as usize, word))
        .collect();
    let mut found = Vec::new();
    for (n, (at, word)) in words.iter().enumerate() {
        for (action, verb) in VERBS.get(*word).into_iter().flatten() {
            let rest = &ACTIONS[*action].en[*verb][1..];
            // "propose a toast", but also "propose another toast": the last word may come a little later.
            let follows = |expected: &&str, from: usize| {
                words.iter().skip(from).take(3).position(|(_, w)| *w == *expected).map(|k| from + k + 1)
            };
            let end = rest.iter().try_fold(n + 1, |from, expected| follows(expected, from));
            if let Some(end) = end {
                let (last, word) = words[end - 1];
                found.push(Act { action: *action, words: lower[*at..last + word.len()].to_owned(), at: *at });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(side: Side, text: &str) -> Vec<&'static str> {
        actions(side, text).into_iter().map(|act| ACTIONS[act.action].name).collect()
    }

    #[test]
    fn the_same_is_seen_in_both_languages() {
        for (ko, en, action) in [
            ("두 정상이 악수하고 있다.", "The leaders shake hands.", "handshake"),
            ("맥주로 건배를 하고 있다.", "They give a toast at a restaurant.", "toast"),
            ("협정에 서명하고 있다.", "He signs an agreement.", "sign"),
            ("공항에 도착, 전용기에서 내리고 있다.", "She arrives at the airport.", "arrive"),
            ("첫 삽을 뜨고 있다.", "The mayor breaks ground.", "break ground"),
        ] {
            assert!(names(Side::Ko, ko).contains(&action), "{ko}: {:?}", names(Side::Ko, ko));
            assert!(names(Side::En, en).contains(&action), "{en}: {:?}", names(Side::En, en));
        }
    }
}

//! The form of English lines: which verb comes first, and in what tense.

use super::Form;
use crate::bitext::Side;
use crate::captions::actions::{Act, actions};
use crate::captions::lists::list;

/// Looks at the first sentence of a line.
pub(super) fn look(first: &str, form: &mut Form) {
    let words: Vec<&str> = first
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '.' | '"' | '“' | '”' | ';'))
        .filter(|w| !w.is_empty())
        .collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is_small = |n: usize| words[n].starts_with(|c: char| c.is_ascii_lowercase());
    let next = |n: usize| lower.get(n + 1).map_or("", String::as_str);
    let after_noun = |n: usize| {
        !matches!(lower[n - 1].as_str(), "a" | "an" | "the" | "of" | "its" | "his" | "her" | "their" | "and" | "newly" | "most")
    };
    let is_number = |n: usize| lower[n].starts_with(|c: char| c.is_ascii_digit()) || list("numbers").contains(&lower[n].as_str());
    // What a relative clause says is passed over.
    let relative = |n: usize| matches!(lower[n - 1].as_str(), "who" | "which" | "that" | "where" | "when" | "while" | "as");
    let is_modal = |word: &str| matches!(word, "may" | "can" | "will" | "would" | "could" | "should" | "must" | "might");
    let has_modal = lower.iter().take(20).any(|word| is_modal(word));
    let acts = if first.len() == first.to_lowercase().len() { actions(Side::En, first) } else { Vec::new() };
    let offset = |n: usize| words[n].as_ptr() as usize - first.as_ptr() as usize;
    // Shakes hands, breaks ground.
    let is_set_phrase = |n: usize| lower[n].ends_with('s') && acts.iter().any(|act| act.at == offset(n) && act.words.contains(' '));
    // Carriers pump up the tires.
    let is_plural_verb = |n: usize| {
        let (before, word) = (lower[n - 1].as_str(), lower[n].as_str());
        let is_verb = word.len() > 2
            && word.chars().all(char::is_alphabetic)
            && !["s", "ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
        let goes_on = list("after_verbs").contains(&next(n))
            || next(n).ends_with('s')
            || words.get(n + 1).is_some_and(|w| w.starts_with(char::is_uppercase));
        is_third_person(before)
            && is_verb
            && !list("after_verbs").contains(&word)
            && !is_preposition(word)
            && !list("small_words").contains(&word)
            && goes_on
    };
    // "wipes the lens" has a verb; "students from the city" has a noun, unless no other verb is to be had.
    let is_sure = |n: usize| {
        let object = |word: &str| list("after_verbs").contains(&word) && !is_preposition(word);
        let goes_on =
            object(next(n)) || words.get(n + 1).is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
        let is_shown = matches!(next(n), "seen" | "pictured" | "shown" | "displayed" | "on" | "in" | "lined" | "covered");
        matches!(lower[n].as_str(), "is" | "are") && is_shown
            || is_set_phrase(n)
            || is_third_person(&lower[n]) && goes_on && !is_number(n - 1) && after_noun(n)
    };
    let is_unsure = |n: usize| {
        is_plural_verb(n)
            || is_third_person(&lower[n])
                && (is_preposition(next(n)) || next(n).ends_with('s'))
                && !is_number(n - 1)
                && after_noun(n)
    };
    let is_left = first.contains(" left ") && !first.contains("from left ");
    let is_past = |n: usize| {
        lower[n] == "left" && is_left
            || list("past").contains(&lower[n].as_str())
            || lower[n].ends_with("ed") && lower[n].len() > 3 && after_noun(n)
    };
    let small: Vec<usize> = (1..words.len().min(40)).filter(|n| is_small(*n) && !relative(*n)).collect();
    let present = small.iter().copied().find(|n| is_sure(*n));
    let unsure = small.iter().copied().find(|n| is_unsure(*n));
    // "A bridge built in 1996 spans": what is said of a noun in passing, if a verb comes later.
    let later = present.or(unsure);
    let past = small.iter().copied().find(|n| is_past(*n) && !(is_preposition(next(*n)) && later.is_some_and(|later| later > *n)));
    let verb = match (present, past, unsure) {
        (Some(present), Some(past), _) => Some(present < past),
        (Some(_), None, _) | (None, None, Some(_)) => Some(true),
        (None, Some(_), _) => Some(false),
        (None, None, None) => None,
    };
    let is_action = |act: &Act| first.get(act.at..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let acts = acts.iter().any(is_action);
    form.is_past = verb == Some(false);
    form.is_present = verb == Some(true) || verb.is_none() && acts && form.ends_sentence && !has_modal;
    let lower_first = first.to_lowercase();
    form.names_picture = list("scene_openings").iter().any(|opening| lower_first.starts_with(opening));
    let is_participle = |word: &String| word.ends_with("ing") && word.len() > 5 && !list("nouns").contains(&word.as_str());
    let stands_free = |two: &[String]| is_participle(&two[1]) && !list("auxiliaries").contains(&two[0].as_str());
    form.is_scene = form.names_picture || verb.is_none() && lower.windows(2).any(stands_free);
    let spaced = format!(" {} ", lower.join(" "));
    form.is_statement = list("to_come").iter().any(|words| spaced.contains(words));
    form.is_nominal = verb.is_none() && !form.is_present && !form.is_scene;
    form.is_personal =
        lower.iter().any(|word| matches!(word.as_str(), "i" | "we" | "our" | "you" | "your" | "my" | "us" | "please"));
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "by" | "in"
            | "at"
            | "from"
            | "for"
            | "to"
            | "with"
            | "on"
            | "as"
            | "of"
            | "over"
            | "past"
            | "around"
            | "down"
            | "toward"
            | "towards"
            | "under"
            | "after"
            | "before"
            | "during"
            | "along"
            | "across"
            | "off"
            | "about"
            | "between"
            | "up"
            | "out"
            | "into"
            | "through"
    )
}

fn is_third_person(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("'s")
        && !word.ends_with("’s")
        || matches!(word, "has" | "goes" | "does")
}

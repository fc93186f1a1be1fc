//! Countries, peoples and a few other names whose Korean and English forms do not sound alike: 미국 = United States.
//!
//! Linear in the text: each word meets only the entries with its first character.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::chars::starts_with;
use super::numeral_ko::is_hangul;
use super::particles::is_particle;
use crate::bitext::{Side, Sides};

/// Entries by the first character of a form, the longest form first, each with all the lines that hold it.
type Forms = FxHashMap<char, Vec<(&'static str, Vec<u32>)>>;

static FORMS: LazyLock<Sides<Forms>> = LazyLock::new(|| {
    let mut forms = Sides::<Forms>::default();
    for (line, (ko, en)) in include_str!("data/exonyms.txt").lines().filter_map(|l| l.split_once(" = ")).enumerate() {
        add(&mut forms.ko, ko, line as u32);
        en.split(", ").for_each(|form| add(&mut forms.en, form, line as u32));
    }
    for bucket in forms.ko.values_mut().chain(forms.en.values_mut()) {
        bucket.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    forms
});

fn add(forms: &mut Forms, form: &'static str, line: u32) {
    let Some(first) = form.chars().next() else { return };
    let bucket = forms.entry(first).or_default();
    match bucket.iter_mut().find(|(known, _)| *known == form) {
        Some((_, lines)) => lines.push(line),
        None => bucket.push((form, vec![line])),
    }
}

/// What may follow a Korean country: its people, language, army and the like.
const SUFFIXES: [&str; 12] = ["인", "어", "군", "산", "계", "식", "측", "령", "제", "팀", "사람", "인들"];

/// Every such name in a folded text: where it stands and the entry it belongs to.
pub(super) fn scan(side: Side, chars: &[char], mut emit: impl FnMut(u32, usize, usize)) {
    let forms = FORMS.get(side);
    let mut i = 0;
    while i < chars.len() {
        let bucket = forms.get(&chars[i]).filter(|_| i == 0 || !chars[i - 1].is_alphanumeric());
        let found = bucket.into_iter().flatten().find_map(|(form, lines)| {
            let end = i + form.chars().count();
            (starts_with(chars, i, form) && ends(side, chars, end)).then_some((lines, end))
        });
        match found {
            Some((lines, end)) => {
                lines.iter().for_each(|line| emit(*line, i, end));
                i = end;
            }
            None => i += 1,
        }
    }
}

/// Whether a name may end here.
fn ends(side: Side, chars: &[char], end: usize) -> bool {
    let rest = &chars[end.min(chars.len())..];
    match side {
        Side::En => rest.first().is_none_or(|c| !c.is_ascii_alphanumeric()),
        Side::Ko => {
            let rest = &rest[..rest.iter().take(8).take_while(|c| is_hangul(**c)).count()];
            let after =
                |s: &&str| starts_with(rest, 0, s) && (rest.len() == s.chars().count() || is_particle(&rest[s.chars().count()..]));
            rest.is_empty() || is_particle(rest) || SUFFIXES.iter().any(after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(side: Side, text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        scan(side, &chars, |_, start, end| all.push(chars[start..end].iter().collect()));
        all.dedup();
        all
    }

    #[test]
    fn names_are_found_under_their_particles() {
        assert_eq!(names(Side::Ko, "미국은 영국인과 북한에서"), ["미국", "영국", "북한"]);
        assert_eq!(names(Side::En, "The U.S. and South Korean troops"), ["U.S.", "South Korean"]);
    }

    #[test]
    fn parts_of_other_words_are_no_names() {
        assert_eq!(names(Side::Ko, "인도하다 재미국악"), Vec::<String>::new());
        assert_eq!(names(Side::En, "Chinaware and us"), Vec::<String>::new());
    }
}

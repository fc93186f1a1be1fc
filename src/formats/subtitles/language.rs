//! What language a class of SAMI is in.

use std::collections::BTreeMap;

use crate::bitext::Side;

/// What a class is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    Side(Side),
    /// Neither Korean nor English.
    Other,
}

/// Beginnings of the names of classes, and of the values of `lang` and `Name`.
const NAMES: [(&str, Spoken); 15] = [
    ("ko", Spoken::Side(Side::Ko)),
    ("kr", Spoken::Side(Side::Ko)),
    ("en", Spoken::Side(Side::En)),
    ("eg", Spoken::Side(Side::En)),
    ("us", Spoken::Side(Side::En)),
    ("한국", Spoken::Side(Side::Ko)),
    ("한글", Spoken::Side(Side::Ko)),
    ("영어", Spoken::Side(Side::En)),
    ("jp", Spoken::Other),
    ("ja", Spoken::Other),
    ("zh", Spoken::Other),
    ("cn", Spoken::Other),
    ("ch", Spoken::Other),
    ("fr", Spoken::Other),
    ("es", Spoken::Other),
];

/// What the head of a file says of its classes, by their names in capitals. Linear.
pub(super) fn styles(head: &str) -> BTreeMap<String, Spoken> {
    let mut found = BTreeMap::new();
    let mut rest = head;
    while let Some((before, after)) = rest.split_once('{') {
        let (body, behind) = after.split_once('}').unwrap_or((after, ""));
        let selector = before.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
        let spoken = property(body, "lang").map(|lang| of_word(lang).unwrap_or(Spoken::Other));
        let spoken = spoken.or_else(|| of_word(property(body, "name")?));
        if let (Some((_, class)), Some(spoken)) = (selector.rsplit_once('.'), spoken) {
            found.entry(class.to_ascii_uppercase()).or_insert(spoken);
        }
        rest = behind;
    }
    found
}

/// The language of a class, its name in capitals, by its style, else by its name; `None` where neither says.
pub(super) fn of_class(styles: &BTreeMap<String, Spoken>, class: &str) -> Option<Spoken> {
    styles.get(class).copied().or_else(|| of_word(class))
}

fn of_word(word: &str) -> Option<Spoken> {
    let word = word.to_lowercase();
    NAMES.iter().find(|(beginning, _)| word.starts_with(beginning)).map(|(_, spoken)| *spoken)
}

fn property<'s>(style: &'s str, wanted: &str) -> Option<&'s str> {
    style.split(';').find_map(|part| {
        let (name, value) = part.split_once(':')?;
        name.trim().eq_ignore_ascii_case(wanted).then_some(value.trim_matches(|c: char| c.is_whitespace() || c == '"'))
    })
}

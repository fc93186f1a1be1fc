//! What reads as a credit: groups of words, which brackets, slashes and bars divide.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::lists::{lines, list};
use super::kind::CreditKind;

/// Longer stretches say more than who made something.
pub(super) const MOST_CHARS: usize = 110;
/// Words of a name before a slash: more are what the picture shows.
const MOST_BEFORE_SLASH: usize = 3;
/// Words of a group that are known for nothing: names of people, offices, places.
const MOST_UNKNOWN: usize = 7;
/// The signs that stand for copyright.
pub(super) const RIGHTS_SIGNS: &[char] = &['©', 'ⓒ', 'Ⓒ', '🄫'];

static OUTLETS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| lines(include_str!("../data/outlets.txt")).collect());
static OUTLET_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("../data/outlet_endings.txt")).collect());
fn is_month(lower: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WHOLE: [&str; 10] =
        ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november"];
    MONTHS.contains(&lower) || WHOLE.contains(&lower) || matches!(lower, "sept" | "december")
}

/// Whether a text ends in a month, before its full stop.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(last, "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov" | "Dec" | "No")
}

/// What a group of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Credit(CreditKind),
    /// `사진`, Source: what follows is the credit.
    Label,
    /// Names that may belong to a credit.
    Names,
    /// A day.
    Day,
    Other,
}

/// What a stretch of text is about if it is made of credits alone.
pub(in crate::captions) fn reads_as_credits(text: &str) -> Option<CreditKind> {
    if text.chars().nth(MOST_CHARS).is_some() {
        return None;
    }
    // A number alone is no day of a picture: Oct. 21. (Yonhap)
    let head = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits = head.chars().take_while(char::is_ascii_digit).count();
    if (1..4).contains(&digits) && !head[digits..].starts_with('.') || (1..4).contains(&digits) && head[digits..].starts_with(". ")
    {
        return None;
    }
    let mut found: Option<CreditKind> = None;
    let (mut before, mut first) = (None, None);
    let mut words_before = 0;
    for (mark, group) in groups(text) {
        let words = words(group);
        if words.is_empty() {
            continue;
        }
        let kind = match (before, of_words(&words, group.trim_end().ends_with([':', '=']))) {
            (Some(Group::Names), _) if words_before > MOST_BEFORE_SLASH => return None,
            // What stands alone before a credit is what the picture shows, but for a name before a slash.
            (Some(Group::Names), _) if !matches!(mark, '/' | '|' | 'ㅣ' | '｜') => return None,
            // And names behind one are what the sentence goes on with.
            (Some(Group::Credit(_)), Group::Names) if matches!(mark, ')' | ']' | '>' | '】' | '〉' | '》') => return None,
            (Some(Group::Label), Group::Names) | (Some(Group::Day), Group::Label) => Group::Credit(CreditKind::Picture),
            (_, kind) => kind,
        };
        match kind {
            Group::Other => return None,
            Group::Credit(kind) => found = Some(found.map_or(kind, |known| known.min(kind))),
            Group::Label | Group::Names | Group::Day => {}
        }
        first.get_or_insert(kind);
        before = Some(kind);
        words_before = words.len();
    }
    // A label without anything is no credit yet.
    found.filter(|_| before != Some(Group::Label) || first != Some(Group::Label))
}

/// The groups of a text, each with the mark before it; a full stop parts them, too.
fn groups(text: &str) -> impl Iterator<Item = (char, &str)> {
    let parts = |c: char| {
        matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '【' | '】' | '〈' | '〉' | '《' | '》' | '/' | '|' | 'ㅣ' | '｜' | '*')
    };
    let mut mark = ' ';
    text.split_inclusive(parts).flat_map(move |piece| {
        let group = piece.trim_end_matches(parts);
        let before = mark;
        mark = piece[group.len()..].chars().next().unwrap_or(' ');
        // Not within a day: Oct. 3, 2034. 5. 6.
        let is_inside = |at: usize| {
            let goes_on = group[at + 2..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            goes_on && (ends_in_abbreviation(&group[..at]) || group[..at].ends_with(|c: char| c.is_ascii_digit()))
        };
        let ends = |(at, _): &(usize, &str)| !is_inside(*at);
        let mut starts = vec![0];
        starts.extend(group.match_indices(". ").filter(ends).map(|(at, stop)| at + stop.len()));
        starts.push(group.len());
        let sentences = (0..starts.len() - 1).map(move |n| (n, &group[starts[n]..starts[n + 1]]));
        sentences.map(move |(n, sentence)| (if n == 0 { before } else { '.' }, sentence))
    })
}

/// A word of a credit.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    lower: String,
    /// Whether a mark stands between it and the word before.
    is_apart: bool,
}

pub(super) fn words(group: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut is_apart = false;
    let divides =
        |c: char| c.is_whitespace() || matches!(c, '=' | ':' | '·' | ',' | ';' | '+' | '"' | '“' | '”' | '–' | '—' | '―' | '~');
    let mut at = 0;
    for piece in group.split_inclusive(divides) {
        let word = piece.trim_end_matches(divides);
        let mark = &piece[word.len()..];
        let mut word = word.trim_matches(|c: char| matches!(c, '.' | '!' | '\'' | '’' | '-' | '▲' | '▶'));
        for sign in RIGHTS_SIGNS {
            if let Some(rest) = word.strip_prefix(*sign) {
                found.push(Word { text: "©", lower: "©".to_owned(), is_apart: true });
                word = rest;
            }
        }
        // Credit and name are glued in what was copied from a page.
        if let Some(rest) = word.strip_prefix("Credit").filter(|rest| rest.starts_with(char::is_uppercase)) {
            found.push(Word { text: "Credit", lower: "credit".to_owned(), is_apart });
            is_apart = true;
            word = rest;
        }
        if !word.is_empty() {
            found.push(Word { text: word, lower: word.to_lowercase(), is_apart });
            is_apart = false;
        }
        is_apart |= mark.chars().any(|c| !c.is_whitespace());
        at += piece.len();
    }
    debug_assert_eq!(at, group.len());
    found
}

pub(super) fn of_words(words: &[Word<'_>], ends_open: bool) -> Group {
    let whole: String = words.iter().map(|w| w.lower.as_str()).collect::<Vec<_>>().join(" ");
    if list("rights").iter().any(|rights| whole.contains(rights)) && words.len() <= 20 {
        return Group::Credit(CreditKind::Rights);
    }
    let mut seen = Seen::default();
    let mut at = 0;
    while at < words.len() {
        if let Some(len) = outlet_len(&words[at..]) {
            seen.outlets += 1;
            at += len;
            continue;
        }
        if !seen.take(words, at, ends_open) {
            return Group::Other;
        }
        at += 1;
    }
    seen.group(words)
}

/// What the words of a group have been found to be.
#[derive(Default)]
struct Seen {
    outlets: usize,
    unknown: usize,
    unknown_small: usize,
    hangul: usize,
    days: usize,
    has_sign: bool,
    has_role: bool,
    has_mail: bool,
    has_label: bool,
    is_open: bool,
}

impl Seen {
    /// Takes in a word; false if no credit holds it.
    fn take(&mut self, words: &[Word<'_>], at: usize, ends_open: bool) -> bool {
        let word = &words[at];
        let (text, lower) = (word.text, word.lower.as_str());
        let is_last = at + 1 == words.len();
        let mark_follows = words.get(at + 1).map_or(ends_open, |next| next.is_apart);
        if text == "©" {
            self.has_sign = true;
            // What stands before the sign is what the picture shows.
            return self.unknown + self.unknown_small == 0;
        } else if lower.contains('@') && lower.contains('.') {
            self.has_mail = true;
        } else if is_month(lower)
            || text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".-년월일'’".contains(c))
        {
            self.days += 1;
        } else if is_role(lower) {
            self.has_role = true;
        } else if list("korean_heads").contains(&lower) && (at == 0 || word.is_apart) && !is_last {
            self.has_label = true;
        } else if list("korean_tails").contains(&lower) && (is_last || words.get(at + 1).is_some_and(|w| w.is_apart)) {
            self.has_label |= at > 0 || lower == "자료사진";
            self.is_open |= at == 0;
        } else if self.outlets > 0 && is_last && matches!(lower, "file" | "archive" | "archives" | "handout") {
            self.has_label = true;
        } else if list("english_heads").contains(&lower) {
            let next = words.get(at + 1).map(|w| w.lower.as_str());
            let is_linked = next.is_some_and(|next| list("links").contains(&next) || next == "of" && lower == "courtesy");
            let is_file = lower == "file" && next == Some("photo") || lower == "photo" && at > 0 && words[at - 1].lower == "file";
            let names_who =
                matches!(lower, "credit" | "courtesy") && words.get(at + 1).is_some_and(|w| w.text.starts_with(char::is_uppercase));
            self.has_label |= is_linked || is_file || names_who || mark_follows && !is_last;
            self.is_open |= is_last && at == 0;
            self.unknown_small += usize::from(!(self.has_label || self.is_open) && text.starts_with(char::is_lowercase));
        } else if list("small").contains(&lower) {
            self.has_label |= lower == "via";
            self.has_role |= lower == "by" && at == 0 && !is_last;
        } else if text.chars().any(is_hangul) {
            self.unknown += 1;
            self.hangul += 1;
            // A word that ends a sentence is of no name.
            return !(text.chars().nth(1).is_some() && text.ends_with('다') || text.ends_with("세요"));
        } else if text.starts_with(char::is_uppercase)
            || text.chars().all(|c| c.is_alphanumeric()) && text.contains(|c: char| c.is_ascii_digit())
        {
            self.unknown += 1;
        } else if text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-')) {
            // Only behind a label: courtesy of the city.
            self.unknown_small += 1;
            return self.has_label || self.is_open || self.has_sign;
        } else {
            return !text.contains(char::is_alphanumeric);
        }
        true
    }

    fn group(&self, words: &[Word<'_>]) -> Group {
        if self.unknown > MOST_UNKNOWN || self.unknown_small > if self.has_label { 5 } else { 0 } {
            return Group::Other;
        }
        let by_line = (self.has_role || self.has_mail) && self.hangul <= 5;
        if self.has_sign || self.has_label {
            return Group::Credit(CreditKind::Picture);
        }
        if self.outlets > 0 && !by_line {
            // Beside an outlet stand names and marks, and Korean words only where a mark tells them apart.
            let is_told = self.hangul == 0
                || words.iter().any(|word| word.is_apart)
                || self.hangul <= 1 && words[0].text.chars().any(is_hangul);
            return if is_told { Group::Credit(CreditKind::Picture) } else { Group::Other };
        }
        if by_line {
            return Group::Credit(CreditKind::Writer);
        }
        if self.is_open {
            return Group::Label;
        }
        match (self.unknown, self.days) {
            (0, 1..=5) => Group::Day,
            (1..=5, 0) if self.unknown_small == 0 => Group::Names,
            _ => Group::Other,
        }
    }
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// 기자, and 도나래기자.
pub(super) fn is_role(lower: &str) -> bool {
    let bare = lower.trim_end_matches(['=', '·']);
    list("roles").contains(&bare)
        || ["기자", "특파원", "기자단"]
            .iter()
            .any(|role| bare.strip_suffix(role).is_some_and(|name| (2..=5).contains(&name.chars().count())))
}

/// How many of the first words name an outlet together.
pub(super) fn outlet_len(words: &[Word<'_>]) -> Option<usize> {
    let known = |len: usize| {
        let name = words.get(..len)?.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
        is_outlet(&name).then_some(len)
    };
    (1..=4).rev().find_map(known).or_else(|| {
        // The Garam Herald: names in capitals before a word that papers end in.
        let is_name = |word: &Word<'_>| word.text.starts_with(|c: char| c.is_ascii_uppercase());
        let len = words.iter().take(4).take_while(|word| is_name(word)).count();
        (2..=len).rev().find(|len| OUTLET_ENDINGS.contains(&words[len - 1].lower.as_str()))
    })
}

fn is_outlet(lower: &str) -> bool {
    let is_korean = |name: &str| {
        let ends = |ending: &&str| ending.chars().all(is_hangul) && name.strip_suffix(*ending).is_some_and(|rest| !rest.is_empty());
        !name.contains(' ') && name.chars().count() <= 12 && OUTLET_ENDINGS.iter().any(ends)
    };
    let is_broadcaster = |name: &str| name.strip_suffix("tv").is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_hangul));
    let known = |name: &str| OUTLETS.contains(name) || is_korean(name) || is_broadcaster(name);
    known(lower) || lower.contains('-') && lower.split('-').all(known)
}

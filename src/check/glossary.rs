//! A glossary: terms with the translations that they must have, and those that they must not have.
//!
//! A table with tabs, a term a line: Korean, English, and a note if one likes. Alternatives are divided by `|`, and what begins with
//! `!` is forbidden. Lines that begin with `#`, empty lines, and a first line `ko<TAB>en` are no terms. All terms are looked for at
//! once (Aho and Corasick 1975), so that a long glossary costs no more than a short one.

use std::ops::Range;
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::anchor::is_particle;
use crate::bitext::{Side, Sides};
use crate::error::{Error, Position, Result};

/// What makes a Korean noun plural, before its particle.
const PLURAL: char = '들';
/// Syllables of a word that are looked at behind a term.
const LONGEST_ENDING: usize = 6;

/// Terms, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Glossary {
    terms: Vec<Term>,
    finders: Sides<AhoCorasick>,
    /// For each pattern of a finder the term, and its form.
    patterns: Sides<Vec<(u32, u32)>>,
}

/// One line of a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The forms of each language.
    pub forms: Sides<Vec<Form>>,
    /// What the glossary says of it.
    pub note: Option<String>,
}

/// One way to say a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The words.
    pub text: String,
    /// Whether a translation must not use it.
    pub is_forbidden: bool,
}

/// Where a form of a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The index of the term.
    pub(super) term: usize,
    /// The index of the form.
    pub(super) form: usize,
    /// Bytes in the text.
    pub(super) range: Range<usize>,
}

impl PartialEq for Glossary {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
    }
}

impl Glossary {
    /// Parses the text of a glossary.
    ///
    /// # Errors
    /// When a line has no tab, or nothing on a side, with its line.
    pub fn parse(text: &str) -> Result<Self> {
        let mut terms = Vec::new();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let is_head = number == 0 && line.trim().eq_ignore_ascii_case("ko\ten");
            if line.trim().is_empty() || line.starts_with('#') || is_head {
                continue;
            }
            let wrong = |message: &str| Error::malformed(message).at(Position { line: number + 1, column: 1 });
            let mut fields = line.split('\t');
            let (Some(ko), Some(en)) = (fields.next(), fields.next()) else {
                return Err(wrong("a term is a Korean and an English one with a tab between"));
            };
            let forms = Sides { ko: forms(ko), en: forms(en) };
            if forms.ko.is_empty() || forms.en.is_empty() {
                return Err(wrong("this term lacks its Korean or its English"));
            }
            let note = fields.next().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
            terms.push(Term { forms, note });
        }
        Self::of(terms)
    }

    /// Reads a glossary.
    ///
    /// # Errors
    /// When it cannot be read or is no UTF-8, and as [`parse`](Self::parse).
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::from(e).in_file(path))?;
        Self::parse(&text).map_err(|e| e.in_file(path))
    }

    fn of(terms: Vec<Term>) -> Result<Self> {
        let mut patterns = Sides::<Vec<(u32, u32)>>::default();
        let mut words = Sides::<Vec<String>>::default();
        for (number, term) in terms.iter().enumerate() {
            for side in Side::BOTH {
                for (n, form) in term.forms.get(side).iter().enumerate() {
                    let inflected = if side == Side::En { inflections(&form.text) } else { vec![form.text.clone()] };
                    patterns.get_mut(side).extend(inflected.iter().map(|_| (number as u32, n as u32)));
                    words.get_mut(side).extend(inflected);
                }
            }
        }
        let finder = |side: Side| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .ascii_case_insensitive(true)
                .build(words.get(side))
                .map_err(|e| Error::malformed(format!("too many terms: {e}")))
        };
        Ok(Self { finders: Sides::build(finder).transpose()?, terms, patterns })
    }

    /// The terms, in the order of their lines.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Where terms stand as words of their own, in order, none inside a longer one. Linear in the text and what is found.
    pub(super) fn find(&self, side: Side, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .finders
            .get(side)
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let (term, form) = self.patterns.get(side)[found.pattern().as_usize()];
                let hit = Hit { term: term as usize, form: form as usize, range: found.range() };
                self.is_word(side, text, &hit).then_some(hit)
            })
            .collect();
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.term, hit.form));
        let mut end = 0;
        let mut last = 0..0;
        hits.retain(|hit| {
            let is_inside = hit.range.end <= end && hit.range != last;
            if !is_inside {
                (end, last) = (end.max(hit.range.end), hit.range.clone());
            }
            !is_inside
        });
        hits
    }

    /// Whether nothing but a particle sticks to it.
    fn is_word(&self, side: Side, text: &str, hit: &Hit) -> bool {
        let (before, after) = (&text[..hit.range.start], &text[hit.range.end..]);
        let begins = !before.ends_with(char::is_alphanumeric);
        let ends = match side {
            Side::En => !after.starts_with(char::is_alphanumeric),
            Side::Ko => {
                let rest: Vec<char> = after.chars().take(LONGEST_ENDING).take_while(|c| c.is_alphanumeric()).collect();
                let bare = rest.strip_prefix(&[PLURAL]).unwrap_or(&rest);
                rest.is_empty() || bare.is_empty() || is_particle(&rest) || is_particle(bare)
            }
        };
        // IT is not it.
        let form = &self.terms[hit.term].forms.get(side)[hit.form].text;
        let is_acronym = form.chars().all(|c| !c.is_lowercase()) && form.starts_with(|c: char| c.is_ascii_uppercase());
        begins && ends && (!is_acronym || text[hit.range.clone()].starts_with(|c: char| c.is_ascii_uppercase()))
    }

    /// Whether a text says one of the allowed forms of a term in any way, be it inside a compound or with other spaces.
    pub(super) fn is_said(&self, term: usize, side: Side, text: &str) -> bool {
        let close =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect::<String>();
        let text = close(text);
        self.terms[term].forms.get(side).iter().any(|form| !form.is_forbidden && text.contains(&close(&form.text)))
    }
}

fn forms(field: &str) -> Vec<Form> {
    let form = |text: &str| {
        let bare = text.trim().trim_start_matches('!').trim();
        (!bare.is_empty()).then(|| Form { text: bare.to_owned(), is_forbidden: text.trim().starts_with('!') })
    };
    field.split('|').filter_map(form).collect()
}

/// The plural, the past and the -ing form of an English term, and itself: plainly, as most words form them.
fn inflections(term: &str) -> Vec<String> {
    let mut all = vec![term.to_owned()];
    if !term.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return all;
    }
    all.extend(["s", "es", "ed", "ing"].map(|ending| format!("{term}{ending}")));
    if let Some(stem) = term.strip_suffix('e') {
        all.extend(["ed", "ing"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(stem) = term.strip_suffix('y') {
        all.extend(["ies", "ied"].map(|ending| format!("{stem}{ending}")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &str =
        "ko\ten\n# 서비스\n약관\tterms|!rules\t법무팀\n이용 약관\tterms of service\n취소\tcancel|cancellation\n정보기술\tIT\n";

    fn found(side: Side, text: &str) -> Vec<(usize, String)> {
        let glossary = Glossary::parse(TERMS).unwrap();
        glossary.find(side, text).into_iter().map(|hit| (hit.term, text[hit.range].to_owned())).collect()
    }

    #[test]
    fn korean_terms_are_found_under_their_particles_and_not_inside_words() {
        assert_eq!(found(Side::Ko, "약관에는 없다. 약관들을 보라."), [(0, "약관".to_owned()), (0, "약관".to_owned())]);
        assert_eq!(found(Side::Ko, "이용 약관을 읽는다."), [(1, "이용 약관".to_owned())]);
        assert_eq!(found(Side::Ko, "새약관 약관집 예약관리"), []);
    }

    #[test]
    fn english_terms_are_found_in_any_case_and_plainly_inflected() {
        assert_eq!(found(Side::En, "Cancels, cancelled? Canceled."), [(2, "Cancels".to_owned()), (2, "Canceled".to_owned())]);
        assert_eq!(found(Side::En, "it is about IT"), [(3, "IT".to_owned())]);
        assert_eq!(found(Side::En, "The determs and termsx"), []);
    }

    #[test]
    fn what_is_wrong_with_a_glossary_is_told_with_its_line() {
        for (text, told) in
            [("약관 terms\n", "1:1: a term is"), ("# 용어\n약관\t\n", "2:1: this term lacks"), ("\tterms", "1:1: this term lacks")]
        {
            let error = Glossary::parse(text).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(Glossary::parse("").unwrap().terms(), []);
        let terms = Glossary::parse("\u{feff}ko\ten\r\n약관\tterms\t법무팀\r\n").unwrap();
        assert_eq!(terms.terms()[0].note.as_deref(), Some("법무팀"));
    }
}

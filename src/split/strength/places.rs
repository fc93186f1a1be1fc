//! The places where a sentence may end: every white space between two words, and the cuts inside words.

use super::kind::BoundaryKind;
use crate::split::hangul::Strength;
use crate::split::marks::{self, Mark, Tail, is_closer};
use crate::split::scan::{Cut, Found, Ground};
use crate::split::{Quotes, Splitter};

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where the word before begins, and where it ends.
    pub(super) word: (usize, usize),
    /// Where the next sentence would begin.
    pub(super) at: usize,
    /// What the rules would cut by, were quotations cut like other text.
    pub(super) ground: Option<Ground>,
    /// Whether they cut it with the policies of the splitter.
    pub(super) is_cut: bool,
    /// Whether it lies inside a quotation or brackets.
    pub(super) is_quoted: bool,
    pub(super) ending: End,
    /// How many words stand between this place and the cut before, and the cut behind.
    pub(super) since: usize,
    pub(super) until: usize,
}

/// What the word before a place ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Plain,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Closed,
    Tail,
    Stop,
    Ellipsis,
    Loud,
}

impl End {
    fn of(word: &str) -> Self {
        let open = word.trim_end_matches(is_closer);
        match open.chars().next_back() {
            Some(',' | '，' | '、') => return End::Comma,
            Some(';' | '；') => return End::Semicolon,
            Some(':' | '：') => return End::Colon,
            Some('-' | '–' | '—') => return End::Dash,
            _ => {}
        }
        let finish = marks::finish(word, 0, word.len());
        match (finish.mark, finish.tail) {
            (Mark::Stop, _) => End::Stop,
            (Mark::Ellipsis, _) => End::Ellipsis,
            (Mark::Loud, _) => End::Loud,
            (Mark::None, Tail::Soft | Tail::Hard) => End::Tail,
            (Mark::None, Tail::None) if open.len() < word.len() => End::Closed,
            _ => End::Plain,
        }
    }
}

impl Place {
    pub(super) fn kind(&self) -> BoundaryKind {
        match self.ground {
            Some(_) if self.is_quoted => BoundaryKind::Quoted,
            Some(Ground::Mark) => BoundaryKind::Mark,
            Some(Ground::Ending(_)) => BoundaryKind::Ending,
            None => match self.ending {
                End::Ellipsis => BoundaryKind::Ellipsis,
                End::Comma | End::Semicolon | End::Colon | End::Dash => BoundaryKind::Clause,
                _ => BoundaryKind::Words,
            },
        }
    }
}

/// How the sentences of a document end, as far as it changes what a word without a mark says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// Hardly any sentence ends with a mark.
    pub(super) is_unmarked: bool,
    /// Hardly any word begins with a capital.
    pub(super) is_uncased: bool,
}

/// A text is unmarked when it has fewer than one mark that ends a sentence in so many words, and uncased when it has fewer than one
/// capital in as many.
const WORDS_PER_MARK: usize = 60;

impl Context {
    pub(super) fn of(blocks: &[&str], places: &[Vec<Place>]) -> Self {
        let all = || places.iter().flatten();
        let words = all().count() + blocks.len();
        let marks = all().filter(|p| p.ground == Some(Ground::Mark)).count()
            + blocks.iter().filter(|b| b.trim_end().trim_end_matches(is_closer).ends_with(marks::is_mark)).count();
        let is_capital = |(text, places): (&&str, &Vec<Place>)| {
            places.iter().filter(|p| text[p.at..].starts_with(|c: char| c.is_ascii_uppercase())).count()
        };
        let capitals: usize = blocks.iter().zip(places).map(is_capital).sum();
        Self { is_unmarked: marks * WORDS_PER_MARK < words, is_uncased: capitals * WORDS_PER_MARK < words }
    }
}

impl Splitter {
    /// The places of each block.
    pub(super) fn places(&self, blocks: &[&str]) -> Vec<Vec<Place>> {
        let own: Vec<Found> = blocks.iter().map(|text| self.find(text)).collect();
        let formal = self.is_formal(&own);
        let open = self.quotes(Quotes::Split);
        let of_block = |(text, own): (&&str, &Found)| {
            let all = match self.quotes {
                Quotes::Split => own.cuts.clone(),
                Quotes::Whole => open.find(text).cuts,
            };
            places(text, &all, &own.cuts, formal)
        };
        blocks.iter().zip(&own).map(of_block).collect()
    }
}

/// Every white space of `text` between two words, and the cuts inside words.
fn places(text: &str, all: &[Cut], own: &[Cut], formal: bool) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut cuts = all.iter().peekable();
    let mut add = |word: (usize, usize), at: usize| {
        let ground = cuts.next_if(|cut| cut.at <= at).filter(|cut| cut.at == at).map(|cut| cut.ground);
        let mine = own.binary_search_by_key(&at, |cut| cut.at).ok().map(|i| own[i].ground);
        let holds = !matches!(mine, Some(Ground::Ending(Strength::Faint | Strength::Weak)) if formal);
        found.push(Place {
            word,
            at,
            ground,
            is_cut: mine.is_some() && holds,
            is_quoted: ground.is_some() && mine.is_none(),
            ending: End::of(&text[word.0..word.1]),
            since: 0,
            until: 0,
        });
    };
    let mut inner = all.iter().map(|cut| cut.at).peekable();
    let mut rest = text.len() - text.trim_start().len();
    while rest < text.len() {
        let end = text[rest..].find(char::is_whitespace).map_or(text.len(), |i| rest + i);
        let next = text.len() - text[end..].trim_start().len();
        let mut start = rest;
        while let Some(at) = inner.next_if(|&at| at < next) {
            if at > start && at < end {
                add((start, at), at);
                start = at;
            }
        }
        if next < text.len() {
            add((start, end), next);
        }
        rest = next;
    }
    count_words(&mut found);
    found
}

/// How far it is from each place to the sentence ends around it.
fn count_words(places: &mut [Place]) {
    let mut since = 0;
    for place in places.iter_mut() {
        since += 1;
        place.since = since;
        if place.ground == Some(Ground::Mark) {
            since = 0;
        }
    }
    let mut until = 0;
    for place in places.iter_mut().rev() {
        until += 1;
        place.until = until;
        if place.ground == Some(Ground::Mark) {
            until = 0;
        }
    }
}

//! What is known of a place: flags with names, and the words around it.

use super::places::{Context, End, Place};
use crate::bitext::Side;
use crate::split::hangul::Strength;
use crate::split::latin;
use crate::split::marks::{char_at, is_closer, is_mark, is_opener, is_syllable, word_at};
use crate::split::scan::Ground;

macro_rules! flags {
    ($($flag:ident $name:literal)*) => {
        /// A feature that is there or not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Flag { $($flag),* }

        impl Flag {
            /// All of them, in the order of the table.
            pub(super) const ALL: &[Flag] = &[$(Flag::$flag),*];

            /// The name in the table.
            pub(super) fn name(self) -> &'static str {
                match self { $(Flag::$flag => $name),* }
            }
        }
    };
}

flags! {
    Bias "bias"
    CutStop "cut by a stop"
    CutLoud "cut by ? or !"
    CutEllipsis "cut by an ellipsis"
    CutSign "cut by a sign"
    CutStrong "cut by a strong ending"
    CutWeak "cut by a weak ending"
    CutFaint "cut by a faint ending"
    Stop "a stop that does not cut"
    Loud "? or ! that does not cut"
    Ellipsis "an ellipsis that does not cut"
    Comma "a comma"
    Semicolon "a semicolon"
    Colon "a colon"
    Dash "a dash"
    Closed "a closing quote"
    Tail "a decoration"
    Quoted "inside a quotation"
    NextOpens "before a word that often opens sentences"
    NextUpper "before another capital"
    Name "between two capitals"
    NextLower "before a small letter"
    NextDigit "before a digit"
    NextOpener "before an opening quote"
    NextMark "before a mark"
    SinceOne "one word after a mark"
    SinceTwo "two words after a mark"
    SinceFew "three or four words after a mark"
    SinceMany "over twelve words after a mark"
    UntilOne "one word before a mark"
    UntilTwo "two words before a mark"
    UntilFew "three or four words before a mark"
    Unmarked "without marks: any place"
    UnmarkedStrong "without marks: a strong ending"
    UnmarkedWeak "without marks: a weak ending"
    UnmarkedFaint "without marks: a faint ending"
    UnmarkedComma "without marks: a comma"
}

/// The most syllables at the end of a Korean word that are looked up.
const MAX_ENDING: usize = 3;

/// What is known of the places of a text.
pub(super) struct Features<'t> {
    text: &'t str,
    side: Side,
    context: Context,
}

/// Where a word stands that a weight belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// The end of the word before: its last syllables in Korean, the whole word in English.
    End,
    /// The word behind.
    Next,
    /// The last syllable of that word: the subject often comes first.
    NextEnd,
}

impl Slot {
    pub(super) const ALL: [Slot; 3] = [Slot::End, Slot::Next, Slot::NextEnd];

    pub(super) fn name(self) -> &'static str {
        match self {
            Slot::End => "end",
            Slot::Next => "next",
            Slot::NextEnd => "next ends",
        }
    }
}

/// A feature of a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Feature<'a> {
    Flag(Flag),
    Word(Slot, &'a str),
}

/// What features weigh.
pub(super) trait Weights {
    /// What a feature adds to the logit; an unknown one adds nothing.
    fn weight(&self, feature: Feature<'_>) -> f32;
}

impl<'t> Features<'t> {
    pub(super) fn new(text: &'t str, side: Side, context: Context) -> Self {
        Self { text, side, context }
    }

    /// How likely a sentence ends at `place`.
    pub(super) fn probability(&self, place: &Place, table: &impl Weights) -> f32 {
        let mut sum = 0.0;
        self.visit(place, |feature| sum += table.weight(feature));
        1.0 / (1.0 + (-sum).exp())
    }

    /// Hands every feature of `place` to `see`.
    pub(super) fn visit(&self, place: &Place, mut see: impl FnMut(Feature<'_>)) {
        see(Feature::Flag(Flag::Bias));
        for flag in self.flags(place).into_iter().flatten() {
            see(Feature::Flag(flag));
        }
        let by_mark = matches!(place.ground, Some(Ground::Mark)) || !matches!(place.ending, End::Plain | End::Comma | End::Closed);
        if by_mark {
            return;
        }
        let word = self.text[place.word.0..place.word.1].trim_end_matches(|c| is_closer(c) || c == ',');
        match self.side {
            Side::Ko => endings(word).for_each(|ending| see(Feature::Word(Slot::End, ending))),
            Side::En => lower(word, |word| see(Feature::Word(Slot::End, word))),
        }
        let next = word_at(self.text, place.at, 48).trim_matches(|c: char| is_opener(c) || is_closer(c) || is_mark(c) || c == ',');
        match self.side {
            Side::Ko => {
                see(Feature::Word(Slot::Next, next));
                endings(next).take(1).for_each(|ending| see(Feature::Word(Slot::NextEnd, ending)));
            }
            Side::En => lower(next, |next| see(Feature::Word(Slot::Next, next))),
        }
    }

    /// Whether the words on both sides begin with a capital and nothing stands between them, as in a name.
    fn is_between_capitals(&self, place: &Place) -> bool {
        let is_capital = |at: usize| char_at(self.text, at).is_some_and(char::is_uppercase);
        place.ending == End::Plain && !self.context.is_uncased && is_capital(place.word.0) && is_capital(place.at)
    }

    /// What stands at the place, and what around it.
    fn flags(&self, place: &Place) -> [Option<Flag>; 9] {
        let here = match (place.ground, place.ending) {
            (Some(Ground::Ending(Strength::Strong)), _) => Some(Flag::CutStrong),
            (Some(Ground::Ending(Strength::Weak)), _) => Some(Flag::CutWeak),
            (Some(Ground::Ending(Strength::Faint)), _) => Some(Flag::CutFaint),
            (Some(Ground::Mark), End::Stop) => Some(Flag::CutStop),
            (Some(Ground::Mark), End::Loud) => Some(Flag::CutLoud),
            (Some(Ground::Mark), End::Ellipsis) => Some(Flag::CutEllipsis),
            (Some(Ground::Mark), _) => Some(Flag::CutSign),
            (None, End::Stop) => Some(Flag::Stop),
            (None, End::Loud) => Some(Flag::Loud),
            (None, End::Ellipsis) => Some(Flag::Ellipsis),
            (None, End::Comma) => Some(Flag::Comma),
            (None, End::Semicolon) => Some(Flag::Semicolon),
            (None, End::Colon) => Some(Flag::Colon),
            (None, End::Dash) => Some(Flag::Dash),
            (None, End::Closed) => Some(Flag::Closed),
            (None, End::Tail) => Some(Flag::Tail),
            (None, End::Plain) => None,
        };
        let next = char_at(self.text, place.at);
        let after_opener = self.text[place.at..].chars().take(4).find(|&c| !is_opener(c));
        let unmarked = self.context.is_unmarked;
        [
            here,
            place.is_quoted.then_some(Flag::Quoted),
            match after_opener {
                Some(c) if c.is_uppercase() && !self.context.is_uncased => {
                    let opens = latin::opens(self.text[place.at..].trim_start_matches(is_opener));
                    Some(if opens { Flag::NextOpens } else { Flag::NextUpper })
                }
                Some(c) if c.is_lowercase() && !self.context.is_uncased => Some(Flag::NextLower),
                Some(c) if c.is_ascii_digit() => Some(Flag::NextDigit),
                Some(c) if !is_syllable(c) && !c.is_alphanumeric() => Some(Flag::NextMark),
                _ => None,
            },
            next.is_some_and(|c| is_opener(c) && !is_closer(c)).then_some(Flag::NextOpener),
            self.is_between_capitals(place).then_some(Flag::Name),
            match place.since {
                1 => Some(Flag::SinceOne),
                2 => Some(Flag::SinceTwo),
                3 | 4 => Some(Flag::SinceFew),
                0 | 5..=12 => None,
                _ => Some(Flag::SinceMany),
            },
            match place.until {
                1 => Some(Flag::UntilOne),
                2 => Some(Flag::UntilTwo),
                3 | 4 => Some(Flag::UntilFew),
                _ => None,
            },
            unmarked.then_some(Flag::Unmarked),
            match (place.ground, place.ending) {
                _ if !unmarked => None,
                (Some(Ground::Ending(Strength::Strong)), _) => Some(Flag::UnmarkedStrong),
                (Some(Ground::Ending(Strength::Weak)), _) => Some(Flag::UnmarkedWeak),
                (Some(Ground::Ending(Strength::Faint)), _) => Some(Flag::UnmarkedFaint),
                (None, End::Comma) => Some(Flag::UnmarkedComma),
                _ => None,
            },
        ]
    }
}

/// The last syllables of a Korean word: 니라, 라.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().rev().take(MAX_ENDING).take_while(|(_, c)| is_syllable(*c)).map(|(at, _)| &word[at..])
}

/// The longest English word that is looked up.
const LONGEST: usize = 16;

/// Hands `word` in lower case to `see`, when it is a plain one.
fn lower(word: &str, see: impl FnOnce(&str)) {
    if word.is_empty() || word.len() > LONGEST || !word.is_ascii() {
        return;
    }
    let mut letters = [0; LONGEST];
    let letters = &mut letters[..word.len()];
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    if let Ok(word) = std::str::from_utf8(letters) {
        see(word);
    }
}

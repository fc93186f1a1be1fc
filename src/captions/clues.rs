//! What speaks for and against two captions being translations of each other; how much each counts is fitted (`data/clues.tsv`).

use std::sync::LazyLock;

use super::lists::lines;
use crate::bitext::Sides;

/// Declares the clues: name, what is said of them, and the weight that fitting starts from and is drawn to.
macro_rules! clues {
    ($($(#[$doc:meta])* $name:ident $says:literal $start:literal,)*) => {
        /// What a clue to a pair is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ClueKind {
            $($(#[$doc])* $name,)*
        }

        impl ClueKind {
            /// Every kind.
            pub const ALL: &[ClueKind] = &[$(ClueKind::$name,)*];

            /// The kind in a few words.
            pub fn name(self) -> &'static str {
                match self {
                    $(ClueKind::$name => $says,)*
                }
            }

            /// Its weight before any gold has been seen: a log-odds ratio for a strength of one.
            pub(super) fn usual(self) -> f64 {
                match self {
                    $(ClueKind::$name => $start,)*
                }
            }
        }
    };
}

clues! {
    /// What all pairs start from.
    Pair "any two" -3.5,
    /// Both look like captions.
    BothCaptions "both captions" 1.0,
    /// What they mean, by the vectors of their words.
    Meaning "meaning" 0.6,
    /// Numbers, names and Latin words that both have.
    Anchors "the same names and numbers" 0.5,
    /// Names and numbers that not every caption of the page has.
    RareAnchors "names and numbers that few have" 0.6,
    /// Their lengths.
    Length "length" 0.4,
    /// The same number in their labels.
    SameLabel "the same number of the picture" 2.5,
    /// Other numbers in their labels.
    OtherLabel "another number of the picture" -3.0,
    /// The same day.
    SameDay "the same day" 0.7,
    /// Both name a day, and not the same.
    OtherDay "another day" -4.0,
    /// A day on one side alone.
    DayOnOneSide "a day on one side" -0.3,
    /// A name in the one that is written elsewhere in the other's language, but not in the other.
    NameElsewhere "a name that the other lacks" -1.5,
    /// A person whom the Korean side alone names.
    KoreanName "a Korean name that the English lacks" -1.2,
    /// A person or place that the English side alone names.
    EnglishName "an English name that the Korean lacks" -0.8,
    /// The same title.
    SameTitle "the same title" 0.4,
    /// Other titles on each side.
    OtherTitle "other titles" -1.0,
    /// The same is done.
    SameAction "the same is done" 1.3,
    /// Something else is done.
    OtherAction "something else is done" -3.0,
    /// The same person on the same side of the picture.
    SamePointers "the same place in the picture" 1.0,
    /// Another place in the picture.
    OtherPointers "another place in the picture" -2.0,
    /// Numbers on each side that the other lacks.
    OtherNumbers "other numbers" -1.2,
    /// Countries on each side that the other lacks.
    OtherPlaces "other countries" -1.5,
    /// Parts of one line.
    OneLine "on one line" 4.0,
    /// One below the other.
    NextTo "next to each other" 2.2,
    /// Beside the same picture.
    SamePicture "the same picture" 2.5,
    /// Beside pictures of different names, where the other one's picture is on the page.
    OtherPicture "another picture" -1.5,
    /// The same in the order of the pages.
    SameRank "the same in order" 0.5,
}

impl ClueKind {
    /// Whether it says more than the aligner's reasons, which name words of the same sources.
    pub fn is_of_its_own(self) -> bool {
        use ClueKind::{Anchors, BothCaptions, Length, Meaning, Pair, RareAnchors};
        !matches!(self, Pair | BothCaptions | Meaning | Anchors | RareAnchors | Length)
    }
}

static WEIGHTS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let table: Vec<(&str, f64)> = lines(include_str!("data/clues.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
        .collect();
    let weight = |kind: &ClueKind| table.iter().find(|(name, _)| *name == kind.name()).map_or(kind.usual(), |(_, weight)| *weight);
    ClueKind::ALL.iter().map(weight).collect()
});

/// Something that speaks for or against a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// What it is.
    pub kind: ClueKind,
    /// The log-odds that it adds; below nought it speaks against.
    pub llr: f64,
    /// The words, where there are some.
    pub words: Sides<String>,
}

/// What was seen in a pair: a clue with its strength and its words.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) kind: ClueKind,
    pub(super) strength: f64,
    pub(super) words: Sides<String>,
}

impl Seen {
    /// The clue that it is.
    pub(super) fn clue(self) -> Clue {
        Clue { kind: self.kind, llr: WEIGHTS[self.kind as usize] * self.strength, words: self.words }
    }
}

/// The log-odds that what was seen adds up to.
pub(super) fn log_odds(seen: &[Seen]) -> f64 {
    seen.iter().map(|seen| WEIGHTS[seen.kind as usize] * seen.strength).sum()
}

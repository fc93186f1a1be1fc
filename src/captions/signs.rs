//! What tells that a line is a caption, and what tells that it is none; how much each counts is fitted (`data/weights.tsv`).

use std::sync::LazyLock;

use super::lists::lines;

/// Declares the signs: name, what is said of them, and the weight that fitting starts from and is drawn to.
macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident $says:literal $start:literal,)*) => {
        /// Something in a line, or about its place, that speaks for or against its being a caption.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Sign {
            $($(#[$doc])* $name,)*
        }

        impl Sign {
            /// Every sign.
            pub const ALL: &[Sign] = &[$(Sign::$name,)*];

            /// The sign in a few words.
            pub fn name(self) -> &'static str {
                match self {
                    $(Sign::$name => $says,)*
                }
            }

            /// Its weight before any gold has been seen: a log-odds ratio.
            pub(super) fn usual(self) -> f64 {
                match self {
                    $(Sign::$name => $start,)*
                }
            }
        }
    };
}

signs! {
    /// What all lines start from.
    Line "any line" -4.0,
    /// `figcaption`, a class or an attribute that names a caption.
    Markup "markup" 6.0,
    /// `alt` or `title` of a picture.
    AltText "alternative text" 3.5,
    /// `alt` or `title` of something else.
    AltElsewhere "title of no picture" -2.0,
    /// An alternative text that names a control, a logo, or nothing.
    NamesControl "names a control" -6.0,
    /// An alternative text of one or two words.
    FewAltWords "alternative text of a word or two" -3.0,
    /// An alternative text that says more than a name.
    AltPhrase "alternative text of some length" 1.0,
    /// An alternative text of a picture that has a caption to be seen.
    AltBesideCaption "alternative text beside a caption" -0.5,
    /// The same words as a heading.
    SaysHeading "the same as a heading" -4.0,
    /// In a `figure` or the like.
    InFrame "in the frame of a picture" 4.0,
    /// Right behind a picture.
    AfterPicture "after a picture" 2.5,
    /// The same, and one sentence.
    ShortAfterPicture "one sentence after a picture" 1.0,
    /// The same, and no sentence.
    PhraseAfterPicture "phrase after a picture" 1.0,
    /// The same, and several sentences.
    LongAfterPicture "several sentences after a picture" -1.5,
    /// The same, in a cell or an item of its own.
    CellUnderPicture "cell or item under a picture" 1.0,
    /// Right before a picture.
    BeforePicture "before a picture" 0.3,
    /// A page with pictures, and none beside this line.
    FarFromPictures "far from the pictures" -1.5,
    /// ▲ △ ▽ ▼
    Triangle "mark" 4.0,
    /// The same, in no list.
    TriangleAlone "mark in no list" 1.5,
    /// The same, before a name.
    MarkedName "mark before a name" 1.0,
    /// The same, before a word with a colon.
    MarkedPoint "mark before a point" -2.0,
    /// ▶ ◀ ▷ ◁
    Arrow "arrow" 0.8,
    /// The same, before something that says nothing of a picture.
    ArrowLink "arrow before a link" -2.0,
    /// ■ ◆ □ ○ ● ※
    Bullet "bullet" -1.0,
    /// One of several lines with the same mark, which is no sentence about a picture.
    InList "in a list" -5.0,
    /// `[사진]`, `사진설명=`
    Label "label" 5.0,
    /// `[하늬=뉴시스] 도나래 기자 =`
    Dateline "dateline" -0.5,
    /// The same, with a day and an address at the end.
    DatelineAndEnd "dateline, and day or credit at the end" 5.0,
    /// The same, before people seen doing something.
    DatelineAndScene "dateline before a scene" 3.0,
    /// SEOUL, Jan. 30 (Yonhap) --
    BeginsArticle "dateline of an article" -4.0,
    /// SEOUL, SOUTH KOREA - JANUARY 30:
    SceneLine "place and day at the head" 4.0,
    /// A credit of a picture at the end.
    Credit "credit" 4.0,
    /// A by-line or an address at the end.
    ByLine "by-line" 0.5,
    /// A by-line behind people seen doing something.
    ByLineAndScene "by-line behind a scene" 3.0,
    /// Nothing may be done with it.
    Rights "rights" 3.0,
    /// A credit at the head.
    OpeningCredit "credit at the head" 3.5,
    /// In this photo provided by …
    GivenPicture "speaks of its picture" 4.0,
    /// (왼쪽), second from left
    Pointer "pointer" 3.5,
    /// The same, and the line begins with it.
    BeginsPointing "begins with names in order" 3.0,
    /// 왼쪽부터, From left
    PointedList "names in order" 2.5,
    /// 하고 있다, present tense.
    Present "present tense" 1.5,
    /// The same, of something people are seen doing.
    SeenDoing "people seen doing something" 1.0,
    /// The same, of somebody.
    SeenPeople "people in the present" 0.7,
    /// The same, on a day that is named.
    PresentOnDay "present tense on a day" 2.0,
    /// The same, right behind a picture.
    PresentAfterPicture "present tense behind a picture" 1.5,
    /// 걷는 사람들, people walking.
    Scene "scene" 1.0,
    /// 전경, 조감도, an aerial view.
    NamesPicture "says what kind of picture" 1.5,
    /// A work with its year, its size or its owner.
    ObjectLabel "label of a work" 2.0,
    /// No sentence otherwise.
    Nominal "no sentence" -0.5,
    /// A sentence about what is so, not about what is seen.
    Statement "plain statement" -1.0,
    /// Past tense.
    Past "past tense" -1.5,
    /// 밝혔다, said.
    Reports "reports" -3.0,
    /// The same further on.
    ReportsLater "reports further on" -1.0,
    /// The day comes last.
    EndsInDay "ends in a day" 0.7,
    /// 습니다
    Polite "polite" -0.8,
    /// A question.
    Question "question" -2.0,
    /// A quotation at the head.
    Quotation "quotation at the head" -1.5,
    /// I, you, our.
    Personal "I, we or you" -1.0,
    /// No full stop.
    Open "no full stop" -0.5,
    /// Not more than two words.
    OneWord "a word or two" -2.0,
    /// More than three sentences.
    ManySentences "many sentences" -0.7,
    /// A heading.
    Heading "heading" -4.0,
    /// An item of a list.
    ListItem "list item" -0.5,
    /// A cell of a table.
    Cell "cell" -0.5,
    /// The first line of the page.
    First "first line" -1.0,
    /// Between empty lines.
    Apart "between empty lines" 0.4,
    /// Next to another caption.
    NextToCaption "next to a caption" 1.0,
    /// Next to a caption in the other language.
    NextToOtherLanguage "next to a caption in the other language" 1.5,
    /// On one line with a caption in the other language.
    OnOneLine "on one line with a caption in the other language" 2.5,
    /// What its translation shows.
    Answers "its translation" 0.0,
    /// Nothing on the other side is its translation.
    Unanswered "nothing answers it" 0.0,
    /// A cue of a subtitle file.
    Cue "cue" 0.0,
}

/// The fitted weights, as `jjak fit --captions` writes them.
static WEIGHTS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let table: Vec<(&str, f64)> = lines(include_str!("data/weights.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
        .collect();
    let weight = |sign: &Sign| table.iter().find(|(name, _)| *name == sign.name()).map_or(sign.usual(), |(_, weight)| *weight);
    Sign::ALL.iter().map(weight).collect()
});

/// Lines from this probability on are captions.
const CAPTION: f64 = 0.5;

/// The signs of a line and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The probability that the line is a caption.
    pub probability: f64,
    /// What was seen, with the log-odds that it adds: what speaks most for a caption first, what speaks against one last.
    pub signs: Vec<(Sign, f64)>,
}

impl Judgement {
    /// Of the signs seen in a line.
    pub(super) fn of(seen: &[Sign]) -> Self {
        let mut signs: Vec<(Sign, f64)> = seen.iter().map(|sign| (*sign, WEIGHTS[*sign as usize])).collect();
        let sum: f64 = signs.iter().map(|(_, weight)| weight).sum();
        signs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self { probability: 1.0 / (1.0 + (-sum).exp()), signs }
    }

    /// Of something that is known for what it is.
    pub(super) fn known(sign: Sign) -> Self {
        Self { probability: 1.0, signs: vec![(sign, 0.0)] }
    }

    /// Whether the line is taken for a caption.
    pub fn is_caption(&self) -> bool {
        self.probability >= CAPTION
    }

    /// What all signs add up to.
    pub(super) fn log_odds(&self) -> f64 {
        self.signs.iter().map(|(_, weight)| weight).sum()
    }

    /// The same with what its partner in the other language shows: a text and its translation are captions both or neither. What the
    /// two have in common, as their place, would count twice if all of it were taken in.
    #[must_use]
    pub(super) fn with_partner(&self, partner: &Judgement) -> Self {
        /// The share of the partner's log-odds that is new, and the log-odds that say nothing.
        const NEW: f64 = 0.8;
        const NEUTRAL: f64 = -2.5;
        self.with(Sign::Answers, NEW * (partner.log_odds() - NEUTRAL))
    }

    /// The same, where nothing on the other side answers: captions of a page in two languages mostly have a translation.
    #[must_use]
    pub(super) fn unanswered(&self) -> Self {
        const UNANSWERED: f64 = -0.6;
        self.with(Sign::Unanswered, UNANSWERED)
    }

    fn with(&self, sign: Sign, weight: f64) -> Self {
        let mut signs = self.signs.clone();
        signs.push((sign, weight));
        signs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let sum: f64 = signs.iter().map(|(_, weight)| weight).sum();
        Self { probability: 1.0 / (1.0 + (-sum).exp()), signs }
    }

    /// The sign that speaks most for a caption.
    pub fn strongest(&self) -> Option<Sign> {
        self.signs.iter().map(|(sign, _)| *sign).find(|sign| *sign != Sign::Line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_of_a_sign() {
        for line in lines(include_str!("data/weights.tsv")) {
            let (name, weight) = line.split_once('\t').unwrap();
            assert!(Sign::ALL.iter().any(|sign| sign.name() == name), "{name}");
            assert!(weight.parse::<f64>().is_ok_and(f64::is_finite), "{line}");
        }
        let mut names: Vec<&str> = Sign::ALL.iter().map(|sign| sign.name()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
    }
}

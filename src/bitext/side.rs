//! The two sides of a bitext. Everything that exists twice is held in a [`Sides`], so that Korean and English cannot be swapped
//! by the order of two arguments.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// One of the two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Korean.
    Ko,
    /// English.
    En,
}

impl Side {
    /// Both sides, Korean first.
    pub const BOTH: [Side; 2] = [Side::Ko, Side::En];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Side::Ko => "ko",
            Side::En => "en",
        }
    }

    /// The name of the language, in English.
    pub fn language(self) -> &'static str {
        match self {
            Side::Ko => "Korean",
            Side::En => "English",
        }
    }

    /// The language a text is most likely written in: Korean from one Hangul syllable among four letters on. `None` without
    /// letters. Looks at the first 64 KB at most.
    pub fn of_text(text: &str) -> Option<Side> {
        const SAMPLE_BYTES: usize = 64 * 1024;
        let (mut hangul, mut letters) = (0usize, 0usize);
        for c in text[..text.floor_char_boundary(SAMPLE_BYTES)].chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            hangul += usize::from(matches!(c, '가'..='힣' | '\u{1100}'..='\u{11FF}' | 'ㄱ'..='ㆎ'));
        }
        (letters > 0).then(|| if hangul * 4 >= letters { Side::Ko } else { Side::En })
    }

    /// The other side.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Ko => Side::En,
            Side::En => Side::Ko,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Side {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        match s {
            "ko" => Ok(Side::Ko),
            "en" => Ok(Side::En),
            _ => Err(Error::unknown(format!("'{s}' is no language of jjak: say ko or en"))),
        }
    }
}

/// One value for each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// The Korean one.
    pub ko: T,
    /// The English one.
    pub en: T,
}

impl<T> Sides<T> {
    /// Both made by the same function.
    pub fn build(mut make: impl FnMut(Side) -> T) -> Self {
        Self { ko: make(Side::Ko), en: make(Side::En) }
    }

    /// The value of one side.
    pub fn get(&self, side: Side) -> &T {
        match side {
            Side::Ko => &self.ko,
            Side::En => &self.en,
        }
    }

    /// The value of one side, to change.
    pub fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Ko => &mut self.ko,
            Side::En => &mut self.en,
        }
    }

    /// Both, borrowed.
    pub fn as_ref(&self) -> Sides<&T> {
        Sides { ko: &self.ko, en: &self.en }
    }

    /// Both, each put through the same function.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides { ko: f(self.ko), en: f(self.en) }
    }

    /// Both, each beside its counterpart in `other`.
    pub fn zip<U>(self, other: Sides<U>) -> Sides<(T, U)> {
        Sides { ko: (self.ko, other.ko), en: (self.en, other.en) }
    }
}

impl<T, E> Sides<Result<T, E>> {
    /// Both values, or the first error, Korean first.
    pub fn transpose(self) -> Result<Sides<T>, E> {
        Ok(Sides { ko: self.ko?, en: self.en? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_text_goes_by_its_letters() {
        for (text, side) in [
            ("눈이 내렸다. It snowed.", Some(Side::Ko)),
            ("The word 눈 means both snow and eye.", Some(Side::En)),
            ("눈", Some(Side::Ko)),
            ("2024. 1. 30. ***", None),
            ("", None),
        ] {
            assert_eq!(Side::of_text(text), side, "{text}");
        }
    }
}

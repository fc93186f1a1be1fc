//! English words, and names in Latin letters, as a Korean ear may hear them.
//!
//! Spelling leaves several ways open (ch in church, Christ; g in get, gem; an r that is not heard in server): each is tried,
//! up to a limit.

use unicode_normalization::UnicodeNormalization;

use super::sound::{Class, Faint, Sounds, VowelSet};

/// Readings of one word beyond this many are left out.
const READINGS: usize = 16;
/// Words longer than this are no names.
pub(super) const LONGEST: usize = 24;

/// The ways to read a word of lower-case Latin letters. Empty for a word with too few consonants or other letters.
pub(super) fn sounds(word: &str) -> Vec<Sounds> {
    let plain: Vec<u8> = word.nfd().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase() as u8).collect();
    if plain.len() > LONGEST || plain.len() < 2 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for letters in [&plain[..], without_s(&plain)] {
        if all.is_empty() || letters.len() < plain.len() {
            read(letters, 0, Sounds::new(), &mut all);
        }
    }
    all
}

/// Without the s of a plural, a possessive or a Greek name.
fn without_s(letters: &[u8]) -> &[u8] {
    match letters {
        [stem @ .., b's'] if stem.len() > 2 && !stem.ends_with(b"s") => stem,
        _ => letters,
    }
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w')
}

/// Reads on from `at`, and branches where the spelling leaves two ways.
fn read(letters: &[u8], mut at: usize, mut sounds: Sounds, all: &mut Vec<Sounds>) {
    use Class::{H, J, K, L, M, N, P, S, T};
    while let Some(rest) = letters.get(at..).filter(|r| !r.is_empty()) {
        let next = rest.get(1).copied().unwrap_or(0);
        let soft = matches!(next, b'e' | b'i' | b'y');
        let before_vowel = is_vowel(next);
        let start = at == 0;
        // The classes heard, the other way to hear them, and how many letters that takes.
        let (heard, other, len): (&[Class], Option<&[Class]>, usize) = match rest {
            [b't', b'c', b'h', ..] => (&[J], None, 3),
            [b's', b'c', b'h', ..] => (&[S], Some(&[S, K]), 3),
            [b't', b'i', b'o' | b'a', ..] if !start => (&[S], Some(&[T]), 1),
            [b't', b'u', b'r', b'e', ..] => (&[J], None, 1),
            [b's', b'h', ..] => (&[S], None, 2),
            [b'c', b'h', ..] => (&[J], Some(&[K]), 2),
            [b'c', b'k', ..] => (&[K], None, 2),
            [b'p', b'h', ..] => (&[P], None, 2),
            [b't', b'h', ..] => (&[S], Some(&[T]), 2),
            [b'g', b'h', ..] if start => (&[K], None, 2),
            [b'g', b'h', ..] => (&[], Some(&[P]), 2),
            [b'd', b'g', b'e', ..] => (&[J], None, 2),
            [b't' | b'd', b's' | b'z', ..] => (&[J], Some(&[T, S]), 2),
            [b'k', b'n', ..] | [b'g', b'n', ..] if start => (&[N], None, 2),
            [b'w', b'r', ..] if start => (&[L], None, 2),
            [b'p', b's', ..] if start => (&[S], None, 2),
            [b'm', b'b'] => (&[M], None, 2),
            [b'n', b'g'] => (&[N], None, 2),
            [b'n', b'g', b'l' | b'r' | b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y', ..] => (&[N, K], Some(&[N]), 2),
            [b'n', b'g', ..] => (&[N], None, 2),
            [b's', b'c', b'e' | b'i' | b'y', ..] => (&[S], None, 2),
            [b'c', b'c', b'e' | b'i', ..] => (&[K, S], None, 2),
            [b'c', b'i', b'a' | b'o', ..] => (&[S], None, 1),
            [b'c', ..] if soft => (&[S], None, 1),
            [b'g', b'g', ..] => (&[K], None, 2),
            [b'g', b'u', b'e' | b'i', ..] => (&[K], None, 2),
            [b'g', ..] if soft => (&[J], Some(&[K]), 1),
            [b'z', b'z', ..] => (&[J], None, 2),
            [b's', b's', ..] => (&[S], None, 2),
            [b's', ..] if !start && is_vowel(letters[at - 1]) && (before_vowel || rest.len() == 1 || next == b'm') => {
                (&[S], Some(&[J]), 1)
            }
            [b'j', ..] => (&[J], Some(&[]), 1),
            [b'r', b'r', ..] => (&[L], None, 2),
            [b'r', b'h', ..] => (&[L], None, 2),
            [b'r', b'e'] | [b'r', b'e', b's'] => (&[L], Some(&[]), 1),
            [b'r', ..] if !start && !before_vowel => (&[L], Some(&[]), 1),
            [b'x', ..] if start => (&[J], Some(&[S]), 1),
            [b'x', ..] => (&[K, S], None, 1),
            [b'h', ..] if before_vowel => (&[H], None, 1),
            [b'h', ..] => (&[], None, 1),
            [b'z', ..] => (&[J], Some(&[S]), 1),
            [b'k' | b'g' | b'c' | b'q', ..] => (&[K], None, 1),
            [b'd' | b't', ..] => (&[T], None, 1),
            [b'b' | b'p' | b'v' | b'f', ..] => (&[P], None, 1),
            [b's', ..] => (&[S], None, 1),
            [b'l' | b'r', ..] => (&[L], None, 1),
            [b'm', ..] => (&[M], None, 1),
            [b'n', ..] => (&[N], None, 1),
            _ => {
                let (may_be, faint, len) = vowel(rest, start);
                sounds.vowel(may_be, faint);
                at += len;
                continue;
            }
        };
        at += len;
        if let Some(other) = other.filter(|_| all.len() + 1 < READINGS) {
            let mut branch = sounds.clone();
            speak(&mut branch, other, rest[0]);
            read(letters, at, branch, all);
        }
        speak(&mut sounds, heard, rest[0]);
    }
    if all.len() < READINGS {
        all.push(sounds);
    }
}

/// Adds the classes; a j that is no consonant is heard as the glide of 야 여 요 유.
fn speak(sounds: &mut Sounds, classes: &[Class], letter: u8) {
    for class in classes {
        sounds.consonant(*class);
    }
    if classes.is_empty() && letter == b'j' {
        sounds.vowel(Y_GLIDE | set("ㅣ"), Faint::Yes);
    }
}

const Y_GLIDE: VowelSet = set("ㅑㅕㅛㅠㅖㅒ");

/// The set of the vowels in a string of compatibility jamo.
const fn set(vowels: &str) -> VowelSet {
    let bytes = vowels.as_bytes();
    let (mut i, mut set) = (0, 0);
    while i + 2 < bytes.len() {
        // ㅏ..ㅣ are U+314F..U+3163: E3 85 8F.. and E3 86 80..
        let code = ((bytes[i + 1] as u32 & 0x3f) << 6) | (bytes[i + 2] as u32 & 0x3f);
        set |= 1 << (code - 0x14f);
        i += 3;
    }
    set
}

/// What a group of vowel letters may be, whether it may go unheard, and how many letters it takes.
fn vowel(rest: &[u8], start: bool) -> (VowelSet, Faint, usize) {
    let last = rest.len() == 1;
    let (may_be, len) = match rest {
        [b'y', b'e', b'o', ..] | [b'y', b'o', b'u', ..] => (set("ㅕㅛㅠㅑ"), 3),
        [b'y', b'a', b'e', ..] => (set("ㅒㅖ"), 3),
        [b'e', b'u', b'i', ..] => (set("ㅢㅡㅣ"), 3),
        [b'e', b'a', b'u', ..] => (set("ㅗㅠ"), 3),
        [b'y', b'e', ..] => (set("ㅖㅕㅔ"), 2),
        [b'y', b'a', ..] => (set("ㅑㅏ"), 2),
        [b'y', b'o', ..] => (set("ㅛㅕㅗ"), 2),
        [b'y', b'u', ..] | [b'i', b'u', ..] => (set("ㅠㅕㅜㅣ"), 2),
        [b'w', b'a', ..] => (set("ㅘㅝㅙㅞㅗ"), 2),
        [b'w', b'e', ..] => (set("ㅞㅙㅝㅟ"), 2),
        [b'w', b'o', ..] => (set("ㅝㅜㅞ"), 2),
        [b'w', b'i', ..] => (set("ㅟㅢㅘ"), 2),
        [b'e', b'o', ..] => (set("ㅓㅔㅗㅛㅣ"), 2),
        [b'e', b'u', ..] => (set("ㅡㅠㅗㅜㅓ"), 2),
        [b'a', b'e', ..] => (set("ㅐㅔㅏㅣ"), 2),
        [b'o', b'e', ..] => (set("ㅚㅗㅔㅣ"), 2),
        [b'o', b'o', ..] => (set("ㅜㅗㅓ"), 2),
        [b'o', b'u', ..] => (set("ㅏㅜㅗㅓㅕ"), 2),
        [b'o', b'w', ..] => (set("ㅗㅏ"), 2),
        [b'a', b'u', ..] | [b'a', b'w', ..] => (set("ㅗㅏㅘ"), 2),
        [b'a', b'i', ..] | [b'a', b'y', ..] | [b'e', b'i', ..] | [b'e', b'y', ..] => (set("ㅔㅐㅏㅣ"), 2),
        [b'e', b'e', ..] => (set("ㅣㅔㅢ"), 2),
        [b'e', b'a', ..] => (set("ㅣㅔㅐㅏㅓ"), 2),
        [b'i', b'e', ..] => (set("ㅣㅏㅖㅔ"), 2),
        [b'e', b'w', ..] => (set("ㅠㅜ"), 2),
        [b'u', b'e', ..] => (set("ㅜㅠㅔ"), 2),
        [b'u', b'i', ..] => (set("ㅢㅟㅜㅣ"), 2),
        [b'i', b'o', ..] => (set("ㅣㅏㅛㅓ"), 2),
        [b'a', ..] => (set("ㅏㅐㅔㅓㅗㅑ"), 1),
        [b'e', ..] => (set("ㅔㅐㅣㅓㅡㅖ"), 1),
        [b'i', ..] => (set("ㅣㅏㅡ"), 1),
        [b'o', ..] => (set("ㅗㅓㅏㅜ"), 1),
        [b'u', ..] => (set("ㅜㅓㅠㅏㅡ"), 1),
        [b'y', ..] => (set("ㅣㅏ"), 1),
        _ => (set("ㅜㅟㅗ"), 1),
    };
    // e at the end is mostly silent, and weak before a last l, r, n.
    let faint = !start && rest[0] == b'e' && (last || rest == b"es" || rest == b"ed");
    (may_be, faint.into(), len)
}

#[cfg(test)]
mod tests {
    use super::super::{hangul, vowels};
    use super::*;

    /// The best agreement of a Hangul and a Latin word.
    fn alike(ko: &str, en: &str) -> f32 {
        let heard = hangul::sounds(&ko.chars().collect::<Vec<_>>());
        let read = sounds(en);
        let pairs = heard.iter().flat_map(|k| read.iter().map(move |e| (k, e)));
        pairs.filter(|(k, e)| k.skeleton() == e.skeleton()).map(|(k, e)| vowels::agreement(k, e)).fold(0.0, f32::max)
    }

    #[test]
    fn foreign_names_and_loanwords_are_heard() {
        for (ko, en) in [
            ("스톨텐베르그", "stoltenberg"),
            ("카스파로프", "kasparov"),
            ("트럼프", "trump"),
            ("베네수엘라", "venezuela"),
            ("데오빌로", "theophilus"),
            ("메뉴", "menu"),
            ("컴포넌트", "component"),
            ("서버", "server"),
            ("클래스", "class"),
            ("컴퓨터", "computer"),
            ("로봇", "robot"),
            ("인터넷", "internet"),
            ("링크", "link"),
            ("예루살렘", "jerusalem"),
            ("베드로", "peter"),
            ("부산", "pusan"),
            ("서울", "seoul"),
            ("용산", "yongsan"),
            ("독립문", "dongnimmun"),
            ("신라", "silla"),
            ("종로", "jongno"),
            ("카메라", "cameras"),
        ] {
            assert!(alike(ko, en) >= 0.5, "{ko} {en}: {}", alike(ko, en));
        }
    }

    #[test]
    fn words_that_do_not_sound_alike_are_not_matched() {
        for (ko, en) in
            [("서버", "Sabbath"), ("많은", "mean"), ("사람", "summer"), ("메뉴", "man"), ("우리", "are"), ("카메라", "number")]
        {
            assert!(alike(ko, en) < 0.5, "{ko} {en}: {}", alike(ko, en));
        }
    }
}

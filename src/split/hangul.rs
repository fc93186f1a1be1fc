//! What ends a Korean sentence: marks, and endings that need none.
//!
//! The endings and the words that may not follow them are data, `endings.txt`; it is read once into a table over the 11,172
//! syllables, so that a word whose last syllable ends nothing costs one look-up.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::marks::{char_at, char_before, is_syllable};

/// How surely an ending without a mark closes a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Only in informal text, and it may as well be the end of a name or a noun: it does not show that a text is informal.
    Faint,
    /// Only in informal text.
    Weak,
    /// In any text.
    Strong,
}

/// A line of the table: a class, and which words may not follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Never,
    /// Before a word that joins sentences.
    Loose,
    /// After a question word in the same sentence, or before a word that joins sentences.
    Ask,
    Faint,
    Weak,
    Strong,
}

#[derive(Debug)]
struct Ending {
    /// The syllables before the last one, from the right; a compatibility letter stands for any syllable that
    /// ends in it, and `^` for the start of the word.
    before: Vec<char>,
    class: Class,
    /// Groups of beginnings that may not follow.
    not_before: Vec<usize>,
}

/// The endings with the same last syllable.
#[derive(Debug, Default)]
struct Family {
    /// The longest first.
    endings: Vec<Ending>,
    /// A Bloom filter of the characters that stand before the last syllable in those of two and more.
    before: u64,
}

/// Words, of which the beginning of a text may be one.
#[derive(Debug, Default)]
struct Beginnings {
    /// Sorted; the second says that the whole word is asked for.
    words: Vec<(String, bool)>,
    /// A Bloom filter of their first characters.
    first: u64,
}

impl Beginnings {
    /// Reads words between white space; one that ends in `_` is asked for as a whole.
    fn new(list: &str) -> Self {
        let mut words: Vec<(String, bool)> =
            list.split_whitespace().map(|w| (w.trim_end_matches('_').to_owned(), w.ends_with('_'))).collect();
        words.sort();
        let first = words.iter().filter_map(|w| w.0.chars().next()).fold(0, |mask, c| mask | bloom(c));
        Self { words, first }
    }

    /// What follows those of the words that `text` begins with.
    fn rests<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let first = char_at(text, 0).filter(|&c| self.first & bloom(c) != 0);
        let from = first.map_or(self.words.len(), |c| self.words.partition_point(|w| w.0.chars().next() < Some(c)));
        self.words[from..]
            .iter()
            .take_while(move |w| w.0.chars().next() == first)
            .filter_map(|(w, whole)| text.strip_prefix(w.as_str()).filter(|rest| !whole || ends_word(rest)))
    }

    /// Whether `text` begins with one of the words.
    fn fit(&self, text: &str) -> bool {
        self.rests(text).next().is_some()
    }

    /// Whether one of the words is the first of `text`.
    fn fit_word(&self, text: &str) -> bool {
        self.rests(text).any(ends_word)
    }
}

/// Whether a Hangul word ends before `rest`.
fn ends_word(rest: &str) -> bool {
    !char_at(rest, 0).is_some_and(is_syllable)
}

/// One bit of 64 for a character.
fn bloom(c: char) -> u64 {
    1 << ((c as u32).wrapping_mul(0x9E37_79B1) >> 26)
}

#[derive(Debug)]
struct Endings {
    /// For each syllable from 가: zero, or one more than its place in `by_last`.
    index: Vec<u8>,
    /// Endings by last syllable.
    by_last: Vec<Family>,
    groups: Vec<(&'static str, Beginnings)>,
    join: Beginnings,
    ask: FxHashSet<&'static str>,
}

/// How many words a question word may stand before the ending that asks.
const ASKING_REACH_WORDS: usize = 4;

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("endings.txt")));

const FIRST: u32 = 0xAC00;
const SYLLABLES: usize = 11_172;
/// The codas in the order of the Unicode syllable block, as compatibility consonants.
const CODAS: [char; 28] = [
    ' ', 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ',
    'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

impl Endings {
    /// Reads the table. Lines that fit no form are passed over; a test holds the file to the form.
    fn parse(table: &'static str) -> Self {
        let mut endings = Endings {
            index: vec![0; SYLLABLES],
            by_last: Vec::new(),
            groups: Vec::new(),
            join: Beginnings::default(),
            ask: FxHashSet::default(),
        };
        for line in table.lines() {
            let Some((head, words)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else { continue };
            match head.strip_prefix('@') {
                Some("join") => endings.join = Beginnings::new(words),
                Some("ask") => endings.ask = words.split_whitespace().collect(),
                Some(name) => endings.groups.push((name, Beginnings::new(words))),
                None => endings.add(head, words),
            }
        }
        for family in &mut endings.by_last {
            family.endings.sort_by_key(|e| (std::cmp::Reverse(e.before.len()), e.class != Class::Never));
            family.before = family.endings.iter().filter_map(|e| e.before.first()).fold(0, |mask, &c| mask | bloom(c));
        }
        endings
    }

    fn add(&mut self, class: &str, line: &str) {
        let class = match class {
            "strong" => Class::Strong,
            "weak" => Class::Weak,
            "faint" => Class::Faint,
            "loose" => Class::Loose,
            "ask" => Class::Ask,
            _ => Class::Never,
        };
        let (words, groups) = line.split_once('|').unwrap_or((line, ""));
        let not_before: Vec<usize> =
            groups.split_whitespace().filter_map(|g| self.groups.iter().position(|(name, _)| *name == g)).collect();
        for word in words.split_whitespace() {
            let mut before: Vec<char> = word.chars().rev().collect();
            let last = before.remove(0);
            if !is_syllable(last) {
                continue;
            }
            let slot = &mut self.index[(last as u32 - FIRST) as usize];
            if *slot == 0 {
                self.by_last.push(Family::default());
                *slot = self.by_last.len() as u8;
            }
            self.by_last[usize::from(*slot) - 1].endings.push(Ending { before, class, not_before: not_before.clone() });
        }
    }

    /// The longest ending that fits `word`.
    fn longest(&self, word: &str) -> Option<&Ending> {
        let last = char_before(word, word.len()).filter(|&c| is_syllable(c))?;
        let slot = self.index[(last as u32 - FIRST) as usize];
        let family = self.by_last.get(usize::from(slot).checked_sub(1)?)?;
        let stem = &word[..word.len() - last.len_utf8()];
        let near = char_before(stem, stem.len()).unwrap_or(' ');
        let near_sound = sound_end(near);
        let fits = bloom(near) | near_sound.map_or(bloom('^') | bloom('_'), bloom);
        if family.before & fits == 0 {
            return family.endings.last().filter(|e| e.before.is_empty());
        }
        family.endings.iter().find(|e| match e.before.split_first() {
            None => true,
            Some((&want, further)) => {
                is_wanted(want, near, near_sound)
                    && further
                        .iter()
                        .zip(stem.chars().rev().skip(1).chain(std::iter::repeat(' ')))
                        .all(|(&want, c)| is_wanted(want, c, sound_end(c)))
            }
        })
    }
}

/// Whether the character `c`, which sounds like `sound` at its end, is one that an ending asks for.
#[inline]
fn is_wanted(want: char, c: char, sound: Option<char>) -> bool {
    want == c
        || match want {
            '^' => !is_syllable(c),
            '_' => c == ' ',
            'ㄱ'..='ㅣ' => sound == Some(want),
            _ => false,
        }
}

/// How a syllable ends: its coda, or the vowel of an open one, as a compatibility letter.
fn sound_end(c: char) -> Option<char> {
    let index = (c as u32).checked_sub(FIRST).filter(|i| (*i as usize) < SYLLABLES)?;
    match index % 28 {
        0 => char::from_u32('ㅏ' as u32 + index / 28 % 21),
        coda => CODAS.get(coda as usize).copied(),
    }
}

/// Whether a word with this last syllable can be an ending at all: one table look-up.
#[inline]
pub(super) fn may_close(last: char) -> bool {
    is_syllable(last) && ENDINGS.index[(last as u32 - FIRST) as usize] != 0
}

/// The same for the three bytes of the last character.
#[inline]
pub(super) fn may_close_utf8(a: u8, b: u8, c: u8) -> bool {
    let scalar = (u32::from(a & 0x0F) << 12) | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F);
    a >= 0xEA && scalar.checked_sub(FIRST).and_then(|i| ENDINGS.index.get(i as usize)).is_some_and(|&slot| slot != 0)
}

/// Whether a sentence closes after `word`, which has no mark, before a word that begins with `next`.
///
/// `word` reaches back some syllables before the last one, perhaps over white space to the word before; `next` is cut short too.
pub(super) fn closes(word: &str, next: &str) -> Option<Strength> {
    let endings = &*ENDINGS;
    let ending = endings.longest(word)?;
    if ending.class == Class::Never || ending.not_before.iter().any(|&g| endings.groups[g].1.fit(next)) && !joins(next) {
        return None;
    }
    match ending.class {
        Class::Never => None,
        Class::Loose => joins(next).then_some(Strength::Weak),
        Class::Ask => (joins(next) || asks(word)).then_some(Strength::Weak),
        Class::Faint => Some(Strength::Faint),
        Class::Weak => Some(Strength::Weak),
        Class::Strong => Some(Strength::Strong),
    }
}

/// Whether a sentence closes inside a word, between `left` and `right`, where its writer left out mark and space: 갔다집에. Only the
/// past, -ㅂ니다 and a noun with -이다 show it, and only before what no ending goes on with.
pub(super) fn closes_glued(left: &str, right: &str) -> bool {
    const GOING_ON: &str = "고가는면며만시지네니던더라란랄람랍래거나든듯커운음기길손치마하싶해했할한카잖구요잉은을를도로의에서보봐본까따뿐이인일임입데";
    let Some(stem) = left.strip_suffix('다') else { return false };
    let mut before = stem.chars().rev();
    let (last, second) = (before.next().unwrap_or(' '), before.next().unwrap_or(' '));
    let is_past = sound_end(last) == Some('ㅆ');
    let is_polite = last == '니' && sound_end(second) == Some('ㅂ');
    let is_copula = last == '이' && is_syllable(second) && before.next().is_some_and(is_syllable);
    let mut after = right.chars();
    let first = after.next().unwrap_or(' ');
    (is_past || is_polite || is_copula)
        && is_syllable(first)
        && after.next().is_some_and(is_syllable)
        && (joins(right) || !GOING_ON.contains(first))
        && closes(left, right).is_some()
}

/// Whether a question word stands in `words`.
fn asks(words: &str) -> bool {
    words.split_ascii_whitespace().rev().skip(1).take(ASKING_REACH_WORDS).any(|w| ENDINGS.ask.contains(w))
}

/// Whether `next` begins with a word that joins one sentence to another.
pub(super) fn joins(next: &str) -> bool {
    ENDINGS.join.fit_word(next)
}

/// Whether `word` looks like the end of a sentence, whatever follows.
pub(super) fn looks_final(word: &str) -> bool {
    let Some(last) = char_before(word, word.len()) else { return false };
    matches!(last, '다' | '요' | '죠' | '까')
        || ENDINGS.longest(word).is_some_and(|e| matches!(e.class, Class::Strong | Class::Weak | Class::Faint))
}

/// Whether `word` looks like the end of something said, where a mark stands too: 먹자, 몰라.
pub(super) fn ends_speech(word: &str) -> bool {
    looks_final(word)
        || matches!(char_before(word, word.len()), Some('어' | '아' | '라' | '지' | '해' | '돼' | '야'))
        || ENDINGS.longest(word).is_some_and(|e| matches!(e.class, Class::Loose | Class::Ask))
}

/// Whether `next` continues a clause whose end stands before it, 라고 or 하며; after a closing quote, a bare particle does too.
pub(super) fn continues(next: &str, after_quote: bool) -> bool {
    const CONTINUING: [&str; 20] = [
        "및 ",
        "라고",
        "라며",
        "라면서",
        "라는",
        "라던",
        "라니",
        "라든",
        "이라고",
        "이라며",
        "이라는",
        "이라면서",
        "이라던",
        "이란 ",
        "하고",
        "하며",
        "하면서",
        "하는 ",
        "하더니",
        "하던",
    ];
    const PARTICLES: [&str; 8] = ["고 ", "며 ", "는 ", "란 ", "이란 ", "고는 ", "고도 ", "등 "];
    CONTINUING.iter().any(|w| next.starts_with(w)) || after_quote && PARTICLES.iter().any(|w| next.starts_with(w))
}

/// How many words may name who spoke, 그녀의 오랜 친구가, and how many are looked at for the verb.
const SUBJECT_WORDS: usize = 3;
const ATTRIBUTION_WORDS: usize = 7;

/// Whether the words from `next` on say who spoke what stood before: 슈발이 말했다.
///
/// Looks at no more than `next` holds: the caller cuts it short.
pub(super) fn attributes(next: &str) -> bool {
    const SAYING: [&str; 20] = [
        "말했",
        "말한",
        "말하",
        "물었",
        "묻는",
        "묻자",
        "대답",
        "외쳤",
        "외치",
        "소리쳤",
        "소리를",
        "중얼",
        "속삭",
        "덧붙",
        "답했",
        "되물",
        "투덜",
        "내뱉",
        "반문",
        "입을",
    ];
    let mut subject = false;
    for (at, word) in next.split_whitespace().take(ATTRIBUTION_WORDS).enumerate() {
        if subject && SAYING.iter().any(|s| word.starts_with(s)) {
            return true;
        }
        if word.ends_with(['.', '?', '!', ',', '"', '”']) {
            return false;
        }
        subject |= at < SUBJECT_WORDS && matches!(char_before(word, word.len()), Some('이' | '가' | '은' | '는' | '도' | '서'));
    }
    false
}

/// Whether `text` begins with the source of a picture in brackets: (사진=연합뉴스).
pub(super) fn is_source_note(text: &str) -> bool {
    const SOURCES: [&str; 10] = ["사진", "자료", "출처", "제공", "그림", "그래픽", "영상", "저작권", "ⓒ", "©"];
    text.strip_prefix('(').is_some_and(|inner| SOURCES.iter().any(|s| inner.trim_start().starts_with(s)))
}

/// Whether `next` begins with a particle that stands by itself, as behind a picture: 친구 😍 와.
pub(super) fn begins_with_particle(next: &str) -> bool {
    const PARTICLES: [&str; 24] = [
        "을", "를", "이", "가", "은", "는", "와", "과", "의", "에", "도", "로", "으로", "만", "랑", "이랑", "에서", "에게", "한테",
        "까지", "부터", "처럼", "이나", "보다",
    ];
    let word = next.split(|c: char| !is_syllable(c)).next().unwrap_or("");
    PARTICLES.contains(&word)
}

/// Whether a sentence would go on behind an ellipsis after `word`: 비가 오는데… 나는, 그 사람이… 나는. A syllable alone is a cry.
pub(super) fn trails_off(word: &str) -> bool {
    word.chars().count() > 1
        && matches!(
            char_before(word, word.len()),
            Some(
                '은' | '는'
                    | '이'
                    | '가'
                    | '을'
                    | '를'
                    | '의'
                    | '에'
                    | '로'
                    | '와'
                    | '과'
                    | '고'
                    | '구'
                    | '서'
                    | '며'
                    | '면'
                    | '데'
                    | '니'
                    | '만'
                    | '도'
                    | '지'
                    | '게'
                    | '런'
                    | '한'
                    | '던'
                    | '된'
                    | '할'
                    | '될'
                    | '인'
            )
        )
}

/// Whether `label` is a single syllable that numbers the items of a list: 가. 나. 다.
pub(super) fn is_list_letter(label: &str) -> bool {
    matches!(label, "가" | "나" | "다" | "라" | "마" | "바" | "사" | "아" | "자" | "차" | "카" | "타" | "파" | "하")
}

/// Whether a Hangul word begins at `at`.
pub(super) fn begins_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(is_syllable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_endings_has_a_known_form() {
        for line in include_str!("endings.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (head, words) = line.split_once(": ").expect(line);
            assert!(head.starts_with('@') || ["strong", "weak", "faint", "loose", "ask", "never"].contains(&head), "{line}");
            for group in words.split_once('|').map_or("", |w| w.1).split_whitespace() {
                assert!(ENDINGS.groups.iter().any(|(name, _)| *name == group), "no group {group}");
            }
        }
        assert!(ENDINGS.by_last.len() < usize::from(u8::MAX));
    }

    #[test]
    fn the_longest_ending_decides() {
        assert_eq!(closes("갑니다", "그는 "), Some(Strength::Strong));
        assert_eq!(closes("이 책이 중요", "하지만 "), None);
        assert_eq!(closes("맛이 좋았다", "그래서 "), Some(Strength::Weak));
        assert_eq!(closes("집에 갔다", "와서 "), None);
    }

    #[test]
    fn an_asking_ending_needs_a_question_word_or_a_joining_word() {
        assert_eq!(closes("역까지 어떻게 가니", "버스는 "), Some(Strength::Weak));
        assert_eq!(closes("역까지 가니", "버스는 "), None);
        assert_eq!(closes("역까지 가니", "근데 "), Some(Strength::Weak));
    }

    #[test]
    fn a_speaker_after_a_quotation_is_known_by_a_verb_of_saying() {
        assert!(attributes("순이가 나직이 말했다. 비가"));
        assert!(!attributes("순이가 웃었다. 비가"));
    }
}

//! A toy bitext of any size with its gold: Korean and English sentences said from one idea, as a seed decides.
//!
//! The ideas hold words of a small lexicon, numbers, dates, codes and made-up names, so that every source of evidence has work to
//! do; now and then an idea is left out on one side, or two stand in one segment. The same seed gives the same text everywhere.

use std::fmt::Write;
use std::ops::Range;

const WHO: &[(&str, &str)] = &[
    ("어부", "the fisherman"),
    ("교사", "the teacher"),
    ("목수", "the carpenter"),
    ("시장", "the mayor"),
    ("간호사", "the nurse"),
    ("기자", "the reporter"),
    ("농부", "the farmer"),
    ("학생", "the student"),
    ("선장", "the captain"),
    ("화가", "the painter"),
    ("우체부", "the postman"),
    ("요리사", "the cook"),
    ("재단사", "the tailor"),
    ("사서", "the librarian"),
    ("상인", "the merchant"),
];
const WHERE: &[(&str, &str)] = &[
    ("부두", "at the pier"),
    ("도서관", "in the library"),
    ("언덕", "on the hill"),
    ("시장골목", "in the market lane"),
    ("공장", "at the factory"),
    ("정원", "in the garden"),
    ("다리", "on the bridge"),
    ("병원", "in the hospital"),
    ("들판", "in the field"),
    ("섬마을", "in the island village"),
    ("역", "at the station"),
    ("광장", "on the square"),
    ("온실", "in the greenhouse"),
    ("창고", "in the warehouse"),
];
const WHAT: &[(&str, &str)] = &[
    ("그물", "a net"),
    ("편지", "a letter"),
    ("의자", "a chair"),
    ("사과", "an apple"),
    ("지도", "a map"),
    ("등불", "a lantern"),
    ("바구니", "a basket"),
    ("시계", "a clock"),
    ("우산", "an umbrella"),
    ("항아리", "a jar"),
    ("사다리", "a ladder"),
    ("책장", "a bookcase"),
    ("열쇠", "a key"),
    ("담요", "a blanket"),
    ("거울", "a mirror"),
    ("수레", "a cart"),
    ("북", "a drum"),
    ("나침반", "a compass"),
];
const DID: &[(&str, &str)] = &[
    ("고쳤다", "repaired"),
    ("샀다", "bought"),
    ("잃어버렸다", "lost"),
    ("찾았다", "found"),
    ("그렸다", "drew"),
    ("팔았다", "sold"),
    ("숨겼다", "hid"),
    ("보여 주었다", "showed"),
    ("만들었다", "made"),
    ("씻었다", "washed"),
    ("빌렸다", "borrowed"),
    ("태웠다", "burned"),
];
const WHEN: &[(&str, &str)] = &[
    ("어제", "yesterday"),
    ("새벽에", "at dawn"),
    ("지난주에", "last week"),
    ("비가 그친 뒤", "after the rain had stopped"),
    ("저녁마다", "every evening"),
    ("겨울 내내", "all winter"),
    ("점심을 먹고 나서", "after lunch"),
    ("축제 전날", "on the eve of the festival"),
];
/// Syllables that names are made of.
const SOUNDS: &[(&str, &str)] = &[
    ("바", "ba"),
    ("노", "no"),
    ("미", "mi"),
    ("타", "ta"),
    ("루", "ru"),
    ("케", "ke"),
    ("소", "so"),
    ("디", "di"),
    ("파", "pa"),
    ("모", "mo"),
    ("나", "na"),
    ("리", "ri"),
    ("코", "ko"),
    ("베", "be"),
    ("사", "sa"),
    ("토", "to"),
];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Of a hundred ideas so many are left out on one side …
const OMITTED: u64 = 4;
/// … and so many stand in one segment with the next, on one side.
const MERGED: u64 = 10;

/// Segments of both sides and how they belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Toy {
    pub(crate) ko: Vec<String>,
    pub(crate) en: Vec<String>,
    /// Korean and English segments of each bead, null beads included.
    pub(crate) beads: Vec<(Range<usize>, Range<usize>)>,
}

/// Numbers that look random (SplitMix64, Steele and others 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of `0..n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

impl Toy {
    /// About `segments` segments on each side.
    pub(crate) fn new(segments: usize, seed: u64) -> Self {
        let mut toy = Self::default();
        let mut chance = Chance(seed);
        while toy.ko.len().min(toy.en.len()) < segments {
            let (ko, en) = idea(&mut chance);
            match chance.below(100) {
                n if n < OMITTED / 2 => toy.push(&[ko], &[]),
                n if n < OMITTED => toy.push(&[], &[en]),
                n if n < OMITTED + MERGED => {
                    let (next_ko, next_en) = idea(&mut chance);
                    if n % 2 == 0 {
                        toy.push(&[format!("{ko} {next_ko}")], &[en, next_en]);
                    } else {
                        toy.push(&[ko, next_ko], &[format!("{en} {next_en}")]);
                    }
                }
                _ => toy.push(&[ko], &[en]),
            }
        }
        toy
    }

    fn push(&mut self, ko: &[String], en: &[String]) {
        let (from_ko, from_en) = (self.ko.len(), self.en.len());
        self.ko.extend_from_slice(ko);
        self.en.extend_from_slice(en);
        self.beads.push((from_ko..self.ko.len(), from_en..self.en.len()));
    }
}

/// One thing said in both languages.
fn idea(chance: &mut Chance) -> (String, String) {
    let (who, place, what, did) = (chance.of(WHO), chance.of(WHERE), chance.of(WHAT), chance.of(DID));
    let (mut ko, mut en) = (String::new(), String::new());
    if chance.below(3) == 0 {
        let when = chance.of(WHEN);
        let _ = write!(ko, "{} ", when.0);
        let _ = write!(en, "{}, ", when.1);
    }
    if chance.below(3) == 0 {
        let name: Vec<(&str, &str)> = (0..2 + chance.below(3)).map(|_| chance.of(SOUNDS)).collect();
        let (sounds, letters): (String, String) = name.into_iter().unzip();
        let _ = write!(ko, "{} {sounds}", who.0);
        let _ = write!(en, "{} {}", who.1, capital(&letters));
        let _ = write!(ko, "{} ", if closes(&sounds) { "은" } else { "는" });
    } else {
        let _ = write!(ko, "{}{} ", who.0, if closes(who.0) { "은" } else { "는" });
        en.push_str(who.1);
    }
    let _ = write!(ko, "{}에서 ", place.0);
    match chance.below(4) {
        0 => {
            let n = 2 + chance.below(9_000);
            let _ = write!(ko, "{} {n}개를 ", what.0);
            let _ = write!(en, " {} {n} times {}", did.1, what.1);
        }
        1 => {
            let code = format!(
                "{}{}-{}",
                char::from(b'A' + chance.below(26) as u8),
                char::from(b'A' + chance.below(26) as u8),
                chance.below(900)
            );
            let _ = write!(ko, "{code} 표가 붙은 {}{} ", what.0, if closes(what.0) { "을" } else { "를" });
            let _ = write!(en, " {} {} with the label {code}", did.1, what.1);
        }
        _ => {
            let _ = write!(ko, "{}{} ", what.0, if closes(what.0) { "을" } else { "를" });
            let _ = write!(en, " {} {}", did.1, what.1);
        }
    }
    let _ = write!(en, " {}", place.1);
    if chance.below(6) == 0 {
        let (month, day) = (chance.below(12) as usize, 1 + chance.below(28));
        ko = format!("{}월 {day}일 {ko}", month + 1);
        let _ = write!(en, " on {} {day}", MONTHS[month]);
    }
    let _ = write!(ko, "{}.", did.0);
    en.push('.');
    (ko, capital(&en))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Whether the last syllable ends in a consonant, which chooses the particle.
fn closes(word: &str) -> bool {
    word.chars().next_back().is_some_and(|c| !(c as u32).wrapping_sub(0xAC00).is_multiple_of(28))
}

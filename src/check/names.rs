//! Names that were exchanged: the source has one that the translation has not, and the translation another one that the source has
//! not.
//!
//! A word is held to be a name if it sounds like a word of the other side in some entry, is written with a capital wherever it stands,
//! and mostly keeps that company; countries and peoples are known by a list. Linear in the text but for what sorting takes.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::anchor::{Anchors, find_names, scan_places};
use crate::bitext::{Bitext, Side, Sides};

/// Names less alike than this are none.
const ALIKE: f32 = 0.75;
/// In so many entries a name must have its counterpart.
const OFTEN: u32 = 2;
/// Or in one, if it is that much alike, and stands in hardly any other.
const ALIKE_ONCE: f32 = 0.85;

/// A name of the source and the one that stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    /// The entry.
    pub(super) entry: usize,
    /// Bytes of each side's text.
    pub(super) names: Sides<Range<usize>>,
}

/// A name that nothing on the other side corresponds to.
#[derive(Clone, Debug)]
struct Lone<'t> {
    range: Range<usize>,
    /// What it is on the other side elsewhere in the text; none for a country or a people, which are known by a list.
    partner: Option<&'t str>,
}

/// Every entry in which a name was exchanged for another.
pub(super) fn exchanged(bitext: &Bitext) -> Vec<Exchange> {
    let small: FxHashSet<&str> = bitext.entries.iter().flat_map(|entry| small_words(bitext.text(Side::En, entry))).collect();
    // Most sentences name nobody, and need no further look.
    let names_someone: Vec<bool> =
        bitext.entries.par_iter().map(|entry| capitals(bitext.text(Side::En, entry)).any(|w| !is_small(&small, w))).collect();
    let text = |side, n: usize| if names_someone[n] { bitext.text(side, &bitext.entries[n]) } else { "" };
    let texts = Sides::build(|side| (0..bitext.entries.len()).map(|n| text(side, n)).collect::<Vec<_>>());
    let known = Known::of(Sides { ko: &texts.ko, en: &texts.en }, &small);
    let exchange = |entry: usize| {
        let text = Sides { ko: texts.ko[entry], en: texts.en[entry] };
        if text.ko.is_empty() || text.en.is_empty() {
            return None;
        }
        let lone = known.lone(entry, text);
        if lone.ko.is_empty() {
            return None;
        }
        let near = Near::of(text);
        let ko = lone.ko.iter().filter(|name| near.is_lone(Side::Ko, name)).collect::<Vec<_>>();
        // A name that is known stands for a name that is known; and any name at all for one that is known from elsewhere in the text.
        let in_place_of = |name: &Lone| {
            let known = lone.en.iter().find(|other| near.is_lone(Side::En, other)).map(|other| other.range.clone());
            known.or_else(|| if name.partner.is_some() { near.unexplained() } else { None })
        };
        ko.into_iter().find_map(|name| Some(Exchange { entry, names: Sides { ko: name.range.clone(), en: in_place_of(name)? } }))
    };
    (0..bitext.entries.len()).into_par_iter().filter_map(exchange).collect()
}

/// The names of a bitext.
struct Known<'t> {
    anchors: Anchors,
    /// For each anchor that is a name its two forms.
    names: Vec<Option<Sides<&'t str>>>,
}

impl<'t> Known<'t> {
    fn of(texts: Sides<&[&'t str]>, small: &FxHashSet<&str>) -> Self {
        let anchors = find_names(texts);
        let mut together = vec![0u32; anchors.table.len()];
        let mut forms: Vec<Option<Sides<&str>>> = vec![None; anchors.table.len()];
        let mut is_inside = vec![false; anchors.table.len()];
        for (entry, text) in texts.en.iter().enumerate() {
            let ko = anchors.of(Side::Ko, entry);
            for occurrence in anchors.of(Side::En, entry) {
                let anchor = occurrence.anchor as usize;
                let range = wide(&occurrence.range);
                is_inside[anchor] |= text[..range.start].trim_end().ends_with(|c: char| c.is_lowercase() || c == ',');
                if let Ok(at) = ko.binary_search_by_key(&occurrence.anchor, |o| o.anchor) {
                    together[anchor] += 1;
                    forms[anchor].get_or_insert(Sides { ko: &texts.ko[entry][wide(&ko[at].range)], en: &text[range] });
                }
            }
        }
        let is_name = |n: usize| {
            let anchor = &anchors.table[n];
            let most = anchor.segments.ko.max(anchor.segments.en);
            let often = anchor.similarity >= ALIKE && together[n] >= OFTEN && 3 * together[n] >= 2 * most;
            let once = anchor.similarity >= ALIKE_ONCE && together[n] == 1 && most <= 2;
            is_inside[n] && (often || once)
        };
        let names =
            forms.into_iter().enumerate().map(|(n, form)| form.filter(|form| is_name(n) && !is_small(small, form.en))).collect();
        Self { names, anchors }
    }

    /// The names of each side of an entry that nothing on the other side corresponds to.
    fn lone(&self, entry: usize, text: Sides<&str>) -> Sides<Vec<Lone<'t>>> {
        let rows = Sides::build(|side| self.anchors.of(side, entry));
        let ko = scan_places(Side::Ko, text.ko);
        if ko.is_empty() && !rows.ko.iter().any(|o| self.names[o.anchor as usize].is_some()) {
            return Sides::default();
        }
        let places = Sides { ko, en: scan_places(Side::En, text.en) };
        Sides::build(|side| {
            let (own, other) = (*rows.get(side), *rows.get(side.other()));
            let has = |anchor: u32| other.binary_search_by_key(&anchor, |o| o.anchor).is_ok();
            let mut matched: Vec<Range<usize>> = own.iter().filter(|o| has(o.anchor)).map(|o| wide(&o.range)).collect();
            let mut lone: Vec<Lone> = Vec::new();
            for occurrence in own.iter().filter(|o| !has(o.anchor)) {
                let forms = self.names[occurrence.anchor as usize];
                lone.extend(forms.map(|form| Lone { range: wide(&occurrence.range), partner: Some(*form.get(side.other())) }));
            }
            let others = places.get(side.other());
            for (range, line) in places.get(side) {
                match others.iter().any(|(_, other)| other == line) {
                    true => matched.push(wide(range)),
                    false => lone.push(Lone { range: wide(range), partner: None }),
                }
            }
            lone.retain(|name| !TITLES.contains(&&text.get(side)[name.range.clone()]));
            lone.retain(|name| !matched.iter().any(|m| touches(text.get(side), m, &name.range)));
            lone.sort_by_key(|name| (name.range.start, name.range.end));
            lone
        })
    }
}

/// What corresponds in one entry by itself, where fewer words vie for a partner than in the whole text.
struct Near<'t> {
    text: Sides<&'t str>,
    matched: Sides<Vec<Range<usize>>>,
}

impl<'t> Near<'t> {
    fn of(text: Sides<&'t str>) -> Self {
        let anchors = find_names(Sides { ko: &[text.ko], en: &[text.en] });
        let matched = Sides::build(|side| anchors.of(side, 0).iter().map(|o| wide(&o.range)).collect());
        Self { text, matched }
    }

    fn is_matched(&self, side: Side, range: &Range<usize>) -> bool {
        self.matched.get(side).iter().any(|m| touches(self.text.get(side), m, range))
    }

    /// Whether a name has no counterpart here either, be it in the same letters, under a seat of government, or shortened.
    fn is_lone(&self, side: Side, name: &Lone) -> bool {
        let surface = &self.text.get(side)[name.range.clone()];
        let other = *self.text.get(side.other());
        let is_shortened = name.partner.is_some_and(|partner| has_beginning(other, partner));
        !self.is_matched(side, &name.range)
            && !other.contains(surface)
            && !is_shortened
            && !is_known_otherwise(side, surface, self.text)
    }

    /// A name inside the English sentence, of people or things, that nothing in the Korean corresponds to.
    fn unexplained(&self) -> Option<Range<usize>> {
        let en = self.text.en;
        let places = scan_places(Side::En, en);
        let is_word = |word: &str| TITLES.contains(&word) || word.len() < 3;
        let (mut at, mut after_small) = (0, false);
        for word in en.split(' ') {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let range = at..at + bare.len();
            let is_name = after_small && bare.starts_with(char::is_uppercase) && bare.chars().skip(1).all(char::is_lowercase);
            after_small = word.starts_with(char::is_lowercase) && word.ends_with(char::is_lowercase);
            at += word.len() + 1;
            let is_place = || places.iter().any(|(place, _)| touches(en, &wide(place), &range));
            if is_name && !is_word(bare) && !is_place() && !self.is_matched(Side::En, &range) && !self.text.ko.contains(bare) {
                return Some(range);
            }
        }
        None
    }
}

/// Whether some word of a text begins as a name does: Bolivian for Bolivia, Juve for Juventus, 김 for 김정은.
fn has_beginning(text: &str, name: &str) -> bool {
    let beginning: String = name.chars().take(if name.is_ascii() { 3 } else { 2 }).collect();
    let (text, beginning) = (text.to_lowercase(), beginning.to_lowercase());
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&beginning))
}

/// Words with a capital that are translated, not spelled by sound: titles and forms of address, months, days.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    // Of the state, the courts and the forces.
    "President", "Vice", "Prime", "Minister", "Deputy", "Secretary", "Chancellor", "Ambassador", "Consul", "Governor", "Mayor", "Senator",
    "Congressman", "Congresswoman", "Representative", "Speaker", "Councillor", "Commissioner", "Judge", "Justice", "Prosecutor", "Attorney",
    "Sheriff", "Inspector", "Detective", "Officer", "General", "Admiral", "Marshal", "Colonel", "Major", "Captain", "Commander",
    "Lieutenant", "Sergeant", "Corporal", "Private",
    // Of birth and faith.
    "King", "Queen", "Prince", "Princess", "Emperor", "Empress", "Duke", "Duchess", "Count", "Countess", "Baron", "Baroness", "Sir", "Dame",
    "Lord", "Lady", "God", "Pope", "Cardinal", "Archbishop", "Bishop", "Father", "Mother", "Brother", "Sister", "Reverend", "Pastor",
    "Rabbi", "Imam", "Saint",
    // Of firms, schools and hospitals; in the family.
    "Chairman", "Chairwoman", "Chairperson", "Chief", "Director", "Manager", "Founder", "Editor", "Coach", "Principal", "Dean", "Professor",
    "Doctor", "Nurse", "Mrs", "Miss", "Madam", "Uncle", "Aunt", "Grandma", "Grandpa",
    // Months and days.
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb",
    "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
];

/// A country with the syllable that stands for it in Korean headlines (none if it has none that is usual), its English names, and
/// its seats of government, whose names stand for it as well.
type Country = (&'static str, Option<char>, &'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const COUNTRIES: &[Country] = &[
    ("미국", Some('미'), &["U.S.", "US", "United States", "USA", "America", "American", "Americans"], &["Washington", "워싱턴", "White House", "백악관"]),
    ("한국", Some('한'), &["Korea", "Korean", "Koreans", "South Korea", "South Korean", "South Koreans"], &["Seoul", "서울", "Blue House", "청와대"]),
    ("남한", Some('남'), &["South Korea", "South Korean", "South Koreans", "Korea", "Korean"], &["Seoul", "서울"]),
    ("북한", Some('북'), &["North Korea", "North Korean", "North Koreans", "DPRK"], &["Pyongyang", "평양"]),
    ("일본", Some('일'), &["Japan", "Japanese"], &["Tokyo", "도쿄"]),
    ("중국", Some('중'), &["China", "Chinese"], &["Beijing", "베이징"]),
    ("대만", None, &["Taiwan", "Taiwanese"], &["Taipei", "타이베이"]),
    ("몽골", Some('몽'), &["Mongolia", "Mongolian", "Mongolians"], &["Ulaanbaatar", "울란바토르"]),
    ("러시아", Some('러'), &["Russia", "Russian", "Russians"], &["Moscow", "모스크바", "Kremlin", "크렘린"]),
    ("우크라이나", Some('우'), &["Ukraine", "Ukrainian", "Ukrainians"], &["Kyiv", "Kiev", "키이우"]),
    (
        "영국", Some('영'), &["UK", "U.K.", "United Kingdom", "Britain", "British", "England", "English"],
        &["London", "런던", "Westminster", "웨스트민스터", "Downing Street", "다우닝가"],
    ),
    ("프랑스", Some('프'), &["France", "French"], &["Paris", "파리"]),
    ("독일", Some('독'), &["Germany", "German", "Germans"], &["Berlin", "베를린"]),
    ("이탈리아", None, &["Italy", "Italian", "Italians"], &["Rome", "로마"]),
    ("스페인", None, &["Spain", "Spanish", "Spaniards"], &["Madrid", "마드리드"]),
    ("포르투갈", None, &["Portugal", "Portuguese"], &["Lisbon", "리스본"]),
    ("네덜란드", None, &["Netherlands", "Dutch", "Holland"], &["Hague", "헤이그", "Amsterdam", "암스테르담"]),
    ("벨기에", None, &["Belgium", "Belgian", "Belgians"], &["Brussels", "브뤼셀"]),
    ("스위스", None, &["Switzerland", "Swiss"], &["Bern", "베른"]),
    ("오스트리아", None, &["Austria", "Austrian", "Austrians"], &["Vienna", "빈"]),
    ("스웨덴", None, &["Sweden", "Swedish", "Swedes"], &["Stockholm", "스톡홀름"]),
    ("노르웨이", None, &["Norway", "Norwegian", "Norwegians"], &["Oslo", "오슬로"]),
    ("덴마크", None, &["Denmark", "Danish", "Danes"], &["Copenhagen", "코펜하겐"]),
    ("핀란드", None, &["Finland", "Finnish", "Finns"], &["Helsinki", "헬싱키"]),
    ("폴란드", None, &["Poland", "Polish", "Poles"], &["Warsaw", "바르샤바"]),
    ("체코", None, &["Czech Republic", "Czech", "Czechia", "Czechs"], &["Prague", "프라하"]),
    ("헝가리", None, &["Hungary", "Hungarian", "Hungarians"], &["Budapest", "부다페스트"]),
    ("그리스", None, &["Greece", "Greek", "Greeks"], &["Athens", "아테네"]),
    ("튀르키예", None, &["Turkey", "Türkiye", "Turkish", "Turks"], &["Ankara", "앙카라"]),
    ("터키", None, &["Turkey", "Türkiye", "Turkish", "Turks"], &["Ankara", "앙카라"]),
    ("이스라엘", None, &["Israel", "Israeli", "Israelis"], &["Jerusalem", "예루살렘"]),
    ("이란", None, &["Iran", "Iranian", "Iranians"], &["Tehran", "테헤란"]),
    ("이라크", None, &["Iraq", "Iraqi", "Iraqis"], &["Baghdad", "바그다드"]),
    ("시리아", None, &["Syria", "Syrian", "Syrians"], &["Damascus", "다마스쿠스"]),
    ("사우디아라비아", None, &["Saudi Arabia", "Saudi", "Saudis"], &["Riyadh", "리야드"]),
    ("이집트", None, &["Egypt", "Egyptian", "Egyptians"], &["Cairo", "카이로"]),
    ("남아프리카공화국", None, &["South Africa", "South African", "South Africans"], &["Pretoria", "프리토리아"]),
    ("남아공", None, &["South Africa", "South African", "South Africans"], &["Pretoria", "프리토리아"]),
    ("인도", None, &["India", "Indian", "Indians"], &["Delhi", "델리"]),
    ("파키스탄", None, &["Pakistan", "Pakistani", "Pakistanis"], &["Islamabad", "이슬라마바드"]),
    ("아프가니스탄", None, &["Afghanistan", "Afghan", "Afghans"], &["Kabul", "카불"]),
    ("베트남", Some('베'), &["Vietnam", "Vietnamese"], &["Hanoi", "하노이"]),
    ("태국", Some('태'), &["Thailand", "Thai", "Thais"], &["Bangkok", "방콕"]),
    ("인도네시아", None, &["Indonesia", "Indonesian", "Indonesians"], &["Jakarta", "자카르타"]),
    ("필리핀", Some('필'), &["Philippines", "Philippine", "Filipino", "Filipinos"], &["Manila", "마닐라"]),
    ("호주", Some('호'), &["Australia", "Australian", "Australians"], &["Canberra", "캔버라"]),
    ("뉴질랜드", None, &["New Zealand", "New Zealanders"], &["Wellington", "웰링턴"]),
    ("캐나다", Some('캐'), &["Canada", "Canadian", "Canadians"], &["Ottawa", "오타와"]),
    ("멕시코", None, &["Mexico", "Mexican", "Mexicans"], &["Mexico City", "멕시코시티"]),
    ("브라질", None, &["Brazil", "Brazilian", "Brazilians"], &["Brasilia", "브라질리아"]),
    ("아르헨티나", None, &["Argentina", "Argentine", "Argentines"], &["Buenos Aires", "부에노스아이레스"]),
    ("유럽", Some('유'), &["Europe", "European", "Europeans", "EU", "European Union"], &["Brussels", "브뤼셀"]),
];

/// Whether a country is told by its seat of government or a syllable, or a seat of government by the country.
fn is_known_otherwise(side: Side, surface: &str, text: Sides<&str>) -> bool {
    COUNTRIES.iter().any(|(ko, syllable, en, seats)| {
        let is_it = |word: &str| word == *ko || en.contains(&word) || seats.contains(&word);
        let other = *text.get(side.other());
        let says = |word: &str| other.contains(word);
        is_it(surface)
            && (says(ko)
                || en.iter().chain(*seats).any(|word| says(word))
                || side == Side::En && syllable.is_some_and(|syllable| headline_has(text.ko, syllable)))
    })
}

/// Whether a Korean word consists of the syllables of countries, and this is one of them: 미, 한미, 미·중.
fn headline_has(ko: &str, syllable: char) -> bool {
    let is_country = |c: &char| COUNTRIES.iter().any(|country| country.1 == Some(*c));
    ko.contains(syllable)
        && ko.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let countries = word.chars().take_while(is_country).collect::<String>();
            countries.contains(syllable) && (countries.len() == word.len() || countries.chars().count() > 1)
        })
}

/// Whether two stretches overlap, or belong to one name: side by side with nothing but a space, a point or a hyphen between.
fn touches(text: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    if second.start <= first.end {
        return true;
    }
    let between = &text[first.end..second.start];
    between.len() <= 3 && between.chars().all(|c| matches!(c, ' ' | '.' | '-' | '·'))
}

fn wide(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The words of an English text that begin with a capital and could be names.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1 && word.starts_with(char::is_uppercase))
}

/// Whether a word stands in a set of words in small letters.
fn is_small(small: &FxHashSet<&str>, word: &str) -> bool {
    small.contains(word.to_lowercase().as_str())
}

/// The words of an English text that begin with a small letter.
fn small_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Document, Entry, Segment};

    /// Every exchange in these pairs: the Korean name and the English one.
    fn found(pairs: &[(&str, &str)]) -> Vec<(usize, String, String)> {
        let mut bitext = Bitext::default();
        for (n, (ko, en)) in pairs.iter().enumerate() {
            for (side, text) in [(Side::Ko, ko), (Side::En, en)] {
                let Document { text: all, segments, .. } = bitext.documents.get_mut(side);
                segments.push(Segment { range: all.len()..all.len() + text.len(), block: n });
                all.push_str(text);
                all.push('\n');
            }
            bitext.entries.push(Entry { segments: Sides { ko: n..n + 1, en: n..n + 1 }, ..Entry::default() });
        }
        let name = |e: &Exchange, side| bitext.text(side, &bitext.entries[e.entry])[e.names.get(side).clone()].to_owned();
        exchanged(&bitext).iter().map(|e| (e.entry, name(e, Side::Ko), name(e, Side::En))).collect()
    }

    const KNOWN: [(&str, &str); 4] = [
        ("개막식에서 타르코프 감독이 인사했다.", "At the opening the director Tarkov greeted the guests."),
        ("관객은 타르코프에게 박수를 보냈다.", "The audience applauded Tarkov."),
        ("심사위원장은 벨라스코였다.", "The head of the jury was Velasco."),
        ("상은 벨라스코가 전했다.", "The prize was handed over by Velasco."),
    ];

    fn with(pair: (&'static str, &'static str)) -> Vec<(usize, String, String)> {
        found(&KNOWN.into_iter().chain([pair]).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_that_stands_for_another_one_of_the_text_is_found() {
        let swapped = with(("저녁에는 타르코프가 기자들과 만났다.", "In the evening Velasco met the reporters."));
        assert_eq!(swapped, [(4, "타르코프".to_owned(), "Velasco".to_owned())]);
    }

    #[test]
    fn a_name_that_the_text_does_not_know_is_found_in_place_of_one_that_it_knows() {
        let swapped = with(("저녁에는 타르코프가 기자들과 만났다.", "In the evening the director Osborne met the reporters."));
        assert_eq!(swapped, [(4, "타르코프".to_owned(), "Osborne".to_owned())]);
    }

    #[test]
    fn pronouns_titles_and_shortenings_are_no_exchange() {
        for en in [
            "In the evening he met the reporters.",
            "In the evening the director met the reporters on Monday.",
            "In the evening Tarkov met the reporters with Velasco.",
            "In the evening Tarko met the reporters with Osborne.",
        ] {
            assert_eq!(with(("저녁에는 타르코프가 기자들과 만났다.", en)), [], "{en}");
        }
    }

    #[test]
    fn a_country_may_be_told_by_its_seat_of_government_or_a_syllable() {
        for (ko, en, is_fine) in [
            ("미국은 답하지 않았다.", "Washington gave no answer.", true),
            ("한미 양국이 논의했다.", "Korea and the US discussed it.", true),
            ("이번 조치에 미 재무부는 반대했다.", "The US treasury opposed the measure.", true),
            ("독일은 답하지 않았다.", "France gave no answer.", false),
            ("캐나다는 답하지 않았다.", "Ottawa gave no answer.", true),
            ("한·캐 정상이 만났다.", "Leaders of Korea and Canada met.", true),
            ("헝가리는 답하지 않았다.", "Poland gave no answer.", false),
            ("하나님께 감사했다.", "They gave thanks to the Lord.", true),
            ("EU는 독일의 제안을 거절했다.", "The EU turned the proposal down.", true),
        ] {
            assert_eq!(found(&[(ko, en)]).is_empty(), is_fine, "{ko} {en}");
        }
    }
}

//! Evidence from form: numbers, Latin-script words, names by sound, and the shape of the segments that stand on both sides.
//!
//! Text flows: [fold](crate::normalize::Folded) → scanners (`number_ko`, `number_en`, `latin`, `exonym`, `name`, `form`) that yield
//! mentions with comparable keys → [`find`], which keeps the keys that stand on both sides. Nothing here knows of alignment:
//! an anchor says that two segments hold the same thing, and how many others do; what that is worth is weighed elsewhere.

mod chars;
mod decimal;
mod digits;
mod event;
mod exonym;
mod find;
mod form;
mod joined;
mod kind;
mod label;
mod latin;
mod name;
mod number_en;
mod number_ko;
mod numeral_en;
mod numeral_ko;
mod particles;
mod quantity;
mod scan;

pub use decimal::Decimal;
pub use find::{Anchor, Anchors, Occurrence, find, find_names};
pub use kind::AnchorKind;
pub(crate) use label::without_label;
pub use latin::LatinMention;
pub(crate) use particles::is_particle;
pub use quantity::{Currency, NumberMention, Quantity};
pub use scan::{scan_latin, scan_numbers, scan_places};

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;
    use crate::bitext::{Side, Sides};

    fn readings(side: Side, text: &str) -> Vec<Quantity> {
        scan_numbers(side, text).into_iter().flat_map(|m| m.readings).collect()
    }

    #[test]
    fn korean_and_english_say_the_same_number() {
        let mut wrong = Vec::new();
        for row in include_str!("data/equivalences.tsv").lines() {
            let [kind, ko, en] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
            let (ko, en) = (readings(Side::Ko, ko), readings(Side::En, en));
            let same = ko.iter().any(|q| en.contains(q) && format!("{:?}", q.kind()).eq_ignore_ascii_case(kind));
            if !same {
                wrong.push(format!("{row}: {ko:?} {en:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn different_numbers_are_not_the_same() {
        for (ko, en) in [
            ("1억 1천만 명", "11 million people"),
            ("30일", "Jan. 3"),
            ("두 명", "three people"),
            ("오후 3시", "4 p.m."),
            ("1990년대", "the 1980s"),
            ("3.5%", "35%"),
            ("3만 명", "3,000 people"),
            ("한 남자가 말했다", "a man said"),
            ("이 일만 했다", "did this work alone"),
            ("만일 비가 오면", "if it rains"),
        ] {
            let (ko, en) = (readings(Side::Ko, ko), readings(Side::En, en));
            assert!(!ko.iter().any(|q| en.contains(q)), "{ko:?} {en:?}");
        }
    }

    /// The surfaces of the anchors of one kind that a Korean and an English sentence share.
    fn shared(kind: AnchorKind, ko: &str, en: &str) -> Vec<(String, String)> {
        let anchors = find(Sides { ko: &[ko], en: &[en] });
        let surface = |text: &str, range: &Range<u32>| text[range.start as usize..range.end as usize].to_owned();
        let pair = |o: &Occurrence| {
            let other = anchors.of(Side::En, 0).iter().find(|e| e.anchor == o.anchor)?;
            (anchors.table[o.anchor as usize].kind == kind).then(|| (surface(ko, &o.range), surface(en, &other.range)))
        };
        anchors.of(Side::Ko, 0).iter().filter_map(pair).collect()
    }

    #[test]
    fn names_are_explained_by_their_whole_surface() {
        for (ko, en, expected) in [
            ("윤석열이 말했다.", "Yoon Suk Yeol said so.", ("윤석열", "Yoon Suk Yeol")),
            ("윤석열 대통령은", "President Yun Seok-yeol", ("윤석열", "Yun Seok-yeol")),
            ("이재명 대표가", "Lee Jae-myung, the leader", ("이재명", "Lee Jae-myung")),
            ("김은혜는 갔다.", "Eun-hye Kim left.", ("김은혜", "Eun-hye Kim")),
            ("최민호와", "with Choe Min Ho", ("최민호", "Choe Min Ho")),
            ("스톨텐베르그에게", "to Stoltenberg", ("스톨텐베르그", "Stoltenberg")),
            ("윤 대통령은", "President Yoon", ("윤", "Yoon")),
            ("용산구에서", "in Yongsan-gu", ("용산", "Yongsan")),
            ("이 컴포넌트를 쓴다.", "It uses components.", ("컴포넌트", "components")),
        ] {
            let found = shared(AnchorKind::Name, ko, en);
            assert!(found.contains(&(expected.0.to_owned(), expected.1.to_owned())), "{ko} {en}: {found:?}");
        }
    }

    #[test]
    fn other_people_do_not_sound_alike() {
        for (ko, en) in [
            ("윤석열이 말했다.", "Lee Jae-myung said so."),
            ("김은혜는 갔다.", "Kim Min-ho left."),
            ("이 사람은", "Lee said"),
            ("우리는 많은 사람을 만났다.", "We met many summers."),
        ] {
            assert_eq!(shared(AnchorKind::Name, ko, en), [], "{ko} {en}");
        }
    }

    #[test]
    fn latin_words_agree_in_any_case_and_plural() {
        assert_eq!(shared(AnchorKind::Word, "NATO에 가입했다.", "joined nato"), [("NATO".to_owned(), "nato".to_owned())]);
        assert_eq!(
            shared(AnchorKind::Stem, "Server를 켠다.", "Turn on the servers."),
            [("Server".to_owned(), "servers".to_owned())]
        );
        assert_eq!(shared(AnchorKind::Word, "EU는", "the UN"), []);
    }

    #[test]
    fn long_runs_take_linear_time() {
        for unit in ["a-", "1,", "만", "Kim ", "a.b", "1.", "{", "\u{301}", "두 ", "half a "] {
            let text = unit.repeat(20_000);
            let anchors = find(Sides { ko: &[&text], en: &[&text] });
            let ends = Side::BOTH.map(|side| anchors.of(side, 0).iter().all(|o| o.range.end as usize <= text.len()));
            assert_eq!(ends, [true, true]);
        }
    }

    proptest! {
        #[test]
        fn any_strings_give_ranges_that_stand_in_their_segments(
            ko in proptest::collection::vec("[가-힣0-9a-zA-Z만억조년월일두세열.,:%$() ~-]{0,30}|\\PC{0,30}", 0..6),
            en in proptest::collection::vec("[a-zA-Z0-9 .,:'%$()-]{0,30}|(two|a|half|million|and|Jan\\.|3rd|[0-9]{1,20}|Kim|[ -]){0,12}|\\PC{0,30}", 0..6),
        ) {
            let texts = Sides { ko: ko.iter().map(String::as_str).collect::<Vec<_>>(), en: en.iter().map(String::as_str).collect::<Vec<_>>() };
            let anchors = find(Sides { ko: &texts.ko, en: &texts.en });
            let mut counts = vec![Sides { ko: 0u32, en: 0u32 }; anchors.table.len()];
            for side in Side::BOTH {
                for (segment, text) in texts.get(side).iter().enumerate() {
                    let row = anchors.of(side, segment);
                    prop_assert!(row.windows(2).all(|w| w[0].anchor < w[1].anchor));
                    for o in row {
                        prop_assert!(text.get(o.range.start as usize..o.range.end as usize).is_some_and(|s| !s.is_empty()));
                        *counts[o.anchor as usize].get_mut(side) += 1;
                    }
                    scan_numbers(side, text);
                    scan_latin(text);
                }
            }
            for (anchor, count) in anchors.table.iter().zip(counts) {
                prop_assert_eq!(anchor.segments, count);
                prop_assert!(count.ko > 0 && count.en > 0 && (0.0..=1.0).contains(&anchor.similarity));
            }
        }
    }
}

//! Numbers with a unit of measure, in one scale a kind: 5 km and 3.1 miles, 30평 and 99 m², 1시간 30분 and 90 minutes say the same.

use crate::anchor::{NumberMention, Quantity, is_particle};
use crate::bitext::{Side, Sides};
use crate::check::Facts;

/// Conversions are rounded: to two digits in the worst case.
const ROUNDED: f64 = 0.04;
/// The same for temperatures, in degrees Celsius.
const ROUNDED_DEGREES: f64 = 1.0;
/// Syllables behind a Korean unit that are looked at.
const LONGEST_ENDING: usize = 6;

/// What is measured, and the scale its values are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Seconds.
    Time,
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit, before they are converted.
    Fahrenheit,
    /// Degrees without a scale: of either, or an angle.
    Degrees,
}

use Kind::{Area, Celsius, Degrees, Fahrenheit, Length, Mass, Time, Volume};

/// Units with their kind and their size; of two that begin alike the longer one first.
#[rustfmt::skip]
const UNITS: Sides<&[(&str, Kind, f64)]> = Sides {
    ko: &[
        ("제곱킬로미터", Area, 1e6), ("제곱미터", Area, 1.0), ("킬로미터", Length, 1000.0), ("센티미터", Length, 0.01), ("밀리미터", Length, 0.001),
        ("미터", Length, 1.0), ("㎢", Area, 1e6), ("㎡", Area, 1.0), ("m²", Area, 1.0), ("㎞", Length, 1000.0), ("km²", Area, 1e6), ("km", Length, 1000.0),
        ("㎝", Length, 0.01), ("cm", Length, 0.01), ("㎜", Length, 0.001), ("mm", Length, 0.001), ("m", Length, 1.0), ("마일", Length, 1609.344),
        ("피트", Length, 0.3048), ("인치", Length, 0.0254), ("야드", Length, 0.9144), ("킬로그램", Mass, 1.0), ("그램", Mass, 0.001),
        ("㎏", Mass, 1.0), ("kg", Mass, 1.0), ("g", Mass, 0.001), ("톤", Mass, 1000.0), ("t", Mass, 1000.0), ("온스", Mass, 0.028_349_5),
        ("평", Area, 3.305_785), ("헥타르", Area, 1e4), ("ha", Area, 1e4), ("에이커", Area, 4046.86), ("밀리리터", Volume, 0.001), ("리터", Volume, 1.0),
        ("㎖", Volume, 0.001), ("ml", Volume, 0.001), ("ℓ", Volume, 1.0), ("L", Volume, 1.0), ("갤런", Volume, 3.785_41),
        ("시간", Time, 3600.0), ("분", Time, 60.0), ("초", Time, 1.0), ("주일", Time, 604_800.0), ("주", Time, 604_800.0), ("개월", Time, 2_629_800.0),
        ("년", Time, 31_557_600.0), ("℃", Celsius, 1.0), ("°C", Celsius, 1.0), ("℉", Fahrenheit, 1.0), ("°F", Fahrenheit, 1.0), ("도", Degrees, 1.0),
    ],
    en: &[
        ("square kilomet", Area, 1e6), ("square met", Area, 1.0), ("square mile", Area, 2_589_988.0), ("square feet", Area, 0.092_903),
        ("square foot", Area, 0.092_903), ("km²", Area, 1e6), ("m²", Area, 1.0), ("kilomet", Length, 1000.0), ("centimet", Length, 0.01),
        ("millimet", Length, 0.001), ("meter", Length, 1.0), ("metre", Length, 1.0), ("km", Length, 1000.0), ("cm", Length, 0.01), ("mm", Length, 0.001),
        ("mile", Length, 1609.344), ("feet", Length, 0.3048), ("foot", Length, 0.3048), ("ft", Length, 0.3048), ("inch", Length, 0.0254),
        ("yard", Length, 0.9144), ("kilogram", Mass, 1.0), ("kilo", Mass, 1.0), ("kg", Mass, 1.0), ("gram", Mass, 0.001), ("ton", Mass, 1000.0),
        ("ounce", Mass, 0.028_349_5), ("oz", Mass, 0.028_349_5), ("lbs", Mass, 0.453_592), ("lb", Mass, 0.453_592), ("pyeong", Area, 3.305_785), ("hectare", Area, 1e4),
        ("ha", Area, 1e4), ("acre", Area, 4046.86), ("milliliter", Volume, 0.001), ("millilitre", Volume, 0.001), ("ml", Volume, 0.001),
        ("liter", Volume, 1.0), ("litre", Volume, 1.0), ("gallon", Volume, 3.785_41), ("hour", Time, 3600.0), ("minute", Time, 60.0),
        ("second", Time, 1.0), ("day", Time, 86_400.0), ("week", Time, 604_800.0), ("month", Time, 2_629_800.0), ("year", Time, 31_557_600.0),
        ("degrees Celsius", Celsius, 1.0), ("degrees Fahrenheit", Fahrenheit, 1.0), ("°C", Celsius, 1.0), ("°F", Fahrenheit, 1.0), ("degree", Degrees, 1.0),
    ],
};

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) kind: Kind,
    /// In the scale of the kind; of parts that stand together (1시간 30분) the sum.
    pub(super) value: f64,
    /// Its own part of the sum.
    part: f64,
    /// What one of its unit is in the scale.
    size: f64,
    /// Where the unit ends in the text.
    end: usize,
}

/// The measure of each number of a side, where it has one. Linear in the numbers.
pub(super) fn measures(facts: &Facts<'_>, side: Side) -> Vec<Option<Measure>> {
    let text = *facts.text.get(side);
    let mentions = facts.numbers(side);
    let mut all: Vec<Option<Measure>> = mentions.iter().map(|mention| measure(side, text, mention)).collect();
    for n in 1..all.len() {
        if let (Some(first), Some(second)) = (all[n - 1], all[n])
            && first.kind == second.kind
            && first.value > second.value
            && matches!(text.get(first.end..mentions[n].range.start as usize).map(str::trim), Some("" | "and"))
        {
            let value = first.value + second.value;
            (all[n - 1], all[n]) = (Some(Measure { value, ..first }), Some(Measure { value, ..second }));
        }
    }
    all
}

fn measure(side: Side, text: &str, mention: &NumberMention) -> Option<Measure> {
    if matches!(mention.readings.first(), Some(Quantity::Date { .. } | Quantity::Decade(_))) {
        return None;
    }
    let number = mention.readings.iter().find_map(|reading| match reading {
        Quantity::Number(value) => Some(value.approximate()),
        _ => None,
    })?;
    let (start, end) = (mention.range.start as usize, mention.range.end as usize);
    let surface = &text[start..end];
    let units = UNITS.get(side);
    // A unit may be held to be part of the number, as that of years is.
    let inside = units.iter().find(|(unit, ..)| side == Side::Ko && surface.ends_with(unit)).map(|unit| (unit, end));
    let gap = text[end..].chars().next().filter(|c| matches!(c, ' ' | '-' | '\u{a0}')).map_or(0, char::len_utf8);
    let behind = || {
        let rest = &text[end + gap..];
        let unit = units.iter().find(|(unit, ..)| rest.starts_with(unit) && ends(side, unit, &rest[unit.len()..]))?;
        Some((unit, end + gap + unit.0.len()))
    };
    let ((_, kind, size), end) = inside.or_else(behind)?;
    let before = text[..start].trim_end();
    let kind = match kind {
        Degrees if before.ends_with("섭씨") => Celsius,
        Degrees if before.ends_with("화씨") => Fahrenheit,
        kind => *kind,
    };
    // 한 시간 반 is an hour and a half.
    let half = text[end..].strip_prefix(" 반").filter(|rest| side == Side::Ko && !rest.starts_with(is_syllable));
    let value = (number + if half.is_some() { 0.5 } else { 0.0 }) * size;
    Some(Measure { kind, value, part: number * size, size: *size, end })
}

fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether a unit may end here: nothing but a particle, a plural or the rest of its spelling follows.
fn ends(side: Side, unit: &str, rest: &str) -> bool {
    let word: Vec<char> = rest.chars().take(LONGEST_ENDING).take_while(|c| c.is_alphanumeric()).collect();
    match side {
        Side::Ko => {
            const AFTER: [&str; 10] = ["간", "여", "가량", "정도", "짜리", "미만", "이상", "이하", "쯤", "씩"];
            let word: String = word.iter().take_while(|c| !c.is_ascii_digit()).collect();
            let bare = AFTER.iter().find_map(|after| word.strip_prefix(after)).unwrap_or(&word);
            bare.is_empty() || is_particle(&bare.chars().collect::<Vec<_>>())
        }
        Side::En => {
            let word: String = word.into_iter().collect();
            let is_short = unit.len() <= 2 || unit.ends_with(['²', 'C', 'F']);
            word.is_empty() || !is_short && matches!(&*word, "s" | "es" | "er" | "ers" | "re" | "res" | "ne" | "nes")
        }
    }
}

/// Whether two measures say the same, within what conversions are rounded by.
pub(super) fn same(a: Measure, b: Measure) -> bool {
    // Of one unit nothing is rounded.
    if a.kind == b.kind && a.size == b.size {
        let is_equal = |x: f64, y: f64| (x - y).abs() <= 1e-6 * x.abs().max(y.abs());
        return [a.value, a.part].iter().any(|x| is_equal(*x, b.value) || is_equal(*x, b.part));
    }
    let celsius = |m: Measure| match m.kind {
        Fahrenheit => vec![(m.value - 32.0) / 1.8],
        Degrees => vec![m.value, (m.value - 32.0) / 1.8],
        _ => vec![m.value],
    };
    let is_degrees = |m: Measure| matches!(m.kind, Celsius | Fahrenheit | Degrees);
    match (is_degrees(a), is_degrees(b)) {
        (true, true) => celsius(a).iter().any(|x| celsius(b).iter().any(|y| (x - y).abs() <= ROUNDED_DEGREES)),
        (false, false) => {
            let is_near = |x: f64, y: f64| (x - y).abs() <= ROUNDED * x.abs().max(y.abs());
            a.kind == b.kind && [a.value, a.part].iter().any(|x| is_near(*x, b.value) || is_near(*x, b.part))
        }
        _ => false,
    }
}

/// Numbers that are the same on both sides with units that are not, as indices of mentions.
pub(in crate::check) fn changed_units(facts: &Facts<'_>) -> Vec<Sides<usize>> {
    let all = Sides::build(|side| measures(facts, side));
    if all.ko.iter().all(Option::is_none) || all.en.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut changed = Vec::new();
    for (ko, own) in all.ko.iter().enumerate() {
        let Some(own) = own.filter(|own| !all.en.iter().flatten().any(|other| same(*own, *other))) else { continue };
        let number = &facts.numbers(Side::Ko)[ko];
        let is_it = |(en, other): (usize, &Option<Measure>)| {
            let other = (*other)?;
            let is_new = !all.ko.iter().flatten().any(|m| same(*m, other));
            let says_the_same = super::agree(Side::Ko, number, &facts.numbers(Side::En)[en]);
            (is_new && says_the_same && own != other).then_some(en)
        };
        // Without a unit the same number somewhere else may be the one that is meant.
        let bare =
            all.en.iter().enumerate().any(|(en, m)| m.is_none() && super::agree(Side::Ko, number, &facts.numbers(Side::En)[en]));
        if let Some(en) = all.en.iter().enumerate().find_map(is_it).filter(|_| !bare) {
            changed.push(Sides { ko, en });
        }
    }
    changed
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::bitext::{Bitext, Document, Entry, Segment};
    use crate::check::{Checker, Settings, rules_by_name};

    /// The codes of the rules about numbers that fire on a pair.
    pub(in crate::check::numbers) fn codes(ko: &str, en: &str) -> Vec<&'static str> {
        let document = |text: &str| {
            let segments = std::iter::once(Segment { range: 0..text.len(), block: 0 }).collect();
            Document { text: text.to_owned(), segments, ..Document::default() }
        };
        let entry = Entry { segments: Sides { ko: 0..1, en: 0..1 }, ..Entry::default() };
        let bitext =
            Bitext { documents: Sides { ko: document(ko), en: document(en) }, entries: vec![entry], source: None, clock: None };
        let rules = rules_by_name("KE01").unwrap().into_iter().map(|rule| (rule, rule.severity));
        Checker::new(rules, Settings::default()).check(&bitext).iter().map(|f| f.rule.code).collect()
    }

    #[test]
    fn converted_measures_are_right() {
        for (ko, en) in [
            ("그는 100㎞를 달렸다.", "He ran 62 miles."),
            ("100킬로미터를 달렸다.", "He ran 100 kilometres."),
            ("기온이 섭씨 20도까지 올랐다.", "It rose to 68 °F."),
            ("30평 아파트에 산다.", "They live in a flat of 99 m²."),
            ("1시간 30분 걸린다.", "It takes 90 minutes."),
            ("1년 6개월 동안 살았다.", "He lived there for 18 months."),
            ("2주 만에 끝났다.", "It was over in 14 days."),
            ("고도 3만 피트에서 날았다.", "It flew at 9,100 meters."),
            ("5톤을 실었다.", "It carried 5,000 kg."),
            ("90도로 꺾인다.", "It turns by 90 degrees."),
            ("높이 9피트 3인치의 문을 달았다.", "They put in a 9-foot-3 gate."),
            ("1974년에 하프 연주회가 열렸다.", "It was heard at the 1974 harp recital."),
            ("2시간 동안 3km를 걸었다.", "In 2 hours he walked 3 km."),
        ] {
            assert_eq!(codes(ko, en), Vec::<&str>::new(), "{ko} {en}");
        }
    }

    #[test]
    fn a_number_with_another_unit_is_found() {
        for (ko, en) in [
            ("그는 100㎞를 달렸다.", "He ran 100 miles."),
            ("5kg을 뺐다.", "He lost 5 grams."),
            ("3시간 걸린다.", "It takes 3 days."),
            ("40리터를 넣었다.", "He put in 40 gallons."),
            ("기온이 섭씨 20도였다.", "It was 20 °F."),
            ("30평 아파트에 산다.", "They live in a flat of 30 m²."),
        ] {
            assert_eq!(codes(ko, en), ["KE016"], "{ko} {en}");
        }
        assert_eq!(codes("100㎞를 달렸다.", "He ran 72 miles."), ["KE010"]);
    }
}

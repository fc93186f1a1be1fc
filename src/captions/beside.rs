//! Two lines beside each other: which of their facts agree, and which do not.

use std::ops::Range;

use super::clues::{ClueKind, Seen};
use super::facts::{Facts, Name};
use super::pointer::Pointer;
use crate::anchor::{AnchorKind, Anchors};
use crate::bitext::{Evidence, Side, Sides};

/// Of several clues of a kind so many count.
const MOST: usize = 3;

/// In how many of the lines compared each anchor stands.
#[derive(Debug, Default)]
pub(super) struct Homes {
    counts: Sides<Vec<u32>>,
    lines: Sides<u32>,
}

impl Homes {
    /// Counts the captions among the lines.
    pub(super) fn of(anchors: &Anchors, blocks: Sides<&[usize]>) -> Self {
        let counts = Sides::build(|side| {
            let mut counts = vec![0; anchors.table.len()];
            for block in *blocks.get(side) {
                anchors.of(side, *block).iter().for_each(|o| counts[o.anchor as usize] += 1);
            }
            counts
        });
        Self { counts, lines: blocks.map(|blocks| blocks.len() as u32) }
    }

    fn rarity(&self, anchor: u32) -> f64 {
        let of = |side: Side| (f64::from(self.lines.get(side) + 2) / f64::from(self.counts.get(side)[anchor as usize] + 1)).ln();
        0.5 * (of(Side::Ko) + of(Side::En)).max(0.0)
    }
}

/// Two lines, one in each language, with what both hold.
pub(super) struct Beside<'a> {
    /// How many lines of each side are compared, and how many of them hold each anchor.
    pub(super) homes: &'a Homes,
    pub(super) facts: Sides<&'a Facts>,
    pub(super) segments: Sides<usize>,
    pub(super) anchors: &'a Anchors,
}

impl Beside<'_> {
    /// How much what both hold tells this line from the others of the page: what stands in all of them tells nothing.
    pub(super) fn rarity(&self) -> f64 {
        let (ko, en) = (self.anchors.of(Side::Ko, self.segments.ko), self.anchors.of(Side::En, self.segments.en));
        let mut taken: Vec<(Range<u32>, f64)> = Vec::new();
        for own in ko {
            let Ok(at) = en.binary_search_by_key(&own.anchor, |other| other.anchor) else { continue };
            let anchor = &self.anchors.table[own.anchor as usize];
            if anchor.kind.evidence() == Evidence::Form {
                continue;
            }
            let rarity = self.homes.rarity(own.anchor) * f64::from(anchor.similarity);
            // One word counts once, by its best reading, on either side.
            let touches = |a: &Range<u32>, b: &Range<u32>| a.start < b.end && b.start < a.end;
            let known = taken.iter_mut().find(|(range, _)| touches(range, &own.range));
            match known {
                Some((_, known)) => *known = known.max(rarity),
                None => taken.push((own.range.clone(), rarity)),
            }
            debug_assert!(en[at].anchor == own.anchor);
        }
        taken.iter().map(|(_, rarity)| rarity).sum::<f64>().min(8.0)
    }

    /// Everything that the facts of the two say of their being a pair.
    pub(super) fn clues(&self, seen: &mut Vec<Seen>) {
        self.labels(seen);
        self.days(seen);
        self.names(seen);
        self.titles(seen);
        self.acts(seen);
        self.pointers(seen);
        self.numbers(seen);
        self.places(seen);
    }

    fn words(&self, side: Side, range: &Range<usize>) -> String {
        self.facts.get(side).text.get(range.clone()).unwrap_or_default().to_owned()
    }

    fn labels(&self, seen: &mut Vec<Seen>) {
        if let (Some(ko), Some(en)) = (self.facts.ko.number, self.facts.en.number) {
            let kind = if ko == en { ClueKind::SameLabel } else { ClueKind::OtherLabel };
            seen.push(Seen { kind, strength: 1.0, words: Sides { ko: ko.to_string(), en: en.to_string() } });
        }
    }

    fn days(&self, seen: &mut Vec<Seen>) {
        let days = self.facts.map(|facts| &facts.days);
        let said = |side: Side| days.get(side).first().map_or_else(String::new, |(_, range)| self.words(side, range));
        let words = Sides::build(said);
        let shared = days.ko.iter().find_map(|(day, ko)| days.en.iter().find(|(other, _)| day == other).map(|(_, en)| (ko, en)));
        let kind = match (shared, days.ko.is_empty(), days.en.is_empty()) {
            (Some((ko, en)), ..) => {
                let words = Sides { ko: self.words(Side::Ko, ko), en: self.words(Side::En, en) };
                seen.push(Seen { kind: ClueKind::SameDay, strength: 1.0, words });
                return;
            }
            (None, true, true) => return,
            (None, false, false) => ClueKind::OtherDay,
            _ => ClueKind::DayOnOneSide,
        };
        seen.push(Seen { kind, strength: 1.0, words });
    }

    /// Whether something in this place of one line stands in the other, too.
    fn is_shared(&self, side: Side, range: &Range<usize>) -> bool {
        let own = self.anchors.of(side, *self.segments.get(side));
        let other = self.anchors.of(side.other(), *self.segments.get(side.other()));
        let touches = |r: &Range<u32>| (r.start as usize) < range.end && range.start < r.end as usize;
        own.iter().filter(|o| touches(&o.range)).any(|o| other.binary_search_by_key(&o.anchor, |other| other.anchor).is_ok())
    }

    fn names(&self, seen: &mut Vec<Seen>) {
        let lacking = |side: Side| -> Vec<&Name> {
            self.facts.get(side).names.iter().filter(|name| !self.is_shared(side, &name.range)).collect()
        };
        let one_sided = |side: Side, range: &Range<usize>| {
            let mut words = Sides::<String>::default();
            *words.get_mut(side) = self.words(side, range);
            words
        };
        for name in lacking(Side::Ko).into_iter().take(MOST) {
            seen.push(Seen { kind: ClueKind::KoreanName, strength: 1.0, words: one_sided(Side::Ko, &name.range) });
        }
        for name in lacking(Side::En).into_iter().take(MOST) {
            let strength = if name.is_certain { 1.0 } else { 0.4 };
            seen.push(Seen { kind: ClueKind::EnglishName, strength, words: one_sided(Side::En, &name.range) });
        }
        self.names_elsewhere(seen);
    }

    /// Korean words that sound like a name on the other page, and of those none in this line.
    fn names_elsewhere(&self, seen: &mut Vec<Seen>) {
        let other = self.anchors.of(Side::En, self.segments.en);
        let is_name = |kind: AnchorKind, similarity: f32| kind == AnchorKind::Name && similarity >= 0.85;
        let own = self.anchors.of(Side::Ko, self.segments.ko).iter();
        let mut mentions: Vec<(Range<usize>, bool)> = Vec::new();
        for o in
            own.filter(|o| is_name(self.anchors.table[o.anchor as usize].kind, self.anchors.table[o.anchor as usize].similarity))
        {
            let range = o.range.start as usize..o.range.end as usize;
            let is_here = other.binary_search_by_key(&o.anchor, |other| other.anchor).is_ok();
            match mentions.iter_mut().find(|(known, _)| known.start < range.end && range.start < known.end) {
                Some((_, known)) => *known |= is_here,
                None => mentions.push((range, is_here)),
            }
        }
        let text = &self.facts.ko.text;
        let telling = |range: &Range<usize>| text.get(range.clone()).is_some_and(|word| word.chars().count() >= 3);
        for (range, _) in
            mentions.iter().filter(|(range, is_here)| !is_here && telling(range) && !self.is_shared(Side::Ko, range)).take(MOST)
        {
            let words = Sides { ko: self.words(Side::Ko, range), en: String::new() };
            seen.push(Seen { kind: ClueKind::NameElsewhere, strength: 1.0, words });
        }
    }

    fn titles(&self, seen: &mut Vec<Seen>) {
        let titles = self.facts.map(|facts| &facts.titles);
        if titles.ko.is_empty() || titles.en.is_empty() {
            return;
        }
        let same = titles.ko.iter().find(|(number, _)| titles.en.iter().any(|(other, _)| number == other));
        let (kind, ko) = same.map_or((ClueKind::OtherTitle, &titles.ko[0]), |same| (ClueKind::SameTitle, same));
        let en = titles.en.iter().find(|(number, _)| *number == ko.0).unwrap_or(&titles.en[0]);
        seen.push(Seen { kind, strength: 1.0, words: Sides { ko: ko.1.clone(), en: en.1.clone() } });
    }

    fn acts(&self, seen: &mut Vec<Seen>) {
        let acts = self.facts.map(|facts| &facts.acts);
        let same = acts.ko.iter().rev().find_map(|ko| acts.en.iter().find(|en| en.action == ko.action).map(|en| (ko, en)));
        let (kind, (ko, en)) = match same {
            Some(same) => (ClueKind::SameAction, same),
            None => {
                // What is said in passing speaks against nothing: the predicate does.
                let predicate = self.facts.ko.predicate;
                let (Some(last), Some(first)) = (acts.ko.last().filter(|act| act.at >= predicate), acts.en.first()) else { return };
                (ClueKind::OtherAction, (last, first))
            }
        };
        seen.push(Seen { kind, strength: 1.0, words: Sides { ko: ko.words.clone(), en: en.words.clone() } });
    }

    fn pointers(&self, seen: &mut Vec<Seen>) {
        let pointers = self.facts.map(|facts| &facts.pointers);
        let (Some(first_ko), Some(first_en)) = (pointers.ko.first(), pointers.en.first()) else { return };
        let is_same = |ko: &Pointer, en: &Pointer| (ko.direction, ko.ordinal) == (en.direction, en.ordinal);
        // Pointers behind the same name are compared; otherwise any two.
        let of_name: Vec<(&Pointer, &Pointer)> = pointers
            .ko
            .iter()
            .flat_map(|ko| pointers.en.iter().map(move |en| (ko, en)))
            .filter(|(ko, en)| self.point_at_one(ko, en))
            .collect();
        let same = of_name.iter().find(|(ko, en)| is_same(ko, en)).copied();
        let any = pointers.ko.iter().flat_map(|ko| pointers.en.iter().map(move |en| (ko, en))).find(|(ko, en)| is_same(ko, en));
        let (kind, (ko, en)) = match (same, of_name.first(), any) {
            (Some(same), ..) => (ClueKind::SamePointers, same),
            (None, Some(other), _) => (ClueKind::OtherPointers, *other),
            (None, None, Some(same)) => (ClueKind::SamePointers, same),
            (None, None, None) => (ClueKind::OtherPointers, (first_ko, first_en)),
        };
        let words = Sides { ko: self.words(Side::Ko, &ko.range), en: self.words(Side::En, &en.range) };
        seen.push(Seen { kind, strength: 1.0, words });
    }

    /// Whether two pointers stand behind the same name.
    fn point_at_one(&self, ko: &Pointer, en: &Pointer) -> bool {
        const NEAR: usize = 60;
        let before = |side: Side, pointer: &Pointer| -> Vec<u32> {
            let start = pointer.range.start;
            let own = self.anchors.of(side, *self.segments.get(side)).iter();
            let own = own.filter(|o| self.anchors.table[o.anchor as usize].kind == AnchorKind::Name);
            let ends = own.filter(|o| (o.range.end as usize) <= start && start - (o.range.end as usize) < NEAR);
            let last = ends.clone().map(|o| o.range.start).max();
            ends.filter(|o| Some(o.range.start) >= last.map(|last| last.saturating_sub(12))).map(|o| o.anchor).collect()
        };
        let (ko, en) = (before(Side::Ko, ko), before(Side::En, en));
        ko.iter().any(|anchor| en.contains(anchor))
    }

    fn numbers(&self, seen: &mut Vec<Seen>) {
        let lacking = |side: Side| {
            let other = &self.facts.get(side.other()).numbers;
            self.facts
                .get(side)
                .numbers
                .iter()
                .find(|(number, range)| !other.iter().any(|(known, _)| known == number) && !self.is_shared(side, range))
        };
        if let (Some((_, ko)), Some((_, en))) = (lacking(Side::Ko), lacking(Side::En)) {
            let words = Sides { ko: self.words(Side::Ko, ko), en: self.words(Side::En, en) };
            seen.push(Seen { kind: ClueKind::OtherNumbers, strength: 1.0, words });
        }
    }

    fn places(&self, seen: &mut Vec<Seen>) {
        let places = self.facts.map(|facts| &facts.places);
        let lacking = |side: Side| {
            places.get(side).iter().find(|(place, _)| !places.get(side.other()).iter().any(|(other, _)| other == place))
        };
        if let (Some((_, ko)), Some((_, en))) = (lacking(Side::Ko), lacking(Side::En)) {
            let words = Sides { ko: self.words(Side::Ko, ko), en: self.words(Side::En, en) };
            seen.push(Seen { kind: ClueKind::OtherPlaces, strength: 1.0, words });
        }
    }
}

//! What is to be said of an alignment as a whole: that a side is a part of the other, that sections moved, that nothing fits.

use super::{Bitext, Entry, Side, Sides};

/// A run of so many segments without partner, at an end or inside, is worth a word …
const LONG_RUN: usize = 10;
/// … if it is at least this share of its side.
const LONG_SHARE: f64 = 0.05;
/// Sides of which less than this share has a partner, by what the aligner believes, are no translations of one another.
const LEAST_PAIRED: f64 = 0.2;
/// Fewer segments than this tell nothing.
const ENOUGH: usize = 8;

impl Bitext {
    /// What a reader of the alignment should know of it, a sentence each: which stretches of a side the other has nothing for, and
    /// whether the two seem to be translations of one another at all. Empty for a bitext that nobody aligned. Linear.
    pub fn remarks(&self) -> Vec<String> {
        if !self.entries.iter().any(Entry::is_aligned) {
            return Vec::new();
        }
        let counts = self.documents.as_ref().map(|document| document.segments.len());
        let paired = self.paired();
        let share = Sides::build(|side| paired.get(side) / (*counts.get(side)).max(1) as f64);
        let best = share.ko.max(share.en);
        if counts.ko.min(counts.en) >= ENOUGH && best < LEAST_PAIRED {
            let percent = (100.0 * best).round();
            return vec![format!(
                "these two texts do not seem to be translations of each other: {percent}% of the segments have a partner"
            )];
        }
        Side::BOTH.into_iter().flat_map(|side| self.left_out(side)).collect()
    }

    /// How many segments of each side have a partner, by what the aligner believes of each pair.
    fn paired(&self) -> Sides<f64> {
        let mut paired = Sides { ko: 0.0, en: 0.0 };
        for entry in self.entries.iter().filter(|entry| !entry.bead_type().is_null()) {
            for side in Side::BOTH {
                *paired.get_mut(side) += entry.segments.get(side).len() as f64 * entry.link.confidence.unwrap_or(1.0);
            }
        }
        paired
    }

    /// The long stretches of a side that the other has nothing for.
    fn left_out(&self, side: Side) -> Vec<String> {
        let count = self.documents.get(side).segments.len();
        let mut is_paired = vec![false; count];
        for entry in self.entries.iter().filter(|entry| !entry.bead_type().is_null()) {
            is_paired[entry.segments.get(side).clone()].fill(true);
        }
        let (own, other) = (side.language(), side.other().language());
        let mut said = Vec::new();
        let mut from = 0;
        for run in is_paired.chunk_by(|a, b| a == b) {
            let to = from + run.len();
            if !run[0] && run.len() >= LONG_RUN && run.len() as f64 >= LONG_SHARE * count as f64 && run.len() < count {
                let len = run.len();
                said.push(match (from, to) {
                    (0, _) => format!("the {own} has {len} segments before the {other} begins"),
                    (_, to) if to == count => format!("the {own} goes on for {len} segments after the {other} ends"),
                    _ => format!("the {other} has nothing for {len} segments of the {own}, from number {} on", from + 1),
                });
            }
            from = to;
        }
        said
    }

    /// How many sections stand in another place on the other side: runs of pairs that moved, as long as they go on in order.
    pub fn sections_moved(&self) -> usize {
        let mut sections = 0;
        let mut end: Option<usize> = None;
        for entry in self.entries.iter().filter(|entry| !entry.bead_type().is_null()) {
            let en = &entry.segments.en;
            if entry.link.moved {
                sections += usize::from(!end.is_some_and(|end| (end..end + LONG_RUN).contains(&en.start)));
            }
            end = entry.link.moved.then_some(en.end);
        }
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Document, Link, Segment};

    /// A bitext of so many segments, with these pairs of single segments and all others alone.
    fn bitext(counts: Sides<usize>, pairs: &[(usize, usize, bool)]) -> Bitext {
        let document = |n: usize| Document { segments: vec![Segment { range: 0..0, block: 0 }; n], ..Document::default() };
        let entry = |segments, moved| Entry {
            segments,
            link: Link { confidence: Some(0.9), moved, ..Link::default() },
            ..Entry::default()
        };
        let mut entries: Vec<Entry> = Vec::new();
        for i in 0..counts.ko {
            match pairs.iter().find(|pair| pair.0 == i) {
                Some(&(_, j, moved)) => entries.push(entry(Sides { ko: i..i + 1, en: j..j + 1 }, moved)),
                None => entries.push(entry(Sides { ko: i..i + 1, en: 0..0 }, false)),
            }
        }
        Bitext { documents: counts.map(document), entries, ..Bitext::default() }
    }

    #[test]
    fn a_part_of_a_text_says_so() {
        let head: Vec<_> = (0..20).map(|i| (i, i, false)).collect();
        assert_eq!(
            bitext(Sides { ko: 20, en: 432 }, &head).remarks(),
            ["the English goes on for 412 segments after the Korean ends"]
        );
        let tail: Vec<_> = (0..20).map(|i| (i + 80, i, false)).collect();
        assert_eq!(bitext(Sides { ko: 100, en: 20 }, &tail).remarks(), ["the Korean has 80 segments before the English begins"]);
        let hole: Vec<_> = (0..40).map(|i| (i, if i < 20 { i } else { i + 15 }, false)).collect();
        assert_eq!(
            bitext(Sides { ko: 40, en: 55 }, &hole).remarks(),
            ["the Korean has nothing for 15 segments of the English, from number 21 on"]
        );
        let whole: Vec<_> = (0..20).map(|i| (i, i, false)).collect();
        assert!(bitext(Sides { ko: 20, en: 22 }, &whole).remarks().is_empty());
    }

    #[test]
    fn texts_that_do_not_fit_say_so() {
        let remarks = bitext(Sides { ko: 90, en: 90 }, &[(4, 7, false), (50, 51, false), (60, 80, false)]).remarks();
        assert_eq!(remarks, ["these two texts do not seem to be translations of each other: 3% of the segments have a partner"]);
        assert!(bitext(Sides { ko: 3, en: 3 }, &[]).remarks().is_empty());
    }

    #[test]
    fn sections_that_moved_are_counted() {
        let pairs: Vec<_> = (0..30).map(|i| (i, if i < 10 { i + 20 } else { i - 10 }, i < 10)).collect();
        assert_eq!(bitext(Sides { ko: 30, en: 30 }, &pairs).sections_moved(), 1);
        assert_eq!(bitext(Sides { ko: 30, en: 30 }, &[(0, 9, true), (1, 28, true), (2, 0, false)]).sections_moved(), 2);
    }
}

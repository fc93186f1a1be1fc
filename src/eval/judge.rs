//! Judging one bead at a time, as calibration needs it.

use super::links::Links;

/// Gold beads, to be found by their segments.
///
/// Making one takes O(n log n) in the segments of gold, linear where they come in order; judging a bead is O(log n) in gold and
/// linear in the bead.
#[derive(Clone, Debug)]
pub struct Judge<'g> {
    gold: &'g [Links],
    /// Segment and bead, sorted, of the Korean side; of the English side where a bead has no Korean one.
    ko: Vec<(usize, usize)>,
    en: Vec<(usize, usize)>,
}

impl<'g> Judge<'g> {
    /// A judge by this gold.
    pub fn new(gold: &'g [Links]) -> Self {
        let (mut ko, mut en) = (Vec::new(), Vec::new());
        for (n, bead) in gold.iter().enumerate() {
            if bead.ko.is_empty() {
                en.extend(bead.en.iter().map(|&segment| (segment, n)));
            } else {
                ko.extend(bead.ko.iter().map(|&segment| (segment, n)));
            }
        }
        ko.sort_unstable();
        en.sort_unstable();
        Self { gold, ko, en }
    }

    /// Whether gold has exactly this bead.
    pub fn is_exact(&self, bead: &Links) -> bool {
        self.homes(bead).any(|gold| gold == bead)
    }

    /// Whether the bead lies inside one gold bead, both sides of it: right, perhaps cut finer than gold is. A null bead lies in a
    /// null bead only.
    pub fn lies_inside(&self, bead: &Links) -> bool {
        let holds = |all: &[usize], some: &[usize]| some.iter().all(|s| all.binary_search(s).is_ok());
        self.homes(bead).any(|gold| {
            gold.ko.is_empty() == bead.ko.is_empty()
                && gold.en.is_empty() == bead.en.is_empty()
                && holds(&gold.ko, &bead.ko)
                && holds(&gold.en, &bead.en)
        })
    }

    /// The gold beads, mostly one, that hold the first segment of a bead.
    fn homes(&self, bead: &Links) -> impl Iterator<Item = &'g Links> {
        let (index, first) = match bead.ko.first() {
            Some(&segment) => (&self.ko, Some(segment)),
            None => (&self.en, bead.en.first().copied()),
        };
        let from = index.partition_point(|&(segment, _)| Some(segment) < first);
        index[from..].iter().take_while(move |(segment, _)| Some(*segment) == first).map(|&(_, n)| &self.gold[n])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Sides;

    fn bead(ko: &[usize], en: &[usize]) -> Links {
        Sides { ko: ko.to_vec(), en: en.to_vec() }
    }

    #[test]
    fn a_bead_is_exact_or_inside_or_neither() {
        let gold = [bead(&[0, 1], &[0, 2]), bead(&[], &[1]), bead(&[2], &[])];
        let judge = Judge::new(&gold);
        for exact in &gold {
            assert!(judge.is_exact(exact) && judge.lies_inside(exact));
        }
        for inside in [bead(&[0], &[0]), bead(&[1], &[0, 2])] {
            assert!(!judge.is_exact(&inside) && judge.lies_inside(&inside));
        }
        for wrong in [bead(&[1, 2], &[0]), bead(&[0], &[1]), bead(&[0], &[]), bead(&[], &[0]), bead(&[9], &[9]), bead(&[], &[])] {
            assert!(!judge.is_exact(&wrong) && !judge.lies_inside(&wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_segment_may_stand_in_more_than_one_gold_bead() {
        let gold = [bead(&[0], &[0]), bead(&[0, 1], &[1])];
        let judge = Judge::new(&gold);
        assert!(judge.is_exact(&gold[1]));
        assert!(judge.lies_inside(&bead(&[0], &[1])));
    }

    #[test]
    fn a_hundred_thousand_beads_are_judged_at_once() {
        let gold: Vec<Links> = (0..100_000).map(|n| bead(&[n], &[n])).collect();
        let judge = Judge::new(&gold);
        assert!(gold.iter().all(|b| judge.is_exact(b) && judge.lies_inside(b)));
    }
}

//! Counting beads against gold.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::links::Links;
use crate::bitext::{BeadType, Side, Sides};

/// Precision, recall and their harmonic mean, each in 0..=1 (0 where nothing was there to find).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prf {
    /// Share of what was said that is right.
    pub precision: f64,
    /// Share of what is there that was said.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Prf {
    fn of(hits: usize, said: usize, there: usize) -> Self {
        Self::from_shares(share(hits, said), share(hits, there))
    }

    fn from_shares(precision: f64, recall: f64) -> Self {
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts over any number of documents; add with [`Measure::add`], read with [`Measure::figures`].
#[derive(Clone, Debug, Default)]
pub struct Measure {
    exact: usize,
    hyp: usize,
    gold: usize,
    lax_hyp: usize,
    lax_gold: usize,
    inside: usize,
    enline_right: usize,
    enline: usize,
    null_hits: usize,
    null_hyp: usize,
    null_gold: usize,
    types: BTreeMap<BeadType, (usize, usize, usize)>,
}

/// What the counts come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Exact beads, null beads left out on both sides.
    pub strict: Prf,
    /// Beads that share a segment with the other's bead on both sides.
    pub lax: Prf,
    /// Share of non-null beads that lie inside one gold bead.
    pub inside: f64,
    /// Share of English lines in non-null gold beads whose Korean partners are there and all in the same gold bead.
    pub enline: f64,
    /// F1 of `inside` and `enline`: the figure for gold cut at paragraph level.
    pub inside_enline: f64,
    /// Lines, of both sides, left without partner.
    pub null: Prf,
    /// Strict figures by bead type, null beads included: hits, said, gold.
    pub types: Vec<(BeadType, Prf, usize)>,
}

impl Measure {
    /// Counts one document. Linear in the number of links.
    pub fn add(&mut self, gold: &[Links], hyp: &[Links], segments: Sides<usize>) {
        let paired =
            |beads: &[Links]| -> Vec<Links> { beads.iter().filter(|b| !b.ko.is_empty() && !b.en.is_empty()).cloned().collect() };
        for (beads, said) in [(gold, false), (hyp, true)] {
            for bead in beads {
                let slot = self.types.entry(BeadType { ko: bead.ko.len(), en: bead.en.len() }).or_default();
                if said { slot.1 += 1 } else { slot.2 += 1 }
            }
        }
        let all_gold: FxHashSet<&Links> = gold.iter().collect();
        for bead in hyp.iter().filter(|b| all_gold.contains(b)) {
            self.types.entry(BeadType { ko: bead.ko.len(), en: bead.en.len() }).or_default().0 += 1;
        }

        let (gold, hyp) = (paired(gold), paired(hyp));
        let (gold_owner, hyp_owner) = (owners(&gold), owners(&hyp));
        let exact: FxHashSet<&Links> = gold.iter().collect();
        self.exact += hyp.iter().filter(|b| exact.contains(b)).count();
        self.hyp += hyp.len();
        self.gold += gold.len();
        self.lax_hyp += hyp.iter().filter(|b| overlaps(b, &gold_owner)).count();
        self.lax_gold += gold.iter().filter(|b| overlaps(b, &hyp_owner)).count();
        self.inside += hyp.iter().filter(|b| in_one(b, &gold_owner)).count();

        for (&j, &bead) in &gold_owner.en {
            self.enline += 1;
            let partners = hyp_owner.en.get(&j).map_or(&[][..], |&h| &hyp[h].ko);
            let right = !partners.is_empty() && partners.iter().all(|i| gold_owner.ko.get(i) == Some(&bead));
            self.enline_right += usize::from(right);
        }
        for side in Side::BOTH {
            for s in 0..*segments.get(side) {
                let unpaired = Sides { ko: !gold_owner.get(side).contains_key(&s), en: !hyp_owner.get(side).contains_key(&s) };
                self.null_gold += usize::from(unpaired.ko);
                self.null_hyp += usize::from(unpaired.en);
                self.null_hits += usize::from(unpaired.ko && unpaired.en);
            }
        }
    }

    /// The figures of all that was counted.
    pub fn figures(&self) -> Figures {
        let inside = share(self.inside, self.hyp);
        let enline = share(self.enline_right, self.enline);
        Figures {
            strict: Prf::of(self.exact, self.hyp, self.gold),
            lax: Prf::from_shares(share(self.lax_hyp, self.hyp), share(self.lax_gold, self.gold)),
            inside,
            enline,
            inside_enline: Prf::from_shares(inside, enline).f1,
            null: Prf::of(self.null_hits, self.null_hyp, self.null_gold),
            types: self.types.iter().map(|(&t, &(hits, said, there))| (t, Prf::of(hits, said, there), there)).collect(),
        }
    }
}

/// For each segment the bead it stands in.
type Owners = Sides<FxHashMap<usize, usize>>;

fn owners(beads: &[Links]) -> Owners {
    let of = |side: Side| beads.iter().enumerate().flat_map(|(n, b)| b.get(side).iter().map(move |&s| (s, n))).collect();
    Sides { ko: of(Side::Ko), en: of(Side::En) }
}

fn overlaps(bead: &Links, owners: &Owners) -> bool {
    let en: FxHashSet<usize> = bead.en.iter().filter_map(|j| owners.en.get(j)).copied().collect();
    bead.ko.iter().filter_map(|i| owners.ko.get(i)).any(|o| en.contains(o))
}

fn in_one(bead: &Links, owners: &Owners) -> bool {
    let mut all = bead.ko.iter().map(|i| owners.ko.get(i)).chain(bead.en.iter().map(|j| owners.en.get(j)));
    let first = all.next().flatten();
    first.is_some() && all.all(|o| o == first)
}

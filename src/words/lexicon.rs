//! Word pairs learned from beads that a first pass found likely.
//!
//! A pair counts by how much more often its words stand in one bead than in beads that are neighbours: comparing with neighbours
//! takes out what merely belongs to the same passage. One joint appearance is subtracted throughout, so that no bead can vouch
//! for itself; small documents thus learn little and lose nothing. (The idea of the second pass is Moore's, 2002; the
//! association measure is a smoothed log-likelihood ratio.)

use std::ops::Range;

use super::stems::Stems;
use crate::bitext::Sides;

/// How far away beads still count as neighbours.
const NEIGHBOURS: usize = 3;
/// Added to both counts of a ratio.
const SMOOTHING: f32 = 0.7;
/// Weaker pairs are forgotten, in nats.
const WEAKEST: f32 = 0.7;
/// No pair tells more, in nats.
const STRONGEST: f32 = 4.0;
/// Partners kept of a stem.
const MOST_PARTNERS: usize = 4;
/// A stem in a larger share of the beads tells nothing.
const COMMON_SHARE: f32 = 0.25;

/// Learned word pairs, laid out by the segments of the documents they were learned from.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// All pairs, by Korean stem, the strongest first: English stem and nats.
    pairs: Vec<(u32, f32)>,
    /// For each Korean segment the stems that have partners, each with its stretch of `pairs`.
    ko: Grouped<(u32, Range<u32>)>,
    /// For each English segment the stems that are partners, ascending.
    en: Grouped<u32>,
    /// For each segment a bit for each English stem it asks for or has, many stems sharing a bit.
    signatures: Sides<Vec<u128>>,
}

/// Items in groups, in one piece of memory.
#[derive(Clone, Debug)]
struct Grouped<T> {
    items: Vec<T>,
    starts: Vec<u32>,
}

impl<T> Default for Grouped<T> {
    fn default() -> Self {
        Self { items: Vec::new(), starts: vec![0] }
    }
}

impl<T> Grouped<T> {
    fn push(&mut self, group: impl Iterator<Item = T>) {
        self.items.extend(group);
        self.starts.push(self.items.len() as u32);
    }

    fn group(&self, index: usize) -> &[T] {
        &self.items[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}

impl Lexicon {
    /// Learns from beads given as segment ranges. O(beads × words²) in time; memory grows with the pairs kept.
    pub fn learn(stems: Sides<&Stems>, beads: impl Iterator<Item = Sides<Range<usize>>>) -> Self {
        let beads: Vec<Sides<Vec<u32>>> =
            beads.map(|b| Sides { ko: distinct(stems.ko, b.ko), en: distinct(stems.en, b.en) }).collect();
        let common = (beads.len() as f32 * COMMON_SHARE).max(2.0) as u32;
        let mut en_beads = vec![0u32; stems.en.len()];
        beads.iter().flat_map(|b| &b.en).for_each(|&e| en_beads[e as usize] += 1);
        let homes = postings(stems.ko.len(), beads.iter().map(|b| b.ko.as_slice()));

        let mut pairs: Grouped<(u32, f32)> = Grouped::default();
        let mut together = vec![0f32; stems.en.len()];
        let mut nearby = vec![0f32; stems.en.len()];
        let mut touched = Vec::new();
        for home in &homes {
            if (2..=common).contains(&(home.len() as u32)) {
                for &bead in home {
                    for &e in &beads[bead as usize].en {
                        if together[e as usize] == 0.0 {
                            touched.push(e);
                        }
                        together[e as usize] += 1.0;
                    }
                    let near = (bead as usize).saturating_sub(NEIGHBOURS)..(bead as usize + NEIGHBOURS + 1).min(beads.len());
                    let share = 1.0 / (near.len() - 1).max(1) as f32;
                    for other in near.filter(|&o| o != bead as usize) {
                        beads[other].en.iter().for_each(|&e| nearby[e as usize] += share);
                    }
                }
                let from = pairs.items.len();
                touched.sort_unstable();
                for &e in &touched {
                    let (c, occurs) = (together[e as usize], en_beads[e as usize]);
                    if c >= 2.0 && occurs <= common {
                        let chance = (home.len() as f32 * occurs as f32 / beads.len() as f32).max(nearby[e as usize]);
                        let nats = ((c - 1.0 + SMOOTHING) / (chance + SMOOTHING)).ln().min(STRONGEST);
                        if nats > WEAKEST {
                            pairs.items.push((e, nats));
                        }
                    }
                }
                pairs.items[from..].sort_by(|a, b| b.1.total_cmp(&a.1));
                pairs.items.truncate(from + MOST_PARTNERS);
                for &bead in home {
                    let near = (bead as usize).saturating_sub(NEIGHBOURS)..(bead as usize + NEIGHBOURS + 1).min(beads.len());
                    for other in near {
                        beads[other].en.iter().for_each(|&e| (together[e as usize], nearby[e as usize]) = (0.0, 0.0));
                    }
                }
                touched.clear();
            }
            pairs.push(std::iter::empty());
        }
        Self::lay_out(stems, pairs)
    }

    /// Finds the pairs' places in the documents.
    fn lay_out(stems: Sides<&Stems>, pairs: Grouped<(u32, f32)>) -> Self {
        let mut lexicon = Self::default();
        let mut partner = vec![false; stems.en.len()];
        pairs.items.iter().for_each(|&(e, _)| partner[e as usize] = true);
        for segment in 0..stems.ko.segments() {
            let asking = stems.ko.segment(segment).iter().filter(|&&k| !pairs.group(k as usize).is_empty());
            let asked = asking.clone().flat_map(|&k| pairs.group(k as usize)).fold(0, |bits, &(e, _)| bits | bit(e));
            lexicon.ko.push(asking.map(|&k| (k, pairs.starts[k as usize]..pairs.starts[k as usize + 1])));
            lexicon.signatures.ko.push(asked);
        }
        for segment in 0..stems.en.segments() {
            let partners = stems.en.segment(segment).iter().copied().filter(|&e| partner[e as usize]);
            lexicon.signatures.en.push(partners.clone().fold(0, |bits, e| bits | bit(e)));
            lexicon.en.push(partners);
        }
        lexicon.pairs = pairs.items;
        lexicon
    }

    /// For each Korean stem of a bead its strongest partner in it: stem, partner, nats.
    fn matches(&self, bead: &Sides<Range<usize>>, mut take: impl FnMut(u32, u32, f32)) {
        if self.pairs.is_empty() {
            return;
        }
        let sign = |signatures: &[u128]| signatures.iter().fold(0, |all, s| all | s);
        let has = sign(&self.signatures.en[bead.en.clone()]);
        for segment in bead.ko.clone().filter(|&s| self.signatures.ko[s] & has != 0) {
            for (ko, partners) in self.ko.group(segment) {
                let here = |e: u32| has & bit(e) != 0 && bead.en.clone().any(|s| self.en.group(s).contains(&e));
                let partners = &self.pairs[partners.start as usize..partners.end as usize];
                if let Some(&(e, nats)) = partners.iter().find(|(e, _)| here(*e)) {
                    take(*ko, e, nats);
                }
            }
        }
    }

    /// What the learned pairs say for a bead, in nats.
    pub fn nats(&self, bead: &Sides<Range<usize>>) -> f32 {
        let mut sum = 0.0;
        self.matches(bead, |_, _, nats| sum += nats);
        sum
    }

    /// The learned pairs that stand in a bead, strongest first.
    pub fn pairs<'t>(&self, stems: Sides<&'t Stems>, bead: &Sides<Range<usize>>) -> Vec<(Sides<&'t str>, f32)> {
        let mut found = Vec::new();
        self.matches(bead, |k, e, nats| found.push((Sides { ko: stems.ko.name(k), en: stems.en.name(e) }, nats)));
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}

/// The bit of a stem in a signature.
fn bit(stem: u32) -> u128 {
    1 << (stem % u128::BITS)
}

/// The different stems of consecutive segments.
fn distinct(stems: &Stems, segments: Range<usize>) -> Vec<u32> {
    let mut ids: Vec<u32> = segments.flat_map(|s| stems.segment(s)).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// For each stem the beads that hold it.
fn postings<'b>(stems: usize, beads: impl Iterator<Item = &'b [u32]>) -> Vec<Vec<u32>> {
    let mut homes = vec![Vec::new(); stems];
    for (b, ids) in beads.enumerate() {
        ids.iter().for_each(|&id| homes[id as usize].push(b as u32));
    }
    homes
}

//! Word pairs learned from beads that a first pass found likely.
//!
//! A pair counts by how much more often its words stand in one bead than in beads that are neighbours: comparing with neighbours
//! takes out what merely belongs to the same passage. One joint appearance is subtracted throughout, so that no bead can vouch
//! for itself; small documents thus learn little and lose nothing. (The idea of the second pass is Moore's, 2002; the
//! association measure is a smoothed log-likelihood ratio.)

use std::ops::Range;

use super::Stems;
use crate::bitext::Sides;

/// How far away beads still count as neighbours.
const NEIGHBOURS: usize = 3;
/// Added to both counts of a ratio.
const SMOOTHING: f32 = 0.7;
/// Weaker pairs are forgotten, in nats.
const WEAKEST: f32 = 0.7;
/// No pair tells more, in nats.
const STRONGEST: f32 = 4.0;
/// A stem in a larger share of the beads tells nothing.
const COMMON_SHARE: f32 = 0.25;

/// Learned word pairs: for each Korean stem its English partners with their weight in nats.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pairs: Vec<(u32, f32)>,
    starts: Vec<u32>,
}

impl Lexicon {
    /// Learns from beads given as segment ranges. O(beads × words²) in time; memory grows with the pairs kept.
    pub fn learn(stems: Sides<&Stems>, beads: impl Iterator<Item = Sides<Range<usize>>>) -> Self {
        let beads: Vec<Sides<Vec<u32>>> = beads
            .map(|b| Sides { ko: distinct(stems.ko, b.ko), en: distinct(stems.en, b.en) })
            .collect();
        let common = (beads.len() as f32 * COMMON_SHARE).max(2.0) as u32;
        let mut en_beads = vec![0u32; stems.en.len()];
        beads.iter().flat_map(|b| &b.en).for_each(|&e| en_beads[e as usize] += 1);
        let homes = postings(stems.ko.len(), beads.iter().map(|b| b.ko.as_slice()));

        let mut lexicon = Self { pairs: Vec::new(), starts: vec![0] };
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
                touched.sort_unstable();
                for &e in &touched {
                    let (c, occurs) = (together[e as usize], en_beads[e as usize]);
                    if c >= 2.0 && occurs <= common {
                        let chance = (home.len() as f32 * occurs as f32 / beads.len() as f32).max(nearby[e as usize]);
                        let nats = ((c - 1.0 + SMOOTHING) / (chance + SMOOTHING)).ln().min(STRONGEST);
                        if nats > WEAKEST {
                            lexicon.pairs.push((e, nats));
                        }
                    }
                }
                for &bead in home {
                    let near = (bead as usize).saturating_sub(NEIGHBOURS)..(bead as usize + NEIGHBOURS + 1).min(beads.len());
                    for other in near {
                        beads[other].en.iter().for_each(|&e| (together[e as usize], nearby[e as usize]) = (0.0, 0.0));
                    }
                }
                touched.clear();
            }
            lexicon.starts.push(lexicon.pairs.len() as u32);
        }
        lexicon
    }

    fn partners(&self, ko: u32) -> &[(u32, f32)] {
        match self.starts.get(ko as usize + 1) {
            Some(&to) => &self.pairs[self.starts[ko as usize] as usize..to as usize],
            None => &[],
        }
    }

    /// For each Korean stem of a bead its strongest partner in it: stem, partner, nats.
    fn matches(
        &self,
        stems: Sides<&Stems>,
        bead: &Sides<Range<usize>>,
        mut take: impl FnMut(u32, u32, f32),
    ) {
        if self.pairs.is_empty() {
            return;
        }
        for &ko in bead.ko.clone().flat_map(|s| stems.ko.segment(s)) {
            let here = |e: u32| bead.en.clone().any(|s| stems.en.segment(s).binary_search(&e).is_ok());
            let best = self.partners(ko).iter().filter(|(e, _)| here(*e)).max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some(&(e, nats)) = best {
                take(ko, e, nats);
            }
        }
    }

    /// What the learned pairs say for a bead, in nats.
    pub fn nats(&self, stems: Sides<&Stems>, bead: &Sides<Range<usize>>) -> f32 {
        let mut sum = 0.0;
        self.matches(stems, bead, |_, _, nats| sum += nats);
        sum
    }

    /// The learned pairs that stand in a bead, strongest first.
    pub fn pairs<'t>(&self, stems: Sides<&'t Stems>, bead: &Sides<Range<usize>>) -> Vec<(Sides<&'t str>, f32)> {
        let mut found = Vec::new();
        self.matches(stems, bead, |k, e, nats| found.push((Sides { ko: stems.ko.name(k), en: stems.en.name(e) }, nats)));
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
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

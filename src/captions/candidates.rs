//! Which lines of the two languages are worth comparing: by what stands on both sides, by place, and on small pages all.

use rustc_hash::FxHashMap;

use crate::align::Affinities;
use crate::bitext::{Side, Sides};

/// A line that may have a partner.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its block, and the segment by which its affinity is asked.
    pub(super) block: usize,
    /// Where it stands on the page that both languages share.
    pub(super) order: usize,
    /// The block that it was cut from, as read.
    pub(super) source_block: usize,
    /// The picture that it stands by.
    pub(super) picture: Option<usize>,
    /// Which caption of its side it is, if it is one.
    pub(super) rank: Option<usize>,
    /// How much speaks for its being a caption.
    pub(super) log_odds: f64,
}

/// Up to so many pairs all are compared.
const ALL: usize = 1500;
/// What stands in more lines of the other side leads to none of them.
const MOST_HOMES: usize = 24;
/// The best so many lines by what both hold.
const MOST_BY_ANCHORS: usize = 8;
/// Captions so many places away in the order of their page.
const NEAR_RANKS: usize = 3;
/// Lines so many places away on one page.
const NEAR_LINES: usize = 2;

/// The pairs worth a look, as indices of units, sorted. Near linear in the units.
pub(super) fn candidate_pairs(units: Sides<&[Unit]>, is_shared: bool, affinities: &Affinities<'_>) -> Vec<(usize, usize)> {
    let captions = units.map(|units| units.iter().filter(|unit| unit.rank.is_some()).count());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if units.ko.len() * units.en.len() <= ALL {
        pairs.extend((0..units.ko.len()).flat_map(|ko| (0..units.en.len()).map(move |en| (ko, en))));
    } else {
        by_anchors(units, affinities, &mut pairs);
        by_rank(units, captions, &mut pairs);
        if is_shared {
            by_place(units, &mut pairs);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    // Two lines of which neither looks like a caption are no business of ours.
    pairs.retain(|&(ko, en)| units.ko[ko].log_odds + units.en[en].log_odds > -6.0);
    pairs
}

/// The lines that hold the same rare names, numbers and words.
fn by_anchors(units: Sides<&[Unit]>, affinities: &Affinities<'_>, pairs: &mut Vec<(usize, usize)>) {
    let anchors = affinities.anchors();
    let homes = units.zip(Sides { ko: Side::Ko, en: Side::En }).map(|(units, side)| {
        let mut homes: Vec<Vec<u32>> = vec![Vec::new(); anchors.table.len()];
        for (number, unit) in units.iter().enumerate() {
            anchors.of(side, unit.block).iter().for_each(|o| homes[o.anchor as usize].push(number as u32));
        }
        homes
    });
    for side in Side::BOTH {
        for (number, unit) in units.get(side).iter().enumerate() {
            let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
            for o in anchors.of(side, unit.block) {
                let there = &homes.get(side.other())[o.anchor as usize];
                if there.len() <= MOST_HOMES {
                    there.iter().for_each(|other| *shared.entry(*other).or_default() += 1.0 / there.len() as f32);
                }
            }
            let mut best: Vec<(u32, f32)> = shared.into_iter().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            best.truncate(MOST_BY_ANCHORS);
            pairs.extend(
                best.into_iter()
                    .map(|(other, _)| if side == Side::Ko { (number, other as usize) } else { (other as usize, number) }),
            );
        }
    }
}

/// The captions that come at about the same place in the order of their page.
fn by_rank(units: Sides<&[Unit]>, captions: Sides<usize>, pairs: &mut Vec<(usize, usize)>) {
    let en: Vec<usize> = (0..units.en.len()).filter(|n| units.en[*n].rank.is_some()).collect();
    for (number, unit) in units.ko.iter().enumerate() {
        let Some(rank) = unit.rank.filter(|_| !en.is_empty()) else { continue };
        let middle = rank * captions.en / captions.ko.max(1);
        let near = middle.saturating_sub(NEAR_RANKS)..(middle + NEAR_RANKS + 1).min(en.len());
        pairs.extend(en[near].iter().map(|other| (number, *other)));
    }
}

/// The lines that stand next to each other on one page.
fn by_place(units: Sides<&[Unit]>, pairs: &mut Vec<(usize, usize)>) {
    for (number, unit) in units.ko.iter().enumerate() {
        let start = units.en.partition_point(|other| other.order + NEAR_LINES < unit.order);
        let near = units.en[start..].iter().take_while(|other| other.order <= unit.order + NEAR_LINES).count();
        pairs.extend((start..start + near).map(|other| (number, other)));
    }
}

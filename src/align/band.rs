//! Where to search.
//!
//! Small documents are searched whole. In long ones a corridor follows the diagonal, bent through rare anchors where they agree;
//! when the probable paths come near its edge, it is widened and the coarse pass runs again. What the coarse pass leaves
//! possible is the band of the fine pass: narrow where the text is clear, wide where it is not. Memory is linear in the length.

use super::coarse::Passes;
use super::lattice::{Band, Lattice};
use super::posterior::Posterior;
use crate::anchor::Anchors;
use crate::bitext::{Side, Sides};

/// Up to this many cells the coarse pass searches everything.
const WHOLE_GRID: usize = 20_000;
/// Up to this many cells nothing is ruled out: the fine pass takes no longer than telling what it may leave out.
const SMALL_GRID: usize = 1_600;
/// Half the width of the first corridor, in segments.
const HALF_WIDTH: usize = 36;
/// How much of the distance between two guide points is added to the half width between them.
const GAP_SHARE: f64 = 0.05;
/// At most this many cells a corridor may grow to a row, however little the text has to go by …
const MOST_CELLS_PER_ROW: usize = 250;
/// … but so many are always allowed.
const CELLS_ALLOWED: usize = 4_000_000;
/// How much wider a corridor gets where it was too narrow.
const WIDENING: u32 = 3;
/// A corridor is wide enough when its edges are passed with less than this probability.
const EDGE: f32 = 1e-3;
/// Cells that a path passes with less than this probability are left out of the fine pass, the stricter limits where the first
/// would leave more cells than [`MOST_FINE_CELLS`].
const POSSIBLE: [f32; 3] = [2e-5, 1e-3, 2e-2];
/// Enough for a fine pass over 100,000 segments whose path is in doubt by a dozen.
const MOST_FINE_CELLS: usize = 2_500_000;

/// For each row a centre and half a width.
#[derive(Clone, Debug)]
pub(crate) struct Corridor {
    rows: Vec<(u32, u32)>,
    n_en: usize,
}

impl Corridor {
    /// The first corridor of a document pair. O(n log n).
    pub(crate) fn new(counts: Sides<usize>, anchors: &Anchors) -> Self {
        let (n_ko, n_en) = (counts.ko, counts.en);
        if (n_ko + 1) * (n_en + 1) <= WHOLE_GRID || n_en <= HALF_WIDTH {
            return Self { rows: vec![(0, n_en as u32); n_ko + 1], n_en };
        }
        let mut rows = Vec::with_capacity(n_ko + 1);
        for pair in guides(&counts, anchors).windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            let (di, dj) = (i1 - i0, j1 - j0);
            // Between two points the path may leave the line by as much as the two sides differ, and by the drift of omissions.
            let half = HALF_WIDTH + (di.max(dj) as f64 * GAP_SHARE).min(4.0 * HALF_WIDTH as f64) as usize + dj / di.max(1);
            rows.extend((0..di).map(|k| ((j0 + dj * k / di) as u32, half as u32)));
        }
        rows.push((n_en as u32, HALF_WIDTH as u32));
        Self { rows, n_en }
    }

    /// The corridor as a band.
    pub(crate) fn band(&self) -> Band {
        Band::new(
            self.n_en,
            self.rows.iter().map(|&(centre, half)| (centre.saturating_sub(half) as usize, (centre + half) as usize)),
        )
    }

    /// Wider wherever a probable path comes near an edge; `None` when it does so nowhere, or when memory forbids.
    pub(crate) fn widened(&self, passes: &Passes) -> Option<Self> {
        let mut wider = self.clone();
        let mut tight = false;
        for (i, &(_, half)) in self.rows.iter().enumerate() {
            let (columns, row) = (passes.band.columns(i), passes.row(i));
            let cut_off = |p: Option<&f32>, at_grid_edge: bool| !at_grid_edge && p.is_some_and(|&p| p >= EDGE);
            if cut_off(row.first(), *columns.start() == 0) || cut_off(row.last(), *columns.end() == self.n_en) {
                tight = true;
                let reach = 2 * half as usize;
                for (_, width) in &mut wider.rows[i.saturating_sub(reach)..(i + reach).min(self.rows.len())] {
                    *width = (*width).max(WIDENING * half);
                }
            }
        }
        let cells: usize = wider.rows.iter().map(|&(_, half)| (2 * half as usize).min(self.n_en) + 1).sum();
        (tight && cells <= CELLS_ALLOWED.max(MOST_CELLS_PER_ROW * self.rows.len())).then_some(wider)
    }
}

/// The band of what the coarse pass leaves possible. Longer beads than it knows begin and end where some of its own do.
pub(crate) fn possible(passes: &Passes) -> Band {
    let band_at = |limit: f32| {
        let likely = |i: usize| passes.row(i).iter().map(move |&p| p >= limit);
        band_around(&passes.band, |i| hits(*passes.band.columns(i).start(), likely(i)))
    };
    if passes.band.cells() <= SMALL_GRID {
        return passes.band.clone();
    }
    let [first, stricter @ ..] = POSSIBLE;
    let mut band = band_at(first);
    for limit in stricter {
        if band.cells() > MOST_FINE_CELLS {
            band = band_at(limit);
        }
    }
    band
}

/// The band of what a fine pass leaves possible.
pub(crate) fn still_possible(lattice: &Lattice, posterior: &Posterior) -> Band {
    let band = &lattice.band;
    band_around(band, |i| {
        let likely = band.row(i).map(|(cell, _)| posterior.passes(i, cell) >= POSSIBLE[0]);
        hits(*band.columns(i).start(), likely)
    })
}

/// The first and last column of a row, beginning at `from`, that is marked.
fn hits(from: usize, marked: impl DoubleEndedIterator<Item = bool> + ExactSizeIterator + Clone) -> Option<(usize, usize)> {
    let first = marked.clone().position(|m| m)?;
    let last = marked.clone().rposition(|m| m)?;
    Some((from + first, from + last))
}

/// A band around the columns that each row is passed in. Beads of several segments jump over rows, which then have none.
fn band_around(band: &Band, passed: impl Fn(usize) -> Option<(usize, usize)>) -> Band {
    Band::new(band.n_en(), (0..=band.n_ko()).map(|i| passed(i).unwrap_or((usize::MAX, 0))))
}

/// All places guide of an anchor whose segments make at most this many pairs; of a commoner one, the nearest to the diagonal.
const FEW_PAIRS: u32 = 64;
/// How many places of a commoner anchor guide for each of its Korean segments.
const NEAREST: usize = 8;
/// An anchor guides when it stands in at most one in so many segments.
const RARITY: usize = 200;
/// How near other points must be to support a point, in rows.
const NEAR: usize = 40;
/// How many points must support a point.
const SUPPORT: usize = 2;

/// A place where an anchor stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Point {
    ko: usize,
    en: usize,
    weight: f32,
}

/// Points that the path probably passes: the corners of the grid, and between them the chain of anchors, rising on both sides,
/// that weighs most, as far as its points have neighbours on their diagonal.
fn guides(counts: &Sides<usize>, anchors: &Anchors) -> Vec<(usize, usize)> {
    let points = points(counts, anchors);
    let mut guides = vec![(0, 0)];
    for k in heaviest_chain(&points, counts.en) {
        let p = points[k];
        if p.ko > guides[guides.len() - 1].0 && is_supported(&points, k) {
            guides.push((p.ko, p.en));
        }
    }
    guides.push((counts.ko, counts.en));
    guides
}

/// All places where a rare anchor stands on both sides, by Korean segment; those of one segment by falling English one, so that
/// no chain takes two of them.
fn points(counts: &Sides<usize>, anchors: &Anchors) -> Vec<Point> {
    let guiding = |a: u32| {
        let segments = anchors.table[a as usize].segments;
        segments.ko * segments.en <= FEW_PAIRS
            || segments.ko as usize * RARITY <= counts.ko && segments.en as usize * RARITY <= counts.en
    };
    let mut homes: Vec<Vec<u32>> = vec![Vec::new(); anchors.table.len()];
    for segment in 0..counts.en {
        for o in anchors.of(Side::En, segment).iter().filter(|o| guiding(o.anchor)) {
            homes[o.anchor as usize].push(segment as u32);
        }
    }
    let mut points: Vec<Point> = Vec::new();
    for ko in 0..counts.ko {
        let from = points.len();
        for o in anchors.of(Side::Ko, ko).iter().filter(|o| guiding(o.anchor)) {
            let segments = anchors.table[o.anchor as usize].segments;
            let weight = 1.0 / (segments.ko * segments.en) as f32;
            let mut home = homes[o.anchor as usize].as_slice();
            if segments.ko * segments.en > FEW_PAIRS {
                let diagonal = home.partition_point(|&en| (en as usize) * counts.ko < ko * counts.en);
                home = &home[diagonal.saturating_sub(NEAREST / 2)..(diagonal + NEAREST / 2).min(home.len())];
            }
            points.extend(home.iter().map(|&en| Point { ko, en: en as usize, weight }));
        }
        points[from..].sort_by(|a, b| b.en.cmp(&a.en).then(b.weight.total_cmp(&a.weight)));
    }
    points
}

/// The chain of points, rising strictly on both sides, with the largest sum of weights: a Fenwick tree of prefix maxima over
/// the English side, O(points log n).
fn heaviest_chain(points: &[Point], n_en: usize) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut tree = vec![(0.0f32, NONE); n_en + 1];
    let mut before = vec![NONE; points.len()];
    let mut best = (0.0, NONE);
    for (k, point) in points.iter().enumerate() {
        let mut chain = (0.0, NONE);
        let mut at = point.en;
        while at > 0 {
            if tree[at].0 > chain.0 {
                chain = tree[at];
            }
            at &= at - 1;
        }
        before[k] = chain.1;
        let weight = chain.0 + point.weight;
        let mut at = point.en + 1;
        while at <= n_en {
            if weight > tree[at].0 {
                tree[at] = (weight, k);
            }
            at += at & at.wrapping_neg();
        }
        if weight > best.0 {
            best = (weight, k);
        }
    }
    let mut chain = Vec::new();
    let mut k = best.1;
    while k != NONE {
        chain.push(k);
        k = before[k];
    }
    chain.reverse();
    chain
}

/// Whether enough other points lie near on much the same diagonal: one alone may be an accident.
fn is_supported(points: &[Point], k: usize) -> bool {
    let p = points[k];
    let supports = |q: &&Point| {
        let (di, dj) = (q.ko.abs_diff(p.ko), q.en.abs_diff(p.en));
        di > 0 && (q.ko > p.ko) == (q.en > p.en) && di.abs_diff(dj) <= 3 + di.max(dj) / 4
    };
    let after = points[k..].iter().take_while(|q| q.ko <= p.ko + NEAR).filter(supports);
    let before = points[..k].iter().rev().take_while(|q| q.ko + NEAR >= p.ko).filter(supports);
    after.chain(before).take(SUPPORT).count() == SUPPORT
}

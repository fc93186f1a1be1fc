//! Where to search.
//!
//! Small documents are searched whole. In long ones a corridor follows the diagonal, bent through rare anchors where they agree;
//! when the probable paths come near its edge, it is widened and the coarse pass runs again. What the coarse pass leaves
//! possible is the band of the fine pass: narrow where the text is clear, wide where it is not. Memory is linear in the length.

use super::lattice::{Band, Lattice};
use super::posterior::Posterior;
use crate::anchor::Anchors;
use crate::bitext::{Side, Sides};

/// Up to this many cells the coarse pass searches everything.
const WHOLE_GRID: usize = 40_000;
/// Half the width of the first corridor, in segments.
const HALF_WIDTH: usize = 60;
/// How much of the distance between two guide points is added to the half width between them.
const GAP_SHARE: f64 = 0.06;
/// At most this many cells a corridor may grow to.
const MOST_CELLS: usize = 60_000_000;
/// An anchor guides when it stands in at most this many segments of each side.
const RARE: u32 = 2;
/// Cells that a path passes with less than this probability are left out of the fine pass.
const POSSIBLE: f32 = 2e-5;
/// Cells kept around the possible ones.
const MARGIN: usize = 3;
/// A corridor is wide enough when its edges are passed with less than this probability.
const EDGE: f32 = 1e-4;

/// A corridor around guide points.
#[derive(Clone, Debug)]
pub(crate) struct Corridor {
    guides: Vec<(usize, usize)>,
    counts: Sides<usize>,
    half_width: usize,
}

impl Corridor {
    /// The first corridor of a document pair. O(n log n).
    pub(crate) fn new(counts: Sides<usize>, anchors: &Anchors) -> Self {
        Self { guides: guides(&counts, anchors), counts, half_width: HALF_WIDTH }
    }

    fn whole(&self) -> bool {
        (self.counts.ko + 1) * (self.counts.en + 1) <= WHOLE_GRID || self.half_width >= self.counts.ko.max(self.counts.en)
    }

    /// The corridor as a band.
    pub(crate) fn band(&self) -> Band {
        let (n_ko, n_en) = (self.counts.ko, self.counts.en);
        if self.whole() {
            return Band::full(n_ko, n_en);
        }
        let mut bounds = Vec::with_capacity(n_ko + 1);
        for pair in self.guides.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            let gap = (i1 - i0).max(j1 - j0);
            let half = self.half_width + (gap as f64 * GAP_SHARE).min(4.0 * HALF_WIDTH as f64) as usize;
            for i in i0..i1 {
                let centre = j0 + (j1 - j0) * (i - i0) / (i1 - i0).max(1);
                let next = j0 + (j1 - j0) * (i + 1 - i0) / (i1 - i0).max(1);
                bounds.push((centre.saturating_sub(half), next + half));
            }
        }
        bounds.push((n_en.saturating_sub(self.half_width), n_en));
        Band::new(n_en, bounds)
    }

    /// Twice as wide, unless that is more than memory should be spent on.
    pub(crate) fn widened(&self) -> Option<Self> {
        let wider = Self { half_width: self.half_width * 2, ..self.clone() };
        let cells = (self.counts.ko + 1) * (wider.half_width * 2).min(self.counts.en + 1);
        (!self.whole() && cells <= MOST_CELLS).then_some(wider)
    }
}

/// Whether no probable path comes near an edge of the corridor that is not an edge of the grid.
pub(crate) fn holds_every_path(lattice: &Lattice, posterior: &Posterior) -> bool {
    let band = &lattice.band;
    (0..=band.n_ko()).all(|i| {
        let columns = band.columns(i);
        let quiet =
            |j: usize, at_grid_edge: bool| at_grid_edge || band.cell(i, j).is_none_or(|cell| posterior.passes(i, cell) < EDGE);
        quiet(*columns.start(), *columns.start() == 0) && quiet(*columns.end(), *columns.end() == band.n_en())
    })
}

/// The band of what a coarse pass leaves possible.
pub(crate) fn prune(lattice: &Lattice, posterior: &Posterior) -> Band {
    let band = &lattice.band;
    let n_ko = band.n_ko();
    let possible: Vec<(usize, usize)> = (0..=n_ko)
        .map(|i| {
            let mut hit = band.columns(i).filter(|&j| band.cell(i, j).is_some_and(|cell| posterior.passes(i, cell) >= POSSIBLE));
            let first = hit.next();
            let last = hit.last().or(first);
            match (first, last) {
                (Some(first), Some(last)) => (first, last),
                // A bead of several segments jumps over this row.
                _ => (usize::MAX, 0),
            }
        })
        .collect();
    let bounds = (0..=n_ko).map(|i| {
        let around = &possible[i.saturating_sub(MARGIN)..(i + MARGIN + 1).min(n_ko + 1)];
        let lo = around.iter().map(|r| r.0).min().unwrap_or(0);
        let hi = around.iter().map(|r| r.1).max().unwrap_or(band.n_en());
        (lo.saturating_sub(MARGIN), hi + MARGIN)
    });
    Band::new(band.n_en(), bounds)
}

/// Points that the path probably passes: the corners of the grid, and rare anchors that agree with one another in order.
fn guides(counts: &Sides<usize>, anchors: &Anchors) -> Vec<(usize, usize)> {
    let mut homes: Vec<Sides<Vec<u32>>> = vec![Sides::default(); anchors.table.len()];
    for side in Side::BOTH {
        for segment in 0..*counts.get(side) {
            for o in anchors.of(side, segment) {
                let anchor = &anchors.table[o.anchor as usize];
                if anchor.segments.ko <= RARE && anchor.segments.ko == anchor.segments.en {
                    let home = homes[o.anchor as usize].get_mut(side);
                    if home.last() != Some(&(segment as u32)) {
                        home.push(segment as u32);
                    }
                }
            }
        }
    }
    let mut points: Vec<(usize, usize)> =
        homes.iter().flat_map(|h| h.ko.iter().zip(&h.en).map(|(&i, &j)| (i as usize, j as usize))).collect();
    points.sort_unstable();
    points.dedup();
    let chain = longest_rising_chain(&points);
    let mut guides = vec![(0, 0)];
    guides.extend(chain.windows(3).filter(|w| agree(w[0], w[1]) || agree(w[1], w[2])).map(|w| w[1]).filter(|&(i, _)| i > 0));
    guides.push((counts.ko, counts.en));
    guides
}

/// Whether two points lie on much the same diagonal: one alone may be an accident.
fn agree(a: (usize, usize), b: (usize, usize)) -> bool {
    let (di, dj) = (b.0 - a.0, b.1 - a.1);
    di.abs_diff(dj) <= 3 + di.max(dj) / 4
}

/// The longest chain of points that rises strictly on both sides, by patience sorting in O(n log n). The points are sorted.
fn longest_rising_chain(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; points.len()];
    let mut start = 0;
    while start < points.len() {
        // Points of one Korean segment must not follow one another: the highest first.
        let end = start + points[start..].iter().take_while(|p| p.0 == points[start].0).count();
        for k in (start..end).rev() {
            let at = tails.partition_point(|&t| points[t].1 < points[k].1);
            before[k] = at.checked_sub(1).map(|a| tails[a]);
            if at == tails.len() {
                tails.push(k);
            } else {
                tails[at] = k;
            }
        }
        start = end;
    }
    let mut chain: Vec<(usize, usize)> = std::iter::successors(tails.last().copied(), |&k| before[k]).map(|k| points[k]).collect();
    chain.reverse();
    chain
}

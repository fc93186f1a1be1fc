//! The search space: which cells of the (Korean, English) grid a path may pass, and the score of every bead between them.
//!
//! A path runs from cell (0, 0) to (n_ko, n_en); a bead of m Korean and n English segments leads from (i - m, j - n) to (i, j).

use std::ops::Range;

use crate::bitext::{BeadType, Sides};

/// The bead types searched, the commonest first. Longer groups are rare enough in every gold that we have seen to leave out.
pub(crate) const TYPES: [BeadType; 20] = [
    BeadType { ko: 1, en: 1 },
    BeadType { ko: 1, en: 0 },
    BeadType { ko: 0, en: 1 },
    BeadType { ko: 2, en: 1 },
    BeadType { ko: 1, en: 2 },
    BeadType { ko: 3, en: 1 },
    BeadType { ko: 1, en: 3 },
    BeadType { ko: 2, en: 2 },
    BeadType { ko: 4, en: 1 },
    BeadType { ko: 1, en: 4 },
    BeadType { ko: 3, en: 2 },
    BeadType { ko: 2, en: 3 },
    BeadType { ko: 5, en: 1 },
    BeadType { ko: 1, en: 5 },
    BeadType { ko: 3, en: 3 },
    BeadType { ko: 4, en: 2 },
    BeadType { ko: 2, en: 4 },
    BeadType { ko: 6, en: 1 },
    BeadType { ko: 1, en: 6 },
    BeadType { ko: 4, en: 3 },
];

/// The most segments that one side of a bead holds.
pub(crate) const LONGEST: usize = 6;

/// The place in [`TYPES`] of a bead's type, if beads of that type are searched.
pub(crate) fn type_of(place: Place) -> Option<usize> {
    TYPES.iter().position(|&kind| kind == place.kind())
}

/// A bead as a place in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) ko: (usize, usize),
    pub(crate) en: (usize, usize),
}

impl Place {
    /// The bead of type `kind` that ends in cell (i, j), if the grid has room for it.
    pub(crate) fn ending_at(i: usize, j: usize, kind: BeadType) -> Option<Self> {
        Some(Self { ko: (i.checked_sub(kind.ko)?, i), en: (j.checked_sub(kind.en)?, j) })
    }

    /// The same place, counted from another corner.
    pub(crate) fn moved_by(self, (ko, en): (usize, usize)) -> Self {
        Self { ko: (self.ko.0 + ko, self.ko.1 + ko), en: (self.en.0 + en, self.en.1 + en) }
    }

    pub(crate) fn kind(self) -> BeadType {
        BeadType { ko: self.ko.1 - self.ko.0, en: self.en.1 - self.en.0 }
    }

    /// Each of its segments alone, the Korean ones first.
    pub(crate) fn segments_alone(self) -> impl Iterator<Item = Place> {
        let ko = (self.ko.0..self.ko.1).map(move |i| Self { ko: (i, i + 1), en: (self.en.0, self.en.0) });
        ko.chain((self.en.0..self.en.1).map(move |j| Self { ko: (self.ko.1, self.ko.1), en: (j, j + 1) }))
    }

    pub(crate) fn segments(self) -> Sides<Range<usize>> {
        Sides { ko: self.ko.0..self.ko.1, en: self.en.0..self.en.1 }
    }
}

/// For each row i = 0..=n_ko the columns that a path may pass. Neighbouring rows overlap, so that a path always exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    rows: Vec<(u32, u32)>,
    offsets: Vec<usize>,
    n_en: usize,
}

impl Band {
    /// From inclusive column bounds per row; they are clipped to the grid, made monotone and joined where a gap would break every
    /// path.
    pub(crate) fn new(n_en: usize, bounds: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut rows: Vec<(usize, usize)> = bounds.into_iter().map(|(lo, hi)| (lo.min(n_en), hi.min(n_en))).collect();
        if let Some(first) = rows.first_mut() {
            first.0 = 0;
        }
        if let Some(last) = rows.last_mut() {
            last.1 = n_en;
        }
        for i in 1..rows.len() {
            rows[i].1 = rows[i].1.max(rows[i - 1].1);
        }
        for i in (1..rows.len()).rev() {
            rows[i - 1].0 = rows[i - 1].0.min(rows[i].0);
        }
        // Each row must begin no later than the row before ends; extending that row's end keeps monotony.
        for i in 1..rows.len() {
            if rows[i].0 > rows[i - 1].1 {
                rows[i].0 = rows[i - 1].1;
            }
        }
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut total = 0;
        for &(lo, hi) in &rows {
            offsets.push(total);
            total += hi - lo + 1;
        }
        offsets.push(total);
        Self { rows: rows.into_iter().map(|(lo, hi)| (lo as u32, hi as u32)).collect(), offsets, n_en }
    }

    /// The whole grid.
    pub(crate) fn full(n_ko: usize, n_en: usize) -> Self {
        Self::new(n_en, std::iter::repeat_n((0, n_en), n_ko + 1))
    }

    pub(crate) fn n_ko(&self) -> usize {
        self.rows.len() - 1
    }

    pub(crate) fn n_en(&self) -> usize {
        self.n_en
    }

    /// How many cells the band has.
    pub(crate) fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// The columns of row `i`.
    pub(crate) fn columns(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        self.rows[i].0 as usize..=self.rows[i].1 as usize
    }

    /// The number of cell (i, j), if it is in the band.
    pub(crate) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = self.rows[i];
        (lo as usize <= j && j <= hi as usize).then(|| self.offsets[i] + j - lo as usize)
    }

    /// The cells of row `i`: the number of each, and its column.
    pub(crate) fn row(&self, i: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> + ExactSizeIterator + Clone + use<> {
        let (start, first) = (self.offsets[i], self.rows[i].0 as usize);
        (start..self.offsets[i + 1]).map(move |cell| (cell, first + cell - start))
    }

    /// The beads of the first `types` of [`TYPES`] that end in cell (i, j) and begin in the band: type, place, the cell each comes
    /// from.
    pub(crate) fn ending_at(&self, i: usize, j: usize, types: usize) -> impl Iterator<Item = (usize, Place, usize)> {
        TYPES[..types].iter().enumerate().filter_map(move |(t, &kind)| {
            let place = Place::ending_at(i, j, kind)?;
            Some((t, place, self.cell(place.ko.0, place.en.0)?))
        })
    }

    /// The same of those that begin in cell (i, j) and end in the band: type, place, the cell each leads to.
    pub(crate) fn starting_at(&self, i: usize, j: usize, types: usize) -> impl Iterator<Item = (usize, Place, usize)> {
        TYPES[..types].iter().enumerate().filter_map(move |(t, &kind)| {
            let place = Place { ko: (i, i + kind.ko), en: (j, j + kind.en) };
            let target = (place.ko.1 <= self.n_ko()).then(|| self.cell(place.ko.1, place.en.1)).flatten()?;
            Some((t, place, target))
        })
    }

    /// The number of the first cell of row `i`.
    pub(crate) fn row_start(&self, i: usize) -> usize {
        self.offsets[i]
    }
}

/// A band with the score of every bead in it: `types` scores a cell, for the beads that end there. Impossible beads score
/// negative infinity.
#[derive(Clone, Debug)]
pub(crate) struct Lattice {
    pub(crate) band: Band,
    types: usize,
    scores: Vec<f32>,
    /// What is added to the score of a segment without partner that follows another one of its side.
    pub(crate) runs: Sides<f32>,
}

impl Lattice {
    /// Scores every bead of the first `types` of [`TYPES`] that lies in the band. O(cells × types).
    pub(crate) fn score(band: Band, types: usize, mut score: impl FnMut(Place, usize) -> f32) -> Self {
        let mut scores = vec![f32::NEG_INFINITY; band.cells() * types];
        for i in 0..=band.n_ko() {
            for (cell, j) in band.row(i) {
                for (t, place, _) in band.ending_at(i, j, types) {
                    scores[cell * types + t] = score(place, t);
                }
            }
        }
        Self { band, types, scores, runs: Sides { ko: 0.0, en: 0.0 } }
    }

    /// The same with a score for runs of segments without partner.
    pub(crate) fn with_runs(self, runs: Sides<f32>) -> Self {
        Self { runs, ..self }
    }

    pub(crate) fn types(&self) -> usize {
        self.types
    }

    /// The scores of the beads that end in a cell, by type.
    pub(crate) fn at(&self, cell: usize) -> &[f32] {
        &self.scores[cell * self.types..(cell + 1) * self.types]
    }

    /// The possible beads, cell by cell.
    pub(crate) fn beads(&self) -> impl Iterator<Item = LatticeBead> {
        (0..=self.band.n_ko()).flat_map(move |i| self.band.row(i).flat_map(move |(cell, j)| self.ending_at(i, j, cell)))
    }

    /// The possible beads that end in cell (i, j), which is number `target`.
    pub(crate) fn ending_at(&self, i: usize, j: usize, target: usize) -> impl Iterator<Item = LatticeBead> {
        let possible = self.at(target).iter().enumerate().filter(|(_, score)| **score > f32::NEG_INFINITY);
        possible.filter_map(move |(t, &score)| {
            let place = Place::ending_at(i, j, TYPES[t])?;
            Some(LatticeBead { t, place, source: self.band.cell(place.ko.0, place.en.0)?, target, score })
        })
    }

    /// A bead of the lattice, by its place.
    pub(crate) fn bead(&self, place: Place) -> Option<LatticeBead> {
        let source = self.band.cell(place.ko.0, place.en.0)?;
        let target = self.band.cell(place.ko.1, place.en.1)?;
        let t = type_of(place)?;
        Some(LatticeBead { t, place, source, target, score: self.at(target)[t] })
    }

    /// Adds to the score of each bead in place, as a second pass does with evidence that the first brought.
    pub(crate) fn rescore(&mut self, score: impl Fn(Place, usize, f32) -> f32) {
        for i in 0..=self.band.n_ko() {
            for (cell, j) in self.band.row(i) {
                for (t, &kind) in TYPES[..self.types].iter().enumerate() {
                    let s = &mut self.scores[cell * self.types + t];
                    if *s > f32::NEG_INFINITY
                        && let Some(place) = Place::ending_at(i, j, kind)
                    {
                        *s = score(place, t, *s);
                    }
                }
            }
        }
    }
}

/// A bead in a lattice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LatticeBead {
    /// Its type, an index into [`TYPES`].
    pub(crate) t: usize,
    pub(crate) place: Place,
    /// The number of the cell that it comes from.
    pub(crate) source: usize,
    /// The number of the cell that it leads to.
    pub(crate) target: usize,
    pub(crate) score: f32,
}

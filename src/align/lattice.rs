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

    pub(crate) fn kind(self) -> BeadType {
        BeadType { ko: self.ko.1 - self.ko.0, en: self.en.1 - self.en.0 }
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

    /// The beads that end in cell (i, j) and begin in the band: the place of each one's type in [`TYPES`], and its own.
    pub(crate) fn beads_ending_at(&self, i: usize, j: usize) -> impl Iterator<Item = (usize, Place)> {
        let places = TYPES.iter().map(move |&kind| Place::ending_at(i, j, kind)).enumerate();
        places.filter_map(|(t, place)| Some((t, place.filter(|p| self.cell(p.ko.0, p.en.0).is_some())?)))
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
}

impl Lattice {
    /// Scores every bead of the first `types` of [`TYPES`] that lies in the band. O(cells × types).
    pub(crate) fn score(band: Band, types: usize, mut score: impl FnMut(Place, usize) -> f32) -> Self {
        let mut scores = vec![f32::NEG_INFINITY; band.cells() * types];
        for i in 0..=band.n_ko() {
            for j in band.columns(i) {
                let cell = band.row_start(i) + j - band.columns(i).start();
                for (t, place) in band.beads_ending_at(i, j).take_while(|&(t, _)| t < types) {
                    scores[cell * types + t] = score(place, t);
                }
            }
        }
        Self { band, types, scores }
    }

    pub(crate) fn types(&self) -> usize {
        self.types
    }

    /// The scores of the beads that end in a cell, by type.
    pub(crate) fn at(&self, cell: usize) -> &[f32] {
        &self.scores[cell * self.types..(cell + 1) * self.types]
    }

    /// The possible beads that end in cell (i, j): type, place, the cell it comes from, score.
    pub(crate) fn ending_at(&self, i: usize, j: usize) -> impl Iterator<Item = (usize, Place, usize, f32)> {
        let cell = self.band.cell(i, j);
        let scores = cell.map_or(&[][..], |c| self.at(c));
        scores.iter().enumerate().filter(|(_, s)| **s > f32::NEG_INFINITY).filter_map(move |(t, &score)| {
            let place = Place::ending_at(i, j, TYPES[t])?;
            Some((t, place, self.band.cell(place.ko.0, place.en.0)?, score))
        })
    }

    /// The possible beads that start in cell (i, j): place, the cell it leads to, score.
    pub(crate) fn starting_at(&self, i: usize, j: usize) -> impl Iterator<Item = (Place, usize, f32)> {
        TYPES[..self.types].iter().enumerate().filter_map(move |(t, kind)| {
            let place = Place { ko: (i, i + kind.ko), en: (j, j + kind.en) };
            let target = (place.ko.1 <= self.band.n_ko()).then(|| self.band.cell(place.ko.1, place.en.1)).flatten()?;
            let score = self.at(target)[t];
            (score > f32::NEG_INFINITY).then_some((place, target, score))
        })
    }

    /// Adds to the score of each bead in place, as a second pass does with evidence that the first brought.
    pub(crate) fn rescore(&mut self, mut score: impl FnMut(Place, usize, f32) -> f32) {
        for i in 0..=self.band.n_ko() {
            for j in self.band.columns(i) {
                let cell = self.band.row_start(i) + j - self.band.columns(i).start();
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

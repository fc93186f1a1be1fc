//! Evidence from meaning: how alike the two sides of a bead are by their vectors, against how alike unrelated segments of the
//! same documents are.
//!
//! The vector of joined segments is linear in their sums up to its length, so every similarity follows from the dot products of
//! pairs of segments: those are taken once for each cell of the corridor, and a bead of any shape costs a few additions.

use super::lattice::{Band, LONGEST, Place};
use super::wording::Wording;
use crate::bitext::{BeadType, Side, Sides};
use crate::semantic::{PieceVectors, WordByWord, word_by_word};

/// Chance never gives more than this, even where all lines say the same: then being alike still speaks for a bead.
const MOST_CHANCE: f32 = 0.5;
/// Sides less alike than this are no bead, whatever their parts add.
const WORTH_A_LOOK: f32 = 0.2;
/// With how many segments of the other side, spread over the document, a segment is compared to learn what chance gives.
const SAMPLES: usize = 16;

/// The vectors of one side.
#[derive(Clone, Debug)]
struct SideVectors {
    /// A sum a segment, one after the other.
    sums: Vec<f32>,
    /// One to [`LONGEST`] segments taken together, from each segment on.
    windows: Vec<[Window; LONGEST]>,
    /// The mean similarity to unrelated segments of the other side.
    background: Vec<f32>,
}

/// The vectors of a document pair.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    dim: usize,
    /// Squared length of the offset.
    offset_square: f32,
    sides: Sides<SideVectors>,
    /// What single words say.
    pub(crate) wording: Wording,
    band: Band,
    /// For each cell (i, j) of the band the dot product of segment i - 1 and segment j - 1.
    dots: Vec<f32>,
}

/// What the vectors say of a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Likeness {
    /// Cosine of the two sides less what chance gives.
    pub(crate) margin: f32,
    /// Pieces of the shorter side.
    pub(crate) pieces: u32,
}

pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight running sums let the compiler use vector registers.
    let mut sums = [0f32; 8];
    let (mut a, mut b) = (a.chunks_exact(8), b.chunks_exact(8));
    for (x, y) in a.by_ref().zip(b.by_ref()) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f32>() + a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum::<f32>()
}

impl SideVectors {
    /// From the sums of the segments and the numbers of their pieces.
    fn of(sums: Vec<f32>, pieces: &[u32], vectors: &PieceVectors, offset_square: f32) -> Self {
        let (dim, segments) = (vectors.dim(), pieces.len());
        let sum = |segment: usize| &sums[segment * dim..(segment + 1) * dim];
        let along: Vec<f32> = (0..segments).map(|i| dot(sum(i), vectors.offset())).collect();
        // The square of a joined sum is the sum of all products within, so neighbours are multiplied once.
        let products: Vec<[f32; LONGEST]> =
            (0..segments).map(|i| std::array::from_fn(|k| if i + k < segments { dot(sum(i), sum(i + k)) } else { 0.0 })).collect();
        let windows = (0..segments)
            .map(|i| {
                let (mut square, mut line, mut count) = (0.0, 0.0, 0);
                std::array::from_fn(|m| {
                    let last = i + m;
                    if last < segments {
                        square += products[last][0] + 2.0 * (i..last).map(|k| products[k][last - k]).sum::<f32>();
                        line += along[last];
                        count += pieces[last];
                    }
                    Window::new(square, line, count, offset_square)
                })
            })
            .collect();
        Self { sums, windows, background: Vec::new() }
    }

    fn sum(&self, segment: usize, dim: usize) -> &[f32] {
        &self.sums[segment * dim..(segment + 1) * dim]
    }

    fn window(&self, (from, to): (usize, usize)) -> &Window {
        &self.windows[from][to - from - 1]
    }
}

/// Segments taken together.
#[derive(Clone, Debug)]
struct Window {
    pieces: u32,
    /// One over the root of the pieces.
    factor: f32,
    /// The sum, times the factor, times the offset.
    along: f32,
    /// One over the length of the vector.
    inverse_length: f32,
}

impl Window {
    /// From the square of the joined sum and its product with the offset.
    fn new(square: f32, along: f32, pieces: u32, offset_square: f32) -> Self {
        let factor = (pieces.max(1) as f32).sqrt().recip();
        let along = factor * along;
        let square = factor * factor * square + 2.0 * along + offset_square;
        Self { pieces, factor, along, inverse_length: square.max(1e-6).sqrt().recip() }
    }
}

impl Meaning {
    /// Encodes both sides. Linear in the text.
    pub(crate) fn of(texts: Sides<&[&str]>, vectors: &PieceVectors) -> Self {
        let offset_square = dot(vectors.offset(), vectors.offset());
        let of = |texts| {
            let WordByWord { table, sums, pieces } = word_by_word(texts, vectors);
            (SideVectors::of(sums, &pieces, vectors, offset_square), table)
        };
        let ((ko, ko_words), (en, en_words)) = rayon::join(|| of(texts.ko), || of(texts.en));
        let sides = Sides { ko, en };
        let wording = Wording::of(Sides { ko: ko_words, en: en_words });
        let mut meaning = Self { dim: vectors.dim(), offset_square, sides, wording, band: Band::full(0, 0), dots: vec![0.0] };
        for side in Side::BOTH {
            let (n, others) = (meaning.sides.get(side).windows.len(), meaning.sides.get(side.other()).windows.len());
            let background = (0..n).map(|s| meaning.background(side, s, others)).collect();
            meaning.sides.get_mut(side).background = background;
        }
        meaning
    }

    /// The mean similarity of a segment to segments all over the other side. Its own partner is among them at most once.
    fn background(&self, side: Side, segment: usize, others: usize) -> f32 {
        let samples = SAMPLES.min(others);
        let sum: f32 = (0..samples)
            .map(|k| {
                let other = (k * others + segment % others.max(1)) / samples.max(1) % others.max(1);
                let place = match side {
                    Side::Ko => Place { ko: (segment, segment + 1), en: (other, other + 1) },
                    Side::En => Place { ko: (other, other + 1), en: (segment, segment + 1) },
                };
                self.cosine(place)
            })
            .sum();
        (sum / samples.max(1) as f32).min(MOST_CHANCE)
    }

    /// Takes the dot products that beads in the band need. O(cells × dim).
    pub(crate) fn prepare(&mut self, band: &Band) {
        let mut dots = vec![0f32; band.cells()];
        for i in 1..=band.n_ko() {
            let ko = self.sides.ko.sum(i - 1, self.dim);
            for (cell, j) in band.row(i).filter(|&(_, j)| j > 0) {
                dots[cell] = dot(ko, self.sides.en.sum(j - 1, self.dim));
            }
        }
        (self.band, self.dots) = (band.clone(), dots);
    }

    fn dot_of_pair(&self, i: usize, j: usize) -> f32 {
        let known = if i < self.band.n_ko() { self.band.cell(i + 1, j + 1) } else { None };
        match known {
            Some(cell) => self.dots[cell],
            None => dot(self.sides.ko.sum(i, self.dim), self.sides.en.sum(j, self.dim)),
        }
    }

    pub(crate) fn cosine(&self, place: Place) -> f32 {
        let (ko, en) = self.windows(place);
        let product: f32 =
            (place.ko.0..place.ko.1).map(|i| (place.en.0..place.en.1).map(|j| self.dot_of_pair(i, j)).sum::<f32>()).sum();
        if ko.pieces == 0 || en.pieces == 0 {
            return 0.0;
        }
        (product * ko.factor * en.factor + ko.along + en.along + self.offset_square) * ko.inverse_length * en.inverse_length
    }

    fn windows(&self, place: Place) -> (&Window, &Window) {
        (self.sides.ko.window(place.ko), self.sides.en.window(place.en))
    }

    /// Pieces of the shorter side of a bead.
    pub(crate) fn pieces_of(&self, place: Place) -> u32 {
        let (ko, en) = self.windows(place);
        ko.pieces.min(en.pieces)
    }

    /// What the vectors say of a bead that is not null.
    pub(crate) fn likeness(&self, place: Place) -> Likeness {
        Likeness { margin: self.cosine(place) - self.chance(place), pieces: self.pieces_of(place) }
    }

    fn chance(&self, place: Place) -> f32 {
        let mean = |b: &[f32]| b.iter().sum::<f32>() / b.len() as f32;
        0.5 * (mean(&self.sides.ko.background[place.ko.0..place.ko.1]) + mean(&self.sides.en.background[place.en.0..place.en.1]))
    }

    /// The least that a segment at an end of the bead adds to the cosine; nought in 1-1 beads, which have none to spare, and
    /// where the sides are not alike at all.
    pub(crate) fn gain(&self, place: Place) -> f32 {
        least_gain(place, |place| self.cosine(place))
    }

    /// Pieces of each side's segments.
    pub(crate) fn pieces(&self) -> Sides<Vec<u32>> {
        self.sides.as_ref().map(|side| side.windows.iter().map(|windows| windows[0].pieces).collect())
    }
}

/// The least that a segment at an end of a bead adds to what `alike` says of it.
pub(super) fn least_gain(place: Place, alike: impl Fn(Place) -> f32) -> f32 {
    let ((i0, i1), (j0, j1)) = (place.ko, place.en);
    if place.kind() == (BeadType { ko: 1, en: 1 }) {
        return 0.0;
    }
    let whole = alike(place);
    if whole < WORTH_A_LOOK {
        return 0.0;
    }
    let mut without = f32::NEG_INFINITY;
    if i1 - i0 > 1 {
        for ko in [(i0 + 1, i1), (i0, i1 - 1)] {
            without = without.max(alike(Place { ko, en: place.en }));
        }
    }
    if j1 - j0 > 1 {
        for en in [(j0 + 1, j1), (j0, j1 - 1)] {
            without = without.max(alike(Place { ko: place.ko, en }));
        }
    }
    whole - without
}

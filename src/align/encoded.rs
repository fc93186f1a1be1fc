//! A second look at a bead's meaning, by vectors of an encoder or of the user's own, where the first look leaves doubt or everywhere.
//!
//! An encoder costs a thousand times what the built-in vectors cost, so it sees only the segments in question, and joined segments only
//! in the groups that the band leaves possible. How alike two sides are is said on one scale whatever the encoder: nought for what
//! chance gives in these documents, one for the same direction.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::lattice::{Band, LONGEST, Lattice, Place, TYPES, type_of};
use super::meaning::{Likeness, Meaning, dot, least_gain};
use crate::bitext::{Side, Sides};
use crate::semantic::{Embeddings, Encoder};

/// Beads of a lower probability are looked at again …
const CERTAIN: f32 = 0.95;
/// … and so many to each side of them.
const MARGIN: usize = 1;
/// With how many segments of the other side a segment is compared to learn what chance gives.
const SAMPLES: usize = 16;
/// How many comparisons' worth the chance of the whole document counts in that of a segment.
const PSEUDO_SAMPLES: f32 = 4.0;
/// However alike unrelated segments are, there is so much to be had above.
const LEAST_RANGE: f32 = 0.1;
/// Pairs from which on vectors can be measured.
const ENOUGH_PAIRS: usize = 8;
/// Windows made into vectors at once.
const BATCH: usize = 4096;
/// In place of the row of a window that has no vector.
const NO_ROW: u32 = u32::MAX;

/// Which segments an encoder is to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encode {
    /// Those of beads that are in doubt, and their neighbours.
    #[default]
    Doubtful,
    /// Every segment.
    All,
}

/// An encoder, and what it is to look at.
#[derive(Clone)]
pub struct SecondLook {
    /// The encoder.
    pub encoder: Arc<dyn Encoder>,
    /// Which segments it sees.
    pub encode: Encode,
}

impl fmt::Debug for SecondLook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondLook").field("dim", &self.encoder.dim()).field("encode", &self.encode).finish()
    }
}

/// Where vectors come from.
#[derive(Clone, Copy)]
pub(crate) enum Vectors<'v> {
    Encoder(&'v dyn Encoder),
    /// One vector for every segment of both sides.
    Rows(Sides<&'v Embeddings>),
}

impl Vectors<'_> {
    /// The sums of some segments of a side, and what each counts beside others.
    fn sums(&self, side: Side, texts: &[&str], segments: &[usize], pieces: &[u32]) -> Sums {
        match self {
            Vectors::Encoder(encoder) => {
                let chosen: Vec<&str> = segments.iter().map(|&s| texts[s]).collect();
                let (sums, pieces): (Vec<_>, Vec<_>) = encoder.sums(&chosen).into_iter().unzip();
                Sums { dim: encoder.sum_dim(), rows: sums.concat(), pieces }
            }
            // Vectors of length one tell nothing of how long the texts are; the longer should have more to say in what is joined.
            Vectors::Rows(rows) => {
                let rows = rows.get(side);
                let weighted = |&s: &usize| {
                    let weight = (pieces[s].max(1) as f32).sqrt();
                    rows.row(s).iter().map(move |x| weight * x)
                };
                let pieces = segments.iter().map(|&s| pieces[s].max(1)).collect();
                Sums { dim: rows.dim(), rows: segments.iter().flat_map(weighted).collect(), pieces }
            }
        }
    }

    /// Unit vectors of sums.
    fn finish(&self, mut sums: Vec<f32>, pieces: &[u32]) -> Vec<f32> {
        match self {
            Vectors::Encoder(encoder) => encoder.finish_all(&sums, pieces),
            Vectors::Rows(rows) => {
                for row in sums.chunks_exact_mut(rows.ko.dim()) {
                    let length = dot(row, row).sqrt();
                    row.iter_mut().filter(|_| length > 0.0).for_each(|x| *x /= length);
                }
                sums
            }
        }
    }

    fn dim(&self) -> usize {
        match self {
            Vectors::Encoder(encoder) => encoder.dim(),
            Vectors::Rows(rows) => rows.ko.dim(),
        }
    }
}

struct Sums {
    dim: usize,
    rows: Vec<f32>,
    pieces: Vec<u32>,
}

/// The windows of one side that have vectors.
#[derive(Debug)]
struct SideEncoded {
    /// Whether a segment may be judged by these vectors.
    is_covered: Vec<bool>,
    /// For one to [`LONGEST`] segments from each segment on, the number of their vector.
    rows: Vec<[u32; LONGEST]>,
    vectors: Vec<f32>,
    /// How alike each segment is to unrelated ones of the other side.
    chance: Vec<f32>,
}

impl SideEncoded {
    fn vector(&self, (from, to): (usize, usize), dim: usize) -> Option<&[f32]> {
        let row = self.rows[from][to - from - 1];
        (row != NO_ROW).then(|| &self.vectors[row as usize * dim..][..dim])
    }

    fn covers(&self, (from, to): (usize, usize)) -> impl Iterator<Item = bool> + '_ {
        self.is_covered[from..to].iter().copied()
    }
}

/// The vectors of the second look.
#[derive(Debug)]
pub(crate) struct Encoded {
    dim: usize,
    sides: Sides<SideEncoded>,
    /// The cosine of every bead of the band that they can judge.
    cosines: Lattice,
    /// How much more alike than by chance a bead can be, where that was measured.
    range: Option<f32>,
    /// The share that these vectors have beside the built-in ones.
    trust: f32,
}

impl Encoded {
    /// Encodes the covered segments, and the groups of them that are possible in `band`. Time and memory grow with the segments covered
    /// and with the cells of the band.
    pub(crate) fn of(
        texts: Sides<&[&str]>,
        pieces: Sides<&[u32]>,
        vectors: Vectors<'_>,
        band: &Band,
        covered: Sides<Vec<bool>>,
    ) -> Self {
        let samples = covered.as_ref().map(|covered| samples(covered));
        let wanted = wanted_windows(band, &covered);
        let mut sides = covered.zip(wanted).map(|(is_covered, rows)| {
            let chance = vec![0.0; is_covered.len()];
            SideEncoded { is_covered, rows, vectors: Vec::new(), chance }
        });
        for side in Side::BOTH {
            for &sample in samples.get(side) {
                sides.get_mut(side).rows[sample][0] = 0;
            }
            encode(sides.get_mut(side), side, texts.get(side), pieces.get(side), &vectors);
        }
        let dim = vectors.dim();
        for side in Side::BOTH {
            let chance = chances(sides.as_ref(), side, samples.get(side.other()), band, dim);
            sides.get_mut(side).chance = chance;
        }
        let cosines = Lattice::score(band.clone(), TYPES.len(), |place, t| match TYPES[t].is_null() {
            true => f32::NEG_INFINITY,
            false => cosine(&sides, place, dim).unwrap_or(f32::NEG_INFINITY),
        });
        Self { dim, sides, cosines, range: None, trust: 1.0 }
    }

    /// Whether these vectors are to judge a bead; `None` for one that joins segments in question with others, which no path needs.
    pub(crate) fn covers(&self, place: Place) -> Option<bool> {
        let band = &self.cosines.band;
        if band.cell(place.ko.0, place.en.0).and(band.cell(place.ko.1, place.en.1)).is_none() {
            return Some(false);
        }
        let mut covered = self.sides.ko.covers(place.ko).chain(self.sides.en.covers(place.en));
        let first = covered.next()?;
        covered.all(|c| c == first).then_some(first)
    }

    /// Measures vectors of unknown make by pairs of segments that are sure to belong together: how much more alike than strangers those
    /// are, which brings them to the scale of the built-in vectors, and how well the vectors tell the two apart beside those.
    pub(crate) fn measure(&mut self, sure: &[(usize, usize)], builtin: &Meaning) {
        let single = |i: usize, j: usize| Place { ko: (i, i + 1), en: (j, j + 1) };
        let own = Contrast::of(sure, |i, j| cosine(&self.sides, single(i, j), self.dim).unwrap_or_default());
        let usual = Contrast::of(sure, |i, j| builtin.cosine(single(i, j)));
        if let Some((own, usual)) = own.zip(usual) {
            self.range = Some(own.distance / usual.distance);
            self.trust = own.clearness / (own.clearness + usual.clearness);
        }
    }

    /// What these vectors say of a bead, from what chance gives (0) to the same direction (1), as far as they are to be trusted.
    pub(crate) fn likeness(&self, place: Place, builtin: &Meaning) -> Likeness {
        let margin = self.mixed(self.margin(place), || builtin.likeness(place).margin);
        Likeness { margin, pieces: builtin.pieces_of(place) }
    }

    /// The built-in vectors are only asked where they have a share.
    fn mixed(&self, own: f32, builtin: impl FnOnce() -> f32) -> f32 {
        if self.trust < 1.0 { self.trust * own + (1.0 - self.trust) * builtin() } else { own }
    }

    fn margin(&self, place: Place) -> f32 {
        ((self.cosine(place) - self.chance(place)) / self.range(place)).max(-1.0)
    }

    fn cosine(&self, place: Place) -> f32 {
        let band = &self.cosines.band;
        let known = band.cell(place.ko.0, place.en.0).and_then(|_| band.cell(place.ko.1, place.en.1));
        match known.zip(type_of(place)) {
            Some((cell, t)) => self.cosines.at(cell)[t],
            None => cosine(&self.sides, place, self.dim).unwrap_or(f32::NEG_INFINITY),
        }
    }

    fn chance(&self, place: Place) -> f32 {
        0.5 * (mean(&self.sides.ko.chance[place.ko.0..place.ko.1]) + mean(&self.sides.en.chance[place.en.0..place.en.1]))
    }

    /// How much more alike than by chance a bead can be.
    fn range(&self, place: Place) -> f32 {
        self.range.unwrap_or_else(|| (1.0 - self.chance(place)).max(LEAST_RANGE))
    }

    /// As [`Meaning::gain`], on the scale of [`likeness`](Self::likeness).
    pub(crate) fn gain(&self, place: Place, builtin: &Meaning) -> f32 {
        self.mixed(least_gain(place, |place| self.margin(place)), || builtin.gain(place))
    }
}

/// How far apart vectors keep segments that belong together and segments that do not.
struct Contrast {
    /// Between the mean cosines.
    distance: f32,
    /// The same squared, in variances.
    clearness: f32,
}

impl Contrast {
    /// `None` where too few pairs are sure, or the vectors see no difference.
    fn of(sure: &[(usize, usize)], cosine: impl Fn(usize, usize) -> f32) -> Option<Self> {
        let apart = sure.len() / 2;
        let pairs: Vec<f32> = sure.iter().map(|&(i, j)| cosine(i, j)).collect();
        let strangers: Vec<f32> = (0..sure.len()).map(|k| cosine(sure[k].0, sure[(k + apart) % sure.len()].1)).collect();
        let variance = |of: &[f32]| of.iter().map(|x| (x - mean(of)).powi(2)).sum::<f32>() / of.len() as f32;
        let distance = mean(&pairs) - mean(&strangers);
        let clearness = distance * distance / (variance(&pairs) + variance(&strangers)).max(f32::MIN_POSITIVE);
        (sure.len() >= ENOUGH_PAIRS && distance > 0.0).then_some(Self { distance, clearness })
    }
}

fn cosine(sides: &Sides<SideEncoded>, place: Place, dim: usize) -> Option<f32> {
    Some(dot(sides.ko.vector(place.ko, dim)?, sides.en.vector(place.en, dim)?))
}

fn mean(numbers: &[f32]) -> f32 {
    numbers.iter().sum::<f32>() / numbers.len().max(1) as f32
}

/// The segments of the beads that are in doubt, with some to each side. `beads` are those of the best path with their probabilities.
pub(crate) fn doubtful(beads: &[(Place, f32)], segments: Sides<usize>) -> Sides<Vec<bool>> {
    let mut covered = segments.map(|n| vec![false; n]);
    for k in (0..beads.len()).filter(|&k| beads[k].1 < CERTAIN) {
        for (place, _) in &beads[k.saturating_sub(MARGIN)..(k + MARGIN + 1).min(beads.len())] {
            covered.ko[place.ko.0..place.ko.1].fill(true);
            covered.en[place.en.0..place.en.1].fill(true);
        }
    }
    covered
}

/// Segments spread over those covered, and over all where these are few.
fn samples(covered: &[bool]) -> Vec<usize> {
    let spread =
        |of: &[usize]| -> Vec<usize> { (0..SAMPLES.min(of.len())).map(|k| of[k * of.len() / SAMPLES.min(of.len())]).collect() };
    let inside: Vec<usize> = (0..covered.len()).filter(|&s| covered[s]).collect();
    let mut samples = spread(&inside);
    if samples.len() < SAMPLES / 2 {
        let outside: Vec<usize> = (0..covered.len()).filter(|&s| !covered[s]).collect();
        samples.extend(spread(&outside).into_iter().step_by(2));
    }
    samples
}

/// Marks the windows that beads in the band need, those of a bead without one of its ends among them.
fn wanted_windows(band: &Band, covered: &Sides<Vec<bool>>) -> Sides<Vec<[u32; LONGEST]>> {
    let mut wanted = covered.as_ref().map(|covered| vec![[NO_ROW; LONGEST]; covered.len()]);
    let all = |covered: &[bool], (from, to): (usize, usize)| covered[from..to].iter().all(|&c| c);
    for i in 0..=band.n_ko() {
        for j in band.columns(i) {
            for (_, place, _) in band.ending_at(i, j, TYPES.len()).filter(|(_, place, _)| !place.kind().is_null()) {
                if all(&covered.ko, place.ko) && all(&covered.en, place.en) {
                    want(&mut wanted.ko, place.ko);
                    want(&mut wanted.en, place.en);
                }
            }
        }
    }
    wanted
}

fn want(wanted: &mut [[u32; LONGEST]], (from, to): (usize, usize)) {
    let last = to - from - 1;
    wanted[from][last] = 0;
    if last > 0 {
        wanted[from][last - 1] = 0;
        wanted[from + 1][last - 1] = 0;
    }
}

/// Makes the vectors of all windows of a side that are wanted.
fn encode(encoded: &mut SideEncoded, side: Side, texts: &[&str], pieces: &[u32], vectors: &Vectors<'_>) {
    // A segment is needed if a wanted window holds it.
    let mut reach = 0;
    let needed: Vec<usize> = (0..texts.len())
        .filter(|&s| {
            let longest = encoded.rows[s].iter().rposition(|&row| row != NO_ROW).map_or(0, |m| m + 1);
            reach = reach.max(s + longest);
            s < reach
        })
        .collect();
    let sums = vectors.sums(side, texts, &needed, pieces);
    let mut place_of = vec![0; texts.len()];
    needed.iter().enumerate().for_each(|(place, &s)| place_of[s] = place);
    let mut windows = Vec::new();
    for (rows, &first) in encoded.rows.iter_mut().zip(&place_of) {
        for (row, len) in rows.iter_mut().zip(1..).filter(|(row, _)| **row != NO_ROW) {
            *row = windows.len() as u32;
            windows.push(first..first + len);
        }
    }
    for windows in windows.chunks(BATCH) {
        let mut rows = vec![0f32; windows.len() * sums.dim];
        for (row, window) in rows.chunks_exact_mut(sums.dim).zip(windows) {
            for sum in sums.rows[window.start * sums.dim..window.end * sums.dim].chunks_exact(sums.dim) {
                row.iter_mut().zip(sum).for_each(|(x, y)| *x += y);
            }
        }
        let pieces: Vec<u32> = windows.iter().map(|window| sums.pieces[window.clone()].iter().sum()).collect();
        encoded.vectors.extend(vectors.finish(rows, &pieces));
    }
}

/// For each covered segment of a side how alike it is to the samples that cannot be its partners, drawn towards the mean of all.
fn chances(sides: Sides<&SideEncoded>, side: Side, samples: &[usize], band: &Band, dim: usize) -> Vec<f32> {
    let (own, other) = (sides.get(side), sides.get(side.other()));
    let partners = partners(side, band);
    let of = |s: usize| {
        let vector = own.vector((s, s + 1), dim)?;
        let far = samples.iter().filter(|&&k| !partners[s].contains(&k));
        Some(
            far.filter_map(|&k| Some(dot(vector, other.vector((k, k + 1), dim)?)))
                .fold((0.0, 0.0), |(sum, n), c| (sum + c, n + 1.0)),
        )
    };
    let all: Vec<Option<(f32, f32)>> = (0..own.rows.len()).map(of).collect();
    let (sum, count) = all.iter().flatten().fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
    let usual = sum / f32::max(count, 1.0);
    all.into_iter().map(|c| c.map_or(usual, |(sum, n)| (sum + PSEUDO_SAMPLES * usual) / (n + PSEUDO_SAMPLES))).collect()
}

/// For each segment of a side those of the other that the band lets it be paired with.
fn partners(side: Side, band: &Band) -> Vec<Range<usize>> {
    let of_korean: Vec<Range<usize>> = (0..band.n_ko()).map(|s| *band.columns(s).start()..*band.columns(s + 1).end()).collect();
    if side == Side::Ko {
        return of_korean;
    }
    let mut of_english = vec![0..0; band.n_en()];
    for (s, partners) in of_korean.into_iter().enumerate() {
        for range in &mut of_english[partners] {
            *range = if range.end == 0 { s..s + 1 } else { range.start..s + 1 };
        }
    }
    of_english
}

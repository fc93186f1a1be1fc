//! Evidence from times: cues that say the same are shown at the same time, once both files go by one clock.
//!
//! One file may begin a minute later than the other, or run faster (25 frames a second for 23.976), or have been cut for another
//! print altogether. So nothing is taken on trust: the beads that a pass without times is sure of give the clock, and how well they
//! keep to it gives how much times tell. A bead that keeps to it has a start and an end that stray by a Laplace distribution; one
//! that does not may lie anywhere in [`WINDOW_S`]. What the mixture of the two says against the latter alone is the evidence: bounded
//! on both sides, and near nothing where times are of no use.

use super::lattice::Place;
use crate::bitext::{Clock, Document, Sides};

/// Seconds in which a start may lie that has nothing to do with the other side.
const WINDOW_S: f64 = 60.0;
/// Speeds of one print against another: the same, 25 for 23.976, 25 for 24, 24 for 23.976 frames a second, and back.
const SPEEDS: [f64; 7] = [1.0, 25.0 / 23.976, 23.976 / 25.0, 25.0 / 24.0, 24.0 / 25.0, 24.0 / 23.976, 23.976 / 24.0];
/// Beads that must keep to a clock for it to be believed …
const LEAST_BEADS: usize = 6;
/// … and their share among all.
const LEAST_SHARE: f64 = 0.3;
/// A speed that differs by less than this from a usual one may be that.
const SAME_SPEED: f64 = 5e-4;
/// Beads on each side of one that are asked whether they, too, go by another shift …
const AROUND: usize = 4;
/// … within so many seconds of each other …
const AGREEING_S: f64 = 1.0;
/// … and by so many at least: a commercial break, a scene that was cut.
const LEAST_BREAK_S: f64 = 3.0;
/// How far, in seconds, a bead may stray from the clock that it is to give: at first, and when the clock is nearly known.
const TOLERANCES_S: [f64; 4] = [3.0, 1.5, 1.0, 1.0];
/// Beads of which nothing is known that a share and a scale are mixed with.
const PSEUDO_BEADS: f64 = 2.0;
/// How far starts and ends stray before anything is known, in seconds.
const USUAL_SCALE_S: f64 = 0.4;
/// Bounds of what a document may say of that.
const SCALES_S: (f64, f64) = (0.1, 1.5);

/// The times of a document pair, and what is known of how they go together.
#[derive(Debug)]
pub(crate) struct Timing {
    /// Start and end of each segment, in seconds.
    spans: Sides<Vec<(f64, f64)>>,
    known: Option<Known>,
}

#[derive(Clone, Debug)]
struct Known {
    clock: Clock,
    starts: Spread,
    ends: Spread,
}

/// How well the beads of a document keep to the clock.
#[derive(Clone, Copy, Debug)]
struct Spread {
    /// Share of those that do.
    share: f64,
    /// How far those stray, in seconds: the mean of a Laplace distribution.
    scale_s: f64,
}

impl Timing {
    /// The times of two documents, if both have some. Linear.
    pub(crate) fn of(documents: Sides<&Document>) -> Option<Self> {
        let has_times = documents.map(|d| !d.cues.is_empty() && d.cues.len() == d.segments.len());
        let span = |cue: &crate::bitext::Cue| (cue.start_ms as f64 / 1e3, cue.end_ms.max(cue.start_ms) as f64 / 1e3);
        let spans = documents.map(|d| d.cues.iter().map(span).collect());
        (has_times.ko && has_times.en).then_some(Self { spans, known: None })
    }

    /// The clock, once it is known.
    pub(crate) fn clock(&self) -> Option<Clock> {
        self.known.as_ref().map(|known| known.clock.clone())
    }

    /// Finds the clock by beads with their probabilities. O(n log n).
    pub(crate) fn learn(&mut self, beads: &[(Place, f32)]) {
        let sure = beads.iter().filter(|(place, p)| !place.kind().is_null() && *p > 0.5);
        let (places, weights): (Vec<Place>, Vec<f64>) = sure.map(|(place, p)| (*place, f64::from(*p))).unzip();
        let starts: Vec<(f64, f64)> = places.iter().map(|place| (self.span(*place).en.0, self.span(*place).ko.0)).collect();
        self.known = clock(&starts).map(|clock| {
            let off = places.iter().map(|place| strays(&clock, self.span(*place)));
            let (starts, ends): (Vec<f64>, Vec<f64>) = off.unzip();
            Known { clock, starts: Spread::of(&starts, &weights), ends: Spread::of(&ends, &weights) }
        });
    }

    /// What the times say of a bead that is no null bead, as a log-likelihood ratio (natural); nothing before a clock is known.
    pub(crate) fn llr(&self, place: Place) -> Option<f32> {
        let known = self.known.as_ref()?;
        let (start, end) = strays(&known.clock, self.span(place));
        Some((known.starts.llr(start) + known.ends.llr(end)) as f32)
    }

    /// When the first segment of each side appears, in milliseconds by its own clock.
    pub(crate) fn starts_ms(&self, place: Place) -> Sides<u64> {
        self.span(place).map(|(start, _)| (start * 1e3).round() as u64)
    }

    /// From the first start to the last end of each side of a bead.
    fn span(&self, place: Place) -> Sides<(f64, f64)> {
        let span = |spans: &[(f64, f64)], (from, to): (usize, usize)| (spans[from].0, spans[to - 1].1);
        Sides { ko: span(&self.spans.ko, place.ko), en: span(&self.spans.en, place.en) }
    }
}

/// How far the two starts and the two ends lie apart on the Korean clock, in seconds.
fn strays(clock: &Clock, span: Sides<(f64, f64)>) -> (f64, f64) {
    let off = |ko: f64, en: f64| ko - clock.to_korean(en * 1e3) / 1e3;
    (off(span.ko.0, span.en.0), off(span.ko.1, span.en.1))
}

impl Spread {
    /// By expectation and maximization. Linear.
    fn of(strays: &[f64], weights: &[f64]) -> Self {
        const ROUNDS: usize = 10;
        let mut spread = Self { share: 0.8, scale_s: USUAL_SCALE_S };
        for _ in 0..ROUNDS {
            let (mut kept, mut strayed, mut all) = (0.0, 0.0, 0.0);
            for (stray, weight) in strays.iter().zip(weights) {
                let keeps = spread.kept(*stray);
                let part = weight * keeps / (keeps + spread.lost());
                kept += part;
                strayed += part * stray.abs();
                all += weight;
            }
            spread.share = (kept + PSEUDO_BEADS * 0.5) / (all + PSEUDO_BEADS);
            let scale_s = (strayed + PSEUDO_BEADS * USUAL_SCALE_S) / (kept + PSEUDO_BEADS);
            spread.scale_s = scale_s.clamp(SCALES_S.0, SCALES_S.1);
        }
        spread
    }

    fn kept(self, stray: f64) -> f64 {
        self.share * (-stray.abs() / self.scale_s).exp() / (2.0 * self.scale_s)
    }

    fn lost(self) -> f64 {
        (1.0 - self.share) / WINDOW_S
    }

    fn llr(self, stray: f64) -> f64 {
        ((self.kept(stray) + self.lost()) * WINDOW_S).ln()
    }
}

/// The clock that most points (English and Korean seconds) keep to, if enough of them do: for each speed the shift that most
/// points agree on, mended by those near it; where the points in a row agree on another shift, a break. O(n log n).
fn clock(points: &[(f64, f64)]) -> Option<Clock> {
    let mut best: Option<(usize, f64, f64)> = None;
    let mut consider = |stretch: f64, shift: f64| {
        let count = near(points, stretch, shift, TOLERANCES_S[TOLERANCES_S.len() - 1]).count();
        if best.is_none_or(|(most, ..)| count > most) {
            best = Some((count, stretch, shift));
        }
    };
    for speed in SPEEDS.into_iter().chain(middle_slope(points)) {
        let (mut stretch, mut shift) = (speed, densest(points.iter().map(|(en, ko)| ko - speed * en).collect(), TOLERANCES_S[0])?);
        for tolerance in TOLERANCES_S {
            let near: Vec<(f64, f64)> = near(points, stretch, shift, tolerance).collect();
            (stretch, shift) = mended(&near, stretch, shift);
        }
        // A speed of films, if that is as good, is likelier than one that is nearly the same.
        if let Some(usual) = SPEEDS.into_iter().find(|usual| (usual - stretch).abs() < SAME_SPEED) {
            consider(usual, densest(points.iter().map(|(en, ko)| ko - usual * en).collect(), 1.0)?);
        }
        consider(stretch, shift);
    }
    let (count, stretch, shift) = best?;
    let is_enough = count >= LEAST_BEADS && count as f64 >= LEAST_SHARE * points.len() as f64;
    is_enough.then(|| Clock { stretch, shift_ms: shift * 1e3, later: breaks(points, stretch, shift) })
}

/// The points that stray from a line by no more than a tolerance.
fn near(points: &[(f64, f64)], stretch: f64, shift: f64, tolerance: f64) -> impl Iterator<Item = (f64, f64)> {
    points.iter().copied().filter(move |(en, ko)| (ko - stretch * en - shift).abs() <= tolerance)
}

/// Where runs of points agree on another shift than the one found: from which English millisecond on, and the shift in
/// milliseconds. A running median follows such steps and passes over points that are wrong by themselves. Linear.
fn breaks(points: &[(f64, f64)], stretch: f64, shift: f64) -> Vec<(u64, f64)> {
    let off: Vec<f64> = points.iter().map(|(en, ko)| ko - stretch * en - shift).collect();
    // What the points around one go by; nothing where they do not agree.
    let own = |at: usize| -> Option<f64> {
        let around = &off[at.saturating_sub(AROUND)..(at + AROUND + 1).min(off.len())];
        let mut sorted = around.to_vec();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted[sorted.len() / 2];
        let agree = around.iter().filter(|other| (*other - middle).abs() <= AGREEING_S).count();
        let own = if middle.abs() >= LEAST_BREAK_S { middle } else { 0.0 };
        (2 * agree > around.len()).then_some(own)
    };
    let mut later: Vec<(u64, f64)> = Vec::new();
    let mut current = 0.0;
    for at in 0..points.len() {
        let own = own(at).unwrap_or(current);
        if (own - current).abs() >= LEAST_BREAK_S {
            // Halfway between the last point before the break and the first one behind it.
            let from = at.checked_sub(1).map_or(0.0, |before| points[before].0.midpoint(points[at].0) * 1e3);
            later.push((from.max(0.0) as u64, (shift + own) * 1e3));
            current = own;
        }
    }
    later
}

/// The median slope between points half the text apart (after Theil 1950 and Sen 1968). O(n log n).
fn middle_slope(points: &[(f64, f64)]) -> Option<f64> {
    const PLAUSIBLE: std::ops::RangeInclusive<f64> = 0.5..=2.0;
    let half = points.len() / 2;
    let pairs = points.iter().zip(&points[half..]).filter(|(a, b)| b.0 > a.0);
    let mut slopes: Vec<f64> = pairs.map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    slopes.sort_by(f64::total_cmp);
    slopes.get(slopes.len() / 2).copied().filter(|slope| PLAUSIBLE.contains(slope))
}

/// The middle of the window of a given width that holds most values. O(n log n).
fn densest(mut values: Vec<f64>, width: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let mut best: Option<(usize, f64)> = None;
    let mut last = 0;
    for (first, value) in values.iter().enumerate() {
        while last + 1 < values.len() && values[last + 1] - value <= width {
            last += 1;
        }
        let count = last + 1 - first;
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, values[first + count / 2]));
        }
    }
    best.map(|(_, middle)| middle)
}

/// The line through some points by least squares; the line as it was where they do not tell one.
fn mended(points: &[(f64, f64)], stretch: f64, shift: f64) -> (f64, f64) {
    /// Points that lie nearer together, in seconds, tell a shift but no stretch.
    const LEAST_EXTENT_S: f64 = 60.0;
    if points.len() < LEAST_BEADS {
        return (stretch, shift);
    }
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (en, ko) = (mean(|p| p.0), mean(|p| p.1));
    let square: f64 = points.iter().map(|p| (p.0 - en).powi(2)).sum();
    let product: f64 = points.iter().map(|p| (p.0 - en) * (p.1 - ko)).sum();
    let extent = points.iter().map(|p| (p.0 - en).abs()).fold(0.0, f64::max);
    let slope = if extent >= LEAST_EXTENT_S { product / square } else { stretch };
    (slope, ko - slope * en)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts of cues that come in no rhythm.
    fn starts(count: usize) -> Vec<f64> {
        (0..count).map(|n| 4.0 * n as f64 + (n * 7 % 11) as f64 * 0.3).collect()
    }

    fn is_near(clock: Option<Clock>, stretch: f64, shift_s: f64) -> bool {
        clock.is_some_and(|c| (c.stretch - stretch).abs() < 1e-3 && (c.shift_ms / 1e3 - shift_s).abs() < 0.5)
    }

    #[test]
    fn a_clock_is_found_through_a_shift_a_stretch_and_wrong_points() {
        for (stretch, shift) in [(1.0, 0.0), (1.0, 61.4), (25.0 / 23.976, -3.0), (0.96, 600.0), (1.013, 12.0)] {
            let wrong =
                |n: usize, ko: f64| if n.is_multiple_of(3) { ko + 40.0 + n as f64 } else { ko + (n % 5) as f64 * 0.1 - 0.2 };
            let points: Vec<(f64, f64)> =
                starts(200).into_iter().enumerate().map(|(n, en)| (en, wrong(n, stretch * en + shift))).collect();
            assert!(is_near(clock(&points), stretch, shift), "{stretch} {shift}: {:?}", clock(&points));
        }
    }

    #[test]
    fn a_break_that_one_side_has_is_found() {
        let ko = |n: usize, en: f64| if n < 120 { en + 5.0 } else { en + 45.0 } + if n.is_multiple_of(6) { 9.0 } else { 0.0 };
        let points: Vec<(f64, f64)> = starts(200).into_iter().enumerate().map(|(n, en)| (en, ko(n, en))).collect();
        let clock = clock(&points).unwrap();
        assert!((clock.shift_ms - 5000.0).abs() < 500.0 && clock.later.len() == 1, "{clock:?}");
        let (from, shift_ms) = clock.later[0];
        assert!((shift_ms - 45_000.0).abs() < 500.0 && from.abs_diff((points[120].0 * 1e3) as u64) < 8000, "{clock:?}");
    }

    #[test]
    fn points_that_agree_on_nothing_give_no_clock() {
        let points: Vec<(f64, f64)> = starts(100).into_iter().enumerate().map(|(n, en)| (en, (n * 97 % 400) as f64)).collect();
        assert_eq!(clock(&points), None);
        assert_eq!(clock(&[]), None);
        assert_eq!(clock(&[(1.0, 1.0); 3]), None);
    }

    #[test]
    fn what_times_tell_is_bounded_and_little_where_they_are_wrong() {
        let good = Spread::of(&[0.1, -0.2, 0.0, 0.3, -0.1, 0.2, 0.1, -0.3], &[1.0; 8]);
        assert!(good.llr(0.0) > 3.0 && good.llr(1e9) < -1.0 && good.llr(1e9) > -4.0, "{good:?}");
        let bad = Spread::of(&[20.0, -25.0, 9.0, 30.0, -14.0, 22.0, 18.0, -3.0], &[1.0; 8]);
        assert!(bad.llr(1e9) > -0.3 && bad.share < 0.2, "{bad:?}");
    }
}

//! What spoke for a bead, and what else it could have been.

use std::collections::BTreeMap;

use arrayvec::ArrayVec;

use super::lattice::{Lattice, Place, TYPES};
use super::params::Feature;
use super::posterior::Posterior;
use super::score::{Scorer, SharedAnchor};
use crate::anchor::Anchors;
use crate::bitext::{Document, Evidence, Reason, RunnerUp, Side, Sides};

/// Learned word pairs named per bead.
const MOST_LEARNED: usize = 4;

/// Everything that spoke for a bead, strongest first.
pub(crate) fn reasons(place: Place, scorer: &Scorer, anchors: &Anchors, documents: Sides<&Document>) -> Vec<Reason> {
    let Some(t) = TYPES.iter().position(|&k| k == place.kind()).filter(|_| !place.kind().is_null()) else { return Vec::new() };
    // What a source adds to the score is shared out over what it names.
    let mut share: BTreeMap<Evidence, f32> = BTreeMap::new();
    scorer.visit(place, t, |feature, value| {
        let evidence = match feature {
            Feature::Chars | Feature::Words => Evidence::Length,
            Feature::Anchor(kind) => kind.evidence(),
            Feature::Learned => Evidence::Learned,
            _ => return,
        };
        *share.entry(evidence).or_default() += scorer.weights[feature.index()] * value;
    });

    let mut named: Vec<(Evidence, f32, Sides<String>)> = Vec::new();
    let lengths = scorer.lengths(place);
    named.push((Evidence::Length, 1.0, Sides { ko: lengths.ko.words.to_string(), en: lengths.en.words.to_string() }));
    let mut shared = ArrayVec::new();
    scorer.shared_anchors(place, &mut shared);
    for s in &shared {
        named.push((s.kind.evidence(), scorer.weights[Feature::Anchor(s.kind).index()] * s.nats, surfaces(s, anchors, documents)));
    }
    for (stems, nats) in scorer.learned_pairs(place).into_iter().take(MOST_LEARNED) {
        named.push((Evidence::Learned, nats, stems.map(str::to_owned)));
    }

    let mut totals: BTreeMap<Evidence, f32> = BTreeMap::new();
    named.iter().for_each(|(evidence, part, _)| *totals.entry(*evidence).or_default() += part);
    let mut reasons: Vec<Reason> = named
        .into_iter()
        .map(|(evidence, part, words)| {
            let whole = share.get(&evidence).copied().unwrap_or(0.0);
            Reason { evidence, llr: f64::from(whole * part / totals[&evidence].max(f32::MIN_POSITIVE)), words }
        })
        .filter(|r| r.llr > 0.0)
        .collect();
    reasons.sort_by(|a, b| b.llr.total_cmp(&a.llr));
    reasons
}

/// The words of a shared anchor as they stand on each side.
fn surfaces(shared: &SharedAnchor, anchors: &Anchors, documents: Sides<&Document>) -> Sides<String> {
    Sides::build(|side| {
        let segment = match side {
            Side::Ko => shared.ko_segment,
            Side::En => shared.en_segment,
        };
        let range = anchors.of(side, segment).iter().find(|o| o.anchor == shared.anchor).map(|o| o.range.clone());
        let words = range.and_then(|r| documents.get(side).segment_text(segment).get(r.start as usize..r.end as usize));
        words.unwrap_or_default().to_owned()
    })
}

/// The most probable other bead that takes a segment of this one. Looks at the few cells around it.
pub(crate) fn runner_up(place: Place, lattice: &Lattice, posterior: &Posterior) -> Option<RunnerUp> {
    const REACH: usize = 5;
    let band = &lattice.band;
    let overlaps = |(a, b): (usize, usize), (c, d): (usize, usize)| a < d && c < b;
    let mut best: Option<(Place, f32)> = None;
    for i in place.ko.0..=(place.ko.1 + REACH).min(band.n_ko()) {
        let columns = band.columns(i);
        for j in place.en.0.max(*columns.start())..=(place.en.1 + REACH).min(*columns.end()) {
            for (_, other, source, score) in lattice.ending_at(i, j) {
                if other == place || !(overlaps(other.ko, place.ko) || overlaps(other.en, place.en)) {
                    continue;
                }
                let Some(target) = band.cell(i, j) else { continue };
                let p = posterior.of_bead((other.ko.0, source), (i, target), score);
                if best.is_none_or(|(_, most)| p > most) {
                    best = Some((other, p));
                }
            }
        }
    }
    best.map(|(other, p)| RunnerUp { segments: other.segments(), confidence: f64::from(p) })
}

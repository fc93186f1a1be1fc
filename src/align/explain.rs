//! What spoke for a bead, and what else it could have been.

use std::collections::BTreeMap;

use arrayvec::ArrayVec;

use super::features::Feature;
use super::lattice::{Lattice, Place, type_of};
use super::posterior::Posterior;
use super::score::{Scorer, SharedAnchor};
use crate::anchor::Anchors;
use crate::bitext::{Document, Evidence, Reason, RunnerUp, Side, Sides, clock_time};
use crate::semantic::PieceVectors;

/// Whether an alignment carries reasons and runners-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// Beads with score and confidence only.
    #[default]
    No,
    /// Each bead with what spoke for it and the most probable other bead.
    Yes,
}

/// Word pairs named per bead that are alike in meaning.
const MOST_ALIKE: usize = 4;
/// Words of a side that are compared.
const MOST_WORDS: usize = 120;
/// Words less alike than this are not named.
const ALIKE: f32 = 0.4;
/// An English word in small letters that sounds like a Korean one is a loanword only if it is at least so much alike in meaning, too:
/// of those below (`뜻을 = total`, `모르는 = morning`) half are chance.
const LOAN: f32 = 0.1;
/// Learned word pairs named per bead.
const MOST_LEARNED: usize = 2;
/// Weaker learned pairs count, but are not named, in nats.
const TELLING: f32 = 1.2;

/// Words that stand in so many sentences that naming them tells a reader nothing.
const UNTELLING: &str = include_str!("untelling.txt");

/// Everything that spoke for a bead, strongest first.
pub(crate) fn reasons(place: Place, scorer: &Scorer, documents: Sides<&Document>) -> Vec<Reason> {
    let Some(t) = type_of(place).filter(|_| !place.kind().is_null()) else { return Vec::new() };
    let weights = scorer.weights_of(place).unwrap_or(&scorer.weights);
    // What a source adds to the score is shared out over what it names.
    let mut share: BTreeMap<Evidence, f32> = BTreeMap::new();
    scorer.visit(place, t, |feature, value| {
        let evidence = match feature {
            Feature::Chars | Feature::Words => Evidence::Length,
            Feature::Anchor(kind) => kind.evidence(),
            Feature::Learned => Evidence::Learned,
            Feature::Meaning
            | Feature::MeaningClear
            | Feature::MeaningStrong
            | Feature::MeaningShort
            | Feature::MeaningGain
            | Feature::MeaningLoss
            | Feature::AccountedKo
            | Feature::AccountedEn => Evidence::Meaning,
            Feature::Time => Evidence::Time,
            _ => return,
        };
        *share.entry(evidence).or_default() += weights[feature.index()] * value;
    });

    let mut named: Vec<(Evidence, f32, Sides<String>)> = Vec::new();
    let lengths = scorer.lengths(place);
    named.push((Evidence::Length, 1.0, Sides { ko: lengths.ko.words.to_string(), en: lengths.en.words.to_string() }));
    let mut shared = ArrayVec::new();
    scorer.shared_anchors(place, &mut shared);
    for s in shared.iter() {
        let words = surfaces(s, &scorer.anchors, documents);
        if s.kind.evidence() == Evidence::Name && is_chance(&words, scorer.model.vectors()) {
            continue;
        }
        named.push((s.kind.evidence(), weights[Feature::Anchor(s.kind).index()] * s.nats, words));
    }
    let learned = scorer.learned_pairs(place).into_iter().filter(|(_, nats)| *nats >= TELLING).take(MOST_LEARNED);
    named.extend(learned.map(|(stems, nats)| (Evidence::Learned, nats, stems.map(str::to_owned))));
    if scorer.meaning.is_some() {
        // What an anchor names already needs no second name.
        let is_new = |words: &Sides<String>| {
            !words.ko.contains(|c: char| c.is_ascii_digit()) && named.iter().all(|(_, _, known)| !words.ko.contains(&known.ko))
        };
        let alike: Vec<_> = alike_words(place, scorer.model.vectors(), documents)
            .into_iter()
            .filter(|(_, words)| is_new(words))
            .take(MOST_ALIKE)
            .collect();
        named.extend(alike.into_iter().map(|(cosine, words)| (Evidence::Meaning, cosine, words)));
    }

    if let Some(timing) = scorer.timing.as_ref().filter(|_| share.contains_key(&Evidence::Time)) {
        named.push((Evidence::Time, 1.0, timing.starts_ms(place).map(clock_time)));
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
    one_to_one(&mut reasons);
    // A form says little to a reader.
    reasons.sort_by_key(|r| matches!(r.evidence, Evidence::Form | Evidence::Length | Evidence::Time));
    reasons
}

/// Keeps of the reasons that name words those in which no word is named a second time; the strongest come first.
fn one_to_one(reasons: &mut Vec<Reason>) {
    let mut named: Sides<Vec<String>> = Sides::default();
    reasons.retain(|reason| {
        if !matches!(reason.evidence, Evidence::Name | Evidence::Learned | Evidence::Meaning) {
            return true;
        }
        let is_new = Side::BOTH.iter().all(|&side| !named.get(side).contains(reason.words.get(side)));
        if is_new {
            Side::BOTH.iter().for_each(|&side| named.get_mut(side).push(reason.words.get(side).clone()));
        }
        is_new
    });
}

/// Whether two words sound alike by chance.
fn is_chance(words: &Sides<String>, vectors: &PieceVectors) -> bool {
    let is_small = words.en.starts_with(|c: char| c.is_ascii_lowercase());
    let vector = |word: &str| vectors.words(word).into_iter().next().map(|(_, vector)| vector);
    is_small
        && match (vector(&words.ko), vector(&words.en)) {
            (Some(ko), Some(en)) => ko.iter().zip(&en).map(|(a, b)| a * b).sum::<f32>() < LOAN,
            _ => false,
        }
}

/// The words of the two sides that are most alike by the model's vectors, each the other's best, with their cosine. O(words²).
fn alike_words(place: Place, vectors: &PieceVectors, documents: Sides<&Document>) -> Vec<(f32, Sides<String>)> {
    let segments = place.segments();
    let words = Sides::build(|side| {
        let document = documents.get(side);
        let texts = segments.get(side).clone().map(|s| document.segment_text(s));
        let of = |text: &'_ str| -> Vec<(String, Vec<f32>)> {
            let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            vectors.words(text).into_iter().map(|(range, vector)| (bare(&text[range]), vector)).collect()
        };
        let mut words: Vec<(String, Vec<f32>)> = texts.flat_map(of).filter(|(word, _)| is_telling(side, word)).collect();
        words.truncate(MOST_WORDS);
        words
    });
    let cosine = |i: usize, j: usize| words.ko[i].1.iter().zip(&words.en[j].1).map(|(a, b)| a * b).sum::<f32>();
    let table: Vec<Vec<f32>> = (0..words.ko.len()).map(|i| (0..words.en.len()).map(|j| cosine(i, j)).collect()).collect();
    let best_of_column = |j: usize| (0..table.len()).max_by(|&a, &b| table[a][j].total_cmp(&table[b][j]));
    let mut pairs: Vec<(f32, Sides<String>)> = table
        .iter()
        .enumerate()
        .filter_map(|(i, row)| {
            let (j, &cosine) = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
            let fits = !is_predicate_for_name(&words.ko[i].0, &words.en[j].0);
            let mutual = cosine >= ALIKE && fits && best_of_column(j) == Some(i);
            mutual.then(|| (cosine, Sides { ko: words.ko[i].0.clone(), en: words.en[j].0.clone() }))
        })
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs
}

/// Whether the Korean word is the predicate of a sentence and the English one is written like a name: 담겼다 is not Line.
fn is_predicate_for_name(ko: &str, en: &str) -> bool {
    ko.ends_with('다') && en.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a word is worth naming: particles, articles and the like match anything.
fn is_telling(side: Side, word: &str) -> bool {
    let least = match side {
        Side::Ko => 2,
        Side::En => 4,
    };
    // What holds a bracket or a quotation mark is the ends of two words.
    let is_one_word = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
    is_one_word && word.chars().count() >= least && !UNTELLING.lines().any(|known| word.eq_ignore_ascii_case(known))
}

/// The words of a shared anchor as they stand on each side.
fn surfaces(shared: &SharedAnchor, anchors: &Anchors, documents: Sides<&Document>) -> Sides<String> {
    if shared.kind.evidence() == Evidence::Form {
        // The form of a segment is the segment; its name says more.
        return Sides::build(|_| format!("{:?}", shared.kind).to_lowercase());
    }
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
        let near = place.en.0..=place.en.1 + REACH;
        for (cell, j) in band.row(i).filter(|(_, j)| near.contains(j)) {
            for bead in lattice.ending_at(i, j, cell) {
                let other = bead.place;
                if other == place || !(overlaps(other.ko, place.ko) || overlaps(other.en, place.en)) {
                    continue;
                }
                let p = posterior.of_bead(bead);
                if best.is_none_or(|(_, most)| p > most) {
                    best = Some((other, p));
                }
            }
        }
    }
    best.map(|(other, p)| RunnerUp { segments: other.segments(), confidence: f64::from(p) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(ko: &str, en: &str) -> Sides<String> {
        Sides { ko: ko.to_owned(), en: en.to_owned() }
    }

    #[test]
    fn a_word_is_named_with_one_partner_and_forms_as_often_as_they_stand() {
        let reason = |evidence, ko, en, llr| Reason { evidence, llr, words: words(ko, en) };
        let mut reasons = vec![
            reason(Evidence::Name, "한국", "Korea", 3.0),
            reason(Evidence::Meaning, "한국의", "Korea", 2.0),
            reason(Evidence::Meaning, "한국", "Korean", 1.5),
            reason(Evidence::Form, "bracket", "bracket", 1.0),
            reason(Evidence::Number, "3", "3", 0.9),
            reason(Evidence::Number, "3", "3", 0.8),
        ];
        one_to_one(&mut reasons);
        assert_eq!(reasons.iter().map(|r| r.llr).collect::<Vec<_>>(), [3.0, 1.0, 0.9, 0.8]);
    }

    #[test]
    fn likeness_of_sound_is_chance_where_a_small_word_means_something_else() {
        let is_chance = |ko, en| is_chance(&words(ko, en), PieceVectors::builtin());
        for (ko, en) in [("뜻을", "total"), ("모르는", "morning"), ("예를", "error"), ("바라", "fully")] {
            assert!(is_chance(ko, en), "{ko} {en}");
        }
        for (ko, en) in [("서버", "server"), ("모듈", "modules"), ("코드", "code"), ("도널드", "Donald"), ("첼시", "Chelsea")] {
            assert!(!is_chance(ko, en), "{ko} {en}");
        }
    }

    #[test]
    fn a_predicate_is_not_taken_for_a_name() {
        assert!(is_predicate_for_name("담겼다", "Line"));
        assert!(!is_predicate_for_name("담겼다", "included") && !is_predicate_for_name("노선", "Line"));
    }
}

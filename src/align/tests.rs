//! What holds of every alignment, and of the parts of the search among themselves.

use std::collections::HashMap;

use proptest::prelude::*;

use super::lattice::{Band, Lattice, Place, TYPES};
use super::params::Params;
use super::posterior::Posterior;
use super::score::Scorer;
use super::stages::{Coarse, Gathered, expected_types, weighed_path};
use super::sweep::Arrival;
use super::viterbi::best_path;
use super::{Aligner, Encode, EvidenceSet, Explain, Order, SecondLook, Source};
use crate::bitext::{Alignment, Block, BlockKind, Document, Segment, Side, Sides};
use crate::eval::{Measure, links};
use crate::semantic::{Embeddings, PieceVectors};
use toy::{Chance, Toy};

#[path = "../../benches/toy/mod.rs"]
mod toy;

/// A document of one segment a line.
fn document<S: AsRef<str>>(segments: &[S]) -> Document {
    let mut document = Document::default();
    for (block, segment) in segments.iter().enumerate() {
        let start = document.text.len();
        document.text.push_str(segment.as_ref());
        let range = start..document.text.len();
        document.blocks.push(Block { kind: BlockKind::Line, range: range.clone() });
        document.segments.push(Segment { range, block });
        document.text.push('\n');
    }
    document
}

fn documents<S: AsRef<str>>(ko: &[S], en: &[S]) -> Sides<Document> {
    Sides { ko: document(ko), en: document(en) }
}

fn align(documents: &Sides<Document>) -> Alignment {
    Aligner::default().align(documents.as_ref())
}

/// The pairs of segment ranges.
fn pairs(alignment: &Alignment) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    alignment.beads.iter().map(|b| (b.segments.ko.clone(), b.segments.en.clone())).collect()
}

/// Fails unless the beads tile both sides in order, with sound numbers.
fn assert_tiles(alignment: &Alignment, counts: Sides<usize>) {
    let (mut ko, mut en) = (0, 0);
    for bead in &alignment.beads {
        assert_eq!((bead.segments.ko.start, bead.segments.en.start), (ko, en), "{bead:?}");
        assert!(!bead.segments.ko.is_empty() || !bead.segments.en.is_empty(), "an empty bead at {ko}, {en}");
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        assert!(bead.score.is_finite(), "{bead:?}");
        for side in Side::BOTH.into_iter().filter(|side| bead.segments.get(side.other()).is_empty()) {
            let alone = f64::from(alignment.unpaired.get(side)[bead.segments.get(side).start]);
            assert!(alone >= bead.confidence - 1e-3, "{bead:?} {alone}");
        }
        (ko, en) = (bead.segments.ko.end, bead.segments.en.end);
    }
    assert_eq!((ko, en), (counts.ko, counts.en));
    assert_eq!(alignment.unpaired.as_ref().map(Vec::len), counts);
    assert!(Side::BOTH.iter().all(|side| alignment.unpaired.get(*side).iter().all(|p| (0.0..=1.0).contains(p))));
}

/// A segment as files have them: words, numbers, names, marks, nothing at all.
fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::collection::vec("[가-힣]{1,4}|[a-z]{1,8}|[0-9]{1,3}|NATO|Kim|김|[.,!?\"()]", 0..8).prop_map(|w| w.join(" ")),
        1 => "\\PC{0,12}",
        1 => Just(String::new()),
    ]
}

fn side(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(segment(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn beads_tile_both_sides_in_order_and_the_same_input_gives_the_same(ko in side(24), en in side(24)) {
        let documents = documents(&ko, &en);
        let alignment = align(&documents);
        assert_tiles(&alignment, Sides { ko: ko.len(), en: en.len() });
        prop_assert_eq!(&alignment, &align(&documents));
        if ko.is_empty() || en.is_empty() {
            prop_assert_eq!(alignment.beads.len(), ko.len() + en.len());
        }
    }

    #[test]
    fn explaining_changes_no_bead(ko in side(12), en in side(12)) {
        let documents = documents(&ko, &en);
        let explained = Aligner::default().explain(Explain::Yes).align(documents.as_ref());
        prop_assert_eq!(pairs(&explained), pairs(&align(&documents)));
        for bead in &explained.beads {
            prop_assert!(bead.reasons.iter().all(|r| r.llr.is_finite()), "{:?}", bead);
            prop_assert!(bead.runner_up.iter().all(|r| (0.0..=1.0).contains(&r.confidence)), "{:?}", bead);
        }
    }

    #[test]
    fn without_any_source_of_evidence_beads_still_tile(ko in side(16), en in side(16)) {
        let documents = documents(&ko, &en);
        for source in Source::ALL {
            let alignment = Aligner::new(EvidenceSet::default().without(source)).align(documents.as_ref());
            assert_tiles(&alignment, Sides { ko: ko.len(), en: en.len() });
        }
        let none: EvidenceSet = "".parse().unwrap();
        assert_tiles(&Aligner::new(none).align(documents.as_ref()), Sides { ko: ko.len(), en: en.len() });
    }
}

#[test]
fn an_empty_side_gives_null_beads_and_two_give_none() {
    let alone = ["바람이 분다.", "", "나뭇잎이 진다."];
    for (ko, en) in [(&alone[..], &[][..]), (&[][..], &alone[..])] {
        let alignment = align(&documents(ko, en));
        assert_eq!(alignment.beads.len(), alone.len());
        assert!(alignment.beads.iter().all(|b| b.bead_type().is_null() && b.confidence > 0.99), "{alignment:?}");
    }
    assert!(align(&documents::<&str>(&[], &[])).beads.is_empty());
}

/// Scores that look random, from -5 to 5, the same for the same bead.
fn noise(seed: u64) -> impl Fn(Place, usize) -> f32 {
    move |place, t| {
        let place = [place.ko.0, place.ko.1, place.en.0, place.en.1, t];
        let mixed = place.iter().fold(seed, |hash, &x| Chance(hash ^ x as u64).next());
        Chance(mixed).below(10_000) as f32 / 1000.0 - 5.0
    }
}

/// What a segment without partner has over the first of its run, in these tests.
const RUNS: Sides<f32> = Sides { ko: 1.5, en: 2.5 };

/// A band of random width around the diagonal.
fn any_band() -> impl Strategy<Value = Band> {
    (0usize..14, 0usize..14).prop_flat_map(|(n_ko, n_en)| {
        prop::collection::vec((0..=n_en, 0..=n_en), n_ko + 1)
            .prop_map(move |bounds| Band::new(n_en, bounds.into_iter().map(|(a, b)| (a.min(b), a.max(b)))))
    })
}

/// A random path through a lattice, and its total.
fn random_path(lattice: &Lattice, chance: &mut Chance) -> Option<f64> {
    let (mut i, mut j, mut total) = (0, 0, 0.0);
    let mut arrival = Arrival::Pair;
    while (i, j) != (lattice.band.n_ko(), lattice.band.n_en()) {
        let leads = |&(t, _, target): &(usize, Place, usize)| {
            lattice.at(target)[t] + arrival.then(Arrival::by(TYPES[t]), lattice.runs) > f32::NEG_INFINITY
        };
        let ways: Vec<_> = lattice.band.starting_at(i, j, TYPES.len()).filter(leads).collect();
        let (t, place, target) = *ways.get(chance.below(ways.len().max(1) as u64) as usize)?;
        let next = Arrival::by(TYPES[t]);
        total += f64::from(lattice.at(target)[t] + arrival.then(next, lattice.runs));
        arrival = next;
        (i, j) = (place.ko.1, place.en.1);
    }
    Some(total)
}

fn total(lattice: &Lattice, path: &[Place]) -> f64 {
    let arrivals = path.iter().map(|place| Arrival::by(place.kind()));
    let runs = arrivals.clone().zip(arrivals.skip(1)).map(|(before, next)| f64::from(before.then(next, lattice.runs)));
    path.iter().map(|&place| f64::from(lattice.bead(place).unwrap().score)).chain(runs).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_beads_over_each_segment_have_probabilities_that_sum_to_one(band in any_band(), seed: u64) {
        let lattice = Lattice::score(band, TYPES.len(), noise(seed)).with_runs(RUNS);
        let posterior = Posterior::of(&lattice);
        let mut over = Sides { ko: vec![0f64; lattice.band.n_ko()], en: vec![0f64; lattice.band.n_en()] };
        for bead in lattice.beads() {
            let (place, p) = (bead.place, f64::from(posterior.of_bead(bead)));
            over.ko[place.ko.0..place.ko.1].iter_mut().for_each(|sum| *sum += p);
            over.en[place.en.0..place.en.1].iter_mut().for_each(|sum| *sum += p);
        }
        for sum in over.ko.iter().chain(&over.en) {
            prop_assert!((sum - 1.0).abs() < 1e-3, "{:?}", over);
        }
    }

    #[test]
    fn the_expected_beads_cover_every_segment_once(band in any_band(), seed: u64) {
        let lattice = Lattice::score(band, TYPES.len(), noise(seed)).with_runs(RUNS);
        let posterior = Posterior::of(&lattice);
        // A run counts once among the types; here all of its segments are wanted.
        let mut expected = expected_types(&lattice, &posterior, |_, t| t);
        lattice.beads().filter(|bead| TYPES[bead.t].is_null()).for_each(|bead| expected[bead.t] += posterior.in_run(bead));
        let covered = |side: fn(&crate::bitext::BeadType) -> usize| -> f32 {
            TYPES.iter().zip(expected).map(|(kind, n)| side(kind) as f32 * n).sum()
        };
        prop_assert!((covered(|t| t.ko) - lattice.band.n_ko() as f32).abs() < 1e-2);
        prop_assert!((covered(|t| t.en) - lattice.band.n_en() as f32).abs() < 1e-2);
    }

    #[test]
    fn no_path_is_better_than_the_best(band in any_band(), seed: u64) {
        let lattice = Lattice::score(band, TYPES.len(), noise(seed)).with_runs(RUNS);
        let best = best_path(&lattice);
        let reached = best.last().map_or((0, 0), |place| (place.ko.1, place.en.1));
        prop_assert_eq!(reached, (lattice.band.n_ko(), lattice.band.n_en()));
        let best = total(&lattice, &best);
        let mut chance = Chance(seed);
        for _ in 0..50 {
            if let Some(other) = random_path(&lattice, &mut chance) {
                prop_assert!(other <= best + 1e-3, "{} > {}", other, best);
            }
        }
    }

    #[test]
    fn every_band_has_a_path_in_neighbouring_rows(band in any_band()) {
        for i in 1..=band.n_ko() {
            prop_assert!(band.columns(i).start() <= band.columns(i - 1).end());
            prop_assert!(band.columns(i).start() >= band.columns(i - 1).start());
            prop_assert!(band.columns(i).end() >= band.columns(i - 1).end());
        }
        prop_assert_eq!(band.cell(0, 0), Some(0));
        prop_assert_eq!(band.cell(band.n_ko(), band.n_en()), Some(band.cells() - 1));
    }
}

/// The best path over a band and the probability of each of its beads.
fn decode(scorer: &mut Scorer, band: Band) -> (Vec<Place>, Vec<f32>, f64) {
    scorer.prepare_words((0, 0), &band);
    let lattice = Lattice::score(band, TYPES.len(), |place, t| scorer.score(place, t));
    let posterior = Posterior::of(&lattice);
    let (path, probabilities): (Vec<Place>, Vec<f32>) = weighed_path(&lattice, &posterior).into_iter().unzip();
    let total = total(&lattice, &path);
    (path, probabilities, total)
}

#[test]
fn what_the_coarse_pass_leaves_holds_the_path_of_the_full_search() {
    for seed in 0..6 {
        let toy = Toy::new(60 + 20 * seed as usize, seed);
        let documents = documents(&toy.ko, &toy.en);
        let params = Params::default();
        let counts = Sides { ko: toy.ko.len(), en: toy.en.len() };
        let Coarse { mut scorer, band, .. } = Gathered::of(documents.as_ref(), &params).coarse(&params);
        let full = Band::full(counts.ko, counts.en);
        assert!(band.cells() * 2 < full.cells(), "{} of {} cells are left", band.cells(), full.cells());
        let (path, probabilities, _) = decode(&mut scorer, band);
        let (best, sure, _) = decode(&mut scorer, full);
        assert_eq!(path, best, "seed {seed}");
        for (a, b) in probabilities.iter().zip(&sure) {
            assert!((a - b).abs() < 1e-3, "seed {seed}: {a} in the band, {b} in the grid");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_band_of_texts_without_sense_loses_little(ko in side(30), en in side(30)) {
        let documents = documents(&ko, &en);
        let params = Params::default();
        let counts = Sides { ko: ko.len(), en: en.len() };
        let Coarse { mut scorer, band, .. } = Gathered::of(documents.as_ref(), &params).coarse(&params);
        let (.., in_band) = decode(&mut scorer, band);
        let (.., in_grid) = decode(&mut scorer, Band::full(counts.ko, counts.en));
        // What the coarse pass rules out is rare; where nothing fits, several paths are as good as one another.
        prop_assert!(in_band <= in_grid + 1e-3 && in_band > in_grid - 3.0, "{} in the band, {} in the grid", in_band, in_grid);
    }
}

/// Exact F1 over the beads that are not null.
fn f1(alignment: &Alignment, toy: &Toy) -> f64 {
    let gold: Vec<crate::eval::Links> =
        toy.beads.iter().map(|(ko, en)| Sides { ko: ko.clone().collect(), en: en.clone().collect() }).collect();
    let mut measure = Measure::default();
    measure.add(&gold, &links(alignment), Sides { ko: toy.ko.len(), en: toy.en.len() });
    measure.figures().strict.f1
}

/// Takes `omitted` beads' English out of the middle of a toy text.
fn with_omission(beads: usize, omitted: usize, seed: u64) -> Toy {
    let whole = Toy::new(beads, seed);
    let middle = (whole.beads.len() - omitted) / 2;
    let mut toy = Toy { ko: whole.ko, ..Toy::default() };
    for (n, (ko, en)) in whole.beads.into_iter().enumerate() {
        if (middle..middle + omitted).contains(&n) {
            toy.beads.extend(ko.map(|segment| (segment..segment + 1, toy.en.len()..toy.en.len())));
        } else {
            let from = toy.en.len();
            toy.en.extend_from_slice(&whole.en[en]);
            toy.beads.push((ko, from..toy.en.len()));
        }
    }
    toy.beads.retain(|(ko, en)| !ko.is_empty() || !en.is_empty());
    toy
}

#[test]
fn the_corridor_widens_to_find_the_path_behind_a_large_omission() {
    let toy = with_omission(1000, 400, 7);
    let tail_is_right = |alignment: &Alignment, toy: &Toy| {
        let right: HashMap<_, _> = toy.beads.iter().map(|(ko, en)| (ko.clone(), en.clone())).collect();
        let tail = alignment.beads.iter().filter(|b| !b.bead_type().is_null() && b.segments.ko.start > toy.ko.len() * 4 / 5);
        let (n, hits) =
            tail.fold((0, 0), |(n, hits), b| (n + 1, hits + usize::from(right.get(&b.segments.ko) == Some(&b.segments.en))));
        hits as f64 / n.max(1) as f64
    };
    let documents = documents(&toy.ko, &toy.en);
    let alignment = align(&documents);
    assert!(f1(&alignment, &toy) > 0.9, "{}", f1(&alignment, &toy));
    assert!(tail_is_right(&alignment, &toy) > 0.9);

    let alignment = Aligner::new(EvidenceSet::default().without(Source::Anchor)).align(documents.as_ref());
    assert_tiles(&alignment, Sides { ko: toy.ko.len(), en: toy.en.len() });
    assert!(tail_is_right(&alignment, &toy) > 0.8, "{}", tail_is_right(&alignment, &toy));
}

#[test]
fn a_text_that_says_the_same_is_aligned_nearly_without_fault() {
    let toy = Toy::new(800, 3);
    let alignment = align(&documents(&toy.ko, &toy.en));
    assert!(f1(&alignment, &toy) > 0.95, "{}", f1(&alignment, &toy));
}

/// The sections of a toy text in another order on the English side: places of the beads, and where each lies there.
fn reordered(toy: &Toy, order: impl IntoIterator<Item = usize>) -> Toy {
    let mut moved = Toy { ko: toy.ko.clone(), beads: toy.beads.clone(), ..Toy::default() };
    for bead in order {
        let from = moved.en.len();
        moved.en.extend_from_slice(&toy.en[toy.beads[bead].1.clone()]);
        moved.beads[bead].1 = from..moved.en.len();
    }
    moved
}

#[test]
fn sections_that_changed_places_are_found_and_say_so() {
    let toy = Toy::new(120, 21);
    let n = toy.beads.len();
    let swapped = reordered(&toy, (0..30).chain(50..65).chain(30..50).chain(65..n));
    let far = reordered(&toy, (0..20).chain(35..90).chain(20..35).chain(90..n));
    for toy in [swapped, far] {
        let documents = documents(&toy.ko, &toy.en);
        let alignment = align(&documents);
        assert!(f1(&alignment, &toy) > 0.95, "{}", f1(&alignment, &toy));
        let moved: Vec<_> = alignment.beads.iter().filter(|bead| bead.moved).collect();
        assert!((12..=20).contains(&moved.len()), "{} beads moved", moved.len());
        assert!(alignment.beads.iter().filter(|b| !b.segments.ko.is_empty()).is_sorted_by_key(|b| b.segments.ko.start));
        let mut seen = Sides { ko: vec![0; toy.ko.len()], en: vec![0; toy.en.len()] };
        for bead in &alignment.beads {
            seen.ko[bead.segments.ko.clone()].iter_mut().for_each(|n| *n += 1);
            seen.en[bead.segments.en.clone()].iter_mut().for_each(|n| *n += 1);
        }
        assert!(seen.ko.iter().chain(&seen.en).all(|&n| n == 1));

        let monotone = Aligner::default().order(Order::Monotone).align(documents.as_ref());
        assert_tiles(&monotone, Sides { ko: toy.ko.len(), en: toy.en.len() });
        assert!(monotone.beads.iter().all(|bead| !bead.moved));
    }
}

#[test]
fn a_part_of_a_text_is_found_in_the_whole() {
    let whole = Toy::new(300, 17);
    for part in [0..30, 140..200, 250..whole.beads.len()] {
        let ko = whole.beads[part.start].0.start..whole.beads[part.end - 1].0.end;
        let kept: Vec<_> = part.clone().map(|bead| whole.beads[bead].clone()).collect();
        let toy = Toy {
            ko: whole.ko[ko.clone()].to_vec(),
            en: whole.en.clone(),
            beads: kept.into_iter().map(|(k, e)| (k.start - ko.start..k.end - ko.start, e)).collect(),
        };
        let alignment = align(&documents(&toy.ko, &toy.en));
        assert!(f1(&alignment, &toy) > 0.9, "{part:?}: {}", f1(&alignment, &toy));
    }
}

/// The pairs of a story whose English edition has a foreword of its own and counts its chapters from it.
fn shifted_chapters() -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let ko = [
        "1장 등대지기가 맞이하는 이른 아침",
        "등대지기는 아침마다 백이십 개의 계단을 올라 램프의 유리를 닦았다.",
        "겨울에는 유리에 얼음이 끼어 두 배로 오래 걸렸다.",
        "2장 병에 든 편지",
        "어느 날 병에 든 편지가 바위 사이로 떠내려왔다.",
        "편지에는 이름도 날짜도 없이 지도 한 장만 그려져 있었다.",
        "3장 섬으로 가는 항해",
        "그는 낡은 배를 고쳐 지도에 그려진 섬으로 떠났다.",
        "사흘 동안 바람 한 점 불지 않았다.",
    ];
    let en = [
        "Chapter 1 Foreword",
        "Chapter 2 The Lighthouse Keeper's Early Morning",
        "Every morning the keeper climbed the hundred and twenty steps and wiped the glass of the lamp.",
        "In winter ice covered the glass, and it took him twice as long.",
        "Chapter 3 A Letter in a Bottle",
        "One day a letter in a bottle came drifting in among the rocks.",
        "There was no name in the letter and no date, only a map.",
        "Chapter 4 The Voyage to the Island",
        "He mended his old boat and set out for the island that was drawn on the map.",
        "For three days there was not a breath of wind.",
    ];
    pairs(&align(&documents(&ko, &en)))
}

#[test]
fn wrong_chapter_numbers_lose_to_the_rest_of_the_evidence() {
    let found = shifted_chapters();
    for n in 1..9 {
        assert!(found.contains(&(n..n + 1, n + 1..n + 2)), "{n} is not with {}: {found:?}", n + 1);
    }
}

#[test]
#[ignore = "known fault: the number draws the heading of the foreword into the bead"]
fn a_wrong_chapter_number_loses_at_the_edge_of_a_null_bead_too() {
    assert!(shifted_chapters().starts_with(&[(0..0, 0..1), (0..1, 1..2)]));
}

/// A guide of numbered rules, of which each side has one that the other has not, so that the numbers behind it differ.
#[test]
fn renumbered_sections_are_found_by_what_they_say() {
    let ko = [
        "2.1 출입증을 항상 달아라",
        "건물 안에서는 출입증이 보이도록 목에 건다.",
        "낯선 사람이 들어와도 아무도 알아채지 못한다.",
        "2.2 회의실은 미리 잡아라",
        "회의실은 하루 전까지 달력에 올려 둔다.",
        "두 팀이 한 방 앞에서 만나게 된다.",
        "2.3 비밀번호를 나누어 쓰지 마라",
        "계정마다 비밀번호를 따로 만들고 동료에게도 알려 주지 않는다.",
        "누가 무엇을 바꾸었는지 밝힐 수 없다.",
        "2.4 화분에 물을 주어라",
        "월요일마다 창가의 화분에 물을 준다.",
        "가을이 오기 전에 잎이 다 마른다.",
    ];
    let en = [
        "2.1 Wear your badge at all times",
        "Hang your badge round your neck where it can be seen inside the building.",
        "A stranger can walk in and nobody will notice.",
        "2.2 Do not share passwords",
        "Make a separate password for every account and tell it to nobody, not even colleagues.",
        "Nobody can find out who changed what.",
        "2.3 Choose your lunch place with care",
        "Try the small kitchens behind the station before the big chains.",
        "You will spend half of the break in a queue.",
        "2.4 Water the plants",
        "Water the plants on the window sill every Monday.",
        "All the leaves will be dry before autumn comes.",
    ];
    let found = pairs(&align(&documents(&ko, &en)));
    for n in [0, 1, 2, 9, 10, 11] {
        assert!(found.contains(&(n..n + 1, n..n + 1)), "{n}: {found:?}");
    }
    for n in 6..9 {
        assert!(found.contains(&(n..n + 1, n - 3..n - 2)), "{n} is not with {}: {found:?}", n - 3);
    }
}

#[test]
fn every_source_of_evidence_speaks_for_itself() {
    let toy = Toy::new(300, 11);
    let documents = documents(&toy.ko, &toy.en);
    let all = f1(&Aligner::default().align(documents.as_ref()), &toy);
    for source in Source::ALL {
        let without = f1(&Aligner::new(EvidenceSet::default().without(source)).align(documents.as_ref()), &toy);
        assert!(without <= all + 0.02, "without {}: {without}, with all: {all}", source.name());
        let alone: EvidenceSet = source.name().parse().unwrap();
        assert_tiles(&Aligner::new(alone).align(documents.as_ref()), Sides { ko: toy.ko.len(), en: toy.en.len() });
    }
}

/// The built-in vectors in the place of an encoder, and what they were asked.
#[derive(Default)]
struct Asked(std::sync::Mutex<Vec<String>>);

impl crate::semantic::Encoder for Asked {
    fn dim(&self) -> usize {
        PieceVectors::builtin().dim()
    }

    fn sum_dim(&self) -> usize {
        PieceVectors::builtin().dim()
    }

    fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        self.0.lock().unwrap().extend(texts.iter().map(|&text| text.to_owned()));
        crate::semantic::Encoder::sums(PieceVectors::builtin(), texts)
    }

    fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]) {
        PieceVectors::builtin().finish(sum, pieces, out);
    }
}

fn look_again(documents: &Sides<Document>, encode: Encode) -> (Alignment, Vec<String>) {
    let asked = std::sync::Arc::new(Asked::default());
    let look = SecondLook { encoder: asked.clone(), encode };
    let alignment = Aligner::default().second_look(Some(look)).align(documents.as_ref());
    let texts = std::mem::take(&mut *asked.0.lock().unwrap());
    (alignment, texts)
}

#[test]
fn a_second_look_at_doubts_asks_for_them_and_their_neighbours_alone() {
    let toy = with_omission(120, 4, 5);
    let documents = documents(&toy.ko, &toy.en);
    let first = align(&documents);
    let doubts = first.beads.iter().filter(|bead| bead.confidence < 0.95).count();
    assert!((1..20).contains(&doubts), "{doubts} doubts make no test");
    let (second, asked) = look_again(&documents, Encode::Doubtful);
    assert_tiles(&second, Sides { ko: toy.ko.len(), en: toy.en.len() });
    assert!(
        !asked.is_empty() && asked.len() < (toy.ko.len() + toy.en.len()) / 2,
        "{} of {}",
        asked.len(),
        toy.ko.len() + toy.en.len()
    );
    let (_, everything) = look_again(&documents, Encode::All);
    assert_eq!(everything.len(), toy.ko.len() + toy.en.len());
    assert!(f1(&second, &toy) > f1(&first, &toy) - 0.01, "{} after {}", f1(&second, &toy), f1(&first, &toy));
}

#[test]
fn a_second_look_at_what_is_clear_asks_for_nothing() {
    let alike = ["1번 문을 연다. NATO 1101.", "2번 문을 닫는다. UNESCO 2202.", "3번 창을 본다. OECD 3303."];
    let (alignment, asked) = look_again(&documents(&alike, &alike), Encode::Doubtful);
    assert!(alignment.beads.iter().all(|bead| bead.confidence > 0.95), "{alignment:?}");
    assert!(asked.is_empty(), "{asked:?}");
}

/// A file of vectors, a row a segment.
fn embeddings(rows: &[[f32; 3]]) -> Embeddings {
    let header = format!("{:117}\n", format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, 3), }}", rows.len()));
    let body = rows.iter().flatten().flat_map(|x| x.to_le_bytes());
    Embeddings::parse_npy([b"\x93NUMPY\x01\x00\x76\x00".as_slice(), header.as_bytes()].concat().into_iter().chain(body).collect())
        .unwrap()
}

#[test]
fn vectors_of_the_users_own_decide_what_nothing_else_can_tell() {
    // Nonsense of one length on both sides; only the vectors know that the second Korean segment has no partner.
    let (ko, en) = (["가나 다라", "마바 사아", "자차 카타", "파하 거너"], ["lorem ips", "dolor sit", "amet cons"]);
    let rows = [[1.0, 0.1, 0.0], [-0.6, -0.6, 0.6], [0.0, 1.0, 0.1], [0.1, 0.0, 1.0]];
    let documents = documents(&ko, &en);
    let own = Sides { ko: embeddings(&rows), en: embeddings(&[rows[0], rows[2], rows[3]]) };
    let alignment = Aligner::default().align_embedded(documents.as_ref(), own.as_ref()).unwrap();
    assert_eq!(pairs(&alignment), [(0..1, 0..1), (1..2, 1..1), (2..3, 1..2), (3..4, 2..3)]);
}

#[test]
fn vectors_that_do_not_fit_the_documents_are_refused_with_the_counts() {
    let documents = documents(&["하나", "둘"], &["one", "two"]);
    let (two, three) = (embeddings(&[[1.0, 0.0, 0.0]; 2]), embeddings(&[[1.0, 0.0, 0.0]; 3]));
    let refused = Aligner::default().align_embedded(documents.as_ref(), Sides { ko: &two, en: &three }).unwrap_err().to_string();
    assert!(refused.contains("3 English vectors for 2 segments"), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_second_look_tiles_both_sides_whatever_the_vectors(ko in side(20), en in side(20), seed: u64) {
        let documents = documents(&ko, &en);
        let counts = Sides { ko: ko.len(), en: en.len() };
        for encode in [Encode::Doubtful, Encode::All] {
            assert_tiles(&look_again(&documents, encode).0, counts);
        }
        let mut chance = Chance(seed);
        let mut rows = |n: usize| {
            let rows: Vec<[f32; 3]> = (0..n).map(|_| std::array::from_fn(|_| chance.below(3) as f32 - 1.0)).collect();
            embeddings(&rows)
        };
        let own = Sides { ko: rows(counts.ko), en: rows(counts.en) };
        assert_tiles(&Aligner::default().align_embedded(documents.as_ref(), own.as_ref()).unwrap(), counts);
    }
}

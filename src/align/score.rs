//! The score of a bead: a weighted sum of what each source of evidence says of it.
//!
//! Every source is visited through [`Scorer::visit`], which names the feature and its value; scoring, explaining and fitting all
//! go through that one place. To add a source, give it a [`Feature`], visit it here, and fit anew.

use std::sync::Arc;

use arrayvec::ArrayVec;

use super::boundary::{self, Boundaries};
use super::encoded::Encoded;
use super::evidence::Source;
use super::features::{Feature, Weights};
use super::lattice::{Band, Place, TYPES};
use super::length::{Length, LengthModel, Lengths};
use super::meaning::{Likeness, Meaning};
use super::model::Model;
use super::params::Params;
use super::seeds;
use super::timing::Timing;
use crate::anchor::{AnchorKind, Anchors};
use crate::bitext::{Clock, Document, Side, Sides};
use crate::words::{Lexicon, Stems};

/// Information of all anchors of a bead together is bent towards this limit, in nats, so that no heap of anchors over-rules
/// the rest.
const ANCHOR_LIMIT: f32 = 14.0;

/// The same for learned words.
const LEARNED_LIMIT: f32 = 10.0;

/// How much commoner than usual a type can be in a document, ln: no document may talk itself into a rare type.
const TYPE_LIMIT: f32 = 2.5;

/// Most that one anchor can tell, in nats: one in a thousand.
const ANCHOR_MAX_NATS: f32 = 7.0;

/// Most anchors counted in one bead.
const MAX_SHARED: usize = 32;

/// What a segment without partner costs a coarse pass at most (ln): that pass knows no long beads, and such a segment may stand in one.
const IN_LONGER_BEAD: f32 = -2.0;

/// No margin of meaning counts beyond these, so that it cannot over-rule the rest.
const MEANING_RANGE: (f32, f32) = (-0.3, 0.8);

/// The same for what a segment adds to the likeness of a bead.
const GAIN_LIMIT: f32 = 0.2;

/// Korean segments that are asked for their partner where the ratio of lengths has to be learned from pairs …
const RATIO_SAMPLES: usize = 128;

/// … which count when they are so much more alike than by chance.
const SURE_MARGIN: f32 = 0.25;

/// Most anchors looked at per segment: a table of numbers has thousands, and a few dozen say all.
const MAX_ANCHORS: usize = 48;

/// One anchor in one segment, ready to be matched.
#[derive(Clone, Copy, Debug)]
struct Mark {
    anchor: u32,
    /// Start of the mention: of several readings of one mention the most telling counts.
    mention: u32,
}

/// What the score needs of the segments of one side.
#[derive(Debug)]
struct SideData {
    lengths: Lengths,
    mean_log_chars: f32,
    marks: Vec<Mark>,
    mark_starts: Vec<u32>,
    /// For each segment a bit for each anchor in it, many anchors sharing a bit.
    signatures: Vec<u128>,
    /// Whether each segment begins a block that tells something (no block does where every line is one).
    begins_block: Vec<bool>,
    has_blocks: bool,
    boundaries: Boundaries,
    stems: Stems,
}

impl SideData {
    fn new(side: Side, document: &Document, anchors: &Anchors) -> Self {
        let texts = document.segment_texts();
        let begins_block = begins_block(document);
        let lengths = Lengths::measure(texts.iter().copied());
        let logs: Vec<f32> = (0..texts.len()).map(|i| lengths.of(i, i + 1).chars.max(1) as f32).map(f32::ln).collect();
        let mut marks = Vec::new();
        let mut mark_starts = vec![0];
        let mut signatures = Vec::with_capacity(texts.len());
        for segment in 0..texts.len() {
            marks.extend(
                anchors.of(side, segment).iter().take(MAX_ANCHORS).map(|o| Mark { anchor: o.anchor, mention: o.range.start }),
            );
            let from = mark_starts[segment] as usize;
            signatures.push(marks[from..].iter().fold(0, |bits, m| bits | bit(m.anchor)));
            mark_starts.push(marks.len() as u32);
        }
        Self {
            mean_log_chars: logs.iter().sum::<f32>() / logs.len().max(1) as f32,
            lengths,
            marks,
            mark_starts,
            signatures,
            has_blocks: begins_block.contains(&true),
            boundaries: Boundaries::of(document),
            begins_block,
            stems: Stems::of(side, &texts),
        }
    }

    /// Whether a segment holds an anchor.
    fn holds(&self, segment: usize, anchor: u32) -> bool {
        self.marks(segment).iter().any(|m| m.anchor == anchor)
    }

    fn marks(&self, segment: usize) -> &[Mark] {
        &self.marks[self.mark_starts[segment] as usize..self.mark_starts[segment + 1] as usize]
    }

    fn len(&self) -> usize {
        self.begins_block.len()
    }
}

/// The bit of an anchor in a signature.
fn bit(anchor: u32) -> u128 {
    1 << (anchor % u128::BITS)
}

/// Whether each segment is the first of its block; all false unless the document has blocks of more than one segment.
fn begins_block(document: &Document) -> Vec<bool> {
    let first: Vec<bool> =
        document.segments.iter().enumerate().map(|(i, s)| i == 0 || document.segments[i - 1].block != s.block).collect();
    if first.iter().all(|&b| b) { vec![false; first.len()] } else { first }
}

/// An anchor shared by the two sides of a bead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SharedAnchor {
    pub(crate) anchor: u32,
    pub(crate) kind: AnchorKind,
    pub(crate) ko_segment: usize,
    pub(crate) en_segment: usize,
    mention: u32,
    /// What its rarity tells.
    pub(crate) nats: f32,
}

/// The evidence of one document pair, and how to weigh it.
#[derive(Debug)]
pub(crate) struct Scorer {
    pub(crate) weights: Weights,
    pub(crate) anchors: Anchors,
    sides: Sides<SideData>,
    /// For each anchor, ln of the share of segments that hold it, on each side.
    anchor_rates: Vec<Sides<f32>>,
    pub(crate) length: LengthModel,
    type_in_document: [f32; TYPES.len()],
    lexicon: Lexicon,
    pub(crate) meaning: Option<Meaning>,
    /// What a second look found, and the weights that go with it.
    pub(crate) encoded: Option<(Encoded, Weights)>,
    pub(crate) timing: Option<Timing>,
    pub(crate) model: Arc<Model>,
}

impl Scorer {
    /// Gathers the evidence of a document pair. Linear in the text.
    pub(crate) fn new(documents: Sides<&Document>, anchors: Anchors, meaning: Option<Meaning>, params: &Params) -> Self {
        let sides = Sides::build(|side| SideData::new(side, documents.get(side), &anchors));
        let count = sides.as_ref().map(|s| s.len().max(1) as f32);
        let anchor_rates = anchors
            .table
            .iter()
            .map(|a| Sides { ko: (a.segments.ko as f32 / count.ko).ln(), en: (a.segments.en as f32 / count.en).ln() })
            .collect();
        let length = LengthModel::estimate(sides.as_ref().map(|s| &s.lengths), &params.length);
        let mut scorer = Self {
            weights: params.weights,
            anchors,
            sides,
            anchor_rates,
            length,
            type_in_document: [0.0; TYPES.len()],
            lexicon: Lexicon::default(),
            meaning,
            encoded: None,
            timing: params.evidence.uses(Source::Time).then(|| Timing::of(documents)).flatten(),
            model: Arc::clone(&params.model),
        };
        if params.evidence.uses(Source::Length) {
            scorer.learn_ratio();
        }
        scorer
    }

    /// Works out what single words say of every bead of a band that begins in the corner `origin`, once for all fine passes over it.
    pub(crate) fn prepare_words(&mut self, origin: (usize, usize), band: &Band) {
        if let Some(meaning) = &mut self.meaning {
            meaning.wording.prepare(origin, band);
        }
    }

    /// Learns the ratio of lengths from pairs of segments that only fit one another, where the totals cannot tell it.
    fn learn_ratio(&mut self) {
        let all = self.counts().map(|n| (0..n).collect::<Vec<_>>());
        let Some(meaning) = self.meaning.as_ref().filter(|_| self.length.is_partial()) else { return };
        let sure = seeds::find(meaning, &all.ko, &all.en, RATIO_SAMPLES).into_iter().filter(|seed| seed.margin >= SURE_MARGIN);
        self.length.learn(self.sides.as_ref().map(|s| &s.lengths), sure.map(|seed| (seed.ko, seed.en)));
    }

    /// How many segments there are.
    pub(crate) fn counts(&self) -> Sides<usize> {
        self.sides.as_ref().map(SideData::len)
    }

    /// The clock of two subtitle files, once it has been learned.
    pub(crate) fn clock(&self) -> Option<Clock> {
        self.timing.as_ref().and_then(Timing::clock)
    }

    /// The same for segments that need not be in order, nor the text that they stand in be a translation: anchors are as rare as if
    /// there were that many more segments without them, and the ratio of lengths is the usual one.
    pub(crate) fn out_of_order(mut self, unseen_segments: f32, params: &Params) -> Self {
        let all = self.sides.as_ref().map(|s| s.len() as f32 + unseen_segments);
        let rate = |a: &crate::anchor::Anchor| Sides {
            ko: (a.segments.ko as f32 / all.ko).ln(),
            en: (a.segments.en as f32 / all.en).ln(),
        };
        self.anchor_rates = self.anchors.table.iter().map(rate).collect();
        self.length = self.length.with_usual_ratio(&params.length);
        self
    }

    /// Takes in what a first pass found, beads with their probabilities: the length ratio, the types that are common here, word
    /// pairs, and how times go together.
    pub(crate) fn learn(&mut self, beads: &[(Place, f32)], expected_types: &[f32; TYPES.len()], params: &Params) {
        self.length.refine(self.sides.as_ref().map(|s| &s.lengths), beads.iter().map(|&(b, p)| (b.segments(), p)));
        let total: f32 = expected_types.iter().sum();
        for (t, value) in self.type_in_document.iter_mut().enumerate() {
            let usual = params.usual_types[t].max(1e-5);
            let here = (expected_types[t] + params.type_pseudo_beads * usual) / (total + params.type_pseudo_beads);
            *value = (here / usual).ln().clamp(-TYPE_LIMIT, TYPE_LIMIT);
        }
        if let Some(timing) = &mut self.timing {
            timing.learn(beads);
        }
        self.lexicon = Lexicon::learn(
            self.sides.as_ref().map(|s| &s.stems),
            beads.iter().filter(|(b, p)| !b.kind().is_null() && *p > 0.5).map(|(b, _)| b.segments()),
        );
    }

    /// The weighted sum of all features of a bead.
    pub(crate) fn score(&self, place: Place, t: usize) -> f32 {
        let Some(weights) = self.weights_of(place) else { return f32::NEG_INFINITY };
        let mut sum = 0.0;
        self.visit(place, t, |feature, value| sum += weights[feature.index()] * value);
        sum
    }

    /// What a segment without partner that follows another one of its side has over the first.
    pub(crate) fn runs(&self) -> Sides<f32> {
        Sides { ko: self.weights[Feature::RunKo.index()], en: self.weights[Feature::RunEn.index()] }
    }

    /// The weights for a bead: those of the second look where it judges; `None` for a bead across its edge.
    pub(crate) fn weights_of(&self, place: Place) -> Option<&Weights> {
        match &self.encoded {
            None => Some(&self.weights),
            Some((encoded, weights)) => encoded.covers(place).map(|covers| if covers { weights } else { &self.weights }),
        }
    }

    /// The second look, where it judges a bead.
    fn encoded_at(&self, place: Place) -> Option<&Encoded> {
        self.encoded.as_ref().map(|(encoded, _)| encoded).filter(|encoded| encoded.covers(place) == Some(true))
    }

    /// The words of the given segments that the lexicon pairs, with what each pair tells.
    pub(crate) fn learned_pairs(&self, place: Place) -> Vec<(Sides<&str>, f32)> {
        self.lexicon.pairs(self.sides.as_ref().map(|s| &s.stems), &place.segments())
    }

    /// Characters and words of each side of a bead.
    pub(crate) fn lengths(&self, place: Place) -> Sides<Length> {
        Sides { ko: self.sides.ko.lengths.of(place.ko.0, place.ko.1), en: self.sides.en.lengths.of(place.en.0, place.en.1) }
    }

    /// Names every feature of a bead of type `t` that is not zero, with its value.
    pub(crate) fn visit(&self, place: Place, t: usize, mut take: impl FnMut(Feature, f32)) {
        self.visit_shape(place, t, &mut take);
        if TYPES[t].is_null() {
            return;
        }
        if let Some(meaning) = &self.meaning {
            let gain = self.encoded_at(place).map_or_else(|| meaning.gain(place), |encoded| encoded.gain(place, meaning));
            let gain = 10.0 * gain.clamp(-GAIN_LIMIT, GAIN_LIMIT);
            take(Feature::MeaningGain, gain);
            take(Feature::MeaningLoss, gain.min(0.0));
            let accounted = meaning.wording.accounted(place);
            take(Feature::AccountedKo, accounted.ko);
            take(Feature::AccountedEn, accounted.en);
        }
        if let Some(llr) = self.timing.as_ref().and_then(|timing| timing.llr(place)) {
            take(Feature::Time, llr);
        }
        let mut shared = ArrayVec::new();
        self.shared_anchors(place, &mut shared);
        if !shared.is_empty() {
            let total: f32 = shared.iter().map(|s| s.nats).sum();
            for s in &shared {
                take(Feature::Anchor(s.kind), s.nats * ANCHOR_LIMIT / (ANCHOR_LIMIT + total));
            }
        }
        let learned = self.lexicon.nats(&place.segments());
        if learned > 0.0 {
            take(Feature::Learned, learned * LEARNED_LIMIT / (LEARNED_LIMIT + learned));
        }
    }

    /// The weighted sum of the features that a coarse pass looks at: all but anchors, learned words and the gain of longer beads.
    pub(crate) fn shape_score(&self, place: Place, t: usize) -> f32 {
        let mut sum = 0.0;
        self.visit_shape(place, t, &mut |feature, value| sum += self.weights[feature.index()] * value);
        if TYPES[t].is_null() { sum.max(IN_LONGER_BEAD) } else { sum }
    }

    /// The type that a bead of type `t` counts as, among those that are usual or not.
    pub(crate) fn usual_type(&self, place: Place, t: usize) -> usize {
        boundary::type_of_sentences(self.sides.as_ref().map(|side| &side.boundaries), place, t)
    }

    /// Type, lengths and blocks.
    fn visit_shape(&self, place: Place, t: usize, take: &mut impl FnMut(Feature, f32)) {
        let usual = self.usual_type(place, t);
        take(Feature::Type(usual), 1.0);
        take(Feature::TypeInDocument, self.type_in_document[usual]);
        let kind = TYPES[t];
        let Sides { ko, en } = self.lengths(place);
        if kind.is_null() {
            let (chars, mean) =
                if kind.ko > 0 { (ko.chars, self.sides.ko.mean_log_chars) } else { (en.chars, self.sides.en.mean_log_chars) };
            take(Feature::NullLength, self.length.log(chars) - mean);
            return;
        }
        let (chars, words) = self.length.llr(ko, en, kind.en);
        take(Feature::Chars, chars);
        take(Feature::Words, words);
        self.visit_blocks(place, take);
        if let Some(meaning) = &self.meaning {
            let Likeness { margin, pieces } = match self.encoded_at(place) {
                Some(encoded) => encoded.likeness(place, meaning),
                None => meaning.likeness(place),
            };
            let margin = 10.0 * margin.clamp(MEANING_RANGE.0, MEANING_RANGE.1);
            take(Feature::Meaning, margin);
            take(Feature::MeaningClear, (margin - 2.0).max(0.0));
            take(Feature::MeaningStrong, (margin - 4.0).max(0.0));
            take(Feature::MeaningShort, margin / (pieces.max(1) as f32).sqrt());
        }
    }

    fn visit_blocks(&self, place: Place, take: &mut impl FnMut(Feature, f32)) {
        let (ko, en) = (&self.sides.ko.begins_block, &self.sides.en.begins_block);
        let inside = |b: &[bool], (from, to): (usize, usize)| b[from + 1..to].iter().filter(|&&x| x).count();
        let crossed = inside(ko, place.ko) + inside(en, place.en);
        if crossed > 0 {
            take(Feature::BlockInside, crossed as f32);
        }
        if self.sides.ko.has_blocks && self.sides.en.has_blocks && ko[place.ko.0] != en[place.en.0] {
            take(Feature::BlockStart, 1.0);
        }
    }

    /// For each cell (i, j) of a band what the anchors say for segment i - 1 beside segment j - 1 alone. Linear in the cells and
    /// in the matches.
    pub(crate) fn pair_anchors(&self, band: &Band) -> Vec<f32> {
        let mut homes = vec![Vec::new(); self.anchors.table.len()];
        for segment in 0..self.sides.en.len() {
            self.sides.en.marks(segment).iter().for_each(|m| homes[m.anchor as usize].push(segment + 1));
        }
        let mut pairs = vec![0f32; band.cells()];
        let mut by_mention: Vec<Mark> = Vec::new();
        // What the mention at hand has given each column so far: of its readings the best counts.
        let mut given: Vec<(u32, f32)> = vec![(0, 0.0); band.n_en() + 1];
        let mut mention = 0;
        for i in 1..=band.n_ko() {
            let (first, last, start) = (*band.columns(i).start(), *band.columns(i).end(), band.row_start(i));
            by_mention.clear();
            by_mention.extend(self.sides.ko.marks(i - 1));
            by_mention.sort_by_key(|m| m.mention);
            for (k, mark) in by_mention.iter().enumerate() {
                if k == 0 || by_mention[k - 1].mention != mark.mention {
                    mention += 1;
                }
                let rates = self.anchor_rates[mark.anchor as usize];
                let anchor = &self.anchors.table[mark.anchor as usize];
                let nats = (-rates.ko.max(rates.en)).clamp(0.0, ANCHOR_MAX_NATS) * anchor.similarity;
                let value = nats * self.weights[Feature::Anchor(anchor.kind).index()];
                let home = &homes[mark.anchor as usize];
                let from = home.partition_point(|&j| j < first);
                for &j in home[from..].iter().take_while(|&&j| j <= last) {
                    let before = if given[j].0 == mention { given[j].1 } else { 0.0 };
                    if value > before {
                        pairs[start + j - first] += value - before;
                        given[j] = (mention, value);
                    }
                }
            }
        }
        pairs.iter_mut().filter(|p| **p > 0.0).for_each(|p| *p *= ANCHOR_LIMIT / (ANCHOR_LIMIT + *p));
        pairs
    }

    /// The anchors that stand on both sides of a bead: each once, and each mention with its most telling reading only.
    pub(crate) fn shared_anchors(&self, place: Place, shared: &mut ArrayVec<SharedAnchor, MAX_SHARED>) {
        let en_signature = self.sides.en.signatures[place.en.0..place.en.1].iter().fold(0, |all, s| all | s);
        let kind = place.kind();
        let (log_m, log_n) = (self.length.log(kind.ko as u32), self.length.log(kind.en as u32));
        for ko_segment in (place.ko.0..place.ko.1).filter(|&s| self.sides.ko.signatures[s] & en_signature != 0) {
            'marks: for mark in self.sides.ko.marks(ko_segment).iter().filter(|m| en_signature & bit(m.anchor) != 0) {
                let Some(en_segment) = (place.en.0..place.en.1).find(|&s| self.sides.en.holds(s, mark.anchor)) else { continue };
                let rates = self.anchor_rates[mark.anchor as usize];
                // The chance of a match by accident, on the side where it is likelier.
                let nats = -(rates.ko + log_m).max(rates.en + log_n);
                if nats <= 0.0 {
                    continue;
                }
                let anchor = &self.anchors.table[mark.anchor as usize];
                let nats = nats.min(ANCHOR_MAX_NATS) * anchor.similarity;
                for other in shared.iter_mut() {
                    let same_mention = other.ko_segment == ko_segment && other.mention == mark.mention;
                    if same_mention && other.nats < nats {
                        *other = SharedAnchor { anchor: mark.anchor, kind: anchor.kind, en_segment, nats, ..*other };
                    }
                    if same_mention || other.anchor == mark.anchor {
                        continue 'marks;
                    }
                }
                let mention = mark.mention;
                let new = SharedAnchor { anchor: mark.anchor, kind: anchor.kind, ko_segment, en_segment, mention, nats };
                if shared.try_push(new).is_err() {
                    return;
                }
            }
        }
    }
}

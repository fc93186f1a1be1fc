//! Fitting the weights to gold.
//!
//! The aligner's score makes it a log-linear model of alignments (a semi-Markov conditional random field, Sarawagi and Cohen
//! 2004): P(path) is proportional to exp(Σ score). The weights that make gold most probable are found by gradient ascent; the
//! gradient is what gold's paths hold of each feature less what all paths hold, both expectations by forward-backward. Where
//! gold is cut no finer than paragraphs or verses, every path that stays inside its beads counts as gold. Probabilities fitted
//! so are calibrated on the gold by construction, but for its faults: a path may go against gold at a price (`WRONG`).
//!
//! One step costs about two fine passes over all documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::aligner::Aligner;
use super::encoded::{Encode, SecondLook, Vectors};
use super::evidence::{EvidenceSet, Source};
use super::features::{FEATURES, FIRST_ANCHOR, Feature, Weights};
use super::lattice::{Band, Lattice, LatticeBead, Place, TYPES};
use super::model::{Model, Table, TableKind};
use super::params::Params;
use super::posterior::Posterior;
use super::score::Scorer;
use super::stages::{Gathered, encoded};
use crate::bitext::{Document, Sides};
use crate::eval::{self, Links, Measure};
use crate::semantic::Encoder;

/// A document pair with its gold.
#[derive(Clone, Debug)]
pub struct GoldPair {
    /// The collection it belongs to; each collection weighs the same, however large.
    pub set: String,
    /// Both documents, segmented.
    pub documents: Sides<Document>,
    /// The gold beads.
    pub gold: Vec<Links>,
    /// How finely gold is cut.
    pub grain: Grain,
}

/// How finely gold is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Each gold bead is the smallest there is.
    Exact,
    /// A gold bead may hold several smaller right ones.
    Coarse,
}

/// How long to fit, and how freely.
#[derive(Clone)]
pub struct FitOptions {
    /// Steps of gradient ascent.
    pub steps: usize,
    /// Weight of a Gaussian prior around the starting weights, in mean log-likelihood per bead.
    pub shrinkage: f32,
    /// Where to start from.
    pub start: Start,
    /// The sources of evidence to fit for: there is one table of weights with vectors and one without.
    pub evidence: EvidenceSet,
    /// The model to start from.
    pub model: Arc<Model>,
    /// The encoder to fit for, if it is the table for a second look that is wanted; the first look keeps its weights.
    pub encoder: Option<Arc<dyn Encoder>>,
}

impl FitOptions {
    fn aligner(&self, params: Params) -> Aligner {
        let look = |encoder: &Arc<dyn Encoder>| SecondLook { encoder: Arc::clone(encoder), encode: Encode::All };
        Aligner { params, second_look: self.encoder.as_ref().map(look), ..Aligner::default() }
    }
}

/// The weights that a fit starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Those compiled in.
    Current,
    /// Round numbers that have seen no gold: what figures of held-out gold have to start from.
    Neutral,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            steps: 120,
            shrinkage: 2e-4,
            start: Start::Current,
            evidence: EvidenceSet::default(),
            model: Model::builtin(),
            encoder: None,
        }
    }
}

/// How a collection fares.
#[derive(Clone, Debug)]
pub struct SetFigures {
    /// The collection.
    pub set: String,
    /// Strict F1 where gold is exact, else F1 of `inside` and `enline`.
    pub main: f64,
    /// F1 of the lines without partner.
    pub null: f64,
}

/// One pair made ready.
struct Prepared<'g> {
    pair: &'g GoldPair,
    gathered: Gathered<'g>,
    /// For each segment the gold bead it stands in.
    owners: Sides<Vec<usize>>,
    /// What one bead of this pair counts: a collection counts by the root of its beads, so that neither a large one nor many
    /// small ones have their way.
    weight: f32,
}

/// The fitted parameters, starting from those of the model; `progress` hears the mean log-likelihood per bead after each step.
pub(crate) fn fit(pairs: &[GoldPair], options: &FitOptions, mut progress: impl FnMut(usize, f64)) -> Params {
    let mut params = match options.start {
        Start::Current => Params::of(Arc::clone(&options.model), options.evidence),
        Start::Neutral => Params::neutral(Arc::clone(&options.model), options.evidence),
    };
    let prepared: Vec<Prepared> = pairs.par_iter().map(|p| Prepared::new(p, pairs, &params)).collect();
    // What a second look goes by is fitted alone, unless the first look starts from nothing, too.
    if options.encoder.is_none() || options.start == Start::Neutral {
        ascend(&prepared, options, None, &mut params, &mut progress);
    }
    if let Some(encoder) = options.encoder.as_deref() {
        ascend(&prepared, options, Some(encoder), &mut params, &mut progress);
    }
    params
}

/// Climbs to the weights of the first look, or to those of a second one by an encoder.
fn ascend(
    prepared: &[Prepared],
    options: &FitOptions,
    encoder: Option<&dyn Encoder>,
    params: &mut Params,
    progress: &mut impl FnMut(usize, f64),
) {
    let start = *fitted_weights(params, encoder.is_some());
    let mut ascent = Ascent::default();
    let mut ready: Vec<FirstPass> = Vec::new();
    for step in 0..options.steps {
        // The first pass follows the weights, but need not do so at every step, and not at all while they stand still.
        if step == 0 || encoder.is_none() && step % REFRESH == 0 {
            ready = prepared.par_iter().map(|p| p.first_pass(params)).collect();
            match encoder {
                None => params.usual_types = usual_types(prepared, &ready),
                Some(encoder) => ready.iter_mut().zip(prepared).for_each(|(ready, p)| p.look_again(ready, encoder, params)),
            }
        }
        let parts: Vec<Gradient> = prepared.par_iter().zip(&mut ready).map(|(p, r)| p.gradient(r, params)).collect();
        let mut total = Gradient::default();
        parts.iter().for_each(|g| total.add(g));
        let weights = fitted_weights(params, encoder.is_some());
        for (g, (w, s)) in total.values.iter_mut().zip(weights.iter().zip(&start)) {
            *g -= options.shrinkage * (w - s);
        }
        ascent.step(weights, &total.values, 1.0 - step as f32 / options.steps as f32);
        progress(step, total.log_likelihood);
    }
}

/// The weights that are to be fitted.
fn fitted_weights(params: &mut Params, is_second_look: bool) -> &mut Weights {
    if is_second_look { &mut params.encoded } else { &mut params.weights }
}

/// Steps between first passes.
const REFRESH: usize = 10;

/// What the first fine pass leaves behind.
struct FirstPass {
    band: Band,
    scorer: Scorer,
    types: [f32; TYPES.len()],
}

/// The log-likelihood of gold, and how it grows with each weight.
struct Gradient {
    values: Weights,
    log_likelihood: f64,
}

impl Default for Gradient {
    fn default() -> Self {
        Self { values: [0.0; FEATURES], log_likelihood: 0.0 }
    }
}

impl Gradient {
    fn add(&mut self, other: &Gradient) {
        self.values.iter_mut().zip(&other.values).for_each(|(a, b)| *a += b);
        self.log_likelihood += other.log_likelihood;
    }
}

/// Gradient ascent with a step per weight (Adam, Kingma and Ba 2015).
struct Ascent {
    mean: Weights,
    square: Weights,
    steps: i32,
}

impl Default for Ascent {
    fn default() -> Self {
        Self { mean: [0.0; FEATURES], square: [0.0; FEATURES], steps: 0 }
    }
}

impl Ascent {
    fn step(&mut self, weights: &mut Weights, gradient: &Weights, rate: f32) {
        const RATE: f32 = 0.08;
        self.steps += 1;
        for k in 0..FEATURES {
            self.mean[k] = 0.9 * self.mean[k] + 0.1 * gradient[k];
            self.square[k] = 0.99 * self.square[k] + 0.01 * gradient[k] * gradient[k];
            let mean = self.mean[k] / (1.0 - 0.9f32.powi(self.steps));
            let square = self.square[k] / (1.0 - 0.99f32.powi(self.steps));
            weights[k] += RATE * rate.max(0.05) * mean / (square.sqrt() + 1e-5);
            // Evidence speaks for a bead, never against it.
            if k >= FIRST_ANCHOR {
                weights[k] = weights[k].max(0.0);
            }
        }
    }
}

impl<'g> Prepared<'g> {
    fn new(pair: &'g GoldPair, all: &[GoldPair], params: &Params) -> Self {
        let documents = pair.documents.as_ref();
        let mut owners = documents.map(|d| vec![NOWHERE; d.segments.len()]);
        for (b, bead) in pair.gold.iter().enumerate() {
            bead.ko.iter().for_each(|&i| owners.ko[i] = b);
            bead.en.iter().for_each(|&j| owners.en[j] = b);
        }
        let mut sets: BTreeMap<&str, usize> = BTreeMap::new();
        all.iter().for_each(|p| *sets.entry(&p.set).or_default() += p.gold.len());
        let whole: f32 = sets.values().map(|&beads| (beads as f32).sqrt()).sum();
        let weight = 1.0 / ((sets[pair.set.as_str()].max(1) as f32).sqrt() * whole.max(1.0));
        let gathered = Gathered::of(documents, params);
        Self { pair, gathered, owners, weight }
    }

    /// What a path that follows gold would have to pay for this bead: nothing, something, or everything.
    fn penalty(&self, place: Place) -> f32 {
        let mut owners = self.owners.ko[place.ko.0..place.ko.1].iter().chain(&self.owners.en[place.en.0..place.en.1]).copied();
        let Some(first) = owners.next() else { return 0.0 };
        if owners.any(|o| o != first) {
            return WRONG;
        }
        let Some(gold) = self.pair.gold.get(first) else { return if place.kind().is_null() { 0.0 } else { WRONG } };
        let same = gold.ko.len() == place.kind().ko && gold.en.len() == place.kind().en;
        match (self.pair.grain, place.kind().is_null()) {
            _ if same => 0.0,
            (_, true) if gold.ko.is_empty() || gold.en.is_empty() => 0.0,
            (Grain::Exact, false) => WRONG,
            // Gold beads of shapes that are not searched can only be had in parts.
            (Grain::Exact, true) if TYPES.iter().any(|t| t.ko == gold.ko.len() && t.en == gold.en.len()) => WRONG,
            (_, true) => UNWANTED_NULL,
            (Grain::Coarse, false) => 0.0,
        }
    }

    fn first_pass(&self, params: &Params) -> FirstPass {
        let coarse = self.gathered.clone().coarse(params);
        let band = coarse.band.clone();
        let learned = coarse.learn(params);
        FirstPass { band, scorer: learned.scorer, types: learned.types }
    }

    /// Gives the scorer the encoder's vectors of all segments.
    fn look_again(&self, ready: &mut FirstPass, encoder: &dyn Encoder, params: &Params) {
        let documents = self.pair.documents.as_ref();
        let all = documents.map(|d| vec![true; d.segments.len()]);
        if let Some(meaning) = &ready.scorer.meaning {
            let found = encoded(documents, meaning, Vectors::Encoder(encoder), &ready.band, all);
            ready.scorer.encoded = Some((found, params.encoded));
        }
    }

    /// The gradient of the log-likelihood of gold in the last pass.
    fn gradient(&self, ready: &mut FirstPass, params: &Params) -> Gradient {
        let mut gradient = Gradient::default();
        match &mut ready.scorer.encoded {
            Some((_, weights)) => *weights = params.encoded,
            None => ready.scorer.weights = params.weights,
        }
        let scorer = &ready.scorer;
        let all = Lattice::score(ready.band.clone(), TYPES.len(), |place, t| scorer.score(place, t)).with_runs(scorer.runs());
        let mut gold = all.clone();
        gold.rescore(|place, _, score| score + self.penalty(place));
        let (p_all, p_gold) = (Posterior::of(&all), Posterior::of(&gold));
        if p_gold.log_total == f64::NEG_INFINITY {
            return gradient;
        }
        gradient.log_likelihood = (p_gold.log_total - p_all.log_total) * f64::from(self.weight);
        for bead in all.beads() {
            let gold_bead = LatticeBead { score: gold.at(bead.target)[bead.t], ..bead };
            if TYPES[bead.t].is_null() {
                let feature = if TYPES[bead.t].ko > 0 { Feature::RunKo } else { Feature::RunEn };
                gradient.values[feature.index()] += self.weight * (p_gold.in_run(gold_bead) - p_all.in_run(bead));
            }
            let excess = p_gold.of_bead(gold_bead) - p_all.of_bead(bead);
            if excess.abs() > 1e-4 {
                scorer.visit(bead.place, bead.t, |feature, value| {
                    gradient.values[feature.index()] += self.weight * excess * value;
                });
            }
        }
        gradient
    }
}

/// The owner of a segment that gold leaves out.
const NOWHERE: usize = usize::MAX;

/// What a bead against gold costs (ln) while gold is followed. Gold has faults, too, and pairs that nobody could tell by their text; were
/// this cost endless, the weights would be bent to explain them.
const WRONG: f32 = -3.0;

/// What a null bead inside a gold pair costs (ln) while gold is followed: possible where nothing else is.
const UNWANTED_NULL: f32 = -2.0;

/// The share of each bead type, each collection weighing the same.
fn usual_types(prepared: &[Prepared], ready: &[FirstPass]) -> [f32; TYPES.len()] {
    let mut types = [0f32; TYPES.len()];
    for (p, r) in prepared.iter().zip(ready) {
        r.types.iter().zip(&mut types).for_each(|(here, all)| *all += p.weight * here);
    }
    let total: f32 = types.iter().sum();
    types.map(|t| (t / total.max(1e-9)).max(1e-5))
}

/// The figures of each collection under some parameters.
fn figures(pairs: &[GoldPair], aligner: &Aligner) -> Vec<SetFigures> {
    let links: Vec<Vec<Links>> = pairs.par_iter().map(|p| eval::links(&aligner.align(p.documents.as_ref()))).collect();
    let mut sets: BTreeMap<&str, (Measure, Grain)> = BTreeMap::new();
    for (pair, hyp) in pairs.iter().zip(&links) {
        let segments = pair.documents.as_ref().map(|d| d.segments.len());
        sets.entry(&pair.set).or_insert_with(|| (Measure::default(), pair.grain)).0.add(&pair.gold, hyp, segments);
    }
    sets.into_iter()
        .map(|(set, (measure, grain))| {
            let f = measure.figures();
            let main = if grain == Grain::Exact { f.strict.f1 } else { f.inside_enline };
            SetFigures { set: set.to_owned(), main, null: f.null.f1 }
        })
        .collect()
}

/// The figures of each collection with one source of evidence switched off, for each source.
pub fn ablation(pairs: &[GoldPair], model: &Arc<Model>) -> Vec<(Source, Vec<SetFigures>)> {
    let without = |source| Aligner::with_model(Arc::clone(model), EvidenceSet::default().without(source));
    Source::ALL.into_iter().map(|source| (source, figures(pairs, &without(source)))).collect()
}

/// What a fit found.
#[derive(Debug)]
pub struct Fit {
    aligner: Aligner,
    /// The figures of each collection.
    pub figures: Vec<SetFigures>,
}

impl Fit {
    /// Fits the weights to gold, starting from those of the model.
    pub fn to(pairs: &[GoldPair], options: &FitOptions, progress: impl FnMut(usize, f64)) -> Self {
        let aligner = options.aligner(fit(pairs, options, progress));
        Self { figures: figures(pairs, &aligner), aligner }
    }

    /// The weights of the model, with their figures on this gold.
    pub fn current(pairs: &[GoldPair], options: &FitOptions) -> Self {
        let aligner = options.aligner(Params::of(Arc::clone(&options.model), options.evidence));
        Self { figures: figures(pairs, &aligner), aligner }
    }

    /// The figures of these weights on other gold.
    pub fn figures_on(&self, pairs: &[GoldPair]) -> Vec<SetFigures> {
        figures(pairs, &self.aligner)
    }

    /// The model with the table that was fitted, its numbers rounded as they are written.
    pub fn model(&self) -> Model {
        let Aligner { params, second_look, .. } = &self.aligner;
        let (kind, weights) = match second_look {
            Some(_) => (TableKind::WithEncoder, &params.encoded),
            None if params.evidence.uses(Source::Meaning) => (TableKind::WithMeaning, &params.weights),
            None => (TableKind::WithoutMeaning, &params.weights),
        };
        let table = Table {
            usual_types: params.usual_types.map(|share| rounded(share, 1e6)),
            weights: weights.map(|weight| rounded(weight, 1e4)),
        };
        Model::clone(&params.model).with_table(kind, table)
    }
}

/// Adding zero makes a negative zero positive.
fn rounded(number: f32, scale: f64) -> f32 {
    ((f64::from(number) * scale).round() / scale + 0.0) as f32
}

/// The plain mean of the main figure over collections.
pub fn mean_of_main(figures: &[SetFigures]) -> f64 {
    figures.iter().map(|f| f.main).sum::<f64>() / figures.len().max(1) as f64
}

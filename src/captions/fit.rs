//! Fitting the weights of the signs to pages with gold: logistic regression with a Gaussian prior around the usual weights, whose
//! signs it keeps.

use std::collections::BTreeMap;

use super::clues::{ClueKind, Seen};
use super::find::{Page, seen_of_page};
use super::fold::letters;
use super::gold::{GoldKind, GoldLine};
use super::signs::Sign;
use super::weigh::{Weighed, by_line};
use crate::align::Aligner;
use crate::bitext::{Document, Side, Sides};

/// A page of one or two languages with the gold of it.
#[derive(Clone, Debug)]
pub struct GoldPage<'g> {
    /// The page.
    pub document: &'g Document,
    /// The gold of this page alone.
    pub gold: Vec<&'g GoldLine>,
}

/// How strongly the weights of signs, and those of clues, are drawn to the usual ones, and what share of the usual weight counts
/// whatever gold says: pairs are few, and those of one event have names and days in common with their rivals.
const OF_SIGNS: (f64, f64) = (0.15, 0.0);
const OF_CLUES: (f64, f64) = (1.0, 0.4);
const STEPS: usize = 1500;

/// The weight of each sign, in the order of [`Sign::ALL`].
pub fn fit_signs(pages: &[GoldPage<'_>]) -> Vec<f64> {
    let mut rows: Vec<(Vec<Sign>, f64)> = Vec::new();
    for page in pages {
        let key = |line: &&&GoldLine| (letters(&line.text), line.kind);
        let gold: Vec<(String, GoldKind)> = page.gold.iter().map(|line| key(&line)).collect();
        for (text, signs) in seen_of_page(page.document) {
            let own = letters(&text);
            let kind = gold.iter().find(|(text, _)| *text == own).map(|(_, kind)| *kind);
            match kind {
                Some(GoldKind::Either) => {}
                kind => rows.push((signs, f64::from(kind == Some(GoldKind::Caption)))),
            }
        }
    }
    let usual: Vec<f64> = Sign::ALL.iter().map(|sign| sign.usual()).collect();
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(signs, is_caption)| (signs.iter().map(|sign| (*sign as usize, 1.0)).collect(), is_caption))
        .collect();
    descend(&rows, &usual, OF_SIGNS)
}

/// The weight of each clue, in the order of [`ClueKind::ALL`], from pages in both languages with their gold.
pub fn fit_clues(pages: &[(Page, Vec<GoldLine>)], aligner: &Aligner) -> Vec<f64> {
    let rows: Vec<Row> = pages.iter().flat_map(|(page, gold)| rows_of(page, gold, aligner)).collect();
    let usual: Vec<f64> = ClueKind::ALL.iter().map(|kind| kind.usual()).collect();
    descend(&rows, &usual, OF_CLUES)
}

/// What is seen in each pair of lines that is worth a look, and whether it is one.
fn rows_of(page: &Page, gold: &[GoldLine], aligner: &Aligner) -> Vec<Row> {
    let by_text: BTreeMap<(Side, String), &GoldLine> = gold.iter().map(|line| ((line.side, letters(&line.text)), line)).collect();
    let documents = by_line(page);
    aligner.with_affinities(documents.as_ref(), |affinities| {
        let weighed = Weighed::of(page, documents.as_ref());
        let homes = weighed.homes(affinities);
        let lines = Sides::build(|side| -> Vec<Option<&GoldLine>> {
            let text = |block: usize| &documents.get(side).text[documents.get(side).blocks[block].range.clone()];
            weighed.units.get(side).iter().map(|unit| by_text.get(&(side, letters(text(unit.block)))).copied()).collect()
        });
        let mut rows = Vec::new();
        for edge in weighed.edges(&homes, affinities) {
            let gold = Sides { ko: lines.ko[edge.ko], en: lines.en[edge.en] };
            let is_open = |line: &GoldLine| {
                line.kind != GoldKind::Caption || line.verdicts.len() > 1 || line.verdicts.iter().any(|v| v == "duplicate")
            };
            // Two lines of the article may be translations, too, and gold does not say.
            if gold.ko.or(gold.en).is_none() || [gold.ko, gold.en].into_iter().flatten().any(is_open) {
                continue;
            }
            let is_pair = gold.ko.zip(gold.en).is_some_and(|(ko, en)| ko.partners.contains(&en.id));
            let seen = weighed.seen(&homes, affinities, edge.ko, edge.en);
            let values = seen.iter().map(|Seen { kind, strength, .. }| (*kind as usize, *strength)).collect();
            rows.push((values, f64::from(is_pair)));
        }
        rows
    })
}

/// Features with their values, and whether the row is one of those looked for.
type Row = (Vec<(usize, f64)>, f64);

/// Gradient descent with a step for each weight (Adam, Kingma and Ba 2015), on all rows at each step.
fn descend(rows: &[Row], usual: &[f64], (shrinkage, least): (f64, f64)) -> Vec<f64> {
    let mut weights = usual.to_vec();
    let (mut mean, mut square) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
    for step in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().zip(usual).map(|(w, u)| shrinkage * (w - u)).collect();
        for (values, wanted) in rows {
            let sum: f64 = values.iter().map(|(feature, value)| weights[*feature] * value).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - wanted;
            values.iter().for_each(|(feature, value)| gradient[*feature] += error * value);
        }
        let rate = 0.05 * (1.0 - step as f64 / STEPS as f64);
        for (number, gradient) in gradient.into_iter().enumerate() {
            mean[number] = 0.9 * mean[number] + 0.1 * gradient;
            square[number] = 0.999 * square[number] + 0.001 * gradient * gradient;
            let scale = |decay: f64| 1.0 - decay.powi(step as i32 + 1);
            weights[number] -= rate * (mean[number] / scale(0.9)) / ((square[number] / scale(0.999)).sqrt() + 1e-8);
            // Gold says how much a sign counts; that it speaks for or against does not hang on so few pages.
            let bound = least * usual[number];
            weights[number] =
                if bound < 0.0 || usual[number] < 0.0 { weights[number].min(bound) } else { weights[number].max(bound) };
        }
    }
    weights
}

/// The weights of signs as `data/weights.tsv` holds them.
pub fn signs_to_table(weights: &[f64]) -> String {
    table(Sign::ALL.iter().map(|sign| sign.name()).zip(weights))
}

/// The weights of clues as `data/clues.tsv` holds them.
pub fn clues_to_table(weights: &[f64]) -> String {
    table(ClueKind::ALL.iter().map(|kind| kind.name()).zip(weights))
}

fn table<'w>(rows: impl Iterator<Item = (&'static str, &'w f64)>) -> String {
    rows.map(|(name, weight)| format!("{name}\t{weight:.3}\n")).collect()
}

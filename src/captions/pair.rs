//! Which captions are translations of one another.

use std::collections::BTreeMap;

use super::beside::Homes;
use super::clues::Clue;
use super::find::{Caption, LineRole, Page};
use super::fold::Repeats;
use super::matching::{Edge, best_matching, probabilities};
use super::signs::Judgement;
use super::weigh::{Weighed, by_line};
use crate::align::{Affinities, Aligner};
use crate::bitext::{Reason, Side, Sides};

/// Pairs that are less sure are doubtful …
pub(super) const SURE: f64 = 0.65;
/// … and those that are less sure still are none.
const DOUBTFUL: f64 = 0.25;
/// Of two captions that both are left over, so much is enough for doubt.
const PERHAPS: f64 = 0.25;
/// Candidates named, and how probable they are at least.
const MOST_CANDIDATES: usize = 4;
const WORTH_NAMING: f64 = 0.02;
/// With these odds a caption shares the partner of another one when it has none of its own …
const SHARED: f64 = 1.5;
/// … and with no more than this less than the other one has.
const NEARLY: f64 = 3.0;
/// With these odds a line and a caption are translations, so that the line is a caption, too.
const ANSWERS: f64 = 0.5;
/// Lines of which no candidate has such odds are answered by nothing.
const UNANSWERED: f64 = -1.0;

/// What became of a caption.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It has a translation: the line it is paired with.
    Paired(usize),
    /// It fits a line that is paired already nearly as well: two pictures with one caption.
    Shared(usize),
    /// The best candidate is not sure, or another one is as good.
    Doubtful(usize),
    /// It says the same as a line before, but for what is named.
    Duplicate(usize, String),
    /// It stands on one side and has no translation on the other.
    Missing,
    /// It stands on the page of the other language as it was, and its source is the line named, where it is found.
    Copied(Option<usize>),
    /// It stands in the translation alone: a credit.
    Extra,
}

impl Verdict {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Paired(_) => "paired",
            Verdict::Shared(_) => "shared",
            Verdict::Doubtful(_) => "doubtful",
            Verdict::Duplicate(..) => "duplicate",
            Verdict::Missing => "untranslated",
            Verdict::Copied(_) => "copied",
            Verdict::Extra => "extra",
        }
    }

    /// Whether it is what a build should fail for.
    pub fn fails(&self) -> bool {
        matches!(self, Verdict::Missing | Verdict::Copied(_) | Verdict::Doubtful(_))
    }

    /// The code of the rule that says the same of any text.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Verdict::Paired(_) | Verdict::Shared(_) => None,
            Verdict::Doubtful(_) => Some("KE031"),
            Verdict::Duplicate(..) => Some("KE050"),
            Verdict::Missing => Some("KE001"),
            Verdict::Copied(_) => Some("KE002"),
            Verdict::Extra => Some("KE003"),
        }
    }
}

/// A caption that another one could belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The line, as an index of [`PairedPage::lines`].
    pub line: usize,
    /// The probability that it is the one, no partner being among what is possible.
    pub confidence: f64,
    /// What speaks for it word by word, strongest first.
    pub reasons: Vec<Reason>,
    /// What speaks for it and against it, strongest for it first, strongest against it last.
    pub clues: Vec<Clue>,
}

/// A caption or a credit with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLine {
    /// The language of the page, or of the part of it, that it stands on.
    pub side: Side,
    /// The segment in the page's document of that side.
    pub segment: usize,
    /// The caption as found; `None` for a credit.
    pub caption: Option<Caption>,
    /// What became of it.
    pub verdict: Verdict,
    /// What it could belong to, the most probable first.
    pub candidates: Vec<Candidate>,
}

/// The captions of a page, each with what became of it.
#[derive(Clone, Debug)]
pub struct PairedPage {
    /// The page.
    pub page: Page,
    /// Every caption, Korean first, then the credits that stand on one side.
    pub lines: Vec<PageLine>,
}

/// Pairs the captions of a page. Near linear in its lines.
pub fn pair(mut page: Page, aligner: &Aligner) -> PairedPage {
    let by_line = by_line(&page);
    aligner.with_affinities(by_line.as_ref(), |affinities| {
        let weighed = Weighed::of(&page, by_line.as_ref());
        let homes = weighed.homes(affinities);
        let edges = weighed.edges(&homes, affinities);
        answer(&mut page, &weighed, &edges);
        let mut lines: Vec<PageLine> = page.captions.iter().map(of_caption).collect();
        fold(&page, &mut lines);
        copied(&page, &mut lines);
        let units = line_of_units(&page, &lines, &weighed);
        matched(&mut lines, &units, &edges);
        explain(&mut lines, &units, &weighed, &homes, affinities);
        let is_one_sided = |side: Side| page.documents.get(side.other()).segments.is_empty() || side == Side::En;
        let extra = page.credits.iter().filter(|(side, _)| is_one_sided(*side));
        lines.extend(extra.map(|&(side, segment)| PageLine {
            side,
            segment,
            caption: None,
            verdict: Verdict::Extra,
            candidates: Vec::new(),
        }));
        PairedPage { page, lines }
    })
}

fn of_caption(caption: &Caption) -> PageLine {
    PageLine {
        side: caption.side,
        segment: caption.segment,
        caption: Some(caption.clone()),
        verdict: Verdict::Missing,
        candidates: Vec::new(),
    }
}

/// A line that is sure to be the translation of another is a caption if the two together look like one: what answers a caption is
/// one, too, and what a line of the article answers is none. What nothing answers is less likely to be one.
fn answer(page: &mut Page, weighed: &Weighed, edges: &[Edge]) {
    let best = Sides::build(|side| best_edges(edges, side));
    let mut changed = answered(page, weighed, &best);
    changed.extend(unanswered(page, weighed, &best));
    for (side, block, judgement) in changed {
        page.judge_anew(side, block, judgement);
    }
    Side::BOTH.into_iter().for_each(|side| page.assemble(side));
}

/// A judgement to take the place of that of a block.
type Changed = (Side, usize, Judgement);

/// For each unit of a side its best candidate.
fn best_edges(edges: &[Edge], side: Side) -> BTreeMap<usize, Edge> {
    let mut best: BTreeMap<usize, Edge> = BTreeMap::new();
    for edge in edges {
        let own = if side == Side::Ko { edge.ko } else { edge.en };
        let known = best.entry(own).or_insert(*edge);
        if edge.log_odds > known.log_odds {
            *known = *edge;
        }
    }
    best
}

fn judged(page: &Page, side: Side, block: usize) -> Option<&Judgement> {
    match &page.lines.get(side)[block].told {
        LineRole::Judged(judgement, _) => Some(judgement),
        _ => None,
    }
}

/// Lines that are each other's best candidates, and of which one at least is not yet a caption.
fn answered(page: &Page, weighed: &Weighed, best: &Sides<BTreeMap<usize, Edge>>) -> Vec<Changed> {
    let mut changed = Vec::new();
    for edge in best.ko.values().filter(|edge| edge.log_odds >= ANSWERS && best.en.get(&edge.en) == Some(edge)) {
        let blocks = Sides { ko: weighed.units.ko[edge.ko].block, en: weighed.units.en[edge.en].block };
        let (Some(ko), Some(en)) = (judged(page, Side::Ko, blocks.ko), judged(page, Side::En, blocks.en)) else { continue };
        if !(ko.is_caption() && en.is_caption()) {
            changed.push((Side::Ko, blocks.ko, ko.with_partner(en)));
            changed.push((Side::En, blocks.en, en.with_partner(ko)));
        }
    }
    changed
}

/// Captions of a page with captions on both sides that no line answers.
fn unanswered(page: &Page, weighed: &Weighed, best: &Sides<BTreeMap<usize, Edge>>) -> Vec<Changed> {
    let has_captions = weighed.units.as_ref().map(|units| units.iter().any(|unit| unit.rank.is_some()));
    if !(has_captions.ko && has_captions.en) {
        return Vec::new();
    }
    let mut changed = Vec::new();
    for side in Side::BOTH {
        let is_alone = |n: usize| best.get(side).get(&n).is_none_or(|edge| edge.log_odds < UNANSWERED);
        for (_, unit) in weighed.units.get(side).iter().enumerate().filter(|(n, _)| is_alone(*n)) {
            if let Some(judgement) = judged(page, side, unit.block).filter(|judgement| judgement.is_caption()) {
                changed.push((side, unit.block, judgement.unanswered()));
            }
        }
    }
    changed
}

/// Finds lines that say the same as one before.
fn fold(page: &Page, lines: &mut [PageLine]) {
    for side in Side::BOTH {
        let mut repeats = Repeats::default();
        for (number, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.side == side) {
            if let Some((first, difference)) = repeats.take(number, page.documents.get(side).segment_text(line.segment)) {
                line.verdict = Verdict::Duplicate(first, difference);
            }
        }
    }
}

/// Finds lines on the page of one language that are written in the other, and where they were copied from. On a single page in two
/// languages nothing is known of a source, and captions in the lesser one are paired like any other.
fn copied(page: &Page, lines: &mut [PageLine]) {
    let text = |line: &PageLine| page.documents.get(line.side).segment_text(line.segment);
    let is_copied =
        |line: &PageLine| line.verdict == Verdict::Missing && line.caption.as_ref().is_some_and(|caption| caption.is_foreign);
    if page.is_shared || !lines.iter().any(is_copied) {
        return;
    }
    let mut sources = Sides::<Repeats>::default();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.verdict == Verdict::Missing) {
        sources.get_mut(line.side).take(number, text(line));
    }
    for at in 0..lines.len() {
        if is_copied(&lines[at]) {
            let source = sources.get(lines[at].side.other()).find(text(&lines[at])).map(|(source, _)| source);
            lines[at].verdict = Verdict::Copied(source);
            // Its source needs no other partner: this is the translation that is not there.
            if let Some(source) = source {
                lines[source].verdict = Verdict::Copied(Some(at));
            }
        }
    }
}

/// For each unit of each side the line that it is, if that still wants a partner.
fn line_of_units(page: &Page, lines: &[PageLine], weighed: &Weighed) -> Sides<Vec<Option<usize>>> {
    Sides::build(|side| {
        let segments = &page.documents.get(side).segments;
        let open = lines.iter().enumerate().filter(|(_, line)| line.side == side && line.verdict == Verdict::Missing);
        let by_block: BTreeMap<usize, usize> = open.map(|(number, line)| (segments[line.segment].block, number)).collect();
        weighed.units.get(side).iter().map(|unit| by_block.get(&unit.block).copied()).collect()
    })
}

/// Gives every line that wants one its partner, and its candidates with their probabilities.
fn matched(lines: &mut [PageLine], units: &Sides<Vec<Option<usize>>>, edges: &[Edge]) {
    let is_open = |edge: &&Edge| units.ko[edge.ko].is_some() && units.en[edge.en].is_some();
    let mut edges: Vec<Edge> = edges.iter().filter(is_open).copied().collect();
    let counts = units.as_ref().map(|units| units.iter().flatten().count());
    let usual = habit(&probabilities(&edges, units.ko.len(), units.en.len()), counts);
    edges.iter_mut().for_each(|edge| edge.log_odds += usual);
    let probabilities = probabilities(&edges, units.ko.len(), units.en.len());
    for (edge, &confidence) in edges.iter().zip(&probabilities).filter(|(_, p)| **p >= WORTH_NAMING) {
        let (Some(ko), Some(en)) = (units.ko[edge.ko], units.en[edge.en]) else { continue };
        for (own, line) in [(ko, en), (en, ko)] {
            lines[own].candidates.push(Candidate { line, confidence, reasons: Vec::new(), clues: Vec::new() });
        }
    }
    for line in lines.iter_mut() {
        line.candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.line.cmp(&b.line)));
        line.candidates.truncate(MOST_CANDIDATES);
    }
    let partners = best_matching(&edges, units.ko.len(), units.en.len());
    for (ko, en) in partners.iter().enumerate().filter_map(|(ko, en)| Some((units.ko[ko]?, units.en[(*en)?]?))) {
        let confidence = lines[ko].candidates.iter().find(|c| c.line == en).map_or(0.0, |c| c.confidence);
        let verdict = match confidence {
            c if c >= SURE => Verdict::Paired,
            c if c >= DOUBTFUL => Verdict::Doubtful,
            _ => continue,
        };
        (lines[ko].verdict, lines[en].verdict) = (verdict(en), verdict(ko));
    }
    doubt(lines, units, &edges, &probabilities);
    share(lines, units, &edges);
}

/// Two captions that are left over, and fit each other better than any others, may be a pair after all.
fn doubt(lines: &mut [PageLine], units: &Sides<Vec<Option<usize>>>, edges: &[Edge], probabilities: &[f64]) {
    let mut open: Vec<(f64, usize, usize)> = edges
        .iter()
        .zip(probabilities)
        .filter(|(_, p)| **p >= PERHAPS)
        .filter_map(|(edge, p)| Some((*p, units.ko[edge.ko]?, units.en[edge.en]?)))
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, ko, en) in open {
        if lines[ko].verdict == Verdict::Missing && lines[en].verdict == Verdict::Missing {
            (lines[ko].verdict, lines[en].verdict) = (Verdict::Doubtful(en), Verdict::Doubtful(ko));
        }
    }
}

/// What the habit of the page says, ln: where most captions are translated, another one is likelier to be so, and where few are, less.
fn habit(probabilities: &[f64], counts: Sides<usize>) -> f64 {
    /// Captions of an unknown page whose worth is added.
    const USUAL: f64 = 2.0;
    const MOST: f64 = 1.2;
    let possible = counts.ko.min(counts.en) as f64;
    let share = (probabilities.iter().sum::<f64>() + USUAL * 0.6) / (possible + USUAL);
    // The fewer there are, the likelier each other one is to be the partner; a page of gold has about four.
    let few = 0.7 * (4.0 / counts.ko.max(counts.en).max(1) as f64).ln();
    (2.0 * (share / (1.0 - share).max(0.02)).ln() / 3.0).clamp(-MOST, MOST) + few.max(-0.5)
}

/// A caption that is left over, and fits one that is taken nearly as well as its partner does, shares it: two photographs with one
/// caption.
fn share(lines: &mut [PageLine], units: &Sides<Vec<Option<usize>>>, edges: &[Edge]) {
    let of_edge = |edge: &Edge| Some((units.ko[edge.ko]?, units.en[edge.en]?));
    let odds: BTreeMap<(usize, usize), f64> = edges
        .iter()
        .filter_map(|edge| Some((of_edge(edge)?, edge.log_odds)))
        .flat_map(|((ko, en), odds)| [((ko, en), odds), ((en, ko), odds)])
        .collect();
    let mut shared = Vec::new();
    for own in 0..lines.len() {
        if lines[own].verdict != Verdict::Missing {
            continue;
        }
        let of_own = odds.range((own, 0)..(own + 1, 0)).map(|((_, other), odds)| (*other, *odds));
        let Some((best, value)) = of_own.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) else { continue };
        let (Verdict::Paired(winner) | Verdict::Doubtful(winner)) = lines[best].verdict else { continue };
        let winners = odds.get(&(winner, best)).copied().unwrap_or(f64::INFINITY);
        if value >= SHARED && value >= winners - NEARLY {
            shared.push((own, best));
        }
    }
    for (own, best) in shared {
        lines[own].verdict = Verdict::Shared(best);
        // That it has a translation is sure, if not which of two pictures the partner is.
        if let Verdict::Doubtful(winner) = lines[best].verdict {
            (lines[best].verdict, lines[winner].verdict) = (Verdict::Paired(winner), Verdict::Paired(best));
        }
    }
}

/// Says of every candidate what speaks for and against it.
fn explain(
    lines: &mut [PageLine],
    units: &Sides<Vec<Option<usize>>>,
    weighed: &Weighed,
    homes: &Homes,
    affinities: &Affinities<'_>,
) {
    let unit_of = Sides::build(|side| -> BTreeMap<usize, usize> {
        units.get(side).iter().enumerate().filter_map(|(unit, line)| Some(((*line)?, unit))).collect()
    });
    let mut known: BTreeMap<(usize, usize), (Vec<Reason>, Vec<Clue>)> = BTreeMap::new();
    for (own, line) in lines.iter_mut().enumerate() {
        let side = line.side;
        for candidate in &mut line.candidates {
            let other = candidate.line;
            let (ko, en) = if side == Side::Ko { (own, other) } else { (other, own) };
            let (Some(&ko), Some(&en)) = (unit_of.ko.get(&ko), unit_of.en.get(&en)) else { continue };
            let said = known.entry((ko, en)).or_insert_with(|| {
                let blocks = (weighed.units.ko[ko].block, weighed.units.en[en].block);
                (affinities.reasons(blocks.0, blocks.1), weighed.clues(homes, affinities, ko, en))
            });
            (candidate.reasons, candidate.clues) = said.clone();
        }
    }
}

//! Which captions are translations of one another.

use super::assign::assign;
use super::find::{Caption, Page};
use super::fold::difference;
use crate::align::Aligner;
use crate::anchor::{Quantity, scan_numbers};
use crate::bitext::{Reason, Side, Sides};

/// Prior odds, ln, that a caption and a given other one of the page belong together: one in eight.
const PRIOR: f64 = -2.0;
/// What another day says against a pair, in nats.
const OTHER_DAY: f64 = 4.0;
/// Pairs that are less sure are doubtful.
pub(super) const SURE: f64 = 0.6;
/// Candidates named, and how probable they are at least.
const MOST_CANDIDATES: usize = 4;
const WORTH_NAMING: f64 = 0.02;
/// With this much evidence, in nats, a caption shares the partner of another one when it has none of its own …
const SHARED: f64 = 4.0;
/// … and with no more than this less than the other one has.
const NEARLY: f64 = 3.0;

/// What became of a caption.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It has a translation: the entry it is paired with.
    Paired(usize),
    /// It fits an entry that is paired already nearly as well: two pictures with one caption.
    Shared(usize),
    /// The best candidate is not sure, or another one is as good.
    Doubtful(usize),
    /// It says the same as an entry before, but for what is named.
    Duplicate(usize, String),
    /// It stands on one side and has no translation on the other.
    Missing,
    /// It stands on the page of the other language as it was, and its source is the entry named, where it is found.
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
    /// The entry.
    pub entry: usize,
    /// The probability that it is the one, no partner being among what is possible.
    pub confidence: f64,
    /// What speaks for it, strongest first.
    pub reasons: Vec<Reason>,
}

/// A caption or a credit with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The language.
    pub side: Side,
    /// The segment in the page's document of that language.
    pub segment: usize,
    /// The caption as found; `None` for a credit.
    pub caption: Option<Caption>,
    /// What became of it.
    pub verdict: Verdict,
    /// What it could belong to, the most probable first.
    pub candidates: Vec<Candidate>,
}

/// The result for a page.
#[derive(Clone, Debug)]
pub struct Report {
    /// The page.
    pub page: Page,
    /// Every caption, Korean first, then the credits that stand on one side.
    pub entries: Vec<Entry>,
}

/// Pairs the captions of a page.
pub fn pair(page: Page, aligner: &Aligner) -> Report {
    let mut entries: Vec<Entry> = page
        .captions
        .iter()
        .map(|caption| Entry {
            side: caption.side,
            segment: caption.segment,
            caption: Some(caption.clone()),
            verdict: Verdict::Missing,
            candidates: Vec::new(),
        })
        .collect();
    fold(&page, &mut entries);
    copied(&page, &mut entries);
    weigh(&page, &mut entries, aligner);
    let extra = page.credits.iter().filter(|(side, _)| page.documents.get(side.other()).segments.is_empty() || *side == Side::En);
    entries.extend(extra.map(|&(side, segment)| Entry {
        side,
        segment,
        caption: None,
        verdict: Verdict::Extra,
        candidates: Vec::new(),
    }));
    Report { page, entries }
}

/// Whether both captions name a day, and not the same one: news captions nearly always do.
fn other_day(texts: Sides<&str>) -> bool {
    let days = Sides::build(|side| {
        let mentions = scan_numbers(side, texts.get(side)).into_iter();
        mentions.flat_map(|m| m.readings).filter(|q| matches!(q, Quantity::Date { day: 1.., .. })).collect::<Vec<_>>()
    });
    !days.ko.is_empty() && !days.en.is_empty() && !days.ko.iter().any(|day| days.en.contains(day))
}

/// Finds entries that say the same as one before.
fn fold(page: &Page, entries: &mut [Entry]) {
    for at in 1..entries.len() {
        let (before, rest) = entries.split_at_mut(at);
        let own = page.documents.get(rest[0].side).segment_text(rest[0].segment);
        let same = before.iter().enumerate().filter(|(_, e)| e.side == rest[0].side && e.verdict == Verdict::Missing);
        let found =
            same.filter_map(|(n, e)| Some((n, difference(page.documents.get(e.side).segment_text(e.segment), own)?))).next();
        if let Some((first, difference)) = found {
            rest[0].verdict = Verdict::Duplicate(first, difference);
        }
    }
}

/// Finds entries on the page of one language that are written in the other, and where they were copied from. On a single page in two
/// languages nothing is known of a source, and captions in the lesser one are paired like any other.
fn copied(page: &Page, entries: &mut [Entry]) {
    let text = |e: &Entry| page.documents.get(e.side).segment_text(e.segment).to_owned();
    for at in 0..entries.len() {
        let own = text(&entries[at]);
        let is_copied = entries[at].verdict == Verdict::Missing && Side::of_text(&own) == Some(entries[at].side.other());
        if is_copied {
            let side = entries[at].side;
            let source = entries.iter().position(|e| e.side != side && difference(&text(e), &own).is_some());
            entries[at].verdict = Verdict::Copied(source);
            // Its source needs no other partner: this is the translation that is not there.
            if let Some(source) = source {
                entries[source].verdict = Verdict::Copied(Some(at));
            }
        }
    }
}

/// Weighs every pair of captions that are still without a verdict, and assigns them.
fn weigh(page: &Page, entries: &mut [Entry], aligner: &Aligner) {
    let open = Sides::build(|side| -> Vec<usize> {
        (0..entries.len()).filter(|n| entries[*n].side == side && entries[*n].verdict == Verdict::Missing).collect()
    });
    if open.ko.is_empty() || open.en.is_empty() {
        return;
    }
    let segments = open.as_ref().map(|list| list.iter().map(|n| entries[*n].segment).collect::<Vec<_>>());
    let documents = page.documents.as_ref();
    let mut llr = aligner.weigh_pairs(documents, segments.as_ref().map(Vec::as_slice));
    for (row, ko) in llr.iter_mut().zip(&segments.ko) {
        for (value, en) in row.iter_mut().zip(&segments.en) {
            let texts = Sides { ko: documents.ko.segment_text(*ko), en: documents.en.segment_text(*en) };
            *value += PRIOR - if other_day(texts) { OTHER_DAY } else { 0.0 };
        }
    }
    let likely = posterior(&llr);
    let likely_transposed = transposed(&likely);

    let assigned = assign(&llr);
    for (i, &ko) in open.ko.iter().enumerate() {
        entries[ko].candidates = candidates(&likely[i], &open.en);
        if let Some(j) = assigned[i] {
            entries[ko].verdict = Verdict::Paired(open.en[j]);
            entries[open.en[j]].verdict = Verdict::Paired(ko);
        }
    }
    for (j, &en) in open.en.iter().enumerate() {
        entries[en].candidates = candidates(&likely_transposed[j], &open.ko);
    }
    share(entries, &open, &llr);
    for n in open.ko.iter().chain(&open.en).copied() {
        let entry = &mut entries[n];
        if let Verdict::Paired(partner) = entry.verdict {
            let confidence = entry.candidates.iter().find(|c| c.entry == partner).map_or(0.0, |c| c.confidence);
            if confidence < SURE {
                entry.verdict = Verdict::Doubtful(partner);
            }
        }
    }
    explain(page, entries, &open, aligner);
}

/// The probability of each pair, when every caption has one partner or none: marginals of the pairings, each pairing as probable as
/// its likelihood ratios make it, in the Bethe approximation (for each pair the weight times the odds that both are still free, found
/// by iteration). O(pairs) a round.
fn posterior(llr: &[Vec<f64>]) -> Vec<Vec<f64>> {
    const ROUNDS: usize = 100;
    const MOST: f64 = 30.0;
    let weights: Vec<Vec<f64>> = llr.iter().map(|row| row.iter().map(|v| v.min(MOST).exp()).collect()).collect();
    let (rows, columns) = (weights.len(), weights.first().map_or(0, Vec::len));
    let (mut free_rows, mut free_columns) = (vec![1.0; rows], vec![1.0; columns]);
    for _ in 0..ROUNDS {
        for i in 0..rows {
            free_rows[i] = 1.0 / (1.0 + (0..columns).map(|j| weights[i][j] * free_columns[j]).sum::<f64>());
        }
        for j in 0..columns {
            free_columns[j] = 1.0 / (1.0 + (0..rows).map(|i| weights[i][j] * free_rows[i]).sum::<f64>());
        }
    }
    (0..rows).map(|i| (0..columns).map(|j| (weights[i][j] * free_rows[i] * free_columns[j]).min(1.0)).collect()).collect()
}

fn transposed(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows.first().map_or(0, Vec::len)).map(|j| rows.iter().map(|row| row[j]).collect()).collect()
}

/// The candidates worth naming, the most probable first.
fn candidates(likely: &[f64], entries: &[usize]) -> Vec<Candidate> {
    let of = |(confidence, entry): (&f64, &usize)| Candidate { entry: *entry, confidence: *confidence, reasons: Vec::new() };
    let mut found: Vec<Candidate> = likely.iter().zip(entries).map(of).filter(|c| c.confidence >= WORTH_NAMING).collect();
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.entry.cmp(&b.entry)));
    found.truncate(MOST_CANDIDATES);
    found
}

/// A caption that is left over, and fits one that is taken nearly as well as its partner does, shares it: two photographs with one
/// caption.
fn share(entries: &mut [Entry], open: &Sides<Vec<usize>>, llr: &[Vec<f64>]) {
    for side in Side::BOTH {
        for (at, &n) in open.get(side).iter().enumerate() {
            if entries[n].verdict != Verdict::Missing {
                continue;
            }
            let others = open.get(side.other());
            let value = |own: usize, other: usize| if side == Side::Ko { llr[own][other] } else { llr[other][own] };
            let best = (0..others.len()).max_by(|a, b| value(at, *a).total_cmp(&value(at, *b)));
            let winner = |best: usize| match entries[others[best]].verdict {
                Verdict::Paired(partner) => open.get(side).iter().position(|n| *n == partner),
                _ => None,
            };
            let shares = |best: &usize| {
                let own = value(at, *best);
                winner(*best).is_some_and(|winner| own >= SHARED && own >= value(winner, *best) - NEARLY)
            };
            if let Some(best) = best.filter(shares) {
                entries[n].verdict = Verdict::Shared(others[best]);
            }
        }
    }
}

fn explain(page: &Page, entries: &mut [Entry], open: &Sides<Vec<usize>>, aligner: &Aligner) {
    let mut pairs = Vec::new();
    for &ko in open.ko.iter().chain(&open.en) {
        for candidate in &entries[ko].candidates {
            let (a, b) = (entries[ko].segment, entries[candidate.entry].segment);
            pairs.push(if entries[ko].side == Side::Ko { Sides { ko: a, en: b } } else { Sides { ko: b, en: a } });
        }
    }
    let mut reasons = aligner.explain_pairs(page.documents.as_ref(), &pairs).into_iter();
    for &n in open.ko.iter().chain(&open.en) {
        for candidate in &mut entries[n].candidates {
            candidate.reasons = reasons.next().unwrap_or_default();
        }
    }
}

//! Pages with gold: what is a caption on them and what became of it, by hand; and how well a result agrees.
//!
//! The format is that of `corpora/pages/README.md`: one line a caption or credit, columns parted by tabs.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::find::Page;
use super::fold::letters;
use super::pair::{PairedPage, Verdict};
use crate::bitext::Side;
use crate::error::{Error, Position, Result};

/// What a line of gold is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoldKind {
    /// A caption.
    Caption,
    /// A credit in a block of its own.
    Credit,
    /// A line that may be taken either way.
    Either,
}

/// A line of gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldLine {
    /// The file of the page.
    pub page: String,
    /// What it is.
    pub kind: GoldKind,
    /// The language it is written in.
    pub side: Side,
    /// Its name within the folder.
    pub id: String,
    /// The verdicts that an editor would accept; empty where there is no other language to look in.
    pub verdicts: Vec<String>,
    /// The names of its partners.
    pub partners: Vec<String>,
    /// How it is told for a caption.
    pub form: String,
    /// Its text.
    pub text: String,
}

/// Reads gold.
///
/// # Errors
/// When a line has not the columns that it should have, or says what is not known.
pub fn parse_gold(text: &str) -> Result<Vec<GoldLine>> {
    let rows = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(number, line)| gold_line(line).map_err(|e| e.at(Position { line: number + 1, column: 1 }))).collect()
}

fn gold_line(line: &str) -> Result<GoldLine> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [page, kind, side, id, verdicts, partners, form, text] = cells[..] else {
        return Err(Error::malformed(format!("there are {} columns of gold, not 8", cells.len())));
    };
    let kind = match kind {
        "caption" => GoldKind::Caption,
        "credit" => GoldKind::Credit,
        "either" => GoldKind::Either,
        _ => return Err(Error::malformed(format!("'{kind}' is no kind of gold: caption, credit or either"))),
    };
    let list = |cell: &str, at: char| -> Vec<String> {
        cell.split(at).map(str::trim).filter(|part| !part.is_empty() && *part != "-").map(str::to_owned).collect()
    };
    Ok(GoldLine {
        page: page.to_owned(),
        kind,
        side: side.parse()?,
        id: id.to_owned(),
        verdicts: list(verdicts, '|'),
        partners: list(partners, ','),
        form: form.to_owned(),
        text: text.to_owned(),
    })
}

/// How many were right, how many were said, how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Right ones.
    pub right: usize,
    /// Ones said.
    pub said: usize,
    /// Ones in gold.
    pub gold: usize,
}

impl Hits {
    /// The share of what was said that is right; 1 where nothing was said.
    pub fn precision(self) -> f64 {
        if self.said == 0 { 1.0 } else { self.right as f64 / self.said as f64 }
    }

    /// The share of gold that was said; 1 where there is none.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.right as f64 / self.gold as f64 }
    }

    /// Their harmonic mean.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl AddAssign for Hits {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.said += other.said;
        self.gold += other.gold;
    }
}

/// Which line of gold each caption of a page is: `Ok` with its index, or `Err` with the text of one that gold does not hold.
pub(super) fn matched(page: &Page, gold: &[GoldLine]) -> Vec<std::result::Result<usize, String>> {
    let mut open: BTreeMap<(Option<Side>, String), Vec<usize>> = BTreeMap::new();
    for (number, line) in gold.iter().enumerate().rev() {
        open.entry((page_side(page, line), letters(&line.text))).or_default().push(number);
    }
    let one = |caption: &super::find::Caption| {
        let text = page.text(caption);
        let found = open.get_mut(&(Some(caption.side), letters(text)));
        found.and_then(Vec::pop).ok_or_else(|| text.to_owned())
    };
    page.captions.iter().map(one).collect()
}

/// The side that a line of gold stands on: that of its page, or of its language where one page holds both.
fn page_side(page: &Page, line: &GoldLine) -> Option<Side> {
    if page.is_shared {
        return Some(line.side);
    }
    Side::BOTH.into_iter().find(|side| line.page.contains(&format!(".{}.", side.code())))
}

/// How well the captions of a page are found.
#[derive(Clone, Debug, Default)]
pub struct FoundCaptions {
    /// All captions.
    pub hits: Hits,
    /// For each form, how many there are and how many of those were found.
    pub by_form: BTreeMap<String, (usize, usize)>,
    /// The texts of those that were missed.
    pub missed: Vec<String>,
    /// The texts of lines that are none.
    pub wrong: Vec<String>,
}

/// Compares the captions of a page with gold.
pub fn finding(page: &Page, gold: &[GoldLine]) -> FoundCaptions {
    let matched = matched(page, gold);
    let mut is_found = vec![false; gold.len()];
    let mut finding = FoundCaptions::default();
    for caption in matched {
        match caption {
            Ok(number) => {
                is_found[number] = true;
                match gold[number].kind {
                    GoldKind::Caption => {
                        finding.hits.right += 1;
                        finding.hits.said += 1;
                    }
                    GoldKind::Either => {}
                    GoldKind::Credit => {
                        finding.hits.said += 1;
                        finding.wrong.push(gold[number].text.clone());
                    }
                }
            }
            Err(text) => {
                finding.hits.said += 1;
                finding.wrong.push(text);
            }
        }
    }
    for (line, is_found) in gold.iter().zip(is_found).filter(|(line, _)| line.kind == GoldKind::Caption) {
        finding.hits.gold += 1;
        let of_form = finding.by_form.entry(line.form.clone()).or_default();
        of_form.0 += 1;
        of_form.1 += usize::from(is_found);
        if !is_found {
            finding.missed.push(line.text.clone());
        }
    }
    finding
}

/// How well captions are paired, and how well it is told which are untranslated.
#[derive(Clone, Debug, Default)]
pub struct PairFigures {
    /// Pairs that are said to be sure.
    pub pairs: Hits,
    /// Captions said to be untranslated, or copied.
    pub untranslated: Hits,
    /// For each pair said: its confidence, and whether it is right.
    pub confidences: Vec<(f64, bool)>,
    /// What was said wrongly, in words.
    pub wrong: Vec<String>,
    /// Verdicts that an editor would accept, of captions found and judged in gold.
    pub verdicts: (usize, usize),
}

/// Compares the pairs and verdicts of a page with gold. Captions that gold leaves open, and that were not found, count as they are.
pub fn pair_figures(pairing: &PairedPage, gold: &[GoldLine]) -> PairFigures {
    let page = &pairing.page;
    let matched = matched(page, gold);
    let place: BTreeMap<(Side, usize), usize> = page
        .captions
        .iter()
        .zip(&matched)
        .filter_map(|(caption, found)| Some(((caption.side, caption.segment), *found.as_ref().ok()?)))
        .collect();
    let gold_of = |number: usize| place.get(&(pairing.lines[number].side, pairing.lines[number].segment)).map(|n| &gold[*n]);
    let mut figures = PairFigures::default();
    let is_partner = |a: &GoldLine, b: &GoldLine| a.partners.contains(&b.id) || b.partners.contains(&a.id);
    let allows = |line: &GoldLine, verdict: &str| line.verdicts.iter().any(|v| v == verdict);
    for (number, line) in pairing.lines.iter().enumerate().filter(|(_, line)| line.caption.is_some()) {
        let own = gold_of(number);
        if own.is_some_and(|own| own.kind != GoldKind::Caption || own.verdicts.is_empty()) {
            continue;
        }
        let text = &page.documents.get(line.side).segment_text(line.segment);
        match &line.verdict {
            Verdict::Paired(other) | Verdict::Shared(other)
                if line.side == Side::Ko || matches!(line.verdict, Verdict::Shared(_)) =>
            {
                let is_right = own.zip(gold_of(*other)).is_some_and(|(own, other)| is_partner(own, other));
                let confidence = line.candidates.iter().find(|c| c.line == *other).map_or(0.0, |c| c.confidence);
                figures.pairs.said += 1;
                figures.pairs.right += usize::from(is_right);
                figures.confidences.push((confidence, is_right));
                if !is_right {
                    let other = &pairing.lines[*other];
                    let other = page.documents.get(other.side).segment_text(other.segment);
                    figures.wrong.push(format!("{} {confidence:.2}: {text} × {other}", line.verdict.name()));
                }
            }
            Verdict::Missing | Verdict::Copied(_) => {
                let is_right = own.is_some_and(|own| allows(own, "untranslated") || allows(own, "copied"));
                figures.untranslated.said += 1;
                figures.untranslated.right += usize::from(is_right);
                if !is_right {
                    figures.wrong.push(format!("{}: {text}", line.verdict.name()));
                }
            }
            _ => {}
        }
        if let Some(own) = own {
            figures.verdicts.1 += 1;
            let name = if matches!(line.verdict, Verdict::Shared(_)) { "paired" } else { line.verdict.name() };
            figures.verdicts.0 += usize::from(allows(own, name) || name == "copied" && allows(own, "untranslated"));
        }
    }
    let captions = gold.iter().filter(|line| line.kind == GoldKind::Caption);
    let is_must = |line: &&GoldLine, verdict: &str| line.verdicts.len() == 1 && line.verdicts[0] == verdict;
    figures.pairs.gold = captions.clone().filter(|line| line.side == Side::Ko && is_must(line, "paired")).count();
    figures.untranslated.gold = captions.filter(|line| is_must(line, "untranslated") || is_must(line, "copied")).count();
    figures
}

/// How well the captions of many pages are found and paired.
#[derive(Clone, Debug, Default)]
pub struct PageFigures {
    /// Captions found.
    pub finding: Hits,
    /// Pairs.
    pub pairs: Hits,
    /// The verdict untranslated.
    pub untranslated: Hits,
    /// For each form, how many there are and how many of those were found.
    pub by_form: BTreeMap<String, (usize, usize)>,
    /// For each pair said: its confidence, and whether it is right.
    pub confidences: Vec<(f64, bool)>,
    /// What was missed or said wrongly, with the name of the page.
    pub faults: Vec<String>,
}

impl PageFigures {
    /// Takes in a page.
    pub fn add(&mut self, name: &str, pairing: &PairedPage, gold: &[GoldLine]) {
        let found = finding(&pairing.page, gold);
        let paired = pair_figures(pairing, gold);
        self.finding += found.hits;
        self.pairs += paired.pairs;
        self.untranslated += paired.untranslated;
        self.confidences.extend(paired.confidences);
        for (form, (all, right)) in found.by_form {
            let known = self.by_form.entry(form).or_default();
            *known = (known.0 + all, known.1 + right);
        }
        let missed = found.missed.iter().map(|text| format!("{name}: missed: {text}"));
        let wrong = found.wrong.iter().map(|text| format!("{name}: no caption: {text}"));
        let said = paired.wrong.iter().map(|text| format!("{name}: wrong: {text}"));
        self.faults.extend(missed.chain(wrong).chain(said));
    }

    /// The forms, those that are found worst first.
    pub fn forms(&self) -> Vec<(&str, usize, usize)> {
        let mut forms: Vec<(&str, usize, usize)> =
            self.by_form.iter().map(|(form, (all, right))| (form.as_str(), *all, *right)).collect();
        let share = |(_, all, right): &(&str, usize, usize)| *right as f64 / (*all).max(1) as f64;
        forms.sort_by(|a, b| share(a).total_cmp(&share(b)).then(b.1.cmp(&a.1)).then(a.0.cmp(b.0)));
        forms
    }
}

//! `jjak eval`: how good alignments are against gold, set by set, and whether their confidence is true.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jjak::bitext::{Side, Sides};
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::eval::{Calibration, Figures, Judge, Links, Measure, Prf};
use jjak::export::Format;
use jjak::read::read_corpus;
use serde::Serialize;

use crate::gold::{self, extent};
use crate::{Outcome, Ran, terminal};

/// Measure alignments against gold
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct EvalArgs {
    /// Gold: a file of beads, or a folder with <set>/<document>.gold or <document>/gold.beads
    #[arg(long, value_name = "GOLD")]
    gold: PathBuf,

    /// Alignments: a file, or a folder with <set>/<document>.beads (or .ladder, or .jsonl, which carries confidence)
    #[arg(long, value_name = "HYP")]
    hyp: PathBuf,

    /// Sets whose gold is cut at paragraphs: their main figure is F1 of inside and enline
    #[arg(long, value_name = "SETS", value_delimiter = ',')]
    coarse: Vec<String>,

    /// Write JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  jjak align corpora/letters/ko.lines corpora/letters/en.lines --lines -o letters.jsonl
  jjak eval --gold corpora/letters/gold.beads --hyp letters.jsonl

  jjak align corpora corpora --lines -o aligned --format jsonl
  jjak eval --gold corpora --hyp aligned --json

strict  exact beads, null beads left out        inside  share of beads that lie inside one gold bead
lax     beads that share a segment on each side enline  share of English lines with all partners right
null    lines left without a partner            main    strict F1, or F1 of inside and enline with --coarse";

/// One document to measure.
struct Case {
    set: String,
    gold: PathBuf,
    hyp: PathBuf,
}

/// What is counted of a set.
#[derive(Default)]
struct Counts {
    documents: usize,
    measure: Measure,
    calibration: Calibration,
    has_confidence: bool,
}

pub(crate) fn run(args: EvalArgs) -> Ran {
    let (cases, mut bad) = cases(&args)?;
    if let Some(unknown) = args.coarse.iter().find(|set| cases.iter().all(|case| case.set != **set)) {
        return Err(Error::unknown(format!("--coarse {unknown}: there is no such set here")));
    }
    let mut sets: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for case in &cases {
        let is_coarse = args.coarse.contains(&case.set);
        match case.load() {
            Ok((gold, hyp)) => {
                sets.entry(&case.set).or_default().add(&gold, &hyp, is_coarse);
                all.add(&gold, &hyp, is_coarse);
            }
            Err(error) if cases.len() == 1 => return Err(error),
            Err(error) => {
                terminal::say(&format!("jjak: {error}"));
                bad += 1;
            }
        }
    }
    let rows: Vec<Row> = sets.iter().map(|(set, counts)| Row::of(set, counts, args.coarse.iter().any(|c| c == set))).collect();
    let report = Report { mean: rows.iter().map(|row| row.main).sum::<f64>() / rows.len().max(1) as f64, sets: rows, all };
    let mut out = terminal::stdout();
    if args.json {
        report.write_json(&mut out)?
    } else {
        report.write_table(&mut out)?
    }
    out.flush()?;
    if bad == 0 {
        return Ok(Outcome::Fine);
    }
    terminal::say(&format!("jjak: {bad} of {} could not be measured", counted(cases.len(), "document")));
    Ok(Outcome::SomeBad)
}

/// What to measure, and how many documents have no alignment.
fn cases(args: &EvalArgs) -> Result<(Vec<Case>, usize)> {
    match (args.gold.is_dir(), args.hyp.is_dir()) {
        (false, false) => {
            let set = args.gold.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            Ok((vec![Case { set, gold: args.gold.clone(), hyp: args.hyp.clone() }], 0))
        }
        (true, true) => {
            let mut cases = Vec::new();
            let mut missing = 0;
            for file in gold::find(&args.gold)? {
                match hypothesis(&args.hyp, &file.set, &file.name) {
                    Some(hyp) => cases.push(Case { set: file.set, gold: file.path, hyp }),
                    None => {
                        let (path, hyp) = (file.path.display(), args.hyp.display());
                        terminal::say(&format!(
                            "jjak: {path}: there is no alignment of it in {hyp}, as {}/{}.beads or .jsonl",
                            file.set, file.name
                        ));
                        missing += 1;
                    }
                }
            }
            if cases.is_empty() {
                return Err(Error::contradiction("nothing here is an alignment of this gold").in_file(&args.hyp));
            }
            Ok((cases, missing))
        }
        _ => Err(Error::contradiction("--gold and --hyp go together: name two files or two folders")),
    }
}

/// The alignment of a document, by the names that `align` gives and those that other tools' users do.
fn hypothesis(folder: &Path, set: &str, name: &str) -> Option<PathBuf> {
    let stems =
        [folder.join(set).join(name), folder.join(set).join("lines"), folder.join(format!("{set}.lines")), folder.join(name)];
    let endings = ["beads", "jsonl", "ladder"];
    stems
        .iter()
        .flat_map(|stem| endings.map(|ending| PathBuf::from(format!("{}.{ending}", stem.display()))))
        .find(|path| path.is_file())
}

/// A bead of an alignment, with its confidence where that is known.
type Said = (Links, Option<f64>);

impl Case {
    fn load(&self) -> Result<(Vec<Links>, Vec<Said>)> {
        let gold = gold::beads(&self.gold)?;
        let mut hyp: Vec<Said> = if Format::from_extension(&self.hyp) == Some(Format::Jsonl) {
            let pairs = read_corpus(&self.hyp, Some(Format::Jsonl))?.pairs;
            let links = |units: &Vec<jjak::corpus::Unit>| units.iter().map(|unit| unit.index).collect();
            pairs.iter().map(|pair| (pair.units.as_ref().map(links), pair.confidence)).collect()
        } else {
            gold::beads(&self.hyp)?.into_iter().map(|links| (links, None)).collect()
        };
        let (there, said) = (extent(&gold), extent(hyp.iter().map(|(links, _)| links)));
        if said.ko > there.ko || said.en > there.en {
            let message =
                format!("names {} Korean and {} English segments, but gold has {} and {}", said.ko, said.en, there.ko, there.en);
            return Err(Error::contradiction(message).in_file(&self.hyp));
        }
        hyp.extend(left_out(&hyp, there));
        Ok((gold, hyp))
    }
}

/// Corpora leave null beads out: each segment that is not named stands alone.
fn left_out(hyp: &[Said], segments: Sides<usize>) -> Vec<Said> {
    let mut named = segments.map(|n| vec![false; n]);
    for (links, _) in hyp {
        for side in Side::BOTH {
            links.get(side).iter().for_each(|&segment| named.get_mut(side)[segment] = true);
        }
    }
    let alone = |side: Side| {
        let of = move |segment| {
            let mut links = Links::default();
            links.get_mut(side).push(segment);
            (links, None)
        };
        named.get(side).iter().enumerate().filter(|(_, named)| !**named).map(move |(segment, _)| of(segment))
    };
    Side::BOTH.into_iter().flat_map(alone).collect()
}

impl Counts {
    fn add(&mut self, gold: &[Links], hyp: &[Said], is_coarse: bool) {
        let links: Vec<Links> = hyp.iter().map(|(links, _)| links.clone()).collect();
        self.documents += 1;
        self.measure.add(gold, &links, extent(gold));
        let judge = Judge::new(gold);
        for (links, confidence) in hyp {
            if let Some(confidence) = confidence {
                let right = if is_coarse { judge.lies_inside(links) } else { judge.is_exact(links) };
                self.calibration.add(*confidence, right);
                self.has_confidence = true;
            }
        }
    }
}

#[derive(Serialize)]
struct Row {
    set: String,
    documents: usize,
    main: f64,
    #[serde(flatten)]
    figures: FigureRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration_error: Option<f64>,
}

#[derive(Serialize)]
struct FigureRow {
    strict: PrfRow,
    lax: PrfRow,
    inside: f64,
    enline: f64,
    inside_enline: f64,
    null: PrfRow,
    types: Vec<TypeRow>,
}

#[derive(Serialize)]
struct PrfRow {
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct TypeRow {
    r#type: String,
    gold: usize,
    #[serde(flatten)]
    prf: PrfRow,
}

#[derive(Serialize)]
struct BinRow {
    from: f64,
    to: f64,
    beads: usize,
    confidence: f64,
    right: f64,
}

#[derive(Serialize)]
struct CalibrationRow {
    expected_error: f64,
    bins: Vec<BinRow>,
}

#[derive(Serialize)]
struct JsonReport<'r> {
    sets: &'r [Row],
    mean_main: f64,
    all: FigureRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<CalibrationRow>,
}

impl From<Prf> for PrfRow {
    fn from(prf: Prf) -> Self {
        Self { precision: prf.precision, recall: prf.recall, f1: prf.f1 }
    }
}

impl From<Figures> for FigureRow {
    fn from(f: Figures) -> Self {
        let of_type = |(bead_type, prf, gold): (_, Prf, usize)| TypeRow { r#type: format!("{bead_type}"), gold, prf: prf.into() };
        Self {
            strict: f.strict.into(),
            lax: f.lax.into(),
            inside: f.inside,
            enline: f.enline,
            inside_enline: f.inside_enline,
            null: f.null.into(),
            types: f.types.into_iter().map(|t: (jjak::bitext::BeadType, Prf, usize)| of_type(t)).collect(),
        }
    }
}

impl Row {
    fn of(set: &str, counts: &Counts, is_coarse: bool) -> Self {
        let figures = counts.measure.figures();
        let main = if is_coarse { figures.inside_enline } else { figures.strict.f1 };
        let calibration_error = counts.has_confidence.then(|| counts.calibration.expected_error());
        Self { set: set.to_owned(), documents: counts.documents, main, figures: figures.into(), calibration_error }
    }
}

struct Report {
    sets: Vec<Row>,
    mean: f64,
    all: Counts,
}

impl Report {
    fn calibration(&self) -> Option<CalibrationRow> {
        let bin = |(n, bin): (usize, jjak::eval::Bin)| BinRow {
            from: n as f64 / 10.0,
            to: (n + 1) as f64 / 10.0,
            beads: bin.beads,
            confidence: bin.confidence,
            right: bin.right,
        };
        let calibration = &self.all.calibration;
        self.all.has_confidence.then(|| CalibrationRow {
            expected_error: calibration.expected_error(),
            bins: calibration.bins().into_iter().enumerate().map(bin).collect(),
        })
    }

    fn write_json(&self, out: &mut impl Write) -> Result<()> {
        let all = self.all.measure.figures().into();
        let report = JsonReport { sets: &self.sets, mean_main: self.mean, all, calibration: self.calibration() };
        serde_json::to_writer_pretty(&mut *out, &report).map_err(std::io::Error::from)?;
        Ok(writeln!(out)?)
    }

    fn write_table(&self, out: &mut impl Write) -> Result<()> {
        let width = self.sets.iter().map(|row| row.set.len()).max().unwrap_or(0).max("mean".len());
        writeln!(
            out,
            "{:width$} {:>4} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
            "set", "docs", "P", "R", "strict", "lax", "inside", "enline", "null", "main", "calib"
        )?;
        for row in &self.sets {
            let f = &row.figures;
            let of = [f.strict.precision, f.strict.recall, f.strict.f1, f.lax.f1, f.inside, f.enline, f.null.f1, row.main];
            let cells: String = of.iter().map(|x| format!(" {x:>7.3}")).collect();
            let calibration = row.calibration_error.map_or_else(|| "      -".to_owned(), |e| format!("{e:>7.3}"));
            writeln!(out, "{:width$} {:>4}{cells} {calibration}", row.set, row.documents)?;
        }
        if self.sets.len() > 1 {
            writeln!(out, "{:width$} {:>4}{:56} {:>7.3}", "mean", self.all.documents, "", self.mean)?;
        }

        writeln!(out, "\n{:<6} {:>6} {:>7} {:>7} {:>7}", "type", "gold", "P", "R", "F")?;
        for (bead_type, prf, gold) in self.all.measure.figures().types {
            let name = bead_type.to_string();
            writeln!(out, "{name:<6} {gold:>6} {:>7.3} {:>7.3} {:>7.3}", prf.precision, prf.recall, prf.f1)?;
        }

        let Some(calibration) = self.calibration() else { return Ok(()) };
        writeln!(out, "\n{:<10} {:>6} {:>11} {:>7}", "confidence", "beads", "mean", "right")?;
        for bin in calibration.bins.iter().filter(|bin| bin.beads > 0) {
            writeln!(out, "{:.1} – {:.1}  {:>6} {:>11.3} {:>7.3}", bin.from, bin.to, bin.beads, bin.confidence, bin.right)?;
        }
        Ok(writeln!(out, "expected calibration error {:.3}", calibration.expected_error)?)
    }
}

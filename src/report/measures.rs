//! How good alignments are: a table for people, JSON for programs.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::eval::{Counts, Figures, Prf};

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
            types: f.types.into_iter().map(|t: (crate::bitext::BeadType, Prf, usize)| of_type(t)).collect(),
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

/// Figures set by set, and of all together.
pub struct Measures {
    sets: Vec<Row>,
    mean: f64,
    all: Counts,
}

impl Measures {
    /// The figures of counts by set, those of `coarse` gold by the measures for such, and of all documents together.
    pub fn of(sets: &BTreeMap<&str, Counts>, all: Counts, coarse: &[String]) -> Self {
        let rows: Vec<Row> = sets.iter().map(|(set, counts)| Row::of(set, counts, coarse.iter().any(|c| c == set))).collect();
        Self { mean: rows.iter().map(|row| row.main).sum::<f64>() / rows.len().max(1) as f64, sets: rows, all }
    }

    fn calibration(&self) -> Option<CalibrationRow> {
        let bin = |(n, bin): (usize, crate::eval::Bin)| BinRow {
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

    /// Writes JSON.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_json(&self, out: &mut dyn Write) -> Result<()> {
        let all = self.all.measure.figures().into();
        let report = JsonReport { sets: &self.sets, mean_main: self.mean, all, calibration: self.calibration() };
        serde_json::to_writer_pretty(&mut *out, &report).map_err(std::io::Error::from)?;
        Ok(writeln!(out)?)
    }

    /// Writes a table.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_table(&self, out: &mut dyn Write) -> Result<()> {
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

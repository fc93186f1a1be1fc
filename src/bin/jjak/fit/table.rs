//! The table of the figures of all sets, one column a kind of figures.

use std::io::Write;

use jjak::align::fit::SetFigures;
use jjak::error::Result;

/// A column of the table, one value a set.
pub(super) struct Column {
    pub(super) title: String,
    pub(super) values: Vec<f64>,
    pub(super) is_change: bool,
}

impl Column {
    pub(super) fn main(title: &str, figures: &[SetFigures]) -> Self {
        Self { title: title.to_owned(), values: figures.iter().map(|f| f.main).collect(), is_change: false }
    }

    pub(super) fn null(title: &str, figures: &[SetFigures]) -> Self {
        Self { title: title.to_owned(), values: figures.iter().map(|f| f.null).collect(), is_change: false }
    }

    fn show(&self, value: f64) -> String {
        if self.is_change { format!("{:>10}", format!("{value:+.3}")) } else { format!("{value:>10.3}") }
    }
}

pub(super) fn write_table(sets: &[SetFigures], columns: &[Column], out: &mut impl Write) -> Result<()> {
    let width = sets.iter().map(|f| f.set.len()).max().unwrap_or(0).max("mean".len());
    let row = |out: &mut dyn Write, name: &str, cells: Vec<String>| writeln!(out, "{name:width$}{}", cells.concat());
    row(out, "set", columns.iter().map(|c| format!("{:>10}", c.title)).collect())?;
    for (number, set) in sets.iter().enumerate() {
        row(out, &set.set, columns.iter().map(|c| c.values.get(number).map_or_else(String::new, |v| c.show(*v))).collect())?;
    }
    let mean = |c: &Column| c.show(c.values.iter().sum::<f64>() / c.values.len().max(1) as f64);
    Ok(row(out, "mean", columns.iter().map(mean).collect())?)
}

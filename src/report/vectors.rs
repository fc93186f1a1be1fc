//! How a table of vectors was made: the record beside it, and what is said of it.

use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use crate::bitext::Sides;
use crate::error::Result;
use crate::semantic::{DistillOptions, DistillReport, PieceVectors};

/// To four places.
fn rounded(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

/// How a table was made: the file beside it.
#[derive(Serialize)]
pub struct Record {
    /// The table itself.
    pub table: TableFacts,
    /// The encoder that it was distilled from.
    pub teacher: Value,
    /// The command that made it.
    pub command: String,
    /// Its options.
    pub options: OptionsRow,
    /// The texts that it was learned from.
    pub texts: Vec<TextRow>,
    /// What came of it.
    pub figures: Figures,
}

/// What a table holds.
#[derive(Serialize)]
pub struct TableFacts {
    bytes: usize,
    crc32: String,
    dim: usize,
    bits: usize,
    pieces: usize,
    pairs: usize,
}

impl TableFacts {
    /// The facts of a table.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn of(bytes: &[u8]) -> Result<Self> {
        let table = PieceVectors::parse(bytes)?;
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Ok(Self {
            bytes: bytes.len(),
            crc32: format!("{:08x}", crc.sum()),
            dim: table.dim(),
            bits: PieceVectors::BITS,
            pieces: table.pieces(),
            pairs: table.pairs(),
        })
    }
}

/// The options of distilling.
#[derive(Serialize)]
pub struct OptionsRow {
    dim: usize,
    pieces: usize,
    pairs: usize,
    piece_count: u32,
    pair_count: u32,
    passes: [usize; 3],
    rate: f32,
    seed: u64,
}

impl From<DistillOptions> for OptionsRow {
    fn from(o: DistillOptions) -> Self {
        let DistillOptions { dim, pieces, pairs, piece_count, pair_count, passes, rate, seed } = o;
        Self { dim, pieces, pairs, piece_count, pair_count, passes, rate, seed }
    }
}

/// A text that was learned from.
#[derive(Serialize)]
pub struct TextRow {
    /// The name of its file.
    pub file: String,
    /// How many lines it has.
    pub lines: usize,
    /// The hash of its bytes.
    pub sha256: String,
}

/// What came of distilling.
#[derive(Serialize)]
pub struct Figures {
    texts: usize,
    held_out: usize,
    held_out_loss: Loss,
    pieces: PieceFigures,
    pairs: PairFigures,
    /// How often the nearest line is the right one.
    pub rank_one: Vec<RankOneRow>,
    /// How long it took.
    pub seconds: u64,
}

#[derive(Serialize)]
struct Loss {
    first_table: f64,
    trained: f64,
    rounded: f64,
}

#[derive(Serialize)]
struct PieceFigures {
    teacher: usize,
    frequent: usize,
    kept: usize,
    unseen: usize,
}

#[derive(Serialize)]
struct PairFigures {
    frequent: usize,
    kept: usize,
}

/// How often the nearest line is the right one, for two files whose lines translate each other.
#[derive(Serialize)]
pub struct RankOneRow {
    /// The Korean file.
    pub ko: String,
    /// The English file.
    pub en: String,
    /// Lines of each.
    pub lines: usize,
    /// By the table.
    pub table: RankOne,
    /// By the teacher.
    pub teacher: RankOne,
}

/// Shares found from each side.
#[derive(Serialize)]
pub struct RankOne {
    ko: f64,
    en: f64,
}

impl RankOne {
    /// To four places.
    pub fn of(found: Sides<f64>) -> Self {
        Self { ko: rounded(found.ko), en: rounded(found.en) }
    }
}

impl From<DistillReport> for Figures {
    fn from(r: DistillReport) -> Self {
        let [first_table, trained, rounded] = r.held_out_loss.map(|loss| self::rounded(loss.into()));
        Self {
            texts: r.texts,
            held_out: r.held_out,
            held_out_loss: Loss { first_table, trained, rounded },
            pieces: PieceFigures {
                teacher: r.teacher_pieces,
                frequent: r.frequent_pieces,
                kept: r.pieces,
                unseen: r.unseen_pieces,
            },
            pairs: PairFigures { frequent: r.frequent_pairs, kept: r.pairs },
            rank_one: Vec::new(),
            seconds: 0,
        }
    }
}

impl Record {
    /// Writes what is worth knowing, line by line.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        write_report(self, out)
    }
}

impl TableFacts {
    /// Writes what the table holds, line by line.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "dimensions  {}, {} bits each", self.dim, self.bits)?;
        writeln!(out, "pieces      {}", self.pieces)?;
        writeln!(out, "pairs       {}", self.pairs)?;
        writeln!(out, "bytes       {}", self.bytes)?;
        Ok(writeln!(out, "crc32       {}", self.crc32)?)
    }
}

fn write_report(record: &Record, out: &mut dyn Write) -> Result<()> {
    let Record { figures, options, table, .. } = record;
    let Figures { pieces, pairs, held_out_loss: loss, .. } = figures;
    writeln!(out, "texts       {} with parts and joined lines; {} of them held out", figures.texts, figures.held_out)?;
    writeln!(
        out,
        "pieces      {} of the teacher's {}: the most frequent of {} seen at least {} times, and Hangul and single ASCII; {} unseen",
        pieces.kept, pieces.teacher, pieces.frequent, options.piece_count, pieces.unseen
    )?;
    writeln!(
        out,
        "pairs       {} of {} seen at least {} times: those that move texts most",
        pairs.kept, pairs.frequent, options.pair_count
    )?;
    writeln!(
        out,
        "loss        {:.4} held out, as 1 - cosine to the teacher (first table {:.4}, before rounding {:.4})",
        loss.rounded, loss.first_table, loss.trained
    )?;
    for row in &figures.rank_one {
        writeln!(
            out,
            "retrieval   {} lines of {} and {}: {:.3} from Korean, {:.3} from English (teacher {:.3}, {:.3})",
            row.lines, row.ko, row.en, row.table.ko, row.table.en, row.teacher.ko, row.teacher.en
        )?;
    }
    Ok(writeln!(out, "size        {} bytes, {} dimensions of {} bits", table.bytes, table.dim, table.bits)?)
}

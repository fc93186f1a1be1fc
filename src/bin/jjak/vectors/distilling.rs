//! `jjak vectors distill`: a table from the full encoder and text of each language alone.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jjak::bitext::{Document, Side, Sides};
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::formats::{Lines, ReadOptions, parse_document};
use jjak::output::write_file;
use jjak::report::{DistillFigures, RankOne, RankOneRow, Record, TableFacts, TextRow};
use jjak::semantic::{DistillOptions, DistillProgress, Encoder, FullEncoder, PieceVectors, distill, rank_one};
use serde_json::Value;

use super::{DistillArgs, read, record_path};
use crate::model::{self, Known};
use crate::{Outcome, Ran, terminal};

pub(super) fn run(args: &DistillArgs) -> Ran {
    let started = Instant::now();
    let record_path = record_path(&args.output);
    if record_path == args.output {
        return Err(Error::contradiction("this is where the record goes: give the table another ending").in_file(&args.output));
    }
    if let Some(folder) = args.output.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Error::contradiction("there is no such folder to write to").in_file(folder));
    }
    let texts = args.text.iter().map(|path| LineFile::read(path, Side::Ko)).collect::<Result<Vec<_>>>()?;
    let evaluations = args.eval.chunks_exact(2).map(Evaluation::read).collect::<Result<Vec<_>>>()?;
    let teacher_path = args.teacher.clone().map_or_else(model::installed, Ok)?;
    let teacher = FullEncoder::open(&teacher_path)?;

    let lines: Vec<&str> = texts.iter().flat_map(LineFile::lines).collect();
    let default = DistillOptions::default();
    let options = DistillOptions { dim: args.dim, pieces: args.pieces, pairs: args.pairs, seed: args.seed, ..default };
    let bar = terminal::bar(0, "reading");
    let mut show = |progress: DistillProgress| {
        bar.set_message(progress.stage);
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
    };
    let distilled = distill(&teacher, &lines, &options, &mut show);
    bar.finish_and_clear();
    let (bytes, report) = distilled?;
    write_file(&args.output, |out| Ok(out.write_all(&bytes)?))?;

    let table = PieceVectors::parse(&bytes)?;
    let mut figures = DistillFigures::from(report);
    figures.rank_one = evaluations.iter().map(|evaluation| evaluation.measure(&table, &teacher)).collect();
    figures.seconds = started.elapsed().as_secs();
    let record = Record {
        table: TableFacts::of(&bytes)?,
        teacher: describe_teacher(&teacher_path)?,
        command: command_line(),
        options: options.into(),
        texts: texts.iter().map(LineFile::row).collect(),
        figures,
    };
    let json = serde_json::to_string_pretty(&record).map_err(std::io::Error::from)?;
    write_file(&record_path, |out| Ok(writeln!(out, "{json}")?))?;
    let mut out = terminal::stdout();
    record.write(&mut out)?;
    writeln!(out, "written     {}, {}", args.output.display(), record_path.display())?;
    out.flush()?;
    Ok(Outcome::Fine)
}

/// A file of lines, held in memory.
struct LineFile {
    name: String,
    sha256: String,
    document: Document,
}

impl LineFile {
    fn read(path: &Path, side: Side) -> Result<Self> {
        let bytes = read(path)?;
        let sha256 = model::sha256(&bytes);
        let options = ReadOptions { lines: Lines::Segments, ..ReadOptions::new(side) };
        let document = parse_document(&path.to_string_lossy(), &bytes, &options)?;
        jjak::batch::warnings(&document).for_each(|message| terminal::say(&message));
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { name, sha256, document })
    }

    fn lines(&self) -> Vec<&str> {
        self.document.segment_texts()
    }

    fn row(&self) -> TextRow {
        TextRow { file: self.name.clone(), lines: self.lines().len(), sha256: self.sha256.clone() }
    }
}

/// Two files whose lines translate each other.
struct Evaluation(Sides<LineFile>);

impl Evaluation {
    fn read(pair: &[PathBuf]) -> Result<Self> {
        let sides = Sides { ko: LineFile::read(&pair[0], Side::Ko)?, en: LineFile::read(&pair[1], Side::En)? };
        let lines = sides.as_ref().map(|file| file.lines().len());
        if lines.ko != lines.en || lines.ko == 0 {
            let message = format!("has {}, but {} has {}", counted(lines.ko, "line"), pair[1].display(), lines.en);
            return Err(Error::contradiction(message).in_file(&pair[0]));
        }
        Ok(Self(sides))
    }

    fn measure(&self, table: &PieceVectors, teacher: &FullEncoder) -> RankOneRow {
        let lines = self.0.as_ref().map(|file| file.lines());
        let of = |encoder: &dyn Encoder| RankOne::of(rank_one(encoder, &lines.ko, &lines.en));
        RankOneRow {
            ko: self.0.ko.name.clone(),
            en: self.0.en.name.clone(),
            lines: lines.ko.len(),
            table: of(table),
            teacher: of(teacher),
        }
    }
}

/// What is known of the teacher: all that the built-in table's record tells, if it is the same; else its hash, if it is a file.
fn describe_teacher(path: &Path) -> Result<Value> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    if path.is_dir() {
        return Ok(serde_json::json!({ "folder": name }));
    }
    let sha256 = model::sha256(&read(path)?);
    let known = Known::of_record()?;
    Ok(if sha256 == known.sha256 { Known::as_recorded() } else { serde_json::json!({ "file": name, "sha256": sha256 }) })
}

/// The command as typed.
fn command_line() -> String {
    let quoted = |word: std::borrow::Cow<str>| match word.chars().any(|c| c.is_whitespace() || "'\"\\$*?".contains(c)) {
        true => format!("'{}'", word.replace('\'', r"'\''")),
        false => word.into_owned(),
    };
    let words = std::env::args_os().skip(1).map(|word| quoted(word.to_string_lossy()));
    std::iter::once("jjak".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

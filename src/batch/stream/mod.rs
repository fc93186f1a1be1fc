//! Documents in a stream, a pair a line, to rows: for pipes, GNU parallel, Hadoop streaming and arrays of jobs.
//!
//! A line is a row of a table with base64 texts under a header, as bitextor has them, or a JSON object. A bad line is told and the
//! stream goes on. A thread reads, the pool aligns, and who asked writes: [`order`] hands answers out.

mod lines;
mod order;
mod record;
mod shard;

use std::io::{BufReader, Read, Write};
use std::sync::Arc;

use serde::Serialize;

use super::aligning::{AlignJob, is_of_rows};
use super::{Seen, Told};
use crate::align::Explain;
use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::formats::{Format, write, write_rows};
use lines::Lines;
pub use order::Order;
use order::{Answer, answers};
use record::{Record, Shape};
pub use shard::Shard;

/// How a stream is aligned.
#[derive(Clone, Debug)]
pub struct StreamJob {
    /// How to align each pair of documents. A text is plain text whatever its address ends in, unless a format is named here.
    pub align: AlignJob,
    /// What comes out: TSV, JSON lines or those of Hugging Face; if `None`, TSV for a table and JSON lines for JSON lines.
    pub format: Option<Format>,
    /// Whether rows come in the order of their documents, or as soon as they are there.
    pub order: Order,
    /// Whether the rows of a document are handed on at once.
    pub is_unbuffered: bool,
    /// Which lines are worked on.
    pub shard: Shard,
}

/// What a stream came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// Pairs of documents that were there.
    pub documents: usize,
    /// Those of them that could not be aligned.
    pub bad: usize,
}

/// The place of a bad document among JSON lines.
#[derive(Serialize)]
struct ErrorRow<'e> {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'e str>,
    error: &'e str,
}

/// Aligns every line of a stream on the threads of the pool. Holds a bounded number of documents in memory.
///
/// # Errors
/// When the stream cannot be read or written, begins with neither a header nor JSON, or when the format holds one document pair a file.
pub fn align_stream(
    job: StreamJob,
    input: impl Read + Send + 'static,
    out: &mut dyn Write,
    seen: &mut Seen<'_>,
) -> Result<Streamed> {
    let mut lines = Lines::new(BufReader::with_capacity(1 << 18, input), job.align.options.limits.max_bytes);
    let mut streamed = Streamed::default();
    let Some(first) = lines.first()? else { return Ok(streamed) };
    let shape = Shape::of(&first)?;
    if shape == Shape::Json {
        lines.put_back(first);
    }
    let worker = Arc::new(Worker::new(&job, shape)?);
    write(worker.format, &Bitext::default().view(), out)?;
    for answer in answers(lines, job.order, job.shard, move |number, line| worker.answer(number, line)) {
        let answer = answer?;
        streamed.documents += 1;
        streamed.bad += usize::from(answer.error.is_some());
        seen(&answer.messages, answer.error.as_ref());
        out.write_all(&answer.rows)?;
        if job.is_unbuffered {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(streamed)
}

/// What turns a line into rows.
struct Worker {
    align: AlignJob,
    format: Format,
    shape: Shape,
}

impl Worker {
    fn new(job: &StreamJob, shape: Shape) -> Result<Self> {
        let format = job.format.unwrap_or(if shape == Shape::Json { Format::Jsonl } else { Format::Tsv });
        if !is_of_rows(format) {
            return Err(Error::contradiction(format!(
                "{format} holds one pair of documents: a stream comes out as tsv, jsonl or hf"
            )));
        }
        let mut align = job.align.clone();
        align.filter = align.filter_for(Some(format));
        align.options.format.get_or_insert(Format::Plain);
        if format == Format::Jsonl {
            align.pipeline.explain = Explain::Yes;
        }
        Ok(Self { align, format, shape })
    }

    /// The rows of a line, or what is wrong with it.
    fn answer(&self, number: usize, line: Result<Vec<u8>>) -> Answer {
        let record = line.and_then(|line| Record::parse(&self.shape, number, &line, &self.align.options));
        let id = record.as_ref().ok().and_then(|record| record.id.clone());
        let Told { mut messages, result } = match record {
            Ok(record) => self.rows(record),
            Err(error) => Told { messages: Vec::new(), result: Err(error) },
        };
        messages.iter_mut().for_each(|message| *message = format!("line {number}: {message}"));
        match result {
            Ok(rows) => Answer { messages, rows, error: None },
            Err(error) => Answer { messages, rows: self.told(number, id.as_deref(), &error), error: Some(at_line(number, &error)) },
        }
    }

    fn rows(&self, record: Record) -> Told<Vec<u8>> {
        let mut messages = Vec::new();
        let bitext = record.documents.and_then(|documents| self.align.align_documents(documents, &mut messages));
        Told { messages, result: bitext }.and_then(|bitext| {
            let mut rows = Vec::new();
            write_rows(self.format, &self.align.filter.view(&bitext), &mut rows)?;
            Ok(rows)
        })
    }

    /// A table has no column for it.
    fn told(&self, line: usize, id: Option<&str>, error: &Error) -> Vec<u8> {
        if self.format != Format::Jsonl {
            return Vec::new();
        }
        let mut row = serde_json::to_vec(&ErrorRow { line, id, error: &error.to_string() }).unwrap_or_default();
        row.push(b'\n');
        row
    }
}

fn at_line(number: usize, error: &Error) -> Error {
    Error::malformed(format!("line {number}: {error}"))
}

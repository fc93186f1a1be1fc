//! Columns in and out, through the C data interface of Arrow: pyarrow, polars, pandas and Spark hand them over without a copy.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use jjak::bitext::{Bitext, Document, Side, Sides};
use jjak::pipeline::Pipeline;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PySchema, PyTable};

use crate::errors::{Error, InternalError};
use crate::links::{FIELDS, Links};
use crate::options::Options;
use crate::pool::{Job, spawn, threads, wait};
use crate::texts::running;

/// How many documents a thread may be ahead of their rows.
const AHEAD: usize = 4;

/// A failure of Arrow.
pub(crate) fn raised(error: ArrowError) -> PyErr {
    Error::new_err(error.to_string())
}

/// The chunks of a column of strings, of any of the types that there are.
pub(crate) struct Strings<'c> {
    chunks: Vec<Chunk<'c>>,
}

enum Chunk<'c> {
    Short(&'c StringArray),
    Long(&'c LargeStringArray),
    Views(&'c StringViewArray),
}

impl<'c> Chunk<'c> {
    fn of(array: &'c dyn Array) -> Option<Self> {
        match array.data_type() {
            DataType::Utf8 => array.as_string_opt().map(Chunk::Short),
            DataType::LargeUtf8 => array.as_string_opt().map(Chunk::Long),
            DataType::Utf8View => array.as_string_view_opt().map(Chunk::Views),
            _ => None,
        }
    }

    fn iter(&self) -> Box<dyn Iterator<Item = Option<&'c str>> + 'c> {
        match *self {
            Chunk::Short(array) => Box::new(array.iter()),
            Chunk::Long(array) => Box::new(array.iter()),
            Chunk::Views(array) => Box::new(array.iter()),
        }
    }

    fn get(&self, row: usize) -> Option<&'c str> {
        match *self {
            Chunk::Short(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Long(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Views(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

impl<'c> Strings<'c> {
    /// # Errors
    /// When they are no strings.
    pub(crate) fn of(chunks: &'c [ArrayRef]) -> PyResult<Self> {
        let chunk = |array: &'c ArrayRef| {
            Chunk::of(array)
                .ok_or_else(|| PyTypeError::new_err(format!("this is a column of {}, and strings are needed", array.data_type())))
        };
        Ok(Self { chunks: chunks.iter().map(chunk).collect::<PyResult<_>>()? })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&'c str>> {
        self.chunks.iter().flat_map(Chunk::iter)
    }
}

/// The columns of links.
#[pyfunction]
pub(crate) fn links_schema() -> PySchema {
    PySchema::new(Arc::new(Schema::new(FIELDS.to_vec())))
}

/// Aligns every row of a table: a row for each link, or one that tells the error.
#[pyfunction]
pub(crate) fn align_table(
    py: Python<'_>,
    table: AnyRecordBatch,
    ko: &str,
    en: &str,
    id: Option<&str>,
    options: &Bound<'_, Options>,
) -> PyResult<PyTable> {
    let reader = table.into_reader()?;
    let schema = reader.schema();
    let place = |name: &str| schema.index_of(name).map_err(|_| PyKeyError::new_err(format!("there is no column {name:?}")));
    let texts = Sides { ko: place(ko)?, en: place(en)? };
    for at in [texts.ko, texts.en] {
        expect_text(schema.field(at))?;
    }
    let id = id.map(place).transpose()?;
    let result = Arc::new(Schema::new(fields(id.map(|id| schema.field(id)))));
    let mut batches = Vec::new();
    let mut first = 0;
    for batch in reader {
        let batch = batch.map_err(raised)?;
        let columns = Sides::build(|side| Arc::clone(batch.column(*texts.get(side))));
        let ids = id.map(|id| Arc::clone(batch.column(id)));
        let ids = ids.unwrap_or_else(|| Arc::new(Int64Array::from_iter_values((first..).take(batch.num_rows()))));
        batches.push(align_rows(py, &columns, &ids, &options.get().pipeline, &result)?);
        first += batch.num_rows() as i64;
    }
    PyTable::try_new(batches, result)
}

fn fields(id: Option<&Field>) -> Vec<Arc<Field>> {
    let id = id.map_or_else(|| Field::new("id", DataType::Int64, true), |id| id.clone().with_nullable(true));
    let error = Arc::new(Field::new("error", DataType::Utf8, true));
    std::iter::once(Arc::new(id)).chain(FIELDS.iter().cloned()).chain([error]).collect()
}

/// # Errors
/// When a column holds neither running texts nor lists of segments.
fn expect_text(field: &Field) -> PyResult<()> {
    let is_string = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let fits = match field.data_type() {
        DataType::List(inner) | DataType::LargeList(inner) => is_string(inner.data_type()),
        kind => is_string(kind),
    };
    if fits {
        return Ok(());
    }
    let (name, kind) = (field.name(), field.data_type());
    Err(PyTypeError::new_err(format!("column {name:?} is of {kind}: strings or lists of strings are needed")))
}

/// The text of a row.
fn document(column: &ArrayRef, row: usize, side: Side) -> jjak::Result<Document> {
    let lacking = || jjak::Error::malformed(format!("the {side} text is null"));
    if let Some(texts) = Chunk::of(column) {
        return running("", texts.get(row).ok_or_else(lacking)?, side);
    }
    if column.is_null(row) {
        return Err(lacking());
    }
    let segments = match column.as_list_opt::<i32>() {
        Some(lists) => lists.value(row),
        None => column.as_list::<i64>().value(row),
    };
    let segments = Chunk::of(&segments).ok_or_else(lacking)?;
    Ok(Document::of_segments("", segments.iter().map(Option::unwrap_or_default)))
}

fn aligned(columns: &Sides<ArrayRef>, row: usize, pipeline: &Pipeline) -> jjak::Result<Bitext> {
    Ok(pipeline.run(Sides::build(|side| document(columns.get(side), row, side)).transpose()?))
}

/// Rows of a batch, on all threads, a few ahead of those that are written down.
fn align_rows(
    py: Python<'_>,
    columns: &Sides<ArrayRef>,
    ids: &ArrayRef,
    pipeline: &Pipeline,
    schema: &SchemaRef,
) -> PyResult<RecordBatch> {
    let mut rows = Rows::default();
    let mut pending: VecDeque<Job<jjak::Result<Bitext>>> = VecDeque::new();
    let most = AHEAD * threads()?;
    for row in 0..columns.ko.len() {
        let (columns, pipeline) = (columns.clone(), pipeline.clone());
        pending.push_back(spawn(move || aligned(&columns, row, &pipeline))?);
        if pending.len() >= most
            && let Some(job) = pending.pop_front()
        {
            rows.add(py, wait(py, job))?;
        }
    }
    for job in pending {
        rows.add(py, wait(py, job))?;
    }
    rows.finish(ids, schema)
}

/// The rows of a batch in the making.
#[derive(Default)]
struct Rows {
    links: Links,
    from: Vec<u32>,
    errors: Vec<Option<String>>,
    done: u32,
}

impl Rows {
    /// # Errors
    /// When somebody pressed Ctrl-C; what is wrong with a document is a row.
    fn add(&mut self, py: Python<'_>, result: PyResult<jjak::Result<Bitext>>) -> PyResult<()> {
        let result = match result {
            Ok(result) => result.map_err(|error| error.to_string()),
            Err(error) if error.is_instance_of::<InternalError>(py) => Err(error.value(py).to_string()),
            Err(error) => return Err(error),
        };
        let count = match &result {
            Ok(bitext) => {
                self.links.add(&bitext.view());
                bitext.entries.len()
            }
            Err(_) => {
                self.links.add_none();
                1
            }
        };
        self.from.extend(std::iter::repeat_n(self.done, count));
        self.errors.extend(std::iter::repeat_n(result.err(), count));
        self.done += 1;
        Ok(())
    }

    fn finish(self, ids: &ArrayRef, schema: &SchemaRef) -> PyResult<RecordBatch> {
        let ids = take(ids, &UInt32Array::from(self.from), None).map_err(raised)?;
        let errors: ArrayRef = Arc::new(StringArray::from(self.errors));
        let columns = std::iter::once(ids).chain(self.links.finish()).chain([errors]).collect();
        RecordBatch::try_new(Arc::clone(schema), columns).map_err(raised)
    }
}

/// The links of one bitext.
pub(crate) fn table(bitext: &Bitext) -> PyResult<PyTable> {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(FIELDS.to_vec())));
    let mut links = Links::default();
    links.add(&bitext.view());
    let batch = RecordBatch::try_new(Arc::clone(&SCHEMA), links.finish()).map_err(raised)?;
    PyTable::try_new(vec![batch], Arc::clone(&SCHEMA))
}

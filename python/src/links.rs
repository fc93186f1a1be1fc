//! Links as columns of Arrow.

use std::sync::{Arc, LazyLock};

use arrow_array::ArrayRef;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_schema::{DataType, Field, FieldRef, Fields};
use jjak::bitext::rows::{ReasonRow, rounded};
use jjak::bitext::{EntryRef, Reason, Side, View};

/// What spoke for a link.
static REASON: LazyLock<Fields> = LazyLock::new(|| {
    let field = |name: &str, kind: DataType| Field::new(name, kind, true);
    Fields::from(vec![
        field("evidence", DataType::Utf8),
        field("llr", DataType::Float64),
        field("ko", DataType::Utf8),
        field("en", DataType::Utf8),
    ])
});

/// The columns, in order. Spark has no numbers without a sign.
pub(crate) static FIELDS: LazyLock<Vec<FieldRef>> = LazyLock::new(|| {
    let list = |kind: DataType| DataType::List(Arc::new(Field::new_list_field(kind, true)));
    let columns = [
        ("link", DataType::Int32),
        ("ko", DataType::Utf8),
        ("en", DataType::Utf8),
        ("type", DataType::Utf8),
        ("score", DataType::Float64),
        ("confidence", DataType::Float64),
        ("moved", DataType::Boolean),
        ("ko_ids", list(DataType::Int32)),
        ("en_ids", list(DataType::Int32)),
        ("reasons", list(DataType::Struct(REASON.clone()))),
    ];
    columns.into_iter().map(|(name, kind)| Arc::new(Field::new(name, kind, true))).collect()
});

/// Columns in the making.
pub(crate) struct Links {
    link: Int32Builder,
    ko: StringBuilder,
    en: StringBuilder,
    kind: StringBuilder,
    score: Float64Builder,
    confidence: Float64Builder,
    moved: BooleanBuilder,
    ko_ids: ListBuilder<Int32Builder>,
    en_ids: ListBuilder<Int32Builder>,
    reasons: ListBuilder<StructBuilder>,
}

impl Default for Links {
    fn default() -> Self {
        Self {
            link: Int32Builder::new(),
            ko: StringBuilder::new(),
            en: StringBuilder::new(),
            kind: StringBuilder::new(),
            score: Float64Builder::new(),
            confidence: Float64Builder::new(),
            moved: BooleanBuilder::new(),
            ko_ids: ListBuilder::default(),
            en_ids: ListBuilder::default(),
            reasons: ListBuilder::new(StructBuilder::from_fields(REASON.clone(), 0)),
        }
    }
}

impl Links {
    /// Adds the links of a bitext, counted from nought.
    pub(crate) fn add(&mut self, view: &View<'_>) {
        for (number, entry) in (0..).zip(&view.entries) {
            self.link.append_value(number);
            self.add_entry(entry);
        }
    }

    fn add_entry(&mut self, entry: &EntryRef<'_>) {
        let text = entry.text();
        self.ko.append_value(text.ko);
        self.en.append_value(text.en);
        self.kind.append_value(entry.bead_type().to_string());
        self.score.append_option(rounded(entry.link.score));
        self.confidence.append_option(rounded(entry.link.confidence));
        self.moved.append_value(entry.link.moved);
        for (side, ids) in [(Side::Ko, &mut self.ko_ids), (Side::En, &mut self.en_ids)] {
            // No document has more segments than such a number counts.
            ids.append_value(entry.segments.get(side).clone().map(|segment| i32::try_from(segment).ok()));
        }
        entry.link.reasons.iter().for_each(|reason| self.add_reason(reason));
        self.reasons.append(true);
    }

    fn add_reason(&mut self, reason: &Reason) {
        let row = ReasonRow::of(reason);
        let values = self.reasons.values();
        for (at, text) in [(0, &row.evidence), (2, &row.ko), (3, &row.en)] {
            if let Some(column) = values.field_builder::<StringBuilder>(at) {
                column.append_value(text);
            }
        }
        if let Some(column) = values.field_builder::<Float64Builder>(1) {
            column.append_option(row.llr);
        }
        values.append(true);
    }

    /// Adds a row without a link.
    pub(crate) fn add_none(&mut self) {
        self.link.append_null();
        [&mut self.ko, &mut self.en, &mut self.kind].into_iter().for_each(StringBuilder::append_null);
        [&mut self.score, &mut self.confidence].into_iter().for_each(Float64Builder::append_null);
        self.moved.append_null();
        [&mut self.ko_ids, &mut self.en_ids].into_iter().for_each(|ids| ids.append(false));
        self.reasons.append(false);
    }

    /// The columns.
    pub(crate) fn finish(mut self) -> Vec<ArrayRef> {
        let columns: [&mut dyn ArrayBuilder; 10] = [
            &mut self.link,
            &mut self.ko,
            &mut self.en,
            &mut self.kind,
            &mut self.score,
            &mut self.confidence,
            &mut self.moved,
            &mut self.ko_ids,
            &mut self.en_ids,
            &mut self.reasons,
        ];
        columns.into_iter().map(ArrayBuilder::finish).collect()
    }
}

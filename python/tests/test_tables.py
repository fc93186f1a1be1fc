"""Columns and tables of other libraries."""

from __future__ import annotations

from typing import Any, Callable

import pytest

import jjak

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")

KO = ["비가 왔다.", "길이 젖었다.", "3시에 떠났다."]
EN = ["It rained.", "The road is wet.", "We left at 3."]

COLUMNS: list[Callable[[list[str]], Any]] = [
    pyarrow.array,
    lambda texts: pyarrow.array(texts, pyarrow.large_string()),
    lambda texts: pyarrow.array(texts, pyarrow.string_view()),
    lambda texts: pyarrow.chunked_array([texts[:1], texts[1:]]),
    polars.Series,
    pandas.Series,
]

TABLES: list[Callable[[dict[str, Any]], Any]] = [pyarrow.table, pyarrow.record_batch, polars.DataFrame, pandas.DataFrame]


@pytest.mark.parametrize("column", COLUMNS)
def test_columns_are_lists_of_segments(column: Callable[[list[str]], Any]) -> None:
    alignment = jjak.align(column(KO), column(EN))
    assert alignment.to_jsonl() == jjak.align(KO, EN).to_jsonl()
    assert alignment[1].ko == ["길이 젖었다."]
    assert jjak.embed(column(KO)).shape[0] == 3


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises(TypeError, match="a column of Int64, and strings are needed"):
        jjak.align(pyarrow.array([1, 2]), EN)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_is_a_document(table: Callable[[dict[str, Any]], Any]) -> None:
    rows = {"url": ["a", "b"], "k": ["비가 왔다. 길이 젖었다.", "눈이 왔다."], "e": ["It rained. The road is wet.", "It snowed."]}
    found = pyarrow.table(jjak.align_table(table(rows), ko="k", en="e", id="url")).to_pylist()
    assert [(row["url"], row["link"], row["en"]) for row in found] == [
        ("a", 0, "It rained."),
        ("a", 1, "The road is wet."),
        ("b", 0, "It snowed."),
    ]
    assert [row["confidence"] for row in found[:2]] == [link.confidence for link in jjak.align(rows["k"][0], rows["e"][0])]


def test_lists_in_a_table_are_segments_and_nulls_are_errors() -> None:
    table = pyarrow.table({"ko": [KO, None, []], "en": [EN, EN, EN[:1]]})
    found = pyarrow.table(jjak.align_table(table)).to_pylist()
    assert [(row["id"], row["type"], row["error"]) for row in found] == [
        (0, "1-1", None),
        (0, "1-1", None),
        (0, "1-1", None),
        (1, None, "the ko text is null"),
        (2, "0-1", None),
    ]
    with pytest.raises(KeyError, match='no column "korean"'):
        jjak.align_table(table, ko="korean")
    with pytest.raises(TypeError, match="strings or lists of strings are needed"):
        jjak.align_table(pyarrow.table({"ko": [1], "en": [2]}))
    assert pyarrow.table(jjak.align_table(table[:0])).num_rows == 0


def test_an_alignment_is_a_table() -> None:
    alignment = jjak.align([*KO, "혼자 남았다."], EN)
    columns = alignment.to_dict()
    frame = alignment.to_pandas()
    assert list(frame.columns) == list(columns) and frame["ko"].tolist() == columns["ko"]
    arrow = alignment.to_arrow()
    assert arrow.drop(["reasons"]).to_pydict() == columns
    assert [[tuple(reason.values()) for reason in reasons] for reasons in arrow["reasons"].to_pylist()] == [
        [tuple(reason) for reason in link.reasons] for link in alignment
    ]
    assert polars.DataFrame(alignment.to_arrow())["en"].to_list() == columns["en"]


def test_datasets_takes_an_alignment() -> None:
    datasets = pytest.importorskip("datasets")
    found = datasets.Dataset(jjak.align(KO, EN).to_arrow())
    assert found[0]["ko"] == KO[0] and found.column_names[0] == "link"

"""On a cluster: two workers, each a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest

import jjak

from .conftest import CORPORA, DOCUMENTS

pytest.importorskip("pyspark")

import pyarrow  # noqa: E402
import pyspark  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402

import jjak.spark  # noqa: E402


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_WORKER_DIR"] = str(tmp_path_factory.mktemp("work"))
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", False)
        .config("spark.executor.memory", "700m")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 16)
        .getOrCreate()
    )
    yield session
    session.stop()


def documents() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for name in DOCUMENTS:
        ko, en = ((CORPORA / name / f"{lang}.lines").read_text(encoding="utf-8") for lang in ("ko", "en"))
        found.append((name, ko, en))
    return found + [(f"door-{n:03}", f"{n}번 문이 열렸다. 비가 왔다.", f"Door {n} opened. It rained.") for n in range(60)]


def told(df: DataFrame, *order: str) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in df.orderBy(*order).collect()]


def test_two_workers_are_there(spark: SparkSession) -> None:
    def who(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for _ in batches:
            yield pyarrow.record_batch({"pid": [os.getppid()]})

    tracker: Any = spark.sparkContext._jsc.sc().statusTracker()  # pyright: ignore
    workers = {row.pid for row in spark.range(8, numPartitions=8).mapInArrow(who, "pid long").collect()}
    assert len(tracker.getExecutorInfos()) == 3  # with the driver
    assert len(workers) == 2


def test_the_partitions_make_no_difference(spark: SparkSession) -> None:
    rows = documents()
    df = spark.createDataFrame(rows, "id string, ko string, en string")
    results = [told(jjak.spark.align_documents(df.repartition(n, "id"), explain=True), "id", "link") for n in (1, 2, 7)]
    assert results[0] == results[1] == results[2]
    # The same as on one machine, without Spark.
    table = pyarrow.table({"id": [r[0] for r in rows], "ko": [r[1] for r in rows], "en": [r[2] for r in rows]})
    alone = pyarrow.table(jjak.align_table(table, id="id", explain=True)).sort_by([("id", "ascending"), ("link", "ascending")])
    assert results[0] == alone.to_pylist()
    assert all(row["error"] is None for row in results[0])


def test_a_bad_document_is_a_row(spark: SparkSession) -> None:
    rows = [(1, "비가 왔다.", "It rained."), (2, None, "It rained."), (3, "눈이 왔다.", "It snowed.")]
    found = told(jjak.spark.align_documents(spark.createDataFrame(rows, "id long, ko string, en string")), "id")
    assert [(row["id"], row["ko"], row["error"]) for row in found] == [
        (1, "비가 왔다.", None),
        (2, None, "the ko text is null"),
        (3, "눈이 왔다.", None),
    ]


def test_arrays_are_segments(spark: SparkSession) -> None:
    rows = [("a", ["비가 왔다. 길이 젖었다.", "끝."], ["It rained. The road is wet.", "The end."])]
    found = told(jjak.spark.align_documents(spark.createDataFrame(rows, "id string, ko array<string>, en array<string>")), "link")
    assert [(row["link"], row["ko_ids"], row["en_ids"]) for row in found] == [(0, [0], [0]), (1, [1], [1])]


def test_findings_are_those_of_one_machine(spark: SparkSession) -> None:
    pairs = [
        (0, "a", "배송이 3일 늦어집니다.", "Your delivery will be 4 days late."),
        (1, "a", "주문 번호 조회", "Look up an order number"),
        (2, "b", "주문 번호 조회", "Find order"),
        (3, "a", "주문 번호 조회", "Find order"),
        (4, "b", None, "Nobody translated this."),
    ]
    df = spark.createDataFrame(pairs, "id long, doc string, ko string, en string")
    apart = told(jjak.spark.check(df.repartition(3)), "id", "number")
    assert [row["code"] for row in apart if row["id"] == 0] == ["KE010"]
    assert apart[0]["en_spans"] == [{"start": 22, "end": 23}]
    assert not [row for row in apart if row["rule"] == "inconsistent-translation"]
    together = told(jjak.spark.check(df.repartition(3), by="doc"), "id", "number")
    assert [row["id"] for row in together if row["rule"] == "inconsistent-translation"] == [3]
    alone = jjak.check([(ko, en) for _, doc, ko, en in pairs if doc == "a"])
    assert [row["message"] for row in together if row["id"] in (0, 1, 3)] == [finding.message for finding in alone]
    with pytest.raises(jjak.Error, match="there is no rule"):
        jjak.spark.check(df, select=["KE999"])


def test_sentences_are_those_of_one_machine(spark: SparkSession) -> None:
    text = "값이 올랐다.그러나 아무도 몰랐다."
    df = spark.createDataFrame([(1, text), (2, None)], "id long, text string")
    found = told(jjak.spark.split(df, lang="ko"), "id", "number")
    assert [text[row["start"] : row["end"]] for row in found[:2]] == [row["text"] for row in found[:2]]
    assert [row["text"] for row in found[:2]] == [sentence.text for sentence in jjak.split(text, "ko")]
    assert found[2]["error"] == "the text is null"


def test_documents_find_their_partners_within_a_site(spark: SparkSession) -> None:
    ko = [("x", "k1", "3월 2일에 새 다리가 열렸다. 길이는 480m다."), ("x", "k2", "빵집은 아침 6시에 문을 연다. 월요일에는 쉰다.")]
    en = [("x", "e1", "The bakery opens at 6 in the morning. It is closed on Mondays.")]
    en += [("x", "e2", "The new bridge opened on March 2. It is 480 m long."), ("y", "e3", "It is 480 m long.")]
    df_ko, df_en = (spark.createDataFrame(rows, "site string, id string, text string") for rows in (ko, en))
    found = told(jjak.spark.match(df_ko, df_en, by="site"), "ko_id")
    assert [(row["site"], row["ko_id"], row["en_id"]) for row in found] == [("x", "k1", "e2"), ("x", "k2", "e1")]
    assert all(0 < row["confidence"] <= 1 and row["error"] is None for row in found)

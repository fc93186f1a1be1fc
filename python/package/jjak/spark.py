"""jjak on a cluster: the verbs of :mod:`jjak` over data frames of Spark, batch by batch of Arrow.

Every function takes a data frame and gives one, lazily. A row that cannot be worked on becomes a row whose ``error`` says why; it
never ends the job. What comes of a row depends on that row alone, so that the result is the same whatever the partitions; order it by
``id`` and the number beside it to have the same bytes. Needs pyspark 4 and pyarrow on the driver and the workers, and jjak on both.

>>> import jjak.spark                                                               # doctest: +SKIP
>>> links = jjak.spark.align_documents(spark.read.parquet("documents"), id="url")    # doctest: +SKIP
>>> links.write.parquet("links")                                                    # doctest: +SKIP
"""

# What pyspark and pyarrow hand over is of no type that they tell.
# pyright: basic, reportMissingModuleSource=false

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator, Literal, Optional, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_type
from pyspark.sql.types import StructType

from . import _jjak
from ._align import Quotes, Register, align_table
from ._match import match as match_texts
from ._text import split as split_text

__all__ = ["align_documents", "check", "match", "split"]

SPAN = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])

FINDINGS = pa.schema(
    [
        pa.field("number", pa.int32()),
        pa.field("code", pa.string()),
        pa.field("rule", pa.string()),
        pa.field("severity", pa.string()),
        pa.field("message", pa.string()),
        pa.field("side", pa.string()),
        pa.field("ko_spans", pa.list_(SPAN)),
        pa.field("en_spans", pa.list_(SPAN)),
        pa.field("fingerprint", pa.string()),
        pa.field("error", pa.string()),
    ]
)

SENTENCES = pa.schema(
    [
        pa.field("number", pa.int32()),
        pa.field("text", pa.string()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("strength", pa.float32()),
        pa.field("kind", pa.string()),
        pa.field("block", pa.int32()),
        pa.field("error", pa.string()),
    ]
)

Batches = Iterator[pa.RecordBatch]


def align_documents(
    df: DataFrame,
    *,
    id: str = "id",
    ko: str = "ko",
    en: str = "en",
    explain: bool = False,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    threads: int = 1,
) -> DataFrame:
    """Aligns every row: a document in two languages to rows, one for each link.

    :param df: a row a document, with columns ``id`` of any type, and ``ko`` and ``en``: running texts, or arrays of segments.
    :param threads: how many threads a task works with; as many as ``spark.task.cpus``.
    :returns: columns ``id``, ``link`` (number from zero), ``ko``, ``en``, ``type``, ``score``, ``confidence``, ``moved``,
        ``ko_ids``, ``en_ids``, ``reasons`` (empty without ``explain``), ``error``. A bad document is one row with ``error``
        alone.

    The other options are those of :func:`jjak.align`.
    """
    chosen = df.select(id, ko, en)

    def work(batches: Batches) -> Batches:
        _jjak.set_threads(threads)
        for batch in batches:
            table = align_table(
                batch,
                ko=ko,
                en=en,
                id=id,
                explain=explain,
                monotone=monotone,
                quotes=quotes,
                register=register,
                evidence=evidence,
            )
            yield from pa.table(table).to_batches()

    links = pa.schema(_jjak.links_schema())  # pyright: ignore[reportArgumentType]
    fields = [_id_field(chosen, id), *links, pa.field("error", pa.string())]
    return chosen.mapInArrow(work, _schema(pa.schema(fields)))


def check(
    df: DataFrame,
    *,
    id: str = "id",
    ko: str = "ko",
    en: str = "en",
    by: Optional[str] = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    source: Optional[Literal["ko", "en"]] = None,
    threads: int = 1,
) -> DataFrame:
    """What is wrong with translations, a row for each finding.

    :param df: a row a pair of texts, ``null`` where nothing stands.
    :param by: a column that tells which pairs are of one document. They are then checked together, in the order of their
        ``id``, and rules about the whole speak up, too (a text that is translated in two ways). Without it, each pair stands
        alone. All pairs of a document must fit into the memory of a worker.
    :returns: columns ``id`` (of the pair), ``number`` (of the finding, from zero), ``code``, ``rule``, ``severity``,
        ``message``, ``side``, ``ko_spans``, ``en_spans`` (in characters), ``fingerprint``, ``error``.

    The other options are those of :func:`jjak.check`.
    """
    chosen = df.select(list(dict.fromkeys([id, ko, en, *([by] if by else [])])))
    schema = pa.schema([_id_field(chosen, id), *FINDINGS])
    chosen_rules = (list(select), list(ignore), source, None, None)
    # A wrong option is told here and not on a worker.
    _jjak.check_pairs([], True, chosen_rules)

    def rows(table: pa.Table, apart: bool) -> pa.Table:
        _jjak.set_threads(threads)
        ids, pairs = table.column(id).to_pylist(), list(zip(table.column(ko).to_pylist(), table.column(en).to_pylist()))
        return _table(schema, _findings(ids, pairs, apart, chosen_rules))

    if by is None:
        return chosen.mapInArrow(_batchwise(lambda table: rows(table, True)), _schema(schema))
    together = chosen.groupBy(by).applyInArrow(lambda table: rows(table.sort_by(id), False), _schema(schema))
    return together


def split(
    df: DataFrame,
    *,
    lang: Literal["ko", "en"],
    id: str = "id",
    text: str = "text",
    quotes: Literal["whole", "split"] = "whole",
    register: Register = "auto",
    at_least: Optional[float] = None,
) -> DataFrame:
    """Splits every row into sentences, a row each.

    :returns: columns ``id``, ``number`` (of the sentence, from zero), ``text``, ``start``, ``end`` (in characters),
        ``strength``, ``kind``, ``block``, ``error``.

    The other options are those of :func:`jjak.split`.
    """
    chosen = df.select(id, text)
    schema = pa.schema([_id_field(chosen, id), *SENTENCES])
    split_text("", lang, quotes=quotes, register=register, at_least=at_least)

    def sentences(text: Optional[str]) -> Iterable[tuple[Any, ...]]:
        if text is None:
            raise ValueError("the text is null")
        found = split_text(text, lang, quotes=quotes, register=register, at_least=at_least)
        return ((number, *sentence, None) for number, sentence in enumerate(found))

    def rows(table: pa.Table) -> pa.Table:
        columns = zip(table.column(id).to_pylist(), table.column(text).to_pylist())
        return _table(schema, [row for id, text in columns for row in _rows_of(id, lambda: sentences(text), SENTENCES)])

    return chosen.mapInArrow(_batchwise(rows), _schema(schema))


def match(
    df_ko: DataFrame,
    df_en: DataFrame,
    *,
    by: str,
    id: str = "id",
    text: str = "text",
    threads: int = 1,
) -> DataFrame:
    """Finds which documents translate each other, among those of the same site, day or whatever ``by`` names.

    :param df_ko: a row a Korean document.
    :param df_en: a row an English document, with columns of the same names and types.
    :param by: a column of both; documents are compared with those of the same value, and all of these must fit into the memory
        of a worker. Time grows with the square of their number, however little.
    :returns: columns ``by``, ``ko_id``, ``en_id``, ``confidence``, ``error``, a row for each pair found. Documents without text
        have no partner; a value of ``by`` at which jjak fails is one row with ``error``.
    """
    sides = [df.select(by, id, text) for df in (df_ko, df_en)]
    key = to_arrow_type(sides[0].schema[by].dataType)
    kinds = [to_arrow_type(df.schema[id].dataType) for df in sides]
    schema = pa.schema(
        [
            pa.field(by, key),
            pa.field("ko_id", kinds[0]),
            pa.field("en_id", kinds[1]),
            pa.field("confidence", pa.float64()),
            pa.field("error", pa.string()),
        ]
    )

    def pairs(ko: pa.Table, en: pa.Table) -> pa.Table:
        _jjak.set_threads(threads)
        value = (ko if ko.num_rows else en).column(by)[0].as_py()
        ids, texts = zip(*(_columns(side.sort_by(id), id, text) for side in (ko, en)))
        try:
            found = match_texts(*texts)
        except _jjak.InternalError as error:
            return _table(schema, [(value, None, None, None, str(error))])
        return _table(schema, [(value, ids[0][pair.ko], ids[1][pair.en], pair.confidence, None) for pair in found])

    return sides[0].groupBy(by).cogroup(sides[1].groupBy(by)).applyInArrow(pairs, _schema(schema))


def _columns(table: pa.Table, id: str, text: str) -> tuple[list[Any], list[str]]:
    return table.column(id).to_pylist(), [given or "" for given in table.column(text).to_pylist()]


def _findings(
    ids: Sequence[Any], pairs: list[tuple[Optional[str], Optional[str]]], apart: bool, rules: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    def spans(found: Sequence[tuple[int, int]]) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in found]

    try:
        found = _jjak.check_pairs(pairs, apart, rules)
    except _jjak.InternalError as error:
        if apart and len(pairs) > 1:
            # One of them is at fault: each by itself.
            each = zip(ids, pairs)
            return [row for id, pair in each for row in _findings([id], [pair], apart, rules)]
        return [(id, *[None] * (len(FINDINGS) - 1), str(error)) for id in ids]
    rows: list[tuple[Any, ...]] = []
    number, before = 0, -1
    for link, code, rule, severity, message, side, ko, en, fingerprint in found:
        number, before = (number + 1 if link == before else 0), link
        rows.append((ids[link], number, code, rule, severity, message, side, spans(ko), spans(en), fingerprint, None))
    return rows


def _rows_of(id: Any, work: Callable[[], Iterable[tuple[Any, ...]]], schema: pa.Schema) -> list[tuple[Any, ...]]:
    """What came of a row, or its error."""
    try:
        return [(id, *row) for row in work()]
    except (ValueError, _jjak.Error) as error:
        return [(id, *[None] * (len(schema) - 1), str(error))]


def _batchwise(work: Callable[[pa.Table], pa.Table]) -> Callable[[Batches], Batches]:
    def each(batches: Batches) -> Batches:
        for batch in batches:
            yield from work(pa.Table.from_batches([batch])).to_batches()

    return each


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows)) or [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema)], schema=schema)


def _id_field(df: DataFrame, id: str) -> pa.Field:
    return pa.field(id, to_arrow_type(df.schema[id].dataType))


def _schema(schema: pa.Schema) -> StructType:
    return from_arrow_schema(schema)

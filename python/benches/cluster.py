"""How Spark scales from one worker of one core to two, and what memory a worker takes.

cluster.py [DOCUMENTS]
"""

from __future__ import annotations

import os
import resource
import sys
import time
from typing import Any, Iterator

import pyarrow
import pyspark
from documents import documents
from pyspark.sql import SparkSession

import jjak.spark


def peak(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for _ in batches:
        yield pyarrow.record_batch({"kb": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]})


def measured(workers: int, rows: list[Any]) -> None:
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master(f"local-cluster[{workers},1,1024]").config("spark.ui.enabled", False)
    spark = session.config("spark.executor.memory", "700m").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    df = spark.createDataFrame(rows, "id string, ko array<string>, en array<string>").repartition(8, "id").cache()
    df.count()
    jjak.spark.align_documents(df.limit(50)).count()
    began = time.monotonic()
    links = jjak.spark.align_documents(df).selectExpr("count(*)", "sum(hash(*))").first()
    seconds = time.monotonic() - began
    memory = max(row.kb for row in spark.range(8, numPartitions=8).mapInArrow(peak, "kb long").collect())
    print(f"{workers} workers: {seconds:.1f} s, {len(rows) / seconds * 3600 / workers:.0f} documents an hour a core, ", end="")
    print(f"{memory / 1024:.0f} MB a Python worker at most, links and hash {tuple(links or ())}")
    spark.stop()


if __name__ == "__main__":
    made = list(documents(int(sys.argv[1]) if len(sys.argv) > 1 else 4000))
    for workers in (1, 2):
        measured(workers, made)

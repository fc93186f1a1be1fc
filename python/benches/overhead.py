"""The same documents by the program and from Python: seconds, processor seconds, and whether the results are the same.

overhead.py PROGRAM [DOCUMENTS] [THREADS]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

SCRIPT = """
import json, sys, jjak
jjak.set_threads(int(sys.argv[3]))
rows = map(json.loads, open(sys.argv[1], encoding="utf-8"))
jjak.write(jjak.align_documents((row["ko"], row["en"], row["id"]) for row in rows), sys.argv[2])
"""


def timed(work: Callable[[], object]) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(program: str, count: int = 10_000, threads: int = 2) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stream, by_program, by_python = (folder / file for file in ("documents.jsonl", "program.tsv", "python.tsv"))
        with stream.open("w") as out:
            subprocess.run([sys.executable, Path(__file__).with_name("documents.py"), str(count)], stdout=out, check=True)
        command = [program, "align", "--stdin", "--format", "tsv", "--threads", str(threads)]

        def run_program() -> None:
            with stream.open() as lines, by_program.open("w") as out:
                subprocess.run(command, stdin=lines, stdout=out, stderr=subprocess.DEVNULL, check=True)

        python = [sys.executable, "-c", SCRIPT, stream, by_python, str(threads)]
        found = {"program": timed(run_program), "python": timed(lambda: subprocess.run(python, check=True))}
        same = by_program.read_bytes() == by_python.read_bytes()
        print(json.dumps({"documents": count, "threads": threads, "same": same, "seconds, processor seconds": found}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

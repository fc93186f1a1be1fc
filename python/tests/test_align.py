"""Aligning from Python gives what the program gives, and is a good citizen of the interpreter."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import pytest

import jjak

from .conftest import CORPORA, DOCUMENTS

KO = ["비가 왔다.", "길이 젖었다.", "3시에 떠났다."]
EN = ["It rained.", "The road is wet.", "We left at 3."]


def lines(name: str, lang: str) -> list[str]:
    return (CORPORA / name / f"{lang}.lines").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lists_give_what_the_program_gives(name: str, program: list[str], tmp_path: Path) -> None:
    folder = CORPORA / name
    out = tmp_path / "out.jsonl"
    subprocess.run([*program, "align", folder / "ko.lines", folder / "en.lines", "--lines", "-o", out], check=True)
    alignment = jjak.align(lines(name, "ko"), lines(name, "en"))
    told = [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()]
    mine = [json.loads(row) for row in alignment.to_jsonl().splitlines()]
    for row in told:
        del row["ko_doc"], row["en_doc"]
    assert mine == told
    assert [link.ko_ids for link in alignment if link.ko and link.en] == [
        [segment["id"] for segment in row["ko_segments"]] for row in told
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_running_text_gives_what_the_program_gives(name: str, program: list[str]) -> None:
    paths = [CORPORA / name / f"{lang}.txt" for lang in ("ko", "en")]
    if not all(path.exists() for path in paths):
        pytest.skip("this document is no plain text")
    printed = subprocess.run([*program, "align", *paths, "--format", "tsv"], check=True, capture_output=True, encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    told = [row.split("\t")[:8] for row in printed.stdout.splitlines()]
    assert [row.split("\t")[:8] for row in jjak.align(*texts).to_tsv().splitlines()] == told
    read = [jjak.read(path) for path in paths]
    assert isinstance(read[0], jjak.Document) and isinstance(read[1], jjak.Document)
    assert jjak.align(read[0], read[1]).to_tsv() == printed.stdout


def test_what_comes_along_with_a_segment_stays_with_it() -> None:
    @dataclass
    class Cue:
        text: str
        start: float

    ko = [Cue(text, n) for n, text in enumerate(KO)]
    en = [{"text": text, "id": n} for n, text in enumerate(EN)]
    alignment = jjak.align(ko, en)
    assert [(link.ko[0].start, link.en[0]["id"]) for link in alignment] == [(0, 0), (1, 1), (2, 2)]
    assert alignment[2].en_text == EN[2]
    assert alignment[0].ko[0] is ko[0]
    assert [link.ko_text for link in jjak.align(iter(KO), (text for text in EN))] == KO


def test_sentences_can_be_aligned_as_they_are() -> None:
    alignment = jjak.align(jjak.split(" ".join(KO), "ko"), jjak.split(" ".join(EN), "en"))
    assert [link.ko[0].start for link in alignment] == [0, 7, 15]


def test_links_tell_why() -> None:
    alignment = jjak.align(KO, EN)
    assert any(reason.evidence == "number" and reason.ko.startswith("3시") for reason in alignment[2].reasons)
    assert "because" in alignment.explain()
    bare = jjak.align(KO, EN, explain=False)
    assert all(not link.reasons and link.runner_up is None for link in bare)
    with pytest.raises(ValueError, match="explain=True"):
        bare.explain()


def test_an_alignment_is_a_sequence() -> None:
    alignment = jjak.align(KO, EN)
    assert len(alignment) == 3 and alignment[-1] == alignment[2] and alignment[0] in alignment
    assert [link.type for link in alignment[1:]] == ["1-1", "1-1"]
    assert list(reversed(alignment))[0] == alignment[2]
    with pytest.raises(IndexError):
        alignment[3]
    assert repr(alignment).startswith("<Alignment: 3 links: 1-1 × 3; mean confidence 0.")
    assert "길이 젖었다." in str(alignment)


def test_a_notebook_sees_no_markup_of_the_texts() -> None:
    html = jjak.align(["<b>굵은 글씨</b>입니다."], ["This is <b>bold</b>."])._repr_html_()  # pyright: ignore[reportPrivateUsage]
    assert "&lt;b&gt;bold" in html and "<b>" not in html


def test_empty_texts_are_no_error() -> None:
    assert len(jjak.align("", "")) == 0
    assert [link.type for link in jjak.align([], ["Nobody said this."])] == ["0-1"]
    assert jjak.align([], []).to_tsv().count("\n") == 1
    assert "0 links" in repr(jjak.align([], []))


@pytest.mark.parametrize(
    ("ko", "told"),
    [
        (3, "the ko side is of type int"),
        ([3], "segment 0 of the ko side is of type int and has no text"),
        ({"text": "비"}, "the ko side is one dict"),
        ([{"word": "비"}], "has no text"),
        (None, "the ko side is of type NoneType"),
    ],
)
def test_what_has_no_text_is_refused(ko: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        jjak.align(ko, EN)


def test_options_that_there_are_not_are_refused() -> None:
    with pytest.raises(jjak.Error, match="no source of evidence"):
        jjak.align(KO, EN, evidence="stars")
    with pytest.raises(ValueError, match="auto, whole or split"):
        jjak.align(KO, EN, quotes="none")  # pyright: ignore[reportArgumentType]


def documents(count: int) -> Iterator[tuple[list[str], list[str], str]]:
    for n in range(count):
        yield [f"{n}번 문이 열렸다.", *KO[: n % 4]], [f"Door {n} opened.", *EN[: n % 4]], str(n)


def test_documents_come_in_order_whatever_the_threads() -> None:
    before = jjak.threads()
    try:
        found: list[list[str]] = []
        for count in (1, 4):
            jjak.set_threads(count)
            assert jjak.threads() == count
            found.append([alignment.to_jsonl() for alignment in jjak.align_documents(documents(200))])
        assert found[0] == found[1] and len(found[0]) == 200
        assert all(f'"ko_doc":"{n}"' in text for n, text in enumerate(found[0]))
    finally:
        jjak.set_threads(before)


def test_an_endless_source_is_asked_for_little() -> None:
    asked = 0

    def endless() -> Iterator[tuple[str, str]]:
        nonlocal asked
        for asked in itertools.count(1):
            yield "비가 왔다.", "It rained."

    done: list[int] = []
    alignments = jjak.align_documents(endless(), progress=done.append)
    for alignment in itertools.islice(alignments, 3):
        assert len(alignment) == 1
    assert asked <= 3 + 4 * jjak.threads()
    assert done == [1, 1]


def test_a_bad_document_is_raised_or_returned() -> None:
    pairs: list[Any] = [("비가 왔다.", "It rained."), ("비가 왔다.", None), ("눈이 왔다.", "It snowed.")]
    with pytest.raises(TypeError, match="the en side"):
        list(jjak.align_documents(pairs))
    good, bad, last = jjak.align_documents(pairs, errors="return")
    assert isinstance(good, jjak.Alignment) and isinstance(last, jjak.Alignment)
    assert isinstance(bad, TypeError)


def test_what_the_source_raises_comes_after_what_it_gave() -> None:
    def failing() -> Iterator[tuple[str, str]]:
        yield "비가 왔다.", "It rained."
        raise KeyError("no more")

    alignments = jjak.align_documents(failing())
    assert len(next(alignments)) == 1
    with pytest.raises(KeyError, match="no more"):
        next(alignments)


def test_a_corpus_is_written_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "corpus.tsv"
    assert jjak.write(jjak.align_documents(documents(50)), path) == 50
    rows = path.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("src_text\ttrg_text\t") and len(rows) > 51
    read = jjak.read(path)
    assert isinstance(read, jjak.Alignment) and len(read) == len(rows) - 1

    def failing() -> Iterator[jjak.Alignment]:
        yield jjak.align("비가 왔다.", "It rained.")
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        jjak.write(failing(), path)
    assert path.read_text(encoding="utf-8").splitlines() == rows
    with pytest.raises(jjak.Error, match="one document pair a file"):
        jjak.write(jjak.align_documents(documents(2)), tmp_path / "corpus.tmx")


def test_other_threads_run_meanwhile() -> None:
    ko, en = lines("documentary_subtitles", "ko") * 40, lines("documentary_subtitles", "en") * 40
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.002):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    jjak.align(ko, en, explain=False)
    took = time.monotonic() - began
    done.set()
    thread.join()
    assert took > 0.05, "the text is too short to tell"
    assert ticks > took / 0.002 / 10


def test_a_panic_is_an_exception() -> None:
    with pytest.raises(jjak.InternalError, match="jjak failed: on purpose"):
        jjak._jjak.panic("on purpose")  # pyright: ignore[reportPrivateUsage]
    assert len(jjak.align(KO, EN)) == 3


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(
    "call",
    [
        "jjak.align(['비가 왔다.', '길이 젖었다.'] * 200000, ['It rained.', 'The road is wet.'] * 200000)",
        "[None for _ in jjak.align_documents((('비가 왔다. ' * 50, 'It rained. ' * 50) for _ in range(10**9)))]",
    ],
)
def test_ctrl_c_ends_a_long_call(call: str) -> None:
    script = f"import jjak\nprint('ready', flush=True)\ntry:\n    {call}\nexcept KeyboardInterrupt:\n    print('interrupted', flush=True)\n    import os; os._exit(0)"
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, encoding="utf-8")
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(1.0)
    began = time.monotonic()
    child.send_signal(signal.SIGINT)
    assert child.stdout.readline() == "interrupted\n"
    assert time.monotonic() - began < 2
    assert child.wait() == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_has_threads_of_its_own() -> None:
    script = (
        "import os, jjak\nalign = lambda: len(jjak.align('비가 왔다.', 'It rained.'))\nassert align() == 1\n"
        "child = os.fork()\nif child == 0:\n    os._exit(0 if align() == 1 else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0 and align() == 1"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, timeout=60)


def test_importing_is_quick_and_brings_nothing_along() -> None:
    script = (
        "import sys, time\nbegan = time.perf_counter()\nimport jjak\ntook = time.perf_counter() - began\n"
        "heavy = {'numpy', 'pandas', 'pyarrow', 'polars', 'pyspark'} & set(sys.modules)\nassert not heavy, heavy\nprint(took)"
    )
    took = [float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(3)]
    assert min(took) < 0.05, took

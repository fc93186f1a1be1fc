"""Splitting, vectors, checks, captions, files, measures."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy
import pytest

import jjak

from .conftest import CORPORA, DOCUMENTS, PROJECT


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_sentences_are_those_of_the_program(name: str, lang: str, program: list[str]) -> None:
    path = CORPORA / name / f"{lang}.txt"
    if not path.exists():
        pytest.skip("this document is no plain text")
    printed = subprocess.check_output([*program, "split", "--lang", lang, "--format", "jsonl", path], encoding="utf-8")
    told = [json.loads(row)["text"] for row in printed.splitlines()]
    text = path.read_text(encoding="utf-8")
    found = jjak.split(text, lang)  # pyright: ignore[reportArgumentType]
    assert [sentence.text for sentence in found] == told
    assert [text[sentence.start : sentence.end] for sentence in found] == told
    assert all(0 <= sentence.strength <= 1 for sentence in found)


def test_sentences_can_be_cut_finer() -> None:
    text = "비가 그쳤다. 바람이 불고 해가 났다."
    coarse, fine = jjak.split(text, "ko"), jjak.split(text, "ko", at_least=0.001)
    assert len(coarse) == 2 and len(fine) >= 2
    assert coarse[0].kind == "mark" and coarse[0].strength > 0.9 and coarse[1].kind == "block"
    with pytest.raises(ValueError, match="no language"):
        jjak.split(text, "fr")  # pyright: ignore[reportArgumentType]


def test_offsets_count_characters_of_the_text_as_given() -> None:
    text = "\ufeff😀 비가 왔다.\r\n\r\n눈도 왔다."
    assert [text[s.start : s.end] for s in jjak.split(text, "ko")] == ["😀 비가 왔다.", "눈도 왔다."]


def test_vectors_are_unit_vectors() -> None:
    found = jjak.embed(["비가 온다.", "It is raining.", "The bank is closed.", ""])
    assert found.shape == (4, jjak.Model.builtin().dim) and found.dtype == numpy.float32
    assert numpy.allclose(numpy.linalg.norm(found, axis=1), [1, 1, 1, 1], atol=1e-5)
    assert found[0] @ found[1] > found[0] @ found[2] + 0.2
    assert jjak.embed([]).shape == (0, found.shape[1])
    assert numpy.array_equal(jjak.embed([{"text": "비가 온다."}])[0], found[0])
    with pytest.raises(TypeError, match="one string"):
        jjak.embed("비가 온다.")


def test_findings_are_those_of_the_program(program: list[str]) -> None:
    path = PROJECT / "examples" / "orders.tsv"
    printed = subprocess.run([*program, "check", path, "--format", "jsonl"], capture_output=True, encoding="utf-8").stdout
    told = [json.loads(row) for row in printed.splitlines()]
    read = jjak.read(path)
    assert isinstance(read, jjak.Alignment)
    found = jjak.check(read)
    assert [(f.code, f.severity, f.message, f.side, f.fingerprint) for f in found] == [
        (row["code"], row["severity"], row["message"], row["side"], row["fingerprint"]) for row in told
    ]
    for finding, row in zip(found, told):
        for lang, spans in (("ko", finding.ko), ("en", finding.en)):
            assert [list(span) for span in spans] == ((row[lang] or {}).get("marks") or [])
    pairs = [(link.ko_text, link.en_text) for link in read]
    assert [f.message for f in jjak.check(pairs)] == [f.message for f in found]


def test_rules_are_chosen() -> None:
    pairs = [("배송이 3일  늦어집니다.", "Your delivery will be 4 days late.")]
    assert {finding.code for finding in jjak.check(pairs, select=["number-missing"])} == {"KE010"}
    assert not jjak.check(pairs, ignore=["KE"])
    with pytest.raises(jjak.Error, match="there is no rule 'KE999'"):
        jjak.check(pairs, select=["KE999"])
    assert ("KE010", "number-missing", "error") in jjak.rules()


def test_captions_are_those_of_the_program(program: list[str]) -> None:
    page = PROJECT / "examples" / "captions" / "page.txt"
    printed = subprocess.run([*program, "captions", page, "--format", "jsonl"], capture_output=True, encoding="utf-8").stdout
    told = [json.loads(row) for row in printed.splitlines()]
    read = jjak.read(page)
    assert isinstance(read, jjak.Document)
    for found in (jjak.captions(read), jjak.captions(page.read_text(encoding="utf-8"))):
        assert [(c.text, c.lang, c.line, c.verdict, c.code) for c in found] == [
            (row["caption"]["text"], row["caption"]["side"], row["caption"]["line"], row["verdict"], row["code"]) for row in told
        ]
    assert {"paired", "untranslated"} <= {caption.verdict for caption in jjak.captions(read)}
    ko, en = (jjak.read(PROJECT / "examples" / "captions" / f"{lang}.html", lang) for lang in ("ko", "en"))  # pyright: ignore
    assert isinstance(ko, jjak.Document) and isinstance(en, jjak.Document)
    assert any(caption.verdict == "paired" for caption in jjak.captions(ko, en))


def test_files_are_read_as_what_they_are(tmp_path: Path) -> None:
    subtitles = jjak.read(PROJECT / "examples" / "subtitles" / "island.smi")
    assert isinstance(subtitles, tuple) and all(isinstance(side, jjak.Document) for side in subtitles)
    assert len(jjak.align(*subtitles)) > 0
    alignment = jjak.align(["비가 왔다.", "길이 젖었다."], ["It rained.", "The road is wet."])
    for ending in ("tmx", "tsv", "jsonl", "hf.jsonl", "tsv.gz"):
        path = tmp_path / f"pairs.{ending}"
        alignment.write(path)
        again = jjak.read(path)
        assert isinstance(again, jjak.Alignment)
        assert [(link.ko_text, link.en_text) for link in again] == [(link.ko_text, link.en_text) for link in alignment], ending
    (tmp_path / "old.txt").write_bytes("비가 왔다.".encode("cp949"))
    old = jjak.read(tmp_path / "old.txt", "ko")
    assert isinstance(old, jjak.Document) and old.encoding.startswith("CP949") and old.text == "비가 왔다."


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no such file"):
        jjak.read(tmp_path / "none.txt")
    (tmp_path / "bad.jsonl").write_text('{"ko": "비"}\n{"ko": \n')
    with pytest.raises(jjak.Error, match=r"bad\.jsonl:2:"):
        jjak.read(tmp_path / "bad.jsonl")
    with pytest.raises(jjak.Error, match="tells no format"):
        jjak.align([], []).write(tmp_path / "file.unknown")
    with pytest.raises(OSError):
        jjak.Model.open(tmp_path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_figures_are_those_of_the_program(name: str, program: list[str], tmp_path: Path) -> None:
    folder = CORPORA / name
    ko, en = ((folder / f"{lang}.lines").read_text(encoding="utf-8").splitlines() for lang in ("ko", "en"))
    alignment = jjak.align(ko, en)
    alignment.write(tmp_path / f"{name}.beads")
    printed = subprocess.check_output(
        [*program, "eval", "--gold", folder / "gold.beads", "--hyp", tmp_path / f"{name}.beads", "--json"], encoding="utf-8"
    )
    strict = json.loads(printed)["sets"][0]["strict"]
    measures = jjak.evaluate(alignment, folder / "gold.beads")
    assert measures.strict_f1 == pytest.approx(strict["f1"], abs=1e-4)  # pyright: ignore[reportUnknownMemberType]
    assert jjak.evaluate(alignment, alignment).strict_f1 == 1

"""What the documentation shows is what happens."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import pkgutil
import re
from pathlib import Path

import pytest

import jjak

from .conftest import CORPORA, PROJECT

MODULES = [name for _, name, _ in pkgutil.iter_modules(jjak.__path__, "jjak.") if not name.endswith("_jjak")]


@pytest.mark.parametrize("name", ["jjak", *MODULES])
def test_the_examples_of_a_module(name: str) -> None:
    if name == "jjak.spark":
        pytest.importorskip("pyspark")
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_there_are_examples() -> None:
    examples = [test for name in MODULES for test in doctest.DocTestFinder().find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 8


@pytest.mark.parametrize("name", sorted(set(jjak.__all__) - {"__version__"}))
def test_what_is_public_is_documented(name: str) -> None:
    thing = getattr(jjak, name)
    assert inspect.getdoc(thing), name
    if inspect.isclass(thing):
        for part, member in vars(thing).items():
            if not part.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                assert inspect.getdoc(member), f"{name}.{part}"


def python_blocks(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["docs/python.md", "python/README.md"])
def test_the_code_of_a_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "polars", "pyarrow", "datasets"):
        pytest.importorskip(library)
    (tmp_path / "corpora").symlink_to(PROJECT / "corpora")
    (tmp_path / "examples").symlink_to(PROJECT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = python_blocks(PROJECT / page)
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, f"{page}: {block[:40]!r}", "exec"), known)


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_the_lines_of_the_front_page_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    [block] = [block for block in python_blocks(PROJECT / page) if block.startswith("import jjak")]
    for lang in ("ko", "en"):
        (tmp_path / f"{lang}.txt").write_bytes((CORPORA / "contract" / f"{lang}.txt").read_bytes())
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    exec(compile(block, page, "exec"), known)
    assert known["doubtful"] and (tmp_path / "corpus.tmx").stat().st_size > 1000


def test_the_notebook_runs(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    path = PROJECT / "python" / "examples" / "news.ipynb"
    notebook = nbformat.read(path, as_version=4)
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("text/html" in output.get("data", {}) and "confidence" in output["data"]["text/html"] for output in outputs)
    assert not [output for output in outputs if output.output_type == "error"]

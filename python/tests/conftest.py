"""The fixtures are those of the Rust tests: the documents of corpora/."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CORPORA = PROJECT / "corpora"
DOCUMENTS = sorted(path.parent.name for path in CORPORA.glob("*/gold.beads"))


@pytest.fixture(scope="session")
def program() -> list[str]:
    """The program, which `JJAK` names or which was built in the project."""
    built = [PROJECT / "target" / profile / "jjak" for profile in ("release", "debug")]
    named = os.environ.get("JJAK") or next((str(path) for path in built if path.exists()), None) or shutil.which("jjak")
    assert named, "name the program in JJAK, or build it: cargo build"
    return [named]

"""Documents to measure with: stretches of 60 segments out of corpora/, the same for the same number."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Iterator

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
SEGMENTS = 60


def documents(count: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, Korean segments, and about as much of the English side."""
    folders = sorted(path.parent for path in CORPORA.glob("*/gold.beads"))
    texts = [[(folder / f"{lang}.lines").read_text(encoding="utf-8").splitlines() for lang in ("ko", "en")] for folder in folders]
    chance = random.Random(1)
    for number in range(count):
        ko, en = chance.choice(texts)
        while len(ko) < SEGMENTS:
            more_ko, more_en = chance.choice(texts)
            ko, en = ko + more_ko, en + more_en
        at = chance.randrange(len(ko) - SEGMENTS + 1)
        at_en = round(at * len(en) / len(ko))
        yield str(number), ko[at : at + SEGMENTS], en[at_en : at_en + SEGMENTS]


if __name__ == "__main__":
    for name, ko, en in documents(int(sys.argv[1])):
        print(json.dumps({"id": name, "ko": ko, "en": en}, ensure_ascii=False))

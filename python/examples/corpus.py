"""Makes a corpus of a folder of pairs, NAME.ko.txt beside NAME.en.txt, with a bar of tqdm if it is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable, Iterator, Optional

import jjak


def pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    for ko in sorted(folder.glob("**/*.ko.txt")):
        en = ko.with_name(ko.name.replace(".ko.txt", ".en.txt"))
        if en.exists():
            yield ko.read_text(encoding="utf-8"), en.read_text(encoding="utf-8"), ko.stem


def progress() -> Optional[Callable[[int], object]]:
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return tqdm(unit="documents").update


def main(folder: str, out: str) -> None:
    alignments = jjak.align_documents(pairs(Path(folder)), progress=progress())
    count = jjak.write(alignments, out, "tsv", min_confidence=0.9, types=["1-1", "2-1", "1-2"])
    print(f"{count} documents in {out}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: corpus.py FOLDER OUT")
    main(*sys.argv[1:])

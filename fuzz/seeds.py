#!/usr/bin/env python3
"""Makes the seeds that fuzzing begins with, of the texts in corpora/ and examples/ and of what jjak writes of them.

    python3 fuzz/seeds.py JJAK [OUT]      JJAK is the program; OUT is fuzz/corpus unless another folder is named

What an input looks like is said in fuzz/src/lib.rs. Seeds are short: a long one costs a fuzzer more than it shows.
"""
import hashlib
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES = 12
BYTES = 1500
PART = b"\xff"
TEXTS = {".txt": "text", ".html": "html", ".md": "markdown", ".srt": "srt", ".vtt": "vtt", ".smi": "sami"}
PAIRS = {"tsv": "tsv", "jsonl": "jsonl", "hf": "hf.jsonl", "tmx": "tmx"}
NUMBERS = {"beads": "beads", "hunalign": "ladder", "xces": "xces"}

# What jjak reads and does not write, and what only people write.
BY_HAND = {
    "formats": [
        b'xliff\n<xliff version="1.2"><file source-language="en" target-language="ko"><body><trans-unit id="1"><source>Save %s</source>'
        b"<target>%s \xec\xa0\x80\xec\x9e\xa5</target><note>menu</note></trans-unit></body></file></xliff>",
        b'xliff\n<xliff version="2.0" srcLang="ko" trgLang="en"><file id="f"><unit id="1"><segment><source>\xec\xa0\x80\xec\x9e\xa5'
        b'<ph id="1"/></source><target>Save<ph id="1"/></target></segment></unit></file></xliff>',
        b'po\nmsgid ""\nmsgstr "Language: ko\\n"\n\n#: a.c:1\n#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
        b'msgstr[0] "\xed\x8c\x8c\xec\x9d\xbc %d\xea\xb0\x9c"\n',
        b'csv\nko,en\n"\xea\xb0\x80, \xeb\x82\x98","a, ""b"""\n',
        b'tmx\n<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body><tu><tuv xml:lang="ko-KR"><seg>'
        b'\xea\xb0\x80<bpt i="1">&lt;b&gt;</bpt></seg></tuv><tuv xml:lang="eng"><seg>a</seg></tuv></tu></body></tmx>',
        b"moses\n\xea\xb0\x80\n\xeb\x82\x98\n" + PART + b"a\nb\n",
        b"unknown.bin\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
        b"letter.docx\nPK\x03\x04\x14\x00",
    ],
    "config": [
        b'source = "en"\nignore = ["double-space", "KE06"]\nglossary = "terms.tsv"\n\n[severity]\nnumber-extra = "error"\n\n'
        b'[per-file-ignores]\n"legacy/**" = ["KE04"]\n',
        b'select = ["KE"]\nfail-level = "info"\n[limits]\nline-en = 37\nspeed-en = 17.5\nunpaired = 0.9\n',
    ],
    "beads": [b"[0, 1]:[2]\n[]:[0]\n[2]:[1]\n" + PART + b"[0]:[0]\n[1]:[1, 2]\n"],
}


def cut(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:LINES])[:BYTES]


def keep(out: pathlib.Path, target: str, data: bytes) -> None:
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def written(jjak: str, ko: pathlib.Path, en: pathlib.Path, out: pathlib.Path) -> None:
    """What jjak writes of the first lines of two texts, in every format."""
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        short = []
        for side, path in (("ko", ko), ("en", en)):
            place = scratch / f"{side}{path.suffix}"
            place.write_bytes(cut(path.read_bytes()))
            short.append(str(place))
        formats = {**PAIRS, **NUMBERS, **({"srt": "srt", "vtt": "vtt"} if ko.suffix in (".srt", ".vtt") else {})}
        for format, ending in formats.items():
            result = scratch / f"out.{ending}"
            run = subprocess.run([jjak, "align", *short, "--format", format, "-o", str(result)], capture_output=True)
            if run.returncode != 0:
                sys.exit(f"{ko.parent.name}, {format}: {run.stderr.decode()}")
            data = result.read_bytes()[:4 * BYTES]
            keep(out, "formats", format.encode() + b"\n" + data)
            if format in PAIRS:
                keep(out, "check", format.encode() + b"\n" + data)
            if format == "beads":
                keep(out, "beads", data + PART + data)


def main() -> None:
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    jjak = str(pathlib.Path(sys.argv[1]).resolve())
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "fuzz" / "corpus"
    for document in sorted(path.parent for path in (ROOT / "corpora").glob("*/gold.beads")):
        (ko,), (en,) = ([path for path in document.glob(f"{side}.*") if path.suffix in TEXTS] for side in ("ko", "en"))
        gold = (document / "gold.beads").read_bytes()
        keep(out, "beads", cut(gold) + PART + cut(gold))
        for path in (ko, en):
            data = cut(path.read_bytes())
            keep(out, "split", data)
            keep(out, "formats", TEXTS[path.suffix].encode() + b"\n" + data)
            keep(out, "formats", path.name.encode() + b"\n" + data)
        lines = [cut((document / f"{side}.lines").read_bytes()) for side in ("ko", "en")]
        keep(out, "align", PART.join(lines))
        written(jjak, ko, en, out)
    examples = ROOT / "examples"
    for path in sorted(examples.rglob("*")):
        if path.suffix in TEXTS:
            data = path.read_bytes()[:2 * BYTES]
            keep(out, "captions", TEXTS[path.suffix].encode() + b"\n" + data)
            keep(out, "formats", TEXTS[path.suffix].encode() + b"\n" + data)
    pages = [(examples / "captions" / f"{side}.html").read_bytes()[:BYTES] for side in ("ko", "en")]
    keep(out, "captions", b"html\n" + PART.join(pages))
    orders, terms = (examples / "orders.tsv").read_bytes(), (examples / "terms.tsv").read_bytes()
    keep(out, "check", b"tsv\n" + orders + PART + terms)
    for target, seeds in BY_HAND.items():
        for seed in seeds:
            keep(out, target, seed)
    for seed in BY_HAND["formats"][:5]:
        keep(out, "check", seed)
    for folder in sorted(out.iterdir()):
        print(folder.name, len(list(folder.iterdir())))


if __name__ == "__main__":
    main()

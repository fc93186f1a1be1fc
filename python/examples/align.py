"""Aligns an article, says which links to look at, and writes a translation memory."""

import sys

import jjak


def main(ko: str, en: str, out: str) -> None:
    korean, english = jjak.read(ko, "ko"), jjak.read(en, "en")
    if not isinstance(korean, jjak.Document) or not isinstance(english, jjak.Document):
        sys.exit("name a Korean and an English text")
    alignment = jjak.align(korean, english)
    print(alignment.explain())
    for finding in jjak.check(alignment):
        print(f"{finding.link}: {finding.severity} {finding.code} {finding.message}")
    alignment.write(out, "tmx", min_confidence=0.8)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: align.py KO EN OUT")
    main(*sys.argv[1:])

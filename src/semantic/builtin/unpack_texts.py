#!/usr/bin/env python3
"""Text to distil from, each language alone, out of packages that anyone can install:

    apt-get download libreoffice-help-ko libreoffice-help-en-us debian-faq debian-faq-ko debian-handbook gimp-help-ko gimp-help-en \
        wordnet-base fortunes fortunes-min
    for f in *.deb; do dpkg-deb -x "$f" unpacked; done
    unpack_texts.py unpacked OUT     writes OUT/ko.txt and OUT/en.txt, one block a line, no line twice, in a fixed order
"""
import html.parser
import pathlib
import re
import sys

BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "div", "title", "br", "body", "pre"}
SKIPPED = {"script", "style", "pre", "nav"}


class Blocks(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.lines, self.words, self.skipping = [], [], 0

    def flush(self):
        self.lines.append(" ".join("".join(self.words).split()))
        self.words = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.flush()
        self.skipping += tag in SKIPPED

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.flush()
        self.skipping -= tag in SKIPPED and self.skipping > 0

    def handle_data(self, data):
        if not self.skipping:
            self.words.append(data)


def html_lines(path):
    parser = Blocks()
    parser.feed(path.read_text(encoding="utf-8", errors="replace"))
    parser.flush()
    return parser.lines


def wordnet_lines(path):
    """Each definition, and each example, of the glosses."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if "| " in line:
            gloss = line.split("| ", 1)[1]
            yield from re.findall(r'"([^"]+)"', gloss)
            yield re.sub(r'"[^"]*"?', "", gloss).strip(" ;")


def fortune_lines(path):
    for saying in path.read_text(encoding="utf-8", errors="replace").split("\n%\n"):
        yield " ".join(saying.split())


def language(line):
    letters = [c for c in line if c.isalpha()]
    hangul = sum("가" <= c <= "힣" for c in letters)
    if len(letters) < 8 or len(line) > 1200:
        return None
    if hangul >= 0.4 * len(letters):
        return "ko"
    if hangul == 0 and sum(c.isascii() for c in letters) >= 0.98 * len(letters) and " " in line:
        return "en"
    return None


def main(root, out):
    seen = {"ko": {}, "en": {}}
    for path in sorted(pathlib.Path(root).rglob("*")):
        name = str(path)
        if not path.is_file():
            continue
        if path.suffix == ".html" and re.search(r"/(ko|en|en-US|ko-KR)/|\.(ko|en)\.html$|/FAQ/", name):
            lines = html_lines(path)
        elif "/wordnet/data." in name:
            lines = wordnet_lines(path)
        elif "/games/fortunes/" in name and not path.suffix and not path.is_symlink():
            lines = fortune_lines(path)
        else:
            continue
        for line in lines:
            kind = language(line)
            if kind:
                seen[kind].setdefault(line)
    for kind, lines in seen.items():
        target = pathlib.Path(out) / f"{kind}.txt"
        target.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        print(target, len(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Checks every document of this folder and prints how many beads of each type it has.

    python3 corpora/check.py            all documents
    python3 corpora/check.py NAME ...   some of them

For each document: the lines of `ko.lines` and `en.lines`, one after another, are the visible text of
the running document, character for character once white space is dropped; the beads tile both sides in
order and without a gap; the counts in its README and in the table of corpora/README.md are true.
Without names, the gold of `pages` is checked as well (`check_pages.py`).
Exit code 1 if anything is wrong.
"""

import html
import re
import sys
from collections import Counter
from pathlib import Path

import check_pages

HERE = Path(__file__).resolve().parent
BEAD = re.compile(r"\[(\d+(?:, \d+)*)?\]:\[(\d+(?:, \d+)*)?\]")
TYPES = ["1-1", "2-1", "1-2", "3-1", "1-3", "2-2", "1-0", "0-1"]


def visible_html(text):
    """The text a reader sees: no head, script, style or navigation; the `alt` of an image in its place."""
    text = re.sub(r"(?s)<!--.*?-->", "", text)
    text = re.sub(r"(?s)<(head|script|style|nav)\b.*?</\1>", "", text)
    text = re.sub(r"(?s)<[^>]*\balt=\"([^\"]*)\"[^>]*>", r"\1", text)
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", text))


def visible_markdown(text):
    """The prose: no fenced code, no marks of headings, items, quotes, emphasis, code and links."""
    text = re.sub(r"(?sm)^```.*?^```$", "", text)
    text = re.sub(r"(?m)^\s*(#+|[-*]|\d+\.|>)\s+", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return text.replace("**", "").replace("`", "")


def visible_srt(text):
    """The text of the cues: what stands below a line of times, without tags."""
    cues = [block.split("\n") for block in re.split(r"\n\s*\n", text) if "-->" in block]
    below = [line for cue in cues for line in cue[[("-->" in line) for line in cue].index(True) + 1 :]]
    return re.sub(r"</?[a-z][^>]*>", "", "\n".join(below))


def visible_vtt(text):
    """The same, with entities."""
    return html.unescape(visible_srt(text))


VISIBLE = {
    ".txt": lambda text: text,
    ".html": visible_html,
    ".md": visible_markdown,
    ".srt": visible_srt,
    ".vtt": visible_vtt,
}


def without_space(text):
    return "".join(text.split())


def check_side(folder, side):
    """The number of gold lines of a side, and what is wrong with them."""
    faults = []
    lines = (folder / f"{side}.lines").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line or line != line.strip():
            faults.append(f"{side}.lines:{number}: empty, or white space around the text")
    documents = [p for p in sorted(folder.glob(f"{side}.*")) if p.suffix in VISIBLE]
    if len(documents) != 1:
        return len(lines), faults + [f"want one of {side}.txt, .html, .md, .srt, .vtt; found {len(documents)}"]
    document = documents[0]
    rest = without_space(VISIBLE[document.suffix](document.read_text(encoding="utf-8")))
    for number, line in enumerate(lines, 1):
        wanted = without_space(line)
        if not rest.startswith(wanted):
            faults.append(f"{side}.lines:{number}: «{wanted[:40]}», but {document.name} goes on «{rest[:40]}»")
            return len(lines), faults
        rest = rest[len(wanted) :]
    if rest:
        faults.append(f"{document.name}: text in no line of {side}.lines: «{rest[:40]}»")
    return len(lines), faults


def check_beads(folder, counts):
    """The beads of each type, and what is wrong with them."""
    faults, types = [], Counter()
    reached = [0, 0]
    for number, text in enumerate((folder / "gold.beads").read_text(encoding="utf-8").splitlines(), 1):
        match = BEAD.fullmatch(text)
        if not match or text == "[]:[]":
            faults.append(f"gold.beads:{number}: not of the form [0, 1]:[2]: {text!r}")
            continue
        sides = [[int(i) for i in group.split(", ")] if group else [] for group in match.groups()]
        for side, name in enumerate(("ko", "en")):
            wanted = list(range(reached[side], reached[side] + len(sides[side])))
            if sides[side] != wanted:
                faults.append(f"gold.beads:{number}: {name} lines {sides[side]}, want {wanted}")
            reached[side] = max([reached[side]] + [i + 1 for i in sides[side]])
        types[f"{len(sides[0])}-{len(sides[1])}"] += 1
    if reached != list(counts):
        faults.append(f"gold.beads: reaches ko {reached[0]}, en {reached[1]}; there are {counts[0]} and {counts[1]} lines")
    return types, faults


def check_readme(folder, types):
    """Three lines; the third one counts the beads."""
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    ordered = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    wanted = f"- **Beads**: {sum(types.values())} ({', '.join(f'{n} {t}' for t, n in ordered)})"
    faults = []
    if len(lines) != 3:
        faults.append(f"README.md: {len(lines)} lines, want 3")
    if not lines or lines[-1] != wanted:
        faults.append(f"README.md: last line should be: {wanted}")
    return faults


def table_row(name, lines, types):
    counts = [types[t] for t in TYPES]
    other = sum(types.values()) - sum(counts)
    return f"| {name} | " + " | ".join(str(n) for n in [*lines, sum(types.values()), *counts, other]) + " |"


def main(names):
    folders = [HERE / n for n in names] or sorted(p for p in HERE.iterdir() if (p / "gold.beads").exists())
    overview = (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    total, total_lines, faults = Counter(), [0, 0], []
    rows = ["| document | ko | en | beads | " + " | ".join(TYPES) + " | other |", "|---" + "|--:" * 12 + "|"]
    for folder in folders:
        ko, ko_faults = check_side(folder, "ko")
        en, en_faults = check_side(folder, "en")
        types, bead_faults = check_beads(folder, (ko, en))
        found = ko_faults + en_faults + bead_faults + check_readme(folder, types)
        faults += [f"{folder.name}: {fault}" for fault in found]
        rows.append(table_row(folder.name, (ko, en), types))
        total += types
        total_lines = [total_lines[0] + ko, total_lines[1] + en]
    if not names:
        rows.append(table_row("**all**", total_lines, total))
        faults += [f"README.md: the table lacks: {row}" for row in rows if row not in overview]
        pages, page_faults = check_pages.main()
        faults += page_faults
        rows.append(f"{sum(len(names) for _, names, _ in pages)} pages with {sum(len(found) for *_, found in pages)} captions and credits")
    print("\n".join(rows))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

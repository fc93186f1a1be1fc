#!/usr/bin/env python3
"""Holds the gold of `corpora/pages` to its pages; `check.py` runs it.

    python3 corpora/check_pages.py            every page
    python3 corpora/check_pages.py --counts   also the tables of pages/README.md: pages by split, entries by form

For each folder: there are pages, and every row of `gold.tsv` names one of them; its text occurs in the page, as
visible text or as the value of an attribute a reader sees; kinds, sides and verdicts are known; ids are unique;
partners stand on the other side and name their row in turn; the rows of a page stand in its order; no text of one page is
listed twice, but as a duplicate.
"""

import html
import re
import sys
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent / "pages"
HEADER = ["page", "kind", "side", "id", "verdict", "partners", "form", "text"]
KINDS = {"caption", "credit", "either"}
VERDICTS = {"paired", "shared", "doubtful", "duplicate", "untranslated", "copied", "-"}
NAMES = re.compile(r"page(\.ko|\.en)?\.(txt|html|md)")
SHOWN = {"alt", "title", "data-caption", "data-title", "data-alt", "caption", "content"}
SPLITS = ["dev", "held_out"]


class Visible(HTMLParser):
    """The text of a page in HTML, and the values of attributes that are shown with an image."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")
        self.parts += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def visible(page):
    """The text of a page without white space: gold texts are looked for in it."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".html":
        parser = Visible()
        parser.feed(text)
        text = "".join(parser.parts)
    if page.suffix == ".md":
        text = html.unescape(re.sub(r"(?<!!)\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", ""))
    return "".join(text.split())


def check_row(folder, row, pages):
    """What is wrong with a row by itself."""
    if row["page"] not in pages:
        return f"no page {row['page']}"
    if row["kind"] not in KINDS or row["side"] not in ("ko", "en"):
        return f"kind {row['kind']}, side {row['side']}"
    verdicts = set(row["verdict"].split("|"))
    if not verdicts <= VERDICTS:
        return f"verdict {row['verdict']}"
    if row["kind"] != "caption" and row["verdict"] != "-":
        return "a verdict for what is no caption"
    if ("paired" in verdicts or "duplicate" in verdicts) and row["partners"] == "-":
        return f"{row['verdict']} wants a partner"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["form"]):
        return f"form {row['form']}"
    if row["text"] != " ".join(row["text"].split()) or not row["text"]:
        return "white space in the text"
    return None


def check_partner(row, rows):
    """What is wrong with the partners of a row."""
    for name in [] if row["partners"] == "-" else row["partners"].split(","):
        partner = rows.get(name)
        same_side = row["verdict"] == "duplicate"
        if partner is None or (partner["side"] == row["side"]) != (same_side or row["verdict"] == "copied"):
            return f"partner {name} is not on the side it should be"
        if "paired" in row["verdict"] and row["id"] not in partner["partners"].split(","):
            return f"partner {name} names {partner['partners']}"
    return None


def check(folder):
    """The rows of a folder, and what is wrong with them."""
    pages = {p.name: visible(p) for p in folder.iterdir() if p.name.startswith("page")}
    faults = [f"{name}: not a name for a page" for name in sorted(pages) if not NAMES.fullmatch(name)]
    if sorted(name.count(".") for name in pages) not in ([1], [2, 2]):
        faults.append("want one page, or a Korean and an English one")
    lines = (folder / "gold.tsv").read_text(encoding="utf-8").splitlines()
    if not pages or lines[:1] != ["\t".join(HEADER)]:
        return pages, [], faults + ["no page, or another first line of gold.tsv"]
    rows = [dict(zip(HEADER, line.split("\t"))) for line in lines[1:]]
    by_id = {row["id"]: row for row in rows}
    reached, listed = Counter(), set()
    for number, (line, row) in enumerate(zip(lines[1:], rows), 2):
        fault = f"{line.count(chr(9)) + 1} columns" if line.count("\t") != len(HEADER) - 1 else None
        fault = fault or check_row(folder, row, pages) or check_partner(row, by_id)
        if not fault:
            wanted = "".join(row["text"].split())
            at = pages[row["page"]].find(wanted, reached[row["page"]])
            reached[row["page"]] = at + len(wanted)
            twice = (row["page"], row["text"]) in listed and row["verdict"] != "duplicate"
            listed.add((row["page"], row["text"]))
            fault = "not in the page after the row before" if at < 0 else "listed twice" if twice else None
        if fault:
            faults.append(f"gold.tsv:{number}: {row.get('id')}: {fault}")
    judged = {row["verdict"] != "-" for row in rows if row["kind"] == "caption"}
    if len(judged) > 1 or (len(pages) == 2 and judged == {False}):
        faults.append("some captions want a verdict: there are two languages")
    if len(by_id) != len(rows):
        faults.append("an id stands twice")
    return pages, rows, faults


def tables(found):
    """The tables of the README: pages and entries by split, entries by form and split."""
    splits = [split for split in SPLITS if any(s == split for s, _, _ in found)]
    kinds, forms = defaultdict(Counter), defaultdict(Counter)
    for split, pages, rows in found:
        one = kinds[split]
        sides = {row["side"] for row in rows if row["kind"] == "caption" and row["verdict"] == "-"}
        for name in pages:
            one[name.split(".")[1] if len(pages) == 2 else min(sides, default="both")] += 1
        one["pairs of pages"] += len(pages) == 2
        for row in rows:
            one[row["kind"]] += 1
            one[row["verdict"]] += row["kind"] == "caption" and row["side"] == "ko"
            forms[row["form"]][split] += 1
    columns = ["ko", "en", "both", "pairs of pages", "caption", "credit", "either", "paired", "paired|doubtful", "untranslated"]
    lines = ["| split | " + " | ".join(c.replace("|", " or ") for c in columns) + " |", "|---" + "|--:" * len(columns) + "|"]
    lines += [f"| {s} | " + " | ".join(str(kinds[s][c]) for c in columns) + " |" for s in splits]
    lines += ["", "| form | " + " | ".join(splits) + " |", "|---" + "|--:" * len(splits) + "|"]
    return lines + [f"| {form} | " + " | ".join(str(forms[form][s]) for s in splits) + " |" for form in sorted(forms)]


def main(with_tables=False):
    found, faults = [], []
    for gold in sorted(HERE.glob("*/*/gold.tsv")):
        pages, rows, wrong = check(gold.parent)
        name = f"pages/{gold.parent.parent.name}/{gold.parent.name}"
        faults += [f"{name}: {fault}" for fault in wrong]
        found.append((gold.parent.parent.name, pages, rows))
    wanted = tables(found)
    readme = (HERE / "README.md").read_text(encoding="utf-8").splitlines() if (HERE / "README.md").exists() else []
    faults += [f"pages/README.md: a table lacks: {line}" for line in wanted if line and line not in readme]
    if with_tables:
        print("\n".join(wanted))
    return found, faults


if __name__ == "__main__":
    found, faults = main("--counts" in sys.argv[1:])
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)

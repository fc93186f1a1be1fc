"""Alignments for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._alignment import Alignment, Link

MOST_ROWS = 200
"""Links shown; a notebook is no place for more."""

# From this confidence on, with a word for those who do not see the colour.
STEPS = ((0.8, "sure", "#2e7d32"), (0.6, "likely", "#b26a00"), (0.0, "look", "#c62828"))

CELL = "padding:.25em .6em;vertical-align:top;text-align:left"


def table(alignment: Alignment, summary: str) -> str:
    """Both texts side by side, coloured by confidence."""
    rows = "".join(_row(number, link) for number, link in enumerate(alignment[:MOST_ROWS]))
    more = len(alignment) - MOST_ROWS
    rest = f'<tr><td colspan="4" style="{CELL}">… and {more} more</td></tr>' if more > 0 else ""
    head = "".join(f'<th style="{CELL}">{name}</th>' for name in ("", "Korean", "English", "confidence"))
    return (
        f'<table style="border-collapse:collapse"><caption style="text-align:left">{escape(summary)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}{rest}</tbody></table>"
    )


def _row(number: int, link: Link) -> str:
    word, colour = _step(link.confidence)
    because = escape(", ".join(f"{reason.ko} ~ {reason.en}" for reason in link.reasons), quote=True)
    sure = "" if link.confidence is None else f"{link.confidence:.2f} {word}"
    cells = (
        f'<td style="{CELL};color:gray">{number} {link.type}{" moved" if link.moved else ""}</td>',
        f'<td style="{CELL}" lang="ko">{escape(link.ko_text) or "—"}</td>',
        f'<td style="{CELL}" lang="en">{escape(link.en_text) or "—"}</td>',
        f'<td style="{CELL};color:{colour}">{sure}</td>',
    )
    return f'<tr title="{because}" style="border-left:4px solid {colour}">{"".join(cells)}</tr>'


def _step(confidence: float | None) -> tuple[str, str]:
    if confidence is None:
        return "", "gray"
    return next((word, colour) for least, word, colour in STEPS if confidence >= least)

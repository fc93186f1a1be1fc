"""Captions of pages."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, Optional, Union

from . import _jjak
from ._files import Document


class Candidate(NamedTuple):
    """A caption that another one could belong to."""

    text: str
    """Its text."""
    line: int
    """Its line, from one."""
    confidence: Optional[float]
    """The probability that it is the one."""


class Caption(NamedTuple):
    """A caption with what became of it."""

    text: str
    """Its text."""
    lang: str
    """The side that it stands on, ``ko`` or ``en``."""
    line: int
    """Its line, from one."""
    verdict: str
    """``paired``, ``shared``, ``doubtful``, ``duplicate``, ``untranslated``, ``copied`` or ``extra``."""
    code: Optional[str]
    """The rule that says the same of any text, where it is at fault."""
    confidence: Optional[float]
    """How sure the pair is."""
    other: Optional[str]
    """The text of the caption that it is paired with, the same as, or copied from."""
    candidates: list[Candidate]
    """What it could belong to, the most probable first."""


def captions(page: Union[str, Document], en: Union[str, Document, None] = None) -> list[Caption]:
    """Finds the captions of a page and pairs them with their translations, whatever their order.

    :param page: a page in both languages, or the Korean page if ``en`` is given: a text, or a :class:`Document` that
        :func:`read` gave, whose markup and pictures then count.
    :param en: the English page.
    :returns: every caption, Korean first.
    """
    rows = _jjak.captions(_core(page), None if en is None else _core(en))
    return [_caption(json.loads(row)) for row in rows.splitlines()]


def _core(page: Union[str, Document]) -> Any:
    return page._core if isinstance(page, Document) else page


def _caption(row: dict[str, Any]) -> Caption:
    caption, other = row["caption"], row["other"]
    candidates = [
        Candidate(candidate["caption"]["text"], candidate["caption"]["line"], candidate["confidence"])
        for candidate in row["candidates"]
    ]
    return Caption(
        caption["text"],
        caption["side"],
        caption["line"],
        row["verdict"],
        row["code"],
        row["confidence"],
        other and other["text"],
        candidates,
    )

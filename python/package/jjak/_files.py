"""Files of any format."""

from __future__ import annotations

import os
from typing import Literal, Optional, Union

from . import _jjak
from ._alignment import Alignment
from ._types import Path

Lang = Literal["ko", "en"]


class Document:
    """A text of one language that was read from a file: :func:`align` and :func:`captions` take it."""

    __slots__ = ("_core",)

    def __init__(self, core: _jjak.Document) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """The path as it was given."""
        return self._core.name

    @property
    def text(self) -> str:
        """What there is to align, in one piece: for plain text the whole file, for HTML and Markdown the visible text."""
        return self._core.text

    @property
    def blocks(self) -> list[str]:
        """The paragraphs, headings, cells, cues … in reading order."""
        return self._core.blocks()

    @property
    def encoding(self) -> str:
        """The encoding that was decided on: ``UTF-8``, ``CP949`` …"""
        return self._core.encoding

    @property
    def warnings(self) -> list[str]:
        """What was wrong with the content, each with its place."""
        return self._core.warnings

    def __repr__(self) -> str:
        return f"<Document {self.name!r}: {len(self.blocks)} blocks, {self.encoding}>"


def read(
    path: Path,
    lang: Optional[Lang] = None,
    *,
    format: Optional[str] = None,
    encoding: str = "detect",
    lines: bool = False,
) -> Union[Document, tuple[Document, Document], Alignment]:
    """Reads a file of any format that jjak reads, found out by its bytes and its name.

    Gives a :class:`Document` for a text (plain, HTML, Markdown, subtitles …), two of them, Korean first, for subtitles in both
    languages, and an :class:`Alignment` for pairs (TMX, XLIFF, PO, TSV, JSON lines, Moses …).

    :param lang: the language of a text, which helps to tell old encodings apart.
    :param format: the name of the format, where it cannot be found out.
    :param encoding: ``utf-8``, ``utf-16le``, ``utf-16be``, ``cp949``, ``windows-1252`` or ``detect``.
    :param lines: take each line as one segment, empty ones too.
    :raises OSError: when the file cannot be read.
    :raises Error: when it is of a kind that is not read, or not what its format promises; the message has the place.
    """
    found = _jjak.read(os.fspath(path), lang, format, encoding, lines)
    if isinstance(found, _jjak.Bitext):
        return Alignment(found)
    if isinstance(found, tuple):
        ko, en = found
        return Document(ko), Document(en)
    return Document(found)

"""Sentences and vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Optional

from . import _jjak
from ._model import Model
from ._types import Segments

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    from ._files import Lang


class Sentence(NamedTuple):
    """A sentence with its place; :func:`align` takes lists of them."""

    text: str
    """As it stands in the text, untouched."""
    start: int
    """Where it begins: ``text[start:end]`` of the whole, in characters."""
    end: int
    """Where it ends."""
    strength: float
    """How likely a sentence ends there, a calibrated probability; 1 at the end of a paragraph."""
    kind: str
    """What speaks for its end: ``mark``, ``quoted``, ``ellipsis``, ``ending``, ``clause``, ``words`` or ``block``."""
    block: int
    """Number of its paragraph, from zero."""


def split(
    text: str,
    lang: Lang,
    *,
    quotes: Literal["whole", "split"] = "whole",
    register: Literal["auto", "formal", "informal"] = "auto",
    at_least: Optional[float] = None,
) -> list[Sentence]:
    """Splits running text into sentences, each with its place and how sure its end is.

    >>> import jjak
    >>> [sentence.text for sentence in jjak.split("값이 올랐다.그러나 아무도 몰랐다.", "ko")]
    ['값이 올랐다.', '그러나 아무도 몰랐다.']

    :param lang: ``"ko"`` or ``"en"``; words of the other language are judged by their own rules.
    :param quotes: whether a quotation stays with the sentence that quotes it.
    :param register: how the text treats its sentence ends.
    :param at_least: cut also where a sentence ends with at least this probability (0..1); by default only where rules do.
    :raises ValueError: for another language, or another word for an option.

    Linear in the text.
    """
    return [Sentence(*row) for row in _jjak.split(text, lang, quotes, register, at_least)]


def embed(texts: Segments, *, model: Optional[Model] = None) -> numpy.typing.NDArray[numpy.float32]:
    """Vectors of meaning: texts that mean the same, in either language, point the same way. Needs numpy.

    :param texts: ``n`` strings, dicts with ``"text"``, objects with ``.text``, or a column of strings.
    :param model: whose table of vectors is used; the built-in one by default.
    :returns: an array of ``float32`` of shape ``(n, model.dim)`` with a unit vector a row; the product of two rows is
        the cosine of their texts.

    >>> import jjak
    >>> ko, same, other = jjak.embed(["비가 온다.", "It is raining.", "The bank is closed."])
    >>> bool(ko @ same > ko @ other)
    True
    """
    import numpy

    core = (model or Model.builtin())._core
    rows, dim = _jjak.embed(texts, core)
    return numpy.frombuffer(rows, dtype="<f4").reshape(-1, dim)  # pyright: ignore[reportUnknownMemberType]

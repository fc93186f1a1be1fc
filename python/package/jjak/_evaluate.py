"""Alignments against gold."""

from __future__ import annotations

import os
from typing import Iterable, NamedTuple, Sequence, Union

from . import _jjak
from ._alignment import Alignment
from ._types import Path


class Measures(NamedTuple):
    """How good an alignment is, each figure in 0..1."""

    strict_precision: float
    """Share of the links that are exactly those of gold; links with an empty side are left out, as vecalign does."""
    strict_recall: float
    """Share of the links of gold that were found exactly."""
    strict_f1: float
    """Harmonic mean of the two."""
    lax_precision: float
    """Share of the links that share a segment with a link of gold on both sides."""
    lax_recall: float
    """Share of the links of gold that share a segment with a link found on both sides."""
    lax_f1: float
    """Harmonic mean of the two."""
    null_precision: float
    """Share of the segments left without a partner that have none in gold."""
    null_recall: float
    """Share of the segments without a partner in gold that were left without one."""
    null_f1: float
    """Harmonic mean of the two."""
    inside: float
    """Share of the links that lie inside one link of gold, for gold that is cut at paragraphs."""
    enline: float
    """Share of the English segments whose partners all stand in the same link of gold."""
    inside_enline: float
    """Harmonic mean of the two."""


def evaluate(
    alignment: Alignment, gold: Union[Path, Iterable[tuple[Sequence[int], Sequence[int]]], Alignment]
) -> Measures:
    """Measures an alignment against gold.

    >>> import jjak
    >>> alignment = jjak.align(["비가 왔다.", "길이 젖었다."], ["It rained.", "The road is wet."])
    >>> jjak.evaluate(alignment, [([0], [0]), ([1], [1])]).strict_f1
    1.0

    :param gold: numbers of Korean and English segments that belong together, from zero; another alignment; or a file of
        such numbers, ``[0, 1]:[2]`` a line as vecalign writes them, or a ladder of hunalign.
    :raises OSError: when the file cannot be read.
    :raises Error: when it holds something else.
    """
    if isinstance(gold, (str, os.PathLike)):
        beads = _jjak.gold(os.fspath(gold))
    elif isinstance(gold, Alignment):
        beads = [(link.ko_ids, link.en_ids) for link in gold]
    else:
        beads = [(list(ko), list(en)) for ko, en in gold]
    found = [(link.ko_ids, link.en_ids) for link in alignment]
    return Measures(**_jjak.measure(beads, found, (len(alignment.ko), len(alignment.en))))

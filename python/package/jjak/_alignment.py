"""Alignments and their links."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, Optional, Union, overload

from . import _html, _jjak
from ._types import Path

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Reason(NamedTuple):
    """One thing that spoke for a link."""

    evidence: str
    """Where it comes from: ``length``, ``number``, ``name``, ``latin``, ``form``, ``learned``, ``meaning`` or ``time``."""
    llr: Optional[float]
    """Its share of the score, a natural log-likelihood ratio."""
    ko: str
    """The Korean words; for ``length``, how many."""
    en: str
    """The English words; for ``length``, how many."""


class RunnerUp(NamedTuple):
    """The most probable other link for the same place."""

    ko_ids: list[int]
    """Numbers of the Korean segments, from zero."""
    en_ids: list[int]
    """Numbers of the English segments, from zero."""
    confidence: Optional[float]
    """Its probability."""


class Link(NamedTuple):
    """Segments of both sides that belong together; one side is empty where a segment has no partner."""

    ko: list[Any]
    """The Korean segments, as they were handed over: strings, dicts, objects."""
    en: list[Any]
    """The English segments, likewise."""
    type: str
    """How many segments stand on each side, Korean first: ``2-1``."""
    score: Optional[float]
    """Log-likelihood ratio (natural) of belonging together against being unrelated; higher is better."""
    confidence: Optional[float]
    """Calibrated probability that exactly this link is right, in 0..1; ``None`` for pairs read from a file that tells none."""
    reasons: list[Reason]
    """What spoke for it, strongest first; empty without ``explain=True``."""
    moved: bool
    """Whether it belongs to a section that stands in another place on the other side, and so crosses other links."""
    ko_ids: list[int]
    """Numbers of the Korean segments, from zero."""
    en_ids: list[int]
    """Numbers of the English segments, from zero."""
    runner_up: Optional[RunnerUp]
    """What it could have been instead; ``None`` without ``explain=True``."""
    id: Optional[str]
    """What the file calls it, for pairs that were read and for subtitles."""

    @property
    def ko_text(self) -> str:
        """The Korean segments, joined by a space."""
        return " ".join(map(text_of, self.ko))

    @property
    def en_text(self) -> str:
        """The English segments, joined by a space."""
        return " ".join(map(text_of, self.en))


def text_of(segment: Any) -> str:
    """The text of a segment of any kind."""
    if isinstance(segment, str):
        return segment
    return str(segment["text"]) if isinstance(segment, Mapping) else str(segment.text)  # pyright: ignore[reportUnknownArgumentType]


class Alignment(Sequence[Link]):
    """What belongs together in two texts: a sequence of :class:`Link`, in Korean order.

    >>> import jjak
    >>> alignment = jjak.align(["비가 왔다.", "길이 젖었다."], ["It rained.", "The road is wet."])
    >>> len(alignment), alignment[0].type, alignment[0].ko
    (2, '1-1', ['비가 왔다.'])
    >>> alignment[-1].confidence > 0.5
    True

    It speaks the C data interface of Arrow, so that ``pyarrow.table(alignment)`` and ``pandas.DataFrame.from_arrow(alignment)``
    work as they are; for polars say ``polars.DataFrame(alignment.to_arrow())``.
    """

    __slots__ = ("_core", "_en", "_ko", "_name")

    def __init__(self, core: _jjak.Bitext, ko: Sequence[Any] | None = None, en: Sequence[Any] | None = None) -> None:
        self._core = core
        self._ko = ko
        self._en = en

    @property
    def ko(self) -> Sequence[Any]:
        """The Korean segments, as they were handed over, or as running text was split."""
        if self._ko is None:
            self._ko = self._core.segments("ko")
        return self._ko

    @property
    def en(self) -> Sequence[Any]:
        """The English segments, likewise."""
        if self._en is None:
            self._en = self._core.segments("en")
        return self._en

    @property
    def names(self) -> tuple[str, str]:
        """The names of the Korean and the English document; empty for texts without one."""
        return self._core.names()

    @property
    def warnings(self) -> list[str]:
        """What was wrong with the texts, and what looks wrong with them as a pair, in plain words."""
        return self._core.warnings()

    @property
    def types(self) -> dict[str, int]:
        """How many links there are of each type, the most common first."""
        return dict(Counter(link.type for link in self).most_common())

    def __len__(self) -> int:
        return len(self._core)

    @overload
    def __getitem__(self, index: int) -> Link: ...
    @overload
    def __getitem__(self, index: slice) -> list[Link]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Link, list[Link]]:
        if isinstance(index, slice):
            return [self._link(n) for n in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"link {index} of {len(self)}")
        return self._link(at)

    def __iter__(self) -> Iterator[Link]:
        return map(self._link, range(len(self)))

    def _link(self, index: int) -> Link:
        ko_ids, en_ids, kind, score, confidence, reasons, moved, runner_up, name = self._core.link(index)
        return Link(
            [self.ko[n] for n in ko_ids],
            [self.en[n] for n in en_ids],
            kind,
            score,
            confidence,
            [Reason(*reason) for reason in reasons],
            moved,
            ko_ids,
            en_ids,
            RunnerUp(*runner_up) if runner_up else None,
            name,
        )

    def explain(self, width: int = 100) -> str:
        """The table of all links for people: number, type, confidence, both texts, what spoke for each, and what it could have
        been. Ends with what to look at first.

        Needs ``align(..., explain=True)``, the default of :func:`align`; raises ``ValueError`` otherwise.
        """
        if len(self) and not self._core.is_explained():
            raise ValueError("this was aligned without reasons: align with explain=True")
        return self._core.shown(width, True)

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns by name, a value for each link: ``link``, ``ko``, ``en``, ``type``, ``score``, ``confidence``, ``moved``,
        ``ko_ids``, ``en_ids``. Texts are joined by a space."""
        links = list(self)
        texts = self._core.texts()
        return {
            "link": list(range(len(links))),
            "ko": [ko for ko, _ in texts],
            "en": [en for _, en in texts],
            "type": [link.type for link in links],
            "score": [link.score for link in links],
            "confidence": [link.confidence for link in links],
            "moved": [link.moved for link in links],
            "ko_ids": [link.ko_ids for link in links],
            "en_ids": [link.en_ids for link in links],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with the columns of :meth:`to_dict`, a row for each link. Needs pandas."""
        import pandas

        return pandas.DataFrame(self.to_dict())

    def to_arrow(self) -> pyarrow.Table:
        """A table of pyarrow with the columns of :meth:`to_dict` and ``reasons``, without a copy. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._core.arrow().__arrow_c_stream__(requested_schema)

    def to_tsv(
        self, *, min_confidence: float | None = None, types: Sequence[str] = (), keep_nulls: bool | None = None
    ) -> str:
        """What ``jjak align --format tsv`` prints: one link a line, unquoted, with a header. Links with an empty side are left
        out unless ``keep_nulls`` is true; so are those below ``min_confidence`` (0..1) and of none of the ``types``."""
        return self._core.rendered("tsv", min_confidence, list(types), keep_nulls)

    def to_jsonl(
        self, *, min_confidence: float | None = None, types: Sequence[str] = (), keep_nulls: bool | None = None
    ) -> str:
        """What ``jjak align --format jsonl`` prints: everything that is known of a link, one JSON object a line."""
        return self._core.rendered("jsonl", min_confidence, list(types), keep_nulls)

    def write(
        self,
        path: Path,
        format: str | None = None,
        *,
        min_confidence: float | None = None,
        types: Sequence[str] = (),
        keep_nulls: bool | None = None,
    ) -> None:
        """Writes a file in any format that jjak writes (``tmx``, ``tsv``, ``jsonl``, ``hf``, ``moses``, ``xces``, ``srt`` …), by
        the ending of its name unless ``format`` says it; a name that ends in ``.gz`` is packed. The file is there whole or not
        at all. Options as for :meth:`to_tsv`.

        Raises :class:`Error` for a format that is not known, ``OSError`` when the file cannot be written.
        """
        self._core.write(os.fspath(path), format, min_confidence, list(types), keep_nulls)

    def __repr__(self) -> str:
        return f"<Alignment: {self._summary()}>"

    def __str__(self) -> str:
        return self._core.shown(100, False)

    def _repr_html_(self) -> str:
        return _html.table(self, self._summary())

    def _summary(self) -> str:
        kinds = ", ".join(f"{kind} × {count}" for kind, count in self.types.items())
        sure = [link.confidence for link in self if link.confidence is not None]
        mean = f"; mean confidence {sum(sure) / len(sure):.2f}" if sure else ""
        return f"{len(self)} link{'' if len(self) == 1 else 's'}{': ' if kinds else ''}{kinds}{mean}"

"""Aligning: one pair of texts, many, or a table of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable, Literal, Optional, Union, cast, overload

from . import _jjak
from ._alignment import Alignment
from ._files import Document
from ._types import Path, Segments, Table

if TYPE_CHECKING:
    from ._model import Model

Text = Union[str, Segments, Document]
Pair = Union["tuple[Text, Text]", "tuple[Text, Text, str]"]
Quotes = Literal["auto", "whole", "split"]
Register = Literal["auto", "formal", "informal"]


def align(
    ko: Text,
    en: Text,
    *,
    name: str = "",
    explain: bool = True,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> Alignment:
    """Aligns a Korean and an English text.

    Each side is a running text (a string), which is split into sentences; or segments: a list of strings, of dicts with
    ``"text"``, or of objects with ``.text``, a column of strings of pyarrow, polars or pandas; or a :class:`Document` that
    :func:`read` gave. What comes along with a segment stays with it: links hold the items themselves.

    >>> import jjak
    >>> ko = [{"text": "3시에 떠납니다.", "start": 12.5}, {"text": "서두르세요.", "start": 15.0}]
    >>> [link.ko[0]["start"] for link in jjak.align(ko, ["We leave at 3.", "Hurry up."])]
    [12.5, 15.0]

    :param name: what the two texts are called in files that are written.
    :param explain: whether links tell reasons and runners-up.
    :param monotone: look for no sections that changed places; links then never cross.
    :param quotes: whether the end of a sentence inside a quotation ends a segment of running text.
    :param register: how running text treats its sentence ends; ``informal`` text may end sentences without a mark.
    :param evidence: what to go by, as in ``"length,anchors,learned,meaning,time"``; everything by default.
    :param model: what the aligner knows; the built-in model by default.
    :raises TypeError: when a side is nothing that has text.
    :raises Error: when there is no such evidence.

    Time and memory are linear in the text.
    """
    chosen = options(explain, monotone, quotes, register, evidence, model)
    ko, en = _listed(ko), _listed(en)
    return _alignment(_jjak.align(core_of_text(ko), core_of_text(en), name, chosen), ko, en)


@overload
def align_documents(
    documents: Iterable[Pair],
    *,
    errors: Literal["raise"] = "raise",
    progress: Optional[Callable[[int], object]] = None,
    explain: bool = False,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> Iterator[Alignment]: ...
@overload
def align_documents(
    documents: Iterable[Pair],
    *,
    errors: Literal["return"],
    progress: Optional[Callable[[int], object]] = None,
    explain: bool = False,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> Iterator[Union[Alignment, Exception]]: ...
def align_documents(
    documents: Iterable[Pair],
    *,
    errors: Literal["raise", "return"] = "raise",
    progress: Optional[Callable[[int], object]] = None,
    explain: bool = False,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> Iterator[Union[Alignment, Exception]]:
    """Aligns many pairs of texts on all cores, and gives the alignments in order while it goes on.

    Each document is ``(ko, en)`` or ``(ko, en, name)``, with sides as for :func:`align`. The iterable is asked for a few
    documents more than were taken, never for all of them, so that it may be as long as you like.

    >>> import jjak
    >>> documents = ((f"{n}번 문이 열렸다.", f"Door {n} opened.", f"door-{n}") for n in range(3))
    >>> [alignment.names[0] for alignment in jjak.align_documents(documents)]
    ['door-0', 'door-1', 'door-2']

    :param errors: ``"return"`` gives the exception in place of the alignment of a document that has no text; ``"raise"``
        ends there. What the iterable itself raises is raised, after all before it were given.
    :param progress: is called with 1 after each document, as ``tqdm.tqdm().update``.

    The other options are those of :func:`align`. Ctrl-C works.
    """
    chosen = options(explain, monotone, quotes, register, evidence, model)
    return _aligned(documents, chosen, errors == "raise", progress)


def _aligned(
    documents: Iterable[Pair], chosen: _jjak.Options, raises: bool, progress: Optional[Callable[[int], object]]
) -> Iterator[Union[Alignment, Exception]]:
    # What was handed over, in order; the core gives it back with its result.
    for handed, result in _jjak.Stream(map(_named, documents), chosen):
        if isinstance(result, _jjak.Bitext):
            result = _alignment(result, handed[3], handed[4])
        elif raises:
            raise result
        yield result
        if progress is not None:
            progress(1)


def _named(document: Pair) -> Any:
    ko, en, name = document if len(document) == 3 else (*document, "")
    ko, en = _listed(ko), _listed(en)
    return (core_of_text(ko), core_of_text(en), name, ko, en)


def align_table(
    table: Table,
    *,
    ko: str = "ko",
    en: str = "en",
    id: Optional[str] = None,
    explain: bool = False,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> _jjak.Table:
    """Aligns every row of a table: a document in two languages to rows, one for each link.

    The table is one of pyarrow, polars or pandas, or anything else that speaks the C data interface of Arrow; no text is
    copied to Python. The columns ``ko`` and ``en`` hold running texts, or lists of segments.

    Gives a table of columns ``id`` (of the column named, or the number of the row), ``link``, ``ko``, ``en``, ``type``,
    ``score``, ``confidence``, ``moved``, ``ko_ids``, ``en_ids``, ``reasons``, ``error``. A document that cannot be aligned
    is one row with ``error``. Take it with ``pyarrow.table(…)``, ``polars.DataFrame(…)``.

    :raises KeyError: when there is no such column.
    :raises TypeError: when a column holds no texts.
    """
    return _jjak.align_table(table, ko, en, id, options(explain, monotone, quotes, register, evidence, model))


def write(
    alignments: Iterable[Alignment],
    path: Path,
    format: Optional[str] = None,
    *,
    min_confidence: Optional[float] = None,
    types: Sequence[str] = (),
    keep_nulls: Optional[bool] = None,
) -> int:
    """Writes many alignments into one file (``tsv``, ``jsonl`` or ``hf``), each as it comes, and gives how many there were.

    The file is there whole or not at all. Options as for :meth:`Alignment.to_tsv`.

    >>> import jjak, tempfile, os
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     documents = [("비가 왔다.", "It rained."), ("눈이 왔다.", "It snowed.")]
    ...     jjak.write(jjak.align_documents(documents), os.path.join(folder, "corpus.tsv"))
    2

    :raises Error: for a format that holds one document pair a file.
    """
    cores = (_core_of(alignment) for alignment in alignments)
    return _jjak.write_all(os.fspath(path), cores, format, min_confidence, list(types), keep_nulls)


def _core_of(alignment: Alignment) -> _jjak.Bitext:
    return alignment._core


def options(
    explain: bool,
    monotone: bool = False,
    quotes: Quotes = "auto",
    register: Register = "auto",
    evidence: Optional[str] = None,
    model: Optional[Model] = None,
) -> _jjak.Options:
    """How to align, as the core has it."""
    core = model._core if model else None
    return _jjak.Options(
        explain=explain, monotone=monotone, quotes=quotes, register=register, evidence=evidence, model=core
    )


def _listed(text: Any) -> Any:
    """Whatever can be gone through, as a list; what the core takes as it is, and what it will refuse, as it is."""
    is_column = hasattr(text, "__arrow_c_array__") or hasattr(text, "__arrow_c_stream__")
    if is_column or isinstance(text, (str, list, tuple, Mapping, Document)) or not isinstance(text, Iterable):
        return cast(Any, text)
    return list(cast("Iterable[Any]", text))


def core_of_text(text: Any) -> Any:
    """What the core takes of a text."""
    return text._core if isinstance(text, Document) else text


def _alignment(core: _jjak.Bitext, ko: Any, en: Any) -> Alignment:
    return Alignment(core, _items(ko), _items(en))


def _items(text: Any) -> Optional[Sequence[Any]]:
    """The segments as handed over; ``None`` where the core knows their texts."""
    return cast("Sequence[Any]", text) if isinstance(text, (list, tuple)) else None

"""What functions take."""

from __future__ import annotations

import os
from typing import Any, Iterable, Mapping, Protocol, Union


class HasText(Protocol):
    """Anything with an attribute ``text``."""

    @property
    def text(self) -> str: ...


class ArrowArray(Protocol):
    """One column, by the C data interface of Arrow: an array of pyarrow, of polars, of pandas from 3.0 on."""

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...


class ArrowStream(Protocol):
    """A column in chunks, or a table, by the C data interface of Arrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


Path = Union[str, "os.PathLike[str]"]
Segment = Union[str, Mapping[str, Any], HasText]
Column = Union[ArrowArray, ArrowStream]
Table = Union[ArrowArray, ArrowStream]
Segments = Union[Iterable[Segment], Column]

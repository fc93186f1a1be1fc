"""Models as folders."""

from __future__ import annotations

import os

from . import _jjak
from ._types import Path


class Model:
    """What the aligner knows: weights by name, a table of vectors, and how they were made.

    Without a model, functions use the one that is built in, :meth:`builtin`.

    >>> import tempfile, jjak
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     jjak.Model.builtin().save(folder)
    ...     alignment = jjak.align("비가 왔다.", "It rained.", model=jjak.Model.open(folder))
    >>> len(alignment)
    1
    """

    __slots__ = ("_core",)

    def __init__(self, core: _jjak.Model) -> None:
        self._core = core

    @classmethod
    def builtin(cls) -> Model:
        """The model compiled into the package."""
        return cls(_jjak.Model.builtin())

    @classmethod
    def open(cls, folder: Path) -> Model:
        """Reads a folder that :meth:`save` or ``jjak fit -o`` wrote.

        Raises ``OSError`` when it cannot be read, :class:`Error` when it is no model.
        """
        return cls(_jjak.Model.open(os.fspath(folder)))

    def save(self, folder: Path) -> None:
        """Writes the model; :meth:`open` reads the same."""
        self._core.save(os.fspath(folder))

    @property
    def record(self) -> str:
        """How it was made, as JSON; empty where nobody wrote that down."""
        return self._core.record()

    @property
    def dim(self) -> int:
        """How many numbers its vectors have."""
        return self._core.dim()

    def __reduce__(self) -> str:
        raise TypeError("a model is not pickled: save it to a folder, and open it where it is needed")

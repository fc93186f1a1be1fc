"""The linter of translations."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Iterable, NamedTuple, Optional, Sequence, Union

from . import _jjak
from ._alignment import Alignment
from ._types import Path

if TYPE_CHECKING:
    from ._files import Lang


class Rule(NamedTuple):
    """A rule of the linter."""

    code: str
    """As in ``KE010``."""
    name: str
    """As in ``number-missing``."""
    severity: str
    """``error``, ``warning`` or ``info``."""


class Finding(NamedTuple):
    """What a rule says of a link."""

    link: int
    """Number of the link, from zero."""
    code: str
    """The rule, as in ``KE010``."""
    rule: str
    """The same by name, as in ``number-missing``."""
    severity: str
    """``error``, ``warning`` or ``info``."""
    message: str
    """What is the matter, in a sentence."""
    side: str
    """The side to mend, ``ko`` or ``en``."""
    ko: list[tuple[int, int]]
    """Stretches at fault in the Korean text of the link, in characters; none where all of it is meant."""
    en: list[tuple[int, int]]
    """Stretches at fault in the English text of the link, likewise."""
    fingerprint: str
    """The same for the same finding, wherever in its text it moves to."""


def rules() -> list[Rule]:
    """Every rule, in the order of the codes."""
    return [Rule(*rule) for rule in _jjak.rules()]


def check(
    pairs: Union[Alignment, Iterable[tuple[Optional[str], Optional[str]]]],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    source: Optional[Lang] = None,
    glossary: Optional[Path] = None,
    config: Optional[Path] = None,
) -> list[Finding]:
    """What is wrong with translations: other numbers, dates and names, text left out or left in the other language, terms.

    >>> import jjak
    >>> [finding] = jjak.check([("배송이 3일 늦어집니다.", "Your delivery will be 4 days late.")])
    >>> finding.code, finding.message, finding.en
    ('KE010', '3일 is 4 in the English', [(22, 23)])

    :param pairs: an :class:`Alignment`, aligned or read from a file; or pairs of a Korean and an English text, ``None`` or
        ``""`` where nothing stands.
    :param select: the rules to go by: codes, beginnings of codes, or names; all of them by default.
    :param ignore: rules to leave out.
    :param source: the language that was translated from, where the file does not say; Korean by default.
    :param glossary: a file of terms that have to be translated in a certain way.
    :param config: a ``jjak.toml``; the other options add to it.
    :returns: findings in the order of the links.
    :raises Error: for a rule that there is not, a faulty glossary or configuration.
    """
    chosen = (list(select), list(ignore), source, _path(glossary), _path(config))
    if isinstance(pairs, Alignment):
        rows = _jjak.check_bitext(pairs._core, chosen)
    else:
        rows = _jjak.check_pairs(list(pairs), False, chosen)
    return [Finding(*row) for row in rows]


def _path(path: Optional[Path]) -> Optional[str]:
    return None if path is None else os.fspath(path)

"""Which documents translate each other."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Optional

from . import _jjak
from ._align import Text, core_of_text, options
from ._model import Model


class Match(NamedTuple):
    """Two documents that translate each other."""

    ko: int
    """Number of the Korean document, from zero."""
    en: int
    """Number of the English document, from zero."""
    confidence: float
    """How likely they do, a calibrated probability in 0..1."""


def match(ko: Iterable[Text], en: Iterable[Text], *, model: Optional[Model] = None) -> list[Match]:
    """Pairs documents one to one by what they say; those without a partner are left out.

    >>> import jjak
    >>> ko = ["3월 2일에 새 다리가 열렸다. 길이는 480m다.", "빵집은 아침 6시에 문을 연다. 월요일에는 쉰다."]
    >>> en = ["The bakery opens at 6 in the morning. It is closed on Mondays.", "The new bridge opened on March 2. It is 480 m long."]
    >>> [(pair.ko, pair.en) for pair in jjak.match(ko, en)]
    [(0, 1), (1, 0)]

    :param ko: Korean documents, each as :func:`align` takes one.
    :param en: English documents, likewise.
    :returns: pairs in the order of the Korean documents.

    All documents are held in memory. Time grows with the product of their numbers by one product of vectors, and with their sum
    by all else.
    """
    chosen = options(explain=False, model=model)
    return [Match(*pair) for pair in _jjak.match_documents(map(core_of_text, ko), map(core_of_text, en), chosen)]

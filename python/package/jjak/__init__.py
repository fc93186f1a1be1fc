"""Aligns Korean and English text: splits, pairs, explains, checks and exports a parallel corpus.

>>> import jjak
>>> alignment = jjak.align("어제 눈이 10cm 왔다. 길이 미끄러웠다.", "Yesterday 10 cm of snow fell. The roads were slippery.")
>>> [(link.ko_text, link.en_text) for link in alignment][1]
('길이 미끄러웠다.', 'The roads were slippery.')

Everything works offline and on all cores, lets other Python threads run meanwhile, and gives the same result whatever the
number of threads (:func:`set_threads`). numpy, pandas, pyarrow and polars are made use of where they are there, and
imported only when asked for.
"""

from ._align import align, align_documents, align_table, write
from ._alignment import Alignment, Link, Reason, RunnerUp
from ._captions import Candidate, Caption, captions
from ._check import Finding, Rule, check, rules
from ._evaluate import Measures, evaluate
from ._files import Document, read
from ._jjak import Error, InternalError, __version__, set_threads, threads
from ._match import Match, match
from ._model import Model
from ._text import Sentence, embed, split

__all__ = [
    "Alignment",
    "Candidate",
    "Caption",
    "Document",
    "Error",
    "Finding",
    "InternalError",
    "Link",
    "Match",
    "Measures",
    "Model",
    "Reason",
    "Rule",
    "RunnerUp",
    "Sentence",
    "__version__",
    "align",
    "align_documents",
    "align_table",
    "captions",
    "check",
    "embed",
    "evaluate",
    "match",
    "read",
    "rules",
    "set_threads",
    "split",
    "threads",
    "write",
]

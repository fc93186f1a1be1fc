from typing import Any, Iterator, Optional, Sequence, Union, final

__version__: str

class Error(Exception):
    """What was asked for cannot be done; the message says what, in which file, and where."""

class InternalError(Error):
    """A fault of jjak itself: please report it with the text that shows it."""

def threads() -> int:
    """How many threads work."""

def set_threads(count: int) -> None:
    """Sets how many threads work; 0 for one a core. The result of nothing depends on it."""

def panic(message: str) -> None: ...
@final
class Options:
    def __new__(
        cls,
        *,
        explain: bool,
        monotone: bool,
        quotes: str,
        register: str,
        evidence: Optional[str],
        model: Optional[Model],
    ) -> Options: ...

@final
class Model:
    @staticmethod
    def builtin() -> Model: ...
    @staticmethod
    def open(folder: str) -> Model: ...
    def save(self, folder: str) -> None: ...
    def record(self) -> str: ...
    def dim(self) -> int: ...

@final
class Document:
    name: str
    text: str
    encoding: str
    warnings: list[str]
    def blocks(self) -> list[str]: ...

@final
class Table:
    """A table of Arrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

@final
class Schema:
    def __arrow_c_schema__(self) -> object: ...

_Reason = tuple[str, Optional[float], str, str]
_RunnerUp = tuple[list[int], list[int], Optional[float]]
_Link = tuple[
    list[int],
    list[int],
    str,
    Optional[float],
    Optional[float],
    list[_Reason],
    bool,
    Optional[_RunnerUp],
    Optional[str],
]

@final
class Bitext:
    def __len__(self) -> int: ...
    def link(self, index: int) -> _Link: ...
    def segments(self, lang: str) -> list[str]: ...
    def names(self) -> tuple[str, str]: ...
    def warnings(self) -> list[str]: ...
    def texts(self) -> list[tuple[str, str]]: ...
    def is_explained(self) -> bool: ...
    def rendered(
        self, format: str, min_confidence: Optional[float], types: Sequence[str], keep_nulls: Optional[bool]
    ) -> str: ...
    def write(
        self,
        path: str,
        format: Optional[str],
        min_confidence: Optional[float],
        types: Sequence[str],
        keep_nulls: Optional[bool],
    ) -> None: ...
    def shown(self, width: int, is_explained: bool) -> str: ...
    def arrow(self) -> Table: ...

@final
class Stream:
    def __new__(cls, source: Iterator[Any], options: Options) -> Stream: ...
    def __iter__(self) -> Stream: ...
    def __next__(self) -> tuple[Any, Union[Bitext, Exception]]: ...

def align(ko: Any, en: Any, name: str, options: Options) -> Bitext: ...
def align_table(table: Any, ko: str, en: str, id: Optional[str], options: Options) -> Table: ...
def links_schema() -> Schema: ...
def write_all(
    path: str,
    bitexts: Iterator[Bitext],
    format: Optional[str],
    min_confidence: Optional[float],
    types: Sequence[str],
    keep_nulls: Optional[bool],
) -> int: ...
def split(
    text: str, lang: str, quotes: str, register: str, at_least: Optional[float]
) -> list[tuple[str, int, int, float, str, int]]: ...
def embed(texts: Any, model: Model) -> tuple[bytearray, int]: ...

_Finding = tuple[int, str, str, str, str, str, list[tuple[int, int]], list[tuple[int, int]], str]

_Chosen = tuple[list[str], list[str], Optional[str], Optional[str], Optional[str]]

def rules() -> list[tuple[str, str, str]]: ...
def check_pairs(
    pairs: Sequence[tuple[Optional[str], Optional[str]]],
    apart: bool,
    chosen: _Chosen,
) -> list[_Finding]: ...
def check_bitext(
    bitext: Bitext,
    chosen: _Chosen,
) -> list[_Finding]: ...
def match_documents(ko: Iterator[Any], en: Iterator[Any], options: Options) -> list[tuple[int, int, float]]: ...
def captions(page: Any, en: Any) -> bytes: ...
def read(
    path: str, lang: Optional[str], format: Optional[str], encoding: str, lines: bool
) -> Union[Document, tuple[Document, Document], Bitext]: ...
def gold(path: str) -> list[tuple[list[int], list[int]]]: ...
def measure(
    gold: Sequence[tuple[Sequence[int], Sequence[int]]],
    found: Sequence[tuple[Sequence[int], Sequence[int]]],
    segments: tuple[int, int],
) -> dict[str, float]: ...

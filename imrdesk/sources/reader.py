"""What every reader of a kind of file is and gives."""

from collections.abc import Callable
from dataclasses import dataclass

from imrdesk.document.model import Note, Page


@dataclass(frozen=True, slots=True)
class How:
    """How to read: passwords to try, whether pictures of pages are recognised, and how much a PDF is doubted.

    With `second` the second reader looks too; `careful` also holds the text against the picture of each page.
    """

    passwords: tuple[str, ...] = ()
    second: bool = False
    careful: bool = False
    scans: bool = True
    scan_seconds: float = 20.0  # then the pages left are shown, not read


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a file; `reader` names it where a kind of file has several."""

    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: `claims` tells from its bytes, `read` gives one reading, or several to choose from."""

    name: str
    media_type: str
    claims: Callable[[bytes], bool]
    read: Callable[[bytes, How], tuple[Read, ...]]

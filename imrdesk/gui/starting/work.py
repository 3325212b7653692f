"""Work on the files of a workspace that no desk may have open meanwhile, and what it is told to a person."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do to a workspace before it is opened; what `call` gives is said once it is open, or, where there
    is a title for it (`done`), on a page of its own first. `mends` where it is about damage."""

    title: str
    words: str
    call: Callable[[Progress], str]
    done: str = ""
    mends: bool = False

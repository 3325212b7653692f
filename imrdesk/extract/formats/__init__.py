"""FORMATS: one module for each layout of letters. To add one, write its module and name it here."""

from collections.abc import Callable
from dataclasses import dataclass

from imrdesk.extract.letter import Letter
from imrdesk.record.finding import Extraction, Recognition

from . import cover, f1, f2, f2b, f3, unknown


@dataclass(frozen=True, slots=True)
class Format:
    """A layout: `score` from 0 to 1 says how much a letter looks like it, `extract` reads one that does."""

    id: str
    name: str
    score: Callable[[Letter], float]
    extract: Callable[[Letter, Recognition], Extraction]


FORMATS: tuple[Format, ...] = (
    Format("f3", "Final determination, “Case Number” layout (2014 on)", f3.score, f3.extract),
    Format("f2", "Final determination, numbered decisions (early 2014)", f2.score, f2.extract),
    Format("f2b", "Medical professional review, one item", f2b.score, f2b.extract),
    Format("f1", "Notice of determination (2013)", f1.score, f1.extract),
    Format("cover", "Letter with the result only", cover.score, cover.extract),
    Format("unknown", "Unknown layout", unknown.score, unknown.extract),
)

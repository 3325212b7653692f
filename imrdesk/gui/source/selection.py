"""Words a person marks with the mouse: from two points of the pages to spans of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.document.geometry import Rect
from imrdesk.document.locate import cite, fold, trimmed
from imrdesk.document.model import Document, Span
from imrdesk.record.finding import Evidence, evidence

from .layout import Point

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

WORD = re.compile(r"\w(?:[\w'’./-]*[\w'’])?|\S")
"""A word as letters write them: dates, doses and hyphened words are one."""


@dataclass(frozen=True, slots=True)
class Drag:
    """A pull of the mouse from one point to another, by characters or by whole words."""

    start: Point
    end: Point
    by_word: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """The spans a person has marked, and where they are drawn."""

    spans: tuple[Span, ...] = ()
    rects: tuple[tuple[int, Rect], ...] = ()  # page, rectangle


@dataclass(frozen=True, slots=True)
class _Touch:
    """What a point means: one character of a page's text, or the gap before or behind a line."""

    page: int
    low: int
    high: int


def selected(document: Document, drag: Drag, view: "PageView") -> Selected:
    """What a pull of the mouse marks; asks the page view, so not for the GUI thread."""
    ends = [_touch(document, point, view, by_word=drag.by_word) for point in (drag.start, drag.end)]
    touched = sorted((end for end in ends if end), key=lambda end: (end.page, end.low, end.high))
    if len(touched) < 2:
        return Selected()
    first, last = touched
    end = max(first.high, last.high) if first.page == last.page else last.high
    spans = between(document, (first.page, first.low), (last.page, end))
    return Selected(spans, tuple((span.page, rect) for span in spans for rect in view.rects(span)))


def between(document: Document, first: tuple[int, int], last: tuple[int, int]) -> tuple[Span, ...]:
    """The spans from one (page, offset) to another, white space at their ends left out, empty ones too."""
    found: list[Span] = []
    for page in document.pages[first[0] - 1 : last[0]]:
        start = first[1] if page.number == first[0] else 0
        end = last[1] if page.number == last[0] else len(page.text)
        start, end = trimmed(page.text, start, max(start, end))
        if start < end:
            found.append(Span(page.number, start, end))
    return tuple(found)


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Where the word at an offset starts and ends; nothing long where there is white space."""
    line = text.rfind("\n", 0, offset) + 1
    for match in WORD.finditer(text, line):
        if match.end() > offset:
            return match.span() if match.start() <= offset else (offset, offset)
    return offset, offset


def words(document: Document, spans: Sequence[Span]) -> tuple[str, tuple[Evidence, ...]]:
    """The marked words as one line of text for a field, and the evidence that they stand there."""
    return fold(" ".join(document.quote(span) for span in spans)), evidence(document, spans)


def plain(document: Document, spans: Sequence[Span]) -> str:
    """The marked words as they stand, line by line."""
    return "\n".join(document.quote(span) for span in spans)


def cited(document: Document, spans: Sequence[Span], case_number: str | None) -> str:
    """The marked words with where they stand: `... (CM16-0000000, p. 2, l. 14)`."""
    place = ", ".join(part for part in (case_number, cite(document, spans)) if part)
    return f"{words(document, spans)[0]} ({place})"


def _touch(document: Document, point: Point, view: "PageView", *, by_word: bool) -> _Touch | None:
    offset = view.offset_at(point.page, point.x, point.y)
    if offset is None:
        return _beside(document, point, view)
    if by_word:
        return _Touch(point.page, *word_at(document.page(point.page).text, offset))
    return _Touch(point.page, offset, offset + 1)


def _beside(document: Document, point: Point, view: "PageView") -> _Touch | None:
    """A point off the text means the nearest line: the gap before it, behind it, or the character above or below."""
    lines = view.rects(Span(point.page, 0, len(document.page(point.page).text)))
    if not lines:
        return None
    line = min(lines, key=lambda line: (_off(point.y, line.top, line.bottom), _off(point.x, line.x0, line.x1)))
    x = max(line.x0 + 0.5, min(point.x, line.x1 - 0.5))
    offset = view.offset_at(point.page, x, (line.top + line.bottom) / 2)
    if offset is None:
        return None
    low = offset + 1 if point.x > line.x1 else offset
    high = offset if point.x < line.x0 else offset + 1
    return _Touch(point.page, low, high)


def _off(at: float, low: float, high: float) -> float:
    """How far outside of a stretch."""
    return max(low - at, at - high, 0.0)

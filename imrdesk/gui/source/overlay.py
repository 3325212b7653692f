"""What lies over the pages of one letter: evidence marks, the current one, what is found, what is selected."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span
from imrdesk.record.model import Path

from . import marks as marking
from .layout import PagesLayout, Point
from .marks import Mark, Placed, PlacedMark
from .pages import Pages
from .paper import Paper
from .selection import Selected


class Overlay:
    """Knows the marks of the letter on show and their places, as far as `Pages` has measured them."""

    def __init__(self, pages: Pages, paper: Paper) -> None:
        self._pages = pages
        self._paper = paper
        self.clear()

    def clear(self) -> None:
        """Another letter: nothing lies over it yet."""
        self.current: Path | None = None
        self.places: tuple[Span, ...] = ()  # several that matter together
        self.caret: tuple[int, Rect | None] | None = None  # page, upright line
        self.selected = Selected()
        self._marks: tuple[Mark, ...] = ()
        self._placed: Placed = {}
        self._found: dict[int, list[Span]] = {}
        self._found_now: Span | None = None

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before; asks for what is not measured."""
        self._marks = tuple(marks)
        self._pages.want_rects(span for mark in self._marks for span in mark.spans)
        self.place()

    def place(self) -> None:
        """Put every mark where its evidence has been measured."""
        self._placed = marking.place(self._marks, self._pages.rects)

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and which of them a person is at."""
        self._found_now = now
        self._found = {}
        for span in found:
            self._found.setdefault(span.page, []).append(span)

    def found_on(self, pages: Sequence[int]) -> list[Span]:
        """What was found on these pages."""
        return [span for page in pages for span in self._found.get(page, ())]

    def spans(self, path: Path | None) -> tuple[Span, ...]:
        """The places of a value."""
        return next((mark.spans for mark in self._marks if mark.path == path), ())

    def placed(self, path: Path, page: int) -> Iterator[PlacedMark]:
        """The marks of one value on a page."""
        return (one for one in self._placed.get(page, ()) if one.mark.path == path)

    def doubts(self) -> dict[int, list[float]]:
        """How far down each page values stand that need review, in points."""
        found: dict[int, list[float]] = {}
        for page, placed in self._placed.items():
            for one in placed:
                if one.mark.needs_review:
                    found.setdefault(page, []).append(one.lines[0].top)
        return found

    def at(self, point: Point | None) -> Mark | None:
        """The mark a point of a page means."""
        if point is None:
            return None
        under = (one for one in self._placed.get(point.page, ()) if one.under(point.x, point.y))
        return marking.pointed_at(((one.area, one.mark) for one in under), self.current)

    def paint(self, painter: QPainter, layout: PagesLayout, page: int) -> None:
        """Draw all of it over a page."""
        placed = self._placed.get(page, ())
        self._paper.tints(painter, layout, placed)
        for span in self._found.get(page, ()):
            lines = self._lines(layout, span)
            self._paper.found(painter, lines, current=span == self._found_now)
        self._paper.selected(painter, [layout.rect(page, rect) for on, rect in self.selected.rects if on == page])
        if not self.places:
            self._paper.current(painter, layout, [one for one in placed if one.mark.path == self.current])
        for number, span in enumerate(self.places, 1):
            if span.page == page:
                self._paper.place(painter, self._lines(layout, span), number if len(self.places) > 1 else 0)
        if self.caret and self.caret[0] == page and self.caret[1]:
            self._paper.caret(painter, layout.rect(page, self.caret[1]))

    def _lines(self, layout: PagesLayout, span: Span) -> list[QRectF]:
        return [layout.rect(span.page, rect) for rect in self._pages.rects(span)]

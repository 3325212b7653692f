"""A letter's pages, drawn and measured off the GUI thread: one question at a time, the nearest need first."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span
from imrdesk.gui.jobs import Jobs

from .ahead import Ahead
from .drawn import Drawn, Sketch, drawn, measured, sketched, tried
from .layout import LETTER_PAPER

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

MAX_CACHE = 128 * 1024 * 1024  # bytes of pictures kept
MAX_PIXELS = 16_000_000  # of one picture; a page zoomed beyond that is drawn a little coarser
_PAPER = LETTER_PAPER[0] * LETTER_PAPER[1]
_QUICK_PIXELS = 2_000_000  # of a picture; larger ones take so long that a sketch shows first
_BATCH = 200  # spans measured in one job, so that a picture never waits long
_CANNOT_DRAW = "This page cannot be drawn. Choose Text above to read it."
T = TypeVar("T")


class Pages(QObject):
    """What a page view is asked, and has answered: pictures of pages, rectangles of spans, what the pointer is at."""

    drawn = Signal(int)  # a page has a new picture, or a fault that says why it has none
    sketched = Signal(int)  # a page that was wanted small has its sketch
    measured = Signal()  # spans that were wanted have their rectangles

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._view: PageView | None = None
        self._ahead: Ahead | None = None
        self._busy = False
        self._forget()

    def open(self, view: "PageView | None") -> None:
        """Turn to another letter's pages; what is still asked of those before is no longer wanted."""
        if view is self._view:
            return
        old, self._view = self._view, view
        self._busy = False
        self._forget()
        ahead, self._ahead = self._ahead, None
        if ahead and ahead.view is view:
            self._sketches, self._pictures, self._rects = ahead.sketches, OrderedDict(ahead.pictures), ahead.rects
        if old is not None:
            old.close()

    def foresee(self, ahead: Ahead) -> None:
        """Draw the beginning of another letter when nothing else is needed: of one alone, the one before is let go."""
        if ahead.view is not self._view:
            self._ahead = ahead
            self._go_on()

    def want_pictures(self, wanted: Sequence[tuple[int, float]]) -> None:
        """The pages now needed and their scales, most needed first; what was wanted before is forgotten."""
        self._wanted = list(wanted)
        self._go_on()

    def want_ink(self, pages: Iterable[int]) -> None:
        """Sketch these before any picture is drawn: their ink says how large that should be."""
        self._inks = list(pages)
        self._go_on()

    def want_sketches(self, pages: Iterable[int]) -> None:
        """Sketch these when nothing else is needed; what was wanted before is forgotten."""
        self._sketches_wanted = list(pages)
        self._go_on()

    def want_rects(self, spans: Iterable[Span]) -> None:
        """Measure these spans too, soon."""
        new = [span for span in dict.fromkeys(spans) if span not in self._rects]
        self._spans.update(dict.fromkeys(new))
        self._go_on()

    def ask(self, question: Callable[["PageView"], Any], answer: Callable[[Any], None]) -> None:
        """Ask something about the pointer; only the newest question waits, and it goes before all else."""
        self._question = (question, answer)
        self._go_on()

    def picture(self, page: int) -> Drawn | None:
        """The page's newest picture, which may be of another zoom."""
        if page in self._pictures:
            self._pictures.move_to_end(page)
        return self._pictures.get(page)

    def sketch(self, page: int) -> Sketch | None:
        """The page drawn small, None while it is not."""
        return self._sketches.get(page)

    def best(self, page: int) -> Drawn | None:
        """The page's picture, or its sketch while there is none."""
        sketch = self._sketches.get(page)
        return self.picture(page) or (sketch.drawn if sketch else None)

    def fault(self, page: int) -> str | None:
        """Why the page has no picture, in words."""
        return self._faults.get(page)

    def rects(self, span: Span) -> tuple[Rect, ...]:
        """The span's rectangles, none while it is not measured."""
        return self._rects.get(span, ())

    def is_measured(self, spans: Iterable[Span]) -> bool:
        """Whether all of these have been measured."""
        return all(span in self._rects for span in spans)

    def cached_bytes(self) -> int:
        """How much memory the kept pictures take."""
        return sum(drawn.image.sizeInBytes() for drawn in self._pictures.values())

    def _forget(self) -> None:
        self._wanted: list[tuple[int, float]] = []
        self._spans: dict[Span, None] = {}
        self._question: tuple[Callable[[PageView], Any], Callable[[Any], None]] | None = None
        self._inks: list[int] = []
        self._sketches_wanted: list[int] = []
        self._sketches: dict[int, Sketch] = {}
        self._pictures: OrderedDict[int, Drawn] = OrderedDict()
        self._faults: dict[int, str] = {}
        self._rects: dict[Span, tuple[Rect, ...]] = {}

    def _go_on(self) -> None:
        """Start the nearest need, if nothing is under way."""
        view = self._view
        if self._busy or view is None:
            return
        if self._question:
            (question, answer), self._question = self._question, None
            self._run(view, partial(tried, question, view), partial(_call, answer))
        elif page := self._unsketched(self._inks):
            self._run(view, partial(sketched, view, page), self._take_sketch)
        elif self._spans:
            self._run(view, partial(measured, view, list(self._spans)[:_BATCH]), self._take_rects)
        elif following := self._next_picture():
            page, scale = following
            if self.best(page) is None and self._is_slow(page, scale):
                self._run(view, partial(sketched, view, page), self._take_sketch)
            else:
                self._run(view, partial(drawn, view, page, scale), self._take_picture)
        elif page := self._unsketched(self._sketches_wanted):
            self._run(view, partial(sketched, view, page), self._take_sketch)
        elif self._ahead and (need := self._ahead.need()):
            self._run(view, *need)

    def _unsketched(self, pages: Sequence[int]) -> int | None:
        return next((page for page in pages if page not in self._sketches), None)

    def _is_slow(self, page: int, scale: float) -> bool:
        """Whether a picture is so large that a sketch of the page should show first."""
        return page not in self._sketches and scale * scale * _PAPER > _QUICK_PIXELS

    def _next_picture(self) -> tuple[int, float] | None:
        for page, scale in self._wanted:
            drawn = self._pictures.get(page)
            if page not in self._faults and (drawn is None or drawn.scale != scale):
                return page, scale
        return None

    def _run(self, view: "PageView", work: Callable[[], T], take: Callable[[T], None]) -> None:
        self._busy = True
        self._jobs.run("page", work, partial(self._finished, view, take), owner=self)

    def _finished(self, view: "PageView", take: Callable[[T], None], value: T) -> None:
        if view is not self._view:
            return  # the letter before; its needs were forgotten with it
        self._busy = False
        take(value)
        self._go_on()

    def _take_rects(self, found: dict[Span, tuple[Rect, ...]]) -> None:
        self._rects.update(found)
        for span in found:
            self._spans.pop(span, None)
        self.measured.emit()

    def _take_picture(self, result: tuple[int, Drawn | None]) -> None:
        page, drawn = result
        if drawn is None:
            self._faults[page] = _CANNOT_DRAW
        else:
            self._pictures[page] = drawn
            self._pictures.move_to_end(page)
            self._make_room()
        self.drawn.emit(page)

    def _take_sketch(self, result: tuple[int, Sketch]) -> None:
        page, sketch = result
        self._sketches[page] = sketch
        self.sketched.emit(page)

    def _make_room(self) -> None:
        """Forget the pictures longest unused, but none that is wanted now."""
        kept = {page for page, _ in self._wanted}
        total = self.cached_bytes()
        for page in [page for page in self._pictures if page not in kept]:
            if total <= MAX_CACHE:
                return
            total -= self._pictures.pop(page).image.sizeInBytes()


def _call(answer: Callable[[Any], None], value: Any) -> None:
    if value is not None:
        answer(value)

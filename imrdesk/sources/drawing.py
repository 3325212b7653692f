"""Pages drawn and measured behind the guard: a page that crashes, hangs or bloats its worker leaves the desk alone."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from imrdesk.document import words
from imrdesk.document.geometry import Rect
from imrdesk.document.model import Page, Span
from imrdesk.errors import SourceError

from .guard import Limits
from .refusals import refusal
from .render import FileView, Picture, has_pages
from .solo import Solo

SECONDS = 10.0  # that one page may take; a person waits for it
COARSER = 4.0  # what could not be drawn is tried again at a scale so many times smaller
LEAST_SCALE = 0.2  # pixels a point; nobody can make out anything smaller
_NOT_HERE = "not_here"
_OPEN_FILES = 3  # that the worker keeps open: the letter on show, and those beside it


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a file's pages: a method of its view, with its arguments."""

    path: Path
    passwords: tuple[str, ...]
    method: str
    arguments: tuple[Any, ...] = ()
    locked: bool = False  # the file itself tells the worker nothing
    data: bytes | None = None  # what is in it, sent once

    @property
    def name(self) -> str:
        """What a refusal calls the file."""
        return "page"


class Drawing:
    """One worker that draws the pages of every letter; it starts with the first one."""

    def __init__(self, limits: Limits, *preload: str) -> None:
        self._worker = Solo(replace(limits, seconds=min(SECONDS, limits.seconds)), *(preload or (__name__,)))

    def view(
        self,
        path: Path,
        media_type: str,
        pages: Sequence[Page] = (),
        passwords: Sequence[str] = (),
        data: bytes | None = None,
    ) -> "GuardedView | None":
        """The pages of a source; None where a source has text only. Raises SourceError, and OSError without a file.
        `data` is what is in a file that the worker has no key to."""
        path.stat()
        if not has_pages(media_type):
            return None
        return GuardedView(self._worker, path, tuple(passwords), pages, data)

    def warm(self) -> None:
        """Start the worker now, so that the first page need not wait for it."""
        self._worker.warm()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


class GuardedView:
    """The pages of one source, drawn by a worker; safe to use from several threads.

    `pages` are those of its Document: words whose places were measured when it was read answer for themselves.
    """

    def __init__(
        self,
        worker: Solo,
        path: Path,
        passwords: tuple[str, ...],
        pages: Sequence[Page],
        data: bytes | None = None,
    ) -> None:
        self._worker = worker
        self._data = data
        self._question = Question(path, passwords, "page_count", locked=data is not None)
        self._left = threading.Event()
        self._too_fine: dict[int, float] = {}  # by page, the smallest scale that could not be drawn
        self._unmeasured: set[int] = set()  # pages that broke the worker when they were measured
        self._measured = {page.number: page for page in pages if page.words}
        self.page_count: int = self._ask("page_count")

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        return self._ask("size", page)

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point, coarser where that cannot be done; raises SourceError if at all."""
        failed = self._too_fine.get(page)
        if failed is not None and scale >= failed:
            scale = failed / COARSER
        while scale >= LEAST_SCALE:
            try:
                return self._ask("image", page, scale)
            except SourceError:
                if self._left.is_set():
                    raise
                self._too_fine[page] = scale
                scale /= COARSER
        self._too_fine[page] = 0.0
        raise refusal("damaged", "page")

    def rects(self, span: Span) -> list[Rect]:
        """The rectangles a span covers, about one for each line."""
        return self.places((span,))[span]

    def places(self, spans: Sequence[Span]) -> dict[Span, list[Rect]]:
        """The rectangles of many spans; none for those whose page cannot be measured."""
        found = {span: words.rects(self._measured[span.page], span.start, span.end)
                 for span in spans if span.page in self._measured}  # fmt: skip
        for page in dict.fromkeys(span.page for span in spans):
            if page not in self._measured:
                found |= self._placed(page, [span for span in spans if span.page == page])
        return found

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset in page text of the character under a point, None where there is none near."""
        if measured := self._measured.get(page):
            return words.offset_at(measured, x, y)
        return self._of_page(page, "offset_at", page, x, y)

    def close(self) -> None:
        """Let what is being drawn go; the worker itself puts the file away when others come."""
        self._left.set()

    def _placed(self, page: int, spans: list[Span]) -> dict[Span, list[Rect]]:
        found = self._of_page(page, "places", spans)
        return {span: [] for span in spans} if found is None else found

    def _of_page(self, page: int, method: str, *arguments: Any) -> Any:
        """What a page answers; None once it has broken the worker, which it will do again."""
        if page in self._unmeasured:
            return None
        try:
            return self._ask(method, *arguments)
        except SourceError:
            if not self._left.is_set():
                self._unmeasured.add(page)
            return None

    def _ask(self, method: str, *arguments: Any) -> Any:
        question = replace(self._question, method=method, arguments=arguments)
        try:
            return self._worker.one(answer, question, self._left)
        except SourceError as refused:
            if refused.code != _NOT_HERE:
                raise
        return self._worker.one(answer, replace(question, data=self._data), self._left)


_open: OrderedDict[tuple[Path, tuple[str, ...]], FileView] = OrderedDict()  # in the worker


def answer(question: Question) -> Any:
    """In the worker: what a file's pages say, or a SourceError for whatever is wrong with them."""
    try:
        view = _view(question)
        asked = getattr(view, question.method)
        return asked(*question.arguments) if callable(asked) else asked
    except SourceError as refused:
        return refused
    except MemoryError:
        raise
    except Exception:  # a foreign file may break what draws it in any way
        return refusal("damaged", question.name)


def _view(question: Question) -> FileView:
    key = question.path, question.passwords
    if key not in _open:
        if question.locked and question.data is None:
            raise SourceError(_NOT_HERE, "The worker has not been told what is in the file.")
        while len(_open) >= _OPEN_FILES:
            _open.popitem(last=False)[1].close()
        _open[key] = FileView(question.data or question.path, question.passwords)
    _open.move_to_end(key)
    return _open[key]

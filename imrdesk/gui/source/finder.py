"""Finding in the letter: what is typed in the find bar, or was searched for when the letter was opened."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.store.hits import hits

from .find_bar import FindBar
from .found import NOT_YET, Found, find


class Finder(QObject):
    """Knows what was found in the letter and where a person is among it; the bar says so."""

    moved = Signal()  # other places, or another one of them

    def __init__(self, bar: FindBar, jobs: Jobs, page: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self.found = Found()
        self._bar, self._jobs, self._page = bar, jobs, page
        self._document: Document | None = None
        self._sought = False  # the bar shows what a search was for, not what was typed in it
        bar.words_changed.connect(self.search)
        bar.stepped.connect(self.step)

    def use(self, document: Document | None) -> None:
        """Find in this letter; nothing is found in it yet."""
        self._document = document
        self.found = Found()
        self._unseek()

    @Slot(str)
    def search(self, words: str) -> None:
        """Look for these words, from the page that is on show."""
        self._sought = False
        if self._document:
            self._show(find(self._document, words, self._page()))

    def again(self) -> None:
        """Look for what stands in the bar in the letter that has come."""
        if not self._bar.isHidden():
            self.search(self._bar.words())

    def seek(self, query: str, at: Span | None = None) -> None:
        """Mark all that a search for letters was about, without going anywhere; the next step goes on from `at`."""
        self._unseek()
        if self._document and query.strip():
            work = partial(hits, self._document, query)
            self._jobs.run("find", work, partial(self._show_sought, self._document, at), owner=self, replace="hits")

    @Slot(int)
    def step(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) place, around the ends."""
        self._show(self.found.moved(step))

    def close(self) -> None:
        """Hide the bar, and forget what was found."""
        self._bar.hide()
        self._sought = False
        if self._document:
            self._show(Found())

    def _show_sought(self, document: Document, at: Span | None, sought: tuple[str, tuple[Span, ...]]) -> None:
        words, spans = sought
        if document is not self._document or not spans:
            return
        self._sought = True
        self._bar.show_words(words)
        self._bar.show()
        near = (index for index, span in enumerate(spans) if at and span >= at)
        self._show(Found(spans, next(near, NOT_YET)))

    def _unseek(self) -> None:
        if self._sought:
            self._bar.show_words("")
            self.close()

    def _show(self, found: Found) -> None:
        self.found = found
        self._bar.show_count(found.number, len(found.spans))
        self.moved.emit()

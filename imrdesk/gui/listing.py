"""The worklist's rows: asked for off the GUI thread, the newest question counts."""

from array import array
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject

from imrdesk.store import Listed, Query

from .jobs import Jobs
from .worklist.model import BLOCK
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


Begun: TypeAlias = tuple[Query, Listed, dict[str, int], list[str]]
"""What was asked for, the first letters, how many there are of each status, and who has reviewed any."""


class Listing(QObject):
    """Keeps the worklist in step with the desk."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self._worklist: WorklistPanel | None = None

    def use(self, desk: "Desk") -> None:
        """List the letters of this desk."""
        if desk is not self._desk:
            self._desk = desk
            self.refresh()

    def join(self, worklist: WorklistPanel) -> None:
        """Show them in this panel; the one before is gone."""
        self._worklist = worklist
        worklist.query_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask which letters there are, and how many of each status."""
        if self._desk and self._worklist:
            work = partial(_begin, self._desk, self._worklist.query())
            self._jobs.run("store", work, self._show, owner=self, replace="letters")

    def count(self) -> None:
        """Ask how many letters there are of each status."""
        if self._desk:
            self._jobs.run("store", self._desk.counts, self._show_counts, owner=self, replace="counts")

    def _show(self, begun: Begun) -> None:
        query, listed, counts, reviewers = begun
        if self._desk and self._worklist:
            look = partial(self._desk.window, query)
            self._worklist.set_rows(listed.numbers, self._desk.rows, listed.count, look)
            self._worklist.set_counts(counts)
            self._worklist.set_reviewers(reviewers)
            if not listed.whole:
                work = partial(self._desk.ids, query)
                self._jobs.run("store", work, self._complete, owner=self, replace="letters")

    def _complete(self, ids: "array[int]") -> None:
        if self._worklist:
            self._worklist.complete(ids)

    def _show_counts(self, counts: dict[str, int]) -> None:
        if self._worklist:
            self._worklist.set_counts(counts)


def _begin(desk: "Desk", query: Query) -> Begun:
    """The first letters, which are shown at once; those of a hard question only together with the rest."""
    listed = desk.first(query, BLOCK)
    if listed is None:
        ids = desk.ids(query)
        listed = Listed(ids, len(ids), whole=True)
    return query, listed, desk.counts(), desk.reviewers()

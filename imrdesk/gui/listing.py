"""The worklist's rows: asked for off the GUI thread, the newest question counts."""

from array import array
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imrdesk.store import Query

from .jobs import Jobs
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Listing(QObject):
    """Keeps the worklist in step with the desk."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self._worklist: WorklistPanel | None = None

    def use(self, desk: "Desk") -> None:
        """List the letters of this desk."""
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
            work = partial(_look_up, self._desk, self._worklist.query())
            self._jobs.run("store", work, self._show, owner=self, replace="letters")

    def count(self) -> None:
        """Ask how many letters there are of each status."""
        if self._desk:
            self._jobs.run("store", self._desk.counts, self._show_counts, owner=self, replace="counts")

    def _show(self, found: "tuple[array[int], dict[str, int]]") -> None:
        if self._desk and self._worklist:
            self._worklist.set_rows(found[0], self._desk.rows)
            self._worklist.set_counts(found[1])

    def _show_counts(self, counts: dict[str, int]) -> None:
        if self._worklist:
            self._worklist.set_counts(counts)


def _look_up(desk: "Desk", query: Query) -> "tuple[array[int], dict[str, int]]":
    return desk.ids(query), desk.counts()

"""Charting: joins the page of figures to the desk, and applies corrections that come again."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imrdesk.errors import ImrdeskError

from .jobs import Jobs
from .messages import Messages, Offer
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.desk.figures import Bar, Chart
    from imrdesk.store import Correction, Match, Spread, Work
    from imrdesk.workflow import Desk

    from .dashboard.page import FiguresPage

LANE = "find"
NAMED = 12  # letters that a question names


class Charting(QObject):
    """What happens between a person, the page of figures and the desk."""

    query_wanted = Signal(str)  # items to be searched for
    rows_wanted = Signal(object, str)  # items that no query finds, by their rows; and the bar's name
    changed = Signal()  # letters were changed beside the one that is open

    def __init__(self, jobs: Jobs, messages: Messages, reviewer: Callable[[], str], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._by = reviewer
        self._desk: Desk | None = None
        self._page: FiguresPage | None = None

    def use(self, desk: "Desk") -> None:
        """Count in this desk."""
        self._desk = desk

    def show_figures(self) -> None:
        """Show what the letters add up to."""
        from .dashboard.page import FiguresPage

        if self._page is None:
            self._page = FiguresPage(self._window)
            self._page.bar_opened.connect(self._open)
            self._page.report_wanted.connect(self._report)
            self._page.spread_wanted.connect(self._preview)
            self._page.finished.connect(self._forget)
            if self._desk and (words := self._desk.keeper.locked):
                self._page.lock(words)
        self._page.show()
        self._page.raise_()
        self._page.list.setFocus()
        self._refresh()

    def _refresh(self) -> None:
        if self._desk and self._page:
            self._jobs.run(LANE, partial(_counted, self._desk), self._show, self._tell, owner=self, replace="figures")

    def _show(self, counted: "tuple[Work, Mapping[str, Chart], Sequence[Correction]]") -> None:
        if self._page:
            self._page.show_figures(*counted)

    def _forget(self) -> None:
        self._page = None

    def _open(self, chart: "Chart", bar: "Bar") -> None:
        """Lead to what a bar counts."""
        if bar.query:
            self._leave()
            self.query_wanted.emit(bar.query)
        elif self._desk and bar.key:
            work = partial(self._desk.figures.behind, chart.name, bar)
            self._jobs.run(LANE, work, partial(self._show_behind, f"{chart.title.lower()}: {bar.label}"), self._tell,
                           owner=self, replace="behind")  # fmt: skip

    def _show_behind(self, name: str, rows: "Sequence[int]") -> None:
        self._leave()
        self.rows_wanted.emit(rows, name)

    def _leave(self) -> None:
        if self._page:
            self._page.close()

    def _report(self, pictures: Mapping[str, bytes]) -> None:
        from imrdesk.export import EXPORTERS

        from .dialogs import files

        target = files.choose_export_file(self._window, Path.home() / "Figures.docx", EXPORTERS["docx"])
        if target and self._desk:
            work = partial(self._desk.figures.report, target, pictures)
            self._jobs.run("write", work, partial(self._written, target), self._tell, owner=self)

    def _written(self, target: Path, _result: object) -> None:
        self._messages.tell(f"{target.name} is written.", topic="export")

    def _preview(self, correction: "Correction") -> None:
        if self._desk:
            work = partial(self._desk.correcting.matches, correction)
            self._jobs.run(LANE, work, partial(self._ask, correction), self._tell, owner=self)

    def _ask(self, correction: "Correction", found: "list[Match]") -> None:
        """Say which letters would change before any does."""
        from imrdesk.desk.correcting import told

        if not found:
            self._messages.tell("No letter that is still to be reviewed has this value.")
            return
        names = list(dict.fromkeys(one.name for one in found))
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        question = f"You have corrected this in {correction.letters} letters. Do the same in {len(names)} more?"
        detail = f"{told(correction)}\n{', '.join(names[:NAMED])}{more}\nReviewed letters stay as they are."
        if self._desk and self._messages.ask(question, detail, "Apply", "Leave them"):
            work = partial(self._desk.correcting.apply, correction, self._by(), found)
            self._jobs.run("store", work, self._applied, self._tell, owner=self)

    def _applied(self, made: "Spread") -> None:
        offer = Offer("Undo", partial(self._undo, made.id))
        self._messages.tell(f"{made.values} values are changed; they count as edited by you.", offer, topic="spread")
        self.changed.emit()
        self._refresh()

    def _undo(self, spread_id: str) -> None:
        if self._desk:
            work = partial(self._desk.correcting.undo, spread_id, self._by())
            self._jobs.run("store", work, self._undone, self._tell, owner=self)

    def _undone(self, counts: tuple[int, int]) -> None:
        restored, left = counts
        kept = f" {left} stay, as somebody has looked at them since." if left else ""
        self._messages.tell(f"{restored} values are the program's again.{kept}", topic="spread")
        self.changed.emit()
        self._refresh()

    def _tell(self, error: Exception) -> None:
        (self._messages.warn if isinstance(error, ImrdeskError) else self._messages.shout)(in_words(error))


def _counted(desk: "Desk") -> "tuple[Work, Mapping[str, Chart], Sequence[Correction]]":
    return desk.figures.work(), desk.figures.charts(), desk.correcting.repeated()

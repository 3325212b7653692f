"""The worklist: which letters there are, how far their review has come, and which one to open."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.empty_state import EmptyState
from imrdesk.store import Query

from .filters import Filters
from .model import Fetch, Look, WorklistModel
from .progress import ImportProgress, ReviewProgress
from .refused import RefusedFiles
from .view import MOST_LOOKED_AT, WorklistView

if TYPE_CHECKING:
    from imrdesk.record.changes import Changes

NO_LETTERS = (
    "No letters yet",
    "Drop determination letters or a folder here, or choose them:",
    "Import letters…",
    "Open the sample letters",
)
NONE_FITS = ("No letter fits", "Search for other words, or take filters away.", "Show all letters")
OPENING = ("Opening the workspace…", "", "")


class WorklistPanel(QWidget):
    """Search, filters, the list, and progress; asks for rows by `query_changed` and takes them by `set_rows`."""

    opened = Signal(str)  # record id
    query_changed = Signal(object)  # Query
    import_wanted = Signal()
    samples_wanted = Signal()
    import_cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._order, self._descending = Query().order, Query().descending
        self._counts: dict[str, int] | None = None
        self._asking = False
        self._open_first = False
        self._wanted: list[str] = []  # to be selected where it stands
        self._top = ""  # the letter to go on at, until its place is known
        self._begun = False  # the list has had letters, and the keyboard once
        self._offered = ""  # the letter that is selected because nobody has chosen one yet
        self._rows = WorklistModel(theme)
        self._view = WorklistView(self._rows)
        self._filters = Filters(theme)
        self._progress, self._import = ReviewProgress(), ImportProgress()
        self._empty = EmptyState(theme, "inbox")
        self.refused = RefusedFiles()
        self._stack = QStackedWidget()
        self._lay_out()
        self._join()
        self._show_state()

    def query(self) -> Query:
        """The letters asked for, and their order."""
        return replace(self._filters.query(), order=self._order, descending=self._descending)

    def show_query(self, query: Query) -> None:
        """Stand as a query says, without asking for it."""
        self._order, self._descending = query.order, query.descending
        self._filters.show_query(query)
        self._view.show_order(query.order, query.descending)

    def set_rows(self, ids: "array[int]", fetch: Fetch, count: int | None = None, look: Look | None = None) -> None:
        """Show these letters; what was selected stays so. A reader at the top of the list sees what is new there, one
        further down goes on at the letters that were in view. Where `ids` are only the first of `count`, the rest may
        come by `complete`."""
        self._wanted = (self._view.chosen() or self._wanted)[:1]
        offering = self._wanted == [self._offered] and not self._view.top_letter()
        anew = self._asking or not self._rows.rowCount()
        self._top = "" if anew else self._view.top_letter()
        self._asking = False
        self._rows.set_rows(ids, fetch, count, look)
        self._rows.row(0)
        if offering:
            self._offer_first()
        else:
            self._select_wanted(scroll=anew)
        self._stay()
        self._show_state()
        if self._rows.rowCount() and not self._begun:
            self._begun = True
            self.focus_list()
        if self._open_first:
            self._open_first = False
            self._view.open_place(0)

    def complete(self, ids: "array[int]") -> None:
        """Take all the letters of the list of which the first are shown."""
        self._rows.complete(ids)
        if not self._view.selectionModel().hasSelection():
            self._select_wanted(scroll=not self._top)
        self._stay()

    def show_opening(self, words: str) -> None:
        """Say what the workspace still needs before there are letters."""
        self._empty.say(OPENING[0], words)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many letters stand in each status."""
        self._counts = counts
        self._progress.show_counts(counts)
        self._show_state()

    def set_reviewers(self, names: Sequence[str]) -> None:
        """Offer the people who have reviewed letters to filter by."""
        self._filters.show_reviewers(names)

    def apply(self, changes: "Changes") -> None:
        """A letter has changed."""
        self._rows.forget(changes.after.id)

    def select(self, record_id: str) -> None:
        """Show which letter is open."""
        self._offered = ""
        self._wanted = [record_id]
        self._select_wanted()

    def chosen(self) -> list[str]:
        """The letters selected in the list."""
        return self._view.chosen()

    def next_after(self, record_id: str, most: int = MOST_LOOKED_AT) -> str | None:
        """The next letter that is not reviewed; None where the list shows none among so many."""
        return self._view.next_after(record_id, most)

    def neighbour(self, record_id: str, step: int) -> str | None:
        """The letter before or after another one in the list."""
        return self._view.neighbour(record_id, step)

    def show_import(self, done: int, total: int, name: str) -> None:
        """Show how far an import has come."""
        self._import.show_progress(done, total, name)

    def hide_import(self) -> None:
        """No import runs any more."""
        self._import.hide()

    def focus_search(self) -> None:
        """Let the person type what to search for."""
        self._filters.search.setFocus()
        self._filters.search.selectAll()

    def focus_list(self) -> None:
        """Let the person walk the list."""
        self._view.setFocus()
        if not self._view.selectionModel().hasSelection() and self._view.currentIndex().row() > 0:
            self._view.go_to(self._view.currentIndex().row())
        elif not self._view.selectionModel().hasSelection():
            self._offer_first()

    def columns_state(self) -> QByteArray:
        """Widths and order of the columns, to be remembered."""
        return self._view.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Widths and order of the columns, as remembered."""
        self._view.restore_columns(state)
        self._view.show_order(self._order, self._descending)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE)
        head.setSpacing(SPACE * 3 // 2)
        head.addWidget(self._progress)
        head.addWidget(self._filters)
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.refused)
        column.addWidget(self._import)

    def _join(self) -> None:
        self._filters.changed.connect(self._ask)
        self._filters.entered.connect(self._on_enter)
        self._filters.left_down.connect(self.focus_list)
        self._view.opened.connect(self.opened)
        self._view.sorted.connect(self._on_sort)
        self._empty.pressed.connect(self._on_empty)
        self._empty.second_pressed.connect(self.samples_wanted)
        self._import.cancelled.connect(self.import_cancelled)

    def _select_wanted(self, *, scroll: bool = True) -> None:
        for record_id in self._wanted:
            self._view.select(record_id, scroll=scroll)

    def _offer_first(self) -> None:
        """Let Enter open the first letter, as long as nobody has chosen another."""
        self._view.go_to(0)
        first = self._rows.row(0)
        self._offered = first.id if first else ""

    def _stay(self) -> None:
        """Go on at the letter that was the first in view, once it is known where it stands."""
        if self._top and self._view.begin_at(self._top):
            self._top = ""

    def _ask(self) -> None:
        self._asking = True
        self.query_changed.emit(self.query())

    def _on_enter(self) -> None:
        if self._asking:
            self._open_first = True
        else:
            self._view.open_place(0)

    def _on_sort(self, order: str, descending: bool) -> None:
        self._order, self._descending = order, descending
        self._ask()

    def _on_empty(self) -> None:
        if self._filters.narrow():
            self._filters.reset()
        else:
            self.import_wanted.emit()

    def _show_state(self) -> None:
        """The list, or why it is empty and what to do."""
        has_letters = self._counts is not None and sum(self._counts.values()) > 0
        self._filters.setVisible(has_letters)
        self._progress.setVisible(has_letters)
        self._stack.setCurrentWidget(self._view if self._rows.rowCount() else self._empty)
        if self._counts is None:
            self._empty.say(*OPENING)
        elif self._filters.narrow():
            self._empty.say(*NONE_FITS)
        else:
            self._empty.say(*NO_LETTERS)

"""Turning: one page of the window at a time, the review of a letter or the search in all of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imrdesk.document.model import Span
from imrdesk.record.values import show

from .charting import Charting
from .menus import Actions
from .panels import Panels
from .reviewing import Reviewing
from .searching import Searching

if TYPE_CHECKING:
    from imrdesk.store import FoundItem


class Turning(QObject):
    """Turns to a page; what acts on a letter under review is not offered on the other."""

    returned = Signal(object)  # back to the letter of this record

    def __init__(self, actions: Actions, reviewing: Reviewing, searching: Searching, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._reviewing = reviewing
        self._searching = searching
        self._panels: Panels | None = None
        searching.opened.connect(self._open_found)

    def join(self, panels: Panels) -> None:
        """Work with these panels; those before are gone."""
        self._panels = panels
        if panels.has_search:
            self._searching.join(panels.search)

    def follow(self, charting: Charting) -> None:
        """Turn to what a bar of a chart counts."""
        charting.query_wanted.connect(self.search_for)
        charting.rows_wanted.connect(self.show_behind)

    # Actions, by their names

    def show_review(self) -> None:
        """The worklist, and the letter that is open."""
        self._turn_to(search=False)

    def show_search(self) -> None:
        """Find disputed items in all letters."""
        self._turn_to(search=True)
        if self._panels:
            self._panels.search.focus_box()

    def show_comparable(self) -> None:
        """The decided items most like the one that is shown, in review or in the search."""
        panels, record = self._panels, self._reviewing.record
        if panels is None:
            return
        key, name = None, ""
        if panels.searching:
            if (item := panels.search.current()) and item.issue_id:
                key, name = (item.record_id, item.issue_id), f"{item.treatment} ({item.name}, item {item.item})"
        elif record and (issue_id := panels.form.items.shown):
            number = 1 + [issue.id for issue in record.issues].index(issue_id)
            values = record.issue(issue_id).values
            treatment = show(values["disputed_treatment"].value or values["treatment"].value)
            key, name = (
                (record.id, issue_id),
                f"{treatment} ({record.case_number or record.source.file_name}, item {number})",
            )
        if self._searching.compare(key, name):
            self._turn_to(search=True)

    def search_for(self, text: str) -> None:
        """Find what a query asks for: where a bar of a chart, or anything else that stands for items, leads to."""
        self._turn_to(search=True)
        if self._panels:
            self._panels.search.search(text)

    def show_behind(self, rows: Sequence[int], name: str) -> None:
        """Show the items or letters that a figure counts."""
        self._searching.show_behind(rows, name)
        self._turn_to(search=True)

    def _turn_to(self, *, search: bool) -> None:
        panels = self._panels
        if panels is None:
            return
        known = panels.has_search
        panels.show_search(search)
        self._actions["show_search" if search else "show_review"].setChecked(True)
        self._actions.letter_is_open(False)
        if not search and self._reviewing.record:
            self.returned.emit(self._reviewing.record)
        if search and known:
            self._searching.refresh()
        elif search:
            self._searching.join(panels.search)

    def _open_found(self, item: "FoundItem") -> None:
        """Open the letter of an item in review, at the place that was found."""
        sought = self._panels.search.shown_text() if self._panels else ""
        self._turn_to(search=False)
        found = Span(item.page, item.start, item.end) if item.page else None
        self._reviewing.open(item.record_id, item.path, found, sought)

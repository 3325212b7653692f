"""Search and filters above the worklist; together they make the query."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.keys import tip
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.search_line import SearchLine
from imrdesk.record.fields import field
from imrdesk.record.standing import Status
from imrdesk.store import Query

from .choosing import chip, combo
from .columns import FLAG, STATUS_MARKS
from .more_filters import MoreFilters

PAUSE = 200  # milliseconds without typing before a search begins


class Filters(QWidget):
    """Search box, status, outcome, problems and flags; a chip opens the further ones."""

    changed = Signal()
    entered = Signal()  # Enter in the search box, once its search is the one shown
    left_down = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchLine()
        self.search.setPlaceholderText("Search letters and values")
        self.search.setAccessibleName("Search letters and values")
        self.search.setToolTip(tip("Words, “phrases in quotes”, or begin*", "find_letter"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", theme.color("muted")), QLineEdit.ActionPosition.LeadingPosition)
        self._status = combo("Status", "Any status", {mark.label: status for status, mark in STATUS_MARKS.items()})
        outcomes = {choice.capitalize(): choice for choice in field("outcome").choices}
        self._outcome = combo("Outcome", "Any outcome", outcomes)
        self._problems = chip("▲ Problems", "Only letters with problems")
        self._flagged = chip(f"{FLAG} Flagged", "Only flagged letters")
        self._more = chip("More…", "Filter by day, by reviewer, and by second look")
        self._further = MoreFilters()
        self._clear = QPushButton("Clear all")
        set_role(self._clear, "link")
        self._clear.setToolTip("Show every letter again")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._join()

    def query(self) -> Query:
        """What is asked for, in no order of its own."""
        status = self._status.currentData()  # Qt keeps the text alone of what is also a text
        plain = Query(
            text=self.search.text().strip(),
            status=Status(status) if status else None,
            outcome=self._outcome.currentData(),
            problems=self._problems.isChecked() or None,
            flagged=self._flagged.isChecked() or None,
        )
        return self._further.narrowed(plain)

    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self.query() != Query()

    def show_query(self, query: Query) -> None:
        """Stand as a query says, without asking for it again."""
        self.blockSignals(True)
        self.search.setText(query.text)
        self._status.setCurrentIndex(max(self._status.findData(query.status), 0))
        self._outcome.setCurrentIndex(max(self._outcome.findData(query.outcome), 0))
        self._problems.setChecked(bool(query.problems))
        self._flagged.setChecked(bool(query.flagged))
        self._further.show_query(query)
        self._show_further(self._further.narrowed(Query()) != Query())
        self._pause.stop()
        self.blockSignals(False)
        self._clear.setVisible(self.narrow())

    def show_reviewers(self, names: Sequence[str]) -> None:
        """Offer these people to filter by."""
        self._further.show_reviewers(names)

    def reset(self) -> None:
        """Ask for every letter."""
        self.show_query(Query())
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        choices, chips = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (choices, (self._status, self._outcome)),
            (chips, (self._problems, self._flagged, self._more)),
        ):
            row.setSpacing(SPACE)
            for part in parts:
                row.addWidget(part, 1 if row is choices else 0)
            column.addLayout(row)
        chips.addStretch(1)
        chips.addWidget(self._clear)
        column.addWidget(self._further)
        self._further.hide()
        keep = self._clear.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(keep)
        self._clear.hide()

    def _join(self) -> None:
        self.search.textEdited.connect(self._pause.start)
        self.search.returnPressed.connect(self._on_enter)
        self.search.left_down.connect(self.left_down)
        self._pause.timeout.connect(self._on_change)
        for choice in (self._status, self._outcome):
            choice.activated.connect(self._on_change)
        for button in (self._problems, self._flagged):
            button.clicked.connect(self._on_change)
        self._further.changed.connect(self._on_change)
        self._more.toggled.connect(self._show_further)
        self._clear.clicked.connect(self.reset)

    def _show_further(self, shown: bool) -> None:
        self._more.setChecked(shown)
        self._further.setVisible(shown)

    def _on_enter(self) -> None:
        if self._pause.isActive():
            self._on_change()
        self.entered.emit()

    def _on_change(self) -> None:
        self._pause.stop()
        self._clear.setVisible(self.narrow())
        self.changed.emit()

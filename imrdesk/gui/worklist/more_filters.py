"""The filters that are not needed every day: when it was decided, who reviewed it, who asked for a second look."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imrdesk.errors import InputError
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.record.values import Kind, parse, show
from imrdesk.store import Query

from .choosing import chip, combo

_YEAR = re.compile(r"(19|20)\d\d")
_DAY_TIP = "A day like 10/16/2016 or Oct 16, 2016, or a year; Enter filters"


class DayBox(QLineEdit):
    """A day, or the first or last one of a year; what is no day is marked and filters nothing."""

    chosen = Signal()

    def __init__(self, name: str, hint: str, of_year: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_year = of_year  # the month and day that a year alone means
        self._told: str | None = None
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setToolTip(_DAY_TIP)
        self.editingFinished.connect(self._tell)

    def day(self) -> str | None:
        """The day as ISO date."""
        text = self.text().strip()
        if _YEAR.fullmatch(text):
            return f"{text}-{self._of_year}"
        try:
            found = parse(Kind.DATE, text)
        except InputError:
            return None
        return str(found) if found else None

    def show_day(self, day: str | None) -> None:
        """Stand at a day, without telling."""
        self.setText(show(day))
        self._told = day
        set_role(self, "")

    def _tell(self) -> None:
        day = self.day()
        wrong = bool(self.text().strip()) and day is None
        set_role(self, "invalid" if wrong else "")
        self.setToolTip(f"“{self.text()}” is not a day. {_DAY_TIP}" if wrong else _DAY_TIP)
        if day != self._told:
            self._told = day
            self.chosen.emit()


class MoreFilters(QWidget):
    """Days, reviewer and second look; each tells when it changes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = DayBox("Decided on this day or later", "from", "01-01")
        self._last = DayBox("Decided on this day or before", "to", "12-31")
        self._reviewer = combo("Reviewed by", "Any reviewer", {})
        self._second_look = chip("⚑ Second look", "Only letters with a field that somebody else should look at")
        self._older = chip("⟳ Summary older", "Only letters whose Word summary is older than the record")
        decided = QLabel("Decided")
        set_role(decided, "muted")
        days, people = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((days, (decided, self._first, self._last)), (people, (self._reviewer, self._second_look))):
            row.setSpacing(SPACE)
            for part in parts:
                row.addWidget(part, 0 if isinstance(part, QLabel | QPushButton) else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(days)
        column.addLayout(people)
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        for day in (self._first, self._last):
            day.chosen.connect(self.changed)
        self._reviewer.activated.connect(self.changed)
        self._second_look.clicked.connect(self.changed)
        self._older.clicked.connect(self.changed)

    def narrowed(self, query: Query) -> Query:
        """A query with what is asked for here."""
        return replace(
            query,
            decided_from=self._first.day(),
            decided_to=self._last.day(),
            reviewer=self._reviewer.currentData(),
            second_look=self._second_look.isChecked() or None,
            summary_older=self._older.isChecked() or None,
        )

    def show_query(self, query: Query) -> None:
        """Stand as a query says."""
        self._first.show_day(query.decided_from)
        self._last.show_day(query.decided_to)
        if query.reviewer and self._reviewer.findData(query.reviewer) < 0:
            self._reviewer.addItem(query.reviewer, query.reviewer)
        self._reviewer.setCurrentIndex(max(self._reviewer.findData(query.reviewer), 0))
        self._second_look.setChecked(bool(query.second_look))
        self._older.setChecked(bool(query.summary_older))

    def show_reviewers(self, names: Sequence[str]) -> None:
        """Offer these people; the one who is chosen stays."""
        chosen = self._reviewer.currentData()
        offered = [*names, *([chosen] if chosen and chosen not in names else [])]
        if offered != [self._reviewer.itemData(place) for place in range(1, self._reviewer.count())]:
            while self._reviewer.count() > 1:
                self._reviewer.removeItem(1)
            for name in offered:
                self._reviewer.addItem(name, name)
            self._reviewer.setCurrentIndex(max(self._reviewer.findData(chosen), 0))

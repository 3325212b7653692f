"""The problems of the letter that is open, in plain words; each one jumps to its field."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.record.finding import Problem, Severity

ROW = SPACE * 3
SHOWN = 3  # rows seen without scrolling
SUMMARY_WIDTH = SPACE * 24


@dataclass(frozen=True, slots=True)
class SeverityMark:
    """The sign of a severity: a shape of its own, the role of its colour, its name."""

    glyph: str
    role: str
    label: str


SEVERITY_MARKS: dict[Severity, SeverityMark] = {
    Severity.ERROR: SeverityMark("▲", "red", "Error"),
    Severity.WARNING: SeverityMark("△", "amber", "Warning"),
    Severity.NOTE: SeverityMark("•", "muted", "Note"),
}


class ProblemsStrip(QFrame):
    """Lists problems, errors first; one line when there are none."""

    jumped = Signal(object)  # Problem

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self._sign, self._words = QLabel(), QLabel()
        self._table = QTableWidget(0, 2)
        self._lay_out()
        self._table.clicked.connect(self._jump)
        self._table.activated.connect(self._jump)
        self.clear()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the problems of a letter; the row that was current stays so where it is still there."""
        ordered = tuple(sorted(problems, key=_rank))
        if ordered == self._problems and self._words.text():
            return
        self._problems = ordered
        counts = Counter(problem.severity for problem in ordered)
        self._sign.setText("▲" if counts[Severity.ERROR] else "△" if ordered else "✓")
        set_role(self._sign, "red" if counts[Severity.ERROR] else "amber" if ordered else "green")
        self._words.setText(summary(counts))
        self._fill()

    def clear(self) -> None:
        """No letter is open."""
        self._problems = ()
        self._sign.clear()
        self._words.clear()
        self._fill()

    def problems(self) -> tuple[Problem, ...]:
        """What is listed, in its order."""
        return self._problems

    def focus_list(self) -> None:
        """Let the person walk the problems."""
        self._table.setFocus()
        if self._problems and self._table.currentRow() < 0:
            self._table.selectRow(0)

    def _lay_out(self) -> None:
        set_role(self._words, "muted")
        head = QWidget()
        head.setFixedWidth(SUMMARY_WIDTH)
        title = QHBoxLayout(head)
        title.setContentsMargins(SPACE * 2, SPACE // 2, 0, SPACE // 2)
        title.setSpacing(SPACE)
        top = Qt.AlignmentFlag.AlignTop
        title.addWidget(self._sign, 0, top)
        title.addWidget(self._words, 1, top)
        table = self._table
        table.setAccessibleName("Problems")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(ROW)
        header.resizeSection(0, ROW)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addWidget(table, 1)
        row.addStretch()

    def _fill(self) -> None:
        current = self._table.currentRow()
        self._table.setRowCount(len(self._problems))
        for place, problem in enumerate(self._problems):
            mark = SEVERITY_MARKS[problem.severity]
            said = f"{mark.label}: {problem.message}"
            self._table.setItem(place, 0, self._item(mark.glyph, mark.role, said))
            self._table.setItem(place, 1, self._item(problem.message, "text", said))
        self._table.setFixedHeight(ROW * min(len(self._problems), SHOWN))
        self._table.setVisible(bool(self._problems))
        if 0 <= current < len(self._problems):
            self._table.selectRow(current)

    def _item(self, text: str, role: str, said: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setForeground(self._theme.color(role))
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def _jump(self, index: QModelIndex) -> None:
        self.jumped.emit(self._problems[index.row()])


def summary(counts: Counter[Severity]) -> str:
    """How many of each kind, in words."""
    parts = [
        f"{counts[severity]} {mark.label.lower()}{'' if counts[severity] == 1 else 's'}"
        for severity, mark in SEVERITY_MARKS.items()
        if counts[severity]
    ]
    return ", ".join(parts) or "No problems found"


def _rank(problem: Problem) -> int:
    return list(SEVERITY_MARKS).index(problem.severity)

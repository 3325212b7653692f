"""The problems of the letter that is open, in plain words: each jumps to its places and can be settled or dismissed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.fitting import is_low
from imrdesk.gui.widgets.keyed_table import KeyedTable
from imrdesk.record.finding import Problem, Severity
from imrdesk.record.model import Remark
from imrdesk.record.settling import Choice

from .offers import Offers

ROW = SPACE * 3
SHOWN, FEW = 3, 1  # rows seen without scrolling, fewer on a low screen
SUMMARY_WIDTH = SPACE * 24
DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)
OWN_KEYS = (*map(Qt.Key, DIGITS), Qt.Key.Key_D, Qt.Key.Key_B)  # numbers choose, D dismisses, B brings back


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
DISMISSED = SeverityMark("–", "muted", "Dismissed")


def no_choices(_problem: Problem) -> tuple[Choice, ...]:
    """Nothing to choose from."""
    return ()


class ProblemsStrip(QFrame):
    """Lists problems, errors first; one line when there are none. Dismissed ones are listed when asked for."""

    jumped = Signal(object)  # Problem, here and below
    settled = Signal(object, object)  # and the Choice
    dismissed = Signal(object, str)  # and the reason
    brought_back = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self._set_aside: tuple[tuple[Problem, Remark], ...] = ()
        self._choices: Callable[[Problem], Sequence[Choice]] = no_choices
        self._sign, self._words = QLabel(), QLabel()
        self._aside = QPushButton()
        self._table = KeyedTable(2, OWN_KEYS)
        self._offers = Offers(self)
        self._lay_out()
        self._join()
        self.clear()

    def lock(self) -> None:
        """Let problems be read and gone to, not settled."""
        self._offers.setEnabled(False)

    def show_problems(
        self,
        problems: Sequence[Problem],
        set_aside: Sequence[tuple[Problem, Remark]] = (),
        choices: Callable[[Problem], Sequence[Choice]] = no_choices,
    ) -> None:
        """Show the problems of a letter, and those dismissed where a person wants to see them; the row that was
        current stays so where it is still there."""
        ordered = tuple(sorted(problems, key=_rank))
        self._choices = choices
        if (ordered, tuple(set_aside)) == (self._problems, self._set_aside) and self._words.text():
            self._show_offers()
            return
        self._problems, self._set_aside = ordered, tuple(set_aside)
        counts = Counter(problem.severity for problem in ordered)
        self._sign.setText("▲" if counts[Severity.ERROR] else "△" if ordered else "✓")
        set_role(self._sign, "red" if counts[Severity.ERROR] else "amber" if ordered else "green")
        self._words.setText(summary(counts))
        self._fill()

    def clear(self) -> None:
        """No letter is open."""
        self._problems, self._set_aside = (), ()
        self._sign.clear()
        self._words.clear()
        self._fill()

    def problems(self) -> tuple[Problem, ...]:
        """What is listed, in its order."""
        aside = tuple(problem for problem, _why in self._set_aside) if self._aside.isChecked() else ()
        return self._problems + aside

    def focus_list(self) -> None:
        """Let the person walk the problems."""
        self._table.setFocus()
        if self.problems() and self._table.currentRow() < 0:
            self._table.selectRow(0)

    def _lay_out(self) -> None:
        set_role(self._words, "muted")
        set_role(self._aside, "restore")
        self._aside.setCheckable(True)
        self._aside.setCursor(Qt.CursorShape.PointingHandCursor)
        head = QWidget()
        head.setMaximumWidth(SUMMARY_WIDTH)
        title = QHBoxLayout(head)
        title.setContentsMargins(SPACE * 2, SPACE // 2, 0, SPACE // 2)
        title.setSpacing(SPACE)
        top = Qt.AlignmentFlag.AlignTop
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._words)
        said.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        title.addWidget(self._sign, 0, top)
        title.addLayout(said, 1)
        _dress(self._table)
        list_ = QVBoxLayout()
        list_.setSpacing(0)
        list_.addWidget(self._table)
        list_.addWidget(self._offers)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addSpacing(SPACE)
        row.addLayout(list_, 1)

    def _join(self) -> None:
        self._table.clicked.connect(self._jump)
        self._table.activated.connect(self._jump)
        self._table.currentCellChanged.connect(self._show_offers)
        self._table.keyed.connect(self._act)
        self._aside.toggled.connect(self._fill)
        self._offers.chosen.connect(self._settle)
        self._offers.dismissed.connect(self._dismiss)
        self._offers.brought_back.connect(self._bring_back)
        self._offers.left.connect(self._table.setFocus)

    def _fill(self) -> None:
        current, listed = self._table.currentRow(), self.problems()
        reasons = {len(self._problems) + place: why for place, (_problem, why) in enumerate(self._set_aside)}
        count = len(self._set_aside)
        self._aside.setVisible(bool(count))
        self._aside.setText(f"hide {count} dismissed" if self._aside.isChecked() else f"show {count} dismissed")
        self._table.setRowCount(len(listed))
        for place, problem in enumerate(listed):
            why = reasons.get(place)
            mark = DISMISSED if why else SEVERITY_MARKS[problem.severity]
            message = f"{problem.message} Dismissed by {why.by}: {why.text}" if why else problem.message
            said = f"{mark.label}: {message}"
            self._table.setItem(place, 0, self._item(mark.glyph, mark.role, said))
            self._table.setItem(place, 1, self._item(message, "muted" if why else "text", said))
        self._table.setFixedHeight(ROW * min(len(listed), FEW if is_low(self) else SHOWN))
        self._table.setVisible(bool(listed))
        if 0 <= current < len(listed):
            self._table.selectRow(current)
        self._show_offers()

    def _show_offers(self) -> None:
        """What can be done about the current problem, where there is one."""
        place = self._table.currentRow()
        at_one = 0 <= place < len(self.problems())
        self._offers.setVisible(at_one)
        if at_one and not self._offers.is_asking():
            aside = place >= len(self._problems)
            self._offers.show_offers(() if aside else self._choices(self.problems()[place]), is_dismissed=aside)

    def _item(self, text: str, role: str, said: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setForeground(self._theme.color(role))
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def _current(self) -> Problem | None:
        place = self._table.currentRow()
        return self.problems()[place] if 0 <= place < len(self.problems()) else None

    def _jump(self, index: QModelIndex) -> None:
        self.jumped.emit(self.problems()[index.row()])

    def _act(self, key: int) -> None:
        aside = self._table.currentRow() >= len(self._problems)
        if not self._offers.isEnabled():
            return
        if key in DIGITS:
            self._offers.choose(key - DIGITS[0])
        elif key == Qt.Key.Key_D and not aside and self._current():
            self._offers.ask_reason()
        elif key == Qt.Key.Key_B and aside:
            self._bring_back()

    def _settle(self, choice: Choice) -> None:
        if problem := self._current():
            self.settled.emit(problem, choice)

    def _dismiss(self, reason: str) -> None:
        if problem := self._current():
            self.dismissed.emit(problem, reason)

    def _bring_back(self) -> None:
        if problem := self._current():
            self.brought_back.emit(problem)


def _dress(table: QTableWidget) -> None:
    table.setAccessibleName("Problems")
    table.setAccessibleDescription("Enter shows the places, numbers choose a value, D dismisses, B brings back.")
    table.setWordWrap(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW)
    header = table.horizontalHeader()
    header.setMinimumSectionSize(ROW)
    header.resizeSection(0, ROW)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)


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

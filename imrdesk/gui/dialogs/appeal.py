"""The appeal worksheet beside the letter: words and problems are pinned to grounds; the person draws the conclusion."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.export.worksheet import GROUNDS, STATUTE
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.finding import Problem

from .pin_tree import PinShown, PinTree

NOTHING_SELECTED = "Select words in the letter to pin them to a ground: a number from 1 to 5 says which."
NO_PROBLEMS = "Problems found, not pinned: none."
SHOWN = 110  # characters of the selection


class AppealDialog(QDialog):
    """Shows the worksheet of the letter that is open, and says what a person wants done to it."""

    pin_wanted = Signal(str)  # a ground, for what is selected in the letter
    problem_wanted = Signal(str, object)  # a ground and a Problem
    printed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Appeal worksheet")
        fit(self, SPACE * 104, SPACE * 78)
        self._problems: tuple[Problem, ...] = ()
        self._title, self._selected, self._found = QLabel(), QLabel(), QLabel()
        self.tree, self._list = PinTree(), QListWidget()
        self._pin = QPushButton("&Pin the selection")
        self._note, self._away = QPushButton("&Note…"), QPushButton("&Take away")
        self._up, self._down = QPushButton("Move &up"), QPushButton("Move &down")
        self._pin_problem = QPushButton("Pin the pro&blem")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._write = self._buttons.addButton("&Write the worksheet…", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._join()
        self.show_selection("")
        self._refresh()

    def show_letter(self, name: str, pins: Sequence[PinShown], problems: Sequence[Problem], fresh: str = "") -> None:
        """Show what is pinned in a letter, `fresh` just now, and the problems found that are not."""
        self._title.setText(f"{name}: the grounds of {STATUTE}")
        self.tree.show_pins(pins, fresh)
        self._problems = tuple(problems)
        row = self._list.currentRow()
        self._list.clear()
        self._list.addItems([problem.message for problem in problems])
        self._list.setCurrentRow(min(max(row, 0), len(problems) - 1))
        self._list.setVisible(bool(problems))
        self._found.setText("Problems found, not pinned:" if problems else NO_PROBLEMS)
        self._refresh()

    def show_selection(self, words: str) -> None:
        """The words that are selected in the letter; empty where none are."""
        short = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
        self._selected.setText(f"Selected: “{short}”" if words else NOTHING_SELECTED)
        self._pin.setEnabled(bool(words))

    def _join(self) -> None:
        self._pin.clicked.connect(self._pin_here)
        self._pin_problem.clicked.connect(self._pin_problem_here)
        self._list.itemActivated.connect(self._pin_problem_here)
        self._note.clicked.connect(self.tree.note_current)
        self._away.clicked.connect(self.tree.unpin_current)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self.tree.pin_wanted.connect(self.pin_wanted)
        self.tree.currentItemChanged.connect(self._refresh)
        self._write.clicked.connect(self.printed)
        self._buttons.rejected.connect(self.reject)

    def _pin_here(self) -> None:
        self.pin_wanted.emit(self.tree.current_ground())

    def _pin_problem_here(self) -> None:
        if 0 <= self._list.currentRow() < len(self._problems):
            self.problem_wanted.emit(self.tree.current_ground(), self._problems[self._list.currentRow()])

    def _move_up(self) -> None:
        self.tree.move_current(-1)

    def _move_down(self) -> None:
        self.tree.move_current(1)

    def _refresh(self) -> None:
        at_pin = bool(self.tree.current_pin())
        for button in (self._note, self._away, self._up, self._down):
            button.setEnabled(at_pin)
        ground = GROUNDS[self.tree.current_ground()].label
        self._pin.setToolTip(f"To “{ground}”; a number from 1 to 5 pins to another")
        self._pin_problem.setToolTip(f"To “{ground}”")
        self._pin_problem.setVisible(bool(self._problems))

    def _lay_out(self) -> None:
        set_role(self._title, "title")
        set_role(self._selected, "muted")
        set_role(self._found, "heading")
        set_role(self._write, "primary")
        for words in (self._title, self._selected, self._found):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        set_role(self._list, "framed")
        self._list.setAccessibleName("Problems found, not pinned")
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter ends a note, and nothing else
        self._list.setWordWrap(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setMaximumHeight(SPACE * 14)
        self._note.setToolTip("Write a note on what is pinned (F2)")
        self._away.setToolTip("Take what is pinned off the worksheet (Delete)")
        self._up.setToolTip("Move it up, or to the ground before (Alt+Up)")
        self._down.setToolTip("Move it down, or to the next ground (Alt+Down)")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self._selected)
        column.addWidget(self.tree, 1)
        column.addLayout(_row(self._pin, self._note, self._away, self._up, self._down))
        column.addWidget(self._found)
        column.addWidget(self._list)
        column.addLayout(_row(self._pin_problem))
        column.addWidget(self._buttons)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    row.addStretch(1)
    return row

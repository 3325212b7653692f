"""Choosing other keys: a list of what can be done, a box that takes the next key pressed, and who has it already."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.actions import ACTIONS, Action, words_of
from imrdesk.gui.keys import conflict, key_text
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

CHOOSABLE = tuple(row for row in ACTIONS if row.menu)
HOW = "Choose a line, go to the box with Tab and press the new key there."


class KeyChoice(QDialog):
    """Takes keys as they are and says each choice at once."""

    chosen = Signal(object)  # the keys of every action, by its name

    def __init__(self, bound: Mapping[str, tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change keys")
        fit(self, SPACE * 80, SPACE * 70)
        self._bound = dict(bound)
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderLabels(["What", "Key"])
        self._list.setRootIsDecorated(False)
        self._list.setAccessibleName("What can be done, and its key")
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._key = QKeySequenceEdit()
        self._key.setMaximumSequenceLength(1)
        self._key.setAccessibleName("New key")
        self._key.setAccessibleDescription("The next key pressed here is the new one; Tab goes on")
        self._said = QLabel(HOW)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._said, "muted")
        self._take = QPushButton("Use this key")
        self._none = QPushButton("No key")
        self._first = QPushButton("As at first")
        self._lay_out()
        self._fill()
        self._list.currentItemChanged.connect(self._look)
        self._key.keySequenceChanged.connect(self._look)
        self._take.clicked.connect(self._on_take)
        self._none.clicked.connect(self._on_none)
        self._first.clicked.connect(self._on_first)
        self._look()

    def choose(self, name: str) -> None:
        """Stand on the line of an action."""
        self._list.setCurrentIndex(self._list.model().index([row.name for row in CHOOSABLE].index(name), 0))

    def said(self) -> str:
        """What the dialog says of the key in its box."""
        return self._said.text()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._key, 1)
        for button in (self._take, self._none, self._first):
            button.setAutoDefault(False)
            line.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 3 // 2)
        column.addWidget(self._list, 1)
        column.addLayout(line)
        for part in (self._said, buttons):
            column.addWidget(part)

    def _fill(self) -> None:
        for row in CHOOSABLE:
            self._list.addTopLevelItem(QTreeWidgetItem([words_of(row), key_text(self._bound[row.name])]))
        self._list.setCurrentIndex(self._list.model().index(0, 0))

    def _row(self) -> Action:
        return CHOOSABLE[max(self._list.currentIndex().row(), 0)]

    def _typed(self) -> str:
        return self._key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _look(self) -> None:
        """Say who has the key already; taking it takes it from there."""
        key, row = self._typed(), self._row()
        other = conflict(key, row.name, self._bound) if key else None
        locked = other is not None and not other.menu
        words = f"{key} is the key of “{words_of(other)}”." if other else HOW
        if other:
            words += " Choose another one." if locked else " Using it here takes it from there."
        self._said.setText(words)
        set_role(self._said, "amber" if other else "muted")
        self._take.setEnabled(bool(key) and not locked)

    def _on_take(self) -> None:
        key, row = self._typed(), self._row()
        if other := conflict(key, row.name, self._bound):
            wanted = QKeySequence(key)
            self._bound[other.name] = tuple(held for held in self._bound[other.name] if QKeySequence(held) != wanted)
        self._set(row, (key,))
        self._key.clear()

    def _on_none(self) -> None:
        self._set(self._row(), ())

    def _on_first(self) -> None:
        row = self._row()
        free = tuple(key for key in row.keys if not conflict(key, row.name, self._bound))
        self._set(row, free)

    def _set(self, row: Action, keys: tuple[str, ...]) -> None:
        self._bound[row.name] = keys
        for place, shown in enumerate(CHOOSABLE):
            if item := self._list.topLevelItem(place):
                item.setText(1, key_text(self._bound[shown.name]))
        self._look()
        self.chosen.emit(dict(self._bound))

"""Everything the window can do, found by a few letters of its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE
from imrdesk.gui.widgets.fitting import fit

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
NATIVE = QKeySequence.SequenceFormat.NativeText


class Palette(QDialog):
    """A box to type in, and the actions that fit, the best first; Enter does the one that is chosen."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Commands")
        fit(self, SPACE * 70, SPACE * 52)
        self._actions = list(actions)
        self._words = QLineEdit()
        self._words.setPlaceholderText("Type what you want to do")
        self._words.setAccessibleName("What to do")
        self._words.setAccessibleDescription("Up and Down choose, Enter does it, Esc closes")
        self._words.textChanged.connect(self._show_fitting)
        self._words.installEventFilter(self)
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setAccessibleName("Commands")
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.itemActivated.connect(self._do)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addWidget(self._words)
        column.addWidget(self._list, 1)
        self._show_fitting("")
        self._words.setFocus()

    def names(self) -> list[str]:
        """What is listed, the best first."""
        items = (self._list.topLevelItem(place) for place in range(self._list.topLevelItemCount()))
        return [item.text(0) for item in items if item]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while one types, Enter does what is chosen."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if item := self._list.currentItem():
                    self._do(item)
                return True
        return super().eventFilter(watched, event)

    def _show_fitting(self, words: str) -> None:
        self._list.clear()
        found = [(fit, action) for action in self._actions if (fit := fitting(words, name_of(action))) is not None]
        for _fit, action in sorted(found, key=_best_first):
            item = QTreeWidgetItem([name_of(action), action.shortcut().toString(NATIVE)])
            item.setToolTip(0, action.statusTip())
            item.setData(0, Qt.ItemDataRole.UserRole, action)
            item.setDisabled(not action.isEnabled())
            self._list.addTopLevelItem(item)
        if first := self._list.topLevelItem(0):
            self._list.setCurrentItem(first)

    def _do(self, item: QTreeWidgetItem) -> None:
        action = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(action, QAction) and action.isEnabled():
            self.close()
            action.trigger()


def name_of(action: QAction) -> str:
    """What an action is called, without the signs of a menu."""
    return action.text().replace("&", "").rstrip("…")


def fitting(words: str, name: str) -> int | None:
    """How badly a name fits letters typed in order, 0 best; None where it lacks one of them."""
    wanted, held = "".join(words.casefold().split()), name.casefold()
    badness, place = 0, 0
    for letter in wanted:
        found = held.find(letter, place)
        if found < 0:
            return None
        begins = found == 0 or not held[found - 1].isalnum()
        badness += 0 if found == place and place else 1 if begins else 2 + found - place
        place = found + 1
    return badness


def _best_first(found: tuple[int, QAction]) -> int:
    return found[0]

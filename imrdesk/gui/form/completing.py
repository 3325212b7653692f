"""Words offered under the caret while a person types: Down goes into them, Enter takes one, typing on ignores them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from imrdesk.gui.theme import set_role

LEAST = 2  # characters before anything is offered
MOST = 8  # words offered at a time
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


def fitting(words: Sequence[str], typed: str) -> list[str]:
    """The words that begin with what is typed, then those with a part that does; none where it is a word already."""
    wanted = typed.casefold()
    if len(wanted) < LEAST or any(word.casefold() == wanted for word in words):
        return []
    first = [word for word in words if word.casefold().startswith(wanted)]
    inside = [word for word in words if f" {wanted}" in word.casefold() and word not in first]
    return (first + inside)[:MOST]


class Completion(QObject):
    """The list of one editor; `piece` says where the words under the caret begin and end."""

    def __init__(self, editor: QPlainTextEdit, piece: Callable[[], tuple[int, int]]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._piece = piece
        self._words: Sequence[str] = ()
        self._start = 0  # where the words begin that one of the list stands for
        self._list: QListWidget | None = None

    def know(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        self._words = words

    def is_open(self) -> bool:
        """Whether anything is offered now."""
        return self._list is not None and self._list.isVisible()

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list and not for the row."""
        if not self.is_open() or self._list is None:
            return False
        if event.key() == Qt.Key.Key_Escape or event.key() in STEPS:
            return event.modifiers() == Qt.KeyboardModifier.NoModifier
        return event.key() in TAKING and self._list.currentRow() >= 0

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means to the list; False where it means nothing to it."""
        if self._list is None or not self.claims(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in TAKING:
            self._take(self._list.currentItem())
        else:
            row = self._list.currentRow() + STEPS[Qt.Key(event.key())]
            self._list.setCurrentRow(max(-1, min(row, self._list.count() - 1)))
        return True

    def offer(self) -> None:
        """Offer what fits to the words under the caret."""
        self._start, found = self._found() if self._words else (0, [])
        if not found:
            self.close()
            return
        shown = self._made()
        shown.clear()
        shown.addItems(found)
        height = sum(shown.sizeHintForRow(row) for row in range(len(found))) + 2 * shown.frameWidth()
        shown.resize(max(200, shown.sizeHintForColumn(0) + 24), height)
        below = self._editor.viewport().mapTo(self._editor.window(), self._editor.cursorRect().bottomLeft())
        room = self._editor.window().size()
        above = below.y() - self._editor.cursorRect().height() - height
        top = below.y() + 2 if below.y() + height < room.height() else above
        shown.move(QPoint(max(0, min(below.x(), room.width() - shown.width())), top))
        shown.show()
        shown.raise_()

    def _found(self) -> tuple[int, list[str]]:
        """What fits to all the words under the caret, or else to the last of them, and where these begin."""
        start, _end = self._piece()
        typed = self._editor.toPlainText()[start : self._editor.textCursor().position()]
        last = len(typed) - len(typed.split(" ")[-1])
        return next(
            (
                (start + skipped, found)
                for skipped in (0, last)
                if (found := fitting(self._words, typed[skipped:].strip()))
            ),
            (start, []),
        )

    def close(self) -> None:
        """Offer nothing."""
        if self._list is not None:
            self._list.hide()

    def _made(self) -> QListWidget:
        if self._list is None or self._list.window() is not self._editor.window():
            self._list = QListWidget(self._editor.window())
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setAccessibleName("Words that fit")
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            set_role(self._list, "completions")
            self._list.itemClicked.connect(self._take)
            self._editor.destroyed.connect(self._list.deleteLater)
        return self._list

    def _take(self, item: QListWidgetItem) -> None:
        end = max(self._piece()[1], self._start)
        cursor = self._editor.textCursor()
        cursor.setPosition(self._start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(item.text())
        self._editor.setTextCursor(cursor)
        self.close()

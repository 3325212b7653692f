"""The bar that searches the letter: words, how many places have them, next and previous."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from imrdesk.gui.keys import key_of
from imrdesk.gui.theme import SPACE, Theme, set_role

from .toolbar import tool_button

_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)  # whatever they mean elsewhere in the window


class FindBar(QFrame):
    """Takes words and steps; who shows the letter searches and says how it went through `show_count`."""

    words_changed = Signal(str)
    stepped = Signal(int)  # +1 next, -1 previous
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self.setAccessibleName("Find in the letter")
        self._words = QLineEdit()
        self._words.setPlaceholderText("Find in the letter")
        self._words.setAccessibleName("Words to find in the letter")
        self._words.textChanged.connect(self.words_changed)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._count, "muted")
        self._previous = tool_button(theme, "chevron-up", _way("Previous place", "Shift+Enter", "previous_place"))
        self._next = tool_button(theme, "chevron-down", _way("Next place", "Enter", "next_place"))
        close = tool_button(theme, "x", "Close (Esc)")
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._words, 1)
        for widget in (self._count, self._previous, self._next, close):
            row.addWidget(widget)
        self.show_count(0, 0)

    def open(self, words: str = "") -> None:
        """Show the bar ready for typing; with words, look for these."""
        self.show()
        if words:
            self._words.setText(words)
        self._words.selectAll()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def words(self) -> str:
        """What is looked for now."""
        return self._words.text()

    def set_words(self, words: str) -> None:
        """Look for these."""
        self._words.setText(words)

    def show_words(self, words: str) -> None:
        """Say what was looked for, without looking again."""
        self._words.blockSignals(True)
        self._words.setText(words)
        self._words.blockSignals(False)

    def show_count(self, number: int, total: int) -> None:
        """Say which of how many places is shown; 0 before the first of them."""
        searched = bool(self.words().strip())
        places = f"{number} of {total}" if number else f"{total} place{'' if total == 1 else 's'}"
        self._count.setText(places if total else "Not in the letter" if searched else "")
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    def event(self, event: QEvent) -> bool:
        """Enter and Esc are this bar's while it has the focus, before any shortcut of the window."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _OWN_KEYS:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _go_on(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _go_back(self) -> None:
        self.stepped.emit(-1)


def _way(words: str, key: str, action: str) -> str:
    """A tooltip with the bar's own key and the window's."""
    return f"{words} ({', '.join(filter(None, (key, key_of(action))))})"

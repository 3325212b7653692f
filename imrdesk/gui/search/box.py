"""The search box: one line in the query language, completed as one types, with what is wrong said below."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.search_line import SearchLine

from .asking import completions, typing_at

PAUSE = 250  # milliseconds without typing before a search begins
_TO_POPUP = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)


class QueryLine(SearchLine):
    """Where one types; Down goes on into the results, Tab or Enter take the completion that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Mapping[str, tuple[str, ...]] = {}
        self._found = QStringListModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = self._completer.popup() or QListView()
        self._popup.setAccessibleName("Completions")
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._offer)

    def know(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Complete with these values, by the filter's name."""
        self._known = values

    def offered(self) -> list[str]:
        """The completions that are shown."""
        return self._found.stringList() if self._popup.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list of completions has some keys for itself."""
        if self._popup.isVisible() and event.key() in _TO_POPUP:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        found = completions(typing_at(self.text(), self.cursorPosition()), self._known)
        self._found.setStringList(found)
        if found and self.hasFocus():
            self._completer.complete()
        else:
            self._popup.hide()

    def _complete(self, written: str) -> None:
        typing, at = typing_at(self.text(), self.cursorPosition()), self.cursorPosition()
        space = "" if written.endswith(":") else " "
        self.setText(f"{self.text()[: typing.start]}{written}{space}{self.text()[at:].lstrip()}")
        self.setCursorPosition(typing.start + len(written) + len(space))
        self.textEdited.emit(self.text())


class QueryBox(QWidget):
    """The line, and below it what is wrong with what it says."""

    changed = Signal(str)  # the query, once a person paused or pressed Enter
    left_down = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QueryLine()
        self.line.setPlaceholderText('Words, or filters like  decision:overturned category:Injection "low back"')
        self.line.setAccessibleName("Search disputed items")
        self.line.setToolTip("Words, “phrases”, begin*, and filters: name:value. What is typed is completed.")
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search", theme.color("muted")), QLineEdit.ActionPosition.LeadingPosition)
        self._fault = QLabel()
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._fault.setWordWrap(True)
        set_role(self._fault, "red")
        self._fault.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.line)
        column.addWidget(self._fault)
        self.line.textEdited.connect(self._pause.start)
        self.line.returnPressed.connect(self._tell)
        self.line.left_down.connect(self.left_down)
        self._pause.timeout.connect(self._tell)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """The query as it stands."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show another query, without asking for it."""
        self._pause.stop()
        if text != self.text():
            self.line.setText(text)

    def show_fault(self, words: str) -> None:
        """Say what is wrong; empty where all is well."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        set_role(self.line, "invalid" if words else "")
        self.line.setAccessibleDescription(words)

    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text()

    def _tell(self) -> None:
        self._pause.stop()
        self.changed.emit(self.text())

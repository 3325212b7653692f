"""Editors of text: as high as what stands in them, up to a limit."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from imrdesk.record.fields import Field

from .assisted import Assisted
from .completing import Completion
from .keys import PASSING

RESTING_LINES = 3  # of a long text that nobody has been in yet
LINES = 6  # of one that somebody has; more scrolls
LINE_HEIGHT = 28  # of an editor of one line, as the style sheet makes it
MARGIN = 2.5  # pixels around the text of a box, so that it stands as in a line


class TextEditor(Assisted, QPlainTextEdit):
    """One line that wraps and grows, so that no words are hidden."""

    lines = False
    JOINT = " "  # what pasted line breaks become

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del field
        self._limit = RESTING_LINES
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(MARGIN)
        self.setFixedHeight(LINE_HEIGHT)
        self.textChanged.connect(self.fit)
        self._completion = Completion(self, self.piece)

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self.setPlainText(text)

    def land(self) -> None:
        """Select all, so that typing replaces it."""
        self.selectAll()

    def rest(self) -> None:
        """Be small again."""
        if not self.hasFocus():
            self._limit = RESTING_LINES
            self.fit()

    def fit(self) -> None:
        """Be as high as the text, up to the limit; beyond it, scroll."""
        needed = ceil(self.document().documentLayout().documentSize().height())
        shown = max(1, min(needed, self._limit))
        edges = self.height() - self.viewport().height() + 2 * MARGIN
        height = max(LINE_HEIGHT, ceil(shown * self.fontMetrics().lineSpacing() + edges))
        if height != self.height():
            self.setFixedHeight(height)
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if needed > shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
            super().resizeEvent(QResizeEvent(self.viewport().size(), QSize()))  # a hidden box is not told by Qt
        if needed <= shown:
            self.verticalScrollBar().setValue(0)  # a line scrolled out would not be missed

    def piece(self) -> tuple[int, int]:
        """Where the words at the caret begin and end, that a completion takes the place of."""
        return 0, len(self.text())

    def complete_with(self, words: Sequence[str]) -> None:
        """Offer these words while a person types."""
        self._completion.know(words)

    def claims(self, event: QKeyEvent) -> bool:
        """Whether the list of words is to have a key."""
        return self._completion.claims(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list of words first, then the text; what is typed brings the list."""
        if self._completion.take_key(event):
            return
        super().keyPressEvent(event)
        if event.text().strip() or event.key() == Qt.Key.Key_Backspace:
            self._completion.offer()
        else:
            self._completion.close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes wants no words."""
        super().focusOutEvent(event)
        self._completion.close()
        if event.reason() not in PASSING:
            cursor = self.textCursor()
            cursor.clearSelection()  # what looks selected must be what a key replaces
            self.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width wraps the text anew."""
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes in sees more of it; it stays so, since shrinking would move what is below."""
        super().focusInEvent(event)
        self._limit = LINES
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, unless somebody works in here and there is more than is seen."""
        if self.hasFocus() and self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn:
            super().wheelEvent(event)
        else:
            event.ignore()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text; a file dropped here is for the window to import."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, in one line where the value is one."""
        pieces = (piece.strip() for piece in source.text().splitlines())
        self.insertPlainText(source.text() if self.lines else self.JOINT.join(piece for piece in pieces if piece))


class LongTextEditor(TextEditor):
    """Text of several lines, or one citation a line; Enter is a new line."""

    lines = True

    def land(self) -> None:
        """Go to the beginning, nothing selected: one key must not replace a page."""
        self.moveCursor(QTextCursor.MoveOperation.Start)

"""Where a value is typed: one editor for each kind of value, all with the same few words to a row."""

from math import ceil
from typing import Protocol

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from imrdesk.record.fields import Field
from imrdesk.record.values import Kind

RESTING_LINES = 3  # of a long text that nobody has been in yet
LINES = 6  # of one that somebody has; more scrolls
LINE_HEIGHT = 28  # of an editor of one line, as the style sheet makes it
MARGIN = 2.5  # pixels around the text of a box, so that it stands as in a line
HINTS = {Kind.DATE: "mm/dd/yyyy"}
EMPTY = "—"  # the entry of a choice that says nothing is stated


class Editor(Protocol):
    """What a row needs of its editor; every one is a QWidget too."""

    lines: bool  # whether Enter is a new line in it

    def text(self) -> str:
        """What stands in it."""
        ...

    def set_text(self, text: str) -> None:
        """Replace what stands in it; typing from before can no longer be undone."""
        ...

    def land(self) -> None:
        """Place the caret for somebody who arrives by a key."""
        ...

    def rest(self) -> None:
        """Take the size of an editor nobody has been in yet."""
        ...


class LineEditor(QLineEdit):
    """One line: dates and numbers."""

    lines = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # a file dropped here is for the window to import
        self.setPlaceholderText(HINTS.get(field.kind, ""))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Replace the text, its beginning in sight."""
        self.setText(text)
        self.setCursorPosition(0)

    def land(self) -> None:
        """Select all, so that typing replaces it."""
        self.selectAll()

    def rest(self) -> None:
        """A line has one size."""


class ChoiceEditor(QComboBox):
    """A pick-list that completes what is typed; the wheel scrolls the form, never the value."""

    lines = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems([EMPTY, *self.choices(field)])
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if line := self.lineEdit():
            line.setPlaceholderText(EMPTY)
            line.setAcceptDrops(False)

    @staticmethod
    def choices(field: Field) -> tuple[str, ...]:
        """The entries below the empty one."""
        return field.choices

    def text(self) -> str:
        """What stands in it; the empty entry is no text."""
        text = self.currentText()
        return "" if text == EMPTY else text

    def set_text(self, text: str) -> None:
        """Show a choice, or a text that is none."""
        self.setCurrentIndex(self.findText(text) if text else -1)
        self.setEditText(text)
        if line := self.lineEdit():
            line.setCursorPosition(0)

    def land(self) -> None:
        """Select all, so that the first letter typed picks."""
        if line := self.lineEdit():
            line.selectAll()

    def rest(self) -> None:
        """A pick-list has one size."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class FlagEditor(ChoiceEditor):
    """Yes, no, or not stated."""

    @staticmethod
    def choices(field: Field) -> tuple[str, ...]:
        """The two answers, whatever the field."""
        del field
        return ("yes", "no")


class TextEditor(QPlainTextEdit):
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
        """Scroll the form, unless somebody works in here."""
        if self.hasFocus():
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


class WordsEditor(TextEditor):
    """A list, its items parted by semicolons."""

    JOINT = "; "

    def land(self) -> None:
        """Go to the end: a list is more often added to than replaced."""
        self.moveCursor(QTextCursor.MoveOperation.End)


class LongTextEditor(TextEditor):
    """Text of several lines, or one citation a line; Enter is a new line."""

    lines = True

    def land(self) -> None:
        """Go to the beginning, nothing selected: one key must not replace a page."""
        self.moveCursor(QTextCursor.MoveOperation.Start)


EDITORS: dict[Kind, type[LineEditor] | type[ChoiceEditor] | type[TextEditor]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.DATE: LineEditor,
    Kind.NUMBER: LineEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.FLAG: FlagEditor,
    Kind.WORDS: WordsEditor,
    Kind.CITATIONS: LongTextEditor,
}

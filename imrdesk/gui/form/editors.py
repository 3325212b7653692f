"""Where a value is typed: one editor for each kind of value, all with the same few words to a row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from imrdesk.record.fields import Field
from imrdesk.record.values import Kind

from .assisted import Assisted
from .lists import CitationsEditor, WordsEditor
from .texts import LongTextEditor, TextEditor

HINTS = {Kind.DATE: "mm/dd/yyyy"}
EMPTY = "—"  # the entry of a choice that says nothing is stated


class LineEditor(Assisted, QLineEdit):
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


class ChoiceEditor(Assisted, QComboBox):
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

    def offer(self, choices: Sequence[str]) -> None:
        """Offer these choices; what stands in it stays."""
        wanted = [EMPTY, *choices]
        if wanted != [self.itemText(index) for index in range(self.count())]:
            text = self.text()
            self.clear()
            self.addItems(wanted)
            self.set_text(text)

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


EDITORS: dict[Kind, type[LineEditor] | type[ChoiceEditor] | type[TextEditor]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.DATE: LineEditor,
    Kind.NUMBER: LineEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.FLAG: FlagEditor,
    Kind.WORDS: WordsEditor,
    Kind.CITATIONS: CitationsEditor,
}

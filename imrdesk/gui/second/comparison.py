"""The form's place while differences are settled: both values of a field side by side, a key for each, one to type."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from imrdesk.document.locate import cite
from imrdesk.document.model import Document
from imrdesk.errors import InputError
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.record.agreement import Disagreement
from imrdesk.record.fields import field
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path, Record
from imrdesk.record.values import Kind, Value, show

FIRST, SECOND, OTHER = "A", "B", "T"
KEYS = "A or B takes a value  ·  T types another"
NOT_STATED = "not stated in the letter"
NO_PLACE = "no place in the letter"
OTHER_HINT = "Another value: type it, or select it in the letter and fill it in"
LONG = (Kind.LONG_TEXT, Kind.CITATIONS)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LIST_LINES = 5


class Comparison(QWidget):
    """Shows the differences of one letter and one second reader; says what is settled, and changes nothing itself."""

    settled = Signal(object, object, object, str)  # Path, value, evidence, the second reader
    looked_at = Signal(object)  # the places of both values

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Differences of two readers")
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._record: Record | None = None
        self._document: Document | None = None
        self._reader = ""
        self._found: tuple[Disagreement, ...] = ()
        self._taken: tuple[Evidence, ...] = ()
        self._title, self._keys, self._field, self._about = QLabel(), QLabel(KEYS), QLabel(), QLabel()
        self._list = QListWidget()
        self._first = Said(FIRST, "First reader")
        self._second = Said(SECOND, "Second reader")
        self._typed, self._error, self._take = QPlainTextEdit(), QLabel(), QPushButton("Take what is typed")
        self._sides = QWidget()
        self._lay_out()
        self._list.currentRowChanged.connect(self._look)
        self._first.taken.connect(self.take_first)
        self._second.taken.connect(self.take_second)
        self._take.clicked.connect(self.take_typed)
        for watched in (self, self._list, self._first.button, self._second.button, self._typed, self._take):
            watched.installEventFilter(self)
        self._look()

    def show_differences(
        self, record: Record, document: Document, reader: str, found: Sequence[Disagreement], first: str
    ) -> None:
        """Show where a second reader differs from the `first`; the one that is current stays so, or the next one is."""
        same = self._record is not None and self._record.id == record.id and self._reader == reader
        row = max(self._list.currentRow(), 0) if same else 0
        before = self.current() if same else None
        path = before.path if before else None
        self._record, self._document, self._reader, self._found = record, document, reader, tuple(found)
        self._first.name(f"First reader, {first}" if first else "First reader")
        self._second.name(f"Second reader, {reader}")
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([named(record, item.path) for item in found])
        self._list.blockSignals(False)
        lines = min(len(found), LIST_LINES)
        self._list.setFixedHeight(lines * max(self._list.sizeHintForRow(0), 1) + 2 * self._list.frameWidth() + 2)
        kept = next((place for place, item in enumerate(found) if item.path == path), min(row, len(found) - 1))
        self._list.setCurrentRow(kept)
        self._look()
        if not self.isAncestorOf(self.focusWidget() or self) or not self._typed.hasFocus():
            self.focus_list()

    def current(self) -> Disagreement | None:
        """The difference that is shown."""
        row = self._list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def focus_list(self) -> None:
        """Let the person walk the differences."""
        self._list.setFocus()

    def step(self, step: int) -> None:
        """The next (1) or previous (-1) difference, round the ends."""
        if self._found:
            self._list.setCurrentRow((self._list.currentRow() + step) % len(self._found))

    def take_first(self) -> None:
        """The first reader is right."""
        if found := self.current():
            self._settle(found.path, found.first, found.first_evidence)

    def take_second(self) -> None:
        """The second reader is right."""
        if found := self.current():
            self._settle(found.path, found.second, found.second_evidence)

    def take_typed(self) -> None:
        """Neither is right: what is typed is."""
        if not (found := self.current()):
            return
        try:
            value = field(found.path.key).parse(self._typed.toPlainText())
        except InputError as error:
            self._say_wrong(str(error))
            return
        self._settle(found.path, value, self._taken)

    def take_text(self, text: str, evidence: Sequence[Evidence]) -> None:
        """Fill in words selected in the letter, with their place."""
        if self.current() and text.strip():
            self._typed.setPlainText(text.strip())
            self._taken = tuple(evidence)
            self._typed.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One key takes a value, wherever the keyboard is but in the text."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self._typed:
                return self._typed_key(event)
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and self._one_key(event):
                return True
        return super().eventFilter(watched, event)

    def _one_key(self, event: QKeyEvent) -> bool:
        acts = {FIRST: self.take_first, SECOND: self.take_second, OTHER: self._typed.setFocus}
        if act := acts.get(event.text().upper()):
            act()
            return True
        return False

    def _typed_key(self, event: QKeyEvent) -> bool:
        """Enter takes what is typed, with Shift where Enter is a new line; Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._typed.clear()
            self._say_wrong("")
            self.focus_list()
            return True
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in ENTER and (shifted or (plain and not self._is_long())):
            self.take_typed()
            return True
        return False

    def _is_long(self) -> bool:
        found = self.current()
        return found is not None and field(found.path.key).kind in LONG

    def _settle(self, path: Path, value: Value, evidence: tuple[Evidence, ...]) -> None:
        self.settled.emit(path, value, evidence, self._reader)
        self._list.setFocus()

    def _look(self) -> None:
        """Show the difference that is current, and where both values stand."""
        found, record, document = self.current(), self._record, self._document
        self._sides.setVisible(found is not None)
        self._list.setVisible(found is not None)
        self._keys.setVisible(found is not None)
        self._typed.clear()
        self._taken = ()
        self._say_wrong("")
        if found is None or record is None or document is None:
            self._title.setText("All differences of this letter are settled")
            return
        number, count = self._list.currentRow() + 1, len(self._found)
        self._title.setText(f"Difference {number} of {count}" if count > 1 else "1 difference")
        self._field.setText(named(record, found.path))
        self._about.setText(field(found.path.key).help)
        self._first.say(show(found.first), _cited(document, found.first_evidence))
        self._second.say(show(found.second), _cited(document, found.second_evidence))
        enter = "Shift+Enter" if self._is_long() else "Enter"
        self._take.setText(f"Take what is typed ({enter})")
        self.looked_at.emit(tuple(dict.fromkeys((*found.first_evidence[:1], *found.second_evidence[:1]))))

    def _say_wrong(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _lay_out(self) -> None:
        for label, role in (
            (self._title, "title"),
            (self._keys, "small"),
            (self._field, "heading"),
            (self._about, "muted"),
            (self._error, "refusal"),
        ):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._list.setAccessibleName("Fields that differ")
        self._list.setAccessibleDescription(f"{KEYS}; Up and Down choose the field")
        set_role(self._list, "roomy")
        set_role(self._sides, "panel")
        self._typed.setAccessibleName("Another value")
        self._typed.setPlaceholderText(OTHER_HINT)
        self._typed.setTabChangesFocus(True)
        self._typed.setFixedHeight(SPACE * 9)
        sides = QVBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE * 3 // 2)
        for part in (self._field, self._about):
            sides.addWidget(part)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE)
        for side in (self._first, self._second):
            pair.addWidget(side, 1)
        sides.addLayout(pair)
        sides.addWidget(self._typed)
        sides.addWidget(self._error)
        sides.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        sides.addStretch(1)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self._sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE)
        column.setSpacing(SPACE * 3 // 2)
        for part in (self._title, self._keys, self._list):
            column.addWidget(part)
        column.addWidget(room, 1)


class Said(QFrame):
    """What one reader said, where, and the button that takes it."""

    taken = Signal()

    def __init__(self, key: str, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._key = key
        self._who, self._value, self._place = QLabel(who), QLabel(), QLabel()
        self.button = QPushButton(f"Take {key}")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3 // 2, SPACE, SPACE * 3 // 2, SPACE)
        column.setSpacing(SPACE // 2)
        for label, role in ((self._who, "small"), (self._value, "heading"), (self._place, "small")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def name(self, who: str) -> None:
        """Say whose value it is."""
        self._who.setText(who)

    def say(self, value: str, place: str) -> None:
        """Show a value and where it stands."""
        self._value.setText(value or NOT_STATED)
        self._place.setText(place)
        self.button.setAccessibleName(f"Take {self._key}: {value or NOT_STATED}, {self._who.text()}, {place}")


def named(record: Record, path: Path) -> str:
    """A field as a person calls it, with the number of its item."""
    if not path.issue:
        return field(path.key).label
    number = next(place for place, issue in enumerate(record.issues, 1) if issue.id == path.issue)
    return f"{field(path.key).label}, item {number}"


def _cited(document: Document, evidence: Sequence[Evidence]) -> str:
    return cite(document, [item.span for item in evidence[:1]]) or NO_PLACE

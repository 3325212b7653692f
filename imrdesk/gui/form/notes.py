"""What stands under a row when it has something to say: why to look, what the machine read, other readings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imrdesk.document.locate import fold
from imrdesk.gui.theme import STATE_MARKS, set_role
from imrdesk.gui.widgets.flow import FlowLayout
from imrdesk.gui.widgets.numbered import NumberedButton
from imrdesk.record.fields import Field
from imrdesk.record.model import FieldValue, Remark, RemarkKind, State
from imrdesk.record.values import Value, show

from .keys import ENTER, PASSING
from .tip import set_tip

MOST_ALTERNATIVES = 9  # as many as there are number keys
SHORT = 44  # characters of an alternative
LONG = 140  # characters of the machine's value
SECOND_LOOK = "⚑ Needs a second look"
COMMENT_HINT = "Comment for whoever reads this next; Enter keeps it, empty takes it away"


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to say about a value; false when that is nothing."""

    error: str = ""
    reason: str = ""
    machine: str = ""
    offered: tuple[Value, ...] = ()
    comment: str = ""
    second_look: str = ""

    def __bool__(self) -> bool:
        return self != Said()


def said_of(value: FieldValue, error: str, remarks: Iterable[Remark] = (), *, quiet: bool) -> Said:
    """What to say about a value and what is typed over it; of a letter that is done, what is wrong and remarked."""
    said = {item.kind: item for item in remarks}
    comment, second = said.get(RemarkKind.COMMENT), said.get(RemarkKind.SECOND_LOOK)
    plain = Said(
        error,
        comment=f"{comment.by}: {comment.text}" if comment else "",
        second_look=f"{SECOND_LOOK}, says {second.by}" if second else "",
    )
    if not value.finding or quiet:
        return plain
    if not value.needs_review:
        return replace(plain, machine=_machine_line(value))
    offered = tuple(item.value for item in value.finding.alternatives[:MOST_ALTERNATIVES])
    return replace(plain, reason=value.finding.reason or "", offered=offered)


def description(field: Field, value: FieldValue, state: str) -> str:
    """What a tooltip says: what the field is, how its value stands, and how sure the program was."""
    parts = [field.help, f"{STATE_MARKS[state].label}{f', by {value.by}' if value.by else ''}."]
    if value.finding and value.finding.rule and value.finding.confidence:
        right = round(value.finding.confidence * 100)
        parts.append(f"The program's reading is right in about {right} of 100 letters.")
    return " ".join(parts)


class CommentLine(QLineEdit):
    """Where a comment is written: Enter or going elsewhere keeps it, Esc leaves it as it was."""

    written = Signal(str)
    done = Signal()  # by a key, so that the keyboard goes back to the field

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self.setAcceptDrops(False)
        self.setPlaceholderText(COMMENT_HINT)
        self.setAccessibleName("Comment on this field")

    def begin(self, text: str) -> None:
        """Start with what the comment says so far."""
        self._before = text
        self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc; all else is text."""
        if event.key() not in (*ENTER, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)
        self._keep()
        self.done.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is written is kept."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self._keep()

    def _keep(self) -> None:
        words = self.text().strip()
        if words != self._before:
            self._before = words
            self.written.emit(words)
        self.hide()


class RowNotes(QWidget):
    """The lines under an editor; each is there only when it is needed."""

    restored = Signal()
    picked = Signal(int)  # the number of an alternative, from 1
    commented = Signal(str)
    comment_done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        self._error = _text("refusal", self)
        self._reason = _text("reason", self)
        column.addWidget(self._error)
        column.addWidget(self._reason)
        self._choices = QWidget(self)
        self._flow = FlowLayout(self._choices)
        self._buttons: list[NumberedButton] = []
        column.addWidget(self._choices)
        self._machine = QWidget(self)
        line = QHBoxLayout(self._machine)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._read = _text("small", self._machine)
        self._restore = QPushButton("restore", self._machine)
        self._restore.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._restore.setCursor(Qt.CursorShape.PointingHandCursor)
        self._restore.setToolTip("Put back what the program read")
        self._restore.setAccessibleName("Restore what the program read")
        set_role(self._restore, "restore")
        self._restore.clicked.connect(self.restored)
        self._second_look, self._comment = _text("reason", self), _text("remark", self)
        self._asking: CommentLine | None = None
        line.addWidget(self._read, 1)
        line.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self._machine, self._second_look, self._comment):
            column.addWidget(part)

    def show_said(self, said: Said) -> None:
        """Show the lines there are."""
        _say(self._error, said.error)
        _say(self._reason, said.reason)
        _say(self._read, said.machine)
        self._machine.setVisible(bool(said.machine))
        self._offer(said.offered)
        _say(self._second_look, said.second_look)
        _say(self._comment, said.comment)

    def ask_comment(self, text: str) -> None:
        """Open the line for a comment, with what it says so far."""
        if self._asking is None:
            self._asking = CommentLine(self)
            self._asking.written.connect(self.commented)
            self._asking.done.connect(self.comment_done)
            self._column.addWidget(self._asking)
        self._asking.begin(text)
        self._asking.show()
        self.show()
        self._asking.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Whether the line for a comment is open."""
        return self._asking is not None and not self._asking.isHidden()

    def stop_asking(self) -> None:
        """Close the line for a comment."""
        if self._asking:
            self._asking.hide()

    def settle(self) -> None:
        """Lay out at once what changed."""
        self._column.activate()

    def _offer(self, values: tuple[Value, ...]) -> None:
        while len(self._buttons) < len(values):
            button = NumberedButton(len(self._buttons) + 1, "choice", self._choices)
            button.picked.connect(self.picked)
            self._flow.addWidget(button)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons, 1):
            wanted = number <= len(values)
            button.setVisible(wanted)
            if wanted:
                text = show(values[number - 1]) or "not stated"
                button.setText(f"{number}  {_shortened(text, SHORT)}".replace("&", "&&"))
                set_tip(button, f"Take “{_shortened(text, LONG)}” (Alt+{number})")
                button.setAccessibleName(f"Take reading {number}: {_shortened(text, LONG)}")
        self._choices.setVisible(bool(values))


def _machine_line(value: FieldValue) -> str:
    """What the program read, where a person has said otherwise."""
    if value.state not in (State.EDITED, State.ABSENT):
        return ""
    read = show(value.machine_value)
    return f"The program read: {_shortened(read, LONG)}" if read else "The program read nothing here."


def _shortened(text: str, most: int) -> str:
    text = fold(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _text(role: str, parent: QWidget) -> QLabel:
    """A label for words out of a letter: never read as markup, broken where it must."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.hide()
    set_role(label, role)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))

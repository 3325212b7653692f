"""The strip over the form: all that is left to check, whatever is scrolled out of sight; each goes there."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from imrdesk.gui.keys import key_of
from imrdesk.gui.theme import SPACE, STATE_MARKS, set_role
from imrdesk.gui.widgets.fitting import is_low
from imrdesk.gui.widgets.flow import FlowLayout
from imrdesk.gui.widgets.numbered import NumberedButton
from imrdesk.record.fields import field
from imrdesk.record.model import Path, Record, Status

MOST, FEW = 10, 2  # buttons, fewer on a low screen; the rest is a number
KEYS = "Enter confirms and goes on  ·  Esc puts back"


class Overview(QWidget):
    """How much is left, and a button for each."""

    picked = Signal(object)  # the Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._buttons: list[NumberedButton] = []
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._locked = ""
        self._keys = QLabel(KEYS, self)
        set_role(self._keys, "small")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._keys)
        self._list = QWidget(self)
        self._flow = FlowLayout(self._list)
        self._more = QLabel(self._list)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._more, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE // 2 + 2)
        column.addLayout(head)
        column.addWidget(self._list)

    def lock(self, words: str) -> None:
        """Say why fields can only be read, in place of what waits."""
        self._locked = words

    def show_record(self, record: Record, waiting: Sequence[Path], *, done: bool) -> None:
        """Say what waits in a record, or who reviewed it when it is `done`."""
        self._title.setText(self._locked or _title(record, len(waiting), done=done))
        set_role(self._title, "heading" if waiting and not done else "muted")
        self._title.setWordWrap(done)  # a name may be long
        self._keys.setVisible(not done)
        self._keys.setText(KEYS if waiting else f"{key_of('review_and_next')}: reviewed, next letter".lstrip(": "))
        self._paths = [] if done else list(waiting[: FEW if is_low(self) else MOST])
        while len(self._buttons) < len(self._paths):
            button = NumberedButton(len(self._buttons), "check", self._list)
            button.picked.connect(self._pick)
            self._flow.addWidget(button)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            wanted = number < len(self._paths)
            button.setVisible(wanted)
            if wanted:
                button.setText(f"{STATE_MARKS['to review'].glyph} {name_of(record, self._paths[number])}")
                button.setAccessibleName(f"Check {name_of(record, self._paths[number])}")
        rest = len(waiting) - len(self._paths)
        self._more.setText(f"and {rest} more")
        self._more.setFixedHeight(self._buttons[0].sizeHint().height() if self._buttons else 0)
        self._flow.removeWidget(self._more)
        self._flow.addWidget(self._more)
        self._more.setVisible(bool(rest and self._paths))
        self._list.setVisible(bool(self._paths))

    def _pick(self, number: int) -> None:
        self.picked.emit(self._paths[number])


def _title(record: Record, waiting: int, *, done: bool) -> str:
    if not done:
        return f"{waiting} to check" if waiting else "Nothing left to check"
    if record.status is not Status.REVIEWED or not record.reviewed_by:
        return "Reviewed. Editing reopens it."
    when = f", {_local(record.reviewed_at)}" if record.reviewed_at else ""
    return f"Reviewed by {record.reviewed_by}{when}. Editing reopens it."


def _local(at: str) -> str:
    """A UTC time as the clock on the wall shows it."""
    return datetime.fromisoformat(at).astimezone().strftime("%m/%d/%Y %I:%M %p")


def name_of(record: Record, path: Path) -> str:
    """A value as a person calls it."""
    label = field(path.key).label
    return f"{label}, item {_number(record, path.issue)}" if path.issue and len(record.issues) > 1 else label


def _number(record: Record, issue_id: str) -> int:
    return next(number for number, issue in enumerate(record.issues, 1) if issue.id == issue_id)

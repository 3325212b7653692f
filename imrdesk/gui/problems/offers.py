"""What can be done about one problem: choose the right value, dismiss it with a reason, or bring it back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.flow import FlowLayout
from imrdesk.record.fields import field
from imrdesk.record.settling import Choice
from imrdesk.record.values import show

MOST = 5  # choices in a line; a problem has rarely more than two
LONGEST = 36  # characters of a value
REASON_HINT = "Why is it no problem? Enter keeps the reason, Esc leaves the problem."
DISMISS, BRING_BACK = "Dismiss…", "Bring back"


class Offers(QWidget):
    """One line of buttons; the keys for them work in the list of problems."""

    chosen = Signal(object)  # Choice
    dismissed = Signal(str)  # the reason
    brought_back = Signal()
    left = Signal()  # the person is done here

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()
        self._question = QLabel(self)
        set_role(self._question, "muted")
        self._buttons = [self._button("") for _ in range(MOST)]
        for number, button in enumerate(self._buttons):
            button.setProperty("number", number)
            button.clicked.connect(self._choose)
        self._dismiss, self._back = self._button(DISMISS), self._button(BRING_BACK)
        self._dismiss.setToolTip("Say that it is no problem, and why (D in the list)")
        self._back.setToolTip("Show the problem again (B in the list)")
        self._dismiss.clicked.connect(self.ask_reason)
        self._back.clicked.connect(self.brought_back)
        self._question.setMinimumHeight(self._dismiss.sizeHint().height())  # so that it stands level with them
        self._reason = ReasonLine(self)
        self._reason.hide()
        self._reason.written.connect(self._take_reason)
        self._reason.given_up.connect(self._give_up)
        lines = FlowLayout(self)
        lines.setContentsMargins(SPACE * 3, 0, SPACE, SPACE // 2)
        for part in (self._question, *self._buttons, self._dismiss, self._back, self._reason):
            lines.addWidget(part)

    def show_offers(self, choices: Sequence[Choice], *, is_dismissed: bool) -> None:
        """Offer what there is for a problem."""
        self._choices = () if is_dismissed else choices[:MOST]
        several = len({choice.path for choice in self._choices}) > 1
        self._question.setText("Which is right?" if self._choices else "")
        self._question.setVisible(bool(self._choices))
        for number, button in enumerate(self._buttons):
            wanted = number < len(self._choices)
            button.setVisible(wanted)
            if wanted:
                words = _words(self._choices[number], named=several)
                button.setText(f"{number + 1}  {words}".replace("&", "&&"))
                button.setAccessibleName(f"Take {words}")
        self._dismiss.setVisible(not is_dismissed)
        self._back.setVisible(is_dismissed)
        self._reason.hide()

    def choose(self, number: int) -> None:
        """Take a choice by its number, from 0."""
        if number < len(self._choices):
            self.chosen.emit(self._choices[number])

    def ask_reason(self) -> None:
        """Open the line for the reason."""
        for part in (self._question, *self._buttons, self._dismiss):
            part.hide()
        self._reason.clear()
        self._reason.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Whether a reason is being written, which nothing may take away."""
        return self._reason.isVisible()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(button, "choice")
        return button

    def _choose(self) -> None:
        self.choose(self.sender().property("number"))

    def _take_reason(self, reason: str) -> None:
        self._reason.hide()
        self.dismissed.emit(reason)
        self.left.emit()

    def _give_up(self) -> None:
        self.show_offers(self._choices, is_dismissed=False)
        self.left.emit()


class ReasonLine(QLineEdit):
    """Where a reason is written."""

    written = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.setPlaceholderText(REASON_HINT)
        self.setAccessibleName("Why it is no problem")
        self.setMinimumWidth(SPACE * 60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc; all else is text."""
        words = self.text().strip()
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif words:
            self.written.emit(words)


def _words(choice: Choice, *, named: bool) -> str:
    """A choice in words: its field where there are several, its value, its page."""
    value = " ".join(show(choice.value).split())
    short = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
    page = f"  ·  p. {choice.evidence[0].span.page}" if choice.evidence else ""
    return f"{field(choice.path.key).label}: {short}{page}" if named else f"{short}{page}"

"""When a determination was mailed, as a person says: what the next dates are computed from."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from imrdesk.errors import InputError
from imrdesk.gui.theme import SPACE
from imrdesk.record.deadlines import Mailing
from imrdesk.record.values import Kind, parse


class MailingEdit(QWidget):
    """A date, and whether it was served by mail; empty where no dates are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date, self._by_mail = QLineEdit(), QCheckBox("Served b&y mail")
        self._date.setPlaceholderText("MM/DD/YYYY")
        self._date.setAccessibleName("When the determination was mailed")
        self._date.setToolTip("Next dates are computed from this day; without it the summary has none")
        self._date.textChanged.connect(self.changed)
        self._by_mail.toggled.connect(self.changed)
        words = QLabel("Mai&led on")
        words.setBuddy(self._date)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for part in (words, self._date, self._by_mail):
            row.addWidget(part)

    def mailing(self) -> Mailing | None:
        """What was entered; None where that is no date, or nothing."""
        return (
            None if self.fault() or not self._date.text().strip() else Mailing(self._day(), self._by_mail.isChecked())
        )

    def fault(self) -> str:
        """Why what was entered cannot be taken; empty where it can."""
        try:
            if self._date.text().strip():
                self._day()
        except (InputError, ValueError) as error:
            return f"Mailed on: {error}"
        return ""

    def _day(self) -> date:
        return date.fromisoformat(str(parse(Kind.DATE, self._date.text())))

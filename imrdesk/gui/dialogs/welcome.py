"""The first time: who reviews, where the letters will be kept, and a way to look around."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role

TITLE = "Welcome to imrdesk"
WORDS = (
    "imrdesk reads determination letters and shows you the page beside what it found. You say what is right, "
    "mostly with the Enter key."
)
ASKED = (
    ("name", "Your name", "As it stands under what you review"),
    ("credentials", "Your credentials", "For example: RN, CCM"),
    ("initials", "Your initials", "For short lists"),
)
LATER = "You may leave these empty, and change them at any time in Settings (Ctrl+,)."
PRACTISE, BEGIN = "Look around on sample letters", "Start with my letters"


class Welcome(QDialog):
    """Asked once; whatever closes it, what was typed is kept."""

    told = Signal(str, str, str)  # name, credentials, initials
    tour_wanted = Signal()

    def __init__(self, name: str, workspace: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setFixedWidth(SPACE * 72)
        title, words, later = QLabel(TITLE), QLabel(WORDS), QLabel(LATER)
        place = QLabel(
            f"Your letters and what you say about them stay on this computer, in {workspace}. Nothing is sent anywhere."
        )
        set_role(title, "display")
        set_role(later, "muted")
        for label in (words, later, place):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        self._fields: list[QLineEdit] = []
        for _key, label, hint in ASKED:
            field = QLineEdit()
            field.setPlaceholderText(hint)
            field.setAccessibleName(label)
            form.addRow(label, field)
            self._fields.append(field)
        self._fields[0].setText(name)
        practise, begin = QPushButton(PRACTISE), QPushButton(BEGIN)
        set_role(practise, "primary")
        practise.setDefault(True)
        begin.setAutoDefault(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(begin)
        row.addWidget(practise)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 4, SPACE * 3, SPACE * 4, SPACE * 3)
        column.setSpacing(SPACE * 2)
        for part in (title, words):
            column.addWidget(part)
        column.addLayout(form)
        for part in (later, place):
            column.addWidget(part)
        column.addLayout(row)
        practise.clicked.connect(self._practise)
        begin.clicked.connect(self.accept)
        self.finished.connect(self._tell)
        self._fields[0].setFocus()

    def _practise(self) -> None:
        self.accept()
        self.tour_wanted.emit()

    def _tell(self) -> None:
        self.told.emit(*(field.text().strip() for field in self._fields))

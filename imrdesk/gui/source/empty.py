"""What stands in the source panel while no letter is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.theme import SPACE, Theme, set_role

EMPTY = "Choose a letter in the list"


def empty_state(theme: Theme) -> QWidget:
    """A picture, and what to do."""
    empty = QWidget()
    picture, words = QLabel(), QLabel(EMPTY)
    picture.setPixmap(icon("file-text", theme.color("line")).pixmap(48, 48))
    words.setTextFormat(Qt.TextFormat.PlainText)
    set_role(words, "muted")
    column = QVBoxLayout(empty)
    column.setSpacing(2 * SPACE)
    column.addStretch(1)
    for label in (picture, words):
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return empty

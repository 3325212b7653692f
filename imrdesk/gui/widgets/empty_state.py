"""What a panel shows when it has nothing to show: what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.theme import SPACE, Theme, set_role

ICON_SIZE = QSize(32, 32)


class EmptyState(QWidget):
    """An icon, a line, a sentence and a button."""

    pressed = Signal()

    def __init__(self, theme: Theme, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._words, self._button = QLabel(), QLabel(), QPushButton()
        sign = QLabel()
        sign.setPixmap(icon(picture, theme.color("muted")).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        set_role(self._title, "title")
        set_role(self._words, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        column.setSpacing(SPACE)
        column.addStretch(2)
        for part in (sign, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setWordWrap(part is not sign)
            column.addWidget(part)
        column.addSpacing(SPACE)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self._button.clicked.connect(self.pressed)

    def say(self, title: str, words: str, button: str = "") -> None:
        """Say what is so, what to do, and offer it."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title}. {words}")

"""What a panel shows when it has nothing to show: what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.theme import SPACE, Theme, set_role

ICON_SIZE = QSize(32, 32)


class EmptyState(QWidget):
    """An icon, a line, a sentence, a button, and a second one that is less likely."""

    pressed = Signal()
    second_pressed = Signal()

    def __init__(self, theme: Theme, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._words = QLabel(), QLabel()
        self._button, self._second = QPushButton(), QPushButton()
        sign = QLabel()
        sign.setPixmap(icon(picture, theme.color("muted")).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        set_role(self._title, "title")
        set_role(self._words, "muted")
        set_role(self._second, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        column.setSpacing(SPACE)
        column.addStretch(2)
        for part in (sign, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setWordWrap(part is not sign)
            column.addWidget(part)
        column.addSpacing(SPACE)
        for button in (self._button, self._second):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self._button.clicked.connect(self.pressed)
        self._second.clicked.connect(self.second_pressed)

    def say(self, title: str, words: str, button: str = "", second: str = "") -> None:
        """Say what is so, what to do, and offer it."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for made, text in ((self._button, button), (self._second, second)):
            made.setText(text)
            made.setVisible(bool(text))
        self.setAccessibleName(f"{title}. {words}")

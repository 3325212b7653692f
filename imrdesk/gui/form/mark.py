"""The sign of a value's state: a shape and a colour, and its name for those who see neither."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from imrdesk.gui.theme import STATE_MARKS, Theme


class Mark(QWidget):
    """Paints one of STATE_MARKS."""

    SIZE = QSize(14, 14)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.state = "proposed"
        self.setFixedSize(self.SIZE)

    def show_state(self, state: str) -> None:
        """Show the sign of a key of STATE_MARKS."""
        if state == self.state and self.accessibleName():
            return
        self.state = state
        label = STATE_MARKS[state].label
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign in its colour."""
        del event
        sign = STATE_MARKS[self.state]
        with QPainter(self) as painter:
            painter.setFont(self._theme.font())
            painter.setPen(self._theme.color(sign.role))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, sign.glyph)

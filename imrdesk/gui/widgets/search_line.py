"""Where one types what to search for, above the list of what is found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SearchLine(QLineEdit):
    """Down goes on into the list, Esc clears."""

    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear these two keys."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

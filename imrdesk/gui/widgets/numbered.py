"""A small button among others of its kind, which says its number when it is pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from imrdesk.gui.theme import set_role


class NumberedButton(QPushButton):
    """Pressed by the mouse alone: each has a key twin elsewhere, so that Tab need not pass it."""

    picked = Signal(int)

    def __init__(self, number: int, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self, role)
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self._number)

"""The line above comparable determinations: which item they are like, overturned first, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from imrdesk.gui.theme import SPACE, set_role


class LikenessBar(QWidget):
    """Says what the list is like; hidden while the list is what a query finds."""

    turned = Signal(bool)  # whether overturned items go first
    left = Signal()  # back to the search

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._first = QLabel(), QCheckBox("&Overturned first")
        self._back = QPushButton("Back to the search ✕")
        self._words = ""
        self._name.setMinimumWidth(SPACE * 10)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setAccessibleName("Comparable determinations")
        self._first.setToolTip("Overturned items first, where they are nearly as alike: for an appeal")
        self._back.setToolTip("What the search finds again")
        set_role(self._name, "strong")
        set_role(self._back, "link")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, SPACE // 2)
        line.setSpacing(SPACE)
        line.addWidget(self._name, 1)
        line.addWidget(self._first)
        line.addWidget(self._back)
        self._first.toggled.connect(self.turned)
        self._back.clicked.connect(self.left)
        self.hide()

    def say(self, name: str, count: int, *, alike: bool = True) -> None:
        """Show which item the list is like, or which figure it stands behind."""
        like = "Like" if count else "No decided item is like"
        behind = f"{count:,} behind" if count else "Nothing stands any more behind"
        self._words = f"{like if alike else behind} {name}"
        self._elide()
        self._first.setVisible(alike)
        self._name.setToolTip(name)
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say with … that a name is cut."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self._name.width()
        self._name.setText(self._name.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

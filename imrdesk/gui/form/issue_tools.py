"""The buttons over the table of issues."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.keys import tip
from imrdesk.gui.theme import Theme

from .tip import set_tip


class IssueTools(QWidget):
    """Add, split, merge, remove, up, down; the keys for them work in the table."""

    adding = Signal()
    removing = Signal()
    moving = Signal(int)  # -1 up, +1 down
    splitting = Signal()
    merging = Signal()  # with the one before
    deciding = Signal()  # what decided the item is to be shown

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.decided = self._button("list-checks", "What decided the item", "")
        set_tip(self.decided, tip("What decided the item", "what_decided"))
        self.add = self._button("plus", "Add an item", "Insert")
        self.split = self._button("split", "Split the item in two", "S")
        self.merge = self._button("merge", "Merge the item with the one before", "M")
        self.remove = self._button("trash-2", "Remove the item", "Delete")
        self.up = self._button("arrow-up", "Move the item up", "Alt+Up")
        self.down = self._button("arrow-down", "Move the item down", "Alt+Down")
        for button in (self.decided, self.add, self.split, self.merge, self.remove, self.up, self.down):
            line.addWidget(button)
        self.decided.clicked.connect(self.deciding)
        self.add.clicked.connect(self.adding)
        self.remove.clicked.connect(self.removing)
        self.split.clicked.connect(self.splitting)
        self.merge.clicked.connect(self.merging)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)

    def _button(self, name: str, text: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, self._theme.color("muted")))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tip(button, f"{text} ({key} in the table)")
        return button

    def show_place(self, number: int, count: int) -> None:
        """Offer what can be done with item `number` of `count`, 0 where none is shown."""
        self.decided.setEnabled(number > 0)
        self.remove.setEnabled(number > 0)
        self.split.setEnabled(number > 0)
        self.merge.setEnabled(number > 1)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(0 < number < count)

    def _move_up(self) -> None:
        self.moving.emit(-1)

    def _move_down(self) -> None:
        self.moving.emit(1)

"""The choice of the collection that results go into."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from imrdesk.gui.theme import SPACE
from imrdesk.store import Sheet


class SheetChooser(QComboBox):
    """The collections by name, and a new one."""

    chosen = Signal(str)  # the id of a collection, empty for a new one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self.setAccessibleName("Collection that results go into")
        self.setToolTip("Space puts a result into this collection")
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaximumWidth(SPACE * 22)
        self.activated.connect(self._choose)

    def show_sheets(self, sheets: Sequence[Sheet], current: str) -> None:
        """Offer these; the current one is chosen."""
        self.clear()
        for sheet in sheets:
            self.addItem(sheet.name, sheet.id)
        if not self._locked:
            self.addItem("New collection…", "")
        self.setCurrentIndex(max(self.findData(current), 0) if current else self.count() - 1)

    def lock(self, words: str) -> None:
        """Offer those that are there to be looked at, none to be begun."""
        self._locked = True
        self.setAccessibleName("Collection to look at")
        self.setToolTip(words)

    def _choose(self, place: int) -> None:
        self.chosen.emit(self.itemData(place))

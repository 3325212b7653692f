"""The sections of a summary: which ones, and in which order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from imrdesk.gui.theme import set_role

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SectionList(QListWidget):
    """Space or a click chooses, Alt with an arrow or the mouse moves."""

    changed = Signal()

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._filling = False
        set_role(self, "framed")
        self.setAccessibleName("Sections of the summary")
        self.setAccessibleDescription("Space takes a section in or leaves it out, Alt+Up and Alt+Down move it")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemChanged.connect(self._tell)
        self.model().rowsMoved.connect(self._tell)
        self.model().rowsInserted.connect(self._tell)  # a drop puts the row in anew

    def show_sections(self, names: Sequence[str]) -> None:
        """Choose these in their order; the others follow, left out."""
        self._filling = True
        self.clear()
        for name in (*names, *(other for other in self._labels if other not in names)):
            item = QListWidgetItem(self._labels[name])
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self._filling = False

    def names(self) -> tuple[str, ...]:
        """The sections chosen, in order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def move_current(self, step: int) -> None:
        """Move the section that is chosen up (-1) or down (1)."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + step < self.count():
            return
        self._filling = True
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentRow(row + step)
        self._filling = False
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the section."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

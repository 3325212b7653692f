"""A list whose rows are acted on by single keys, claimed before the window's own."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QWidget


class KeyedTable(QTableWidget):
    """Says which of its keys was pressed at the current row; every other key walks. Plain rows, no headers, no grid."""

    keyed = Signal(int)

    def __init__(self, columns: int, keys: Collection[Qt.Key], parent: QWidget | None = None) -> None:
        super().__init__(0, columns, parent)
        self._keys = frozenset(keys)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the list's own keys."""
        if self._is_own(event):
            self.keyed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the list's own keys before the window's."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return plain and event.key() in self._keys

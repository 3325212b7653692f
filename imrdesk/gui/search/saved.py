"""The searches that are kept under a name: done again, or deleted, from one button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from imrdesk.store import SavedSearch


class SavedButton(QPushButton):
    """A menu of searches by name."""

    chosen = Signal(str)  # the query
    dropped = Signal(str)  # the name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Saved", parent)
        self._locked = ""  # why none can be deleted
        self.listed = QMenu(self)
        self.listed.setToolTipsVisible(True)
        self.setMenu(self.listed)
        self.offer(())

    def offer(self, kept: Sequence[SavedSearch]) -> None:
        """Offer these searches."""
        self.listed.clear()
        for one in kept:
            action = self.listed.addAction(one.name)
            action.setData(one.text)
            action.setToolTip(one.text)
            action.triggered.connect(self._choose)
        drop = self.listed.addMenu("Delete")
        drop.setEnabled(not self._locked)
        drop.menuAction().setToolTip(self._locked)
        for one in kept:
            drop.addAction(one.name).triggered.connect(self._drop)
        self.setEnabled(bool(kept))
        self.setToolTip("Do a saved search again" if kept else "No search is saved yet")

    def lock(self, words: str) -> None:
        """Offer none to be deleted, and say why."""
        self._locked = words

    def _choose(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.chosen.emit(action.data())

    def _drop(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.dropped.emit(action.text())

"""The page that asks for the passphrase of an encrypted workspace."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from .gate import Page

TITLE = "This workspace is encrypted"
WORDS = "Type its passphrase to open {folder}."
LOST = "Without the passphrase nobody can open it, not the people who make imrdesk either."


class UnlockPage(Page):
    """A field and a button."""

    tried = Signal(str)  # the passphrase

    def __init__(self, folder: Path) -> None:
        super().__init__(TITLE, WORDS.format(folder=folder))
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName("Passphrase")
        self._field.setPlaceholderText("Passphrase")
        self.column.addWidget(self._field)
        self._told = self.say("", "red")
        self._button = self.offer("Unlock", LOST, "primary")
        self.offer_ways_out()
        self._field.returnPressed.connect(self._try)
        self._button.clicked.connect(self._try)

    def begin(self) -> None:
        """Ready to type."""
        super().begin()
        self._field.setFocus()

    def refuse(self, words: str) -> None:
        """Say why it does not open."""
        self._set_waiting(waiting=False)
        self._told.setText(words)
        self._told.show()
        self._field.selectAll()
        self._field.setFocus()

    def _try(self) -> None:
        if self._field.text():
            self._set_waiting(waiting=True)
            self.tried.emit(self._field.text())

    def _set_waiting(self, *, waiting: bool) -> None:
        self._told.setVisible(False)
        self._button.setEnabled(not waiting)
        self._button.setText("Unlocking…" if waiting else "Unlock")

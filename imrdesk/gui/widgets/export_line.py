"""One quiet line about exports: how far one has come, else that a letter's summary is older than its record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from imrdesk.gui.theme import SPACE, set_role

OLDER = "Summary older than record"
NAME_LENGTH = 24  # characters of a letter's name


class ExportLine(QWidget):
    """Stands in the status bar where there is something to say."""

    cancelled = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._bar = QLabel(), QProgressBar()
        self._cancel, self._again = QPushButton("Cancel export"), QPushButton("Export again")
        self._running, self._file = False, ""
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(SPACE * 12)
        self._bar.setAccessibleName("Letters exported")
        self._cancel.setToolTip("Stop the export; files written so far stay")
        self._cancel.clicked.connect(self._stop)
        self._again.clicked.connect(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        for part in (self._words, self._bar, self._cancel, self._again):
            row.addWidget(part)
        for button in (self._cancel, self._again):
            set_role(button, "link")
        self._refresh()

    def words(self) -> str:
        """What it says; empty where it says nothing."""
        return "" if self.isHidden() else self._words.text()

    def show_progress(self, done: int, total: int, name: str) -> None:
        """An export is at work on this letter."""
        if not self._running:
            self._running = True
            self._cancel.setEnabled(True)
        short = name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
        self._words.setText(f"Exporting {min(done + 1, total)} of {total}: {short}" if name else "Exporting…")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._refresh()

    def hide_progress(self) -> None:
        """No export runs any more."""
        self._running = False
        self._refresh()

    def show_older(self, file_name: str) -> None:
        """The summary in this file is older than the record of the letter that is open; empty where none is."""
        self._file = file_name
        self._refresh()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText("Stopping after this letter…")
        self.cancelled.emit()

    def _refresh(self) -> None:
        if not self._running:
            self._words.setText(OLDER)
            self._again.setToolTip(f"Bring {self._file} up to date; what was edited in it stays")
        self._bar.setVisible(self._running)
        self._cancel.setVisible(self._running)
        self._again.setVisible(not self._running and bool(self._file))
        self.setVisible(self._running or bool(self._file))

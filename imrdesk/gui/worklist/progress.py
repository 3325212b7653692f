"""How far things have come: letters reviewed above the list, an import below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.record.standing import Status


class ReviewProgress(QWidget):
    """“37 of 120 reviewed” over a thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Letters")
        set_role(title, "title")
        self.words = QLabel()
        self.words.setObjectName("reviewed")
        set_role(self.words, "muted")
        self._bar = _bar("Letters reviewed")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.words, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(top)
        column.addWidget(self._bar)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many letters are reviewed."""
        total, done = sum(counts.values()), counts.get(Status.REVIEWED.value, 0)
        self.words.setText(f"{done:,} of {total:,} reviewed" if total else "")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)


class ImportProgress(QFrame):
    """Which file is being read, how many are left, and a way to stop."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self.words, "muted")
        self._bar = _bar("Files read")
        self._cancel = QPushButton("Cancel")
        set_role(self._cancel, "link")
        self._cancel.setToolTip("Stop the import; letters read so far stay")
        self._cancel.clicked.connect(self._stop)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE // 2, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addLayout(top)
        column.addWidget(self._bar)
        self.hide()

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show which file is being read; `total` 0 while the files are being counted."""
        self.show()
        words = f"Reading {min(done + 1, total)} of {total}: {name}" if total and name else "Reading files…"
        room = self.words.fontMetrics()
        self.words.setText(room.elidedText(words, Qt.TextElideMode.ElideMiddle, self.words.width()))
        self.words.setToolTip(name)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._cancel.setEnabled(True)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.words.setText("Stopping after this file…")
        self.cancelled.emit()


def _bar(name: str) -> QProgressBar:
    made = QProgressBar()
    made.setTextVisible(False)
    made.setAccessibleName(name)
    return made

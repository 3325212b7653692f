"""What is said when the program itself went wrong: what was lost, where the log is, and what to send to who helps."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

TITLE = "Something went wrong inside imrdesk"
WORDS = (
    "This is a fault of the program, not of you or the letter. Everything that was saved is safe, and you can go on. "
    "If it happens again, close imrdesk and open it anew."
)
SEND = "Please send this to whoever looks after imrdesk for you. It holds no word of a letter:"
COPY, COPIED = "Copy", "Copied"


class CrashReport(QDialog):
    """A calm word and a report to copy; stands beside the work, and counts when more goes wrong meanwhile."""

    def __init__(self, report: str, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("imrdesk")
        fit(self, SPACE * 80, SPACE * 56)
        self._log = log
        self._reports = [report]
        title, words, send = QLabel(TITLE), QLabel(WORDS), QLabel(SEND)
        set_role(title, "title")
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName("Report")
        place = QLabel(f"The log: {log}")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(place, "muted")
        self._copy, folder = QPushButton(COPY), QPushButton("Open the log's folder")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(folder, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 3 // 2)
        for label in (title, words, send, place):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for part in (title, words, send, self._report, place, buttons):
            column.addWidget(part)
        column.setStretchFactor(self._report, 1)
        self._copy.clicked.connect(self.copy)
        folder.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        self._copy.setFocus()

    def add(self, report: str) -> None:
        """More went wrong; the same fault again is not told twice."""
        if report not in self._reports:
            self._reports.append(report)
            self._report.setPlainText("\n\n".join(self._reports))
            self._copy.setText(COPY)

    def text(self) -> str:
        """What is to be copied."""
        return self._report.toPlainText()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self._copy.setText(COPIED)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.parent)))

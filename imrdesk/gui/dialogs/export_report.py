"""What an export changed in a file that was there, and what it left as somebody had edited it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role

if TYPE_CHECKING:
    from imrdesk.workflow import ExportReport


class ExportReportDialog(QDialog):
    """A line for each value; stays until it is closed."""

    def __init__(self, report: "ExportReport", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        self.resize(SPACE * 100, SPACE * 45)
        title = QLabel(report.sentence())
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        set_role(title, "title")
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.setAccessibleName("What changed and what was left")
        self._list.addItems(list(report.lines()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        for part in (title, self._list, buttons):
            column.addWidget(part)

    def lines(self) -> list[str]:
        """What the list says."""
        return [self._list.item(row).text() for row in range(self._list.count())]

"""What an export changed and left, or where records that came in differ from ours: a line for each."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit


class Report(Protocol):
    """What can be shown so."""

    def sentence(self) -> str:
        """The whole in one sentence."""
        ...

    def lines(self) -> Iterable[str]:
        """What a person may want to know."""
        ...


class LinesReportDialog(QDialog):
    """A line for each value; stays until it is closed."""

    def __init__(self, title: str, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        fit(self, SPACE * 100, SPACE * 45)
        words = QLabel(report.sentence())
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        set_role(words, "title")
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.setAccessibleName("What is to be known, line by line")
        self._list.addItems(list(report.lines()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        for part in (words, self._list, buttons):
            column.addWidget(part)

    def lines(self) -> list[str]:
        """What the list says."""
        return [self._list.item(row).text() for row in range(self._list.count())]

"""The next dates of a letter, from the day a person says it was mailed: computed, to be verified, never kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.export.next_dates import weekday
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.deadlines import BASIS, VERIFY, Deadline
from imrdesk.record.model import Record

from .mailing_edit import MailingEdit

HEADINGS = ("What", f"Date ({VERIFY.lower()})", "Rule", "Computed from")


class NextDatesDialog(QDialog):
    """Asks for the mailing date and shows what follows from it."""

    mailed = Signal(object, object)  # this dialog and the Mailing
    calendar_wanted = Signal(object, object)  # this dialog and the Mailing

    def __init__(self, record: Record, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Next dates")
        fit(self, SPACE * 110, SPACE * 42)
        self._title, self._basis, self._fault = QLabel(f"{name}: next dates"), QLabel(BASIS), QLabel()
        self._mailing, self._table = MailingEdit(), QTableWidget(0, len(HEADINGS))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = self._buttons.addButton("&Save as calendar (.ics)…", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._mailing.changed.connect(self._refresh)
        self._save.clicked.connect(self._want_calendar)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    def show_dates(self, dates: Sequence[Deadline]) -> None:
        """Show what was computed."""
        self._table.setRowCount(len(dates))
        for row, item in enumerate(dates):
            inputs = "; ".join(words for words in (item.inputs, item.moved) if words)
            for column, words in enumerate((item.name, weekday(item), item.rule, inputs[:1].upper() + inputs[1:])):
                cell = QTableWidgetItem(words)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self._table.setItem(row, column, cell)
        self._table.resizeRowsToContents()

    def rows(self) -> list[list[str]]:
        """What the table says."""
        cells = ([self._table.item(row, column) for column in range(4)] for row in range(self._table.rowCount()))
        return [[cell.text() if cell else "" for cell in row] for row in cells]

    def _refresh(self) -> None:
        mailing, fault = self._mailing.mailing(), self._mailing.fault()
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._save.setEnabled(mailing is not None)
        if mailing:
            self.mailed.emit(self, mailing)
        else:
            self._table.setRowCount(0)

    def _want_calendar(self) -> None:
        if mailing := self._mailing.mailing():
            self.calendar_wanted.emit(self, mailing)

    def _lay_out(self) -> None:
        set_role(self._title, "title")
        set_role(self._basis, "muted")
        set_role(self._fault, "red")
        set_role(self._save, "primary")
        for words in (self._title, self._basis, self._fault):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._table.setHorizontalHeaderLabels(HEADINGS)
        self._table.verticalHeader().hide()
        self._table.setAccessibleName("Next dates")
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(True)
        self._table.setShowGrid(False)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, SPACE * 21)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        for part in (self._title, self._mailing, self._fault, self._table, self._basis, self._buttons):
            column.addWidget(part)

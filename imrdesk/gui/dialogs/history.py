"""The history of a value or of a whole letter: who, when, before and after; a value from before is brought back."""

from collections.abc import Callable, Sequence
from datetime import datetime

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

from imrdesk.desk.history import Entry
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.changes import Action
from imrdesk.record.model import Path

HEADINGS = ("When", "Who", "Field", "Before", "After", "State", "From", "Why")
WIDTHS = (17, 12, 18, 24, 24, 13, 18, 20)  # in SPACEs
FIELD, BEFORE = 2, 3
DEEDS = {
    Action.IMPORT: "Letter brought in",
    Action.ADD_ISSUE: "Item added",
    Action.REMOVE_ISSUE: "Item taken out",
    Action.MOVE_ISSUE: "Item moved",
    Action.STATUS: "Status of the letter",
    Action.FLAG: "Flag",
    Action.REMARK: "Remark",
    Action.PIN: "Appeal worksheet",
    Action.SECOND_ASSIGNED: "Second reader",
    Action.SECOND_SET: "Second reader's value",
    Action.SECOND_STATUS: "Second reading",
    Action.SETTLE: "Difference settled",
}  # what a person calls what was done, where it is no value of the record
NOTHING = "Nothing has happened to this field."
LONGEST = 400  # characters of a value in the table; its tip has the whole


class HistoryDialog(QDialog):
    """Lists entries, the newest first."""

    brought_back = Signal(object, object)  # the Path and its FieldValue from before

    def __init__(
        self, title: str, entries: Sequence[Entry], name: Callable[[Path], str] | None, parent: QWidget
    ) -> None:
        """`name` gives what a person calls a field, in the history of a letter; None for that of one field."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        fit(self, SPACE * 145, SPACE * 60)
        self._entries = list(reversed(entries))
        self._name = name
        self._title = QLabel(title)
        self._told = QLabel(NOTHING)
        self._table = QTableWidget(len(entries), len(HEADINGS))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._back = self._buttons.addButton("&Bring this value back", QDialogButtonBox.ButtonRole.ActionRole)
        self._fill()
        self._lay_out()
        self._table.itemSelectionChanged.connect(self._refresh)
        self._back.clicked.connect(self._bring_back)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    def rows(self) -> list[list[str]]:
        """What the table says."""
        places = range(self._table.columnCount())
        return [
            [cell.text() if (cell := self._table.item(row, column)) else "" for column in places]
            for row in range(self._table.rowCount())
        ]

    def table(self) -> QTableWidget:
        """The table, to choose an entry of."""
        return self._table

    def _chosen(self) -> Entry | None:
        rows = self._table.selectionModel().selectedRows()
        return self._entries[rows[0].row()] if rows else None

    def _refresh(self) -> None:
        entry = self._chosen()
        self._back.setEnabled(bool(entry and entry.path and entry.value))

    def _bring_back(self) -> None:
        entry = self._chosen()
        if entry and entry.path and entry.value:
            self.brought_back.emit(entry.path, entry.value)
            self.accept()

    def _fill(self) -> None:
        for row, entry in enumerate(self._entries):
            for column, words in enumerate(self._words(entry)):
                cell = QTableWidgetItem(words[:LONGEST])
                cell.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                cell.setToolTip(words)
                self._table.setItem(row, column, cell)

    def _words(self, entry: Entry) -> tuple[str, ...]:
        when = datetime.fromisoformat(entry.at).astimezone()
        deed = DEEDS.get(Action(entry.action), entry.action)
        field = self._name(entry.path) if self._name and entry.path else deed
        state = entry.state or ("" if field == deed else deed.lower())
        return (
            f"{when:%m/%d/%Y %H:%M}",
            entry.by,
            field,
            entry.old or "—",
            entry.new or "—",
            state,
            entry.source,
            entry.reason,
        )

    def _lay_out(self) -> None:
        set_role(self._title, "title")
        set_role(self._told, "muted")
        set_role(self._back, "primary")
        for words in (self._title, self._told):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._told.setVisible(not self._entries)
        table = self._table
        table.setHorizontalHeaderLabels(HEADINGS)
        table.verticalHeader().hide()
        table.setAccessibleName("History")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setColumnHidden(FIELD, self._name is None)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, SPACE * width)
        for column in (BEFORE, BEFORE + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        for part in (self._title, self._told, self._table, self._buttons):
            column.addWidget(part)
        table.resizeRowsToContents()

"""What became of each file of an import, and why some need a person; stays until it is closed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.fitting import fit

if TYPE_CHECKING:
    from imrdesk.workflow import ImportItem, ImportReport

KINDS = {  # in the order of the list: what needs somebody first
    "refused": ("▲", "red", "Not imported"),
    "duplicate": ("=", "muted", "You already had it"),
    "added": ("✓", "green", "Ready"),
}
ROW = SPACE * 4
OPENING = 3  # the column that leads to the letter


class ImportReportDialog(QDialog):
    """Lists the files of an import; a letter that is on the desk opens from here."""

    letter_opened = Signal(str)  # record id

    def __init__(self, report: "ImportReport", theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import")
        fit(self, SPACE * 110, SPACE * 50)
        self._items = sorted(report.items, key=_rank)
        title, hint = QLabel(report.sentence()), QLabel("Press Enter on a letter that is on the desk to open it.")
        set_role(title, "title")
        set_role(hint, "muted")
        self._table = _table(self._items, theme)
        self._table.activated.connect(self._open)
        self._table.clicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        for part in (title, self._table, hint, buttons):
            column.addWidget(part)

    def rows(self) -> list[tuple[str, str]]:
        """What the list says: what became of each file, and why."""
        return [(KINDS[item.outcome][2], item.message) for item in self._items]

    def _follow(self, index: QModelIndex) -> None:
        if index.column() == OPENING:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if record_id := self._items[index.row()].record_id:
            self.letter_opened.emit(record_id)


def _rank(item: "ImportItem") -> int:
    return list(KINDS).index(item.outcome)


def _table(items: "list[ImportItem]", theme: Theme) -> QTableWidget:
    table = QTableWidget(len(items), 4)
    table.setAccessibleName("Files of the import")
    table.setHorizontalHeaderLabels(["", "", "What happened", ""])
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setMinimumSectionSize(ROW)
    table.horizontalHeader().resizeSection(0, ROW)
    table.horizontalHeader().resizeSection(1, SPACE * 18)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().resizeSection(OPENING, SPACE * 12)
    for place, item in enumerate(items):
        glyph, role, label = KINDS[item.outcome]
        link = "Open letter" if item.record_id else ""
        for column, text in enumerate((glyph, label, item.message, link)):
            cell = QTableWidgetItem(text)
            cell.setForeground(theme.color({0: role, OPENING: "accent"}.get(column, "text")))
            cell.setToolTip(str(item.path))
            if column == 0:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            table.setItem(place, column, cell)
    return table

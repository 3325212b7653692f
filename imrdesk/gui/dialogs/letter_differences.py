"""Two letters of one case side by side, where their words differ; a line of it leads to its place in the letter."""

from collections.abc import Sequence

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

from imrdesk.document.comparison import Difference
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.finding import Evidence

NOTHING = "—"


class LetterDifferences(QDialog):
    """What stood in the other letter, and what stands in this one; stays until it is closed."""

    place_wanted = Signal(object)  # the Evidence of the lines of this letter

    def __init__(self, other: str, this: str, found: Sequence[Difference], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Letters of one case")
        fit(self, SPACE * 110, SPACE * 60)
        self._found = found
        title, hint = QLabel(sentence(len(found))), QLabel("Enter shows the place in this letter.")
        set_role(title, "title")
        set_role(hint, "muted")
        self._table = _table(other, this, found)
        self._table.activated.connect(self._show_place)
        self._table.clicked.connect(self._show_place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        for part in (title, self._table, hint, buttons):
            column.addWidget(part)
        for part in (self._table, hint):
            part.setVisible(bool(found))

    def _show_place(self, index: QModelIndex) -> None:
        difference = self._found[index.row()]
        lines = difference.new.split("\n")
        if difference.new_spans:
            spans = zip(difference.new_spans, lines, strict=False)
            self.place_wanted.emit([Evidence(span, line) for span, line in spans])


def sentence(count: int) -> str:
    """How many places differ."""
    if not count:
        return "The words of both letters are the same; only the files differ."
    return f"The letters differ in {count} place{'' if count == 1 else 's'}."


def _table(other: str, this: str, found: Sequence[Difference]) -> QTableWidget:
    table = QTableWidget(len(found), 3)
    table.setAccessibleName("Where the letters differ")
    table.setHorizontalHeaderLabels(["Page", f"The other: {other}", f"This one: {this}"])
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.horizontalHeader().resizeSection(0, SPACE * 7)
    for column in (1, 2):
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for row, difference in enumerate(found):
        place = (difference.new_spans or difference.old_spans)[0]
        for column, text in enumerate((str(place.page), difference.old or NOTHING, difference.new or NOTHING)):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            table.setItem(row, column, item)
    return table

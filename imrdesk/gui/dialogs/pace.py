"""A reviewer's own pace: seconds and keys a letter, and which fields are changed most."""

from PySide6.QtCore import Qt
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

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.fields import field
from imrdesk.store import Pace

COLUMNS = ("Field", "Looked at", "Changed", "Seconds")
NONE = "Nothing is measured yet. Review a letter, then look here again."
ABOUT = "Medians; pauses are left out. No word of a letter is kept for this, and nobody else is shown it here."


class PaceDialog(QDialog):
    """Shows one person's pace; stays open beside the work."""

    def __init__(self, pace: Pace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("My pace")
        fit(self, SPACE * 68, SPACE * 60)
        title, about = QLabel(sentence(pace)), QLabel(ABOUT)
        set_role(title, "heading")
        set_role(about, "muted")
        for label in (title, about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        whole.setSpacing(SPACE * 2)
        for part in (title, _table(pace), about, buttons):
            whole.addWidget(part)


def sentence(pace: Pace) -> str:
    """The whole of it in one line."""
    if not pace.letters:
        return NONE
    letters = "1 letter" if pace.letters == 1 else f"{pace.letters} letters"
    parts = [letters, f"{pace.reviewed} reviewed", f"{pace.seconds:.0f} s and {pace.keys:.0f} keys a letter"]
    if pace.looked_at:
        parts.append(f"{100 * pace.changed / pace.looked_at:.0f} % of {pace.looked_at} values changed")
    return "  ·  ".join(parts)


def _table(pace: Pace) -> QTableWidget:
    table = QTableWidget(len(pace.fields), len(COLUMNS))
    table.setAccessibleName("Pace by field")
    table.setHorizontalHeaderLabels(COLUMNS)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for row, item in enumerate(pace.fields):
        shown = (field(item.key).label, str(item.looked_at), str(item.changed), f"{item.seconds:.1f}")
        for column, text in enumerate(shown):
            cell = QTableWidgetItem(text)
            if column:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, cell)
    return table

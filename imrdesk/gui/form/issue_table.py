"""The items of a letter in short: number, treatment, decision, and how much of each is still to be checked."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from imrdesk.gui.theme import SPACE, STATE_MARKS, Theme, set_role
from imrdesk.record.model import Issue, Path
from imrdesk.record.values import show

from .tip import set_tip

COLUMNS = ("Number", "Item", "Decision", "Check")
NUMBER, ITEM, DECISION, CHECK = range(len(COLUMNS))
ROW_HEIGHT = 28
MOST_ROWS = 6  # in sight at once
SETTLED = ("confirmed", "proposed")  # signs of an item with nothing left to check: looked at, or not


class InkDelegate(QStyledItemDelegate):
    """Keeps the colour of a sign also in the selected line."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give selected text its own colour."""
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, ink)


class IssueTable(QTableWidget):
    """One line an item; the current one's fields are below."""

    chosen = Signal(str)  # the id of the issue a person went to
    opened = Signal()  # Enter: into the fields of the current issue
    adding = Signal()
    removing = Signal()
    moving = Signal(int)  # -1 up, +1 down
    splitting = Signal()
    merging = Signal()  # with the one before

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._theme = theme
        self._ids: list[str] = []
        self.setHorizontalHeaderLabels(COLUMNS)
        self.setAccessibleName("Disputed items")
        self.setAccessibleDescription("Enter goes to the item's fields, Insert adds, Delete removes, Alt+Up and "
                                      "Alt+Down move, S splits, M merges with the item before.")  # fmt: skip
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(InkDelegate(self))
        self.setTabKeyNavigation(False)
        set_role(self, "issues")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._size_columns()
        self.currentCellChanged.connect(self._on_current)
        self.keys = {
            (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier): self.adding.emit,
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): self.removing.emit,
            (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): self._move_up,
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): self._move_down,
            (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier): self.splitting.emit,
            (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier): self.merging.emit,
            (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): self.opened.emit,
            (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier): self.opened.emit,
        }

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.hide()  # each column says by itself what it is
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(ITEM, QHeaderView.ResizeMode.Stretch)
        for column, widest in ((NUMBER, "20"), (DECISION, "overturned"), (CHECK, "◆ 20 to check")):
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(widest) + 2 * SPACE)

    def show_issues(self, issues: Sequence[Issue], current: str, drafts: Collection[Path] = ()) -> None:
        """Show the items; `current` is the id of the one whose fields are shown."""
        self.blockSignals(True)
        self._ids = [issue.id for issue in issues]
        if self.rowCount() != len(issues):
            self.setRowCount(len(issues))
            shown = min(len(issues), MOST_ROWS)
            self.setFixedHeight(shown * ROW_HEIGHT + 2)
        for number, issue in enumerate(issues):
            self._show_issue(number, issue, drafts)
        if current in self._ids:
            index = self.model().index(self._ids.index(current), ITEM)
            change = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, change)
            self.scrollTo(index)
        self.blockSignals(False)

    def _show_issue(self, number: int, issue: Issue, drafts: Collection[Path]) -> None:
        values = issue.values
        title = show(values["disputed_treatment"].value or values["treatment"].value) or "New item"
        decision = show(values["decision"].value)
        waiting = [key for key, value in values.items() if value.needs_review or Path(key, issue.id) in drafts]
        seen = all(value.state.value != "proposed" for value in values.values())
        sign = STATE_MARKS["to review" if waiting else SETTLED[not seen]]
        left = f"{sign.glyph} {len(waiting)} to check" if waiting else sign.glyph
        for column, text in ((NUMBER, str(number + 1)), (ITEM, title), (DECISION, decision), (CHECK, left)):
            self._cell(number, column).setText(text)
        set_tip(self._cell(number, ITEM), title)
        self._cell(number, NUMBER).setForeground(self._theme.color("muted"))
        check = self._cell(number, CHECK)
        check.setForeground(self._theme.color(sign.role))
        spoken = f"{len(waiting)} to check" if waiting else "nothing to check"
        check.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        check.setToolTip(spoken.capitalize())

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.item(row, column)
        if cell is None:
            cell = QTableWidgetItem()
            self.setItem(row, column, cell)
        return cell

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that act on the current item."""
        act = self.keys.get((Qt.Key(event.key()), event.modifiers()))
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def event(self, event: QEvent) -> bool:
        """Claim the table's own keys before the window's."""
        if isinstance(event, QKeyEvent) and self._claims(event):
            event.accept()
            return True
        return super().event(event)

    def _claims(self, event: QKeyEvent) -> bool:
        asked = event.type() is QEvent.Type.ShortcutOverride
        return asked and (Qt.Key(event.key()), event.modifiers()) in self.keys

    def _move_up(self) -> None:
        self.moving.emit(-1)

    def _move_down(self) -> None:
        self.moving.emit(1)

    def _on_current(self, row: int, column: int, before: int, _before_column: int) -> None:
        del column
        if row != before and 0 <= row < len(self._ids):
            self.chosen.emit(self._ids[row])

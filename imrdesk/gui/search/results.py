"""The results: a list of any length that asks for the rows it shows, a block at a time, off the GUI thread."""

from array import array
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from imrdesk.gui.theme import Theme
from imrdesk.store import FoundItem

from .drawing import FOUND, NOTE, ItemDelegate, sentence, standing

BLOCK = 40  # rows asked for at a time
KEPT = 50  # blocks kept, the least used go first
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ResultsModel(QAbstractListModel):
    """Items by their place; `wanted` asks for a block of rows, `put` brings it."""

    wanted = Signal(int, object)  # the block's number, its rows

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[int] = array("q")
        self._why: Mapping[int, str] | None = None
        self._blocks: OrderedDict[int, dict[int, FoundItem]] = OrderedDict()
        self._asked: set[int] = set()
        self.locked = False  # whether nothing can be collected
        self._ticked: Collection[tuple[str, str]] = frozenset()

    def set_rows(self, rows: Sequence[int], why: Mapping[int, str] | None = None) -> None:
        """Show these items; `why` says of each why it is like another one."""
        self.beginResetModel()
        self._rows, self._why = rows, why
        self._blocks.clear()
        self._asked.clear()
        self.endResetModel()

    def put(self, number: int, rows: Sequence[int], items: Sequence[FoundItem]) -> None:
        """A block has come; one of another search is passed over."""
        if self._slice(number) != list(rows):
            return
        self._asked.discard(number)
        self._blocks[number] = {item.row: item for item in items}
        while len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)
        last = min((number + 1) * BLOCK, len(self._rows)) - 1
        self.dataChanged.emit(self.index(number * BLOCK), self.index(last))

    def is_likeness(self) -> bool:
        """Whether the items are comparable determinations, and not what a query found."""
        return self._why is not None

    def tick(self, keys: Collection[tuple[str, str]]) -> None:
        """Show these items as collected."""
        self._ticked = keys
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def item(self, place: int) -> FoundItem | None:
        """The item at a place, if it is here already."""
        if not 0 <= place < len(self._rows):
            return None
        block = self._blocks.get(place // BLOCK)
        if block is None:
            self._ask(place // BLOCK)
            return None
        self._blocks.move_to_end(place // BLOCK)
        return block.get(self._rows[place])

    def lock(self) -> None:
        """Let nothing be collected: items have no box."""
        self.locked = True

    def is_ticked(self, item: FoundItem) -> bool:
        """Whether an item is in the collection."""
        return (item.record_id, item.issue_id) in self._ticked

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """How many items there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the delegate draws, and what is read aloud."""
        if role not in _ROLES:
            return None
        item = self.item(index.row())
        why = self._why.get(item.row, "") if item and self._why else ""
        if role == NOTE:
            return f"Alike: {why}" if why else None
        if role == FOUND or item is None:
            return item if role == FOUND else None
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState.Checked if self.is_ticked(item) else Qt.CheckState.Unchecked
            return None if self.locked else ticked
        if role == Qt.ItemDataRole.ToolTipRole:
            stand = standing(item)
            said = f"{stand[0].upper()}{stand[1:]}" if stand else ""
            return "\n".join(line for line in (item.treatment, f"Alike: {why}" if why else "", said) if line)
        return f"{sentence(item)}, alike: {why}" if why else sentence(item)

    def _slice(self, number: int) -> list[int]:
        return list(self._rows[number * BLOCK : (number + 1) * BLOCK])

    def _ask(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            self.wanted.emit(number, self._slice(number))


_ROLES = {
    FOUND,
    NOTE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.CheckStateRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


class ResultsView(QListView):
    """Shows a ResultsModel: Enter opens, Space or a click on the box collects."""

    opened = Signal(object)  # FoundItem
    ticked = Signal(object, bool)  # FoundItem, whether it is to be in the collection
    shown = Signal(object)  # FoundItem the person is at

    def __init__(self, model: ResultsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._drawn = ItemDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Items found")
        self.setAccessibleDescription("Space puts an item into the collection, Enter opens its letter")
        self.selectionModel().currentChanged.connect(self._tell)
        model.dataChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def current(self) -> FoundItem | None:
        """The item the person is at."""
        return self._items.item(self.currentIndex().row())

    def focus_list(self) -> None:
        """Let the person walk the results."""
        self.setFocus()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._items.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space collects and stays."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Space:
            self._tick()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._drawn.box(self.visualRect(index)).contains(event.position().toPoint()):
            self._tick()

    def lock(self, words: str) -> None:
        """Let nothing be collected, and say why."""
        self._items.lock()
        self.setAccessibleDescription(f"Enter opens the letter of an item. {words}")

    def _tick(self) -> None:
        if (item := self.current()) and not self._items.locked:
            self.ticked.emit(item, not self._items.is_ticked(item))

    def _open(self) -> None:
        if item := self.current():
            self.opened.emit(item)

    def _tell(self) -> None:
        if item := self.current():
            self.shown.emit(item)

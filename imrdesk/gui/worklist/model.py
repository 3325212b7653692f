"""The letters of the worklist as a table that fetches its rows in blocks, so that a million need only their numbers."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from imrdesk.gui.theme import Theme
from imrdesk.store import CaseRow

from .columns import COLUMNS, sentence

BLOCK = 200  # rows fetched at a time
KEPT = 60  # blocks kept, the least used go first
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], list[CaseRow]]
Look = Callable[[int, int], Sequence[int]]
NO_PARENT = QModelIndex()


class WorklistModel(QAbstractTableModel):
    """Rows by their place in the list; `fetch` gives the rows of some numbers, `look` the numbers from a place on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ids = array("q")
        self._count = 0  # more than there are ids, until those have come
        self._fetch: Fetch | None = None
        self._look: Look | None = None
        self._blocks: OrderedDict[int, list[CaseRow]] = OrderedDict()
        self._numbers: dict[str, int] = {}  # record id -> row number, of the rows seen

    def set_rows(self, ids: "array[int]", fetch: Fetch, count: int | None = None, look: Look | None = None) -> None:
        """Show these letters; `count` of them, the numbers of the later ones to be looked up."""
        self.beginResetModel()
        self._ids, self._fetch, self._look = ids, fetch, look
        self._count = len(ids) if count is None else count
        self._blocks.clear()
        self.endResetModel()

    def complete(self, ids: "array[int]") -> None:
        """Take the numbers of all the letters; what is shown of them stays where it is."""
        self._ids, before, now = ids, self._count, len(ids)
        self._blocks.clear()
        if now > before:
            self.beginInsertRows(NO_PARENT, before, now - 1)
            self._count = now
            self.endInsertRows()
        elif now < before:
            self.beginRemoveRows(NO_PARENT, now, before - 1)
            self._count = now
            self.endRemoveRows()
        if now:
            self.dataChanged.emit(self.index(0, 0), self.index(now - 1, len(COLUMNS) - 1))

    def row(self, place: int) -> CaseRow | None:
        """The row at a place, fetched where it is not here yet; None where the letter is gone."""
        if not 0 <= place < self._count:
            return None
        number, within = divmod(place, BLOCK)
        block = self._block(number)
        return block[within] if within < len(block) else None

    def place(self, record_id: str) -> int | None:
        """Where a letter stands, if it has been seen and is in the list."""
        try:
            return self._ids.index(self._numbers[record_id])
        except (KeyError, ValueError):
            return None

    def places_after(self, place: int, most: int) -> Iterator[CaseRow]:
        """The rows after a place, going round at the end, at most so many."""
        count = self._count
        for step in range(1, min(count, most + 1)):
            if row := self.row((place + step) % count):
                yield row

    def forget(self, record_id: str) -> None:
        """Fetch a letter's row anew: it has changed."""
        if (place := self.place(record_id)) is not None:
            self._blocks.pop(place // BLOCK, None)
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """How many letters there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if role not in _ROLES or (row := self.row(index.row())) is None:
            return None
        column = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(column.role(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _CENTRE if column.centred else _LEFT
            case _:
                return sentence(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a heading shows."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return f"{column.tip}. Click to sort."
            case Qt.ItemDataRole.TextAlignmentRole:
                return _CENTRE if column.centred else _LEFT
        return None

    def _block(self, number: int) -> list[CaseRow]:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        wanted = self._wanted(number * BLOCK)
        found = {row.number: row for row in self._fetch(wanted)} if self._fetch else {}
        rows = [found[one] for one in wanted if one in found]
        self._numbers.update((row.id, row.number) for row in rows)
        self._blocks[number] = rows
        while len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)
        return rows

    def _wanted(self, start: int) -> Sequence[int]:
        """The numbers of a block, looked up where they have not come yet."""
        if self._look and len(self._ids) < min(start + BLOCK, self._count):
            return self._look(start, BLOCK)
        return self._ids[start : start + BLOCK]


_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}

"""The table of the worklist: a click or Enter opens a letter, a heading sorts."""

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from imrdesk.gui.theme import SPACE
from imrdesk.record.standing import Status

from .columns import COLUMNS
from .model import WorklistModel

MOST_LOOKED_AT = 5000  # rows; a longer search for the next letter is the database's work
ELASTIC = next(place for place, column in enumerate(COLUMNS) if column.order == "case_number")
LARGEST_FIRST = {"to_review", "problems", "issues", "decision_date"}

ONE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class WorklistView(QTableView):
    """Shows a WorklistModel."""

    opened = Signal(str)  # record id
    sorted = Signal(str, bool)  # the value sorted by, descending

    def __init__(self, model: WorklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._sorted_by, self._descending = "", False
        self.setModel(model)
        self.setAccessibleName("Letters")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SPACE * 4)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(SPACE * 3)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, column.width)
            header.setSectionHidden(place, column.hidden)
            self._offer(header, place)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._fit)
        self.clicked.connect(self._click)
        self.activated.connect(self._activate)

    def go_to(self, place: int, *, scroll: bool = True) -> None:
        """Select one letter and no other, also while Ctrl or Shift is down; without `scroll`, wherever it stands."""
        index = self._rows.index(place, 0)
        self.setAutoScroll(scroll)  # a current row is otherwise brought into view
        self.selectionModel().setCurrentIndex(index, ONE_ROW)
        self.setAutoScroll(True)
        if scroll:
            self.scrollTo(index)

    def top_letter(self) -> str:
        """The first letter that is in view, where the list has been scrolled to it; none at the top of the list."""
        place = self.rowAt(0)
        row = self._rows.row(place) if place > 0 else None
        return row.id if row else ""

    def begin_at(self, record_id: str) -> bool:
        """Scroll so that a letter is the first in view; gives whether it is known where it stands."""
        place = self._rows.place(record_id)
        if place is not None:
            self.scrollTo(self._rows.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        return place is not None

    def open_place(self, place: int) -> None:
        """Open the letter at a place of the list."""
        if row := self._rows.row(place):
            self.go_to(place)
            self.opened.emit(row.id)

    def select(self, record_id: str, *, scroll: bool = True) -> None:
        """Show where a letter stands, if it is in the list."""
        if (place := self._rows.place(record_id)) is not None:
            self.go_to(place, scroll=scroll)

    def chosen(self) -> list[str]:
        """The letters selected, in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row.id for place in places if (row := self._rows.row(place))]

    def next_after(self, record_id: str, most: int = MOST_LOOKED_AT) -> str | None:
        """The next letter that is not reviewed, going round at the end; among so many at most."""
        place = self._rows.place(record_id)
        start = -1 if place is None else place
        for row in self._rows.places_after(start, most):
            if row.status is not Status.REVIEWED and row.id != record_id:
                return row.id
        return None

    def neighbour(self, record_id: str, step: int) -> str | None:
        """The letter that stands so many places further down the list."""
        place = self._rows.place(record_id)
        row = self._rows.row(0 if place is None else place + step)
        return row.id if row else None

    def show_order(self, order: str, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self._sorted_by, self._descending = order, descending
        header = self.horizontalHeader()
        places = {column.order: place for place, column in enumerate(COLUMNS)}
        header.setSortIndicatorShown(order in places)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(places.get(order, -1), way)

    def restore_columns(self, state: QByteArray) -> None:
        """Widths, order and choice of columns as they were."""
        header = self.horizontalHeader()
        header.restoreState(state)
        header.setStretchLastSection(False)
        for choice in header.actions():
            choice.setChecked(not header.isSectionHidden(choice.data()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The case's name takes what the other columns leave."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        rest = header.length() - header.sectionSize(ELASTIC)
        room = max(self.viewport().width() - rest, COLUMNS[ELASTIC].width)
        if room != header.sectionSize(ELASTIC):
            header.resizeSection(ELASTIC, room)

    def _sort(self, place: int) -> None:
        order, header = COLUMNS[place].order, self.horizontalHeader()
        again = header.isSortIndicatorShown() and self._sorted_by == order
        self.show_order(order, not self._descending if again else order in LARGEST_FIRST)
        self.sorted.emit(order, self._descending)

    def _offer(self, header: QHeaderView, place: int) -> None:
        """Let the heading's menu show or hide a column."""
        column = COLUMNS[place]
        choice = QAction(column.tip, header, checkable=True, checked=not column.hidden)
        choice.setData(place)
        choice.triggered.connect(self._show_column)
        header.addAction(choice)

    def _show_column(self, shown: bool) -> None:
        choice = self.sender()
        if isinstance(choice, QAction):
            self.setColumnHidden(choice.data(), not shown)
            self._fit()

    def _click(self, index: QModelIndex) -> None:
        if len(self.selectionModel().selectedRows()) == 1:
            self._activate(index)

    def _activate(self, index: QModelIndex) -> None:
        if row := self._rows.row(index.row()):
            self.opened.emit(row.id)

"""The letter's pages in small beside it: which one is read, where there is doubt, and a way to each."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from imrdesk.gui import theme as theming
from imrdesk.gui.theme import SPACE, STATE_MARKS, Theme, set_role

from .layout import LETTER_PAPER
from .pages import Pages

WIDTH = 8 * SPACE  # pixels of a page
_HIGHEST = 14 * SPACE  # pixels; a longer page is cut
_SIGN = 5  # pixels, half of a sign of doubt
_CURRENT = 2  # pixels of the frame
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """One row a page: what it is called, and how far down it, as shares of its height, values need review."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: Sequence[tuple[float, float]] = ()
        self.doubts: Mapping[int, Sequence[float]] = {}

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many pages."""
        return 0 if parent and parent.isValid() else len(self.sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The page's name, for tooltips and screen readers too."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            page = index.row() + 1
            count = len(self.doubts.get(page, ()))
            return f"Page {page}, {count} to check" if count else f"Page {page}"
        return None


class _Painter(QStyledItemDelegate):
    """Paints a page in small, its number, and a sign at each doubt."""

    def __init__(self, theme: Theme, pages: Pages, rows: _Rows, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = theming.load("light")  # paper is white in every theme
        self._pages = pages
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The page with its number below."""
        del option
        return QSize(WIDTH + 2 * SPACE, self._height(index.row()) + 3 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One page."""
        row: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        page = index.row() + 1
        sheet = QRect(row.left() + SPACE, row.top() + SPACE // 2, WIDTH, self._height(index.row()))
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        sketch = self._pages.sketch(page)
        if sketch and sketch.drawn:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, sketch.drawn.image)
        edge = self._theme.color("accent" if is_current else "line")
        painter.setPen(QPen(edge, _CURRENT if is_current else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        self._sign(painter, sheet, self._rows.doubts.get(page, ()))
        painter.setPen(self._theme.color("text" if is_current else "muted"))
        painter.setFont(self._theme.font("small", bold=is_current))
        below = QRect(row.left(), sheet.bottom() + 2, row.width(), row.bottom() - sheet.bottom() - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(page))

    def _height(self, row: int) -> int:
        wide, high = self._rows.sizes[row] if row < len(self._rows.sizes) else LETTER_PAPER
        return min(round(WIDTH * high / wide), _HIGHEST)

    def _sign(self, painter: QPainter, sheet: QRect, doubts: Sequence[float]) -> None:
        """The form's own sign for what needs review, where on the page that stands."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("white"), 1))
        painter.setBrush(self._inks.color(STATE_MARKS["to review"].role))
        for share in doubts:
            painter.save()
            painter.translate(sheet.right() - _SIGN, sheet.top() + share * sheet.height())
            painter.rotate(45)
            painter.drawRect(-_SIGN // 2, -_SIGN // 2, _SIGN, _SIGN)
            painter.restore()
        painter.restore()


class Thumbnails(QListView):
    """Every page in small, drawn when it comes into view; a click or the arrow keys go to a page."""

    page_chosen = Signal(int)

    def __init__(self, theme: Theme, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "thumbnails")
        self.setAccessibleName("Pages in small")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the wheel and the keys scroll
        self.setFixedWidth(WIDTH + 2 * SPACE + 1)
        self._pages = pages
        self._rows = _Rows(self)
        self._told = 0
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(theme, pages, self._rows, self))
        pages.sketched.connect(self._sketched)
        self.verticalScrollBar().valueChanged.connect(self._want)
        self.selectionModel().currentChanged.connect(self._choose)

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Turn to another letter's pages, of these sizes in points."""
        self._rows.beginResetModel()
        self._rows.sizes, self._rows.doubts = sizes, {}
        self._rows.endResetModel()
        self._told = 0
        self._want()

    def show_doubts(self, doubts: Mapping[int, Sequence[float]]) -> None:
        """Mark what needs review: by page, how far down it in points."""
        sizes = self._rows.sizes
        self._rows.doubts = {page: [top / sizes[page - 1][1] for top in tops] for page, tops in doubts.items()}
        self.viewport().update()

    def show_page(self, page: int) -> None:
        """Say which page is read."""
        if 1 <= page <= len(self._rows.sizes) and page != self._told:
            self._told = page
            self.setCurrentIndex(self._rows.index(page - 1, 0))

    def resizeEvent(self, event: Any) -> None:
        """More pages may show."""
        super().resizeEvent(event)
        self._want()

    def showEvent(self, event: Any) -> None:
        """Now the pages are needed."""
        super().showEvent(event)
        self._want()

    @Slot()
    def _want(self) -> None:
        """Ask for the pages that show."""
        if self.isVisible() and self._rows.sizes:
            first = self.indexAt(self.viewport().rect().topLeft()).row()
            last = self.indexAt(self.viewport().rect().bottomLeft()).row()
            pages = range(max(first, 0), (last if last >= 0 else len(self._rows.sizes) - 1) + 1)
            self._pages.want_sketches(page + 1 for page in pages)

    @Slot(int)
    def _sketched(self, page: int) -> None:
        self.update(self._rows.index(page - 1, 0))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        page = current.row() + 1
        if page > 0 and page != self._told:
            self._told = page
            self.page_chosen.emit(page)

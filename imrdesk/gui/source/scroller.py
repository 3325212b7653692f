"""Pages under each other, scrolled and zoomed: where each lies on the screen, and what is brought into view."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from .layout import GAP, WHEEL_NOTCH, WHEEL_ZOOM, Block, PagesLayout, Point, bounded, page_zoom, stepped, width_zoom

WIDTH, PAGE = "width", "page"  # the two fits: text as wide as the panel, whole pages
Fit = str | float  # or a zoom that a person chose
_LINE_STEP = 48  # pixels an arrow key scrolls
_BESIDE = 24  # pixels kept free beside what is scrolled to
_NO_BLOCK = Block(46.0, 550.0)  # a letter's usual text, where no ink is known yet


class PageScroller(QAbstractScrollArea):
    """Knows the sizes of a letter's pages and lays them out; who inherits it paints them."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width would flicker
        self.verticalScrollBar().setSingleStep(_LINE_STEP)
        self.horizontalScrollBar().setSingleStep(_LINE_STEP)
        self.page = 0
        self.fit: Fit = WIDTH
        self._sizes: Sequence[tuple[float, float]] = ()
        self._block = _NO_BLOCK  # of the letter before, until this one's ink is known: letters are much alike
        self._layout = PagesLayout((), 1.0, 0)

    @property
    def zoom(self) -> float:
        """1.0 where a page is as large as on paper."""
        return self._layout.zoom

    def zoom_by(self, step: int) -> None:
        """One step larger or smaller."""
        self._zoom_to(stepped(self.zoom, step), QPoint(self.viewport().width() // 2, self._third()))

    def fit_width(self) -> None:
        """The text as wide as the panel, now and whenever it is resized."""
        self.set_fit(WIDTH)

    def whole_page(self) -> None:
        """Pages as large as can be seen whole, from the top of the one that is read."""
        self.set_fit(PAGE)
        self.go_to_page(self.page)

    def set_fit(self, fit: Fit) -> None:
        """One of the fits, or a zoom."""
        self._zoom_to(fit, QPoint(0, self._third()))

    def go_to_page(self, page: int) -> None:
        """The top of a page."""
        if 1 <= page <= len(self._sizes):
            self.verticalScrollBar().setValue(self._layout.box(page).top() - GAP)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Fit again, or keep the zoom; what stands at a third of the height stays there."""
        self._lay_out(QPoint(0, self._third()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Ask for the pages that now show."""
        super().scrollContentsBy(dx, dy)
        self._need()
        self._tell_page()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom around the pointer with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        factor = WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)
        self._zoom_to(bounded(self.zoom * factor), event.position().toPoint())
        event.accept()

    def _need(self) -> None:
        """Other pages show than before, or in another size."""

    def _set_sizes(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Turn to another letter's pages, from the first."""
        self._sizes = sizes
        self.page = 0
        self.verticalScrollBar().setValue(0)
        self._lay_out(QPoint())

    def _set_block(self, block: Block) -> None:
        """Where the text stands on the pages."""
        if block != self._block:
            self._block = block
            self._lay_out(QPoint(0, self._third()))

    def _lay_out(self, held: QPoint) -> None:
        """Lay the pages out anew; what is at the point `held` of the viewport stays there, the top stays the top."""
        before = self._layout
        point = self._point_at(held) if self.verticalScrollBar().value() else None
        always = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self.fit == WIDTH else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(always)
        viewport = self.viewport().size()
        self._layout = self.layout_of(self._sizes, self._block)
        self._set_bars(viewport)
        if point:
            place = self._layout.place(point) - held
            self.verticalScrollBar().setValue(round(place.y()))
            self.horizontalScrollBar().setValue(round(place.x()))
        if self.fit == WIDTH:
            self.horizontalScrollBar().setValue(self._text_left())
        if self._layout.zoom != before.zoom:
            self.zoom_changed.emit()
        self._need()
        self._tell_page()
        self.viewport().update()

    def layout_of(self, sizes: Sequence[tuple[float, float]], block: Block) -> PagesLayout:
        """How the pages of a letter lie here, whose text stands in a block."""
        viewport = self.viewport().size()
        return PagesLayout(sizes, self._fitted(sizes, block, viewport), viewport.width())

    def _fitted(self, sizes: Sequence[tuple[float, float]], block: Block, viewport: QSize) -> float:
        if self.fit == WIDTH:
            return width_zoom(block, viewport.width())
        if self.fit == PAGE:
            return page_zoom(sizes, viewport.width(), viewport.height())
        return float(self.fit)

    def _set_bars(self, viewport: QSize) -> None:
        self.verticalScrollBar().setPageStep(viewport.height())
        self.verticalScrollBar().setRange(0, max(0, self._layout.height - viewport.height()))
        self.horizontalScrollBar().setPageStep(viewport.width())
        self.horizontalScrollBar().setRange(0, max(0, self._layout.width - viewport.width()))

    def _zoom_to(self, fit: Fit, held: QPoint) -> None:
        self.fit = fit
        self._lay_out(held)

    def _text_left(self) -> int:
        """How far to scroll sideways to where the text begins."""
        return round(self._layout.box(1).x() + self._block.left * self._layout.scale) if self._sizes else 0

    def _shown(self) -> QRect:
        """The part of the layout in the viewport."""
        origin = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(origin, self.viewport().size())

    def _pages_shown(self) -> range:
        shown = self._shown()
        return self._layout.between(shown.top(), shown.bottom() + 1)

    def _third(self) -> int:
        """How far down the viewport the current mark is brought."""
        return self.viewport().height() // 3

    def _point_at(self, position: QPoint) -> Point | None:
        """The point of a page under a place of the viewport."""
        place = position + self._shown().topLeft()
        return self._layout.point(place.x(), place.y()) if self._sizes else None

    def _tell_page(self) -> None:
        page = self._layout.page_at(self.verticalScrollBar().value() + self._third())
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _reveal(self, target: QRectF, others: Sequence[QRectF] = ()) -> None:
        """Bring a line to a third of the height, or as near to it as lets the others show too that can."""
        height = self.viewport().height()
        top, bottom = target.top(), target.bottom()
        for other in others:
            low, high = min(top, other.top()), max(bottom, other.bottom())
            if high - low <= height - 2 * _BESIDE:
                top, bottom = low, high
        at = min(target.top() - self._third(), top - _BESIDE)
        self.verticalScrollBar().setValue(round(max(at, bottom + _BESIDE - height)))
        self._scroll_sideways(target)

    def _follow(self, target: QRectF) -> None:
        """Scroll no further than is needed to see a line whole."""
        shown, bar = self._shown(), self.verticalScrollBar()
        if target.top() - _BESIDE < shown.top():
            bar.setValue(round(target.top()) - _BESIDE)
        elif target.bottom() + _BESIDE > shown.bottom():
            bar.setValue(round(target.bottom()) + _BESIDE - shown.height())
        self._scroll_sideways(target)

    def _scroll_sideways(self, target: QRectF) -> None:
        """No further than is needed to see where the target begins; back to the text where that shows it."""
        width, bar = self.viewport().width(), self.horizontalScrollBar()
        left = self._text_left() if self.fit == WIDTH else bar.value()
        right = min(target.right(), target.left() + width - 2 * _BESIDE)
        if target.left() < left:
            left = round(target.left()) - _BESIDE
        elif right > left + width:
            left = round(right) + _BESIDE - width
        bar.setValue(left)

"""The letter's real pages under each other: scrolled, zoomed, marked, and selected with the mouse."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.theme import Theme
from imrdesk.record.model import Path

from .caption import show_caption
from .layout import (
    LETTER_PAPER,
    WHEEL_NOTCH,
    WHEEL_ZOOM,
    PagesLayout,
    Point,
    bounded,
    fitting_zoom,
    shows_line,
    stepped,
)
from .marks import Mark
from .mouse import Mouse
from .overlay import Overlay
from .pages import MAX_PIXELS, Pages
from .paper import Paper
from .selection import Drag, Selected, selected

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

_LINE_STEP = 48  # pixels an arrow key scrolls
_BESIDE = 24  # pixels kept free beside what is scrolled to sideways


class PageCanvas(QAbstractScrollArea):
    """Shows pages and marks; asks `Pages` for what it needs, so that nothing here waits for a file."""

    mark_clicked = Signal(object)  # Path
    selection_changed = Signal()
    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width would flicker
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(_LINE_STEP)
        self.horizontalScrollBar().setSingleStep(_LINE_STEP)
        self._theme = theme
        self._paper = Paper(theme)
        self._pages = Pages(jobs, self)
        self._pages.drawn.connect(self._page_drawn)
        self._pages.measured.connect(self._measured)
        self._overlay = Overlay(self._pages, self._paper)
        self._mouse = Mouse(self, self._point_at)
        self._mouse.dragged.connect(self._ask_selection)
        self._mouse.clicked.connect(self._click)
        self._layout = PagesLayout((), 1.0, 0)
        self._chosen_zoom: float | None = None  # None: as wide as the panel
        self._turn_to(None)

    def show_letter(self, document: Document, view: "PageView") -> None:
        """Turn to a letter's first page; takes the view over and closes it when the next letter comes."""
        self._pages.open(view)
        self._turn_to(document)

    def clear(self) -> None:
        """Show nothing and give the file back."""
        self._pages.open(None)
        self._turn_to(None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        self._overlay.set_marks(marks)
        self.viewport().update()

    def focus_path(self, path: Path | None, *, scroll: bool = True) -> None:
        """Mark one value strongly and bring its first place to a third of the height, as soon as it is measured."""
        self._overlay.current = path
        first = self._overlay.spans(path)[:1]
        self._reveal_span(first[0] if first and scroll else None)

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and scroll to the one a person is at."""
        self._overlay.set_found(found, now)
        self._need()
        if now:
            self._reveal_span(now)
        self.viewport().update()

    def selected_spans(self) -> tuple[Span, ...]:
        """What a person has marked with the mouse."""
        return self._overlay.selected.spans

    def is_visible(self, path: Path) -> bool:
        """Whether a whole line of this value's evidence stands on the screen now, on a page already drawn."""
        shown = QRectF(self._shown())
        return self.isVisible() and any(
            shows_line(shown, self._layout.rect(page, line))
            for page in self._pages_shown()
            if self._pages.picture(page)
            for one in self._overlay.placed(path, page)
            for line in one.lines
        )

    @property
    def zoom(self) -> float:
        """1.0 where a page is as large as on paper."""
        return self._layout.zoom

    def zoom_by(self, step: int) -> None:
        """One step larger or smaller."""
        self._zoom_to(stepped(self.zoom, step), QPoint(self.viewport().width() // 2, self._third()))

    def fit_width(self) -> None:
        """As wide as the panel, now and whenever it is resized."""
        self._chosen_zoom = None
        self._lay_out(QPoint(0, self._third()))

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the pages that show."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("ground"))
        origin = self._shown().topLeft()
        painter.translate(-origin)
        part = event.rect().translated(origin)
        for page in self._layout.between(part.top(), part.bottom() + 1):
            box = self._layout.box(page)
            self._paper.page(painter, box, self._pages.picture(page), self._pages.fault(page))
            painter.setClipRect(box)
            self._overlay.paint(painter, self._layout, page)
            painter.setClipping(False)
        if self.hasFocus():
            painter.resetTransform()
            self._paper.focus(painter, self.viewport().rect())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Fit again, or keep the zoom; what stands at a third of the height stays there."""
        self._lay_out(QPoint(0, self._third()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Ask for the pages that now show."""
        super().scrollContentsBy(dx, dy)
        self._need()
        self._tell_page()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may want sharper pictures."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._need()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom around the pointer with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        factor = WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)
        self._zoom_to(bounded(self.zoom * factor), event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End besides the keys a scroll area knows."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a pull begins."""
        self._mouse.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self._mouse.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what the pointer is over."""
        if not self._mouse.move(event):
            self._show_cursor(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click or a pull ends."""
        self._mouse.release(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is gone."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the mark under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self._overlay.at(self._point_at(event.pos()))
            show_caption(event.globalPos(), mark.caption if mark else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # The letter and its layout

    def _turn_to(self, document: Document | None) -> None:
        self._document = document
        pages = document.pages if document else ()
        self._sizes = [(page.width, page.height) if page.width else LETTER_PAPER for page in pages]
        self.page = 0
        self._awaited: Span | None = None  # scrolled to as soon as it is measured
        self._overlay.clear()
        self._mouse.forget()
        self.verticalScrollBar().setValue(0)
        self._lay_out(QPoint())

    def _lay_out(self, held: QPoint) -> None:
        """Lay the pages out anew; what is at the point `held` of the viewport stays there, the top stays the top."""
        before = self._layout
        point = self._point_at(held) if self.verticalScrollBar().value() else None
        viewport = self.viewport().size()
        zoom = self._chosen_zoom or fitting_zoom(self._sizes, viewport.width())
        self._layout = PagesLayout(self._sizes, zoom, viewport.width())
        self._set_bars(viewport)
        if point:
            place = self._layout.place(point) - held
            self.verticalScrollBar().setValue(round(place.y()))
            self.horizontalScrollBar().setValue(round(place.x()))
        if zoom != before.zoom:
            self.zoom_changed.emit()
        self._need()
        self._tell_page()
        self.viewport().update()

    def _set_bars(self, viewport: QSize) -> None:
        self.verticalScrollBar().setPageStep(viewport.height())
        self.verticalScrollBar().setRange(0, max(0, self._layout.height - viewport.height()))
        self.horizontalScrollBar().setPageStep(viewport.width())
        self.horizontalScrollBar().setRange(0, max(0, self._layout.width - viewport.width()))

    def _zoom_to(self, zoom: float, held: QPoint) -> None:
        self._chosen_zoom = zoom
        self._lay_out(held)

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

    # What is needed, and what has come

    def _need(self) -> None:
        """Ask for the pages that show, then for their neighbours, and for the places of what was found there."""
        shown = self._pages_shown()
        around = [*shown, shown.stop, shown.start - 1]
        self._pages.want_pictures(
            [(page, self._drawing_scale(page)) for page in around if 1 <= page <= len(self._sizes)]
        )
        self._pages.want_rects(self._overlay.found_on(shown))

    def _drawing_scale(self, page: int) -> float:
        """Pixels of the screen a point of the page, less where the picture would be too large."""
        width, height = self._sizes[page - 1]
        return min(self._layout.scale * self.devicePixelRatioF(), (MAX_PIXELS / (width * height)) ** 0.5)

    def _tell_page(self) -> None:
        page = self._layout.page_at(self.verticalScrollBar().value() + self._third())
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    @Slot(int)
    def _page_drawn(self, page: int) -> None:
        self.viewport().update(self._layout.box(page).translated(-self._shown().topLeft()))

    @Slot()
    def _measured(self) -> None:
        self._overlay.place()
        self._reveal_span(self._awaited)

    def _reveal_span(self, span: Span | None) -> None:
        """Scroll a span to a third of the height, once it is measured; to the top of its page if it has no place."""
        self._awaited = span
        if span and not self._pages.is_measured([span]):
            self._pages.want_rects([span])
        elif span:
            self._awaited = None
            rects = self._pages.rects(span)
            target = self._layout.rect(span.page, rects[0]) if rects else QRectF(self._layout.box(span.page))
            self.verticalScrollBar().setValue(round(target.top()) - (self._third() if rects else 0))
            self._scroll_sideways(target)
        self.viewport().update()

    def _scroll_sideways(self, target: QRectF) -> None:
        """No further than is needed to see where the target begins."""
        shown = self._shown()
        bar = self.horizontalScrollBar()
        right = min(target.right(), target.left() + shown.width() - 2 * _BESIDE)
        if target.left() - _BESIDE < shown.left():
            bar.setValue(round(target.left()) - _BESIDE)
        elif right + _BESIDE > shown.right():
            bar.setValue(round(right) + _BESIDE - shown.width())

    # The mouse

    def _show_cursor(self, position: QPoint) -> None:
        point = self._point_at(position)
        shape = Qt.CursorShape.ArrowCursor
        if point and self._layout.box(point.page).contains(position + self._shown().topLeft()):
            shape = Qt.CursorShape.PointingHandCursor if self._overlay.at(point) else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @Slot(object)
    def _click(self, point: Point) -> None:
        self._pages.ask(_nothing, self._take_selection)  # asked, so that no older answer comes after it
        if mark := self._overlay.at(point):
            self.mark_clicked.emit(mark.path)

    @Slot(object)
    def _ask_selection(self, drag: Drag) -> None:
        if self._document:
            self._pages.ask(partial(selected, self._document, drag), self._take_selection)

    def _take_selection(self, taken: Selected) -> None:
        if taken != self._overlay.selected:
            self._overlay.selected = taken
            self.selection_changed.emit()
            self.viewport().update()


def _nothing(_view: "PageView") -> Selected:
    """What a plain click selects."""
    return Selected()

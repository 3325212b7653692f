"""The letter's real pages: painted with their marks, and read, clicked and selected by mouse and caret."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.theme import Theme
from imrdesk.record.model import Path

from . import caret as caret_steps
from .ahead import Ahead
from .caption import show_caption
from .caret import Caret, Move, PlacedCaret, move_of
from .drawn import Sketch
from .ink import block
from .layout import LETTER_PAPER, Block, PagesLayout, Point, shows_line
from .marks import Mark
from .mouse import Mouse
from .overlay import Overlay
from .pages import MAX_PIXELS, Pages
from .paper import Paper
from .scroller import PageScroller
from .selection import Drag, Selected, selected

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

_INKED = 2  # pages at the beginning whose ink says how wide the letter's text is
CARET_KEY = Qt.Key.Key_F7  # as in browsers


class PageCanvas(PageScroller):
    """Shows pages and marks; asks `Pages` for what it needs, so that nothing here waits for a file."""

    mark_clicked = Signal(object)  # Path
    selection_changed = Signal()
    placed = Signal()  # the marks stand where their evidence was measured

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._paper = Paper(theme)
        self.pages = Pages(jobs, self)
        self.pages.drawn.connect(self._page_drawn)
        self.pages.sketched.connect(self._page_sketched)
        self.pages.measured.connect(self._measured)
        self._overlay = Overlay(self.pages, self._paper)
        self._mouse = Mouse(self, self._point_at)
        self._mouse.dragged.connect(self._ask_selection)
        self._mouse.clicked.connect(self._click)
        self._turn_to(None)

    def show_letter(self, document: Document, view: "PageView | None") -> None:
        """Turn to a letter's first page; takes the view over and closes it when the next letter comes."""
        self.pages.open(view)
        self._turn_to(document if view else None)

    def foresee(self, document: Document, view: "PageView", page: int, spans: Sequence[Span]) -> None:
        """Draw a page of the letter that comes next, as large as it will be shown here, and measure its marks."""
        sizes = _sizes(document)
        if 1 <= page <= len(sizes):
            inked = min(len(sizes), _INKED)
            self.pages.foresee(Ahead(view, inked, page, spans, partial(self._foreseen_scale, sizes)))

    def _foreseen_scale(self, sizes: Sequence[tuple[float, float]], sketches: Sequence[Sketch], page: int) -> float:
        found = block([sketch.ink for sketch in sketches], sizes[0][0])
        return self._scale_of(self.layout_of(sizes, found), sizes[page - 1])

    def clear(self) -> None:
        """Show nothing and give the file back."""
        self.pages.open(None)
        self._turn_to(None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        self._overlay.set_marks(marks)
        self.placed.emit()
        self.viewport().update()

    def focus_path(self, path: Path | None, *, scroll: bool = True) -> None:
        """Mark one value strongly and bring its first place to a third of the height, as soon as it is measured."""
        self._overlay.current = path
        self._overlay.places = ()
        self._reveal_spans(self._overlay.spans(path) if scroll else ())

    def set_places(self, places: Sequence[Span]) -> None:
        """Mark several places strongly at once, and bring the first into view, the others too if they fit."""
        self._overlay.places = tuple(places)
        self._reveal_spans(self._overlay.places)

    def reveal(self, span: Span) -> None:
        """Bring one place to a third of the height."""
        self._reveal_spans([span])

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and scroll to the one a person is at."""
        self._overlay.set_found(found, now)
        self._need()
        if now:
            self._reveal_spans([now])
        self.viewport().update()

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page, in points."""
        return self._sizes

    def doubts(self) -> dict[int, list[float]]:
        """How far down each page values stand that need review, in points."""
        return self._overlay.doubts()

    def selected_spans(self) -> tuple[Span, ...]:
        """What a person has marked with mouse or caret."""
        return self._overlay.selected.spans

    def is_visible(self, path: Path) -> bool:
        """Whether a whole line of this value's evidence stands on the screen now, on a page already drawn."""
        shown = QRectF(self._shown())
        return self.isVisible() and any(
            shows_line(shown, self._layout.rect(page, line))
            for page in self._pages_shown()
            if self.pages.picture(page)
            for one in self._overlay.placed(path, page)
            for line in one.lines
        )

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the pages that show."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._theme.color("ground"))
            origin = self._shown().topLeft()
            painter.translate(-origin)
            part = event.rect().translated(origin)
            for page in self._layout.between(part.top(), part.bottom() + 1):
                box = self._layout.box(page)
                self._paper.page(painter, box, self._shown(), self.pages.best(page), self.pages.fault(page))
                painter.setClipRect(box)
                self._overlay.paint(painter, self._layout, page)
                painter.setClipping(False)
            if self.hasFocus():
                painter.resetTransform()
                self._paper.focus(painter, self.viewport().rect())

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may want sharper pictures."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._need()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The caret's keys: F7 shows it, with Shift it selects, Esc hides it; without it they scroll."""
        move = move_of(event)
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() == CARET_KEY:
            self.show_caret(not self.has_caret)
        elif event.key() == Qt.Key.Key_Escape and self.has_caret:
            self.show_caret(False)
        elif move and (self.has_caret or move.selects):
            self._step(move)
        elif event.key() in ends:
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
        self._awaited: tuple[Span, ...] = ()  # scrolled to as soon as they are measured
        self.has_caret = False
        self._caret = self._anchor = Caret(1, 0)
        self._is_placed = False  # whether a person has put the caret where it is
        self._overlay.clear()
        self._mouse.forget()
        self.pages.want_ink(range(1, min(len(pages), _INKED) + 1))
        sizes = _sizes(document) if document else []
        if found := self._inked_block(sizes):  # foreseen
            self._block = found
        self._set_sizes(sizes)

    # What is needed, and what has come

    def _need(self) -> None:
        """Ask for the pages that show, then for their neighbours, and for the places of what was found there."""
        shown = self._pages_shown()
        around = [*shown, shown.stop, shown.start - 1]
        self.pages.want_pictures(
            [(page, self._drawing_scale(page)) for page in around if 1 <= page <= len(self._sizes)]
        )
        self.pages.want_rects(self._overlay.found_on(shown))

    def _drawing_scale(self, page: int) -> float:
        """Pixels of the screen a point of the page, less where the picture would be too large."""
        return self._scale_of(self._layout, self._sizes[page - 1])

    def _scale_of(self, layout: PagesLayout, size: tuple[float, float]) -> float:
        width, height = size
        return min(layout.scale * self.devicePixelRatioF(), (MAX_PIXELS / (width * height)) ** 0.5)

    @Slot(int)
    def _page_sketched(self, page: int) -> None:
        if page <= _INKED and (found := self._inked_block(self._sizes)):
            self._set_block(found)
            self._reveal_spans(self._awaited)
        self._page_drawn(page)

    def _inked_block(self, sizes: Sequence[tuple[float, float]]) -> Block | None:
        """Where the text stands, once the first pages are sketched."""
        sketches = [self.pages.sketch(number) for number in range(1, min(len(sizes), _INKED) + 1)]
        if not sketches or None in sketches:
            return None
        return block([sketch.ink for sketch in sketches if sketch], sizes[0][0])

    @Slot(int)
    def _page_drawn(self, page: int) -> None:
        self.viewport().update(self._layout.box(page).translated(-self._shown().topLeft()))

    @Slot()
    def _measured(self) -> None:
        self._overlay.place()
        self._reveal_spans(self._awaited)
        self.placed.emit()

    def _reveal_spans(self, spans: Sequence[Span]) -> None:
        """Scroll to spans once they are measured; to the top of its page if the first has no place."""
        self._awaited = tuple(spans)
        if spans and not self.pages.is_measured(spans):
            self.pages.want_rects(spans)
        elif spans:
            self._awaited = ()
            lines = [self._layout.rect(span.page, rects[0]) for span in spans if (rects := self.pages.rects(span))]
            if self.pages.rects(spans[0]):
                self._reveal(lines[0], lines[1:])
            else:
                self.go_to_page(spans[0].page)
        self.viewport().update()

    # The caret

    def show_caret(self, shown: bool) -> None:
        """Show a caret that the arrow keys move, where the eye is; or hide it."""
        self.has_caret = shown and self._document is not None
        if self.has_caret and not self._is_placed:
            self._caret = self._anchor = self._where_the_eye_is()
        self._place_caret()

    def _step(self, move: Move) -> None:
        """Move the caret, selecting from where it stood when Shift went down."""
        if not self._document:
            return
        if not self.has_caret:
            self.show_caret(True)
        self._caret = caret_steps.moved(self._document, self._caret, move)
        self._anchor = self._anchor if move.selects else self._caret
        self._is_placed = True
        self._place_caret()

    def _where_the_eye_is(self) -> Caret:
        """The current value if it shows, else the first mark that does, else the page's beginning."""
        shown = QRectF(self._shown())
        for span in (*self._overlay.places, *self._overlay.spans(self._overlay.current)):
            if any(shows_line(shown, self._layout.rect(span.page, rect)) for rect in self.pages.rects(span)):
                return Caret(span.page, span.start)
        return Caret(max(self.page, 1), 0)

    def _place_caret(self) -> None:
        if not self.has_caret:
            self._overlay.caret = None
            self.viewport().update()
        elif self._document:
            self.pages.ask(partial(caret_steps.placed, self._document, self._anchor, self._caret), self._take_caret)

    def _take_caret(self, placed: PlacedCaret) -> None:
        self._overlay.caret = placed.page, placed.line
        if placed.line:
            self._follow(self._layout.rect(placed.page, placed.line))
        self._take_selection(placed.selected)
        self.viewport().update()

    # The mouse

    def _show_cursor(self, position: QPoint) -> None:
        point = self._point_at(position)
        shape = Qt.CursorShape.ArrowCursor
        if point and self._layout.box(point.page).contains(position + self._shown().topLeft()):
            shape = Qt.CursorShape.PointingHandCursor if self._overlay.at(point) else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @Slot(object)
    def _click(self, point: Point) -> None:
        self.pages.ask(partial(_offset_at, point), partial(self._put_caret, point))
        if mark := self._overlay.at(point):
            self.mark_clicked.emit(mark.path)

    def _put_caret(self, point: Point, offset: int) -> None:
        """A click ends the selection, and on words puts the caret there."""
        self._take_selection(Selected())
        if offset >= 0:
            self._caret = self._anchor = Caret(point.page, offset)
            self._is_placed = True
            self._place_caret()

    @Slot(object)
    def _ask_selection(self, drag: Drag) -> None:
        if self._document:
            self.pages.ask(partial(selected, self._document, drag), self._take_drag)

    def _take_drag(self, taken: Selected) -> None:
        """What the mouse has selected; the caret goes to its end, so that keys can go on from there."""
        self._take_selection(taken)
        if taken.spans:
            first, last = taken.spans[0], taken.spans[-1]
            self._anchor, self._caret = Caret(first.page, first.start), Caret(last.page, last.end)
            self._is_placed = True

    def _take_selection(self, taken: Selected) -> None:
        if taken != self._overlay.selected:
            self._overlay.selected = taken
            self.selection_changed.emit()
            self.viewport().update()


def _sizes(document: Document) -> list[tuple[float, float]]:
    return [(page.width, page.height) if page.width else LETTER_PAPER for page in document.pages]


def _offset_at(point: Point, view: "PageView") -> int:
    """The character that was clicked, -1 for none."""
    offset = view.offset_at(point.page, point.x, point.y)
    return -1 if offset is None else offset

"""The letter's text, for sources without pages and for whoever reads text better: marked like the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.theme import Theme, set_role
from imrdesk.record.model import Path

from .caption import show_caption
from .layout import WHEEL_NOTCH, WHEEL_ZOOM, bounded, shows_line, stepped
from .marks import Mark
from .paper import Paper
from .selection import plain
from .text_map import TextMap
from .text_overlay import MARGIN, TextOverlay

_SIZE = 15  # pixels, at 100 %
_LINE_HEIGHT = 150.0  # per cent
_MEASURE = 46  # times the size: about 95 characters, a line of a letter
_LONG = 150_000  # characters; longer letters are made ready off the GUI thread
_NO_TEXT, _GETTING_READY = "This letter has no text.", "Getting the text of this long letter ready…"


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter's text, ready to be shown."""

    text_map: TextMap
    written: QTextDocument


class LetterText(QTextEdit):
    """Read-only plain text with the same marks, clicks, selection and search as the pages."""

    mark_clicked = Signal(object)  # Path
    selection_changed = Signal()
    page_changed = Signal(int)
    zoom_changed = Signal()
    ready = Signal()  # a long letter's text is there now, and wants its marks

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "letter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the panel has the menu
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._theme = theme
        self._jobs = jobs
        self._paper = Paper(theme, on_paper=False)
        self._overlay = TextOverlay(self, theme, self._paper)
        self._zoom = 1.0
        self.page = 0
        self._pressed: QPoint | None = None
        self._letter: Document | None = None
        self._written: QTextDocument | None = None
        self._awaited: int | None = None  # a position scrolled to as soon as the widget has laid out so much
        self.selectionChanged.connect(self.selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_letter(self, document: Document) -> None:
        """Turn to a letter's text; a long one comes later, and `ready` says when."""
        self.clear()
        self._letter = document
        work = partial(_made_ready, document, self._font(), self)
        if sum(len(page.text) for page in document.pages) < _LONG:
            self._take(work())
        else:
            self.setPlaceholderText(_GETTING_READY)
            self._jobs.run("page", work, self._take_late, owner=self, replace="text")

    def clear(self) -> None:
        """Show nothing."""
        self.page = 0
        self._letter = None
        self._awaited = None
        self._overlay.forget()
        super().clear()

    def shows(self, document: Document) -> bool:
        """Whether this very document is on show, or about to be."""
        return self._letter is document

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        if self._is_there():
            self._overlay.set_marks(marks)
            self.viewport().update()

    def focus_path(self, path: Path | None, *, scroll: bool = True) -> None:
        """Mark one value strongly and bring its first place to a third of the height."""
        self._overlay.current = path
        self._overlay.set_places(())
        start = self._overlay.start(path)
        if start is not None and scroll:
            self._reveal(start)
        self.viewport().update()

    def set_places(self, places: Sequence[Span]) -> None:
        """Mark several places strongly at once, and bring the first into view."""
        if self._is_there():
            self._overlay.set_places(places)
            for span in places[:1]:
                self.reveal(span)
            self.viewport().update()

    def reveal(self, span: Span) -> None:
        """Bring one place to a third of the height."""
        if self._is_there():
            self._reveal(self._overlay.text_map.stretch(span)[0])

    def go_to_page(self, page: int) -> None:
        """The top of a page."""
        starts = self._overlay.text_map.starts
        if 1 <= page <= len(starts):
            self._reveal(starts[page - 1])

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and scroll to the one a person is at."""
        if not self._is_there():
            return
        self._overlay.set_found(found, now)
        start = self._overlay.found_now()
        if start is not None:
            self._reveal(start)
        self.viewport().update()

    def selected_spans(self) -> tuple[Span, ...]:
        """What a person has selected."""
        cursor = self.textCursor()
        return self._overlay.text_map.spans(cursor.selectionStart(), cursor.selectionEnd())

    def is_visible(self, path: Path) -> bool:
        """Whether a whole line of this value's evidence stands on the screen now."""
        shown = QRectF(self.viewport().rect())
        return self.isVisible() and any(shows_line(shown, line) for line in self._overlay.lines_of(path))

    @property
    def zoom(self) -> float:
        """1.0 for letters of the usual size."""
        return self._zoom

    def zoom_by(self, step: int) -> None:
        """One step larger or smaller."""
        self.set_zoom(stepped(self._zoom, step))

    def fit_width(self) -> None:
        """Back to the usual size; text fits any width."""
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float) -> None:
        """1.0 for letters of the usual size."""
        if zoom != self._zoom:
            held = self._position_at_third()
            self._zoom = zoom
            self.document().setDefaultFont(self._font())
            self._centre()
            self._scroll_to(held)
            self.zoom_changed.emit()

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and what lies below and over it."""
        with QPainter(self.viewport()) as below:
            self._overlay.paint_below(below)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            self._overlay.paint(painter)
            if self.hasFocus():
                self._paper.focus(painter, self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines at a comfortable measure in the middle."""
        super().resizeEvent(event)
        self._centre()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self.set_zoom(bounded(self._zoom * WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a pull begins."""
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what the pointer is over."""
        super().mouseMoveEvent(event)
        if self._pressed is None:
            mark = self._overlay.mark_at(event.position())
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press let go where it began is a click, perhaps on a mark."""
        super().mouseReleaseEvent(event)
        at, pressed, self._pressed = event.position().toPoint(), self._pressed, None
        if pressed is None or (at - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        mark = self._overlay.mark_at(event.position())
        if mark and not self.textCursor().hasSelection():
            self.mark_clicked.emit(mark.path)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the mark under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self._overlay.mark_at(QPointF(event.pos()))
            show_caption(event.globalPos(), mark.caption if mark else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied or dragged text is plain, as it stands in the letter."""
        data = QMimeData()
        data.setText(plain(self._overlay.text_map.document, self.selected_spans()))
        return data

    # Text and its looks

    def _font(self) -> QFont:
        font = self._theme.font()
        font.setPixelSize(round(_SIZE * self._zoom))
        return font

    def _is_there(self) -> bool:
        """Whether the letter's text has come."""
        return self._letter is self._overlay.text_map.document

    def _take(self, ready: _Ready) -> None:
        self.setPlaceholderText(_NO_TEXT)
        self._overlay.turn_to(ready.text_map)
        ready.written.setDefaultFont(self._font())
        ready.written.setParent(self)
        before, self._written = self._written, ready.written
        self.setDocument(ready.written)
        if before:
            before.deleteLater()
        ready.written.documentLayout().documentSizeChanged.connect(self._go_on)
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    def _take_late(self, ready: _Ready) -> None:
        if ready.text_map.document is self._letter:
            self._take(ready)
            self.ready.emit()

    @Slot()
    def _go_on(self) -> None:
        """The widget has laid out more of a long letter."""
        if self._awaited is not None:
            self._scroll_to(self._awaited)

    def _centre(self) -> None:
        room = self.width() - self.verticalScrollBar().width()
        beside = max(0, (room - round(_MEASURE * _SIZE * self._zoom) - 2 * MARGIN) // 2)
        self.setViewportMargins(beside, 0, beside, 0)

    def _third(self) -> int:
        return self.viewport().height() // 3

    def _position_at_third(self) -> int:
        return self.cursorForPosition(QPoint(self.viewport().width() // 2, self._third())).position()

    def _reveal(self, position: int) -> None:
        """Bring a place to a third of the height, and the caret to it unless something is selected."""
        cursor = self.textCursor()
        self._scroll_to(position)
        if not cursor.hasSelection() and self._awaited is None:
            cursor.setPosition(position)
            self.setTextCursor(cursor)

    def _scroll_to(self, position: int) -> None:
        """Bring a place to a third of the height, of a long letter once the widget has laid out so much."""
        is_long = self.document().characterCount() >= _LONG
        self._awaited = position if is_long and not self._overlay.is_laid_out(position) else None
        if self._awaited is None:
            bar = self.verticalScrollBar()
            for line in self._overlay.lines(position, position + 1):
                bar.setValue(bar.value() + round(line.top()) - self._third())

    @Slot()
    def _tell_page(self) -> None:
        page = self._overlay.text_map.page_at(self._position_at_third())
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)


def _made_ready(document: Document, font: QFont, home: QObject) -> _Ready:
    """The letter as a text widget's document, plain, its lines apart; may be made in another thread than `home` has."""
    text_map = TextMap(document)
    written = QTextDocument()
    written.setUndoRedoEnabled(False)
    written.setDocumentMargin(MARGIN)
    written.setDefaultFont(font)
    apart = QTextBlockFormat()
    apart.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(written)
    cursor.setBlockFormat(apart)
    cursor.insertText(text_map.text)
    written.moveToThread(home.thread())
    return _Ready(text_map, written)

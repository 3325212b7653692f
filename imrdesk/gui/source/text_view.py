"""The letter's text, for sources without pages and for whoever reads text better: marked like the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from imrdesk.document.model import Document, Span
from imrdesk.gui.theme import Theme, set_role
from imrdesk.record.model import Path

from .caption import show_caption
from .layout import WHEEL_NOTCH, WHEEL_ZOOM, bounded, shows_line, stepped
from .marks import Mark
from .paper import Paper
from .selection import plain
from .text_overlay import MARGIN, TextOverlay

_SIZE = 15  # pixels, at 100 %
_LINE_HEIGHT = 150.0  # per cent
_MEASURE = 46  # times the size: about 95 characters, a line of a letter


class LetterText(QTextEdit):
    """Read-only plain text with the same marks, clicks, selection and search as the pages."""

    mark_clicked = Signal(object)  # Path
    selection_changed = Signal()
    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
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
        self.setPlaceholderText("This letter has no text.")
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(MARGIN)
        self._theme = theme
        self._paper = Paper(theme)
        self._overlay = TextOverlay(self, theme, self._paper)
        self._zoom = 1.0
        self.page = 0
        self._pressed: QPoint | None = None
        self.selectionChanged.connect(self.selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_letter(self, document: Document) -> None:
        """Turn to a letter's text."""
        self.page = 0
        self._overlay.turn_to(document)
        self._set_font()
        self._write(self._overlay.text_map.text)
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    def clear(self) -> None:
        """Show nothing."""
        self.page = 0
        self._overlay.forget()
        super().clear()

    def shows(self, document: Document) -> bool:
        """Whether this very document is on show."""
        return self._overlay.text_map.document is document

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        self._overlay.set_marks(marks)

    def focus_path(self, path: Path | None, *, scroll: bool = True) -> None:
        """Mark one value strongly and bring its first place to a third of the height."""
        self._overlay.current = path
        start = self._overlay.start(path)
        if start is not None and scroll:
            self._reveal(start)
        self.viewport().update()

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and scroll to the one a person is at."""
        self._overlay.set_found(found, now)
        start = self._overlay.found_now()
        if start is not None:
            self._reveal(start)

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
        self._zoom_to(stepped(self._zoom, step))

    def fit_width(self) -> None:
        """Back to the usual size; text fits any width."""
        self._zoom_to(1.0)

    # What Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and what lies over it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
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
        self._zoom_to(bounded(self._zoom * WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)))
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

    def _set_font(self) -> None:
        font = self._theme.font()
        font.setPixelSize(round(_SIZE * self._zoom))
        self.document().setDefaultFont(font)

    def _write(self, text: str) -> None:
        """Plain text, its lines apart; in one step, as a long letter is laid out only once so."""
        apart = QTextBlockFormat()
        apart.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        super().clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(apart)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(QTextCursor(self.document()))

    def _centre(self) -> None:
        room = self.width() - self.verticalScrollBar().width()
        beside = max(0, (room - round(_MEASURE * _SIZE * self._zoom) - 2 * MARGIN) // 2)
        self.setViewportMargins(beside, 0, beside, 0)

    def _zoom_to(self, zoom: float) -> None:
        if zoom != self._zoom:
            held = self._position_at_third()
            self._zoom = zoom
            self._set_font()
            self._centre()
            self._scroll_to(held)
            self.zoom_changed.emit()

    def _third(self) -> int:
        return self.viewport().height() // 3

    def _position_at_third(self) -> int:
        return self.cursorForPosition(QPoint(self.viewport().width() // 2, self._third())).position()

    def _reveal(self, position: int) -> None:
        """Bring a place to a third of the height, and the caret to it unless something is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.setPosition(position)
            self.setTextCursor(cursor)
        self._scroll_to(position)

    def _scroll_to(self, position: int) -> None:
        bar = self.verticalScrollBar()
        for line in self._overlay.lines(position, position + 1):
            bar.setValue(bar.value() + round(line.top()) - self._third())

    @Slot()
    def _tell_page(self) -> None:
        page = self._overlay.text_map.page_at(self._position_at_third())
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

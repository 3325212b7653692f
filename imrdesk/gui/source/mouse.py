"""The mouse on the pages: clicks told from pulls, words from characters, and scrolling while pulling past the edge."""

from collections.abc import Callable

from PySide6.QtCore import QBasicTimer, QObject, QPoint, Qt, QTimerEvent, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from .layout import Point
from .selection import Drag

_TICK = 40  # milliseconds between steps of scrolling
_MAX_STEP = 64  # pixels a step


class Mouse(QObject):
    """Turns presses and moves on a scroll area into clicks and drags, in points of the pages."""

    clicked = Signal(object)  # Point
    dragged = Signal(object)  # Drag

    def __init__(self, area: QAbstractScrollArea, point_at: Callable[[QPoint], Point | None]) -> None:
        super().__init__(area)
        self._area = area
        self._point_at = point_at
        self._scrolling = QBasicTimer()
        self.forget()

    def forget(self) -> None:
        """Another letter: what was pressed on the one before means nothing."""
        self._scrolling.stop()
        self._start: Point | None = None
        self._pressed: QPoint | None = None
        self._last = QPoint()
        self._pulled = False
        self._by_word = False

    def press(self, event: QMouseEvent) -> None:
        """The button goes down; with Shift the selection reaches to here from where it began."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = self._last = event.position().toPoint()
        extends = self._start and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._pulled = bool(extends)
        if extends:
            self._drag()
        else:
            self._start = self._point_at(self._pressed)
            self._by_word = False

    def double_click(self, event: QMouseEvent) -> None:
        """A word, and from there on word by word."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position().toPoint()
            self._start = self._point_at(self._pressed)
            self._pulled = self._by_word = True
            self._drag()

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moves; whether it pulls."""
        if self._pressed is None:
            return False
        self._last = event.position().toPoint()
        if not self._pulled:
            self._pulled = (self._last - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._pulled:
            self._drag()
            self._scroll_if_outside()
        return True

    def release(self, event: QMouseEvent) -> None:
        """The button comes up: without a pull it was a click."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._scrolling.stop()
        self._pressed = None
        if not self._pulled and self._start:
            self.clicked.emit(self._start)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Scroll on while the pointer is held past an edge."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + max(-_MAX_STEP, min(self._outside(), _MAX_STEP)))
        self._drag()

    def _drag(self) -> None:
        end = self._point_at(self._last)
        if self._start and end:
            self.dragged.emit(Drag(self._start, end, self._by_word))

    def _scroll_if_outside(self) -> None:
        if not self._outside():
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start(_TICK, self)

    def _outside(self) -> int:
        """How far the pointer is above (negative) or below the viewport."""
        height = self._area.viewport().height()
        return min(self._last.y(), 0) + max(self._last.y() - height, 0)

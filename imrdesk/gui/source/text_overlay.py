"""What lies in and over the letter's text: marks as tints and bars, the current one, what is found, page breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter, QRegion, QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from imrdesk.document.model import Document, Span
from imrdesk.gui.theme import SPACE, Theme
from imrdesk.record.model import Path

from . import marks as marking
from .marks import Mark
from .paper import FOUND_SHARE, Paper, region_of
from .text_map import TextMap

MARGIN = 4 * SPACE  # pixels around the text, with room for two bars
_LONG = 220  # characters; longer evidence is a bar beside its text
_BAR_WIDTH, _BAR_GAP, _BAR_STEP = 4, 12, 7  # pixels
_NO_LETTER = TextMap(Document("", "", "", "", ()))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One piece of evidence in the widget's text; `column` counts the bars between it and the text."""

    mark: Mark
    start: int
    end: int
    column: int = 0

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def is_long(self) -> bool:
        return self.length > _LONG


class TextOverlay:
    """Knows the marks of the text on show, and where the widget has laid them out."""

    def __init__(self, widget: QTextEdit, theme: Theme, paper: Paper) -> None:
        self._widget = widget
        self._theme = theme
        self._paper = paper
        self.turn_to(_NO_LETTER)

    def turn_to(self, text_map: TextMap) -> None:
        """Another letter: nothing lies over it yet."""
        self.text_map = text_map
        self.current: Path | None = None
        self._stretches: list[_Stretch] = []
        self._places: list[tuple[int, int]] = []
        self._found: list[tuple[int, int]] = []
        self._found_now: tuple[int, int] | None = None

    def forget(self) -> None:
        """No letter any more."""
        self.turn_to(_NO_LETTER)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        stretches = [
            _Stretch(mark, *self.text_map.stretch(span)) for mark in marks for span in dict.fromkeys(mark.spans)
        ]
        self._stretches = [_Stretch(one.mark, one.start, one.end, _nested(one, stretches)) for one in stretches]

    def set_places(self, places: Sequence[Span]) -> None:
        """Several places that matter together, marked strongly instead of the current value."""
        self._places = [self.text_map.stretch(span) for span in places]

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, and which of them a person is at."""
        self._found = [self.text_map.stretch(span) for span in found]
        self._found_now = self.text_map.stretch(now) if now else None

    def found_now(self) -> int | None:
        """Where the place starts that a person is at in a search."""
        return self._found_now[0] if self._found_now else None

    def start(self, path: Path | None) -> int | None:
        """Where the first evidence of a value starts."""
        return next((one.start for one in self._stretches if one.mark.path == path), None)

    def lines_of(self, path: Path) -> Iterator[QRectF]:
        """The rectangles of a value's evidence that show in the viewport, one a line."""
        return (line for one in self._stretches if one.mark.path == path for line in self._seen(one.start, one.end))

    def is_laid_out(self, position: int) -> bool:
        """Whether the widget has come so far with a long letter that it knows where a position stands."""
        return self._widget.document().findBlock(position).layout().lineCount() > 0

    def lines(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of a stretch in the viewport, one a line; has the widget lay out all before it."""
        found: list[QRectF] = []
        block = self._widget.document().findBlock(start)
        while block.isValid() and block.position() < end:
            found += _lines(block, start - block.position(), end - block.position(), self._origin(block))
            block = block.next()
        return found

    def mark_at(self, place: QPointF) -> Mark | None:
        """The mark a place of the viewport means."""
        under = ((one.length, one.mark) for one in self._stretches if self._means(one, place))
        return marking.pointed_at(under, self.current)

    def paint_below(self, painter: QPainter) -> None:
        """Draw below the words: the tints of marks, the shorter over the longer, and of what is found."""
        covered = QRegion()
        for one in sorted((one for one in self._stretches if not one.is_long), key=lambda one: one.length):
            lines = self._seen(one.start, one.end)
            region = region_of(lines) - covered
            painter.save()
            painter.setClipRegion(region)
            painter.fillRect(region.boundingRect(), self._theme.color(one.mark.look.role))
            painter.restore()
            self._paper.underline(painter, lines, one.mark.look, region)
            covered += region
        found = self._theme.color("mark_clinical")
        found.setAlphaF(FOUND_SHARE)
        first, last = self._window()
        for start, end in self._found:
            if start < last and first < end:
                for line in self.lines(start, end):
                    painter.fillRect(line, found)

    def paint(self, painter: QPainter) -> None:
        """Draw over the text what a text widget cannot draw by itself."""
        self._paint_breaks(painter)
        for one in self._stretches:
            if one.is_long and (bar := self._bar(one)):
                self._paper.bar(painter, bar, one.mark.look)
        for one in self._stretches:
            if one.mark.path == self.current and not self._places:
                self._paper.outline(painter, self._seen(one.start, one.end), self._theme.color("accent"))
        for number, (start, end) in enumerate(self._places, 1):
            self._paper.place(painter, self._seen(start, end), number if len(self._places) > 1 else 0)
        if self._found_now:
            self._paper.outline(painter, self._seen(*self._found_now), self._theme.color("amber"))

    def _window(self) -> tuple[int, int]:
        """The first and last position that show; nothing beyond is asked for, as it may not be laid out yet."""
        corner = self._widget.viewport().rect().bottomRight()
        first = self._widget.cursorForPosition(QPoint(0, 0)).block()
        return first.position(), self._widget.cursorForPosition(corner).position() + 1

    def _seen(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of the part of a stretch that shows."""
        first, last = self._window()
        return self.lines(max(start, first), min(end, last)) if start < last and first < end else []

    def _origin(self, block: QTextBlock) -> QPointF:
        """Where a block starts in the viewport."""
        top = self._widget.document().documentLayout().blockBoundingRect(block).topLeft()
        return top - QPointF(0, self._widget.verticalScrollBar().value())

    def _means(self, one: _Stretch, place: QPointF) -> bool:
        if one.is_long:
            bar = self._bar(one)
            return bool(bar and bar.adjusted(-1, 0, 1, 0).contains(place))
        return any(line.contains(place) for line in self._seen(one.start, one.end))

    def _bar(self, one: _Stretch) -> QRectF | None:
        """The bar beside long evidence, as far as it shows."""
        lines = self._seen(one.start, one.end)
        if not lines:
            return None
        left = MARGIN - _BAR_GAP - one.column * _BAR_STEP
        return QRectF(left, lines[0].top(), _BAR_WIDTH, lines[-1].bottom() - lines[0].top())

    def _paint_breaks(self, painter: QPainter) -> None:
        """The number of a page and a rule where it begins."""
        painter.setFont(self._theme.font("small"))
        right = self._widget.viewport().width() - MARGIN
        first, last = self._window()
        for page, position in self.text_map.breaks():
            if not first <= position <= last:
                continue
            (left, middle), label = self._break(position), f"Page {page}"
            wide = painter.fontMetrics().horizontalAdvance(label)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(QPointF(left, middle + painter.fontMetrics().capHeight() / 2), label)
            painter.setPen(self._theme.color("line"))
            painter.drawLine(QPointF(left + wide + SPACE, middle), QPointF(right, middle))

    def _break(self, position: int) -> tuple[float, float]:
        block = self._widget.document().findBlock(position)
        origin = self._origin(block)
        return origin.x(), origin.y() + block.layout().boundingRect().height() / 2


def _nested(one: _Stretch, stretches: Sequence[_Stretch]) -> int:
    """1 where a long one holds another long one and stands outside of it, else 0."""
    return int(
        any(
            one.is_long and other.is_long and one.start <= other.start and other.end <= one.end
            and other.length < one.length
            for other in stretches
        )
    )  # fmt: skip


def _lines(block: QTextBlock, start: int, end: int, origin: QPointF) -> Iterator[QRectF]:
    """The part of each of a block's lines between two positions of the block."""
    layout = block.layout()
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if low < high:
            left, right = _x(line, low), _x(line, high)
            yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height())


def _x(line: QTextLine, position: int) -> float:
    x, _position = cast("tuple[float, int]", line.cursorToX(position))
    return x

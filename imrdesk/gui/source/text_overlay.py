"""What lies in and over the letter's text: marks as tints and bars, the current one, what is found, page breaks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextEdit

from imrdesk.document.model import Document, Span
from imrdesk.gui.theme import SPACE, Theme
from imrdesk.record.model import Path

from . import marks as marking
from .marks import SECTION_ROLES, Mark
from .paper import BAR_SHARE, FOUND_SHARE, Paper
from .text_map import TextMap

MARGIN = 4 * SPACE  # pixels around the text, with room for two bars
_LONG = 220  # characters; longer evidence is a bar beside its text
_BAR_WIDTH, _BAR_GAP, _BAR_STEP = 4, 12, 7  # pixels
_MOST_FOUND = 400  # places tinted at a time
_NO_LETTER = Document("", "", "", "", ())


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

    def turn_to(self, document: Document) -> None:
        """Another letter: nothing lies over it yet."""
        self.text_map = TextMap(document)
        self.current: Path | None = None
        self._stretches: list[_Stretch] = []
        self._found: list[tuple[int, int]] = []
        self._found_now: tuple[int, int] | None = None
        self._widget.setExtraSelections([])

    def forget(self) -> None:
        """No letter any more."""
        self.turn_to(_NO_LETTER)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before."""
        stretches = [
            _Stretch(mark, *self.text_map.stretch(span)) for mark in marks for span in dict.fromkeys(mark.spans)
        ]
        self._stretches = [_Stretch(one.mark, one.start, one.end, _nested(one, stretches)) for one in stretches]
        self._tint()

    def set_found(self, found: Sequence[Span], now: Span | None) -> None:
        """Show what was searched for, of very many those around the one a person is at."""
        first = max(0, bisect_left(found, now) - _MOST_FOUND // 2) if now else 0
        self._found = [self.text_map.stretch(span) for span in found[first : first + _MOST_FOUND]]
        self._found_now = self.text_map.stretch(now) if now else None
        self._tint()

    def found_now(self) -> int | None:
        """Where the place starts that a person is at in a search."""
        return self._found_now[0] if self._found_now else None

    def start(self, path: Path | None) -> int | None:
        """Where the first evidence of a value starts."""
        return next((one.start for one in self._stretches if one.mark.path == path), None)

    def lines_of(self, path: Path) -> Iterator[QRectF]:
        """The rectangles of a value's evidence in the viewport, one a line."""
        return (line for one in self._stretches if one.mark.path == path for line in self.lines(one.start, one.end))

    def lines(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of a stretch in the viewport, one a line."""
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

    def paint(self, painter: QPainter) -> None:
        """Draw over the text what a text widget cannot draw by itself."""
        self._paint_breaks(painter)
        for one in self._stretches:
            if one.is_long:
                color = self._theme.color(SECTION_ROLES[one.mark.section])
                color.setAlphaF(BAR_SHARE)
                painter.fillRect(self._bar(one), color)
        for one in self._stretches:
            if one.mark.path == self.current:
                self._paper.outline(painter, self.lines(one.start, one.end), self._theme.color("accent"))
        if self._found_now:
            self._paper.outline(painter, self.lines(*self._found_now), self._theme.color("amber"))

    def _tint(self) -> None:
        """Marks and what is found as backgrounds of the text, the shorter over the longer."""
        surface = self._theme.color("surface")
        short = sorted((one for one in self._stretches if not one.is_long), key=lambda one: -one.length)
        tints = [(one.start, one.end, self._theme.color(SECTION_ROLES[one.mark.section])) for one in short]
        found = self._theme.color("mark_clinical")
        found.setAlphaF(FOUND_SHARE)
        tints += [(start, end, found) for start, end in self._found]
        self._widget.setExtraSelections(
            [self._background(start, end, _over(tint, surface)) for start, end, tint in tints]
        )
        self._widget.viewport().update()

    def _background(self, start: int, end: int, color: QColor) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._widget.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor
        made.format.setBackground(color)
        return made

    def _origin(self, block: QTextBlock) -> QPointF:
        """Where a block starts in the viewport."""
        top = self._widget.document().documentLayout().blockBoundingRect(block).topLeft()
        return top - QPointF(0, self._widget.verticalScrollBar().value())

    def _means(self, one: _Stretch, place: QPointF) -> bool:
        if one.is_long:
            return self._bar(one).adjusted(-1, 0, 1, 0).contains(place)
        return any(line.contains(place) for line in self.lines(one.start, one.end))

    def _bar(self, one: _Stretch) -> QRectF:
        """The bar beside long evidence."""
        first, last = self.lines(one.start, one.start + 1), self.lines(one.end - 1, one.end)
        if not first or not last:
            return QRectF()
        left = MARGIN - _BAR_GAP - one.column * _BAR_STEP
        return QRectF(left, first[0].top(), _BAR_WIDTH, last[0].bottom() - first[0].top())

    def _paint_breaks(self, painter: QPainter) -> None:
        """The number of a page and a rule where it begins."""
        painter.setFont(self._theme.font("small"))
        right = self._widget.viewport().width() - MARGIN
        for page, position in self.text_map.breaks():
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


def _over(tint: QColor, ground: QColor) -> QColor:
    """A tint laid over a ground, as one colour, so that two marks of the same words do not add up."""
    share = tint.alphaF()
    mixed = (
        round(part * share + below * (1 - share))
        for part, below in ((tint.red(), ground.red()), (tint.green(), ground.green()), (tint.blue(), ground.blue()))
    )
    return QColor(*mixed)

"""Painting one page: the paper, its picture, evidence marks, what is found and what is selected."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from imrdesk.document.geometry import Rect
from imrdesk.gui import theme as theming
from imrdesk.gui.theme import SPACE, Theme

from .layout import PagesLayout
from .marks import SECTION_ROLES, PlacedMark
from .pages import Drawn

_OUTLINE = 2.0  # pixels
FOUND_SHARE, BAR_SHARE, _SELECTED_SHARE = 0.45, 0.65, 0.3  # how strongly each colour tints the paper


class Paper:
    """Paints pages of a layout; paper is white in every theme, so that marks on it keep the light theme's colours."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._inks = theming.load("light")

    def page(self, painter: QPainter, box: QRect, drawn: Drawn | None, fault: str | None) -> None:
        """The sheet with its picture, or in words why there is none."""
        painter.fillRect(box, Qt.GlobalColor.white)
        if drawn:
            _paint_picture(painter, box, drawn)
        elif fault:
            painter.setPen(self._inks.color("muted"))
            painter.setFont(self._theme.font())
            inside = box.adjusted(3 * SPACE, 3 * SPACE, -3 * SPACE, -3 * SPACE)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, fault)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def tints(self, painter: QPainter, layout: PagesLayout, marks: Sequence[PlacedMark]) -> None:
        """Every mark in the tint of its section, the first of `marks` where several share a place."""
        covered = QRegion()
        bars: set[Rect] = set()
        for one in marks:
            color = self._inks.color(SECTION_ROLES[one.mark.section])
            if one.bar is None:
                region = _region([layout.rect(one.page, line) for line in one.lines])
                _multiply(painter, region - covered, color)
                covered += region
            elif one.bar not in bars:
                bars.add(one.bar)
                color.setAlphaF(BAR_SHARE)
                painter.fillRect(layout.rect(one.page, one.bar), color)

    def current(self, painter: QPainter, layout: PagesLayout, marks: Iterable[PlacedMark]) -> None:
        """The mark a person is at."""
        accent = self._inks.color("accent")
        for one in marks:
            self.outline(painter, [layout.rect(one.page, line) for line in one.lines], accent)
            if one.bar:
                painter.fillRect(layout.rect(one.page, one.bar), accent)

    def found(self, painter: QPainter, lines: Sequence[QRectF], *, current: bool) -> None:
        """A place that was searched for; the current one outlined."""
        color = self._inks.color("mark_clinical")
        color.setAlphaF(FOUND_SHARE)
        _multiply(painter, _region(lines), color)
        if current:
            self.outline(painter, lines, self._inks.color("amber"))

    def selected(self, painter: QPainter, lines: Sequence[QRectF]) -> None:
        """Words a person has marked."""
        color = self._inks.color("accent")
        color.setAlphaF(_SELECTED_SHARE)
        _multiply(painter, _region(lines), color)

    def focus(self, painter: QPainter, frame: QRect) -> None:
        """That the keyboard is here."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), _OUTLINE))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))

    @staticmethod
    def outline(painter: QPainter, lines: Sequence[QRectF], color: QColor) -> None:
        """One stroke around all of these lines."""
        if not lines:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, _OUTLINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(_around(lines))
        painter.restore()


def _region(lines: Sequence[QRectF]) -> QRegion:
    """Whole pixels, so that neighbouring tints meet without a seam."""
    region = QRegion()
    for line in lines:
        region += line.toRect()
    return region


def _multiply(painter: QPainter, region: QRegion, color: QColor) -> None:
    """Tint without covering: black text stays black."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
    painter.fillRect(region.boundingRect(), color)
    painter.restore()


def _around(lines: Sequence[QRectF]) -> QPainterPath:
    """One shape that follows the lines, or a rectangle where they do not run down the page."""
    path = QPainterPath()
    parts = _blocks(lines)
    for index, part in enumerate(parts):
        grown = QRectF(part)
        if index + 1 < len(parts) and _follows(part, parts[index + 1]):
            grown.setBottom(max(grown.bottom(), parts[index + 1].top() + 0.5))
        shape = QPainterPath()
        shape.addRect(grown)
        path = path.united(shape)
    return path.simplified()


def _blocks(lines: Sequence[QRectF]) -> list[QRectF]:
    """Two lines as they are; of more the first and the last, and all between them as one block."""
    if len(lines) < 3:
        return list(lines)
    left, right = min(line.left() for line in lines), max(line.right() for line in lines)
    if any(after.top() <= line.top() for line, after in pairwise(lines)):
        bottom = max(line.bottom() for line in lines)
        return [QRectF(QPointF(left, min(line.top() for line in lines)), QPointF(right, bottom))]
    first, last = QRectF(lines[0]), QRectF(lines[-1])
    first.setRight(right)
    last.setLeft(left)
    return [first, QRectF(QPointF(left, lines[1].top()), QPointF(right, lines[-2].bottom())), last]


def _follows(line: QRectF, following: QRectF) -> bool:
    gap = following.top() - line.bottom()
    return (
        -line.height() < gap < 1.2 * line.height()
        and following.left() < line.right()
        and line.left() < following.right()
    )


def _paint_picture(painter: QPainter, box: QRect, drawn: Drawn) -> None:
    """The picture pixel by pixel where it fits the screen, scaled while a sharper one is being drawn."""
    ratio = painter.device().devicePixelRatioF()
    wide, high = drawn.image.width() / ratio, drawn.image.height() / ratio
    if abs(wide - box.width()) < 2 and abs(high - box.height()) < 2:
        origin = painter.transform().map(QPointF(box.topLeft()))
        snapped = QPointF(
            round(origin.x() * ratio) / ratio - origin.x(), round(origin.y() * ratio) / ratio - origin.y()
        )
        target = QRectF(QPointF(box.topLeft()) + snapped, QPointF(box.topLeft()) + snapped + QPointF(wide, high))
        painter.save()
        painter.setClipRect(box)
        painter.drawImage(target, drawn.image, QRectF(drawn.image.rect()))
        painter.restore()
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(box), drawn.image, QRectF(drawn.image.rect()))

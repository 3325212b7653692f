"""Painting one page: the paper, its picture, evidence marks, what is found and what is selected."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from imrdesk.document.geometry import Rect
from imrdesk.gui import theme as theming
from imrdesk.gui.theme import SPACE, Theme

from .layout import PagesLayout
from .marks import PlacedMark, SectionLook
from .pages import Drawn

_OUTLINE, _UNDERLINE = 2.0, 1.0  # pixels
_DOUBLE = (1.5, 3.5)  # pixels from the words to the first and the second line below them
_DARKER = 170  # per cent; tints are too light to draw lines with on white
FOUND_SHARE, _SELECTED_SHARE = 0.45, 0.3  # how strongly each colour tints the paper


class Paper:
    """Paints pages of a layout; paper is white in every theme, so that marks on it keep the light theme's colours,
    unless the letter's text is painted on the theme's own ground.
    """

    def __init__(self, theme: Theme, *, on_paper: bool = True) -> None:
        self._theme = theme
        self._inks = theming.load("light") if on_paper else theme

    def page(self, painter: QPainter, box: QRect, shown: QRect, drawn: Drawn | None, fault: str | None) -> None:
        """The sheet with its picture, or, in the middle of what is shown of it, words that say why there is none."""
        painter.fillRect(box, Qt.GlobalColor.white)
        if drawn:
            _paint_picture(painter, box, drawn)
        elif fault:
            painter.setPen(self._inks.color("muted"))
            painter.setFont(self._theme.font())
            inside = box.intersected(shown).adjusted(3 * SPACE, 3 * SPACE, -3 * SPACE, -3 * SPACE)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, fault)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def tints(self, painter: QPainter, layout: PagesLayout, marks: Sequence[PlacedMark]) -> None:
        """Every mark in the tint and with the line of its section, the first of `marks` where several share a place."""
        covered = QRegion()
        bars: set[Rect] = set()
        for one in marks:
            if one.bar is None:
                lines = [layout.rect(one.page, line) for line in one.lines]
                region = region_of(lines) - covered
                _multiply(painter, region, self._inks.color(one.mark.look.role))
                self.underline(painter, lines, one.mark.look, region)
                covered += region
            elif one.bar not in bars:
                bars.add(one.bar)
                self.bar(painter, layout.rect(one.page, one.bar), one.mark.look)

    def underline(self, painter: QPainter, lines: Sequence[QRectF], look: SectionLook, within: QRegion) -> None:
        """The line of a section below words."""
        painter.save()
        below = within + within.translated(0, round(_DOUBLE[-1]))
        painter.setClipRegion(below, Qt.ClipOperation.IntersectClip)
        painter.setPen(self._pen(look, _UNDERLINE))
        for line in lines:
            for gap in _DOUBLE if look.double else _DOUBLE[:1]:
                y = line.toRect().bottom() + gap
                painter.drawLine(QPointF(line.left(), y), QPointF(line.right(), y))
        painter.restore()

    def bar(self, painter: QPainter, bar: QRectF, look: SectionLook) -> None:
        """The line of a section beside long text."""
        painter.save()
        painter.setPen(self._pen(look, bar.width() / (3 if look.double else 1)))
        for x in (bar.left() + bar.width() / 6, bar.right() - bar.width() / 6) if look.double else (bar.center().x(),):
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.restore()

    def _pen(self, look: SectionLook, width: float) -> QPen:
        pen = QPen(stroke(self._inks, look), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if look.dashes:
            pen.setDashPattern(look.dashes)
        return pen

    def current(self, painter: QPainter, layout: PagesLayout, marks: Iterable[PlacedMark]) -> None:
        """The mark a person is at."""
        accent = self._inks.color("accent")
        for one in marks:
            self.outline(painter, [_outside(layout.rect(one.page, line)) for line in one.lines], accent)
            if one.bar:
                painter.fillRect(layout.rect(one.page, one.bar), accent)

    def place(self, painter: QPainter, lines: Sequence[QRectF], number: int) -> None:
        """One of the places that matter together: outlined, with its number before it if there are several."""
        if not lines:
            return
        accent = self._inks.color("accent")
        self.outline(painter, [_outside(line) for line in lines], accent)
        if number:
            self._badge(painter, lines[0], accent, number)

    def _badge(self, painter: QPainter, line: QRectF, color: QColor, number: int) -> None:
        """A number in a disc on the corner of a line, where it hides least."""
        side = 1.75 * SPACE
        badge = QRectF(line.left() - side + 2, line.top() - side + 4, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(badge)
        painter.setPen(self._inks.color("accent_text"))
        painter.setFont(self._theme.font("small", bold=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.restore()

    def caret(self, painter: QPainter, line: QRectF) -> None:
        """Where the caret stands; it does not blink."""
        painter.fillRect(line.adjusted(-1, -1, 1, 1), self._inks.color("accent"))

    def found(self, painter: QPainter, lines: Sequence[QRectF], *, current: bool) -> None:
        """A place that was searched for; the current one outlined."""
        color = self._inks.color("mark_clinical")
        color.setAlphaF(FOUND_SHARE)
        _multiply(painter, region_of(lines), color)
        if current:
            self.outline(painter, [_outside(line) for line in lines], self._inks.color("amber"))

    def selected(self, painter: QPainter, lines: Sequence[QRectF]) -> None:
        """Words a person has marked."""
        color = self._inks.color("accent")
        color.setAlphaF(_SELECTED_SHARE)
        _multiply(painter, region_of(lines), color)

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


def _outside(line: QRectF) -> QRectF:
    """Where a line is outlined: outside its letters, which are few pixels high on a small page."""
    return line.adjusted(-2, -1, 2, 1)


def stroke(theme: Theme, look: SectionLook) -> QColor:
    """The colour of a section's line, dark or light enough to be seen on the ground."""
    color = theme.color(look.role)
    color.setAlpha(255)
    return color.darker(_DARKER) if theme.scheme == "light" else color


def region_of(lines: Sequence[QRectF]) -> QRegion:
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

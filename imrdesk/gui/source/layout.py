"""Where the pages of a letter lie under each other, in pixels; geometry alone, no widget."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF

from imrdesk.document.geometry import Rect

GAP = 16  # pixels around and between pages
PIXELS_A_POINT = 96 / 72  # at 100 %
MIN_ZOOM, MAX_ZOOM = 0.25, 4.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
WHEEL_NOTCH = 120.0  # what Qt calls one click of the wheel
WHEEL_ZOOM = 1.15  # times larger, for one click of the wheel
LETTER_PAPER = (612.0, 792.0)  # points, where a page does not say its size


@dataclass(frozen=True, slots=True)
class Point:
    """A point on a page, in points from the page's top left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a page's width that its text takes, in points."""

    left: float
    right: float


class PagesLayout:
    """Pages one under another at a zoom, centred in a width; page numbers count from 1."""

    __slots__ = ("_bottoms", "_tops", "boxes", "height", "scale", "width", "zoom")

    def __init__(self, sizes: Sequence[tuple[float, float]], zoom: float, width: int) -> None:
        self.zoom = zoom
        self.scale = zoom * PIXELS_A_POINT
        drawn = [(round(wide * self.scale), round(high * self.scale)) for wide, high in sizes]
        self.width = max([width, *(wide + 2 * GAP for wide, _ in drawn)])
        self.boxes: list[QRect] = []
        at = GAP
        for wide, high in drawn:
            self.boxes.append(QRect((self.width - wide) // 2, at, wide, high))
            at += high + GAP
        self.height = at
        self._tops = [box.y() for box in self.boxes]
        self._bottoms = [box.y() + box.height() for box in self.boxes]

    def box(self, page: int) -> QRect:
        """Where a page lies."""
        return self.boxes[page - 1]

    def between(self, top: int, bottom: int) -> range:
        """The pages that show between two heights."""
        return range(bisect_right(self._bottoms, top) + 1, bisect_left(self._tops, bottom) + 1)

    def page_at(self, y: float) -> int:
        """The page at a height, the nearer one in a gap; 0 where there are no pages."""
        return min(bisect_right(self._bottoms, y - GAP / 2) + 1, len(self.boxes))

    def point(self, x: float, y: float) -> Point:
        """The nearest page's point under a place of the layout; it may lie beside the page."""
        page = self.page_at(y)
        box = self.box(page)
        return Point(page, (x - box.x()) / self.scale, (y - box.y()) / self.scale)

    def place(self, point: Point) -> QPointF:
        """Where a point of a page lies."""
        box = self.box(point.page)
        return QPointF(box.x() + point.x * self.scale, box.y() + point.y * self.scale)

    def rect(self, page: int, rect: Rect) -> QRectF:
        """Where a rectangle of a page lies."""
        return QRectF(self.place(Point(page, rect.x0, rect.top)), self.place(Point(page, rect.x1, rect.bottom)))


def width_zoom(block: Block, width: int) -> float:
    """The zoom at which a block of text fills a width."""
    return bounded(width / ((block.right - block.left) * PIXELS_A_POINT))


def page_zoom(sizes: Sequence[tuple[float, float]], width: int, height: int) -> float:
    """The zoom at which every page fits a width and a height whole."""
    widest = max((wide for wide, _ in sizes), default=LETTER_PAPER[0])
    highest = max((high for _, high in sizes), default=LETTER_PAPER[1])
    return bounded(min((width - 2 * GAP) / widest, (height - 2 * GAP) / highest) / PIXELS_A_POINT)


def stepped(zoom: float, step: int) -> float:
    """The next zoom of STEPS above (step 1) or below (step -1) this one."""
    near = zoom * (1 + 0.01 * step)  # so that a fitted 99.7 % does not step to 100 %
    index = bisect_right(STEPS, near) if step > 0 else bisect_left(STEPS, near) - 1
    return STEPS[max(0, min(index, len(STEPS) - 1))]


def bounded(zoom: float) -> float:
    """The zoom within what is allowed."""
    return max(MIN_ZOOM, min(zoom, MAX_ZOOM))


def shows_line(shown: QRectF, line: QRectF) -> bool:
    """Whether a line can be read: its whole height is within `shown`, and as much of its width as fits."""
    seen = shown.intersected(line)
    return seen.height() > line.height() - 1 and seen.width() >= 0.8 * min(line.width(), shown.width())

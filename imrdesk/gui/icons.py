"""Icons: Lucide drawings from resources/icons, tinted in a colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from imrdesk import paths

DRAWN_SIZES = (16, 20, 24, 32, 48, 64)  # pixels; enough for buttons at 100-300 % and for empty states


def icon(name: str, color: QColor) -> QIcon:
    """The icon of that name in a colour; raises FileNotFoundError where there is none such."""
    return _tinted(name, color.name())


def program_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return _tinted("imrdesk", "")


@cache
def _tinted(name: str, color: str) -> QIcon:
    drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    tinted = QIcon()
    for size in DRAWN_SIZES:
        tinted.addPixmap(_pixmap(renderer, size))
    return tinted


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    drawn = QPixmap(QSize(size, size))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn

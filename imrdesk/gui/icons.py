"""Icons: Lucide drawings from resources/icons, tinted in a colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from imrdesk import paths

DRAWN_SIZES = (16, 20, 32, 48)  # pixels; drawing takes time at the start, and Qt makes the sizes between


def icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """The icon of that name in a colour, and another where it is disabled; raises FileNotFoundError for no such."""
    return _tinted(name, color.name(), disabled.name() if disabled else "")


def program_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return _tinted("imrdesk", "", "")


@cache
def _tinted(name: str, color: str, disabled: str) -> QIcon:
    drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    tinted = QIcon()
    for tint, mode in ((color, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        if tint or mode is QIcon.Mode.Normal:
            renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", tint).encode()))
            for size in DRAWN_SIZES:
                tinted.addPixmap(_pixmap(renderer, size), mode)
    return tinted


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    drawn = QPixmap(QSize(size, size))
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    return drawn

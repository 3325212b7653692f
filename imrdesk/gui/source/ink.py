"""Where the ink of a letter lies on its pages, so that its text can fill the column."""

from collections.abc import Iterable

from PySide6.QtGui import QImage

from .layout import Block

_DARK = bytes(grey < 200 for grey in range(256))
_LEAST = 3  # dark pixels of a column; fewer are specks
_EDGE = 0.9  # of a column's height; darker ones are the edge of a scan
_LEFT, _RIGHT = 26.0, 10.0  # points kept free beside the text: on the left stand the bars of long evidence
_LEAST_SHARE = 0.6  # of the page; a narrower block would be blown up


def ink(image: QImage) -> tuple[float, float] | None:
    """Where a page's ink begins and ends, as shares of its width; None for a blank page."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = grey.width(), grey.height(), grey.bytesPerLine()
    dark = bytes(grey.constBits()).translate(_DARK)
    counts = [dark[x::stride].count(1) for x in range(width)]
    inked = [x for x, count in enumerate(counts) if _LEAST <= count <= _EDGE * height]
    return (inked[0] / width, (inked[-1] + 1) / width) if inked else None


def block(inks: Iterable[tuple[float, float] | None], width: float) -> Block:
    """The block of text of pages `width` points wide, with room for marks; the whole width if all is blank."""
    found = [one for one in inks if one]
    if not found:
        return Block(0.0, width)
    left = min(low for low, _ in found) * width - _LEFT
    right = max(high for _, high in found) * width + _RIGHT
    lacking = max(_LEAST_SHARE * width - (right - left), 0.0) / 2
    return Block(max(left - lacking, 0.0), min(right + lacking, width))

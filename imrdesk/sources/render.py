"""A source as a person sees it: pages as pictures, and the place of every span on them."""

import ctypes
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span

from . import pdfium

MAX_PIXELS = 40_000_000
_KEPT_PAGES = 8
_FINE = 100  # PageToDevice answers in whole units: hundredths of a point are exact enough
_NEAR = 4.0  # a point this close to a character, in points, still means it


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: 32 bits a pixel, blue, green, red, unused; `stride` bytes a row."""

    width: int
    height: int
    stride: int
    data: bytes


class PageView:
    """The pages of one PDF, drawn and measured on demand; safe to use from several threads."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        with pdfium.LOCK:
            self._pdf = pdfium.open_pdf(path.read_bytes(), password)
            self.page_count = len(self._pdf)
        self._open: OrderedDict[int, tuple[Any, Any, pdfium.CharMap]] = OrderedDict()
        self._closed = False

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        with pdfium.LOCK:
            return self._page(page)[0].get_size()

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point, smaller where that would be more than MAX_PIXELS."""
        with pdfium.LOCK:
            handle = self._page(page)[0]
            width, height = handle.get_size()
            most = (MAX_PIXELS / max(width * height, 1)) ** 0.5
            bitmap = handle.render(scale=min(scale, most), rev_byteorder=False, prefer_bgrx=True)
            try:
                return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()

    def rects(self, span: Span) -> list[Rect]:
        """The rectangles a span covers, about one for each line."""
        with pdfium.LOCK:
            page, text, chars = self._page(span.page)
            first = chars.char(span.start)
            count = text.count_rects(first, chars.char(span.end) - first)
            return [self._seen(page, *text.get_rect(index)) for index in range(count)]

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset in page text of the character under a point, None where there is none near."""
        with pdfium.LOCK:
            handle, text, chars = self._page(page)
            index = text.get_index(*self._page_point(handle, x, y), _NEAR, _NEAR)
            return None if index is None or index < 0 else chars.offset(index)

    def close(self) -> None:
        """Give the file back."""
        with pdfium.LOCK:
            if not self._closed:
                self._closed = True
                while self._open:
                    self._shut(self._open.popitem()[1])
                self._pdf.close()

    def _page(self, number: int) -> tuple[Any, Any, pdfium.CharMap]:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        page = self._pdf[number - 1]
        text = page.get_textpage()
        self._open[number] = page, text, pdfium.CharMap(text.get_text_range())
        if len(self._open) > _KEPT_PAGES:
            self._shut(self._open.popitem(last=False)[1])
        return self._open[number]

    @staticmethod
    def _shut(opened: tuple[Any, Any, pdfium.CharMap]) -> None:
        page, text, _chars = opened
        text.close()
        page.close()

    @staticmethod
    def _seen(page: Any, left: float, bottom: float, right: float, top: float) -> Rect:
        """A rectangle of the page's own coordinates as seen: rotation and crop box taken into account."""
        from pypdfium2 import raw

        width, height = page.get_size()
        corners: list[tuple[float, float]] = []
        for x, y in ((left, bottom), (right, top)):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(
                page.raw,
                0,
                0,
                int(width * _FINE),
                int(height * _FINE),
                0,
                x,
                y,
                ctypes.byref(across),
                ctypes.byref(down),
            )
            corners.append((across.value / _FINE, down.value / _FINE))
        (x0, y0), (x1, y1) = corners
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    @staticmethod
    def _page_point(page: Any, x: float, y: float) -> tuple[float, float]:
        """A point as seen in the page's own coordinates."""
        from pypdfium2 import raw

        width, height = page.get_size()
        across, up = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(
            page.raw, 0, 0, int(width * _FINE), int(height * _FINE), 0, int(x * _FINE), int(y * _FINE),
            ctypes.byref(across), ctypes.byref(up),
        )  # fmt: skip
        return across.value, up.value


def page_view(path: Path, media_type: str) -> PageView | None:
    """The pages of a source as pictures; None where a source has text only."""
    from .pdf import MEDIA_TYPE

    return PageView(path) if media_type == MEDIA_TYPE else None

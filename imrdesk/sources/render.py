"""A source as a person sees it: pages as pictures, and the place of every span on them."""

import ctypes
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from pickle import PickleBuffer
from typing import Any, Protocol

from imrdesk.document import words
from imrdesk.document.geometry import Rect
from imrdesk.document.model import Page, Span

from . import pdfium, picture
from .pdf import MEDIA_TYPE
from .pdfium import FINE

MAX_PIXELS = 40_000_000
_KEPT_PAGES = 8
_NEAR = 4.0  # a point this close to a character, in points, still means it


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: 32 bits a pixel, blue, green, red, unused; `stride` bytes a row."""

    width: int
    height: int
    stride: int
    data: bytes

    def __reduce_ex__(self, _protocol: Any) -> tuple[type, tuple[int, int, int, PickleBuffer]]:
        return type(self), (self.width, self.height, self.stride, PickleBuffer(self.data))  # not copied on its way


class Sheets(Protocol):
    """The pages of one kind of file; used by one thread at a time."""

    count: int

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        ...

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point."""
        ...

    def rects(self, page: int, start: int, end: int) -> list[Rect]:
        """The rectangles of a stretch of page text."""
        ...

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset of the character under a point."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


class PageView(Protocol):
    """The pages of one source, drawn and measured on demand; safe to use from several threads."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        ...

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        ...

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at about `scale` pixels a point; raises SourceError where it cannot be drawn."""
        ...

    def rects(self, span: Span) -> list[Rect]:
        """The rectangles a span covers, about one for each line."""
        ...

    def places(self, spans: Sequence[Span]) -> dict[Span, list[Rect]]:
        """The rectangles of many spans; none for those whose page cannot be measured."""
        ...

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset in page text of the character under a point, None where there is none near."""
        ...

    def close(self) -> None:
        """Give the file back; what is still being drawn is no longer wanted. Never waits long."""
        ...


class FileView:
    """The pages of one file, drawn and measured in this process: for workers, and for files of our own making.

    `pages` are those of its Document: words whose places were measured when it was read answer for themselves.
    """

    def __init__(self, source: Path | bytes, passwords: Sequence[str] = (), pages: Sequence[Page] = ()) -> None:
        data = source if isinstance(source, bytes) else source.read_bytes()
        with pdfium.LOCK:
            self._sheets: Sheets = PictureSheets(data) if picture.claims(data) else PdfSheets(data, passwords)
        self._measured = {page.number: page for page in pages if page.words}
        self._closed = False
        self.page_count = self._sheets.count

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        with pdfium.LOCK:
            return self._sheets.size(page)

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point, smaller where that would be more than MAX_PIXELS."""
        with pdfium.LOCK:
            width, height = self._sheets.size(page)
            most = (MAX_PIXELS / max(width * height, 1)) ** 0.5
            return self._sheets.image(page, min(scale, most))

    def rects(self, span: Span) -> list[Rect]:
        """The rectangles a span covers, about one for each line."""
        if measured := self._measured.get(span.page):
            return words.rects(measured, span.start, span.end)
        with pdfium.LOCK:
            return self._sheets.rects(span.page, span.start, span.end)

    def places(self, spans: Sequence[Span]) -> dict[Span, list[Rect]]:
        """The rectangles of many spans; none for those whose page cannot be measured."""
        return {span: self._place(span) for span in spans}

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset in page text of the character under a point, None where there is none near."""
        if measured := self._measured.get(page):
            return words.offset_at(measured, x, y)
        with pdfium.LOCK:
            return self._sheets.offset_at(page, x, y)

    def close(self) -> None:
        """Give the file back."""
        with pdfium.LOCK:
            if not self._closed:
                self._closed = True
                self._sheets.close()

    def _place(self, span: Span) -> list[Rect]:
        try:
            return self.rects(span)
        except MemoryError:
            raise
        except Exception:  # a damaged page breaks its reader in any way; the pages beside it are measured
            return []


class PdfSheets:
    """The pages of a PDF, by PDFium."""

    def __init__(self, data: bytes, passwords: Sequence[str] = ()) -> None:
        self._pdf = pdfium.open_with(data, passwords)[0]
        self.count = len(self._pdf)
        self._open: OrderedDict[int, tuple[Any, Any, pdfium.CharMap]] = OrderedDict()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        return self._page(page)[0].get_size()

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point."""
        bitmap = self._page(page)[0].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()

    def rects(self, page: int, start: int, end: int) -> list[Rect]:
        """The rectangles of a stretch of page text."""
        handle, text, chars = self._page(page)
        first = chars.char(start)
        count = text.count_rects(first, chars.char(end) - first)
        return [pdfium.seen_rect(handle, *text.get_rect(index)) for index in range(count)]

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """The offset of the character under a point."""
        handle, text, chars = self._page(page)
        index = text.get_index(*_page_point(handle, x, y), _NEAR, _NEAR)
        return None if index is None or index < 0 else chars.offset(index)

    def close(self) -> None:
        """Give the file back."""
        while self._open:
            _shut(self._open.popitem()[1])
        self._pdf.close()

    def _page(self, number: int) -> tuple[Any, Any, pdfium.CharMap]:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        page = pdfium.load_page(self._pdf, number - 1)
        text = page.get_textpage()
        self._open[number] = page, text, pdfium.CharMap(text.get_text_range())
        if len(self._open) > _KEPT_PAGES:
            _shut(self._open.popitem(last=False)[1])
        return self._open[number]


class PictureSheets:
    """The pages of a picture file, by Pillow; all their words are measured when they are read."""

    def __init__(self, data: bytes) -> None:
        self._file = picture.opened(data)
        self._image = self._file.__enter__()
        self.count = picture.frames(self._image)
        self._sizes = [self._measured(page) for page in range(1, self.count + 1)]
        self._drawn: tuple[int, Any] = 0, None  # the page drawn last, unpacked

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        return self._sizes[page - 1]

    def image(self, page: int, scale: float) -> Picture:
        """The page drawn at `scale` pixels a point."""
        width, height = (max(1, int(side * scale)) for side in self.size(page))
        if self._drawn[0] != page:
            self._image.seek(page - 1)
            self._drawn = page, picture.flat(picture.bounded(self._image, MAX_PIXELS)).convert("RGB")
        drawn = self._drawn[1].resize((width, height))
        return Picture(width, height, width * 4, drawn.tobytes("raw", "BGRX"))

    def _measured(self, page: int) -> tuple[float, float]:
        self._image.seek(page - 1)
        return picture.points(self._image)

    def rects(self, page: int, start: int, end: int) -> list[Rect]:
        """None: what was not recognised has no place."""
        del page, start, end
        return []

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """None: what was not recognised has no offset."""
        del page, x, y
        return None

    def close(self) -> None:
        """Give the file back."""
        self._file.__exit__(None, None, None)


def has_pages(media_type: str) -> bool:
    """Whether files of a kind have pages to show; the others are text only."""
    return media_type == MEDIA_TYPE or media_type.startswith("image/")


def _page_point(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point as seen in the page's own coordinates."""
    from pypdfium2 import raw

    width, height = page.get_size()
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDF_DeviceToPage(
        page.raw, 0, 0, int(width * FINE), int(height * FINE), 0, int(x * FINE), int(y * FINE),
        ctypes.byref(across), ctypes.byref(up),
    )  # fmt: skip
    return across.value, up.value


def _shut(opened: tuple[Any, Any, pdfium.CharMap]) -> None:
    page, text, _chars = opened
    text.close()
    page.close()

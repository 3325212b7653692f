"""PDFium, used by one thread at a time, and its characters as page text."""

import ctypes
import re
import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from imrdesk.document.geometry import Rect
from imrdesk.errors import SourceError

from .refusals import refusal

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

FINE = 100  # PageToDevice answers in whole units: hundredths of a point are exact enough
MARK = b"%PDF-"
NEAR, FARTHEST = 1024, 65_536  # bytes: how far PDFium looks for the mark, and how far we do
LOCK = threading.RLock()  # PDFium is not thread-safe, not even across documents
_CODES = {4: "password", 5: "protected"}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY; whatever else is damage
_CHANGED = re.compile("\r\n|[\ufffe\x02]")
_CONTROL = str.maketrans({number: " " for number in range(32) if number not in (2, 9, 10, 13)} | {127: " ", 13: "\n"})


def beginning(data: bytes) -> int:
    """Where the PDF begins, if another program has put so much before it that PDFium would not find it; else 0."""
    head = data[:FARTHEST]
    return 0 if MARK in head[:NEAR] else max(head.find(MARK), 0)


def open_pdf(data: bytes, password: str | None = None) -> "PdfDocument":
    """An open PDF; the caller holds LOCK and closes it. An empty password is tried first, as PDFium does."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data[beginning(data) :] if beginning(data) else data, password=password)
    except pypdfium2.PdfiumError as cause:
        raise refusal(_CODES.get(getattr(cause, "err_code", None) or 0, "damaged"), "PDF") from cause


def open_with(data: bytes, passwords: Sequence[str]) -> "tuple[PdfDocument, str | None]":
    """An open PDF and the one of the passwords that opened it, None where none was needed."""
    refused = refusal("damaged", "PDF")
    for password in (None, *passwords):
        try:
            return open_pdf(data, password), password
        except SourceError as error:
            refused = error
            if error.code != "password":
                break
    raise refused


_DRAWN_NOTES = {20, 3, 13}  # widgets (form fields), free text, stamps: text that a person sees on the page


def load_page(pdf: "PdfDocument", index: int) -> Any:
    """A page with its form fields and typed notes drawn into it, so that their text is text of the page."""
    from pypdfium2 import raw

    page = pdf[index]
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _DRAWN_NOTES:
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            return pdf[index]
    return page


@contextmanager
def text_page(pdf: "PdfDocument", index: int) -> Iterator[tuple[Any, Any]]:
    """A page and its text page, closed in the order PDFium wants."""
    page = load_page(pdf, index)
    try:
        text = page.get_textpage()
        try:
            yield page, text
        finally:
            text.close()
    finally:
        page.close()


def page_text(raw: str) -> str:
    """Page text from PDFium's characters: line ends as line feeds, the hyphen of a divided word with its line end."""
    text = raw.replace("\r\n", "\n")
    if "\ufffe" in text or "\x02" in text:
        text = text.replace("\ufffe", "-\n").replace("\x02", "-\n")
    return text.translate(_CONTROL) if not text.isprintable() else text


class CharMap:
    """Leads from offsets in page text to PDFium's character index and back."""

    __slots__ = ("_chars", "_offsets")

    def __init__(self, raw: str) -> None:
        self._offsets = [0]  # from this offset on ...
        self._chars = [0]  # ... the character index is this much further on
        shift = 0
        for match in _CHANGED.finditer(raw):
            step = 1 if match[0] == "\r\n" else -1
            self._offsets.append(match.end() - shift - step)
            shift += step
            self._chars.append(match.end())

    def char(self, offset: int) -> int:
        """PDFium's index of the character at an offset of page text."""
        index = bisect_right(self._offsets, offset) - 1
        return self._chars[index] + offset - self._offsets[index]

    def offset(self, char: int) -> int:
        """The offset in page text of PDFium's character."""
        index = bisect_right(self._chars, char) - 1
        return self._offsets[index] + char - self._chars[index]


def seen_rect(page: Any, left: float, bottom: float, right: float, top: float) -> Rect:
    """A rectangle of a page's own coordinates as seen: rotation and crop box taken into account."""
    from pypdfium2 import raw

    width, height = page.get_size()
    corners: list[tuple[float, float]] = []
    for x, y in ((left, bottom), (right, top)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page.raw, 0, 0, int(width * FINE), int(height * FINE), 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        corners.append((across.value / FINE, down.value / FINE))
    (x0, y0), (x1, y1) = corners
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

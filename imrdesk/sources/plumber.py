"""The second reader of PDFs: pdfplumber, slow and of other blood than PDFium, word by word with its places."""

import io
from collections.abc import Iterator
from typing import Any

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Page, Word

from .clean import cleaned

NAME = "pdfplumber"
_SAME_LINE = 3.0  # points


def read(data: bytes, password: str | None) -> tuple[Page, ...]:
    """The pages with their words; none where it finds none. Raises whatever the parser raises."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data), password=password or "") as pdf:
        return tuple(_page(page) for page in pdf.pages)


def _page(page: Any) -> Page:
    try:
        parts: list[str] = []
        words: list[Word] = []
        at = 0
        for separator, found in _separated(page.extract_words()):
            text = cleaned(found["text"])[0].replace("\n", " ")
            at += len(separator)
            rect = Rect(*(round(float(found[key]), 2) for key in ("x0", "top", "x1", "bottom")))
            words.append(Word(at, at + len(text), rect))
            parts += (separator, text)
            at += len(text)
        return Page(page.page_number, "".join(parts), float(page.width), float(page.height), tuple(words))
    finally:
        page.close()  # else every page of the file stays in memory


def _separated(words: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each word with what stands before it: a space, or the end of a line."""
    last: dict[str, Any] | None = None
    for word in words:
        if last is None:
            yield "", word
        else:
            same = abs(word["top"] - last["top"]) < _SAME_LINE and word["x0"] >= last["x0"]
            yield " " if same else "\n", word
        last = word

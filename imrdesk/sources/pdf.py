"""PDF letters, read by PDFium."""

from imrdesk.document.model import Page

from . import pdfium

MEDIA_TYPE = "application/pdf"
NO_TEXT = "This file holds no text, only pictures of pages: type the values by hand beside the page."


def claims(data: bytes) -> bool:
    """Whether these are the bytes of a PDF; other programs may have put a few bytes before its mark."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, password: str | None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The pages with their text and size as seen."""
    pages: list[Page] = []
    with pdfium.LOCK:
        pdf = pdfium.open_pdf(data, password)
        try:
            for index in range(len(pdf)):
                with pdfium.text_page(pdf, index) as (page, text):
                    width, height = page.get_size()
                    pages.append(Page(index + 1, pdfium.page_text(text.get_text_range()), width, height))
        finally:
            pdf.close()
    if any(page.text.strip() for page in pages):
        return tuple(pages), ()
    return tuple(pages), (NO_TEXT,)

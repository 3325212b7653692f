"""Bytes in, Documents out: the readers of foreign files. READERS is the whole list of what can be read."""

import hashlib
import stat
from pathlib import Path

from imrdesk.document.model import Document
from imrdesk.errors import SourceError

from . import foreign, html, ole, pdf, picture, rtf, text, word
from .names import shown
from .reader import How, Read, Reader
from .refusals import refusal

MAX_BYTES = 200 * 1024 * 1024
MAX_CHARACTERS = 10 * 1024 * 1024  # a letter has some ten thousand
SUFFIXES = (".pdf", ".docx", ".docm", ".dotx", ".doc", ".rtf", ".txt", ".htm", ".html", ".eml", ".mbox", ".msg", ".zip",
            ".tif", ".tiff", ".png", ".jpg", ".jpeg")  # fmt: skip

READERS: tuple[Reader, ...] = (
    Reader("pdfium", pdf.MEDIA_TYPE, pdf.claims, pdf.read),
    Reader("word", word.MEDIA_TYPE, word.claims, word.read),
    Reader("ole", ole.MEDIA_TYPE, ole.claims, ole.read),
    Reader("rtf", rtf.MEDIA_TYPE, rtf.claims, rtf.read),
    Reader("tiff", "image/tiff", picture.claims_tiff, picture.read),
    Reader("png", "image/png", picture.claims_png, picture.read),
    Reader("jpeg", "image/jpeg", picture.claims_jpeg, picture.read),
    Reader("foreign", foreign.MEDIA_TYPE, foreign.claims, foreign.read),
    Reader("pdfium", pdf.MEDIA_TYPE, pdf.claims_late, pdf.read),
    Reader("html", html.MEDIA_TYPE, html.claims, html.read),
    Reader("text", text.MEDIA_TYPE, text.claims, text.read),
)


def load(path: Path) -> bytes:
    """The bytes of a file; raises SourceError where it is missing, empty, too large or may not be opened."""
    name = shown(path.name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refusal("folder", name)
        if not stat.S_ISREG(found.st_mode):
            raise refusal("not_readable", name)
        if found.st_size > MAX_BYTES:
            raise refusal("too_large", name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise refusal("missing", name) from None
    except (OSError, ValueError) as cause:  # ValueError: a NUL in the name
        raise refusal("not_readable", name) from cause
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty", name)
    return data


def open_source(path: Path, password: str | None = None) -> Document:
    """Read one file as a letter, in this process; raises SourceError with a reason in plain words."""
    return read_source(path.name, load(path), password)


def read_source(file_name: str, data: bytes, password: str | None = None) -> Document:
    """Read a file's bytes as a letter, in this process: the first reading, where there are several."""
    return readings(file_name, data, How((password,) if password else ()))[0]


def readings(file_name: str, data: bytes, how: How) -> tuple[Document, ...]:
    """Every reading of a file's bytes: one, or two where the second reader of PDFs has looked too."""
    name = shown(file_name)
    reader = reader_of(data)
    if reader is None:
        raise refusal("not_a_letter", name)
    try:
        found = reader.read(data, how)
    except SourceError as refused:
        raise refusal(refused.code, name) from refused
    except MemoryError:
        raise
    except Exception as cause:  # a foreign file may break its parser in any way
        raise refusal("damaged", name) from cause
    if any(sum(len(page.text) for page in item.pages) > MAX_CHARACTERS for item in found):
        raise refusal("too_large", name)
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(
        Document(name, sha256, reader.media_type, item.reader or reader.name, item.pages, item.notes) for item in found
    )


def reader_of(data: bytes) -> Reader | None:
    """The reader of this kind of file, told from its bytes; the name says nothing."""
    return next((reader for reader in READERS if reader.claims(data)), None)


__all__ = ["MAX_BYTES", "READERS", "SUFFIXES", "How", "Read", "Reader", "load", "open_source", "read_source",
           "reader_of", "readings"]  # fmt: skip

"""Bytes in, Document out: the readers of foreign files. READERS is the whole list of what can be read."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from imrdesk.document.model import Document, Page
from imrdesk.errors import SourceError

from . import pdf, text, word
from .refusals import refusal

MAX_BYTES = 200 * 1024 * 1024
SUFFIXES = (".pdf", ".docx", ".txt")


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: `claims` tells from its first bytes, `read` takes all bytes and a password if one is needed."""

    name: str
    media_type: str
    claims: Callable[[bytes], bool]
    read: Callable[[bytes, str | None], tuple[tuple[Page, ...], tuple[str, ...]]]


READERS: tuple[Reader, ...] = (
    Reader("pdfium", pdf.MEDIA_TYPE, pdf.claims, pdf.read),
    Reader("word", word.MEDIA_TYPE, word.claims, word.read),
    Reader("text", text.MEDIA_TYPE, text.claims, text.read),
)


def load(path: Path) -> bytes:
    """The bytes of a file; raises SourceError where it is missing, empty, too large or may not be opened."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise refusal("folder", path.name)
        if size > MAX_BYTES:
            raise refusal("too_large", path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise refusal("missing", path.name) from None
    except OSError as cause:
        raise refusal("not_readable", path.name) from cause
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty", path.name)
    return data


def open_source(path: Path, password: str | None = None) -> Document:
    """Read one file as a letter; raises SourceError with a reason in plain words."""
    return read_source(path.name, load(path), password)


def read_source(file_name: str, data: bytes, password: str | None = None) -> Document:
    """Read a file's bytes as a letter."""
    reader = _reader_of(file_name, data)
    try:
        pages, notes = reader.read(data, password)
    except SourceError as refused:
        raise refusal(refused.code, file_name) from refused
    except Exception as cause:  # a foreign file may break its parser in any way
        raise refusal("damaged", file_name) from cause
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(file_name, sha256, reader.media_type, reader.name, pages, notes)


def _reader_of(file_name: str, data: bytes) -> Reader:
    head = data[:4096]
    for code, magics in REFUSED_KINDS.items():
        if head.startswith(magics):
            raise refusal(code, file_name)
    for reader in READERS:
        if reader.claims(data):
            return reader
    raise refusal("not_a_letter", file_name)


REFUSED_KINDS = {
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"),
    "old_word": (b"\xd0\xcf\x11\xe0",),
}

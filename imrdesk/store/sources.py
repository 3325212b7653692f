"""The letters themselves: original bytes as files named by their SHA-256, page text in a table that never changes."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Note, Page, Span, Word
from imrdesk.errors import StoreError

from . import sealing
from .encoding import dumps, loads
from .keys import Key

if TYPE_CHECKING:
    import sqlite_utils

FOLDER = "sources"


def keep_file(folder: Path, sha256: str, data: bytes, key: Key | None = None) -> None:
    """Write the original bytes, locked where there is a key, so that they outlast a power cut; raises StoreError where
    the disk refuses."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("these are not the bytes the document was read from")
    try:
        sealing.write(folder / FOLDER / sha256, data, key)
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        raise StoreError("cannot_write", f"The letter could not be copied into the workspace: {reason}.") from cause


def is_kept(folder: Path, sha256: str) -> bool:
    """Whether the letter's file is there, and is what it was."""
    try:
        return sealing.digest(folder / FOLDER / sha256) == sha256
    except (OSError, StoreError):
        return False


def insert(db: "sqlite_utils.Database", number: int, document: Document, size: int) -> None:
    """Store what was read of a letter."""
    db.execute(
        "INSERT INTO sources (number, sha256, media_type, reader, pages, bytes, notes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            document.sha256,
            document.media_type,
            document.reader,
            len(document.pages),
            size,
            dumps([_note_row(note) for note in document.notes]),
        ),
    )
    db.conn.executemany(
        f"INSERT INTO page_texts (case_row, {_PAGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, *_page_row(page)) for page in document.pages],
    )


def record_of(db: "sqlite_utils.Database", sha256: str) -> str | None:
    """The id of the record that was made of those bytes."""
    row = db.execute("SELECT id FROM sources JOIN cases USING (number) WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else None


def refuse_duplicate(db: "sqlite_utils.Database", sha256: str) -> None:
    """Raise StoreError where those bytes are here already."""
    if record_of(db, sha256):
        raise StoreError("duplicate", "This letter is already in the workspace.", "Open the one that is there.")


def sha256_of(db: "sqlite_utils.Database", number: int) -> str:
    """What the file of a letter is named."""
    return db.execute("SELECT sha256 FROM sources WHERE number = ?", (number,)).fetchone()[0]


def document(db: "sqlite_utils.Database", number: int) -> Document:
    """What was read of a letter, exactly as it was stored."""
    sql = "SELECT file_name, sha256, media_type, reader, notes FROM sources JOIN cases USING (number) WHERE number = ?"
    name, digest, media_type, reader, notes = db.execute(sql, (number,)).fetchone()
    rows = db.execute(f"SELECT {_PAGE} FROM page_texts WHERE case_row = ? ORDER BY page", (number,)).fetchall()
    pages = tuple(_page(*row) for row in rows)
    return Document(name, digest, media_type, reader, pages, tuple(_note(*note) for note in loads(notes)))


_PAGE = "page, text, width, height, words, ocr, label"


def _page_row(page: Page) -> tuple[Any, ...]:
    words = [[word.start, word.end, *_corners(word.rect), word.confidence] for word in page.words]
    return page.number, page.text, page.width, page.height, dumps(words) if words else None, page.ocr, page.label


def _corners(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x0, rect.top, rect.x1, rect.bottom


def _page(number: int, text: str, width: float, height: float, words: str | None, ocr: float | None, label: str):
    places = tuple(
        Word(start, end, Rect(*corners), confidence) for start, end, *corners, confidence in loads(words or "[]")
    )
    return Page(number, text, width, height, places, ocr, label)


def _note_row(note: Note) -> list[Any]:
    return [note.code, note.message, [[span.page, span.start, span.end] for span in note.spans], note.warning]


def _note(code: str, message: str, spans: list[list[int]], warning: bool) -> Note:
    return Note(code, message, tuple(Span(*span) for span in spans), warning)

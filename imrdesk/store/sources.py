"""The letters themselves: original bytes as files named by their SHA-256, page text in a table that never changes."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.document.model import Document, Page
from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from .encoding import dumps, loads

if TYPE_CHECKING:
    import sqlite_utils

FOLDER = "sources"


def keep_file(folder: Path, sha256: str, data: bytes) -> None:
    """Write the original bytes so that they outlast a power cut; raises StoreError where the disk refuses."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("these are not the bytes the document was read from")
    try:
        with written_whole(folder / FOLDER / sha256) as part:
            part.write_bytes(data)
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        raise StoreError("cannot_write", f"The letter could not be copied into the workspace: {reason}.") from cause


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
            dumps(document.notes),
        ),
    )
    db.conn.executemany(
        "INSERT INTO page_texts (case_row, page, width, height, text) VALUES (?, ?, ?, ?, ?)",
        [(number, page.number, page.width, page.height, page.text) for page in document.pages],
    )


def sha256(db: "sqlite_utils.Database", number: int) -> str:
    """What the file of a letter is named."""
    return db.execute("SELECT sha256 FROM sources WHERE number = ?", (number,)).fetchone()[0]


def document(db: "sqlite_utils.Database", number: int) -> Document:
    """What was read of a letter, exactly as it was stored."""
    sql = "SELECT file_name, sha256, media_type, reader, notes FROM sources JOIN cases USING (number) WHERE number = ?"
    name, digest, media_type, reader, notes = db.execute(sql, (number,)).fetchone()
    pages = db.execute(
        "SELECT page, text, width, height FROM page_texts WHERE case_row = ? ORDER BY page", (number,)
    ).fetchall()
    return Document(name, digest, media_type, reader, tuple(Page(*page) for page in pages), tuple(loads(notes)))

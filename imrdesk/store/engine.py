"""What reads and writes database files: Python's own SQLite, or SQLCipher where a file is encrypted."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from imrdesk.errors import StoreError

from . import keys
from .keys import ID_BYTES, Key

HEADER = b"SQLite format 3\0"
PAGE_SIZE = 8192  # holds the text of most pages of a letter
_PURPOSE = b"imrdesk database"


def errors() -> tuple[type[Exception], ...]:
    """What SQLite raises; SQLCipher's errors are classes of their own."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, cipher.Error) if cipher else (sqlite3.Error,)


def head(file: Path) -> bytes:
    """The first bytes of a database file; none where there is no file. Raises StoreError where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(100)
    except FileNotFoundError:
        return b""
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        message = f"{file.name} cannot be read: {reason}."
        raise StoreError("cannot_open", message, "Check the disk, and that you may read the folder.") from cause


def key_of(file: Path) -> Key | None:
    """The key that a file is encrypted by; none where it is not. Raises StoreError where it is still locked."""
    first = head(file)
    if len(first) < ID_BYTES or first.startswith(HEADER):
        return None
    key_id = first[:ID_BYTES]
    key = keys.known(key_id)
    if key is None and keys.file_for(file, key_id):
        raise StoreError("encrypted", "The workspace is encrypted.", "Give its passphrase.")
    return key


def connect(file: Path, options: str = "", key: Key | None = None, **more: Any) -> sqlite3.Connection:
    """A connection to a database file; `options` are those of SQLite's addresses, `key` is for a file to be made."""
    name = f"{file.absolute().as_uri()}?{options}" if options else str(file)
    key = key or key_of(file)
    if key is None:
        return sqlite3.connect(name, uri=bool(options), **more)
    connection = cipher().connect(name, uri=bool(options), **more)
    connection.execute(f'PRAGMA key = "{spelled(key)}"')
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    return connection


def cipher() -> Any:
    """SQLCipher's module; raises StoreError where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as cause:
        raise keys.MISSING from cause
    return dbapi2


def spelled(key: Key) -> str:
    """A key as SQLCipher takes it: the raw key, and the salt that the file begins with."""
    return f"x'{key.derived(_PURPOSE).hex()}{key.id.hex()}'"

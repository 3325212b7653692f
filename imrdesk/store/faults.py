"""What SQLite, the disk and foreign files refuse, in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imrdesk.errors import StoreError

from . import engine
from .engine import HEADER

APPLICATION_ID = 0x494D5244  # "IMRD" in the file's header: the database is ours
_HEADER_BYTES = 100


def refuse_foreign(file: Path) -> bool:
    """Look at the file's first bytes, before SQLite may change any; gives whether there are some."""
    if head := engine.head(file):
        if engine.key_of(file):
            return True  # whoever has the key made the file
        if len(head) < _HEADER_BYTES or not head.startswith(HEADER):
            raise refusal("not_a_database", file)
        if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
            raise refusal("another_program", file)
    return bool(head)


_RESTORE = "Put back a backup of the workspace, or choose another folder; the file was left as it is."
_REFUSALS = {
    "not_a_database": ("{name} is not a database, or it is damaged.", _RESTORE),
    "another_program": ("{name} is a database of another program.", "Choose another folder for the workspace."),
    "emptied": ("{name} is empty or missing, but the folder holds letters.", _RESTORE),
    "newer": (
        "{name} was last used by a newer version of imrdesk.",
        "Install that version on this computer; the workspace was left as it is.",
    ),
    "held": (
        "This workspace is open elsewhere, so nothing can be changed here.",
        "Close it there, then open it here again.",
    ),
    "busy": ("Another program is writing to {name} and does not finish.", "Close the other program, then try again."),
    "read_only": ("{name} cannot be written.", "Ask for the right to write to the workspace's folder."),
    "disk": ("The disk failed while {name} was read or written.", "Check the disk, then try again."),
    "damaged": ("{name} is damaged.", _RESTORE),
    "full": ("The disk is full.", "Make room on it, then try again."),
    "cannot_open": ("{name} cannot be opened.", "Check that its folder exists and that you may write to it."),
    "characters": (
        "The text holds characters that cannot be stored.",
        "Type the text again, or paste it from another program.",
    ),
}
_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_NOTADB: "not_a_database",
}


def refusal(code: str, file: Path) -> StoreError:
    """A refusal of the table in words."""
    message, remedy = _REFUSALS[code]
    return StoreError(code, message.format(name=file.name), remedy)


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn what SQLite and the disk refuse into a StoreError; anything else is a bug and passes."""
    try:
        yield
    except engine.errors() as cause:
        code = _SQLITE_CODES.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if code is None and str(cause).startswith("Could not decode"):
            code = "damaged"  # a text in it is none any more
        if code is None:
            raise
        raise refusal(code, file) from cause
    except UnicodeDecodeError as cause:
        raise refusal("damaged", file) from cause
    except UnicodeEncodeError as cause:
        raise refusal("characters", file) from cause

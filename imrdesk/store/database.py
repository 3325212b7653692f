"""The database file of a workspace: one connection a thread, and every write a transaction of its own."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.errors import StoreError

from . import engine
from .engine import HEADER, PAGE_SIZE
from .keys import Key

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x494D5244  # "IMRD" in the file's header: the database is ours
BUSY_SECONDS = 10.0
_HEADER_BYTES = 100
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",  # 64 MB a thread at most: the inner pages of a million letters
    "wal_autocheckpoint = 4000",  # one save in many pays for the checkpoint
)


class Database:
    """Connections to one database file; made by `Database.open`, ended for all threads by `close`."""

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self.read_only = read_only
        self.written = False
        self._local = threading.local()
        self._lock = threading.Lock()
        self._closed = False
        self._open: list[tuple[threading.Thread, sqlite_utils.Database]] = []

    @classmethod
    def open(
        cls,
        file: Path,
        before: Callable[[], object] | None = None,
        *,
        read_only: bool = False,
        progress: Callable[[int, int, str], None] | None = None,
        key: Key | None = None,
    ) -> "Database":
        """Open the file, or make it where there is none, encrypted where a `key` is given; refuses in words what is not
        a database of imrdesk. `before` is called before the tables of a database with letters change, `progress` while
        they do."""
        from .migrations import migrate, silent

        database = cls(file, read_only=read_only)
        try:
            with in_words(file):
                if not refuse_foreign(file):
                    _begin(file, key)
                migrate(database, before, progress or silent)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Close the connections of every thread."""
        with self._lock:
            self._closed = True
            for _thread, connection in self._open:
                connection.close()
            self._open = []

    @property
    def connection(self) -> "sqlite_utils.Database":
        """This thread's own connection."""
        if self._closed:
            raise StoreError("closed", "The workspace has been closed.", "Open it again.")
        found = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
        return found

    @contextmanager
    def writing(self) -> Iterator["sqlite_utils.Database"]:
        """A write: all of the block or nothing, taking the write lock at once so that no reader turned writer fails."""
        if self.read_only:
            raise refusal("held", self.file)
        with in_words(self.file):
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
                self.written = True
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def noting(self) -> Iterator["sqlite_utils.Database"]:
        """A write that takes nothing from whoever has the workspace: a line more of what was done with a letter."""
        if not self.read_only:
            with self.writing() as db:
                yield db
            return
        beside = Database(self.file)
        try:
            with beside.writing() as db:
                yield db
        finally:
            beside.close()

    @contextmanager
    def reading(self) -> Iterator["sqlite_utils.Database"]:
        """Reads that all see the database as it stood at the first of them."""
        with in_words(self.file):
            connection = self.connection
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def _connect(self) -> "sqlite_utils.Database":
        import sqlite_utils

        options, pragmas = ("mode=ro", _PRAGMAS[1:]) if self.read_only else ("", _PRAGMAS)
        raw = engine.connect(self.file, options, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection = sqlite_utils.Database(raw, execute_plugins=False)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        with self._lock:
            self._open = [item for item in self._open if _still_used(item)]
            self._open.append((threading.current_thread(), connection))
        return connection


def _still_used(item: "tuple[threading.Thread, sqlite_utils.Database]") -> bool:
    """Whether the connection's thread lives; closes it where not."""
    thread, connection = item
    if not thread.is_alive():
        connection.close()
    return thread.is_alive()


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


def _begin(file: Path, key: Key | None) -> None:
    """Make a new file and mark it as ours; refuses where letters lie beside a file that is gone."""
    sources = file.with_name("sources")
    if sources.is_dir() and any(sources.iterdir()):
        raise refusal("emptied", file)
    file.touch(mode=0o600)
    fresh = engine.connect(file, key=key, timeout=BUSY_SECONDS)
    fresh.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    fresh.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    fresh.close()


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


def newer(file: Path) -> StoreError:
    """The refusal of a database that a later version of imrdesk has changed."""
    return refusal("newer", file)


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

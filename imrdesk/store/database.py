"""The database file of a workspace: one connection a thread, and every write a transaction of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.errors import StoreError

from . import engine
from .faults import in_words, refusal

if TYPE_CHECKING:
    import sqlite_utils

BUSY_SECONDS = 10.0
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",  # 64 MB a thread at most: the inner pages of a million letters
    "wal_autocheckpoint = 4000",  # one save in many pays for the checkpoint
)


class Database:
    """Connections to one database file; made by `open_database`, ended for all threads by `close`."""

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self.read_only = read_only
        self.written = False
        self._local = threading.local()
        self._lock = threading.Lock()
        self._closed = False
        self._open: list[tuple[threading.Thread, sqlite_utils.Database]] = []

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

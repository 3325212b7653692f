"""Glance: the list of a workspace at rest, read before the rest of the store is loaded, so that a window has it soon.

Nothing is locked, made or mended by it: where the workspace is not at rest, encrypted, or of another version, there is
none, and the list comes with the store.
"""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imrdesk.paths import DATABASE

from . import worklist
from .worklist import CaseRow, Listed, Query

HEADER = b"SQLite format 3\0"
LAST_STEP = "step_0014_counts"  # of migrations.STEPS: the tables as they are today
_APPLICATION = b"IMRD"
_AT_REST = "mode=ro&immutable=1"  # takes no lock, makes no file beside it
_LAST_STEP = "SELECT max(name) FROM _sqlite_migrations WHERE migration_set = 'imrdesk'"


@dataclass(frozen=True, slots=True)
class Glance:
    """The first letters of a list, how many there are of each status, and who has reviewed any; more of it by `rows`
    and `window`, from any thread, until it is closed."""

    query: Query
    listed: Listed
    counts: dict[str, int]
    reviewers: list[str]
    first: list[CaseRow]
    _connection: sqlite3.Connection

    def rows(self, numbers: Sequence[int]) -> list[CaseRow]:
        """The cases with those row numbers."""
        known = {row.number: row for row in self.first}
        if all(number in known for number in numbers):
            return [known[number] for number in numbers]
        try:
            return worklist.rows(self._connection, numbers)
        except sqlite3.Error:  # it is at rest no more; the store's own list is on its way
            return []

    def window(self, start: int, most: int) -> Sequence[int]:
        """The row numbers of a stretch of the list."""
        try:
            return worklist.window(self._connection, self.query, start, most)
        except sqlite3.Error:
            return array("q")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


def glance(folder: Path, query: Query, most: int) -> Glance | None:
    """A look at the list of the workspace in a folder; None where it is not to be had at once."""
    file = folder / DATABASE
    if not _at_rest(file):
        return None
    connection = None
    try:
        address = f"{file.absolute().as_uri()}?{_AT_REST}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        if connection.execute(_LAST_STEP).fetchone()[0] == LAST_STEP:
            listed = worklist.first(connection, query, most)
            if listed:
                first = worklist.rows(connection, listed.numbers)
                counts, names = worklist.counts(connection), worklist.reviewers(connection)
                return Glance(query, listed, counts, names, first, connection)
    except (sqlite3.Error, ValueError):
        pass  # opening the store says in words what is wrong
    if connection:
        connection.close()
    return None


def _at_rest(file: Path) -> bool:
    """Whether it is a plain database of ours that nobody has open; who crashed, or works, leaves a log beside it."""
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except OSError:
        return False
    beside = (file.with_name(f"{file.name}{end}") for end in ("-wal", "-journal"))
    return head.startswith(HEADER) and head[68:72] == _APPLICATION and not any(log.exists() for log in beside)

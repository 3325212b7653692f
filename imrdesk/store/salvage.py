"""Reading what can still be read of a damaged database, letter by letter, into a new one."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imrdesk.errors import StoreError

from . import audit, engine, indexing, keys, records, sources
from .backups import Counts, counted
from .database import Database
from .engine import HEADER, PAGE_SIZE
from .faults import APPLICATION_ID
from .health import unreadable
from .keys import ID_BYTES, Key
from .opening import open_database

_NEEDED = ("cases", "sources", "page_texts", "issues", "field_values", "events")
"""The tables without which a letter is not whole; what people note beside it may be missing."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came through, and the letters that did not, as far as their names are known."""

    counts: Counts
    lost: tuple[str, ...]


class Damaged:
    """A damaged database that is read; opened anew after each fault, for SQLCipher gives nothing more after one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection = engine.connect(file)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows, up to the first that cannot be read; raises what SQLite does."""
        try:
            yield from self._connection.execute(sql, values)
        except engine.errors():
            self.close()
            self._connection = engine.connect(self._file)
            raise

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def salvage(damaged: Path, target: Path) -> Salvaged:
    """Write every letter of a damaged file that can be read whole into a new database; the file is only read."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".salvage-") as place:
        copied = _copied(damaged, Path(place))
        new = Path(place) / "new.db"
        made = open_database(new, key=engine.key_of(copied))
        try:
            with closing(Damaged(copied)) as old:
                tables = _tables(made)
                _bring_whole(old, made)
                names = (_bring_over(old, made, tables, number) for number in _numbers(old, tables))
                lost = [name for name in names if name is not None]
            made.connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            made.close()
        new.replace(target)
    return Salvaged(counted(target), tuple(lost))


def _copied(damaged: Path, place: Path) -> Path:
    """A copy to read from, with a new beginning of the file where that is what is damaged."""
    for file in damaged.parent.glob(f"{damaged.name}*"):
        if file.name in (damaged.name, f"{damaged.name}-wal"):
            shutil.copyfile(file, place / file.name)
    copied = place / damaged.name
    if copied.exists() and not _is_ours(copied):
        _mend_header(copied, keys.of(damaged.parent))
    with suppress(StoreError, *engine.errors()):
        open_database(copied).close()  # an older version's tables become today's
    return copied


def _is_ours(file: Path) -> bool:
    with file.open("rb") as opened:
        head = opened.read(100)
    return bool(engine.key_of(file)) or (head[:16] == HEADER and int.from_bytes(head[68:72], "big") == APPLICATION_ID)


def _mend_header(file: Path, key: Key | None) -> None:
    """Write the first bytes of a new database over those of the copy; the rest of the first page is left."""
    fresh = file.with_name("fresh.db")
    open_database(fresh, key=key).close()
    with fresh.open("rb") as new, file.open("r+b") as old:
        old.write(new.read(ID_BYTES if key else 100))  # the rest of an encrypted page is bound to itself
        if key:
            return
        size = file.stat().st_size // PAGE_SIZE
        old.seek(28)
        old.write(size.to_bytes(4, "big"))


def _tables(made: Database) -> dict[str, str]:
    """Each table of a letter's rows, those it needs first, and the column that says whose they are."""
    tables = dict.fromkeys(("cases", "sources"), "number") | dict.fromkeys(_NEEDED[2:], "case_row")
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%case_row%' ORDER BY name"
    return tables | {name: "case_row" for (name,) in made.connection.execute(sql).fetchall()}


def _numbers(old: "Damaged", tables: dict[str, str]) -> list[int]:
    """The row numbers of every letter that any table still tells of."""
    found: set[int] = set()
    for table, column in tables.items():
        for way in ("", " DESC"):  # from both ends, up to where the damage is
            found.update(row[0] for row in _readable(old, f"SELECT {column} FROM {table} ORDER BY {column}{way}", ()))
    highest = max(found, default=0)
    return sorted(found | set(range(1, min(highest, 100_000) + 1)))


def _readable(old: "Damaged", sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that cannot be read."""
    try:
        for row in old.execute(sql, values):
            if isinstance(row[0], int):
                yield row
    except (*engine.errors(), UnicodeDecodeError):
        return


def _bring_over(old: "Damaged", made: Database, tables: dict[str, str], number: int) -> str | None:
    """Copy one letter, and prove that it is whole; gives the name of one that could not be saved."""
    name = f"letter number {number}"
    try:
        row = next(old.execute("SELECT file_name FROM cases WHERE number = ?", (number,)), None)
        if row is None:
            return None
        name = row[0]
        with made.writing() as db:
            for table, column in tables.items():
                _copy_rows(old, db, table, column, number)
            document = sources.document(db, number)
            record = records.load(db, number, document)
            if record != audit.replayed(db, number):
                raise StoreError("record", "The record is not what its audit says.")
            indexing.index_letter(db, number, record, document)
    except (StoreError, *unreadable()):
        return name
    return None


def _copy_rows(old: "Damaged", db: Any, table: str, column: str, number: int) -> None:
    try:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
        shared = ", ".join(name for name in names if name in there)
        order = " ORDER BY seq" if table == "events" else ""
        rows = list(old.execute(f"SELECT {shared} FROM {table} WHERE {column} = ?{order}", (number,)))
    except engine.errors():
        if table in _NEEDED:
            raise
        return
    if rows:
        db.conn.executemany(f"INSERT INTO {table} ({shared}) VALUES ({', '.join('?' * len(rows[0]))})", rows)


_OF_NO_LETTER = {
    "refusals": "file_name, path, sha256, code, by, at",
    "saved_searches": "name, text, by, at",
    "collections": "id, name, by, at",
    "collection_log": "seq, collection, at, by, action, record_id, issue_id, old, new",
}
"""Tables that no letter owns, with their columns."""


def _bring_whole(old: "Damaged", made: Database) -> None:
    for table, columns in _OF_NO_LETTER.items():
        rows = list(_readable_rows(old, f"SELECT {columns} FROM {table}"))
        marks = ", ".join("?" * (columns.count(",") + 1))
        with made.writing() as db:
            db.conn.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", rows)


def _readable_rows(old: "Damaged", sql: str) -> Iterator[tuple[Any, ...]]:
    with suppress(*engine.errors(), UnicodeDecodeError):
        yield from old.execute(sql)

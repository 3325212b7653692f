"""Second readings: who reads which letter again, and what that reader said, apart from the record itself."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.record.agreement import Reading
from imrdesk.record.model import Path
from imrdesk.record.values import Value, from_json, to_json

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Assigned:
    """One letter for one second reader; `finished_at` is empty until it is read."""

    record_id: str
    case_number: str | None
    reader: str
    by: str
    at: str
    finished_at: str


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables."""
    db.executescript("""
        CREATE TABLE second_readings (
            case_row INTEGER NOT NULL REFERENCES cases(number),
            reader TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            finished_at TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (case_row, reader)
        );
        CREATE TABLE second_values (
            case_row INTEGER NOT NULL,
            reader TEXT NOT NULL,
            issue_id TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            at TEXT NOT NULL,
            first TEXT,
            settled_by TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (case_row, reader, issue_id, key),
            FOREIGN KEY (case_row, reader) REFERENCES second_readings(case_row, reader)
        );
    """)


def assign(db: "sqlite_utils.Database", numbers: Iterable[int], reader: str, by: str, at: str) -> None:
    """Give letters to a second reader; those the reader has already stay as they are."""
    rows = [(number, reader, by, at) for number in numbers]
    db.conn.executemany("INSERT OR IGNORE INTO second_readings (case_row, reader, by, at) VALUES (?, ?, ?, ?)", rows)


def assigned(db: "sqlite_utils.Database", reader: str | None = None) -> list[Assigned]:
    """The letters of one second reader, or of all, the oldest first."""
    sql = """
        SELECT cases.id, case_number, reader, by, at, finished_at
        FROM second_readings JOIN cases ON cases.number = case_row
        WHERE reader = coalesce(?, reader) ORDER BY at, case_row, reader"""
    return [Assigned(*row) for row in db.execute(sql, (reader,))]


def put(db: "sqlite_utils.Database", number: int, reader: str, said: Reading, at: str) -> None:
    """Keep what a second reader says."""
    rows = [(number, reader, path.issue, path.key, json.dumps(to_json(value)), at) for path, value in said.items()]
    db.conn.executemany(_PUT, rows)


def finish(db: "sqlite_utils.Database", number: int, reader: str, first: Reading, at: str) -> None:
    """The second reader is done with a letter; what the first one said of it by then is kept to be compared with."""
    rows = [(json.dumps(to_json(value)), number, reader, path.issue, path.key) for path, value in first.items()]
    db.conn.executemany(f"UPDATE second_values SET first = ? WHERE {_ONE}", rows)
    db.execute("UPDATE second_readings SET finished_at = ? WHERE case_row = ? AND reader = ?", (at, number, reader))


def settle(db: "sqlite_utils.Database", number: int, reader: str, path: Path, by: str) -> None:
    """A difference is settled; both values stay as they were said."""
    db.execute(f"UPDATE second_values SET settled_by = ? WHERE {_ONE}", (by, number, reader, path.issue, path.key))


def readings(db: "sqlite_utils.Database", number: int, reader: str) -> tuple[dict[Path, Value], dict[Path, Value]]:
    """What was said of a letter: by the first reader (empty until the second is done), and by the second."""
    sql = "SELECT key, issue_id, first, value FROM second_values WHERE case_row = ? AND reader = ? ORDER BY rowid"
    found = db.execute(sql, (number, reader)).fetchall()
    first = {Path(key, issue): from_json(json.loads(said)) for key, issue, said, _ in found if said is not None}
    return first, {Path(key, issue): from_json(json.loads(value)) for key, issue, _, value in found}


def settled(db: "sqlite_utils.Database", number: int, reader: str) -> set[Path]:
    """The values of a letter whose difference is settled."""
    sql = "SELECT key, issue_id FROM second_values WHERE case_row = ? AND reader = ? AND settled_by != ''"
    return {Path(key, issue) for key, issue in db.execute(sql, (number, reader))}


_ONE = "case_row = ? AND reader = ? AND issue_id = ? AND key = ?"
_PUT = """
    INSERT INTO second_values (case_row, reader, issue_id, key, value, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (case_row, reader, issue_id, key) DO UPDATE SET value = excluded.value, at = excluded.at"""

"""Second readings: who reads which letter again, and what that reader said, apart from the record itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.document.model import Document
from imrdesk.record.agreement import Reading
from imrdesk.record.changes import Action, Change
from imrdesk.record.model import FieldValue, Path, State, Status
from imrdesk.record.values import from_json, to_json

from .encoding import dumps, evidence_at, loads, spans_of

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Assigned:
    """One letter for one second reader; `finished_at` is empty until it is read, `unaided` where the machine's values
    are hidden from the reader."""

    record_id: str
    case_number: str | None
    reader: str
    by: str
    at: str
    finished_at: str
    unaided: bool = False


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


def extend(db: "sqlite_utils.Database") -> None:
    """Columns that came later."""
    db.execute("ALTER TABLE second_readings ADD COLUMN unaided INTEGER NOT NULL DEFAULT 0")
    db.execute(f"ALTER TABLE second_values ADD COLUMN state TEXT NOT NULL DEFAULT '{State.EDITED}'")
    db.execute("ALTER TABLE second_values ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]'")


def assign(db: "sqlite_utils.Database", number: int, reader: str, by: str, at: str, *, unaided: bool) -> None:
    """Give a letter to a second reader; one that the reader has already stays as it is."""
    sql = "INSERT OR IGNORE INTO second_readings (case_row, reader, by, at, unaided) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (number, reader, by, at, int(unaided)))


def assigned(db: "sqlite_utils.Database", reader: str | None = None) -> list[Assigned]:
    """The letters of one second reader, or of all, the oldest first."""
    rows = db.execute(f"{_ASSIGNED} WHERE reader = coalesce(?, reader) ORDER BY at, case_row, reader", (reader,))
    return [Assigned(*columns, unaided=bool(unaided)) for *columns, unaided in rows]


def assignment(db: "sqlite_utils.Database", number: int, reader: str) -> Assigned | None:
    """A letter as it was given to a reader; None where it was not."""
    for *columns, unaided in db.execute(f"{_ASSIGNED} WHERE case_row = ? AND reader = ?", (number, reader)):
        return Assigned(*columns, unaided=bool(unaided))
    return None


def keep(
    db: "sqlite_utils.Database", number: int, reader: str, items: Iterable[Change], first: Reading, document: Document,
    at: str,
) -> None:  # fmt: skip
    """Keep what a second reader did; with the end of the reading, what the `first` one says now, to be compared."""
    for item in items:
        if item.action is Action.SECOND_SET and item.path and isinstance(item.new, FieldValue):
            _put(db, number, reader, item.path, item.new, document)
        elif item.action is Action.SECOND_STATUS:
            done = item.new is Status.REVIEWED
            if done:
                rows = [(dumps(to_json(value)), number, reader, path.issue, path.key) for path, value in first.items()]
                db.conn.executemany(f"UPDATE second_values SET first = ? WHERE {_ONE}", rows)
            sql = "UPDATE second_readings SET finished_at = ? WHERE case_row = ? AND reader = ?"
            db.execute(sql, (at if done else "", number, reader))


def settle(db: "sqlite_utils.Database", number: int, items: Iterable[Change], by: str) -> None:
    """Differences are settled, or are open again; both values stay as they were said."""
    for item in items:
        if item.action is Action.SETTLE and item.path:
            reader, settled_by = (item.new, by) if item.new else (item.old, "")
            columns = (settled_by, number, reader, item.path.issue, item.path.key)
            db.execute(f"UPDATE second_values SET settled_by = ? WHERE {_ONE}", columns)


def said(db: "sqlite_utils.Database", number: int, reader: str, document: Document) -> dict[Path, FieldValue]:
    """What a second reader says, each value with its state and places."""
    sql = "SELECT key, issue_id, value, state, evidence, at FROM second_values WHERE case_row = ? AND reader = ?"
    return {
        Path(key, issue): FieldValue(
            from_json(loads(value)), State(state), None, evidence_at(loads(spans), document), reader, at
        )
        for key, issue, value, state, spans, at in db.execute(sql, (number, reader))
    }


def first_reading(db: "sqlite_utils.Database", number: int, reader: str) -> Reading:
    """What the first reader had said when the second was done."""
    sql = "SELECT key, issue_id, first FROM second_values WHERE case_row = ? AND reader = ? AND first IS NOT NULL"
    rows = db.execute(f"{sql} ORDER BY rowid", (number, reader))
    return {Path(key, issue): from_json(loads(first)) for key, issue, first in rows}


def settled(db: "sqlite_utils.Database", number: int, reader: str) -> set[Path]:
    """The values of a letter whose difference is settled."""
    sql = "SELECT key, issue_id FROM second_values WHERE case_row = ? AND reader = ? AND settled_by != ''"
    return {Path(key, issue) for key, issue in db.execute(sql, (number, reader))}


def _put(
    db: "sqlite_utils.Database", number: int, reader: str, path: Path, value: FieldValue, document: Document
) -> None:
    """Keep one value; one that is proposed again was not said."""
    if value.state is State.PROPOSED:
        db.execute(f"DELETE FROM second_values WHERE {_ONE}", (number, reader, path.issue, path.key))
        return
    row: Mapping[str, object] = {
        "case_row": number, "reader": reader, "issue_id": path.issue, "key": path.key,
        "value": dumps(to_json(value.value)), "at": value.at or "", "state": value.state.value,
        "evidence": dumps(spans_of(value.evidence, document)),
    }  # fmt: skip
    db.execute(_PUT, row)


_ONE = "case_row = ? AND reader = ? AND issue_id = ? AND key = ?"
_ASSIGNED = """
    SELECT cases.id, case_number, reader, by, at, finished_at, unaided
    FROM second_readings JOIN cases ON cases.number = case_row"""
_PUT = """
    INSERT INTO second_values (case_row, reader, issue_id, key, value, at, state, evidence)
    VALUES (:case_row, :reader, :issue_id, :key, :value, :at, :state, :evidence)
    ON CONFLICT (case_row, reader, issue_id, key) DO UPDATE
    SET value = excluded.value, at = excluded.at, state = excluded.state, evidence = excluded.evidence"""

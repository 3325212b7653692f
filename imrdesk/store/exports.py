"""The export log: which state of a record went into which file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Exported:
    """One record in one file: the `revision` it had, the kind of file, where it was written, who did it and when."""

    revision: int
    format: str
    path: str
    deidentified: bool
    by: str
    at: str


_COLUMNS = "revision, format, path, deidentified, by, at"


def create(db: "sqlite_utils.Database") -> None:
    """Make the table."""
    db.executescript("""
        CREATE TABLE exports (
            number INTEGER PRIMARY KEY,
            case_row INTEGER NOT NULL REFERENCES cases(number),
            revision INTEGER NOT NULL,
            format TEXT NOT NULL,
            path TEXT NOT NULL,
            deidentified INTEGER NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        );
        CREATE INDEX exports_case_row ON exports(case_row);
    """)


def add(db: "sqlite_utils.Database", number: int, exported: Exported) -> None:
    """Keep that a record was exported."""
    row = (number, exported.revision, exported.format, exported.path, exported.deidentified, exported.by, exported.at)
    db.execute(f"INSERT INTO exports (case_row, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def of_case(db: "sqlite_utils.Database", number: int) -> list[Exported]:
    """Every export of a record, the newest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM exports WHERE case_row = ? ORDER BY exports.number DESC", (number,))
    return [Exported(revision, kind, path, bool(hidden), by, at) for revision, kind, path, hidden, by, at in rows]


def together(db: "sqlite_utils.Database", path: str, at: str) -> list[str]:
    """The records of one export to one file, in its order."""
    rows = db.execute(
        "SELECT cases.id FROM exports JOIN cases ON cases.number = exports.case_row"
        " WHERE exports.path = ? AND exports.at = ? ORDER BY exports.number",
        (path, at),
    )
    return [record_id for (record_id,) in rows]

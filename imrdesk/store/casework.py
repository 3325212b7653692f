"""What people note beside a record: words that must not leave the desk; and the first tables of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables, that of pins as it was first."""
    db.executescript("""
        CREATE TABLE pins (
            id TEXT PRIMARY KEY,
            case_row INTEGER NOT NULL REFERENCES cases(number),
            ground TEXT NOT NULL,
            page INTEGER NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            note TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        );
        CREATE INDEX pins_case_row ON pins(case_row);
        CREATE TABLE terms (
            case_row INTEGER NOT NULL REFERENCES cases(number),
            term TEXT NOT NULL,
            PRIMARY KEY (case_row, term)
        );
    """)


def set_terms(db: "sqlite_utils.Database", number: int, listed: Iterable[str]) -> None:
    """Keep the list of words that must not be in a de-identified file of a record."""
    db.execute("DELETE FROM terms WHERE case_row = ?", (number,))
    rows = [(number, term) for term in dict.fromkeys(listed)]
    db.conn.executemany("INSERT INTO terms (case_row, term) VALUES (?, ?)", rows)


def terms(db: "sqlite_utils.Database", number: int) -> list[str]:
    """That list."""
    return [term for (term,) in db.execute("SELECT term FROM terms WHERE case_row = ? ORDER BY rowid", (number,))]

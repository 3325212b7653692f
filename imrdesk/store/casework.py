"""What people note beside a record: places pinned to a ground of appeal, and words that must not leave the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.document.model import Span

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Pin:
    """A place of the letter that a person put under a ground of appeal, with a note; `id` is unique everywhere."""

    id: str
    ground: str
    span: Span
    note: str
    by: str
    at: str


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables."""
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


def add_pin(db: "sqlite_utils.Database", number: int, pin: Pin) -> None:
    """Keep a pin."""
    span = pin.span
    row = (pin.id, number, pin.ground, span.page, span.start, span.end, pin.note, pin.by, pin.at)
    db.execute("INSERT INTO pins (id, case_row, ground, page, start, stop, note, by, at) VALUES"
               " (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip


def remove_pin(db: "sqlite_utils.Database", number: int, pin_id: str) -> None:
    """Take a pin away."""
    db.execute("DELETE FROM pins WHERE case_row = ? AND id = ?", (number, pin_id))


def pins(db: "sqlite_utils.Database", number: int) -> list[Pin]:
    """The pins of a record in the order of the letter."""
    sql = "SELECT id, ground, page, start, stop, note, by, at FROM pins WHERE case_row = ? ORDER BY page, start, at"
    return [
        Pin(pin_id, ground, Span(page, start, stop), note, by, at)
        for pin_id, ground, page, start, stop, note, by, at in db.execute(sql, (number,))
    ]


def set_terms(db: "sqlite_utils.Database", number: int, listed: Iterable[str]) -> None:
    """Keep the list of words that must not be in a de-identified file of a record."""
    db.execute("DELETE FROM terms WHERE case_row = ?", (number,))
    rows = [(number, term) for term in dict.fromkeys(listed)]
    db.conn.executemany("INSERT INTO terms (case_row, term) VALUES (?, ?)", rows)


def terms(db: "sqlite_utils.Database", number: int) -> list[str]:
    """That list."""
    return [term for (term,) in db.execute("SELECT term FROM terms WHERE case_row = ? ORDER BY rowid", (number,))]

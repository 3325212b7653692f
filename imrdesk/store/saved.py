"""Searches kept under a name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.errors import InputError

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name, with who kept it and when."""

    name: str
    text: str
    by: str
    at: str


def create(db: "sqlite_utils.Database") -> None:
    """Make the table; a name is one however its letters are cased."""
    db.executescript("""
        CREATE TABLE saved_searches (
            name TEXT PRIMARY KEY COLLATE NOCASE,
            text TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        );
    """)


def put(db: "sqlite_utils.Database", saved: SavedSearch) -> None:
    """Keep a search; one of the same name gives way."""
    sql = "INSERT OR REPLACE INTO saved_searches (name, text, by, at) VALUES (?, ?, ?, ?)"
    db.execute(sql, (saved.name, saved.text, saved.by, saved.at))


def drop(db: "sqlite_utils.Database", name: str) -> None:
    """Let a search go."""
    db.execute("DELETE FROM saved_searches WHERE name = ?", (one(db, name).name,))


def every(db: "sqlite_utils.Database") -> list[SavedSearch]:
    """All that are kept, by name."""
    rows = db.execute("SELECT name, text, by, at FROM saved_searches ORDER BY name")
    return [SavedSearch(*row) for row in rows.fetchall()]


def one(db: "sqlite_utils.Database", name: str) -> SavedSearch:
    """The search of that name; raises InputError naming those there are."""
    kept = every(db)
    for saved in kept:
        if saved.name.casefold() == name.strip().casefold():
            return saved
    known = f"There are: {', '.join(saved.name for saved in kept)}." if kept else "None is saved yet."
    raise InputError("no_such_search", f"There is no saved search “{name}”.", known)

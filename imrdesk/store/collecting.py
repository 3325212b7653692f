"""Collections: disputed items that a person put together under a name, in an order, with notes; and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.errors import InputError

from . import items

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Sheet:
    """A collection without its items; `id` is unique everywhere, `count` how many items it has."""

    id: str
    name: str
    by: str
    at: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Collected:
    """One item of a collection: `issue_id` is empty for a letter without items; `row` is None where the item is gone
    from its letter."""

    record_id: str
    issue_id: str
    note: str
    by: str
    at: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done to a collection: who, when, what, to which item, with which words before and after."""

    at: str
    by: str
    action: str
    record_id: str
    issue_id: str
    old: str
    new: str


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables; what was done is only ever added to."""
    db.executescript("""
        CREATE TABLE collections (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        );
        CREATE TABLE collected (
            collection TEXT NOT NULL,
            case_row INTEGER NOT NULL REFERENCES cases(number),
            issue_id TEXT NOT NULL,
            position REAL NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (collection, case_row, issue_id)
        );
        CREATE INDEX collected_case_row ON collected(case_row);
        CREATE TABLE collection_log (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            collection TEXT NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            action TEXT NOT NULL,
            record_id TEXT NOT NULL DEFAULT '',
            issue_id TEXT NOT NULL DEFAULT '',
            old TEXT NOT NULL DEFAULT '',
            new TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX collection_log_collection ON collection_log(collection);
        CREATE TRIGGER collection_log_not_changed BEFORE UPDATE ON collection_log
        BEGIN SELECT RAISE(ABORT, 'what was done to a collection is only ever added to'); END;
        CREATE TRIGGER collection_log_not_deleted BEFORE DELETE ON collection_log
        BEGIN SELECT RAISE(ABORT, 'what was done to a collection is only ever added to'); END;
    """)


def every(db: "sqlite_utils.Database") -> list[Sheet]:
    """All collections by name."""
    sql = """
        SELECT id, name, by, at, (SELECT count(*) FROM collected WHERE collection = id)
        FROM collections ORDER BY name"""
    return [Sheet(*row) for row in db.execute(sql).fetchall()]


def one(db: "sqlite_utils.Database", name: str) -> Sheet:
    """The collection of a name or id; raises InputError naming those there are."""
    sheets = every(db)
    for sheet in sheets:
        if name.strip().casefold() in (sheet.name.casefold(), sheet.id):
            return sheet
    known = f"There are: {', '.join(sheet.name for sheet in sheets)}." if sheets else "Make one first."
    raise InputError("no_such_collection", f"There is no collection “{name}”.", known)


def make(db: "sqlite_utils.Database", sheet: Sheet) -> None:
    """Keep a new collection."""
    _refuse_taken(db, sheet.name, sheet.id)
    db.execute("INSERT INTO collections (id, name, by, at) VALUES (?, ?, ?, ?)",
               (sheet.id, sheet.name, sheet.by, sheet.at))  # fmt: skip
    log(db, sheet.id, Deed(sheet.at, sheet.by, "new", "", "", "", sheet.name))


def rename(db: "sqlite_utils.Database", sheet: Sheet, name: str, by: str, at: str) -> None:
    """Give a collection another name."""
    _refuse_taken(db, name, sheet.id)
    db.execute("UPDATE collections SET name = ? WHERE id = ?", (name, sheet.id))
    log(db, sheet.id, Deed(at, by, "rename", "", "", sheet.name, name))


def delete(db: "sqlite_utils.Database", sheet: Sheet, by: str, at: str) -> None:
    """Let a collection go; what was done to it stays told."""
    for item in members(db, sheet.id):
        log(db, sheet.id, Deed(at, by, "remove", item.record_id, item.issue_id, item.note, ""))
    db.execute("DELETE FROM collected WHERE collection = ?", (sheet.id,))
    db.execute("DELETE FROM collections WHERE id = ?", (sheet.id,))
    log(db, sheet.id, Deed(at, by, "delete", "", "", sheet.name, ""))


def members(db: "sqlite_utils.Database", sheet_id: str) -> list[Collected]:
    """The items of a collection in its order."""
    sql = """
        SELECT cases.id, issue_id, note, by, at FROM collected JOIN cases ON cases.number = case_row
        WHERE collection = ? ORDER BY position, collected.rowid"""
    found = db.execute(sql, (sheet_id,)).fetchall()
    return [
        Collected(record_id, issue_id, note, by, at, items.of_issue(db, record_id, issue_id))
        for record_id, issue_id, note, by, at in found
    ]


def add(db: "sqlite_utils.Database", sheet_id: str, item: Collected) -> bool:
    """Put an item at the end; gives whether it was not there yet."""
    if items.of_issue(db, item.record_id, item.issue_id) is None:
        raise InputError("no_such_issue", "This item is not in its letter any more.", "Search for it again.")
    sql = """
        INSERT OR IGNORE INTO collected (collection, case_row, issue_id, position, note, by, at)
        SELECT ?, number, ?, (SELECT coalesce(max(position), 0) + 1 FROM collected WHERE collection = ?), ?, ?, ?
        FROM cases WHERE id = ?"""
    values = (sheet_id, item.issue_id, sheet_id, item.note, item.by, item.at, item.record_id)
    if not db.execute(sql, values).rowcount:
        return False
    log(db, sheet_id, Deed(item.at, item.by, "add", item.record_id, item.issue_id, "", item.note))
    return True


def remove(db: "sqlite_utils.Database", sheet_id: str, item: Collected, by: str, at: str) -> None:
    """Take an item out."""
    db.execute(f"DELETE FROM collected WHERE {_ONE}", (sheet_id, item.issue_id, item.record_id))
    log(db, sheet_id, Deed(at, by, "remove", item.record_id, item.issue_id, item.note, ""))


def annotate(db: "sqlite_utils.Database", sheet_id: str, item: Collected, note: str, by: str, at: str) -> None:
    """Keep a note beside an item."""
    db.execute(f"UPDATE collected SET note = ? WHERE {_ONE}", (note, sheet_id, item.issue_id, item.record_id))
    log(db, sheet_id, Deed(at, by, "note", item.record_id, item.issue_id, item.note, note))


def order(db: "sqlite_utils.Database", sheet_id: str, listed: Sequence[Collected], by: str, at: str) -> None:
    """Put the items into this order."""
    rows = [(place, sheet_id, item.issue_id, item.record_id) for place, item in enumerate(listed, 1)]
    db.conn.executemany(f"UPDATE collected SET position = ? WHERE {_ONE}", rows)
    log(db, sheet_id, Deed(at, by, "order", "", "", "", ""))


def history(db: "sqlite_utils.Database", sheet_id: str) -> list[Deed]:
    """What was done to a collection, the oldest first."""
    sql = "SELECT at, by, action, record_id, issue_id, old, new FROM collection_log WHERE collection = ? ORDER BY seq"
    return [Deed(*row) for row in db.execute(sql, (sheet_id,)).fetchall()]


def log(db: "sqlite_utils.Database", sheet_id: str, deed: Deed) -> None:
    """Keep that something was done."""
    sql = "INSERT INTO collection_log (collection, at, by, action, record_id, issue_id, old, new) VALUES"
    row = (sheet_id, deed.at, deed.by, deed.action, deed.record_id, deed.issue_id, deed.old, deed.new)
    db.execute(f"{sql} (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _refuse_taken(db: "sqlite_utils.Database", name: str, sheet_id: str) -> None:
    if not name.strip():
        raise InputError("no_name", "A collection needs a name.", "Type one.")
    if any(sheet.name.casefold() == name.casefold() and sheet.id != sheet_id for sheet in every(db)):
        raise InputError("name_taken", f"There is a collection “{name}” already.", "Choose another name.")


_ONE = "collection = ? AND issue_id = ? AND case_row = (SELECT number FROM cases WHERE id = ?)"

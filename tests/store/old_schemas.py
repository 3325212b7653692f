"""Workspaces as each step of the schema left them, with letters and with rows of what else there was.

`python -m tests.store.old_schemas` writes those that are missing into `released/`; those that are there stay as they
are, for a step never changes. They are made of the oldest release that was kept (0006): brought up to the later steps,
and its rows put into the tables of the earlier ones.
"""

import gzip
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from imrdesk.store import backups, migrations
from imrdesk.store.opening import open_database

RELEASED = Path(__file__).parent / "released"
OLDEST_KEPT = 6
AT = "2026-05-04T12:00:00+00:00"
BESIDE = {
    "refusals": {"file_name": "scan.pdf", "path": "/in/scan.pdf", "sha256": None, "code": "damaged", "by": "Ana",
                 "at": AT},
    "exports": {"number": 1, "case_row": 1, "revision": 2, "format": "docx", "path": "/out/one.docx", "deidentified": 0,
                "by": "Ana", "at": AT},
    "pins": {"id": "pin-1", "case_row": 1, "ground": "fact", "page": 1, "start": 0, "stop": 11, "places": "[[1,0,11]]",
             "note": "see the header", "by": "Ana", "at": AT, "position": 1},
    "terms": {"case_row": 1, "term": "Example Clinic"},
    "effort": {"case_row": 1, "key": "occupation", "by": "Ana", "at": AT, "seconds": 4.5, "keys": 3},
    "second_readings": {"case_row": 2, "reader": "Ben", "by": "Ana", "at": AT},
    "second_values": {"case_row": 2, "reader": "Ben", "issue_id": "", "key": "patient_age", "value": "48", "at": AT,
                      "first": "47"},
    "saved_searches": {"name": "injections", "text": "category:Injection", "id": "saved-1", "by": "Ana", "at": AT},
}  # fmt: skip
"""One row of each table that is not a letter's own; each column where the table has it by then."""
SINCE = (11, 5, 13)  # the step from which on each of the indexes that came later can be filled
INDEXES = ("letter_search", "value_search", "tag_search")


def build(step: int, target: Path) -> None:
    """Make the workspace's database as it stood after so many steps."""
    kept = gzip.decompress((RELEASED / f"{OLDEST_KEPT:04}.db.gz").read_bytes())
    if step >= OLDEST_KEPT:
        target.write_bytes(kept)
    with only(step):
        open_database(target).close()
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        if step < OLDEST_KEPT:
            other = target.with_name("kept.db")
            other.write_bytes(kept)
            take_over(db, other)
        for table, row in BESIDE.items():
            put(db, table, row)


@contextmanager
def only(step: int) -> Iterator[None]:
    """The program as it was with so many steps, and with the indexes that there were."""
    indexes = migrations.indexing._INDEXES
    known = [item for item, since in zip(indexes, SINCE, strict=True) if since <= step]
    with (
        patch.object(migrations, "STEPS", migrations.STEPS[:step]),
        patch.object(migrations.indexing, "_INDEXES", known),
    ):
        yield


def take_over(db: sqlite3.Connection, other: Path) -> None:
    """Put the rows of a later database into the tables that there are."""
    db.execute("ATTACH ? AS kept", (str(other),))
    named = "SELECT name FROM {}sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    own, others = ({name for (name,) in db.execute(named.format(schema))} for schema in ("main.", "kept."))
    tables = {name for name in own & others if not name.startswith(("sqlite_", "_sqlite")) and "_search_" not in name}
    db.execute("BEGIN")
    db.execute("PRAGMA defer_foreign_keys = ON")
    for table in sorted(tables):
        names = ", ".join(column for column in columns(db, f"main.{table}") if column in columns(db, f"kept.{table}"))
        db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM kept.{table}")
    db.execute("INSERT INTO main.letter_search (rowid, text) SELECT number, text FROM main.letter_texts")
    for table in INDEXES[1:]:
        if names := ", ".join(columns(db, f"main.{table}")):
            db.execute(f"INSERT INTO main.{table} (rowid, {names}) SELECT rowid, {names} FROM kept.{table}")
    db.execute("COMMIT")
    db.execute("DETACH kept")


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    schema, _dot, name = table.partition(".")
    return [row[1] for row in db.execute(f"PRAGMA {schema}.table_info({name})")]


def put(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """Insert a row, as far as there are columns for it; nothing where there is no such table yet, or rows already."""
    names = [name for name in columns(db, f"main.{table}") if name in row]
    if names and not db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        marks = ", ".join("?" * len(names))
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names])


def main() -> None:
    for step in range(1, len(migrations.STEPS) + 1):
        kept_as = RELEASED / f"{step:04}.db.gz"
        if kept_as.exists():
            continue
        with tempfile.TemporaryDirectory() as place:
            build(step, Path(place) / "imrdesk.db")
            made = backups.take(Path(place) / "imrdesk.db", Path(place) / "copy")
            kept_as.write_bytes(gzip.compress(made.file.read_bytes(), mtime=0))
        print(kept_as.name, kept_as.stat().st_size)


if __name__ == "__main__":
    main()

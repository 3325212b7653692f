"""What searches look in: the indexes of letters and items, kept in step, and made anew where they are missing."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Document
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.model import Path, Record
from imrdesk.record.values import Kind, show

from . import items, records, sources
from .encoding import from_column, said
from .language import OF_RECORD, tags, tags_of
from .matching import TOKENIZER
from .numbering import ITEM_BITS, MOST_ITEMS, row_of

if TYPE_CHECKING:
    import sqlite_utils

    from .database import Database

PIECE = 500  # letters indexed in one transaction
_BEGINNINGS = "1 2 3 4 5 6 7"  # letters of a word's beginning that have an index entry of their own
_WORD = re.compile(r"\w+")

Progress = Callable[[int, int, str], None]
"""Told how much is done, how much there is, and what is being done."""


def silent(_done: int, _total: int, _what: str) -> None:
    """Nobody waits to be told."""


def create_tags(db: "sqlite_utils.Database") -> None:
    """Make the index of tags; a row is an item, its number that of the case with the item's place behind."""
    db.executescript(f"CREATE VIRTUAL TABLE tag_search USING fts5(tags, tokenize = '{TOKENIZER}');")


def create_words(db: "sqlite_utils.Database") -> None:
    """Make the index of words without their places: a twentieth of the other one, and any beginning found at once.
    The index of values learns beginnings too."""
    db.executescript(f"""
        CREATE VIRTUAL TABLE word_search USING fts5(
            text, content = '', detail = none, prefix = '{_BEGINNINGS}', tokenize = '{TOKENIZER}'
        );
        CREATE VIRTUAL TABLE value_words USING fts5(text, prefix = '{_BEGINNINGS}', tokenize = '{TOKENIZER}');
        INSERT INTO value_words (rowid, text) SELECT rowid, text FROM value_search;
        DROP TABLE value_search;
        ALTER TABLE value_words RENAME TO value_search;
    """)


def index_letter(db: "sqlite_utils.Database", number: int, record: Record, document: Document) -> None:
    """Make a new letter findable."""
    text = Flow(document).text
    for table in ("letter_search", "word_search"):
        db.execute(f"INSERT INTO {table} (rowid, text) VALUES (?, ?)", (number, text))
    db.execute("INSERT INTO value_search (rowid, text) VALUES (?, ?)", (number, _indexed(record)))
    _put_tags(db, number, tags(record))
    items.index(db, number, record)


def index_values(db: "sqlite_utils.Database", number: int, before: Record, after: Record) -> None:
    """Make changed values findable."""
    if (now := _indexed(after)) != _indexed(before):
        db.execute("UPDATE value_search SET text = ? WHERE rowid = ?", (now, number))
    if (listed := tags(after)) != (old := tags(before)):
        _change_tags(db, number, old[:MOST_ITEMS], listed[:MOST_ITEMS])
    items.reindex(db, number, before, after)


def lines(record: Record) -> dict[Path, str]:
    """What to find a record's values by, a line each, without the words its evidence says: the page has those."""
    found: dict[Path, str] = {}
    for path in record.paths():
        value = record.at(path)
        if isinstance(value.value, bool) or value.value == said(value.evidence):
            continue
        page = _plain(" ".join(item.quote for item in value.evidence))
        pieces = show(value.value).split("\n")
        if line := fold(" ".join(piece for piece in pieces if _plain(piece) not in page)):
            found[path] = line
    return found


def catch_up(database: "Database", progress: Progress) -> None:
    """Index the letters that were here before an index was; a little at a time, so that it goes on where it ended."""
    for what, filled, fill in _INDEXES:
        with database.reading() as db:
            last, at = (db.execute(sql).fetchone()[0] or 0 for sql in ("SELECT max(number) FROM cases", filled))
        while at < last:
            progress(at, last, what)
            with database.writing() as db:
                fill(db, at, at + PIECE)
            at += PIECE


def _fill_words(db: "sqlite_utils.Database", after: int, to: int) -> None:
    sql = "INSERT INTO word_search (rowid, text) SELECT number, text FROM letter_texts WHERE number > ? AND number <= ?"
    db.execute(sql, (after, to))


def _fill_tags(db: "sqlite_utils.Database", after: int, to: int) -> None:
    """The tags as the typed columns alone give them."""
    items: dict[int, list[dict[str, Any]]] = {}
    sql = f"SELECT case_row, {_names(_OF_ISSUE)} FROM issues WHERE case_row > ? AND case_row <= ?"
    for number, *columns in db.execute(f"{sql} AND position IS NOT NULL ORDER BY case_row, position", (after, to)):
        items.setdefault(number, []).append(_values(_OF_ISSUE, columns))
    sql = f"SELECT number, {', '.join(OF_RECORD)}, {_names(_OF_CASE)} FROM cases WHERE number > ? AND number <= ?"
    for number, *columns in db.execute(sql, (after, to)).fetchall():
        own = dict(zip(OF_RECORD, columns, strict=False))
        values = _values(_OF_CASE, columns[len(OF_RECORD) :])
        _put_tags(db, number, tags_of(own, values, items.get(number, [])))


def _fill_items(db: "sqlite_utils.Database", after: int, to: int) -> None:
    for (number,) in db.execute("SELECT number FROM cases WHERE number > ? AND number <= ?", (after, to)).fetchall():
        items.index(db, number, records.load(db, number, sources.document(db, number)))


_INDEXES = (
    ("Preparing the search for words", "SELECT max(id) FROM word_search_docsize", _fill_words),
    ("Preparing the search for values", f"SELECT max(id) >> {ITEM_BITS} FROM tag_search_docsize", _fill_tags),
    ("Preparing the search for items", f"SELECT max(row) >> {ITEM_BITS} FROM item_facets", _fill_items),
)
"""The indexes that came later: what is done, the last letter that each has, and how it gets more."""

_OF_CASE, _OF_ISSUE = (
    [item for item in fields if item.kind is not Kind.LONG_TEXT] for fields in (CASE_FIELDS, ISSUE_FIELDS)
)


def _names(fields: list[Any]) -> str:
    return ", ".join(item.key for item in fields)


def _values(fields: list[Any], columns: list[Any]) -> dict[str, Any]:
    return {item.key: from_column(item, column) for item, column in zip(fields, columns, strict=True)}


def _change_tags(db: "sqlite_utils.Database", number: int, old: list[str], new: list[str]) -> None:
    """Row by row in their order, and only those that differ: FTS5 then writes one piece of its index, not two."""
    for place in range(max(len(old), len(new))):
        row = row_of(number, place)
        if place >= len(new):
            db.execute("DELETE FROM tag_search WHERE rowid = ?", (row,))
        elif place >= len(old):
            db.execute("INSERT INTO tag_search (rowid, tags) VALUES (?, ?)", (row, new[place]))
        elif old[place] != new[place]:
            db.execute("UPDATE tag_search SET tags = ? WHERE rowid = ?", (new[place], row))


def _put_tags(db: "sqlite_utils.Database", number: int, listed: list[str]) -> None:
    rows = [(row_of(number, place), text) for place, text in enumerate(listed[:MOST_ITEMS])]
    db.conn.executemany("INSERT INTO tag_search (rowid, tags) VALUES (?, ?)", rows)


def _indexed(record: Record) -> str:
    return "\n".join((record.source.file_name, *lines(record).values()))


def _plain(text: str) -> str:
    """The words of a text, alike however they are parted, between spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "

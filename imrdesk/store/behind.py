"""What stands behind a figure: the rows of the items, or of the letters, that it counts, the newest first."""

from array import array
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from . import facets
from .effort import CHANGED
from .numbering import MOST_ITEMS, row_of

if TYPE_CHECKING:
    import sqlite_utils

OVERTURNED = ("decision", "overturned")


def drugs(db: "sqlite_utils.Database", names: Collection[str]) -> "array[int]":
    """Overturned items of these drugs, each as it is written somewhere."""
    numbered = {(facet, value): number for number, facet, value in db.execute(_VALUES)}
    wanted = {facets.character(numbered["drug", name]) for name in names if ("drug", name) in numbered}
    found = db.execute(f"SELECT row, facets FROM item_facets WHERE {facets.HAS} ORDER BY row DESC", OVERTURNED)
    return array("q", (row for row, signs in found if not wanted.isdisjoint(signs)))


def every_drug(db: "sqlite_utils.Database") -> "list[str]":
    """Every drug as it is written somewhere."""
    return [value for _number, facet, value in db.execute(_VALUES) if facet == "drug"]


def corrected(db: "sqlite_utils.Database", key: str, rule: str | None = None) -> "array[int]":
    """Items and letters with a value of this field, by this rule where one is named, that a person changed."""
    by_rule = "" if rule is None else " AND coalesce(rule, '') = ?"
    values = (key, *CHANGED, *(() if rule is None else (rule,)))
    return _rows(db.execute(_CORRECTED + by_rule, values))


def reviewed(db: "sqlite_utils.Database", day: str) -> "array[int]":
    """Letters that were reviewed on a day (ISO)."""
    return _rows((number, 0) for (number,) in db.execute(_REVIEWED, (day, f"{day}~")))


def read_twice(db: "sqlite_utils.Database", key: str) -> "array[int]":
    """Letters of which a second reader, who has finished, said something about a field."""
    return _rows(db.execute(_TWICE, (key,)))


def _rows(places: Iterable[tuple[int, int]]) -> "array[int]":
    rows = {row_of(number, place) for number, place in places if place < MOST_ITEMS}
    return array("q", sorted(rows, reverse=True))


_VALUES = "SELECT number, facet, value FROM facet_values"
_CORRECTED = """SELECT field_values.case_row, coalesce(position, 0) FROM field_values
    LEFT JOIN issues ON issues.number = issue_row
    WHERE key = ? AND state IN (?, ?) AND (issue_row = 0 OR position IS NOT NULL)"""
_REVIEWED = "SELECT number FROM cases WHERE reviewed_at BETWEEN ? AND ?"
_TWICE = """SELECT second_values.case_row, coalesce(position, 0) FROM second_values
    JOIN second_readings USING (case_row, reader) LEFT JOIN issues ON issues.id = issue_id
    WHERE key = ? AND finished_at <> '' AND first IS NOT NULL"""

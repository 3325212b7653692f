"""How many items were upheld and overturned, by facet and month: kept in step with the letters, so that none is
counted while a person waits."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.record.model import Issue, Record

from . import facets
from .language import one_word
from .numbering import ITEM_BITS, MOST_ITEMS

if TYPE_CHECKING:
    import sqlite_utils

MONTH = "month"
DECISIONS = ("overturned", "upheld")


@dataclass(frozen=True, slots=True)
class Decided:
    """Items of a group that were decided, and those of them that were overturned."""

    value: str
    overturned: int
    decided: int


def create(db: "sqlite_utils.Database") -> None:
    """Make the table, and count what is there."""
    db.executescript("""
        CREATE TABLE decided_tallies (
            facet TEXT NOT NULL,
            word TEXT NOT NULL,
            value TEXT NOT NULL,
            decision TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (facet, word, decision)
        ) WITHOUT ROWID;
    """)
    recount(db)


def follow(db: "sqlite_utils.Database", before: Record | None, after: Record) -> None:
    """Count a letter that is new, or one that changed."""
    changed = Counter(_groups(after))
    changed.subtract(Counter(_groups(before)) if before else ())
    rows = [(facet, one_word(value), value, decision, by) for (facet, value, decision), by in changed.items() if by]
    db.conn.executemany(_ADD, rows)


def recount(db: "sqlite_utils.Database") -> None:
    """Count all letters anew, from what their items are found by."""
    db.execute("DELETE FROM decided_tallies")
    for decision in DECISIONS:
        sql = f"SELECT group_concat(facets, '') FROM item_facets WHERE {facets.HAS}"
        (signs,) = db.execute(sql, ("decision", decision)).fetchone()
        counted = facets.count(db, signs or "")
        rows = [
            (name, one_word(one.value), one.value, decision, one.count) for name in counted for one in counted[name]
        ]
        months = db.execute(_MONTHS, ("decision", decision)).fetchall()
        rows += [(MONTH, one_word(month), month, decision, count) for month, count in months]
        db.conn.executemany(_ADD, rows)


def every(db: "sqlite_utils.Database") -> Mapping[str, list[Decided]]:
    """The counts of every facet, the largest group first, and by month, the oldest first."""
    found: dict[str, dict[str, Counter[str]]] = {name: {} for name in (*facets.FACETS, MONTH)}
    sql = "SELECT facet, value, decision, count, word FROM decided_tallies WHERE count > 0"
    names: dict[tuple[str, str], str] = {}
    for facet, value, decision, count, word in db.execute(sql):
        shown = names.setdefault((facet, word), value)
        found[facet].setdefault(shown, Counter())[decision] += count
    listed = {
        facet: [Decided(value, one["overturned"], one.total()) for value, one in groups.items()]
        for facet, groups in found.items()
    }
    return {facet: sorted(items, key=_by_value if facet == MONTH else _by_size) for facet, items in listed.items()}


def _groups(record: Record) -> Iterator[tuple[str, str, str]]:
    """Each facet, value and decision that an item counts for."""
    for issue in record.issues[:MOST_ITEMS]:
        decision = str(issue.values["decision"].value or "")
        if decision in DECISIONS:
            for facet, value in _values(record, issue):
                yield facet, value, decision


def _values(record: Record, issue: Issue) -> Iterator[tuple[str, str]]:
    seen = {(facet, one_word(value)): value for facet, value in facets.of(record, issue)}
    yield from ((facet, value) for (facet, word), value in seen.items() if word)
    if date := record.fields["decision_date"].value:
        yield MONTH, str(date)[:7]


def _by_size(item: Decided) -> tuple[int, str]:
    return -item.decided, item.value.casefold()


def _by_value(item: Decided) -> str:
    return item.value


_ADD = """INSERT INTO decided_tallies (facet, word, value, decision, count) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (facet, word, decision) DO UPDATE SET count = count + excluded.count"""
_MONTHS = f"""
    SELECT substr(decision_date, 1, 7), count(*)
    FROM cases JOIN item_facets ON row BETWEEN number << {ITEM_BITS} AND (number << {ITEM_BITS}) + {MOST_ITEMS - 1}
    WHERE decision_date IS NOT NULL AND {facets.HAS} GROUP BY 1"""

"""The list of cases: filtered, ordered and counted in the database, so that a million need only their numbers."""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

from imrdesk.record.standing import RemarkKind, Status

from .numbering import ITEM_BITS

if TYPE_CHECKING:
    import sqlite3

    import sqlite_utils

    Connection: TypeAlias = "sqlite_utils.Database | sqlite3.Connection"

Values: TypeAlias = tuple[str, ...]
"""What a question is asked with."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases, in which order: `order` is the name of a value of CaseRow."""

    text: str = ""
    status: Status | None = None
    outcome: str | None = None
    problems: bool | None = None
    flagged: bool | None = None
    reviewer: str | None = None
    decided_from: str | None = None  # ISO dates, both days included
    decided_to: str | None = None
    second_look: bool | None = None
    summary_older: bool | None = None  # than the record
    order: str = "imported_at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; `number` is its row number in this workspace, `summary_older` whether its last Word summary
    is older than the record."""

    number: int
    id: str
    case_number: str | None
    status: Status
    flag: str | None
    outcome: str | None
    decision_date: str | None
    issues: int
    problems: int
    to_review: int
    file_name: str
    reviewed_by: str | None
    reviewed_at: str | None
    imported_at: str
    summary_older: bool = False


_COLUMNS = tuple(name for name in CaseRow.__dataclass_fields__ if name != "summary_older")  # each one of `cases`
_UNIQUE = ("number", "id")  # orders that have an index anyway
_FILTERED = ("status", "outcome", "problems", "flag", "reviewed_by")


def create_orders(db: "sqlite_utils.Database") -> None:
    """Make an index for each order, which has what the list is filtered by too: the wide rows are never read."""
    for old in ("cases_listed", *(f"idx_cases_{name}" for name in _COLUMNS if name not in _UNIQUE)):
        db.execute(f"DROP INDEX IF EXISTS {old}")
    for order in _COLUMNS:
        if order not in _UNIQUE:
            names = (order, "number", *(name for name in _FILTERED if name != order))
            db.execute(f"CREATE INDEX cases_by_{order} ON cases({', '.join(names)})")


def create_counts(db: "sqlite_utils.Database") -> None:
    """Count the cases of each status once, and have the database keep that in step: a million are never counted while
    a person waits."""
    more = "INSERT INTO status_tallies VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET count = count + 1;"
    less = "UPDATE status_tallies SET count = count - 1 WHERE status = OLD.status;"
    db.executescript(f"""
        CREATE TABLE status_tallies (status TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO status_tallies SELECT status, count(*) FROM cases GROUP BY status;
        CREATE TRIGGER cases_tallied AFTER INSERT ON cases BEGIN {more} END;
        CREATE TRIGGER cases_tallied_again AFTER UPDATE OF status ON cases WHEN OLD.status <> NEW.status
        BEGIN {more} {less} END;
        CREATE TRIGGER cases_tallied_less AFTER DELETE ON cases BEGIN {less} END;
    """)


@dataclass(frozen=True, slots=True)
class Listed:
    """The beginning of a list: the row numbers of its first cases, how many it has as far as known, and whether these
    are all."""

    numbers: "array[int]"
    count: int
    whole: bool


def first(db: "Connection", query: Query, most: int) -> Listed | None:
    """The beginning of a list, at once; None where it takes as long as the whole list."""
    if query.text.strip():
        found = _first_with_text(db, query, most)
        return Listed(found, len(found), whole=len(found) < most) if found is not None else None
    found = window(db, query, 0, most)
    whole = len(found) < most
    return Listed(found, len(found) if whole else _count(db, query), whole)


def window(db: "Connection", query: Query, start: int, most: int) -> "array[int]":
    """The row numbers of a stretch of the list: as quick as the index of its order is walked to there, from the end
    where that is nearer."""
    if start < _FAR:
        return _stretch(db, query, start, most)
    after = _count(db, query) - start - most
    if after >= start:
        return _stretch(db, query, start, most)
    found = _stretch(db, replace(query, descending=not query.descending), max(after, 0), most + min(after, 0))
    found.reverse()
    return found


_FAR = 20_000  # rows that are walked in less time than a list is counted


def _stretch(db: "Connection", query: Query, start: int, most: int) -> "array[int]":
    sql, values = _numbers(query)
    return array("q", [number for (number,) in db.execute(f"{sql} LIMIT ? OFFSET ?", (*values, max(most, 0), start))])


def ids(db: "Connection", query: Query) -> "array[int]":
    """The row numbers of the cases that fit, in order."""
    sql, values = _numbers(query)
    # As one JSON text a million numbers arrive in half the time that a million rows take.
    (found,) = db.execute(f"SELECT json_group_array(number) FROM ({sql})", values).fetchone()
    return array("q", json.loads(found))


def _numbers(query: Query) -> tuple[str, Values]:
    """The question for the numbers of a list."""
    if query.order not in _COLUMNS:
        raise ValueError(f"no order by {query.order}")
    where, values = _where(query)
    way = "DESC" if query.descending else "ASC"
    index = f"INDEXED BY cases_by_{query.order}" if query.order not in _UNIQUE else ""
    return f"SELECT number FROM cases {index} {where} ORDER BY {query.order} {way}, number {way}", values


def _count(db: "Connection", query: Query) -> int:
    if query == Query(status=query.status, order=query.order, descending=query.descending):
        known = counts(db)
        return known[query.status.value] if query.status else sum(known.values())
    where, values = _where(query)
    return db.execute(f"SELECT count(*) FROM cases {where}", values).fetchone()[0]


def _where(query: Query) -> tuple[str, Values]:
    conditions = dict((*_conditions(query), *_text_conditions(query.text)))
    values = tuple(value for values in conditions.values() for value in values)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def _first_with_text(db: "Connection", query: Query, most: int) -> "array[int] | None":
    """The newest letters that have the words, unless they are to stand in another order or are hard to come by."""
    from . import search
    from .language import parse

    wanted = parse(query.text)
    newest_first = query.order == "imported_at" and query.descending
    if not (wanted.words or wanted.tags) or wanted.exact or not newest_first:
        return None
    where, values = _where(replace(query, text=""))
    sql = f"SELECT number FROM cases {where} {'AND' if where else 'WHERE'} number IN (SELECT value FROM json_each(?))"
    found, candidates = array("q"), search.letters(cast("sqlite_utils.Database", db), wanted)
    for _time in range(_MOST_LOOKED_AT // most):
        piece = list(islice(candidates, most))
        found.extend(number for (number,) in db.execute(f"{sql} ORDER BY number DESC", (*values, str(piece))))
        if len(found) >= most or len(piece) < most:
            return found[:most]
    return None


_MOST_LOOKED_AT = 4000
_HAS_TAGS = f"number IN (SELECT rowid >> {ITEM_BITS} FROM tag_search WHERE tag_search MATCH ?)"


_DECIDED = "number IN (SELECT number FROM cases WHERE decision_date BETWEEN ? AND ?)"  # by the index of that order
_LAST_DAY = "9999-12-31"
_OLDER = """SELECT number FROM (SELECT case_row, max(number), revision AS written FROM exports WHERE format = 'docx'
    GROUP BY case_row) JOIN cases ON number = case_row WHERE written < revision"""
_SUMMARY = (
    "(SELECT revision FROM exports WHERE case_row = cases.number AND format = 'docx' ORDER BY number DESC LIMIT 1)"
)
_SECOND_LOOKS = "SELECT case_row FROM remarks WHERE kind = ?"


def _conditions(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a case has to fulfil, in SQL, each with the values that it takes."""
    if query.status is not None:
        yield "status = ?", (query.status.value,)
    if query.outcome is not None:
        yield "outcome = ?", (query.outcome,)
    if query.reviewer is not None:
        yield "reviewed_by = ?", (query.reviewer,)
    if query.problems is not None:
        yield ("problems > 0" if query.problems else "problems = 0"), ()
    if query.flagged is not None:
        yield ("flag IS NOT NULL" if query.flagged else "flag IS NULL"), ()
    if query.decided_from or query.decided_to:
        yield _DECIDED, (query.decided_from or "", query.decided_to or _LAST_DAY)
    yield from _among(query)


def _text_conditions(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the words that were typed ask for; what understands them is loaded once there are some."""
    if not text.strip():
        return
    from . import items
    from .language import parse

    wanted = parse(text)
    if wanted.words:
        letters, expressions = items.letters(wanted)
        yield f"number IN ({letters})", expressions
    if wanted.tags:
        yield _HAS_TAGS, (wanted.tags,)
    if wanted.exact:
        condition, values = items.whole_values(wanted)
        yield f"number IN (SELECT row >> {ITEM_BITS} FROM item_facets WHERE {condition})", values
    if wanted.everything:
        yield "FALSE", ()


def _among(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is known of cases in other tables."""
    for wish, cases, asked in (
        (query.second_look, _SECOND_LOOKS, (RemarkKind.SECOND_LOOK.value,)),
        (query.summary_older, _OLDER, ()),
    ):
        if wish is not None:
            yield f"number {'IN' if wish else 'NOT IN'} ({cases})", asked


def rows(db: "Connection", numbers: Sequence[int]) -> list[CaseRow]:
    """The cases with those row numbers, in the order asked for."""
    sql = (
        "WITH wanted (place, number) AS (SELECT key, value FROM json_each(?))"
        f" SELECT {', '.join(_COLUMNS)}, coalesce({_SUMMARY} < cases.revision, 0)"
        " FROM wanted JOIN cases USING (number) ORDER BY place"
    )
    return [
        CaseRow(number, record_id, case_number, Status(status), *rest, summary_older=bool(older))
        for number, record_id, case_number, status, *rest, older in db.execute(
            sql, (f"[{','.join(map(str, numbers))}]",)
        )
    ]


def counts(db: "Connection") -> dict[str, int]:
    """How many cases there are of each status."""
    found = dict(db.execute("SELECT status, count FROM status_tallies").fetchall())
    return {status.value: found.get(status.value, 0) for status in Status}


def reviewers(db: "Connection") -> list[str]:
    """Who has reviewed letters, by name."""
    sql = "SELECT DISTINCT reviewed_by FROM cases WHERE reviewed_by > '' ORDER BY reviewed_by"
    return [name for (name,) in db.execute(sql)]


def resolve(db: "sqlite_utils.Database", case: str) -> list[str]:
    """The ids of the records a person may mean by an id, the beginning of one, or a case number."""
    wanted = case.strip()
    if not wanted:
        return []
    exact = db.execute(
        "SELECT id FROM cases WHERE id = ? OR case_number IN (?, ?) ORDER BY number",
        (wanted.lower(), wanted, wanted.upper()),
    ).fetchall()
    found = exact or db.execute(
        "SELECT id FROM cases WHERE id >= ? AND id < ? ORDER BY number LIMIT 20",
        (wanted.lower(), wanted.lower() + "\U0010ffff"),
    ).fetchall()  # fmt: skip
    return [record_id for (record_id,) in found]


def of_case(db: "sqlite_utils.Database", case_number: str) -> list[str]:
    """The ids of the records with a case number, the oldest first."""
    found = db.execute("SELECT id FROM cases WHERE case_number = ? ORDER BY number", (case_number,))
    return [record_id for (record_id,) in found]

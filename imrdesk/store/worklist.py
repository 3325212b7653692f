"""The list of cases: filtered, ordered and counted in the database, so that a million need only their numbers."""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.record.model import Status

from .language import Wanted, parse
from .search import ITEM_BITS

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases, in which order: `order` is the name of a value of CaseRow."""

    text: str = ""
    status: Status | None = None
    outcome: str | None = None
    problems: bool | None = None
    flagged: bool | None = None
    reviewer: str | None = None
    order: str = "imported_at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; `number` is its row number in this workspace."""

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


_COLUMNS = tuple(CaseRow.__dataclass_fields__)  # each is a column of `cases`


def ids(db: "sqlite_utils.Database", query: Query) -> "array[int]":
    """The row numbers of the cases that fit, in order."""
    if query.order not in _COLUMNS:
        raise ValueError(f"no order by {query.order}")
    wanted = parse(query.text)
    conditions = dict(_conditions(query, wanted))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    way = "DESC" if query.descending else "ASC"
    index = "INDEXED BY cases_listed" if conditions and not (wanted.words or wanted.tags) else ""
    numbers = f"SELECT number FROM cases {index} {where} ORDER BY {query.order} {way}, number {way}"
    values = tuple(value for values in conditions.values() for value in values)
    # As one JSON text a million numbers arrive in half the time that a million rows take.
    (found,) = db.execute(f"SELECT json_group_array(number) FROM ({numbers})", values).fetchone()
    return array("q", json.loads(found))


_HAS_WORDS = (
    "number IN (SELECT rowid FROM letter_search WHERE letter_search MATCH ?"
    " UNION SELECT rowid FROM value_search WHERE value_search MATCH ?)"
)

_HAS_TAGS = f"number IN (SELECT rowid >> {ITEM_BITS} FROM tag_search WHERE tag_search MATCH ?)"


def _conditions(query: Query, wanted: Wanted) -> Iterator[tuple[str, tuple[str, ...]]]:
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
    if wanted.words:
        yield _HAS_WORDS, (wanted.words, wanted.words)
    if wanted.tags:
        yield _HAS_TAGS, (wanted.tags,)
    if query.text.strip() and not (wanted.words or wanted.tags):
        yield "FALSE", ()


def rows(db: "sqlite_utils.Database", numbers: Sequence[int]) -> list[CaseRow]:
    """The cases with those row numbers, in the order asked for."""
    sql = (
        "WITH wanted (place, number) AS (SELECT key, value FROM json_each(?))"
        f" SELECT {', '.join(_COLUMNS)} FROM wanted JOIN cases USING (number) ORDER BY place"
    )
    return [
        CaseRow(number, record_id, case_number, Status(status), *rest)
        for number, record_id, case_number, status, *rest in db.execute(sql, (f"[{','.join(map(str, numbers))}]",))
    ]


def counts(db: "sqlite_utils.Database") -> dict[str, int]:
    """How many cases there are of each status."""
    found = dict(db.execute("SELECT status, count(*) FROM cases GROUP BY status").fetchall())
    return {status.value: found.get(status.value, 0) for status in Status}


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

"""Records in and out of their tables: one row a case, one row an issue, one row a value."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from imrdesk.document.model import Document
from imrdesk.errors import StoreError
from imrdesk.record.changes import Changes
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS, Field
from imrdesk.record.finding import Problem, Recognition
from imrdesk.record.model import Issue, Record, SourceInfo, Status, proposed
from imrdesk.record.validation import check

from . import remarks, values
from .encoding import dumps, loads, problems_from, problems_json
from .values import OF_CASE, Stored

if TYPE_CHECKING:
    import sqlite_utils


def number_of(db: "sqlite_utils.Database", record_id: str) -> int:
    """The row number of a record; raises StoreError where there is none."""
    row = db.execute("SELECT number FROM cases WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        raise StoreError("no_such_record", "This letter is not in the workspace.")
    return row[0]


def is_new(record: Record) -> bool:
    """Whether no person has touched the record, so that its import alone gives it again."""
    values = (record.at(path) for path in record.paths())
    return (
        record.status is Status.NEW
        and not record.revision
        and record.flag is None
        and not record.remarks
        and all(value == proposed(value.finding) for value in values)
    )


def insert(db: "sqlite_utils.Database", record: Record, document: Document) -> int:
    """Store a new record; gives its row number."""
    columns = {
        "id": record.id,
        "file_name": record.source.file_name,
        "imported_at": record.imported_at,
        "format_id": record.format.id,
        "format_name": record.format.name,
        "format_score": record.format.score,
        **_standing(record, document),
        **values.typed(CASE_FIELDS, record.fields),
    }
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO cases ({names}) VALUES ({marks}) RETURNING number"
    (number,) = db.execute(sql, tuple(columns.values())).fetchone()
    values.put(db, (number, OF_CASE), CASE_FIELDS, record.fields, document)
    for position, issue in enumerate(record.issues):
        _put_issue(db, number, position, issue, document)
    return number


def update(db: "sqlite_utils.Database", number: int, changes: Changes, document: Document) -> None:
    """Store what an act changed of a record; raises StoreError where another act came between."""
    before, after = changes.before, changes.after
    (revision,) = db.execute("SELECT revision FROM cases WHERE number = ?", (number,)).fetchone()
    if revision != before.revision:
        raise StoreError("stale", "This letter has been changed elsewhere.", "Open it again, then repeat the change.")
    changed: dict[str, set[str]] = {"": set()}
    for path in changes.paths:
        changed.setdefault(path.issue, set()).add(path.key)
    fields = _among(CASE_FIELDS, changed[""])
    _update(db, "cases", number, {**values.typed(fields, after.fields), **_standing(after, document)})
    values.put(db, (number, OF_CASE), fields, after.fields, document)
    rows = _issue_rows(db, number)
    held = {issue.id for issue in before.issues}
    for position, issue in enumerate(after.issues):
        if issue.id not in held:
            _put_issue(db, number, position, issue, document)
        elif fields := _among(ISSUE_FIELDS, changed.get(issue.id, ())):
            _update(db, "issues", rows[issue.id], values.typed(fields, issue.values))
            values.put(db, (number, rows[issue.id]), fields, issue.values, document)
    _put_order(db, before, after)
    remarks.put(db, number, changes.items)


def load(db: "sqlite_utils.Database", number: int, document: Document) -> Record:
    """A record as it stands."""
    names = ("id", "format_id", "format_name", "format_score", "status", "flag", "reviewed_by", "reviewed_at",
             "revision", "imported_at", "found_problems")  # fmt: skip
    keys = tuple(field.key for field in CASE_FIELDS)
    case = db.execute(f"SELECT {', '.join(names + keys)} FROM cases WHERE number = ?", (number,)).fetchone()
    (record_id, *recognised, status, flag, reviewed_by, reviewed_at, revision, imported_at, problems) = case[
        : len(names)
    ]
    stored = values.stored(db, number)
    return Record(
        id=record_id,
        source=_source(document),
        format=Recognition(*recognised),
        fields=values.assembled(CASE_FIELDS, case[len(names) :], stored.get(OF_CASE, {}), document),
        issues=_issues(db, number, stored, document),
        problems=problems_from(loads(problems), document),
        status=Status(status),
        flag=flag,
        reviewed_by=reviewed_by,
        reviewed_at=reviewed_at,
        revision=revision,
        imported_at=imported_at,
        remarks=remarks.load(db, number),
    )


def is_as_written(db: "sqlite_utils.Database", number: int, record: Record, document: Document) -> bool:
    """Whether each column of a record says just what saving it would write: no word, count or place was put in beside
    what the record is made of."""
    held = values.stored(db, number)
    wanted = {**_standing(record, document), **values.typed(CASE_FIELDS, record.fields)}
    same = _row_is(db, "cases", number, wanted) and values.are_as_written(
        CASE_FIELDS, record.fields, held.get(OF_CASE, {}), document
    )
    rows = _issue_rows(db, number)
    for position, issue in enumerate(record.issues):
        wanted = {"position": position, **values.typed(ISSUE_FIELDS, issue.values)}
        same = same and _row_is(db, "issues", rows[issue.id], wanted)
        same = same and values.are_as_written(ISSUE_FIELDS, issue.values, held.get(rows[issue.id], {}), document)
    return same


def _row_is(db: "sqlite_utils.Database", table: str, number: int, wanted: Mapping[str, Any]) -> bool:
    row = db.execute(f"SELECT {', '.join(wanted)} FROM {table} WHERE number = ?", (number,)).fetchone()
    return tuple(wanted.values()) == row


def imported(
    db: "sqlite_utils.Database",
    number: int,
    document: Document,
    issue_ids: Iterable[str],
    problems: tuple[Problem, ...],
) -> Record:
    """A record as it was when it was imported: what the machine found, and nothing a person did."""
    sql = "SELECT id, imported_at, format_id, format_name, format_score FROM cases WHERE number = ?"
    record_id, imported_at, *recognised = db.execute(sql, (number,)).fetchone()
    stored, rows = values.stored(db, number), _issue_rows(db, number)
    return Record(
        id=record_id,
        source=_source(document),
        format=Recognition(*recognised),
        fields=values.proposals(CASE_FIELDS, stored.get(OF_CASE, {}), document),
        issues=tuple(
            Issue(issue_id, values.proposals(ISSUE_FIELDS, stored.get(rows[issue_id], {}), document))
            for issue_id in issue_ids
        ),
        problems=problems,
        imported_at=imported_at,
    )


def _source(document: Document) -> SourceInfo:
    return SourceInfo(document.file_name, document.sha256, document.media_type, len(document.pages), document.reader)


def _issues(db: "sqlite_utils.Database", number: int, stored: Stored, document: Document) -> tuple[Issue, ...]:
    keys = ", ".join(field.key for field in ISSUE_FIELDS)
    sql = f"SELECT number, id, {keys} FROM issues WHERE case_row = ? AND position IS NOT NULL ORDER BY position"
    return tuple(
        Issue(issue_id, values.assembled(ISSUE_FIELDS, columns, stored.get(issue_row, {}), document))
        for issue_row, issue_id, *columns in db.execute(sql, (number,))
    )


def _issue_rows(db: "sqlite_utils.Database", number: int) -> dict[str, int]:
    """The row number of every issue a case has or had, by its id."""
    return dict(db.execute("SELECT id, number FROM issues WHERE case_row = ?", (number,)).fetchall())


def _among(fields: Iterable[Field], keys: Iterable[str]) -> list[Field]:
    return [field for field in fields if field.key in keys]


def _standing(record: Record, document: Document) -> dict[str, Any]:
    """The columns that tell how far a record has come, counted here so that a list of a million cases need not."""
    return {
        "status": record.status.value,
        "flag": record.flag,
        "reviewed_by": record.reviewed_by,
        "reviewed_at": record.reviewed_at,
        "revision": record.revision,
        "issues": len(record.issues),
        "problems": len(check(record)),
        "to_review": len(record.to_review()),
        "found_problems": dumps(problems_json(record.problems, document)),
    }


def _put_issue(db: "sqlite_utils.Database", number: int, position: int, issue: Issue, document: Document) -> None:
    """Insert an issue, or put back one that was removed."""
    columns = {"position": position, **values.typed(ISSUE_FIELDS, issue.values)}
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    again = ", ".join(f"{name} = excluded.{name}" for name in columns)
    (issue_row,) = db.execute(
        f"INSERT INTO issues (id, case_row, {names}) VALUES (?, ?, {marks})"
        f" ON CONFLICT (id) DO UPDATE SET {again} RETURNING number",
        (issue.id, number, *columns.values()),
    ).fetchone()
    values.put(db, (number, issue_row), ISSUE_FIELDS, issue.values, document)


def _put_order(db: "sqlite_utils.Database", before: Record, after: Record) -> None:
    """Give every issue its place; one that was removed has none."""
    old, new = ([issue.id for issue in record.issues] for record in (before, after))
    if old != new:
        places = dict.fromkeys(old) | {issue_id: position for position, issue_id in enumerate(new)}
        pairs = [(position, issue_id) for issue_id, position in places.items()]
        db.conn.executemany("UPDATE issues SET position = ? WHERE id = ?", pairs)


def _update(db: "sqlite_utils.Database", table: str, number: int, columns: Mapping[str, Any]) -> None:
    """Write what is different: SQLite writes every index that has a column which is named, changed or not."""
    held = db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE number = ?", (number,)).fetchone()
    new = {name: value for (name, value), old in zip(columns.items(), held, strict=True) if value != old}
    if new:
        settings = ", ".join(f"{name} = ?" for name in new)
        db.execute(f"UPDATE {table} SET {settings} WHERE number = ?", (*new.values(), number))

"""Records in and out of their tables: a row a case, a row an issue, a row a value with the machine's finding."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from imrdesk.document.model import Document
from imrdesk.errors import StoreError
from imrdesk.record.changes import Changes
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS, Field
from imrdesk.record.finding import Problem, Recognition
from imrdesk.record.model import FieldValue, Issue, Record, SourceInfo, State, Status, proposed
from imrdesk.record.validation import check

from .encoding import (
    dumps,
    evidence_at,
    finding_from,
    finding_json,
    from_column,
    loads,
    problems_from,
    problems_json,
    spans_of,
    to_column,
)

if TYPE_CHECKING:
    import sqlite_utils

OF_CASE = 0  # the issue_row of a value that belongs to the case itself
Row = tuple[Any, ...]


def number_of(db: "sqlite_utils.Database", record_id: str) -> int:
    """The row number of a record; raises StoreError where there is none."""
    row = db.execute("SELECT number FROM cases WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        raise StoreError("no_such_record", "This letter is not in the workspace.")
    return row[0]


def insert(db: "sqlite_utils.Database", record: Record, document: Document) -> int:
    """Store a new record; gives its row number."""
    columns = {
        "id": record.id,
        "file_name": record.source.file_name,
        "imported_at": record.imported_at,
        "format_id": record.format.id,
        "format_name": record.format.name,
        "format_score": record.format.score,
        **_typed(CASE_FIELDS, record.fields, record.fields),
        **_standing(record, document),
    }
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    number = db.execute(f"INSERT INTO cases ({names}) VALUES ({marks})", tuple(columns.values())).lastrowid
    assert number is not None
    rows = _value_rows(number, OF_CASE, record.fields, record.fields, document)
    for position, issue in enumerate(record.issues):
        issue_row = _put_issue(db, number, position, issue)
        rows += _value_rows(number, issue_row, issue.values, issue.values, document)
    _put_values(db, rows)
    return number


def update(db: "sqlite_utils.Database", number: int, changes: Changes, document: Document) -> None:
    """Store what an act changed of a record; raises StoreError where another act came between."""
    before, after = changes.before, changes.after
    (revision,) = db.execute("SELECT revision FROM cases WHERE number = ?", (number,)).fetchone()
    if revision != before.revision:
        raise StoreError("stale", "This letter has been changed elsewhere.", "Open it again, then repeat the change.")
    changed: dict[str, list[str]] = {"": []}
    for path in changes.paths:
        changed.setdefault(path.issue, []).append(path.key)
    case_columns = {**_typed(CASE_FIELDS, after.fields, changed[""]), **_standing(after, document)}
    _update(db, "cases", number, case_columns)
    rows = _value_rows(number, OF_CASE, after.fields, changed[""], document)
    issue_rows = dict(db.execute("SELECT id, number FROM issues WHERE case_row = ?", (number,)).fetchall())
    held = {issue.id for issue in before.issues}
    for position, issue in enumerate(after.issues):
        keys = changed.get(issue.id, ()) if issue.id in held else issue.values
        if issue.id not in held:
            issue_rows[issue.id] = _put_issue(db, number, position, issue)
        elif keys:
            _update(db, "issues", issue_rows[issue.id], _typed(ISSUE_FIELDS, issue.values, keys))
        rows += _value_rows(number, issue_rows[issue.id], issue.values, keys, document)
    _put_values(db, rows)
    _put_order(db, before, after, issue_rows)


def load(db: "sqlite_utils.Database", number: int, document: Document) -> Record:
    """A record as it was stored."""
    names = ("id", "format_id", "format_name", "format_score", "status", "flag", "reviewed_by", "reviewed_at",
             "revision", "imported_at", "found_problems")  # fmt: skip
    keys = tuple(field.key for field in CASE_FIELDS)
    case = db.execute(f"SELECT {', '.join(names + keys)} FROM cases WHERE number = ?", (number,)).fetchone()
    standing = dict(zip(names, case, strict=False))
    states = _states(db, number)
    return Record(
        id=standing["id"],
        source=SourceInfo(
            document.file_name, document.sha256, document.media_type, len(document.pages), document.reader
        ),
        format=Recognition(standing["format_id"], standing["format_name"], standing["format_score"]),
        fields=_values(CASE_FIELDS, case[len(names) :], states.get(OF_CASE, {}), document),
        issues=_issues(db, number, states, document),
        problems=problems_from(loads(standing["found_problems"]), document),
        status=Status(standing["status"]),
        flag=standing["flag"],
        reviewed_by=standing["reviewed_by"],
        reviewed_at=standing["reviewed_at"],
        revision=standing["revision"],
        imported_at=standing["imported_at"],
    )


def imported(
    db: "sqlite_utils.Database",
    number: int,
    document: Document,
    issue_ids: Iterable[str],
    problems: tuple[Problem, ...],
) -> Record:
    """A record as it was when it was imported: what the machine found, and nothing a person did."""
    now = load(db, number, document)
    states = _states(db, number)
    rows = dict(db.execute("SELECT id, number FROM issues WHERE case_row = ?", (number,)).fetchall())
    return Record(
        id=now.id,
        source=now.source,
        format=now.format,
        fields=_findings(CASE_FIELDS, states.get(OF_CASE, {}), document),
        issues=tuple(
            Issue(issue_id, _findings(ISSUE_FIELDS, states.get(rows[issue_id], {}), document)) for issue_id in issue_ids
        ),
        problems=problems,
        imported_at=now.imported_at,
    )


def _findings(fields: Iterable[Field], states: Mapping[str, Row], document: Document) -> dict[str, FieldValue]:
    stored = {key: row[-1] for key, row in states.items()}
    return {
        field.key: proposed(finding_from(loads(found), document) if (found := stored.get(field.key)) else None)
        for field in fields
    }


def _states(db: "sqlite_utils.Database", number: int) -> dict[int, dict[str, Row]]:
    """What `field_values` holds of a case: issue row, key, then (state, by, at, evidence, finding)."""
    found: dict[int, dict[str, Row]] = {}
    sql = "SELECT issue_row, key, state, by, at, evidence, finding FROM field_values WHERE case_row = ?"
    for issue_row, key, *rest in db.execute(sql, (number,)):
        found.setdefault(issue_row, {})[key] = tuple(rest)
    return found


def _issues(
    db: "sqlite_utils.Database", number: int, states: dict[int, dict[str, Row]], document: Document
) -> tuple[Issue, ...]:
    keys = ", ".join(field.key for field in ISSUE_FIELDS)
    sql = f"SELECT number, id, {keys} FROM issues WHERE case_row = ? AND position IS NOT NULL ORDER BY position"
    return tuple(
        Issue(issue_id, _values(ISSUE_FIELDS, stored, states.get(issue_row, {}), document))
        for issue_row, issue_id, *stored in db.execute(sql, (number,))
    )


def _values(
    fields: Iterable[Field], stored: Iterable[Any], states: Mapping[str, Row], document: Document
) -> dict[str, FieldValue]:
    """Values put together from their typed columns and their states; a field newer than the record is blank."""
    values: dict[str, FieldValue] = {}
    for field, column in zip(fields, stored, strict=True):
        if field.key not in states:
            values[field.key] = FieldValue()
            continue
        state, by, at, spans, found = states[field.key]
        finding = finding_from(loads(found), document) if found else None
        evidence = evidence_at(loads(spans), document) if spans else finding.evidence if finding else ()
        values[field.key] = FieldValue(from_column(field, column), State(state), finding, evidence, by, at)
    return values


def _typed(fields: Iterable[Field], values: Mapping[str, FieldValue], keys: Iterable[str]) -> dict[str, Any]:
    """The typed columns of the values with those keys."""
    wanted = set(keys)
    return {field.key: to_column(field, values[field.key].value) for field in fields if field.key in wanted}


def _standing(record: Record, document: Document) -> dict[str, Any]:
    """The columns that tell how far a record has come, counted here so that a million cases need not be."""
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


def _value_rows(
    number: int, issue_row: int, values: Mapping[str, FieldValue], keys: Iterable[str], document: Document
) -> list[Row]:
    """Rows of `field_values`; evidence is left out where it is the finding's own."""
    rows: list[Row] = []
    for key in keys:
        value = values[key]
        own = value.evidence != (value.finding.evidence if value.finding else ())
        evidence = dumps(spans_of(value.evidence, document)) if own else None
        finding = dumps(finding_json(value.finding, document)) if value.finding else None
        rows.append((number, issue_row, key, value.state.value, value.by, value.at, evidence, finding))
    return rows


def _put_values(db: "sqlite_utils.Database", rows: list[Row]) -> None:
    db.conn.executemany(
        "INSERT INTO field_values (case_row, issue_row, key, state, by, at, evidence, finding)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET state = excluded.state, by = excluded.by, at = excluded.at, evidence = excluded.evidence",
        rows,
    )


def _put_issue(db: "sqlite_utils.Database", number: int, position: int, issue: Issue) -> int:
    """Insert an issue, or put back one that was removed; gives its row number."""
    columns = {"position": position, **_typed(ISSUE_FIELDS, issue.values, issue.values)}
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    again = ", ".join(f"{name} = excluded.{name}" for name in columns)
    row = db.execute(
        f"INSERT INTO issues (id, case_row, {names}) VALUES (?, ?, {marks})"
        f" ON CONFLICT (id) DO UPDATE SET {again} RETURNING number",
        (issue.id, number, *columns.values()),
    ).fetchone()
    return row[0]


def _put_order(db: "sqlite_utils.Database", before: Record, after: Record, issue_rows: Mapping[str, int]) -> None:
    """Give every issue its place; one that was removed has none."""
    places: dict[str, int | None] = {issue.id: None for issue in before.issues}
    places |= {issue.id: position for position, issue in enumerate(after.issues)}
    if [issue.id for issue in before.issues] != [issue.id for issue in after.issues]:
        db.conn.executemany(
            "UPDATE issues SET position = ? WHERE number = ?",
            [(position, issue_rows[issue_id]) for issue_id, position in places.items()],
        )


def _update(db: "sqlite_utils.Database", table: str, number: int, columns: Mapping[str, Any]) -> None:
    settings = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE {table} SET {settings} WHERE number = ?", (*columns.values(), number))

"""Values in and out of `field_values`: each value's state, and beside it for ever what the machine found."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from imrdesk.document.model import Document
from imrdesk.record.fields import Field
from imrdesk.record.model import FieldValue, State, proposed
from imrdesk.record.values import Kind

from .encoding import (
    FINDING_COLUMNS,
    Columns,
    dumps,
    evidence_at,
    finding_from,
    finding_row,
    from_column,
    loads,
    said,
    spans_of,
    to_column,
)

if TYPE_CHECKING:
    import sqlite_utils

OF_CASE = 0  # the issue_row of a value that belongs to the case itself
Stored: TypeAlias = dict[int, dict[str, Columns]]
"""The rows of a case by issue row and key."""

_COLUMNS = ("state", "by", "at", "evidence", "quoted", *FINDING_COLUMNS)
_RULE = _COLUMNS.index("rule")
_PUT = (
    f"INSERT INTO field_values (case_row, issue_row, key, {', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' * (3 + len(_COLUMNS)))}) ON CONFLICT DO UPDATE SET state = excluded.state,"
    " by = excluded.by, at = excluded.at, evidence = excluded.evidence, quoted = excluded.quoted"
)


def put(
    db: "sqlite_utils.Database",
    place: tuple[int, int],
    fields: Iterable[Field],
    values: Mapping[str, FieldValue],
    document: Document,
) -> None:
    """Store the values of some fields of a case row and issue row; what the machine found is written only once."""
    db.conn.executemany(_PUT, [(*place, field.key, *_row(field, values[field.key], document)) for field in fields])


def stored(db: "sqlite_utils.Database", number: int) -> Stored:
    """All rows of one case."""
    found: Stored = {}
    sql = f"SELECT issue_row, key, {', '.join(_COLUMNS)} FROM field_values WHERE case_row = ?"
    for issue_row, key, *row in db.execute(sql, (number,)):
        found.setdefault(issue_row, {})[key] = tuple(row)
    return found


def typed(fields: Iterable[Field], values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """The typed columns of `cases` or `issues` for some fields; a quoted text is left to the page."""
    return {
        field.key: None if _is_quoted(field, values[field.key]) else to_column(field, values[field.key].value)
        for field in fields
    }


def assembled(
    fields: Iterable[Field], columns: Iterable[Any], rows: Mapping[str, Columns], document: Document
) -> dict[str, FieldValue]:
    """Values put together from typed columns and rows; a field newer than the record is blank."""
    return {
        field.key: _assembled(field, column, rows[field.key], document) if field.key in rows else FieldValue()
        for field, column in zip(fields, columns, strict=True)
    }


def proposals(fields: Iterable[Field], rows: Mapping[str, Columns], document: Document) -> dict[str, FieldValue]:
    """What the machine found, as values nobody has looked at yet."""
    found = {key: finding_from(row[-len(FINDING_COLUMNS) :], document) for key, row in rows.items()}
    return {field.key: proposed(found.get(field.key)) for field in fields}


def are_as_written(
    fields: Iterable[Field], held: Mapping[str, FieldValue], rows: Mapping[str, Columns], document: Document
) -> bool:
    """Whether rows say just what `put` would write; what a rule found is left to the audit's hash."""
    found = [(_row(field, held[field.key], document), rows[field.key]) for field in fields if field.key in rows]
    own = len(_COLUMNS) - len(FINDING_COLUMNS)
    return all(row[:own] == wanted[:own] and (wanted[_RULE] or row == wanted) for wanted, row in found)


def _row(field: Field, value: FieldValue, document: Document) -> Columns:
    """One row without its key; evidence is left out where it is the machine's own."""
    finding = value.finding
    own = value.evidence != (finding.evidence if finding else ())
    evidence = dumps(spans_of(value.evidence, document)) if own else None
    machine = finding_row(finding, document) if finding else (None,) * len(FINDING_COLUMNS)
    return (value.state.value, value.by, value.at, evidence, int(_is_quoted(field, value)), *machine)


def _assembled(field: Field, column: Any, row: Columns, document: Document) -> FieldValue:
    state, by, at, spans, quoted, *machine = row
    finding = finding_from(tuple(machine), document)
    evidence = evidence_at(loads(spans), document) if spans else finding.evidence if finding else ()
    value = said(evidence) if quoted else from_column(field, column)
    return FieldValue(value, State(state), finding, evidence, by, at)


def _is_quoted(field: Field, value: FieldValue) -> bool:
    """Whether a long text is just what its evidence says, so that the page text holds it already."""
    return field.kind is Kind.LONG_TEXT and value.value is not None and value.value == said(value.evidence)

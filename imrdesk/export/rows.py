"""Rows for spreadsheets: one a case, and one a disputed item; the columns come from FIELDS and keep their names."""

from collections.abc import Iterator

from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS, Field
from imrdesk.record.model import Issue, Record
from imrdesk.record.values import Kind, Value, show

from .characters import printable

RECORD_COLUMNS = ("record_id", "file_name", "status", "reviewed_by", "reviewed_at")
_CASE_KEYS = tuple(field.key for field in CASE_FIELDS)
_ISSUE_KEYS = tuple(field.key for field in ISSUE_FIELDS)
CASE_COLUMNS = (*RECORD_COLUMNS, *_CASE_KEYS, "items", "needs_review")
COLUMNS = (*RECORD_COLUMNS, *_CASE_KEYS, "item", *_ISSUE_KEYS, "needs_review")


def case_row(record: Record) -> list[str]:
    """One case; `items` counts its disputed items."""
    to_review = "; ".join(record.spell(path) for path in record.to_review())
    return [*_about(record), str(len(record.issues)), to_review]


def item_rows(record: Record) -> Iterator[list[str]]:
    """One row an item, the case repeated on each; a case without items still has its row."""
    for number, issue in enumerate(record.issues, 1):
        yield _item_row(record, str(number), issue)
    if not record.issues:
        yield _item_row(record, "", None)


def _about(record: Record) -> list[str]:
    about = (record.id, record.source.file_name, record.status.value, record.reviewed_by, record.reviewed_at)
    values = (_text(field, record.fields[field.key].value) for field in CASE_FIELDS)
    return [*(text or "" for text in about), *values]


def _item_row(record: Record, item: str, issue: Issue | None) -> list[str]:
    values = issue.values if issue else {}
    open_keys = [key for key, value in (*record.fields.items(), *values.items()) if value.needs_review]
    cells = (_text(field, values[field.key].value) if issue else "" for field in ISSUE_FIELDS)
    return [*_about(record), item, *cells, "; ".join(open_keys)]


def _text(field: Field, value: Value) -> str:
    """Dates stay ISO, so that they sort; lists are joined by semicolons, citations, which hold some, by bars."""
    if isinstance(value, str):
        return value
    return show(value).replace("\n", " | ") if field.kind is Kind.CITATIONS else show(value)


def cell(text: str) -> str:
    """The text as a spreadsheet shows it: nothing that a program would run as a formula."""
    kept = printable(text)
    return f"'{kept}" if text[:1] in ("\t", "\r") or kept.lstrip()[:1] in ("=", "+", "-", "@") else kept

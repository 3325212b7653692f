"""Rows for a spreadsheet: one a disputed item, the values of its case repeated on each."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.model import Issue, Record
from imrdesk.record.values import Kind, Value, show

from .characters import printable
from .letter import Letter, SummaryOptions

RECORD_COLUMNS = ("record_id", "file_name", "status", "reviewed_by", "reviewed_at")
COLUMNS = (
    *RECORD_COLUMNS,
    *(field.key for field in CASE_FIELDS),
    "item",
    *(field.key for field in ISSUE_FIELDS),
    "needs_review",
)
_CITATIONS = {field.key for field in ISSUE_FIELDS if field.kind is Kind.CITATIONS}


def fill(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write the rows, in UTF-8 with the mark by which Excel knows it."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for letter in letters:
            rows.writerows(_rows(letter.record))


def _rows(record: Record) -> Iterator[list[str]]:
    """One row an item; a case without items still has its row."""
    for number, issue in enumerate(record.issues, 1):
        yield _row(record, str(number), issue)
    if not record.issues:
        yield _row(record, "", None)


def _row(record: Record, item: str, issue: Issue | None) -> list[str]:
    source = record.source.file_name
    about = (record.id, source, record.status.value, record.reviewed_by or "", record.reviewed_at or "")
    values = issue.values if issue else {}
    open_keys = [key for key, value in (*record.fields.items(), *values.items()) if value.needs_review]
    cells = (
        *about,
        *(_text(field.key, record.fields[field.key].value) for field in CASE_FIELDS),
        item,
        *(_text(field.key, values[field.key].value) if issue else "" for field in ISSUE_FIELDS),
        "; ".join(open_keys),
    )
    return [cell(text) for text in cells]


def _text(key: str, value: Value) -> str:
    """Dates stay ISO, so that they sort; lists are joined by semicolons, citations, which hold some, by bars."""
    if isinstance(value, str):
        return value
    return show(value).replace("\n", " | ") if key in _CITATIONS else show(value)


def cell(text: str) -> str:
    """The text as a spreadsheet shows it: nothing that a program would run as a formula."""
    kept = printable(text)
    return f"'{kept}" if text[:1] in ("\t", "\r") or kept.lstrip()[:1] in ("=", "+", "-", "@") else kept

"""How values, findings and evidence are kept in columns: compactly, and no words that the page text has."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from imrdesk.document.locate import fold
from imrdesk.document.model import Document, Span
from imrdesk.errors import StoreError
from imrdesk.record.fields import ISSUE_FIELDS, Field
from imrdesk.record.finding import Alternative, Evidence, Finding, Problem, Severity
from imrdesk.record.model import FieldValue, Issue, State
from imrdesk.record.values import Kind, Value, from_json, to_json

dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
loads = json.loads

Columns: TypeAlias = tuple[Any, ...]
"""Some columns of one row."""

_TYPES: dict[Kind, type] = {Kind.NUMBER: int, Kind.FLAG: bool, Kind.WORDS: tuple, Kind.CITATIONS: tuple}


def to_column(field: Field, value: Value) -> str | int | None:
    """The value as its typed column holds it: lists and citations as JSON, yes and no as 1 and 0."""
    if value is None:
        return None
    if type(value) is not _TYPES.get(field.kind, str):
        raise TypeError(f"{field.key} holds no {type(value).__name__}")
    if isinstance(value, tuple):
        return dumps(to_json(value))
    return int(value) if isinstance(value, bool) else value


def from_column(field: Field, stored: Any) -> Value:
    """The value that `to_column` wrote."""
    if stored is None:
        return None
    if field.kind in (Kind.WORDS, Kind.CITATIONS):
        return from_json(loads(stored))
    return bool(stored) if field.kind is Kind.FLAG else stored


def spans_of(evidence: Iterable[Evidence], document: Document) -> list[list[int]]:
    """Evidence as its spans; the words are the page text's. Raises StoreError where the page says something else."""
    spans: list[list[int]] = []
    for item in evidence:
        span = item.span
        if not 1 <= span.page <= len(document.pages) or document.quote(span) != item.quote:
            raise StoreError(
                "evidence",
                "A place in the letter does not hold the words it is said to hold.",
                "Select the words in the letter again.",
            )
        spans.append([span.page, span.start, span.end])
    return spans


def evidence_at(spans: Iterable[Sequence[int]], document: Document) -> tuple[Evidence, ...]:
    """The evidence whose spans `spans_of` wrote."""
    return tuple(Evidence(span, document.quote(span)) for span in (Span(*place) for place in spans))


def said(evidence: Iterable[Evidence]) -> str | None:
    """What the places say when read in one go."""
    return fold("\n".join(item.quote for item in evidence)) or None


FINDING_COLUMNS = ("machine_value", "raw", "confidence", "needs_review", "reason", "rule", "machine_evidence",
                   "alternatives")  # fmt: skip


def finding_row(finding: Finding, document: Document) -> Columns:
    """A finding as FINDING_COLUMNS; its value and raw text are left out where they are just what the evidence says."""
    words = said(finding.evidence)
    others = [[to_json(item.value), spans_of(item.evidence, document)] for item in finding.alternatives]
    return (
        dumps(to_json(finding.value)) if finding.value != words else None,
        dumps(finding.raw) if finding.raw != words else None,
        finding.confidence,
        int(finding.needs_review),
        finding.reason,
        finding.rule,
        dumps(spans_of(finding.evidence, document)) if finding.evidence else None,
        dumps(others) if others else None,
    )


def finding_from(row: Columns, document: Document) -> Finding | None:
    """The finding that `finding_row` wrote; none where there is no rule that found it."""
    value, raw, confidence, needs_review, reason, rule, spans, others = row
    if rule is None:
        return None
    evidence = evidence_at(loads(spans), document) if spans else ()
    words = None if value and raw else said(evidence)
    return Finding(
        from_json(loads(value)) if value else words,
        loads(raw) if raw else words,
        confidence,
        bool(needs_review),
        reason,
        rule,
        evidence,
        tuple(Alternative(from_json(item), evidence_at(places, document)) for item, places in loads(others or "[]")),
    )


_BLANK = FieldValue()


def value_json(value: FieldValue, document: Document, against: FieldValue = _BLANK) -> dict[str, Any]:
    """What a value has otherwise than the one it is set against; a finding only where that has none."""
    data: dict[str, Any] = {}
    if value.value != against.value or type(value.value) is not type(against.value):
        data["value"] = to_json(value.value)
    if value.state is not against.state:
        data["state"] = value.state.value
    if value.evidence != against.evidence:
        data["evidence"] = spans_of(value.evidence, document)
    if value.by != against.by:
        data["by"] = value.by
    if value.at != against.at:
        data["at"] = value.at
    if value.finding and against.finding is None:
        data["finding"] = finding_row(value.finding, document)
    return data


def value_from(data: dict[str, Any], document: Document, against: FieldValue = _BLANK) -> FieldValue:
    """The value that `value_json` set against another."""
    return FieldValue(
        from_json(data["value"]) if "value" in data else against.value,
        State(data["state"]) if "state" in data else against.state,
        finding_from(data["finding"], document) if "finding" in data else against.finding,
        evidence_at(data["evidence"], document) if "evidence" in data else against.evidence,
        data.get("by", against.by),
        data.get("at", against.at),
    )


def issue_json(issue: Issue, document: Document) -> dict[str, Any]:
    """An issue with all its values, blank ones left out."""
    values = {key: value_json(value, document) for key, value in issue.values.items()}
    return {key: data for key, data in values.items() if data}


def issue_from(issue_id: str, data: dict[str, Any], document: Document) -> Issue:
    """The issue that `issue_json` wrote."""
    return Issue(issue_id, {item.key: value_from(data.get(item.key, {}), document) for item in ISSUE_FIELDS})


def problems_json(problems: Iterable[Problem], document: Document) -> list[dict[str, Any]]:
    """Problems, with spans for evidence."""
    return [
        {
            "code": item.code,
            "severity": item.severity.value,
            "message": item.message,
            "fields": list(item.fields),
            "evidence": spans_of(item.evidence, document),
        }
        for item in problems
    ]


def problems_from(data: Iterable[dict[str, Any]], document: Document) -> tuple[Problem, ...]:
    """The problems that `problems_json` wrote."""
    return tuple(
        Problem(
            item["code"],
            Severity(item["severity"]),
            item["message"],
            tuple(item["fields"]),
            evidence_at(item["evidence"], document),
        )
        for item in data
    )

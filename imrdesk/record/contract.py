"""The data contract: extractions and records as the JSON that scripts rely on."""

from collections.abc import Iterable, Mapping
from typing import Any

from imrdesk.document.model import Document, Span

from .finding import Alternative, Evidence, Extraction, Finding, Problem, Severity
from .model import FieldValue, Record, Remark
from .validation import check
from .values import from_json, to_json

SCHEMA = "imrdesk.extraction/1"


def extraction_json(document: Document, extraction: Extraction) -> dict[str, Any]:
    """One letter's extraction."""
    return {
        "schema": SCHEMA,
        "source": source_json(document.file_name, document.sha256, document.media_type, len(document.pages),
                              document.reader),
        "format": _format_json(extraction),
        "fields": {key: finding_json(finding) for key, finding in extraction.fields.items()},
        "issues": [{key: finding_json(item) for key, item in issue.items()} for issue in extraction.issues],
        "problems": [problem_json(problem) for problem in extraction.problems],
        "error": None,
    }  # fmt: skip


def refusal_json(file_name: str, code: str, message: str) -> dict[str, Any]:
    """The same shape for a file that could not be read."""
    return {
        "schema": SCHEMA,
        "source": source_json(file_name, None, None, 0, None),
        "format": None,
        "fields": {},
        "issues": [],
        "problems": [],
        "error": {"code": code, "message": message},
    }


def record_json(record: Record) -> dict[str, Any]:
    """One record: the same shape, each value with its state, the machine's value, who and when."""
    source = record.source
    return {
        "schema": SCHEMA,
        "id": record.id,
        "status": record.status.value,
        "reviewed_by": record.reviewed_by,
        "reviewed_at": record.reviewed_at,
        "flag": record.flag,
        "source": source_json(source.file_name, source.sha256, source.media_type, source.pages, source.reader),
        "format": _format_json(record),
        "fields": {key: value_json(value) for key, value in record.fields.items()},
        "issues": [{key: value_json(value) for key, value in issue.values.items()} for issue in record.issues],
        "problems": [problem_json(problem) for problem in check(record)],
        "remarks": [remark_json(record, remark) for remark in record.remarks],
        "error": None,
    }


def remark_json(record: Record, remark: Remark) -> dict[str, Any]:
    """A comment, a wish for a second look, or why a problem was dismissed; `field` is null where its item is gone."""
    named = remark.path and (not remark.path.issue or remark.path.issue in {issue.id for issue in record.issues})
    return {
        "kind": remark.kind.value,
        "field": record.spell(remark.path) if remark.path and named else None,
        "text": remark.text,
        "by": remark.by,
        "at": remark.at,
    }


def source_json(name: str, sha256: str | None, media_type: str | None, pages: int, reader: str | None):
    """Where a letter came from."""
    return {"file_name": name, "sha256": sha256, "media_type": media_type, "pages": pages, "reader": reader}


def _format_json(found: Extraction | Record) -> dict[str, Any]:
    return {"id": found.format.id, "name": found.format.name, "score": round(found.format.score, 3)}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A VALUE_OBJECT."""
    return {
        "value": to_json(finding.value),
        "raw": finding.raw,
        "confidence": round(finding.confidence, 4),
        "needs_review": finding.needs_review,
        "reason": finding.reason,
        "rule": finding.rule,
        "evidence": evidence_json(finding.evidence),
        "alternatives": [
            {"value": to_json(item.value), "evidence": evidence_json(item.evidence)} for item in finding.alternatives
        ],
    }


_NO_FINDING = Finding(None, reason="Not extracted; fill it in by hand.", rule="none")


def value_json(value: FieldValue) -> dict[str, Any]:
    """A VALUE_OBJECT of a record."""
    return {
        **finding_json(value.finding or _NO_FINDING),
        "value": to_json(value.value),
        "evidence": evidence_json(value.evidence),
        "needs_review": value.needs_review,
        "state": value.state.value,
        "machine_value": to_json(value.machine_value),
        "by": value.by,
        "at": value.at,
    }


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """A list of EVIDENCE."""
    return [
        {"page": item.span.page, "start": item.span.start, "end": item.span.end, "quote": item.quote}
        for item in evidence
    ]


def problem_json(problem: Problem) -> dict[str, Any]:
    """One problem."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "fields": list(problem.fields),
        "evidence": evidence_json(problem.evidence),
    }


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """The finding that `finding_json` wrote."""
    return Finding(
        value=from_json(data["value"]),
        raw=data["raw"],
        confidence=data["confidence"],
        needs_review=data["needs_review"],
        reason=data["reason"],
        rule=data["rule"],
        evidence=evidence_from_json(data["evidence"]),
        alternatives=tuple(
            Alternative(from_json(item["value"]), evidence_from_json(item["evidence"])) for item in data["alternatives"]
        ),
    )


def evidence_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """The evidence that `evidence_json` wrote."""
    return tuple(Evidence(Span(item["page"], item["start"], item["end"]), item["quote"]) for item in data)


def problem_from_json(data: Mapping[str, Any]) -> Problem:
    """The problem that `problem_json` wrote."""
    return Problem(
        data["code"],
        Severity(data["severity"]),
        data["message"],
        tuple(data["fields"]),
        evidence_from_json(data["evidence"]),
    )

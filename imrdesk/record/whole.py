"""A whole record as JSON: the contract's object, and beside it what another workspace needs to hold the same."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Note, Page, Span, Word
from imrdesk.errors import InputError

from .contract import (
    SCHEMA,
    evidence_from_json,
    evidence_json,
    finding_from_json,
    problem_from_json,
    problem_json,
    record_json,
)
from .fields import CASE_FIELDS, ISSUE_FIELDS, Field
from .finding import Finding, Recognition
from .model import FieldValue, Issue, Path, Record, Remark, RemarkKind, SourceInfo, State, Status
from .validation import check
from .values import from_json

KEY = "whole"


@dataclass(frozen=True, slots=True)
class Whole:
    """A record, what was read of its letter, and the letter's own bytes where they came along; what people keep beside
    it, pins to an appeal as the store says them, and terms to mask."""

    record: Record
    document: Document
    data: bytes | None
    pins: tuple[Mapping[str, Any], ...] = ()
    terms: tuple[str, ...] = ()


def whole_json(whole: Whole) -> dict[str, Any]:
    """The record in the shape of the data contract, with what the contract leaves out under `whole`."""
    record, document = whole.record, whole.document
    spelled = {record.spell(path): record.at(path) for path in record.paths()}
    rest = {
        "revision": record.revision,
        "imported_at": record.imported_at,
        "issue_ids": [issue.id for issue in record.issues],
        "found_problems": [problem_json(problem) for problem in record.problems],
        "machine_evidence": {
            name: evidence_json(value.finding.evidence)
            for name, value in spelled.items()
            if value.finding and value.finding.evidence != value.evidence
        },
        "without_finding": [name for name, value in spelled.items() if value.finding is None],
        "confidence": {name: value.finding.confidence for name, value in spelled.items() if value.finding},
        "needs_review": {name: value.finding.needs_review for name, value in spelled.items() if value.finding},
        "format_score": record.format.score,
        "remarks": [_remark_json(remark) for remark in record.remarks],
        "pins": [dict(pin) for pin in whole.pins],
        "terms": list(whole.terms),
        "pages": [_page_json(page) for page in document.pages],
        "notes": [_note_json(note) for note in document.notes],
        "file": b64encode(whole.data).decode() if whole.data is not None else None,
    }
    return {**record_json(record), KEY: rest}


def whole_from_json(data: Any) -> Whole:
    """The record that `whole_json` wrote; raises InputError in words for anything else."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get(KEY), dict):
        raise InputError(
            "not_a_record",
            "This is no whole record of imrdesk.",
            "Write it with: imrdesk export CASE --format json",
        )
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as cause:
        raise InputError(
            "not_a_record", "A record in the file is incomplete or damaged.", "Export it again."
        ) from cause


def _read(data: Mapping[str, Any]) -> Whole:
    rest, source = data[KEY], data["source"]
    pages = tuple(_page(number, page) for number, page in enumerate(rest["pages"], 1))
    document = Document(
        source["file_name"], source["sha256"], source["media_type"], source["reader"], pages,
        tuple(_note(note) for note in rest["notes"]),
    )  # fmt: skip

    issues = tuple(
        Issue(issue_id, _values(ISSUE_FIELDS, f"issues[{number}].", values, rest))
        for number, (issue_id, values) in enumerate(zip(rest["issue_ids"], data["issues"], strict=True))
    )
    found = data["format"]
    record = Record(
        id=data["id"],
        source=SourceInfo(document.file_name, document.sha256, document.media_type, len(pages), document.reader),
        format=Recognition(found["id"], found["name"], rest["format_score"]),
        fields=_values(CASE_FIELDS, "", data["fields"], rest),
        issues=issues,
        problems=tuple(problem_from_json(problem) for problem in rest["found_problems"]),
        status=Status(data["status"]),
        flag=data["flag"],
        reviewed_by=data["reviewed_by"],
        reviewed_at=data["reviewed_at"],
        revision=rest["revision"],
        imported_at=rest["imported_at"],
        remarks=tuple(_remark(remark) for remark in rest["remarks"]),
    )
    check(record)  # a path that a problem names must be there
    _check_places(record, document)
    data_of_file = b64decode(rest["file"], validate=True) if rest["file"] is not None else None
    pins = tuple(dict(pin) for pin in rest.get("pins", ()))  # a file written before they came along has none
    for pin in pins:
        _check_pin(pin, document)
    return Whole(record, document, data_of_file, pins, tuple(map(str, rest.get("terms", ()))))


def _check_pin(pin: Mapping[str, Any], document: Document) -> None:
    """What is pinned has words in the letter."""
    for place in pin["places"]:
        page, start, end = place
        if not document.quote(Span(page, start, end)).strip():
            raise ValueError("a pin has no words")


def _check_places(record: Record, document: Document) -> None:
    """Every place holds the words it is said to hold."""
    for path in record.paths():
        value = record.at(path)
        for item in (*value.evidence, *(value.finding.evidence if value.finding else ())):
            if document.quote(item.span) != item.quote:
                raise ValueError("a place does not hold its words")


def _values(
    fields: tuple[Field, ...], before: str, data: Mapping[str, Any], rest: Mapping[str, Any]
) -> dict[str, FieldValue]:
    """The values of a case or an item; `before` is what their names begin with."""
    return {
        item.key: _value(data[item.key], _finding(before + item.key, data[item.key], rest))
        if item.key in data
        else FieldValue()  # a field that came after the file was written
        for item in fields
    }


def _finding(name: str, data: Mapping[str, Any], rest: Mapping[str, Any]) -> Finding | None:
    """What the machine found: the contract's object has the person's value in its place."""
    if name in rest["without_finding"]:
        return None
    return finding_from_json({
        **data,
        "value": data["machine_value"],
        "confidence": rest["confidence"][name],
        "needs_review": rest["needs_review"][name],
        "evidence": rest["machine_evidence"].get(name, data["evidence"]),
    })  # fmt: skip


def _value(data: Mapping[str, Any], finding: Finding | None) -> FieldValue:
    return FieldValue(
        from_json(data["value"]), State(data["state"]), finding, evidence_from_json(data["evidence"]),
        data["by"], data["at"],
    )  # fmt: skip


def _page_json(page: Page) -> dict[str, Any]:
    words = [
        [word.start, word.end, word.rect.x0, word.rect.top, word.rect.x1, word.rect.bottom, word.confidence]
        for word in page.words
    ]
    return {"text": page.text, "width": page.width, "height": page.height, "words": words, "ocr": page.ocr,
            "label": page.label}  # fmt: skip


def _page(number: int, data: Mapping[str, Any]) -> Page:
    words = tuple(Word(start, end, Rect(*corners), sure) for start, end, *corners, sure in data["words"])
    return Page(number, data["text"], data["width"], data["height"], words, data["ocr"], data["label"])


def _remark_json(remark: Remark) -> dict[str, Any]:
    path = remark.path
    about = {"key": path.key, "issue": path.issue} if path else None
    return {"kind": remark.kind.value, "text": remark.text, "by": remark.by, "at": remark.at, "about": about,
            "problem": remark.problem}  # fmt: skip


def _remark(data: Mapping[str, Any]) -> Remark:
    path = Path(data["about"]["key"], data["about"]["issue"]) if data["about"] else None
    return Remark(RemarkKind(data["kind"]), data["text"], data["by"], data["at"], path, data["problem"])


def _note_json(note: Note) -> dict[str, Any]:
    spans = [[span.page, span.start, span.end] for span in note.spans]
    return {"code": note.code, "message": note.message, "spans": spans, "warning": note.warning}


def _note(data: Mapping[str, Any]) -> Note:
    return Note(data["code"], data["message"], tuple(Span(*span) for span in data["spans"]), data["warning"])

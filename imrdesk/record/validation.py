"""Checks of a record as it stands: what is missing, and what cannot be right together."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from imrdesk.errors import InputError

from .fields import CASE_FIELDS, CATEGORIES, ISSUE_FIELDS
from .finding import Problem, Severity
from .model import Path, Record, Remark, RemarkKind, State
from .values import show, to_json


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of the record now: those extraction saw and a person has not settled, and those of its values;
    without those a person has dismissed."""
    known = _dismissals(record)
    found = _found(record)
    return tuple(problem for problem in found if identity(record, problem) not in known) if known else tuple(found)


def dismissed(record: Record) -> tuple[tuple[Problem, Remark], ...]:
    """The problems that a person has dismissed, each with the remark that says why."""
    known = _dismissals(record)
    named = ((problem, known.get(identity(record, problem))) for problem in _found(record)) if known else ()
    return tuple((problem, remark) for problem, remark in named if remark)


def identity(record: Record, problem: Problem) -> str:
    """What makes a problem the same one later: its code, the values it concerns as they stand, and its places. Items
    are known by their ids, so that their order does not matter."""
    concerned: list[object] = []
    for name in problem.fields:
        try:
            path = record.path(name)
            concerned.append((path.key, path.issue, to_json(record.at(path).value)))
        except InputError:
            concerned.append(name)
    places = [(item.span.page, item.span.start, item.span.end) for item in problem.evidence]
    words = "" if problem.fields or places else problem.message
    said = json.dumps([problem.code, concerned, places, words], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _found(record: Record) -> list[Problem]:
    extracted = [problem for problem in record.problems if not _settled(record, problem)]
    return [*extracted, *(problem for rule in RULES for problem in rule(record))]


def _dismissals(record: Record) -> dict[str, Remark]:
    return {item.problem: item for item in record.remarks if item.kind is RemarkKind.DISMISSAL}


def open_errors(record: Record) -> list[Problem]:
    """The problems that keep a record from being reviewed."""
    return [problem for problem in check(record) if problem.severity is Severity.ERROR]


def _settled(record: Record, problem: Problem) -> bool:
    """Whether a person has looked at every field the problem names."""
    looked = (State.CONFIRMED, State.EDITED, State.ABSENT)
    return bool(problem.fields) and all(record.at(record.path(name)).state in looked for name in problem.fields)


def _missing(record: Record) -> Iterator[Problem]:
    """Required values that are empty."""
    for item in CASE_FIELDS:
        if item.required and record.fields[item.key].value is None:
            yield _error("missing", f"{item.label} is missing.", item.key)
    for number, issue in enumerate(record.issues, 1):
        for item in ISSUE_FIELDS:
            if item.required and issue.values[item.key].value is None:
                message = f"{item.label} of item {number} is missing."
                yield _error("missing", message, record.spell(Path(item.key, issue.id)))
    if not record.issues:
        yield Problem("no_items", Severity.ERROR, "The record has no disputed item.", ("outcome",))


DATE_ORDER = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")


def _date_order(record: Record) -> Iterator[Problem]:
    """The dates of a case come in one order."""
    known = [key for key in DATE_ORDER if record.fields[key].value]
    for earlier, later in pairwise(known):
        first, second = record.fields[earlier].value, record.fields[later].value
        if str(first) > str(second):
            message = f"{_label(earlier)} {show(first)} is after {_label(later).lower()} {show(second)}."
            places = record.fields[earlier].evidence + record.fields[later].evidence
            yield Problem("date_order", Severity.WARNING, message, (earlier, later), places)


def _outcome(record: Record) -> Iterator[Problem]:
    """The outcome is what the decisions add up to."""
    decided = {issue.values["decision"].value for issue in record.issues} - {None}
    if (expected := outcome_of(decided)) and record.fields["outcome"].value not in (None, expected):
        yield _error("outcome", f"The items' decisions add up to “{expected}”.", "outcome")


def outcome_of(decisions: Iterable[object]) -> str | None:
    """What the items' decisions add up to."""
    kinds = set(decisions)
    if len(kinds) > 1:
        return "partially overturned"
    return next((str(kind) for kind in kinds), None)


def _subcategory(record: Record) -> Iterator[Problem]:
    """A subcategory belongs to its category."""
    for issue in record.issues:
        category, sub = issue.values["category"].value, issue.values["subcategory"].value
        if isinstance(category, str) and sub and sub not in CATEGORIES.get(category, ()):
            fields = tuple(record.spell(Path(key, issue.id)) for key in ("category", "subcategory"))
            message = f"Subcategory {sub} does not belong to category {category}."
            yield Problem("subcategory", Severity.WARNING, message, fields)


RULES: tuple[Callable[[Record], Iterator[Problem]], ...] = (_missing, _date_order, _outcome, _subcategory)


def _error(code: str, message: str, name: str) -> Problem:
    return Problem(code, Severity.ERROR, message, (name,))


def _label(key: str) -> str:
    return next(item.label for item in CASE_FIELDS if item.key == key)

"""A sample letter as data: what is printed, and the true values that a reader should find in it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("letters")
HEADER_KEYS = ("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "priority",
               "application_received")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A contradiction planted on purpose: the fields it concerns, and what is wrong in words."""

    code: str
    fields: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One disputed item; `treatment` is its heading without the decision."""

    treatment: str
    decision: str
    imr_guideline: str
    imr_citations: tuple[str, ...]
    rationale: str
    category: str
    subcategory: str
    claims_administrator_guideline: str | None = None
    claims_administrator_citations: tuple[str, ...] = ()
    body_parts: tuple[str, ...] = ()
    disputed_treatment: str = ""
    ur_action: str | None = "denied"
    retrospective: bool = False
    associated_service: bool = False
    quantity: str | None = None
    drug: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: `layout` says how it is printed, `shows` what it is for, `parts` has what one layout alone prints."""

    file: str
    layout: str
    shows: str
    clinical_summary: str
    issues: tuple[Issue, ...]
    reviewer_licensure: tuple[str, ...]
    reviewer_specialties: tuple[str, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    claimant: Mapping[str, Any] = field(default_factory=dict)
    documents_reviewed: str | None = None
    licensure_comma: str = ", "
    parts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def letters() -> Iterator[Letter]:
    """Every sample letter, in the order of its file's name."""
    for path in sorted(FOLDER.glob("*.toml")):
        yield _letter(_folded(tomllib.loads(path.read_text(encoding="utf-8"))))


def _letter(data: dict[str, Any]) -> Letter:
    issues = tuple(Issue(**item) for item in data.pop("issues"))
    problems = tuple(Problem(**item) for item in data.pop("problems", ()))
    return Letter(**data, issues=issues, problems=problems)


def _folded(data: Any) -> Any:
    """Line breaks of the file as spaces, lists as tuples; runs of spaces stay, for they are the blanks of redaction."""
    if isinstance(data, str):
        return re.sub(r"\s*\n\s*", " ", data.strip())
    if isinstance(data, list):
        return tuple(_folded(item) for item in data)
    if isinstance(data, dict):
        return {key: _folded(item) for key, item in data.items()}
    return data


def iso(printed: str) -> str:
    """The ISO form of a date as headers print it."""
    return datetime.strptime(printed, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007 - a day has no time zone

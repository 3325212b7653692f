"""What extraction proposes: findings with evidence and confidence, and problems found on the way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from imrdesk.document.model import Document, Span

from .values import Value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place a value came from, and exactly the words that stand there."""

    span: Span
    quote: str


def evidence(document: Document, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """Evidence for spans of a document."""
    return tuple(Evidence(span, document.quote(span)) for span in spans)


def located(words: str, evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    """Where exactly these words stand within the evidence, however lines and pages break; empty where they don't."""
    starts: list[tuple[int, Evidence]] = []
    text = ""
    for item in evidence:
        starts.append((len(text), item))
        text += item.quote + "\n"
    pattern = r"\s+".join(re.escape(word).replace(r"\-", r"\-\s*") for word in words.split())
    match = re.search(pattern, text) if pattern else None
    if not match:
        return ()
    pieces = ((item.span, max(match.start() - at, 0), min(match.end() - at, len(item.quote))) for at, item in starts)
    return tuple(Span(span.page, span.start + low, span.start + high) for span, low, high in pieces if low < high)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that the letter may mean."""

    value: Value
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposed value: `raw` as written, `confidence` the measured precision of `rule`, `reason` why to look."""

    value: Value
    raw: str | None = None
    confidence: float = 0.0
    needs_review: bool = True
    reason: str | None = None
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Severity(StrEnum):
    """How much a problem matters: an error keeps a record from being reviewed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A check that failed: the fields it concerns (`issues[0].side`) and the places that show it."""

    code: str
    severity: Severity
    message: str
    fields: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """The layout a letter was read as; `score` from 0 to 1."""

    id: str
    name: str
    score: float


UNKNOWN_LAYOUT = Recognition("unknown", "Unknown layout", 0.0)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that extraction proposes for one letter."""

    format: Recognition = UNKNOWN_LAYOUT
    fields: Mapping[str, Finding] = field(default_factory=dict)
    issues: tuple[Mapping[str, Finding], ...] = ()
    problems: tuple[Problem, ...] = ()

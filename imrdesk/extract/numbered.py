"""Decisions given as numbered sentences with the texts that follow them, as letters of 2013 and early 2014 have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imrdesk.record.finding import Evidence, Finding, Problem, Severity
from imrdesk.record.validation import outcome_of

from . import context, guidelines, treatment
from .items import CLAIMS, IMR, RATIONALE
from .letter import Letter, propose

_VERDICT = r"(?P<verdict>(?:is|are|was|were)\s+(?P<negation>not\s*)?medically\s+necessary)(?:\s+and\s+appropriate)?"
DECIDED = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,2})\s?[.)]\s*(?:MAXIMUS\s+Federal\s+Services,?\s+Inc\.?\s+has\s+determined\s+(?:that\s+)?)?"
    rf"(?:the\s+)?(?:(?:retrospective\s+)?request\s+for\s+)?(?P<item>(?:(?!\bmedically\b|\.\s+[A-Z]).){{3,700}}?)\s+{_VERDICT}",
    re.IGNORECASE,
)
_TEXTS: dict[str, re.Pattern[str]] = {
    CLAIMS: re.compile(r"The\s+Claims\s+Administrator\s+(?:based|did\s+not|cited|relied)", re.IGNORECASE),
    IMR: re.compile(r"The\s+(?:Expert|Physician|Medical)\s+Reviewer\s+(?:based|found|relied|did\s+not|cited)", re.I),
    RATIONALE: re.compile(
        r"(?:Rationale\s+for\s+the\s+Decision|The\s+(?:Expert|Physician)\s+Reviewer.s\s+decision\s+rationale)\s*:\s*",
        re.I,
    ),
}
_NEXT = re.compile(r"(?<![\w/.-])\d{1,2}\s?[.)]\s+(?:Regarding\s+the\s+request|The\s+request|[A-Z])")
_SECTION_LINE = re.compile(
    r"Section(?:\(s\)|s)?\s+of\s+the\s+Medical\s+Treatment\s+Utilization\s+Schedule", re.IGNORECASE
)
_UR_MODIFIED = re.compile(r"modif(?:ied|ication)", re.IGNORECASE)
UNCLEAR = "Not every numbered decision was found."


@dataclass(frozen=True, slots=True)
class Decided:
    """One numbered decision: the sentence, and its texts where they follow."""

    sentence: re.Match[str]
    texts: dict[str, tuple[int, int]]


def decisions(letter: Letter, start: int, end: int) -> tuple[list[Decided], tuple[Problem, ...]]:
    """The numbered decisions between two offsets; some letters give them twice, and the two have to agree."""
    first: dict[str, re.Match[str]] = {}
    problems: list[Problem] = []
    for match in DECIDED.finditer(letter.text, start, end):
        known = first.setdefault(match["number"], match)
        if known is not match and bool(known["negation"]) != bool(match["negation"]):
            places = letter.evidence(*known.span("verdict")) + letter.evidence(*match.span("verdict"))
            name = f"issues[{list(first).index(match['number'])}].decision"
            message = f"Item {match['number']} is decided in two ways."
            problems.append(Problem("decision_twice", Severity.ERROR, message, (name,), places))
    texts = list(_texts(letter, start, end))
    paired = texts if len(texts) == len(first) else [{} for _match in first]
    return [Decided(match, found) for match, found in zip(first.values(), paired, strict=True)], tuple(problems)


def _texts(letter: Letter, start: int, end: int) -> Iterator[dict[str, tuple[int, int]]]:
    """For each item, where its texts stand: each runs to the next, the rationale to the next item's number."""
    openings = list(letter.matches(_TEXTS[CLAIMS], start, end))
    for number, opening in enumerate(openings):
        stop = openings[number + 1].start() if number + 1 < len(openings) else end
        reviewer = _TEXTS[IMR].search(letter.text, opening.end(), stop)
        rationale = _TEXTS[RATIONALE].search(letter.text, (reviewer or opening).end(), stop)
        found: dict[str, tuple[int, int]] = {}
        if reviewer:
            found[CLAIMS] = opening.start(), reviewer.start()
        if reviewer and rationale:
            found[IMR] = reviewer.start(), rationale.start()
        if rationale:
            found[RATIONALE] = rationale.end(), _rationale_end(letter, rationale.end(), stop, last=stop == end)
        yield found


def _rationale_end(letter: Letter, start: int, stop: int, *, last: bool) -> int:
    """Where a rationale ends: before the number, or the heading of the guidelines, of the next item."""
    if last:
        return stop
    marks = [match.start() for match in _NEXT.finditer(letter.text, start, stop)]
    section = _SECTION_LINE.search(letter.text, start, stop)
    return max(marks) if marks else section.start() if section else stop


def extract(letter: Letter, decided: Decided, case: dict[str, Finding]) -> dict[str, Finding]:
    """One item's fields."""
    match = decided.sentence
    start, end = match.span("item")
    value = "upheld" if match["negation"] else "overturned"
    denied = case.get("ur_denial_date")
    modified = bool(denied and denied.raw and _UR_MODIFIED.search(denied.raw))
    found = {
        "treatment": letter.found("sentence.decision", start, end),
        "disputed_treatment": letter.found("sentence.decision", start, end),
        "decision": letter.found("sentence.verdict", *match.span("verdict"), value),
        "ur_action": propose("sentence.decision", "modified" if modified else "denied"),
        **flags(match[0].lower()),
        **treatment.extract(letter, start, end),
    }
    for key, span in decided.texts.items():
        found[key] = letter.found("documents.text", *_trimmed(letter.text, *span))
    for text, key in ((CLAIMS, "claims_administrator_citations"), (IMR, "imr_citations")):
        if text in found:
            found[key] = guidelines.citations(found[text])
    return {**found, **context.complete(letter, found, case, decided.texts.get(RATIONALE))}


def flags(sentence: str) -> dict[str, Finding]:
    """Whether a sentence tells of something already given, or of a service that goes with another; silence is no."""
    said = {"retrospective": "retrospective" in sentence, "associated_service": "associated" in sentence}
    maybe = {
        "retrospective": "retro" in sentence or "service" in sentence,
        "associated_service": said["associated_service"],
    }
    return {key: propose("sentence.decision" if maybe[key] else "not_stated", value) for key, value in said.items()}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    return start, start + len(text[start:end].rstrip())


def outcome(decided: list[Decided], items: tuple[dict[str, Finding], ...]) -> Finding:
    """What the decisions come to; in doubt where there is none, or where their numbers leave one out."""
    places: tuple[Evidence, ...] = tuple(place for item in items for place in item["decision"].evidence)
    whole = [int(item.sentence["number"]) for item in decided] == list(range(1, len(items) + 1))
    value = outcome_of(item["decision"].value for item in items)
    return propose("sentence.verdict", value, places, doubt=None if value and whole else UNCLEAR)

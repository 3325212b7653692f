"""Values that a check speaks against: marked for review with the check's words, the other reading as an alternative."""

import re
from collections.abc import Callable
from dataclasses import replace

from imrdesk.extract.phrases import Words
from imrdesk.extract.vocabularies import phrases
from imrdesk.record.finding import Alternative, Evidence, Extraction, Finding, Problem
from imrdesk.record.values import Value, iso_date

_INDEXED = re.compile(r"issues\[(\d+)\]\.(\w+)")
_OPPOSITE = {"upheld": "overturned", "overturned": "upheld"}


def _date(_value: Value, quote: str) -> Value:
    return iso_date("".join(quote.split())) or iso_date(" ".join(quote.split()))


def _side(_value: Value, quote: str) -> Value:
    first = Words(quote).first(phrases("body_parts", "sides"))
    return first[2] if first else None


def _words(_value: Value, quote: str) -> Value:
    return " ".join(quote.split())


def _opposite(value: Value, _quote: str) -> Value:
    return _OPPOSITE.get(str(value))


def _none(_value: Value, _quote: str) -> Value:
    return None


OTHER_READING: dict[str, Callable[[Value, str], Value]] = {  # by the code of the problem
    "injury_date_differs": _date,
    "ur_date_differs": _date,
    "verdict_differs": _opposite,
    "side_differs": _side,
    "quantity_differs": _words,
    "body_part_differs": _none,
    "birth_dates": _none,
    "age": _none,
}


def doubted(extraction: Extraction) -> Extraction:
    """The extraction with every value marked that one of these checks speaks against."""
    fields = dict(extraction.fields)
    issues = [dict(issue) for issue in extraction.issues]
    for problem in extraction.problems:
        if problem.code in OTHER_READING:
            for name in problem.fields:
                place = _INDEXED.fullmatch(name)
                findings, key = (issues[int(place[1])], place[2]) if place else (fields, name)
                _doubt(findings, key, problem)
    return replace(extraction, fields=fields, issues=tuple(issues))


def _doubt(findings: dict[str, Finding], key: str, problem: Problem) -> None:
    finding = findings.get(key)
    if finding is None or finding.needs_review:
        return
    others = _others(finding, problem)
    findings[key] = replace(
        finding,
        needs_review=True,
        reason=problem.message,
        confidence=min(finding.confidence, 0.8),
        alternatives=finding.alternatives + others,
    )


def _others(finding: Finding, problem: Problem) -> tuple[Alternative, ...]:
    """The other reading: what stands at the problem's last place, its other side, or at its first."""
    found: dict[Value, Evidence] = {}
    for place in problem.evidence[-1:] + problem.evidence[:1]:
        value = OTHER_READING[problem.code](finding.value, place.quote)
        if value not in (None, finding.value) and place.quote != finding.raw:
            found.setdefault(value, place)
    return tuple(Alternative(value, (place,)) for value, place in list(found.items())[:1])

"""Checks of what the letter says of its guidelines."""

import re
from collections.abc import Iterator

from imrdesk.extract.items import CLAIMS, IMR, RATIONALE
from imrdesk.extract.treatment import PHARMACEUTICALS
from imrdesk.record.finding import Problem, Severity
from imrdesk.record.values import Citation

from .reading import Reading

_SILENT = re.compile(
    r"\bMTUS\b[^.;]{0,60}?\b(?:(?:is|are)\s+silent|(?:do|does|did)\s+not\s+(?:specifically\s+)?(?:address|mention|discuss))\b",
    re.IGNORECASE,
)

_SWALLOWED = re.compile(r"\d\s?mg\b", re.IGNORECASE)
_ON_SKIN = re.compile(
    r"\b(?:patch(?:es)?|gel|cream|ointment|lotion|topical\w*|solution|spray|roll-?on)\b|%", re.IGNORECASE
)


def mtus_silent(reading: Reading) -> Iterator[Problem]:
    """A rationale that finds the MTUS silent, where UR decided by the MTUS."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        silent = _SILENT.search(reading.letter.text, *span) if span else None
        cited = issue.get(f"{CLAIMS.removesuffix('_guideline')}_citations")
        chapters = [item for item in _citations(cited.value if cited else None) if item.source == "MTUS"]
        if silent and chapters:
            message = (
                f"Item {number + 1}'s rationale finds the MTUS silent; UR cites its chapter {chapters[0].chapter}."
            )
            name = f"issues[{number}].{CLAIMS}"
            places = silent.span(), issue[CLAIMS].evidence
            yield reading.problem("mtus_silent", message, (name,), *places, severity=Severity.NOTE)


def _citations(value: object) -> list[Citation]:
    return [item for item in value if isinstance(item, Citation)] if isinstance(value, tuple) else []


def editions(reading: Reading) -> Iterator[Problem]:
    """UR and IMR that cite one chapter of the MTUS in editions of different years."""
    for number, issue in enumerate(reading.issues):
        years: list[dict[str, int]] = []
        for key in ("claims_administrator_citations", "imr_citations"):
            cited = _citations(issue[key].value if key in issue else None)
            years.append({item.chapter.lower(): item.year for item in cited if item.chapter and item.year})
        first, second = years
        second = {**_years_told(reading, number, first), **second}
        for chapter in first.keys() & second.keys():
            if first[chapter] != second[chapter]:
                message = f"Item {number + 1}: UR cites the chapter of {first[chapter]}, IMR that of {second[chapter]}."
                fields = f"issues[{number}].{CLAIMS}", f"issues[{number}].{IMR}"
                places = issue[CLAIMS].evidence, issue[IMR].evidence
                yield reading.problem("editions", message, fields, *places, severity=Severity.NOTE)


def _years_told(reading: Reading, number: int, chapters: dict[str, int]) -> dict[str, int]:
    """The years in which a rationale dates chapters that UR cites."""
    span = reading.part(number, RATIONALE)
    found: dict[str, int] = {}
    for chapter in chapters if span else ():
        pattern = re.compile(
            rf"{re.escape(chapter)}\b[^.;]{{0,12}}?(?:[^;]{{0,40}}?\(\w+ \d+, )?(?P<year>20\d\d)\b", re.IGNORECASE
        )
        if span and (match := pattern.search(reading.letter.text, *span)):
            found[chapter] = int(match["year"])
    return found


def topical_section(reading: Reading) -> Iterator[Problem]:
    """A medicine to be swallowed that is decided under the guideline for topical ones."""
    for number, issue in enumerate(reading.issues):
        heading = str(issue["treatment"].value or "")
        swallowed = _SWALLOWED.search(heading) and not _ON_SKIN.search(heading)
        if issue["category"].value != PHARMACEUTICALS or not swallowed or "imr_citations" not in issue:
            continue
        sections = [section for item in _citations(issue["imr_citations"].value) for section in item.sections]
        if sections and all(section.lower().startswith("topical") for section in sections):
            message = f"Item {number + 1} is a medicine by mouth; it is decided under “{sections[0]}”."
            places = issue["treatment"].evidence, issue[IMR].evidence
            yield reading.problem(
                "topical_section", message, (f"issues[{number}].{IMR}",), *places, severity=Severity.NOTE
            )

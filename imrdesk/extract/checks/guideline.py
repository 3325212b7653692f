"""Checks of what the letter says of its guidelines."""

import re
from collections.abc import Iterator

from imrdesk.extract.items import CLAIMS, RATIONALE
from imrdesk.record.finding import Problem, Severity
from imrdesk.record.values import Citation

from .reading import Reading

_SILENT = re.compile(
    r"\bMTUS\b[^.;]{0,60}?\b(?:(?:is|are)\s+silent|(?:do|does|did)\s+not\s+(?:specifically\s+)?(?:address|mention|discuss))\b",
    re.IGNORECASE,
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

"""How much of a treatment is in dispute, as its heading words it."""

import re

from imrdesk.record.finding import Finding

from .letter import Letter, propose

_N = r"(?:\d+(?:\s?-\s?\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty)"
_UNIT = r"(?:sessions?|visits?|treatments?|appointments?)"
_PER = r"(?:(?:per|a|each|every|/)\s*)?"
_FOR_WEEKS = rf"\s*(?:for|times|x)\s*{_N}\s*(?:weeks?|wks?|months?)"
_DAYS_A_WEEK = rf"(?:,?\s+{_N}\s+(?:times|days)\s+(?:per|a)\s+week)?"
_TOTAL = r"(?:\s*\(\d+\))?"
WORDINGS: tuple[str, ...] = (  # the first that fits is taken
    rf"#\s?\d+(?:,?\s+with\s+{_N}\s+refills?)?",
    rf"{_N}\s+hours?\s+(?:per|a)\s+day{_DAYS_A_WEEK}(?:\s+for\s+{_N}\s+(?:weeks?|months?))?",
    rf"(?<=\(){_N}\s+{_UNIT}(?=\))",
    rf"{_N}\s+times\s+{_N}\s+{_UNIT}{_TOTAL}",
    rf"(?<!\(){_N}\s+{_UNIT}(?:\s+(?:per|a)\s+week{_FOR_WEEKS})?(?!\))",
    rf"(?:{_N}\s*(?:times|x|visits)|once|twice)\s*{_PER}(?:week|wk)(?:ly)?{_FOR_WEEKS}{_TOTAL}",
    r"\b\d+\s?x\s?\d+(?:\s*(?:weeks?|wks?))?\b",
    r"times\s+\d+",
    rf"(?:quantity|qty)\s*(?:of|:)?\s*{_N}",
    rf"\bx\s?{_N}\b",
    rf"(?<!in ){_N}\s+(?:months?|weeks?|days?)(?:\s+(?:supply|coverage|rental))?(?=\s+(?:of|trial|rental|supply)|\s*$)",
    rf"{_N}[- ](?:month|week|day)\s+(?:supply|rental|trial)",
    rf"(?<![-\w]){_N}\s+pairs?",
)
_WORDED = tuple(re.compile(wording, re.IGNORECASE) for wording in WORDINGS)
_COUNTED = re.compile(rf"\s*(?:additional\s+)?(?P<count>{_N})\s+[a-z][a-z /-]{{3,40}}?\s(?P<unit>{_UNIT})\b", re.I)
_REFILLS = re.compile(rf"\b(?P<refills>{_N}\s+refills?)\s+of\b", re.IGNORECASE)
_LEADING = re.compile(r"\s*(?P<count>\d+)\s+(?=[a-z])", re.IGNORECASE)


def extract(letter: Letter, start: int, end: int) -> Finding:
    """The quantity that the words between two offsets name."""
    if match := _COUNTED.match(letter.text, start, end):  # "Eight physical therapy sessions"
        places = letter.evidence(*match.span("count")) + letter.evidence(*match.span("unit"))
        return propose("item.quantity", f"{match['count']} {match['unit']}", places, match[0].strip())
    for pattern in _WORDED:
        if match := pattern.search(letter.text, start, end):
            return _with_refills(letter, start, match)
    if match := _LEADING.match(letter.text, start, end):
        return letter.found("item.quantity", *match.span("count"))
    return propose("not_stated", None)


def _with_refills(letter: Letter, start: int, match: "re.Match[str]") -> Finding:
    """The quantity, with refills that are named before it: "three refills of Voltaren 75mg #60"."""
    refills = _REFILLS.search(letter.text, start, match.start())
    if not refills:
        return letter.found("item.quantity", *match.span())
    places = letter.evidence(*match.span()) + letter.evidence(*refills.span("refills"))
    raw = letter.text[refills.start() : match.end()]
    return propose("item.quantity", f"{match[0]}, {refills['refills']}", places, raw)

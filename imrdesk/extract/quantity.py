"""How much of a treatment is in dispute, as its heading words it."""

import re

from imrdesk.record.finding import Alternative, Finding

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
_ODD_COUNT = re.compile(  # a count nobody knows: no strength, spine level, date or decimal
    r"(?<![\w./%-])(?:x\s?)?\d{1,3}(?![\w./%-])(?!\s?(?:mg|mcg|ml|gm?|cc|%|percent|views?|tesla|st|nd|rd|th)\b)", re.I
)
SEVERAL = "The heading names more than one count."
UNREAD = "“{}” may be a quantity in a wording the program does not know."
_LEADING = re.compile(r"\s*(?P<count>\d+)\s+(?=[a-z])", re.IGNORECASE)


def extract(letter: Letter, start: int, end: int) -> Finding:
    """The quantity that the words between two offsets name; other counts beside it are alternatives."""
    if match := _COUNTED.match(letter.text, start, end):  # "Eight physical therapy sessions"
        places = letter.evidence(*match.span("count")) + letter.evidence(*match.span("unit"))
        return propose("item.quantity", f"{match['count']} {match['unit']}", places, match[0].strip())
    found = _worded_counts(letter.text, start, end)
    if found:
        first, *others = found
        doubt = SEVERAL if others else None
        return _with_refills(letter, start, first, tuple(_alternative(letter, match) for match in others), doubt)
    if match := _LEADING.match(letter.text, start, end):
        return letter.found("item.quantity", *match.span("count"))
    if match := _ODD_COUNT.search(letter.text, start, end):
        return propose("item.quantity", None, letter.evidence(*match.span()), match[0], doubt=UNREAD.format(match[0]))
    return propose("not_stated", None)


def _worded_counts(text: str, start: int, end: int) -> list["re.Match[str]"]:
    """Each count in a known wording, the first wording first, without those that lie inside another."""
    found: list[re.Match[str]] = []
    for pattern in _WORDED:
        for match in pattern.finditer(text, start, end):
            if not any(match.start() < known.end() and known.start() < match.end() for known in found):
                found.append(match)
    return found


def _alternative(letter: Letter, match: "re.Match[str]") -> Alternative:
    return Alternative(match[0], letter.evidence(*match.span()))


def _with_refills(
    letter: Letter, start: int, match: "re.Match[str]", others: tuple[Alternative, ...], doubt: str | None
) -> Finding:
    """The quantity, with refills that are named before it: "three refills of Voltaren 75mg #60"."""
    refills = _REFILLS.search(letter.text, start, match.start())
    if not refills:
        return letter.found("item.quantity", *match.span(), alternatives=others, doubt=doubt)
    places = letter.evidence(*match.span()) + letter.evidence(*refills.span("refills"))
    raw = letter.text[refills.start() : match.end()]
    return propose("item.quantity", f"{match[0]}, {refills['refills']}", places, raw)

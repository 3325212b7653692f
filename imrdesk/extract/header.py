"""The header table of a determination, in whatever order a reader put its labels and values."""

import itertools
import re
from collections.abc import Mapping

from imrdesk.record.finding import Finding
from imrdesk.record.validation import DATE_ORDER
from imrdesk.record.values import iso_date

from .letter import Letter, propose

LABELS: dict[str, str] = {
    "case_number": r"(?:MAXIMUS\s+|IMR\s+)?Case\s*Number",
    "date_assigned": r"Date\s*Assigned",
    "date_of_injury": r"Date\s*of\s*Injury",
    "decision_date": r"Decision\s*Date|(?<!\w)Dated(?=\s*:)",
    "ur_denial_date": r"UR\s*Denial\s*Date|Date\s*of\s*UR\s*(?:Decision|Denial)",
    "priority": r"Priority",
    "application_received": r"(?:IMR\s+)?Application(?!\s*for)",
}
_VALUES = {
    "case_number": r"CM\s?\d{2}\s?-\s?\d{5,8}",
    "date": r"\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{2,4}(?!\w)"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}\b|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4}\b",
    "priority": r"Standard|Expedited",
}
_TOKEN = re.compile(
    "|".join(f"(?P<label_{key}>{pattern})\\s*:?" for key, pattern in LABELS.items())
    + "|(?P<received>Received)\\s*:?|"
    + "|".join(f"(?P<value_{key}>{pattern})" for key, pattern in _VALUES.items()),
    re.IGNORECASE,
)
UNSURE = "The header's labels and values do not pair up one to one."
ORDER = "The header's dates are not in their usual order."


def extract(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    """The header's fields. Values go to labels first come, first served, kind by kind: that holds for every order
    in which a table is read (label and value in turn, column by column, all labels and then all values)."""
    waiting: dict[str, list[str]] = {kind: [] for kind in _VALUES}
    places: dict[str, tuple[int, int]] = {}
    spare = False
    for token in _TOKEN.finditer(letter.text, start, end):
        name = token.lastgroup or ""
        if name.startswith("label_"):
            key = name.removeprefix("label_")
            if key not in places and key not in waiting[_kind(key)]:
                waiting[_kind(key)].append(key)
        elif name.startswith("value_"):
            queue = waiting[name.removeprefix("value_")]
            if queue:
                places[queue.pop(0)] = token.span(name)
            elif places:
                spare = True
    doubt = UNSURE if spare or waiting["date"] else None
    found = {key: _finding(letter, key, *span, doubt) for key, span in places.items()}
    return _in_order(found)


def _kind(key: str) -> str:
    return key if key in _VALUES else "date"


def _finding(letter: Letter, key: str, start: int, end: int, doubt: str | None) -> Finding:
    raw = letter.text[start:end]
    if key == "case_number":
        return letter.found("header.case_number", start, end, re.sub(r"\s", "", raw).upper())
    if key == "priority":
        return letter.found("header.priority", start, end, raw.capitalize())
    if value := iso_date(raw):
        return letter.found("header.date", start, end, value, doubt=doubt)
    return propose("header.date", None, letter.evidence(start, end), raw, doubt=f"“{raw}” is not a date.")


def _in_order(found: Mapping[str, Finding]) -> dict[str, Finding]:
    """Dates against their usual order: those out of it are to be looked at."""
    checked = dict(found)
    dates = [(key, str(found[key].value)) for key in DATE_ORDER if key in found and found[key].value]
    for (first, early), (second, late) in itertools.pairwise(dates):
        if early > late:
            for key in (first, second):
                finding = found[key]
                checked[key] = propose("header.date", finding.value, finding.evidence, finding.raw, doubt=ORDER)
    return checked

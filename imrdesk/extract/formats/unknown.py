"""A layout nobody has seen: what can be found in sentences, all of it to be checked by hand."""

import re

from imrdesk.extract import claimant, clinical
from imrdesk.extract.header import LABELS
from imrdesk.extract.letter import Letter
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity
from imrdesk.record.values import iso_date

_CASE_NUMBER = re.compile(r"\bCM\s?\d{2}\s?-\s?\d{5,8}\b")
_DATE = r"(?P<date>\d{1,2}\s?[-/]\s?\d{1,2}\s?[-/]\s?\d{2,4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
_DATES = {
    key: re.compile(rf"{label}\s*(?:of|is|was|:)?\s*{_DATE}", re.IGNORECASE)
    for key, label in {
        **{key: label for key, label in LABELS.items() if key not in ("case_number", "priority")},
        "ur_denial_date": r"(?:UR\s*Denial\s*Date|Date\s+of\s+UR\s+(?:Decision|Denial))",
        "application_received": r"(?:IMR\s+)?Application\s+(?:Received|filed)(?:\s+on)?",
    }.items()
}
DOUBT = "The layout is unknown: check everything."
_MESSAGE = "The layout of this letter is unknown. Values found are guesses; take the rest from the letter by hand."


def score(_letter: Letter) -> float:
    """Whatever nobody else claims."""
    return 0.1


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """Case number, dates by their labels, and what the text says of the claimant."""
    fields: dict[str, Finding] = {}
    end = len(letter.text)
    if match := _CASE_NUMBER.search(letter.text):
        fields["case_number"] = _doubtful(letter, *match.span(), re.sub(r"\s", "", match[0]).upper())
    for key, pattern in _DATES.items():
        if match := pattern.search(letter.text):
            fields[key] = _doubtful(letter, *match.span("date"), iso_date(match["date"]))
    if letter.text:
        found = claimant.extract(letter, 0, end)
        found |= {"diagnoses": clinical.diagnoses(letter, 0, end), "medications": clinical.medications(letter, 0, end)}
        fields |= {key: _in_doubt(finding) for key, finding in found.items() if finding.value}
    problem = Problem("unknown_layout", Severity.WARNING, _MESSAGE)
    return Extraction(recognition, fields, (), (problem,))


def _doubtful(letter: Letter, start: int, end: int, value: str | None) -> Finding:
    return letter.found("unknown.layout", start, end, value, doubt=DOUBT)


def _in_doubt(finding: Finding) -> Finding:
    return Finding(finding.value, finding.raw, 0.5, True, DOUBT, "unknown.layout", finding.evidence)

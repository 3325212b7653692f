"""The notice of 2013: numbered sentences say what was decided, the dates stand in prose."""

import re

from imrdesk.extract import claimant, clinical, numbered, reviewer
from imrdesk.extract.letter import Letter
from imrdesk.record.finding import Extraction, Finding, Recognition
from imrdesk.record.values import iso_date

_TITLE = re.compile(r"Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination", re.IGNORECASE)
_RATIONALE = re.compile(r"INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE", re.IGNORECASE)
_QUALIFIED = re.compile(r"Medical\s+Qualifications\s+of\s+the\s+Expert\s+Reviewer\s*:", re.IGNORECASE)
_SUMMARY = re.compile(r"Case\s+Summary\s*:\s*", re.IGNORECASE)
_DOCUMENTS = re.compile(r"Documents\s+Reviewed(?:\s+for\s+Determination)?\s*:\s*", re.IGNORECASE)
_INCLUDED = re.compile(
    r"The\s+following\s+relevant\s+documents\s[^:]{20,260}?(?:included|considered)\s*[:.]\s*", re.IGNORECASE
)
_ITEMS = re.compile(r"(?<![\w/.-])1\s?[.)]\s*Regarding\s+the\s+request", re.IGNORECASE)
_DATE = r"(?P<date>\d{1,2}/\d{1,2}/\d{2,4})"
_DATES = {
    "decision_date": re.compile(rf"Dated\s*:\s*{_DATE}", re.IGNORECASE),
    "application_received": re.compile(rf"Review\s+was\s+filed\s+on\s+{_DATE}", re.IGNORECASE),
    "ur_denial_date": re.compile(rf"Utilization\s+Review\s+(?:Denial|Modification|Decision)\s+dated\s+{_DATE}", re.I),
    "date_assigned": re.compile(rf"provided\s+to\s+the\s+above\s+parties\s+on\s+{_DATE}", re.IGNORECASE),
    "date_of_injury": re.compile(rf"date\s+of\s+injury\s+(?:of|is|was|:)\s*{_DATE}", re.IGNORECASE),
}
_CASE_NUMBER = re.compile(r"\bCM\s?\d{2}\s?-\s?\d{5,8}\b")


def score(letter: Letter) -> float:
    """How many of the layout's marks the letter has."""
    marks = (_TITLE, _RATIONALE, _QUALIFIED, _SUMMARY, numbered.DECIDED)
    return sum(bool(mark.search(letter.text)) for mark in marks) / len(marks)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """The decisions with their texts, the dates, the reviewer, the summary and the documents."""
    fields = _dates(letter)
    if match := _CASE_NUMBER.search(letter.text):
        fields["case_number"] = letter.found("header.case_number", *match.span(), re.sub(r"\s", "", match[0]))
    fields |= _parts(letter)
    decided, problems = numbered.decisions(letter, 0, len(letter.text))
    found = tuple(numbered.extract(letter, item, fields) for item in decided)
    fields["outcome"] = numbered.outcome(decided, found)
    return Extraction(recognition, fields, found, problems)


def _dates(letter: Letter) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for key, pattern in _DATES.items():
        if match := pattern.search(letter.text):
            found[key] = letter.found("sentence.date", *match.span("date"), iso_date(match["date"]))
    return found


def _parts(letter: Letter) -> dict[str, Finding]:
    """Reviewer, summary and documents, each between its heading and the next."""
    end = len(letter.text)
    qualified, summary = _QUALIFIED.search(letter.text), _SUMMARY.search(letter.text)
    documents, items = _DOCUMENTS.search(letter.text), _ITEMS.search(letter.text)
    last = items.start() if items else end
    found: dict[str, Finding] = {}
    if qualified:
        found |= reviewer.extract(letter, qualified.end(), summary.start() if summary else last)
    if summary:
        start, stop = _text(letter, summary.end(), documents.start() if documents else last)
        found["clinical_summary"] = letter.found("documents.text", start, stop)
        found |= claimant.extract(letter, start, stop)
        found["diagnoses"] = clinical.diagnoses(letter, start, stop)
        found["medications"] = clinical.medications(letter, start, stop)
    if documents:
        lead = _INCLUDED.match(letter.text, documents.end(), last)
        start, stop = _text(letter, lead.end() if lead else documents.end(), last)
        found["documents_reviewed"] = letter.found("documents.text", start, stop)
    return found


def _text(letter: Letter, start: int, end: int) -> tuple[int, int]:
    return start, start + len(letter.text[start:end].rstrip())

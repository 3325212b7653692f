"""The notice of 2013: numbered sentences say what was decided, the dates stand in prose."""

import re

from imrdesk.extract import claimant, clinical, context, reviewer, treatment
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity
from imrdesk.record.validation import outcome_of
from imrdesk.record.values import iso_date

_TITLE = re.compile(r"Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination", re.IGNORECASE)
_RATIONALE = re.compile(r"INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE", re.IGNORECASE)
_QUALIFIED = re.compile(r"Medical\s+Qualifications\s+of\s+the\s+Expert\s+Reviewer\s*:", re.IGNORECASE)
_SUMMARY = re.compile(r"Case\s+Summary\s*:", re.IGNORECASE)
_DOCUMENTS = re.compile(r"Documents\s+Reviewed\s+for\s+Determination\s*:", re.IGNORECASE)
_DECIDED = re.compile(
    r"(?P<number>\d+)\)\s*MAXIMUS\s+Federal\s+Services,?\s+Inc\.?\s+has\s+determined\s+(?:that\s+)?the\s+request\s+for\s+"
    r"(?P<item>.+?)\s+(?P<verdict>(?:is|are)\s+(?P<negation>not\s*)?medically\s+necessary)\s+and\s+appropriate",
    re.IGNORECASE,
)
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
    marks = (_TITLE, _RATIONALE, _QUALIFIED, _SUMMARY, _DECIDED)
    return sum(bool(mark.search(letter.text)) for mark in marks) / len(marks)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """The decisions, the dates, the reviewer and the summary."""
    fields = _dates(letter)
    if match := _CASE_NUMBER.search(letter.text):
        fields["case_number"] = letter.found("header.case_number", *match.span(), re.sub(r"\s", "", match[0]))
    end = len(letter.text)
    qualified, summary = _QUALIFIED.search(letter.text), _SUMMARY.search(letter.text)
    documents = _DOCUMENTS.search(letter.text)
    if qualified:
        fields |= reviewer.extract(letter, qualified.end(), summary.start() if summary else end)
    if summary:
        stop = documents.start() if documents else end
        fields["clinical_summary"] = letter.found("documents.text", summary.end() + 1, stop)
        fields |= claimant.extract(letter, summary.end(), stop)
        fields["diagnoses"] = clinical.diagnoses(letter, summary.end(), stop)
        fields["medications"] = clinical.medications(letter, summary.end(), stop)
    found, problems = _items(letter, fields)
    decisions = {item["decision"].value for item in found}
    places = tuple(place for item in found for place in item["decision"].evidence)
    fields["outcome"] = propose("sentence.decision", outcome_of(decisions), places)
    return Extraction(recognition, fields, found, problems)


def _dates(letter: Letter) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for key, pattern in _DATES.items():
        if match := pattern.search(letter.text):
            found[key] = letter.found("sentence.date", *match.span("date"), iso_date(match["date"]))
    return found


def _items(letter: Letter, case: dict[str, Finding]) -> tuple[tuple[dict[str, Finding], ...], tuple[Problem, ...]]:
    """The numbered decisions; they stand twice, and have to agree."""
    first: dict[str, re.Match[str]] = {}
    problems: list[Problem] = []
    for match in _DECIDED.finditer(letter.text):
        known = first.setdefault(match["number"], match)
        if known is not match and bool(known["negation"]) != bool(match["negation"]):
            places = letter.evidence(*known.span("verdict")) + letter.evidence(*match.span("verdict"))
            message = f"Item {match['number']} is decided in two ways."
            name = f"issues[{len(first) - 1}].decision"
            problems.append(Problem("decision_twice", Severity.ERROR, message, (name,), places))
    return tuple(_item(letter, match, case) for match in first.values()), tuple(problems)


def _item(letter: Letter, match: "re.Match[str]", case: dict[str, Finding]) -> dict[str, Finding]:
    item = {
        "treatment": letter.found("sentence.decision", *match.span("item")),
        "disputed_treatment": letter.found("sentence.decision", *match.span("item")),
        "decision": letter.found(
            "sentence.decision", *match.span("verdict"), "upheld" if match["negation"] else "overturned"
        ),
        **treatment.extract(letter, *match.span("item")),
    }
    return {**item, **context.complete(letter, item, case, None)}

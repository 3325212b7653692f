"""A layout nobody has seen: what can be found in sentences, all of it to be checked by hand."""

import re
from collections.abc import Mapping
from dataclasses import replace

from imrdesk.extract import claimant, clinical, context, header, reviewer, treatment
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity
from imrdesk.record.validation import outcome_of
from imrdesk.record.values import iso_date

_CASE_NUMBER = re.compile(r"\bCM\s?\d{2}\s?-\s?\d{5,8}\b")
_DATE = r"(?P<date>\d{1,2}\s?[-/]\s?\d{1,2}\s?[-/]\s?\d{2,4}(?!\w)|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
_BEFORE_DATE = {
    "date_assigned": header.LABELS["date_assigned"],
    "ur_denial_date": r"(?:UR\s*Denial\s*Date|Date\s+of\s+UR\s+(?:Decision|Denial)|(?:refused|denied|non-?certified)"
    r"(?:\s+\w+){0,4}\s+on)",
    "application_received": r"(?:(?:IMR\s+)?Application\s+(?:Received|filed)|\bReceived)(?:\s+on)?",
    "decision_date": r"(?:(?:Decision|Determination)\s+Date|Date\s+of\s+(?:Decision|Determination)"
    r"|Answered|Decided|Dated)(?:\s+on)?",
    "date_of_injury": r"(?:Date\s+of\s+Injury|injured(?:\s+\w+){0,6}\s+on)",
}
_DATES = {
    key: re.compile(rf"{label}\s*(?:of|is|was|:)?\s*{_DATE}", re.IGNORECASE) for key, label in _BEFORE_DATE.items()
}
_HEADED = re.compile(r"(?:^|(?<=\. ))(?P<item>[A-Z0-9][^.:]{3,200}?)\s*:\s*(?P<verdict>Upheld|Overturned)\b")
_DECIDED = re.compile(
    r"request(?:s|ed)?\s+for\s+(?P<item>(?:(?!\bmedically\b|\. )."
    r"){3,250}?)\s+(?P<verdict>(?:is|are|was|were)\s+(?:determined\s+to\s+)?(?:not\s*(?:be\s+)?)?medically\s+necessary)",
    re.IGNORECASE,
)
DOUBT = "The layout is unknown: check everything."
_MESSAGE = "The layout of this letter is unknown. Values found are guesses; take the rest from the letter by hand."


def score(_letter: Letter) -> float:
    """Whatever nobody else claims."""
    return 0.1


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """Case number, dates by the words before them, the claimant, the reviewer, and decisions in sentences."""
    fields: dict[str, Finding] = {}
    end = len(letter.text)
    if match := _CASE_NUMBER.search(letter.text):
        fields["case_number"] = letter.found("unknown.layout", *match.span(), re.sub(r"\s", "", match[0]).upper())
    for key, pattern in _DATES.items():
        if match := pattern.search(letter.text):
            fields[key] = letter.found("unknown.layout", *match.span("date"), iso_date(match["date"]))
    if letter.text:
        fields |= _known(reviewer.extract(letter, 0, end)) | claimant.extract(letter, 0, end)
        fields |= {"diagnoses": clinical.diagnoses(letter, 0, end), "medications": clinical.medications(letter, 0, end)}
    items = tuple(_item(letter, match, fields) for match in _decisions(letter))
    if items:
        places = tuple(place for item in items for place in item["decision"].evidence)
        fields["outcome"] = propose("unknown.layout", outcome_of(item["decision"].value for item in items), places)
    problem = Problem("unknown_layout", Severity.WARNING, _MESSAGE)
    return Extraction(recognition, _in_doubt(fields), tuple(_in_doubt(item) for item in items), (problem,))


def _known(found: dict[str, Finding]) -> dict[str, Finding]:
    """The reviewer's lists without what is no name of the vocabulary: sentences hold much besides."""
    kept: dict[str, Finding] = {}
    for key, finding in found.items():
        names = tuple(str(name) for name in finding.value) if isinstance(finding.value, tuple) else ()
        known = tuple(name for name in names if reviewer.is_known(name))
        kept[key] = replace(finding, value=known)
    return kept


def _decisions(letter: Letter) -> list["re.Match[str]"]:
    """Decisions in headings, else in sentences; the same item said twice is one."""
    headed = [match for start, end in letter.lines if (match := _HEADED.search(letter.text, start, end))]
    found = headed or list(_DECIDED.finditer(letter.text))
    return list({" ".join(match["item"].lower().split()): match for match in reversed(found)}.values())[::-1]


def _item(letter: Letter, match: "re.Match[str]", case: dict[str, Finding]) -> dict[str, Finding]:
    word = match["verdict"].lower()
    upheld = word == "upheld" or "not" in word
    found = {
        "treatment": letter.found("unknown.layout", *match.span("item")),
        "disputed_treatment": letter.found("unknown.layout", *match.span("item")),
        "decision": letter.found("unknown.layout", *match.span("verdict"), "upheld" if upheld else "overturned"),
        **treatment.extract(letter, *match.span("item")),
    }
    return {**found, **context.complete(letter, found, case, None)}


def _in_doubt(findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """What has a value, as a guess to be checked."""
    return {
        key: Finding(finding.value, finding.raw, 0.5, True, DOUBT, "unknown.layout", finding.evidence)
        for key, finding in findings.items()
        if finding.value not in (None, ())
    }

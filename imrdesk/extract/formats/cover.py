"""The letter version: a letter to the employee that says “Final Determination: UPHOLD” and what that means."""

import re

from imrdesk.extract import header, numbered
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity

_RESULT = re.compile(
    r"Final\s+Determination\s*:\s*(?P<result>PARTIAL(?:LY)?\s+OVERTURN|UPHOLD|OVERTURN)(?:ED)?\b", re.IGNORECASE
)
_MEANS = re.compile(r"This\s+means\s+(?:that\s+)?we\s+(?:have\s+)?decided", re.IGNORECASE)
_TO = re.compile(r"\bEmployee\s*:", re.IGNORECASE)
_CLAIM = re.compile(r"\bClaim\s+Number\s*:", re.IGNORECASE)
_OUTCOMES = {"uphold": "upheld", "overturn": "overturned"}
_MESSAGE = "This letter gives the result only; the disputed items stand in the determination that comes with it."


def score(letter: Letter) -> float:
    """How many of the letter's marks there are."""
    marks = (_RESULT, _RESULT, _MEANS, _TO, _CLAIM)
    return sum(bool(mark.search(letter.text)) for mark in marks) / len(marks)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """The reference block and the result; the items only where numbered sentences name them."""
    result = _RESULT.search(letter.text)
    end = result.start() if result else len(letter.text)
    fields: dict[str, Finding] = header.extract(letter, 0, end)
    if result:
        word = " ".join(result["result"].lower().split())
        fields["outcome"] = letter.found(
            "sentence.decision", *result.span(), _OUTCOMES.get(word, "partially overturned")
        )
    decided, problems = numbered.decisions(letter, end, len(letter.text))
    found = tuple(numbered.extract(letter, item, fields) for item in decided)
    if not found:
        problems = (*problems, Problem("no_items_found", Severity.WARNING, _MESSAGE, ("outcome",)))
    if not result:
        fields["outcome"] = propose("sentence.decision", None)
    return Extraction(recognition, fields, found, problems)

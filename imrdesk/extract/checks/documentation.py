"""Checks of what a rationale misses: "no documentation of X" where the summary documents X; misspelt medicines."""

import re
from collections.abc import Iterator
from functools import cache

from imrdesk.extract import drugs
from imrdesk.extract.items import RATIONALE
from imrdesk.extract.phrases import Phrases
from imrdesk.extract.vocabularies import vocabulary
from imrdesk.record.finding import Problem, Severity

from .reading import Reading
from .requests import of_ur

_MISSING = Phrases.of(
    r"there\s+(?:is|are|was|were)\s+no\b(?!\s+evidence\s+to\s+recommend)",
    r"(?:no|not|without|lack(?:s|ed|ing)?(?:\s+of)?|absence\s+of|insufficient|fail(?:s|ed|ing)?\s+to)\b[^.;]{0,60}?"
    r"\b(?:document\w*|evidence\w*|mention\w*|indicat\w+|record\w*|report\w*|noted|provided|rationale|information|show\w*|trial\w*|findings?|"
    r"reveal\w*|demonstrat\w+|describ\w+)",
)
_SAID_LAST = Phrases.of(  # what is missing stands before: "spasm is not documented"
    r"(?:not|never)\s+(?:been\s+)?(?:\w+ly\s+)?"
    r"(?:document\w*|noted|mentioned|recorded|reported|shown|described|demonstrated|provided)",
)
_GENERAL = re.compile(
    r"\b(?:should\s+be|exceed\w*|guidelines?\s+(?:state|recommend)\w*|intoleran\w+|change\s+in|why\s+the|(?:to|would)\s+(?:support|warrant|justify)\s+(?:the\s+need|additional|further))\b",
    re.IGNORECASE,
)
_NEAR, _BEFORE = 130, 70  # letters
_NEGATED = re.compile(r"\b(?:no|not|without|denied|denies|negative|absent|nor)\b[^.;,]{0,40}$", re.IGNORECASE)


@cache
def _subjects() -> tuple[tuple[str, Phrases, Phrases], ...]:
    """For each subject: its name, how a rationale names it as missing, how a summary documents it."""
    return tuple(
        (
            subject["name"],
            Phrases.of(*subject["missed"]),
            Phrases.of(*subject["documented"], after=""),
        )
        for subject in vocabulary("documentation")["subject"]
    )


def documented_after_all(reading: Reading) -> Iterator[Problem]:
    """ "No documentation of X" in a rationale, and X in the summary: both places are quoted."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        if not span or issue["decision"].value != "upheld":
            continue
        gaps = list(_gaps(reading, span))
        for name, missed, documented in _subjects():
            near = ((place, (gap, min(place[1], gap + _NEAR))) for gap, place in gaps)
            denial = next((place for place, behind in near if reading.first(missed, behind)), None)
            place = _stated(reading, documented) if denial else None
            if denial and place:
                message = f"Item {number + 1}'s rationale says there is nothing on {name}; the summary has it."
                fields = f"issues[{number}].rationale", "clinical_summary"
                yield reading.problem("documented_after_all", message, fields, denial, place)


def ur_missed(reading: Reading) -> Iterator[Problem]:
    """UR's reason as the summary gives it, "no documentation of X", and X elsewhere in the summary."""
    for sentence in reading.sentences(reading.summary):
        gap = reading.first(_MISSING, sentence) if of_ur(reading, sentence) else None
        if not gap or _GENERAL.search(reading.text(sentence)):
            continue
        for name, missed, documented in _subjects():
            denial = reading.first(missed, (gap[0], sentence[1]))
            place = _stated(reading, documented) if denial else None
            if denial and place and not sentence[0] <= place[0] < sentence[1]:
                message = f"Utilization review said there is nothing on {name}; the summary has it."
                fields = ("clinical_summary",)
                yield reading.problem("ur_missed", message, fields, sentence, place, severity=Severity.NOTE)


def _gaps(reading: Reading, span: tuple[int, int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each sentence that says something is not documented, and where it begins to say so."""
    for sentence in reading.sentences(span):
        gap, last = reading.first(_MISSING, sentence), reading.first(_SAID_LAST, sentence)
        if (gap or last) and not _GENERAL.search(reading.text(sentence)):
            early = max(last[0] - _BEFORE, sentence[0]) if last else sentence[1]
            yield min(early, gap[0] if gap else early), sentence


def _stated(reading: Reading, documented: Phrases) -> tuple[int, int] | None:
    """Where the summary documents a subject, if it does."""
    for start, end, _name in reading.letter.words.mentions(documented, *reading.summary):
        if not _NEGATED.search(reading.letter.text, max(reading.summary[0], start - 50), start):
            return start, end
    return None


def spelling(reading: Reading) -> Iterator[Problem]:
    """A medicine that is not known, but nearly: probably misspelt."""
    finding = reading.fields.get("medications")
    if not finding or not isinstance(finding.value, tuple):
        return
    for name, place in zip(finding.value, finding.evidence, strict=False):
        if drugs.generic(str(name)):
            continue
        if near := drugs.nearest(str(name)):
            message = f"“{name}” is not a known medicine: probably {near}."
            yield reading.problem("drug_spelling", message, ("medications",), (place,), severity=Severity.NOTE)

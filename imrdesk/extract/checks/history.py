"""Checks of what a rationale tells of the claimant's history against the date of injury."""

import re
from collections.abc import Iterator
from datetime import date

from imrdesk.extract.items import RATIONALE
from imrdesk.extract.phrases import Phrases
from imrdesk.record.finding import Problem, Severity
from imrdesk.record.values import iso_date, show

from .reading import Reading

_INJURY = Phrases.of(
    r"(?:DOI|dates?\s+of\s+injury)\b[^.;]{0,40}",
    r"(?:injured|hurt)(?:\s+at\s+work)?\s+on\b",
    r"(?:injury|accident)\s+(?:of|on|dated|from)\b",
    after="",
)
_DATE_LENGTH = 20
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_AS_LONG = (
    r"(?:for|over|at\s+least)\s+(?:(?:at\s+least|more\s+than|over|about|approximately|nearly|almost)\s+)?"
    rf"(?:the\s+(?:past|last)\s+)?(?:(?:{_NUMBER}|several|many)\s+)?"
)
_LONG = Phrases(
    {
        "long": [r"long(?:[- ]standing)?\s+history\s+of\s+pain"],
        "month": [f"{_AS_LONG}months?"],
        "year": [f"{_AS_LONG}years?"],
    },
    r"\b",
    r"\b",
)
_OF_WORK = re.compile(r"\b(?:work(?:ed|s|ing)|employ\w+|job|smok\w+|next|follow-?up|old)\b", re.IGNORECASE)
_OF_CLAIMANT = re.compile(r"\b(?:patient|claimant|worker|applicant|employee|IW|he|she)\b", re.IGNORECASE)
_COUNTED = {"month": 25, "year": 330}  # days a unit, where they are counted: "five years" may be a little less
_AT_LEAST = {"month": 60, "year": 365, "long": 180}  # days since the injury, below which the words cannot be meant
_PRIOR = re.compile(
    r"\b(?:prior|previous|earlier)\s+(?:\w+\s+){0,3}?(?:MRI|CT|x-?rays?|EMG|study|studies|surgery|operation)\b[^.;]{0,30}?"
    r"(?P<date>(?<![\d/-])(?P<month>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d)\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b)",
    re.IGNORECASE,
)


def other_injury_date(reading: Reading) -> Iterator[Problem]:
    """A rationale that gives another date of injury than header and summary."""
    header, found = reading.iso("date_of_injury"), reading.fields.get("injury_date_in_summary")
    known = {header, iso_date(str(found.value)) if found and found.value else None}
    for number, span in _rationales(reading):
        for begin, end, _name in reading.letter.words.mentions(_INJURY, *span):
            first = next(reading.dates((begin, min(end + _DATE_LENGTH, span[1]))), None)
            if header and first and first[0] not in known:
                message = f"Item {number + 1}'s rationale names {show(first[0])} as a date of injury."
                evidence = reading.fields["date_of_injury"].evidence
                yield reading.problem("other_injury_date", message, ("date_of_injury",), evidence, first[1])
                return


def longer_than_the_claim(reading: Reading) -> Iterator[Problem]:
    """ "For several years" in a rationale on an injury of some weeks ago."""
    days = _days_of_claim(reading)
    for number, span in _rationales(reading) if days is not None else ():
        for sentence in reading.sentences(span):
            told = reading.letter.words.first(_LONG, *sentence)
            if not told or not _OF_CLAIMANT.search(reading.text(sentence)) or _OF_WORK.search(reading.text(sentence)):
                continue
            begin, end, unit = told
            words = reading.text((begin, end))
            if days is not None and days < _least(unit, words):
                message = f"Item {number + 1}: “{words}”, but UR decided {days} days after the injury."
                name = f"issues[{number}].rationale"
                yield reading.problem("longer_than_the_claim", message, (name,), told[:2], severity=Severity.NOTE)
                break


def _least(unit: str, words: str) -> int:
    """How many days some words mean at the least."""
    number = re.search(rf"\b{_NUMBER}\b", words, re.IGNORECASE)
    if not number or unit == "long":
        return _AT_LEAST[unit]
    return (_NUMBERS[word] if (word := number[0].lower()) in _NUMBERS else int(word)) * _COUNTED[unit]


def _days_of_claim(reading: Reading) -> int | None:
    """Days from the injury to the UR denial."""
    injured, denied = reading.iso("date_of_injury"), reading.iso("ur_denial_date")
    return (date.fromisoformat(denied) - date.fromisoformat(injured)).days if injured and denied else None


def study_before_injury(reading: Reading) -> Iterator[Problem]:
    """A prior study or operation that a rationale rests on, of a date before the injury."""
    injured = reading.iso("date_of_injury")
    for number, span in _rationales(reading) if injured else ():
        for match in _PRIOR.finditer(reading.letter.text, *span):
            when = f"{match['year']}-{int(match['month']):02}" if match["year"] else iso_date(match["date"])
            if injured and when and when < injured[: len(when)]:
                message = f"Item {number + 1}'s rationale rests on something of {match['date']}, before the injury."
                places = reading.fields["date_of_injury"].evidence, match.span("date")
                name = f"issues[{number}].rationale"
                yield reading.problem("study_before_injury", message, (name,), *places, severity=Severity.NOTE)
                break


def _rationales(reading: Reading) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each item's number and where its rationale stands."""
    for number in range(len(reading.issues)):
        if span := reading.part(number, RATIONALE):
            yield number, span

"""Checks of dates: the header's against the summary's, and the order in which things can have happened."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta

from imrdesk.extract.phrases import Phrases
from imrdesk.record.finding import Problem, Severity
from imrdesk.record.values import MONTHS, iso_date, show

from .reading import Reading

_UR = Phrases.of(r"utili[sz]ation\s+review", r"UR\b", r"claims\s+administrator", after="")
_DECIDED = re.compile(
    r"non-?\s?certif\w+|den(?:ied|ies|y|ial)|modif\w+|failed\s+to\s+approve|not\s+certif\w+|prior\s+review",
    re.IGNORECASE,
)
_VISIT = Phrases.of(
    "presented", "seen", "evaluat(?:ed|ion)", r"examin\w+", r"progress\s+(?:note|report)s?", r"(?:office\s+)?visit",
    "follow[- ]?up", "reported", r"complain\w+", "surgery", "underwent", "consultation",
)  # fmt: skip
_HISTORY = re.compile(r"\b(?:history|previous|prior|past|earlier|born|birth\w*|DOB)\b", re.IGNORECASE)
_REQUEST = Phrases.of(r"request\s+for\s+authorization", r"RFA\b", after="")
_BIRTH = Phrases.of(r"birth\s?dates?", r"dates?\s+of\s+birth", "DOB", "born")
_YEAR_BEFORE = 1
_LEAST_AGE = 14
_OTHER_PAPER = re.compile(r"note|report|service|received", re.IGNORECASE)
_NOTED = re.compile(r"\bnotes?\b|\bdocument\w+", re.IGNORECASE)
_SOON = 7  # days
_NO_YEAR = Phrases.of(*(rf"{month}\s+(?:\d{{1,2}},?\s+)?\d{{5,}}" for month in MONTHS))


def injury_date(reading: Reading) -> Iterator[Problem]:
    """The header's date of injury against the summary's."""
    header, found = reading.iso("date_of_injury"), reading.fields.get("injury_date_in_summary")
    stated = iso_date(str(found.value)) if found and found.value else None
    if header and found and stated and stated != header:
        message = f"The header gives {show(header)} as the date of injury, the summary {show(stated)}."
        places = reading.fields["date_of_injury"].evidence, found.evidence
        yield reading.problem("injury_date_differs", message, ("date_of_injury", "injury_date_in_summary"), *places)


def ur_date(reading: Reading) -> Iterator[Problem]:
    """The header's date of the UR denial against the date the summary gives for it."""
    header = reading.iso("ur_denial_date")
    stated = list(_ur_dates(reading))
    if header and stated and header not in {iso for iso, _place in stated}:
        iso, place = stated[-1]
        message = f"The header gives {show(header)} as the UR denial date, the summary {show(iso)}."
        yield reading.problem(
            "ur_date_differs", message, ("ur_denial_date",), reading.fields["ur_denial_date"].evidence, place
        )


def _ur_dates(reading: Reading) -> Iterator[tuple[str, tuple[int, int]]]:
    """Dates in sentences that say what utilization review decided; a request's own date is not one of them."""
    for sentence in reading.sentences(reading.summary):
        if reading.first(_UR, sentence) and _DECIDED.search(reading.text(sentence)):
            for iso, place in reading.dates(sentence):
                before = max(sentence[0], place[0] - 40), place[0]
                if not reading.first(_REQUEST, before) and not _OTHER_PAPER.search(reading.text(before)):
                    yield iso, place


def before_injury(reading: Reading) -> Iterator[Problem]:
    """An exam, complaint or operation of this claim dated before the injury."""
    injured = reading.iso("date_of_injury")
    if not injured:
        return
    for sentence in reading.sentences(reading.summary):
        if not _is_of_visit(reading, sentence):
            continue
        for iso, place in reading.dates(sentence):
            if iso < injured and int(injured[:4]) - int(iso[:4]) <= _YEAR_BEFORE:
                message = f"{show(iso)} is before the date of injury, {show(injured)}."
                evidence = reading.fields["date_of_injury"].evidence
                yield reading.problem("before_injury", message, ("date_of_injury",), evidence, place)
                return


def _is_of_visit(reading: Reading, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells of a visit, not of what was before this claim."""
    return bool(reading.first(_VISIT, sentence) and not _HISTORY.search(reading.text(sentence)))


def after_denial(reading: Reading) -> Iterator[Problem]:
    """A request for authorization dated after utilization review had denied it."""
    denied = reading.iso("ur_denial_date")
    if not denied:
        return
    for sentence in reading.sentences(reading.summary):
        request = reading.first(_REQUEST, sentence)
        if not request:
            continue
        for iso, place in reading.dates((request[0], sentence[1])):
            if iso > denied:
                message = f"The request is dated {show(iso)}, after the UR denial of {show(denied)}."
                evidence = reading.fields["ur_denial_date"].evidence
                yield reading.problem("request_after_denial", message, ("ur_denial_date",), evidence, place)
                return
            break


def visit_after_denial(reading: Reading) -> Iterator[Problem]:
    """A visit that utilization review cannot have known: dated after its denial. Common, and worth knowing."""
    denied = reading.iso("ur_denial_date")
    if not denied:
        return
    for sentence in reading.sentences(reading.summary):
        told = reading.first(_VISIT, sentence) or _NOTED.search(reading.text(sentence))
        if not told or reading.first(_UR, sentence) or reading.first(_REQUEST, sentence):
            continue
        for iso, place in reading.dates(sentence):
            if denied < iso <= (reading.iso("decision_date") or iso):
                message = f"{show(iso)} is after the UR denial of {show(denied)}: UR cannot have known of it."
                evidence = reading.fields["ur_denial_date"].evidence
                yield reading.problem(
                    "visit_after_denial", message, ("ur_denial_date",), evidence, place, severity=Severity.NOTE
                )
                return


def request_before_visit(reading: Reading) -> Iterator[Problem]:
    """A request dated some days before the visit next to it: it cannot rest on what was found there."""
    visits: dict[str, tuple[int, int]] = {}
    requests: dict[str, tuple[int, int]] = {}
    for sentence in reading.sentences(reading.summary):
        if request := reading.first(_REQUEST, sentence):
            requests.update(itertools.islice(reading.dates((request[0], sentence[1])), 1))
        elif _is_of_visit(reading, sentence) and not reading.first(_UR, sentence):
            visits.update(reading.dates(sentence))
    for asked, place in requests.items():
        soon = (date.fromisoformat(asked) + timedelta(days=_SOON)).isoformat()
        later = sorted(iso for iso in visits if asked < iso <= soon)
        if later and asked not in visits:
            message = f"The request is dated {show(asked)}, before the visit of {show(later[0])}."
            places = place, visits[later[0]]
            yield reading.problem(
                "request_before_visit", message, ("clinical_summary",), *places, severity=Severity.NOTE
            )


def no_year(reading: Reading) -> Iterator[Problem]:
    """A date whose year has a digit too many."""
    if place := reading.first(_NO_YEAR, reading.summary):
        message = f"“{reading.text(place)}” is not a date."
        yield reading.problem("no_year", message, ("clinical_summary",), place, severity=Severity.NOTE)


def birth_dates(reading: Reading) -> Iterator[Problem]:
    """Two different dates of birth."""
    found: dict[str, tuple[int, int]] = {}
    injured = reading.iso("date_of_injury")
    for sentence in reading.sentences(reading.summary):
        if mark := reading.first(_BIRTH, sentence):
            for iso, place in reading.dates((mark[0], sentence[1])):
                if not injured or int(injured[:4]) - int(iso[:4]) >= _LEAST_AGE:  # else it is of something else
                    found.setdefault(iso, place)
    if len(found) > 1:
        dates = " and ".join(show(iso) for iso in found)
        message = f"The letter gives {len(found)} dates of birth: {dates}."
        yield reading.problem("birth_dates", message, ("patient_age",), *found.values())


def age(reading: Reading) -> Iterator[Problem]:
    """An age at which nobody works."""
    finding = reading.fields.get("patient_age")
    if finding and isinstance(finding.value, int) and not _LEAST_AGE <= finding.value <= 99:
        message = f"An age of {finding.value} is unusual for a worker."
        yield reading.problem("age", message, ("patient_age",), finding.evidence, severity=Severity.WARNING)

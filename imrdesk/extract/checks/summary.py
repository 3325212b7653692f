"""Checks of the clinical summary against itself and against what is asked for."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from imrdesk.extract.clinical import listed_diagnoses
from imrdesk.extract.letter import Letter
from imrdesk.extract.phrases import Words
from imrdesk.extract.treatment import named_parts
from imrdesk.extract.vocabularies import phrases
from imrdesk.record.finding import Problem, Severity

from .reading import Reading
from .requests import of_ur

_ASKED = re.compile(r"\b(?:request\w*|RFA|plan|recommend\w*|order\w*|authori[sz]ation|treatment plan)\b", re.IGNORECASE)
_ANYWHERE = frozenset(("psyche", "internal", "other", "head"))  # told in other words than the part's name
_SPINE = frozenset(("neck", "upper back", "low back"))
_NEAR = {
    "hand": ("wrist", "finger"), "wrist": ("hand", "forearm"), "finger": ("hand",), "foot": ("ankle", "toe"),
    "toe": ("foot",), "ankle": ("foot",), "hip": ("pelvis", "thigh"), "pelvis": ("hip", "low back"),
    "thigh": ("hip",), "abdomen": ("pelvis",), "upper arm": ("shoulder", "elbow"), "forearm": ("elbow", "wrist"),
    "lower leg": ("knee", "ankle"), "upper back": ("chest",),
}  # fmt: skip


def listed_twice(reading: Reading) -> Iterator[Problem]:
    """One diagnosis given twice in the list: one of the two may stand for another."""
    seen: dict[str, tuple[int, int]] = {}
    for start, end in listed_diagnoses(reading.letter, *reading.summary):
        words = reading.text((start, end)).lower()
        if words in seen:
            message = f"“{words}” is listed twice among the diagnoses; one may stand for another."
            places = seen[words], (start, end)
            yield reading.problem("listed_twice", message, ("diagnoses",), *places, severity=Severity.NOTE)
        seen.setdefault(words, (start, end))


def part_not_told(reading: Reading) -> Iterator[Problem]:
    """A treatment of a part of the body of which the summary tells nothing but the request."""
    told = _told(reading)
    for number, issue in enumerate(reading.issues):
        finding = issue.get("body_parts")
        if not finding or not isinstance(finding.value, tuple) or not told:
            continue
        heading = str(issue["disputed_treatment"].value or "")
        spine = bool(named_parts(Words(heading), table="spine")) and "back" not in heading.lower()
        if finding.needs_review and not spine:
            continue
        wanted = _SPINE if spine else {str(part) for part in finding.value}
        if wanted and wanted.isdisjoint(told | _ANYWHERE):
            message = f"Item {number + 1} is for the {', '.join(sorted(wanted))}, of which the summary tells nothing."
            name = f"issues[{number}].body_parts"
            yield reading.problem("part_not_told", message, (name,), finding.evidence, severity=Severity.NOTE)


def _told(reading: Reading) -> frozenset[str]:
    """The parts of which the summary tells, and those beside them; what only a request names is not told."""
    return _told_of(reading.letter, reading.summary)


@lru_cache(maxsize=1)
def _told_of(letter: Letter, summary: tuple[int, int]) -> frozenset[str]:
    reading = Reading(letter, summary, (), {}, ())
    sentences = list(reading.sentences(summary))
    starts = [start for start, _end in sentences]
    told: set[str] = set()
    for begin, _stop, part in letter.words.mentions(phrases("body_parts", "parts"), *summary):
        if part not in told:
            sentence = sentences[bisect_right(starts, begin) - 1]
            if not (of_ur(reading, sentence) or _ASKED.search(reading.text(sentence))):
                told.add(part)
    return frozenset(told | {near for part in told for near in _NEAR.get(part, ())})


def part_not_diagnosed(reading: Reading) -> Iterator[Problem]:
    """A treatment of a part of the body that none of the diagnoses names."""
    finding = reading.fields.get("diagnoses")
    if not finding or not isinstance(finding.value, tuple) or not finding.value:
        return
    words = Words("; ".join(str(name) for name in finding.value))
    named = {part for _begin, _stop, part in named_parts(words)}
    if not named or named_parts(words, table="extremities") or named_parts(words, table="spine"):
        return
    told = _told(reading)
    known = named | {near for part in named for near in _NEAR.get(part, ())} | _ANYWHERE
    for number, issue in enumerate(reading.issues):
        parts = issue.get("body_parts")
        if not parts or parts.needs_review or not isinstance(parts.value, tuple):
            continue
        missing = [str(part) for part in parts.value if part not in known]
        if missing and not told.isdisjoint(map(str, parts.value)):
            message = f"Item {number + 1} is for the {', '.join(missing)}, of which there is no diagnosis."
            name = f"issues[{number}].body_parts"
            places = parts.evidence, finding.evidence
            yield reading.problem("part_not_diagnosed", message, (name,), *places, severity=Severity.NOTE)

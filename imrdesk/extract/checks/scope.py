"""Checks of whether a rationale decides what was asked for: its part of the body, its direction, work already done."""

import itertools
import re
from collections.abc import Iterator, Mapping

from imrdesk.extract.items import RATIONALE
from imrdesk.extract.vocabularies import phrases
from imrdesk.record.finding import Finding, Problem, Severity

from .reading import Reading

_THINGS: dict[str, str] = {  # how a rationale calls what is asked for, by category
    "Diagnostic Testing": r"(?:MRIs?|CTs?|x-?rays?|radiographs?|ultrasounds?|imaging|EMG|NCS|NCV)",
    "Rehabilitation": r"(?:physical\s+therapy|therapy|acupuncture|chiropractic|manipulation)",
    "Injection": r"(?:injections?|blocks?)",
    "Surgery": r"(?:surgery|arthroscop\w+|operation|decompression|fusion|release|repair)",
}
_OF_CASE = re.compile(
    r"\b(?:patient(?!-)|claimant|worker|applicant|criteria|request\w*|necess\w+|medical records)\b", re.IGNORECASE
)
_HEADING = "item.body_parts"  # only parts that the heading itself names
_VERDICT = re.compile(r"\brequest\w*\b.*\bnecess\w+|\bnecess\w+.*\brequest\w*\b", re.IGNORECASE)
_NO_PART = frozenset(("psyche", "internal", "other"))
_BESIDE: dict[str, tuple[str, ...]] = {
    "hand": ("finger", "wrist"), "finger": ("hand",), "wrist": ("hand", "forearm"), "foot": ("ankle", "toe"),
    "toe": ("foot",), "ankle": ("foot",), "hip": ("pelvis", "thigh"), "pelvis": ("hip", "low back"),
    "knee": ("lower leg", "thigh"),
    "upper back": ("neck", "low back"), "low back": ("upper back", "pelvis"), "neck": ("upper back", "head"),
    "shoulder": ("upper arm",), "elbow": ("forearm",), "lower leg": ("knee", "ankle"), "thigh": ("hip", "knee"),
    "head": ("neck", "face"), "face": ("head",), "chest": ("upper back",), "forearm": ("elbow", "wrist"),
    "upper arm": ("shoulder",),
}  # fmt: skip
_SUPPORT = re.compile(
    r"\bthere\s+(?:is|are|was|were)\s+(?:(?:a|an|the|clear|sufficient|adequate|ample|some|good|strong)\s+){0,2}"
    r"(?:rationale|documentation|evidence|justification|indication|support|need)s?\s+(?:provided\s+|submitted\s+|available\s+)?"
    r"(?:to\s+(?:support|warrant|justify)|supporting|that\s+supports?|for\s+(?:the|this|a|an)\b)|"
    r"\b(?:records?|documentation|evidence|notes?|reports?|history|exam\w*)\s+(?:clearly\s+|provided\s+|submitted\s+)?"
    r"(?:supports?|justif(?:y|ies)|warrants?)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|not|without|lack\w*|insufficient|absen\w+|although|however|while|but)\b", re.IGNORECASE)
_PART_OF_IT = re.compile(
    r"\b(?:additional|further|more)\s+(?:trial\s+of\s+)?(?:\d+|one|two|three|four|six|eight)\s+"
    r"(?:\w+\s+){0,3}?(?:sessions?|visits?|treatments?|weeks?)\b[^.;]{0,120}?"
    r"\b(?:is|are|was|were|would\s+be|seems?|appears?)\s+"
    r"(?:medically\s+)?(?:indicated|appropriate|warranted|supported|reasonable|necessary)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\bboth\b[^.;]{3,80}?\band\b[^.;]{3,80}?\bare\s+(?:not\s+)?medically\s+necessary", re.IGNORECASE)
_CONCLUDES = re.compile(r"(?:therefore|as\s+such|thus|hence|given|consequently|accordingly)\b", re.IGNORECASE)
_HAS_RESULT = re.compile(
    r"\b(?:revealed|showed|demonstrated|was\s+positive|was\s+negative|was\s+normal)\b", re.IGNORECASE
)
_COMMON = frozenset((
    "of", "the", "and", "for", "with", "without", "contrast", "left", "right", "bilateral", "comprehensive",
    "additional", "repeat", "spine", "initial", "one", "scan",
))  # fmt: skip


def other_part(reading: Reading) -> Iterator[Problem]:
    """A rationale that decides the same kind of treatment for a part of the body that the item does not name."""
    for number, issue in enumerate(reading.issues):
        span, finding = reading.part(number, RATIONALE), issue.get("body_parts")
        things = _THINGS.get(str(issue["category"].value))
        if not span or not things or not finding or not isinstance(finding.value, tuple) or finding.rule != _HEADING:
            continue
        wanted = {str(part) for part in finding.value}
        for sentence in reading.sentences(span):
            if _OF_CASE.search(reading.text(sentence)) and (other := _other_part(reading, sentence, wanted, things)):
                begin, stop, part = other
                message = (
                    f"Item {number + 1} is for the {', '.join(sorted(wanted))}; its rationale decides on the {part}."
                )
                name = f"issues[{number}].body_parts"
                yield reading.problem("other_part", message, (name,), finding.evidence, (begin, stop))
                break


def _other_part(
    reading: Reading, sentence: tuple[int, int], wanted: set[str], things: str
) -> tuple[int, int, str] | None:
    """The part for which a sentence speaks of a thing, where it names none of those wanted."""
    text = reading.letter.text
    named = list(reading.letter.words.mentions(phrases("body_parts", "parts"), *sentence))
    beside = {near for part in wanted for near in _BESIDE.get(part, ())}
    known = wanted if _VERDICT.search(reading.text(sentence)) else wanted | beside
    if any(part in wanted for _begin, _stop, part in named):
        return None
    for begin, stop, part in named:
        behind = re.compile(rf"\s+(?:joint\s+)?{things}\b", re.IGNORECASE).match(text, stop, sentence[1])
        before = re.search(
            rf"\b{things}\b(?:\s+\w+){{0,2}}?\s+of\s+(?:the\s+)?(?:(?:left|right|bilateral)\s+)?$",
            text[max(sentence[0], begin - 60) : begin],
            re.IGNORECASE,
        )
        if (behind or before) and part not in known | _NO_PART:
            return begin, stop, part
    return None


def supported_yet_upheld(reading: Reading) -> Iterator[Problem]:
    """ "There is documentation to support the request. Therefore it is not necessary": a "no" may be missing."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        if not span or issue["decision"].value != "upheld":
            continue
        for sentence, after in itertools.pairwise(reading.sentences(span)):
            text = reading.text(sentence)
            if _SUPPORT.search(text) and not _NEGATED.search(text) and _CONCLUDES.match(reading.text(after)):
                message = f"Item {number + 1} is upheld, but its rationale finds support for it; a “no” may be missing."
                name = f"issues[{number}].decision"
                yield reading.problem("supported_yet_upheld", message, (name,), issue["decision"].evidence, sentence)
                break


def part_supported(reading: Reading) -> Iterator[Problem]:
    """An upheld item of which the rationale finds a part appropriate; one that decides more than is disputed."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        for sentence in reading.sentences(span) if span else ():
            text = reading.text(sentence)
            part = issue["decision"].value == "upheld" and _PART_OF_IT.search(text) and not _NEGATED.search(text)
            both = issue["ur_action"].value == "modified" and _BOTH.search(text)
            if part or both:
                what = "more than is in dispute" if both else "a part of what is asked for"
                message = f"Item {number + 1} is {issue['decision'].value}; its rationale speaks for {what}."
                name = f"issues[{number}].decision"
                places = issue["decision"].evidence, sentence
                yield reading.problem("part_supported", message, (name,), *places, severity=Severity.NOTE)
                break


def already_done(reading: Reading) -> Iterator[Problem]:
    """A test that is asked for, and whose result the summary has."""
    for number, issue in enumerate(reading.issues):
        words = _words(issue)
        if issue["category"].value != "Diagnostic Testing" and "test" not in " ".join(words):
            continue
        for sentence in reading.sentences(reading.summary):
            result = _HAS_RESULT.search(reading.letter.text, *sentence)
            before = reading.letter.text[sentence[0] : result.start()].lower() if result else ""
            if len(words) > 1 and result and re.search(r"\W+(?:\w+\W+){0,4}?".join(map(re.escape, words)), before):
                message = f"Item {number + 1} asks for a test whose result the summary has; it may be done already."
                name = f"issues[{number}].treatment"
                places = issue["treatment"].evidence, sentence
                yield reading.problem("already_done", message, (name,), *places, severity=Severity.NOTE)
                break


def _words(issue: Mapping[str, Finding]) -> list[str]:
    """The words of a heading that say what is asked for, and where."""
    heading = re.sub(r"\([^)]*\)", " ", str(issue["disputed_treatment"].value or "").lower())
    return [word for word in re.findall(r"[a-z][a-z/-]+", heading) if word not in _COMMON]

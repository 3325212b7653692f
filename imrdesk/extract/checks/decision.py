"""Checks of a decision against its own rationale: verdict, side, body part and quantity."""

import re
from collections.abc import Iterator

from imrdesk.extract.items import CLAIMS, IMR, RATIONALE
from imrdesk.extract.treatment import named_parts
from imrdesk.record.finding import Problem, Severity

from .reading import Reading

_VERDICT = re.compile(
    r"(?P<no>\b(?:not|never|cannot|neither|nor)[\s-]*(?:\w+\s+){0,4}?|\bnone\b[^.;,]{0,60}?|\bnot(?=medically))?"
    r"(?P<word>medically\s*necessary|medically\s+appropriate)|(?P<nec>medical\s+necessity)\s+(?:\w+\s+){0,6}?"
    r"(?:is|has|was|cannot)\s+(?P<lack>not\s+|be\s+not\s+|cannot\s+)?(?:been\s+|be\s+)?established",
    re.IGNORECASE,
)
_CAVEAT = re.compile(r"should\s+not\s+be\s+interpreted|addresses\s+the\s+medical\s+necessity", re.IGNORECASE)
_OPPOSITE = {"left": "right", "right": "left"}
_COUNT = re.compile(
    r"[#(]\s?(?P<hash>\d+)\b|\b(?P<number>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty)"
    r"[ -]+(?:additional\s+|more\s+)?(?:[a-z]+\s+){0,2}?(?:sessions?|visits?|treatments?)\b",
    re.IGNORECASE,
)
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "twenty": 20,
}  # fmt: skip
_RANGE = re.compile(r"\d\s*(?:-|–|to|or)\s*$", re.IGNORECASE)  # "3 to 6 treatments": what a guideline allows
_ORIGINAL = re.compile(r"\boriginal(?:ly)?\s+request(?:ed)?\b|\binitial\s+(?:treatment\s+)?request\b", re.IGNORECASE)
_TOO_MUCH = re.compile(r"\bexce(?:eds?|ss)\b|\bexcessive\b", re.IGNORECASE)
_BODY_CHAPTER = re.compile(r"complaints|chapter|\(ODG\)|official\s+disability", re.IGNORECASE)


def verdict(reading: Reading) -> Iterator[Problem]:
    """The heading's decision against the rationale's last verdict; a rationale without one says nothing."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        decision = issue["decision"].value
        found = _last_verdict(reading, span) if span and decision else None
        if found and found[0] != decision:
            message = f"Item {number + 1} is headed {decision}, but its rationale ends as for {found[0]}."
            name = f"issues[{number}].decision"
            yield reading.problem("verdict_differs", message, (name,), issue["decision"].evidence, found[1])


def _last_verdict(reading: Reading, span: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    last = None
    for sentence in reading.sentences(span):
        if "medical" in reading.text(sentence).lower() and not _CAVEAT.search(reading.text(sentence)):
            for match in _VERDICT.finditer(reading.letter.text, *sentence):
                no = match["no"] or match["lack"]
                if not re.match(r"(?:if|whether|when|unless|considered)\b", reading.text(sentence), re.IGNORECASE):
                    last = ("upheld" if no else "overturned"), sentence
    return last


def side(reading: Reading) -> Iterator[Problem]:
    """The heading's side against the rationale's: only the other side is spoken of."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        finding = issue.get("side")
        if not span or not finding or finding.needs_review or finding.value not in _OPPOSITE:
            continue
        other = _OPPOSITE[str(finding.value)]
        named = {kind: (begin, stop) for begin, stop, kind in named_parts(reading.letter.words, *span, "sides")}
        if other in named and finding.value not in named and "bilateral" not in named:
            message = f"Item {number + 1} asks for the {finding.value} side, its rationale speaks of the {other}."
            yield reading.problem("side_differs", message, (f"issues[{number}].side",), finding.evidence, named[other])


def body_part(reading: Reading) -> Iterator[Problem]:
    """The heading's body parts against those its rationale speaks of: none of them occurs, others do."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        finding = issue.get("body_parts")
        if not span or not finding or finding.rule != "item.body_parts" or not isinstance(finding.value, tuple):
            continue
        named = named_parts(reading.letter.words, *span)
        others = [item for item in named if item[2] not in ("psyche", "internal", "other", "head")]
        wanted = {str(part) for part in finding.value}
        told = {part for _begin, _stop, part in named}
        near = (
            _near([item for item in named if item[2] != "neck"]) | told
        )  # the neck's chapter covers the arm, it does not
        if wanted and others and wanted.isdisjoint(near):
            parts = ", ".join(sorted(wanted))
            message = f"Item {number + 1} is for the {parts}; its rationale speaks of the {others[0][2]}."
            place = others[0][:2]
            yield reading.problem(
                "body_part_differs", message, (f"issues[{number}].body_parts",), finding.evidence, place
            )


def quantity(reading: Reading) -> Iterator[Problem]:
    """What is left after UR's modification against what the rationale decides: the count first asked for."""
    for number, issue in enumerate(reading.issues):
        span = reading.part(number, RATIONALE)
        if not span or issue["ur_action"].value != "modified":
            continue
        live = {count for count, _place in _counts(issue["disputed_treatment"].raw or "")}
        asked = {count for count, _place in _counts(str(issue["treatment"].value))} - live
        decided = {count: place for count, place in _counts_at(reading, span) if count in asked | live}
        if live and (whole := _of_the_whole(reading, span, asked)):
            message = f"Item {number + 1}: {_joined(live)} in dispute, but the rationale judges the original request."
            name = f"issues[{number}].quantity"
            yield reading.problem("quantity_differs", message, (name,), issue["disputed_treatment"].evidence, whole)
            continue
        if live and decided and live.isdisjoint(decided):
            count, place = next(iter(decided.items()))
            message = f"Item {number + 1}: {_joined(live)} in dispute, but the rationale speaks of {count}."
            name = f"issues[{number}].quantity"
            yield reading.problem("quantity_differs", message, (name,), issue["disputed_treatment"].evidence, place)


def _of_the_whole(reading: Reading, span: tuple[int, int], asked: set[int]) -> tuple[int, int] | None:
    """The sentence that finds what was first asked for to be too much."""
    for sentence in reading.sentences(span):
        text = reading.text(sentence)
        counts = {count for count, _place in _counts(text)}
        if _ORIGINAL.search(text) and _TOO_MUCH.search(text) and (not counts or counts & asked):
            return sentence
    return None


def _joined(counts: set[int]) -> str:
    return " or ".join(str(count) for count in sorted(counts)) + (" are" if max(counts) > 1 else " is")


def _counts(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    for match in _COUNT.finditer(text):
        if _RANGE.search(text, max(match.start() - 8, 0), match.start()):
            continue
        word = str(match["hash"] or match["number"]).lower()
        yield _WORDS[word] if word in _WORDS else int(word), match.span()


def _counts_at(reading: Reading, span: tuple[int, int]) -> Iterator[tuple[int, tuple[int, int]]]:
    for count, (begin, stop) in _counts(reading.text(span)):
        yield count, (span[0] + begin, span[0] + stop)


def chapter(reading: Reading) -> Iterator[Problem]:
    """A guideline chapter of another part of the body than the item's."""
    for number, issue in enumerate(reading.issues):
        finding = issue.get("body_parts")
        parts = {str(part) for part in finding.value} if finding and isinstance(finding.value, tuple) else set[str]()
        for name in (CLAIMS, IMR) if parts and _OF_NO_CHAPTER.isdisjoint(parts) else ():
            span = reading.part(number, name)
            if not finding or not span or not _BODY_CHAPTER.search(reading.text(span)):
                continue
            named = [item for item in named_parts(reading.letter.words, *span) if item[2] not in _OF_NO_CHAPTER]
            if named and parts.isdisjoint(_near(named)):
                message = f"Item {number + 1} is for the {min(parts)}, the guideline cited is for the {named[0][2]}."
                fields = f"issues[{number}].{name}", f"issues[{number}].body_parts"
                places = finding.evidence, named[0][:2]
                yield reading.problem("chapter_differs", message, fields, *places, severity=Severity.NOTE)


_OF_NO_CHAPTER = frozenset(("psyche", "internal", "eye", "face"))  # cited from chapters of other parts all the time
_NEIGHBOURS = {  # what a chapter covers besides its own part: nerves of the neck reach the hand
    "neck": ("upper back", "shoulder", "upper arm", "forearm", "hand"),
    "low back": ("upper back", "pelvis"),
    "shoulder": ("upper arm",),
    "forearm": ("wrist", "elbow", "hand", "finger"),
    "wrist": ("hand", "finger"),
    "hand": ("finger", "wrist"),
    "hip": ("pelvis", "thigh"),
    "knee": ("thigh", "lower leg"),
    "ankle": ("foot",),
    "foot": ("toe", "ankle"),
}


def _near(named: list[tuple[int, int, str]]) -> set[str]:
    """The parts a chapter covers: those it names, and what lies beside them."""
    parts = {part for _begin, _stop, part in named}
    return parts | {near for part in parts for near in _NEIGHBOURS.get(part, ())}

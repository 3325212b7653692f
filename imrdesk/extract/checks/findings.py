"""Checks of findings: sides that change between summary and rationale, findings that are there and are not."""

import re
from collections.abc import Iterator

from imrdesk.extract.items import RATIONALE
from imrdesk.extract.phrases import Phrases
from imrdesk.extract.vocabularies import phrases
from imrdesk.record.finding import Problem, Severity

from .reading import Reading

_OPPOSITE = {"left": "right", "right": "left"}
_SIDE = Phrases.of("left", "right", "bilateral")
_GAPS = re.compile(r"\s+"), re.compile(r"\s+(?!and\b|or\b)\w+\s+")  # between a side and the part it is of
_BESIDE = {
    "finger": ("hand",), "hand": ("finger", "wrist"), "wrist": ("hand", "finger"), "foot": ("ankle", "toe"),
    "toe": ("foot",), "ankle": ("foot",),
}  # fmt: skip
_NO_SIDES = frozenset(
    ("neck", "upper back", "low back", "head", "psyche", "internal", "other", "pelvis", "chest", "abdomen")
)
_DENIAL = r"(?:no|not|without|denie[sd]|negative\s+for|absence\s+of|free\s+of)\s+(?:\w+\s+){0,2}?"
_FINDINGS = {  # how each is named, and how it is denied
    word: (Phrases.of(f"{word}s?"), Phrases.of(f"{_DENIAL}{word}s?"))
    for word in (
        "tenderness", "numbness", "weakness", "swelling", "spasm", "effusion", "instability", "atrophy", "crepitus",
    )
}  # fmt: skip
_OF_LIMBS = frozenset(("numbness", "weakness", "swelling"))  # what is denied of an arm is denied of its hand
_ARM = frozenset(("upper arm", "elbow", "forearm", "wrist", "hand", "finger"))
_LEG = frozenset(("thigh", "knee", "lower leg", "ankle", "foot", "toe"))
_GRAVE = Phrases.of(
    "fractur", "h[ae]+matoma", "hemothorax", "pneumothorax", "dislocat", "amputat", "concussion", "herniat",
    "derangement", "ruptur", "laceration", "infection", after=r"\w*",
)  # fmt: skip
_GENERAL = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|recommend\w*|criteria|such\s+as|rule\s+out|suspect\w*|suggestive|if|when|whether|"
    r"unless|may|can|should|should|indications?|e\.g|visits|include\w*|no|not|without|non\w*|or|ICD\w*|shown|sensitive|high|risk|patients)\b",
    re.IGNORECASE,
)
_LIMB = Phrases({limb: [rf"(?:left|right)\s+{limb}"] for limb in ("arm", "leg")}, r"\b", r"\b")
_SAID = re.compile(
    r"\b(?:was|were|had|has|presents?|sustained|underwent|suffer(?:s|ed)|incurred|diagnosed|experienced)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|without|denie[sd]|negative)\b[^.;]{0,60}$", re.IGNORECASE)
_BILATERAL = re.compile(
    r"\b(?:bilateral|both|left\s+and\s+right|right\s+and\s+left)(?:[- ]sided)?\s+(?P<what>[a-z]{5,})", re.I
)
_CLAUSE_END = re.compile(
    r"[.;]|(?:,|\band\b|\bbut\b)(?=\s+(?:(?:and|but)\s+)?(?:there\s+(?:is|was)\s+)?(?:no|without|denie[sd])\b)",
    re.IGNORECASE,
)


def _sided(reading: Reading, span: tuple[int, int]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each part of the body that a stretch names with its side: side, part, and where."""
    text = reading.letter.text
    for begin, end, _name in reading.letter.words.mentions(_SIDE, *span):
        for gap in _GAPS:
            words = gap.match(text, end, span[1])
            named = phrases("body_parts", "parts").at(text, words.end(), span[1]) if words else None
            if named and named[2] not in _NO_SIDES:
                yield text[begin:end].lower(), named[2], (begin, named[1])
                break


def _limbs(reading: Reading, span: tuple[int, int]) -> set[tuple[str, str]]:
    """The arms and legs, with their sides, that a stretch names as such or by a part of them."""
    found: set[tuple[str, str]] = set()
    for side, part, _place in _sided(reading, span):
        found |= {(side, limb) for limb, parts in (("arm", _ARM), ("leg", _LEG)) if part in parts}
    for begin, end, limb in reading.letter.words.mentions(_LIMB, *span):
        found.add((reading.text((begin, end)).split()[0].lower(), limb))
    return found


def side_of_part(reading: Reading) -> Iterator[Problem]:
    """A part that a rationale names on one side, and the summary on the other only; not one that the item is for."""
    told: dict[str, set[str]] = {}
    for side, part, _place in _sided(reading, reading.summary):
        for name in (part, *_BESIDE.get(part, ())):
            told.setdefault(name, set()).add(side)
    for number, issue in enumerate(reading.issues):
        span, parts = reading.part(number, RATIONALE), issue["body_parts"].value
        asked = parts if isinstance(parts, tuple) else ()
        for side, part, place in _sided(reading, span) if span else ():
            if part not in asked and side in _OPPOSITE and told.get(part) == {_OPPOSITE[side]}:
                message = f"Item {number + 1}'s rationale names the {side} {part}; the summary tells of the other side."
                name = f"issues[{number}].rationale"
                yield reading.problem("side_of_part", message, (name,), place, severity=Severity.NOTE)
                break


def one_side_only(reading: Reading) -> Iterator[Problem]:
    """A condition of both sides that a rationale knows on one only."""
    finding = reading.fields.get("diagnoses")
    names = "; ".join(map(str, finding.value)) if finding and isinstance(finding.value, tuple) else ""
    for match in _BILATERAL.finditer(names):
        one = re.compile(
            rf"(?<!left and )(?<!right and )\b(?:left|right)(?:[- ]sided)?\s+{match['what']}", re.IGNORECASE
        )
        for number in range(len(reading.issues)):
            span = reading.part(number, RATIONALE)
            if span and finding and (found := one.search(reading.letter.text, *span)):
                message = f"Item {number + 1}'s rationale has “{found[0]}”, the diagnoses “{match[0]}”."
                places = found.span(), finding.evidence
                name = f"issues[{number}].rationale"
                yield reading.problem("one_side_only", message, (name,), *places, severity=Severity.NOTE)
                return


def not_in_summary(reading: Reading) -> Iterator[Problem]:
    """A grave finding that a rationale reports of the claimant and the summary does not have, or denies."""
    text = reading.letter.text
    told = {
        text[at : at + 6].lower()
        for at, _end, _name in reading.letter.words.mentions(_GRAVE, *reading.summary)
        if not _DENIED.search(text, max(reading.summary[0], at - 80), at)
    }
    for number in range(len(reading.issues)):
        span = reading.part(number, RATIONALE)
        for sentence in reading.sentences(span) if span else ():
            found = reading.first(_GRAVE, sentence)
            if not found or text[found[0] : found[0] + 6].lower() in told:
                continue
            if _SAID.search(text, *sentence) and not _GENERAL.search(text, *sentence):
                message = f"Item {number + 1}'s rationale reports “{reading.text(found)}”; the summary has none."
                name = f"issues[{number}].rationale"
                yield reading.problem("not_in_summary", message, (name,), sentence, severity=Severity.NOTE)
                break


def _clauses(reading: Reading) -> Iterator[tuple[int, int]]:
    """What the summary says piece by piece: parted at full stops, and where a denial begins."""
    at, stop = reading.summary
    for end in _CLAUSE_END.finditer(reading.letter.text, at, stop):
        yield at, end.start()
        at = end.end()
    yield at, stop


def _where(reading: Reading, clause: tuple[int, int], found: tuple[int, int]) -> tuple[int, int]:
    """Where in a clause the part stands of which it has a finding: behind it, else before it."""
    behind = found[1], clause[1]
    return behind if any(_sided(reading, behind)) or any(_limbs(reading, behind)) else (clause[0], found[0])


def found_and_not_found(reading: Reading) -> Iterator[Problem]:
    """A finding that the summary has in one place and denies in another, for one part and side."""
    for word, (named, denied) in _FINDINGS.items():
        if not reading.first(named, reading.summary) or not reading.first(denied, reading.summary):
            continue
        there: dict[tuple[str, str], tuple[int, int]] = {}
        missing: dict[tuple[str, str], tuple[int, int]] = {}
        for clause in _clauses(reading):
            if found := reading.first(named, clause):
                places = missing if reading.first(denied, clause) else there
                where = _where(reading, clause, found)
                named_there = _sided(reading, where)
                places.update({(side, part): clause for side, part, _ in named_there})
                if word in _OF_LIMBS:
                    places.update(dict.fromkeys(_limbs(reading, where), clause))
        for side, part in there.keys() & missing.keys():
            message = f"The summary finds {word} of the {side} {part} in one place and none in another."
            places = there[side, part], missing[side, part]
            yield reading.problem(
                "found_and_not_found", message, ("clinical_summary",), *places, severity=Severity.NOTE
            )

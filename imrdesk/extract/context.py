"""What an item's own words leave open, told from the rest of the letter: always to be looked at."""

from collections.abc import Mapping

from imrdesk.record.finding import Finding

from .letter import Letter, propose
from .treatment import named_parts

PAIRED = frozenset((
    "shoulder", "upper arm", "elbow", "forearm", "wrist", "hand", "finger",
    "hip", "thigh", "knee", "lower leg", "ankle", "foot", "toe",
))  # fmt: skip
_WHOLE_BODY = {"Transportation", "Home Health"}


def complete(
    letter: Letter, item: Mapping[str, Finding], case: Mapping[str, Finding], guideline: tuple[int, int] | None
) -> dict[str, Finding]:
    """Body parts and side of an item whose heading names none: from the diagnoses, then its guideline's chapter."""
    found: dict[str, Finding] = {}
    if "body_parts" not in item:
        found["body_parts"] = _parts(letter, item, case, guideline)
    if "side" not in item:
        parts = (item.get("body_parts") or found["body_parts"]).value
        paired = isinstance(parts, tuple) and not PAIRED.isdisjoint(str(part) for part in parts)
        found["side"] = _side(case) if paired else propose("not_stated", None)
    return found


def _parts(
    letter: Letter, item: Mapping[str, Finding], case: Mapping[str, Finding], guideline: tuple[int, int] | None
) -> Finding:
    if item["category"].value in _WHOLE_BODY:
        return propose("item.body_parts.context", ())
    if item["category"].value == "Psych Services":
        return propose("item.body_parts.context", ("psyche",))
    for text, places in _contexts(letter, case, guideline):
        if named := named_parts(text, 0, len(text)):
            return propose("item.body_parts.context", tuple(part for _b, _e, part in named), places)
    return propose("item.body_parts.context", ())


def _contexts(letter: Letter, case: Mapping[str, Finding], guideline: tuple[int, int] | None):
    diagnoses = case.get("diagnoses")
    if diagnoses and isinstance(diagnoses.value, tuple) and diagnoses.value:
        yield "; ".join(str(item) for item in diagnoses.value), diagnoses.evidence
    if guideline:
        yield letter.text[slice(*guideline)], letter.evidence(*guideline)


def _side(case: Mapping[str, Finding]) -> Finding:
    """The only side the diagnoses name, for a part of the body that there is twice."""
    diagnoses = case.get("diagnoses")
    named = diagnoses.value if diagnoses and isinstance(diagnoses.value, tuple) else ()
    text = "; ".join(str(item) for item in named)
    sides = {side for _begin, _end, side in named_parts(text, 0, len(text), "sides")}
    side = sides.pop() if len(sides) == 1 else None
    return propose("item.side.context", side, diagnoses.evidence if diagnoses and side else ())
